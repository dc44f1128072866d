import type { AskedFor, Level, VoteKind } from "#shared/review-status.ts";
import type { Representation } from "#shared/roles.ts";
import { defineTexts } from "../i18n/index.ts";

interface ReviewTexts {
  readonly approval: string;
  readonly candidate: (edition: number) => string;
  readonly edition: (edition: number) => string;
  readonly underWay: (yes: number, of: number) => string;
  readonly decideNow: string;
  readonly requestTitle: string;
  readonly requestWhat: string;
  readonly requestWhatHint: string;
  readonly requestDue: string;
  readonly requestDueHint: string;
  readonly requestLevel: string;
  readonly levels: Readonly<Record<Level, string>>;
  readonly levelHints: Readonly<Record<Level, string>>;
  readonly requestSend: string;
  readonly requested: string;
  readonly nothingBlocks: string;
  readonly blocks: (count: number) => string;
  readonly warns: (count: number) => string;
  readonly held: string;
  readonly question: (text: string) => string;
  readonly variable: (label: string, section: string, times: number) => string;
  readonly concern: (number: number, body: string | null) => string;
  readonly altText: (section: string) => string;
  readonly contact: string;
  readonly law: (law: string, now: string, section: string) => string;
  readonly nobody: (body: string) => string;
  readonly onlyRequester: (body: string) => string;
  readonly representationNotAsked: (body: string) => string;
  readonly unchanged: (edition: number) => string;
  readonly notEditorial: Readonly<Record<"binding" | "content" | "noEdition", (section: string) => string>>;
  readonly who: string;
  readonly whoLead: string;
  readonly change: string;
  readonly save: string;
  readonly cancel: string;
  readonly policySaved: string;
  readonly body: string;
  readonly asked: Readonly<Record<AskedFor | "none", string>>;
  readonly step: string;
  readonly stepNumber: (number: number) => string;
  readonly delegate: string;
  readonly noDelegate: string;
  readonly speakers: string;
  readonly states: Readonly<Record<"open" | "returned" | "withdrawn" | "expired" | "adopted", string>>;
  readonly inForce: (date: string) => string;
  readonly requestedBy: (name: string, date: string) => string;
  readonly due: (date: string) => string;
  readonly objectUntil: (date: string) => string;
  readonly reason: string;
  readonly whatIsNew: string;
  readonly read: string;
  readonly briefing: string;
  readonly concerns: (count: number) => string;
  readonly sinceYes: string;
  readonly sinceEdition: string;
  readonly firstTime: string;
  readonly agreement: (representation: Exclude<Representation, "none">) => string;
  readonly silence: string;
  readonly bodies: string;
  readonly waiting: Readonly<Record<AskedFor, string>>;
  readonly later: string;
  readonly notNeeded: string;
  readonly awaits: string;
  readonly voted: Readonly<Record<VoteKind, string>>;
  readonly by: (name: string, date: string) => string;
  readonly asDelegate: string;
  readonly resolution: (date: string, by: string) => string;
  readonly kept: string;
  readonly paper: (date: string) => string;
  readonly confirmedBy: (name: string) => string;
  readonly scan: string;
  readonly decideFor: (body: string) => string;
  readonly inPlaceOf: (body: string) => string;
  readonly yes: Readonly<Record<"approve" | "consent" | "comment", string>>;
  readonly no: Readonly<Record<"approve" | "consent", string>>;
  readonly object: string;
  readonly haveRead: string;
  readonly decision: string;
  readonly decide: string;
  readonly undecided: string;
  readonly text: string;
  readonly note: string;
  readonly noteHint: string;
  readonly giveReason: string;
  readonly reasonHint: string;
  readonly decidedOn: string;
  readonly reportedBy: string;
  readonly required: string;
  readonly password: string;
  readonly passwordHint: string;
  readonly recorded: string;
  readonly confirmTitle: (body: string) => string;
  readonly confirmLead: string;
  readonly confirm: string;
  readonly reject: string;
  readonly recordPaper: string;
  readonly recordPaperLead: string;
  readonly paperFile: string;
  readonly paperFileHint: string;
  readonly receivedOn: string;
  readonly recordSend: string;
  readonly withdraw: string;
  readonly releaseSheet: string;
  readonly withdrawTitle: string;
  readonly withdrawLead: string;
  readonly withdrawReason: string;
  readonly putInForce: string;
  readonly inForceFrom: string;
  readonly inForceLead: string;
  readonly waits: Readonly<Record<AskedFor, (edition: number) => string>>;
  readonly waitsEditorial: (edition: number) => string;
  readonly waitsConfirm: (edition: number) => string;
  readonly waitsWhere: (title: string, body: string) => string;
  readonly waitsTitle: string;
  readonly linkTitle: string;
  readonly linkLead: (address: string, organisation: string) => string;
  readonly linkUsed: string;
  readonly linkExpired: string;
  readonly linkOpen: string;
  readonly linkWhy: string;
  readonly toSignIn: string;
}

const THE = {
  betriebsrat: "Der Betriebsrat",
  personalrat: "Der Personalrat",
  mitarbeitervertretung: "Die Mitarbeitervertretung",
} as const;

const COUNCIL = {
  betriebsrat: "works council",
  personalrat: "staff council",
  mitarbeitervertretung: "staff representation",
} as const;

export const reviewTexts = defineTexts<ReviewTexts>({
  de: {
    approval: "Freigabe und Zustimmung",
    candidate: (edition) => `Vorlage zu Fassung ${edition}`,
    edition: (edition) => `Fassung ${edition}`,
    underWay: (yes, of) => `Freigabe läuft: ${yes} von ${of}`,
    decideNow: "Jetzt entscheiden",
    requestTitle: "Freigabe anfordern",
    requestWhat: "Was ist neu, und warum?",
    requestWhatHint: "Zwei, drei Sätze, die allen vorangestellt werden, die entscheiden.",
    requestDue: "Entscheiden bis (freiwillig)",
    requestDueHint: "Zwei Tage vorher wird erinnert. Ist der Tag vorbei, ist nichts beschlossen.",
    requestLevel: "Wie groß ist die Änderung?",
    levels: { major: "Wesentlich", minor: "Klein", editorial: "Redaktionell" },
    levelHints: {
      major: "Alle entscheiden neu, alle nehmen neu zur Kenntnis.",
      minor: "Alle entscheiden neu.",
      editorial:
        "Nur Schreibung, Aussehen, Links oder Kontaktdaten, nichts Verbindliches. Wer zustimmen müsste, erfährt davon und kann fünf Arbeitstage lang widersprechen.",
    },
    requestSend: "Festhalten und anfordern",
    requested: "Die Vorlage ist festgehalten. Alle, die jetzt entscheiden, wissen davon.",
    nothingBlocks: "Nichts hält die Freigabe auf.",
    blocks: (count) =>
      count === 1 ? "Das hält die Freigabe auf" : `${count} Punkte halten die Freigabe auf`,
    warns: (count) =>
      count === 1 ? "Ein Hinweis, der nichts aufhält" : `${count} Hinweise, die nichts aufhalten`,
    held: "Es ist entschieden, noch nicht zu beginnen.",
    question: (text) => `Offene Klärungsfrage: ${text}`,
    variable: (label, section, times) =>
      `${label} fehlt in „${section}“${times === 1 ? "" : `, an ${times} Stellen`}`,
    concern: (number, body) =>
      body === null ? `Offene Bedenken ${number} einer Person` : `Offene Bedenken ${number} (${body})`,
    altText: (section) => `Ein Bild ohne Beschreibung in „${section}“`,
    contact: "Es ist kein Kontakt eingetragen, an den man sich wenden kann.",
    law: (law, now, section) => `„${law}“ in „${section}“ gilt nicht mehr. An seine Stelle getreten: ${now}.`,
    nobody: (body) =>
      `Für ${body} kann niemand entscheiden. Laden Sie jemanden ein oder benennen Sie eine Vertretung.`,
    onlyRequester: (body) =>
      `Für ${body} könnten nur Sie entscheiden. Wer anfordert, entscheidet nicht mit; benennen Sie eine Vertretung.`,
    representationNotAsked: (body) =>
      `${body} ist an dieser Freigabe nicht beteiligt. Prüfen Sie, ob die Leitlinie mitbestimmt ist.`,
    unchanged: (edition) => `Der Entwurf sagt dasselbe wie Fassung ${edition}.`,
    notEditorial: {
      binding: (section) =>
        `Das ist nicht redaktionell: In „${section}“ ist eine verbindliche Zeile berührt.`,
      content: (section) => `Das ist nicht redaktionell: In „${section}“ ändert sich der Inhalt.`,
      noEdition: () => "Redaktionell ändern lässt sich nur, was schon beschlossen ist.",
    },
    who: "Wer entscheidet",
    whoLead: "Schritte kommen nacheinander. Innerhalb eines Schritts entscheiden alle gleichzeitig.",
    change: "Ändern",
    save: "Festlegen",
    cancel: "Abbrechen",
    policySaved: "Festgelegt. Es gilt ab der nächsten Anforderung.",
    body: "Gremium",
    asked: {
      approve: "Freigabe",
      consent: "Zustimmung",
      comment: "Nur Stellungnahme",
      none: "Nicht beteiligt",
    },
    step: "Schritt",
    stepNumber: (number) => `Schritt ${number}`,
    delegate: "Vertretung",
    noDelegate: "Niemand",
    speakers: "Spricht dafür",
    states: {
      open: "Liegt zur Entscheidung vor",
      returned: "Zurückgegeben",
      withdrawn: "Zurückgezogen",
      expired: "Frist abgelaufen, nichts beschlossen",
      adopted: "Beschlossen",
    },
    inForce: (date) => `In Kraft ab ${date}`,
    requestedBy: (name, date) => `Vorgelegt von ${name} am ${date}`,
    due: (date) => `Entscheiden bis ${date}`,
    objectUntil: (date) => `Widerspruch möglich bis ${date}`,
    reason: "Grund",
    whatIsNew: "Was sich geändert hat",
    read: "Ganze Vorlage lesen",
    briefing: "Überblick in zwei Minuten",
    concerns: (count) => `Offene Bedenken: ${count}`,
    sinceYes: "Geändert seit Ihrem letzten Ja",
    sinceEdition: "Geändert seit der Fassung davor",
    firstTime: "Sie entscheiden zum ersten Mal darüber.",
    agreement: (representation) =>
      `Diese Entscheidung ersetzt keine Betriebs- oder Dienstvereinbarung. ${THE[representation]} entscheidet durch Beschluss in der Sitzung; hier wird er mitgeteilt.`,
    silence: "Wer schweigt, stimmt nicht zu. Auch eine abgelaufene Frist ist keine Zustimmung.",
    bodies: "Stand der Entscheidungen",
    waiting: {
      approve: "Freigabe steht aus",
      consent: "Zustimmung steht aus",
      comment: "Stellungnahme möglich",
    },
    later: "Erst entscheiden andere",
    notNeeded: "Muss hierfür nicht entscheiden",
    awaits: "Auf Papier entschieden, noch nicht bestätigt",
    voted: {
      approve: "Freigegeben",
      return: "Zurückgegeben",
      consent: "Zugestimmt",
      refuse: "Zustimmung verweigert",
      noted: "Stellung genommen",
      object: "Widersprochen",
    },
    by: (name, date) => `${name}, ${date}`,
    asDelegate: "in Vertretung",
    resolution: (date, by) => `Beschluss vom ${date}, mitgeteilt von ${by}`,
    kept: "Gilt weiter, weil sich am Inhalt nichts geändert hat",
    paper: (date) => `Auf Papier, eingegangen am ${date}`,
    confirmedBy: (name) => `bestätigt von ${name}`,
    scan: "Scan ansehen",
    decideFor: (body) => `Entscheidung: ${body}`,
    inPlaceOf: (body) => `Sie gehören nicht zu ${body} und entscheiden in Vertretung.`,
    yes: { approve: "Freigeben", consent: "Zustimmung mitteilen", comment: "Stellung nehmen" },
    no: { approve: "Zurückgeben", consent: "Zustimmung verweigern" },
    object: "Widersprechen",
    haveRead: "Ich habe diese Vorlage gelesen.",
    decision: "Entscheidung",
    decide: "Entscheidung festhalten",
    undecided: "Nicht entschieden",
    text: "Wortlaut der Vorlage",
    note: "Anmerkung (freiwillig)",
    noteHint: "Eine Anmerkung ist keine Bedingung. Wer nur unter einer Bedingung Ja sagen will, gibt zurück.",
    giveReason: "Grund",
    reasonHint: "Er bleibt am Entwurf stehen, bis eine neue Vorlage kommt.",
    decidedOn: "Beschluss vom",
    reportedBy: "Mitgeteilt von",
    required: "Bitte ausfüllen.",
    password: "Ihr Passwort",
    passwordHint:
      "Sie haben sich vor mehr als 15 Minuten angemeldet. Vor einer Entscheidung fragen wir noch einmal.",
    recorded: "Die Entscheidung ist festgehalten.",
    confirmTitle: (body) => `Stimmt die Entscheidung auf Papier? (${body})`,
    confirmLead: "Sie zählt erst, wenn jemand aus dem Gremium sie bestätigt.",
    confirm: "So ist entschieden",
    reject: "So ist nicht entschieden",
    recordPaper: "Entscheidung auf Papier eintragen",
    recordPaperLead: "Sie zählt erst, wenn jemand aus dem Gremium sie hier bestätigt.",
    paperFile: "Scan",
    paperFileHint: "PDF, PNG oder JPEG, höchstens 10 MB",
    receivedOn: "Eingegangen am",
    recordSend: "Eintragen",
    withdraw: "Zurückziehen",
    releaseSheet: "Vermerk über Freigabe und Zustimmung",
    withdrawTitle: "Vorlage zurückziehen",
    withdrawLead:
      "Niemand kann dann mehr darüber entscheiden. Abgegebene Entscheidungen bleiben im Verlauf und gelten weiter, wenn derselbe Inhalt noch einmal vorgelegt wird.",
    withdrawReason: "Warum (freiwillig)",
    putInForce: "In Kraft setzen",
    inForceFrom: "In Kraft ab",
    inForceLead: "Von diesem Tag an gilt die Fassung; die bisherige ist ersetzt.",
    waits: {
      approve: (edition) => `Freigabe der Vorlage zu Fassung ${edition}`,
      consent: (edition) => `Zustimmung zur Vorlage zu Fassung ${edition}`,
      comment: (edition) => `Stellungnahme zur Vorlage zu Fassung ${edition}`,
    },
    waitsEditorial: (edition) => `Redaktionelle Änderung, Fassung ${edition}`,
    waitsConfirm: (edition) => `Entscheidung auf Papier bestätigen, Fassung ${edition}`,
    waitsWhere: (title, body) => `${title} · ${body}`,
    waitsTitle: "Wartet auf Ihre Entscheidung",
    linkTitle: "Eine Vorlage wartet auf Sie",
    linkLead: (address, organisation) =>
      `Dieser Link ging an ${address} (${organisation}). Geben Sie das Passwort dazu ein, dann steht die Vorlage vor Ihnen.`,
    linkUsed:
      "Dieser Link ist schon benutzt worden. Melden Sie sich an; die Vorlage steht auf der Startseite.",
    linkExpired: "Dieser Link ist zu alt. Melden Sie sich an; die Vorlage steht auf der Startseite.",
    linkOpen: "Zur Vorlage",
    linkWhy:
      "Der Link allein öffnet nichts: Auch wer diese E-Mail weitergeleitet bekommt, kann damit weder lesen noch entscheiden.",
    toSignIn: "Anmelden",
  },
  en: {
    approval: "Approval and consent",
    candidate: (edition) => `Candidate for edition ${edition}`,
    edition: (edition) => `Edition ${edition}`,
    underWay: (yes, of) => `Approval under way: ${yes} of ${of}`,
    decideNow: "Decide now",
    requestTitle: "Request approval",
    requestWhat: "What is new, and why?",
    requestWhatHint: "Two or three sentences that everybody who decides reads first.",
    requestDue: "Decide by (optional)",
    requestDueHint: "A reminder goes out two days before. If the day passes, nothing has been decided.",
    requestLevel: "How large is the change?",
    levels: { major: "Major", minor: "Minor", editorial: "Editorial" },
    levelHints: {
      major: "Everybody decides again and acknowledges again.",
      minor: "Everybody decides again.",
      editorial:
        "Only spelling, layout, links or contact details, and nothing binding. Those who would have to consent are told and can object for five working days.",
    },
    requestSend: "Freeze and request approval",
    requested: "The candidate is frozen. Those who decide next have been told.",
    nothingBlocks: "Nothing is holding up approval.",
    blocks: (count) =>
      count === 1 ? "This is holding up approval" : `${count} points are holding up approval`,
    warns: (count) =>
      count === 1 ? "One note that holds nothing up" : `${count} notes that hold nothing up`,
    held: "It has been decided not to begin yet.",
    question: (text) => `Open clarifying question: ${text}`,
    variable: (label, section, times) =>
      `${label} is missing in “${section}”${times === 1 ? "" : `, in ${times} places`}`,
    concern: (number, body) =>
      body === null ? `Open concern ${number} of a person` : `Open concern ${number} (${body})`,
    altText: (section) => `A picture without a description in “${section}”`,
    contact: "No contact is given for people to turn to.",
    law: (law, now, section) => `“${law}” in “${section}” is no longer in force. It was replaced by ${now}.`,
    nobody: (body) => `Nobody can decide for ${body}. Invite somebody or name a delegate.`,
    onlyRequester: (body) =>
      `Only you could decide for ${body}. Whoever requests approval does not decide; name a delegate.`,
    representationNotAsked: (body) =>
      `${body} takes no part in this approval. Check whether the guideline is subject to co-determination.`,
    unchanged: (edition) => `The draft says the same as edition ${edition}.`,
    notEditorial: {
      binding: (section) => `This is not editorial: a binding line is touched in “${section}”.`,
      content: (section) => `This is not editorial: the content changes in “${section}”.`,
      noEdition: () => "Only what has been adopted can be changed editorially.",
    },
    who: "Who decides",
    whoLead: "Steps come one after the other. Within a step all decide at the same time.",
    change: "Change",
    save: "Save",
    cancel: "Cancel",
    policySaved: "Saved. It applies from the next request on.",
    body: "Body",
    asked: { approve: "Approval", consent: "Consent", comment: "Comment only", none: "Not involved" },
    step: "Step",
    stepNumber: (number) => `Step ${number}`,
    delegate: "Delegate",
    noDelegate: "Nobody",
    speakers: "Speaks for it",
    states: {
      open: "Up for decision",
      returned: "Returned",
      withdrawn: "Withdrawn",
      expired: "Deadline passed, nothing decided",
      adopted: "Adopted",
    },
    inForce: (date) => `In force from ${date}`,
    requestedBy: (name, date) => `Submitted by ${name} on ${date}`,
    due: (date) => `Decide by ${date}`,
    objectUntil: (date) => `Objections possible until ${date}`,
    reason: "Reason",
    whatIsNew: "What has changed",
    read: "Read the whole candidate",
    briefing: "Overview in two minutes",
    concerns: (count) => (count === 1 ? "1 open concern" : `${count} open concerns`),
    sinceYes: "Changed since your last yes",
    sinceEdition: "Changed since the edition before",
    firstTime: "You are deciding on this for the first time.",
    agreement: (representation) =>
      `This decision does not replace a works agreement. The ${COUNCIL[representation]} decides by resolution in a meeting; here it is reported.`,
    silence: "Silence is not consent, and neither is a deadline that has passed.",
    bodies: "State of the decisions",
    waiting: { approve: "Approval is pending", consent: "Consent is pending", comment: "May comment" },
    later: "Others decide first",
    notNeeded: "Does not have to decide on this",
    awaits: "Decided on paper, not confirmed yet",
    voted: {
      approve: "Approved",
      return: "Returned",
      consent: "Consented",
      refuse: "Consent refused",
      noted: "Commented",
      object: "Objected",
    },
    by: (name, date) => `${name}, ${date}`,
    asDelegate: "as delegate",
    resolution: (date, by) => `Resolution of ${date}, reported by ${by}`,
    kept: "Still counts, since the content has not changed",
    paper: (date) => `On paper, received on ${date}`,
    confirmedBy: (name) => `confirmed by ${name}`,
    scan: "View the scan",
    decideFor: (body) => `Decision: ${body}`,
    inPlaceOf: (body) => `You do not belong to ${body} and decide as its delegate.`,
    yes: { approve: "Approve", consent: "Report consent", comment: "Comment" },
    no: { approve: "Return", consent: "Refuse consent" },
    object: "Object",
    haveRead: "I have read this candidate.",
    decision: "Decision",
    decide: "Record the decision",
    undecided: "Not decided",
    text: "Wording of the candidate",
    note: "Note (optional)",
    noteHint: "A note is not a condition. If your yes depends on one, return it instead.",
    giveReason: "Reason",
    reasonHint: "It stays with the draft until a new candidate comes.",
    decidedOn: "Resolution of",
    reportedBy: "Reported by",
    required: "Please fill in.",
    password: "Your password",
    passwordHint: "You signed in more than 15 minutes ago. Before a decision we ask again.",
    recorded: "The decision is recorded.",
    confirmTitle: (body) => `Is the decision on paper right? (${body})`,
    confirmLead: "It counts only once somebody from the body confirms it.",
    confirm: "This is what was decided",
    reject: "This was not decided",
    recordPaper: "Record a decision on paper",
    recordPaperLead: "It counts only once somebody from the body confirms it here.",
    paperFile: "Scan",
    paperFileHint: "PDF, PNG or JPEG, 10 MB at most",
    receivedOn: "Received on",
    recordSend: "Record",
    withdraw: "Withdraw",
    releaseSheet: "Record of approval and consent",
    withdrawTitle: "Withdraw the candidate",
    withdrawLead:
      "Nobody can decide on it after that. Decisions already given stay in the history, and still count when the same content is submitted again.",
    withdrawReason: "Why (optional)",
    putInForce: "Put into force",
    inForceFrom: "In force from",
    inForceLead: "From this day on the edition applies, and the one before is superseded.",
    waits: {
      approve: (edition) => `Approval of the candidate for edition ${edition}`,
      consent: (edition) => `Consent to the candidate for edition ${edition}`,
      comment: (edition) => `Comment on the candidate for edition ${edition}`,
    },
    waitsEditorial: (edition) => `Editorial change, edition ${edition}`,
    waitsConfirm: (edition) => `Confirm a decision on paper, edition ${edition}`,
    waitsWhere: (title, body) => `${title} · ${body}`,
    waitsTitle: "Waiting for your decision",
    linkTitle: "A candidate is waiting for you",
    linkLead: (address, organisation) =>
      `This link was sent to ${address} (${organisation}). Enter the password that goes with it, and the candidate opens.`,
    linkUsed: "This link has been used. Sign in; the candidate is on the start page.",
    linkExpired: "This link is too old. Sign in; the candidate is on the start page.",
    linkOpen: "To the candidate",
    linkWhy:
      "The link alone opens nothing: somebody to whom this mail is forwarded can neither read nor decide with it.",
    toSignIn: "Sign in",
  },
});
