import type { DocumentKind } from "#shared/roles.ts";
import { defineTexts } from "../i18n/index.ts";

interface GuidelineTexts {
  readonly greeting: (hour: number, name: string) => string;
  readonly title: string;
  readonly create: string;
  readonly empty: string;
  readonly kinds: Readonly<Record<DocumentKind, string>>;
  readonly kindHints: Readonly<Record<DocumentKind, string>>;
  readonly draft: string;
  readonly progress: (settled: number, all: number) => string;
  readonly readerNote: string;
  readonly statuses: { readonly open: string; readonly discussed: string; readonly settled: string };
  readonly actions: (title: string) => string;
  readonly members: string;
  readonly archive: string;
  readonly archived: (title: string) => string;
  readonly unarchive: string;
  readonly archiveTitle: string;
  readonly archivedOn: (date: string) => string;
  readonly newTitle: string;
  readonly step: (now: number, all: number) => string;
  readonly steps: readonly [string, string, string, string];
  readonly kitLead: string;
  readonly kitChoice: string;
  readonly kitContent: (title: string) => string;
  readonly kitQuestions: (count: number) => string;
  readonly kitApproval: string;
  readonly approves: (body: string) => string;
  readonly consents: (body: string) => string;
  /** Between two steps of an approval. */
  readonly andThen: string;
  readonly kitBodies: string;
  readonly invite: string;
  readonly addPersonOf: (body: string) => string;
  readonly sections: (count: number) => string;
  readonly docTitle: string;
  readonly docKind: string;
  readonly docLocale: string;
  readonly targetDate: string;
  readonly targetHint: string;
  readonly basicsLead: string;
  readonly basicsHint: string;
  readonly involveLead: string;
  readonly addPerson: string;
  readonly required: string;
  readonly badEmail: string;
  readonly inviteeName: string;
  readonly inviteeEmail: string;
  readonly next: string;
  readonly back: string;
  readonly finish: string;
  readonly person: (number: number) => string;
  readonly remove: string;
  readonly body: string;
  readonly links: string;
  readonly linksLead: string;
  readonly toText: string;
  readonly notInvited: (email: string) => string;
  readonly membersTitle: (title: string) => string;
  readonly membersLead: string;
  readonly addMember: string;
  readonly pick: string;
  readonly add: string;
  readonly takeOut: (name: string) => string;
  readonly close: string;
  readonly inviteNew: string;
}

export const guidelineTexts = defineTexts<GuidelineTexts>({
  de: {
    greeting: (hour, name) =>
      `${hour < 11 ? "Guten Morgen" : hour < 18 ? "Guten Tag" : "Guten Abend"}, ${name}`,
    title: "Leitlinien",
    create: "Neue Leitlinie",
    empty: "Noch gibt es keine Leitlinie, an der Sie mitwirken.",
    kinds: { guideline: "Leitlinie", policy: "Richtlinie", instruction: "Dienstanweisung" },
    kindHints: {
      guideline: "Orientierung und wenige feste Regeln. Für die meisten der beste Anfang.",
      policy: "Vor allem verbindliche Regeln.",
      instruction: "Weisung des Arbeitgebers, zum Beispiel in Behörden.",
    },
    draft: "Entwurf",
    progress: (settled, all) =>
      settled === all ? `Alle ${all} Abschnitte geklärt` : `${settled} von ${all} Abschnitten geklärt`,
    readerNote: "Der Entwurf ist für Ihre Rolle nicht offen.",
    statuses: { open: "offen", discussed: "in Diskussion", settled: "geklärt" },
    actions: (title) => `Aktionen für „${title}“`,
    members: "Mitwirkende",
    archive: "Ins Archiv",
    archived: (title) => `„${title}“ ist im Archiv.`,
    unarchive: "Aus dem Archiv holen",
    archiveTitle: "Archiv",
    archivedOn: (date) => `Im Archiv seit ${date}`,
    newTitle: "Neue Leitlinie",
    step: (now, all) => `Schritt ${now} von ${all}`,
    steps: [
      "Womit beginnen Sie?",
      "Wie heißt das Dokument?",
      "Was ist schon bekannt?",
      "Wen beteiligen Sie?",
    ],
    kitLead:
      "Wählen Sie, was Ihrer Organisation am nächsten kommt. Sie bekommen fertige Abschnitte; was strittig ist, steht darin als Frage. Abschnitte können Sie jederzeit ergänzen oder weglassen.",
    kitChoice: "Vorlagenpaket",
    kitContent: (title) => `Inhalt: ${title}`,
    kitQuestions: (count) =>
      `${count} Fragen sind vor der Freigabe zu beantworten. Offene Knoten zeigen, wo.`,
    kitApproval: "Weg zum Beschluss",
    approves: (body) => `Freigabe: ${body}`,
    consents: (body) => `Zustimmung: ${body}`,
    andThen: ", danach ",
    kitBodies: "Gremien und Bereiche dieses Pakets",
    invite: "Einladen",
    addPersonOf: (body) => `Person einladen: ${body}`,
    sections: (count) => `${count} Abschnitte`,
    docTitle: "Titel",
    docKind: "Art des Dokuments",
    docLocale: "Sprache des Dokuments",
    targetDate: "Fertig bis",
    targetHint: "Nur zur Orientierung, kann leer bleiben.",
    basicsLead:
      "Diese Angaben stehen danach an jeder passenden Stelle im Text. Was Sie noch nicht wissen, lassen Sie leer.",
    basicsHint: "Im Text wird markiert, was noch fehlt.",
    involveLead: "Wer nicht gefragt wurde, hält später auf. Laden Sie früh ein; das geht auch später.",
    addPerson: "Person hinzufügen",
    required: "Bitte ausfüllen.",
    badEmail: "Das ist keine E-Mail-Adresse.",
    inviteeName: "Name",
    inviteeEmail: "E-Mail-Adresse",
    next: "Weiter",
    back: "Zurück",
    finish: "Leitlinie anlegen",
    person: (number) => `Person ${number}`,
    remove: "Entfernen",
    body: "Gremium oder Bereich",
    links: "Die Leitlinie ist angelegt",
    linksLead: "Geben Sie diese Links weiter. Sie werden nur hier gezeigt.",
    toText: "Zum Text",
    notInvited: (email) => `${email} konnte nicht eingeladen werden.`,
    membersTitle: (title) => `Mitwirkende an „${title}“`,
    membersLead: "Rechte gelten sofort, auch in offenen Fenstern.",
    addMember: "Jemanden hinzufügen",
    pick: "Bitte wählen",
    add: "Hinzufügen",
    takeOut: (name) => `${name} entfernen`,
    close: "Schließen",
    inviteNew: "Neue Person einladen",
  },
  en: {
    greeting: (hour, name) =>
      `${hour < 11 ? "Good morning" : hour < 18 ? "Good afternoon" : "Good evening"}, ${name}`,
    title: "Guidelines",
    create: "New guideline",
    empty: "There is no guideline yet that you take part in.",
    kinds: { guideline: "Guideline", policy: "Policy", instruction: "Directive" },
    kindHints: {
      guideline: "Orientation and a few firm rules. The best beginning for most.",
      policy: "Binding rules above all.",
      instruction: "An instruction by the employer, for example in public authorities.",
    },
    draft: "Draft",
    progress: (settled, all) =>
      settled === all ? `All ${all} sections settled` : `${settled} of ${all} sections settled`,
    readerNote: "The draft is not open to your role.",
    statuses: { open: "open", discussed: "under discussion", settled: "settled" },
    actions: (title) => `Actions for “${title}”`,
    members: "People taking part",
    archive: "Archive",
    archived: (title) => `“${title}” is in the archive.`,
    unarchive: "Bring back from the archive",
    archiveTitle: "Archive",
    archivedOn: (date) => `In the archive since ${date}`,
    newTitle: "New guideline",
    step: (now, all) => `Step ${now} of ${all}`,
    steps: [
      "What do you begin with?",
      "What is the document called?",
      "What is known already?",
      "Whom do you involve?",
    ],
    kitLead:
      "Choose what comes closest to your organisation. You get finished sections; what is disputed stands in them as a question. You can add or leave out sections at any time.",
    kitChoice: "Kit",
    kitContent: (title) => `Content: ${title}`,
    kitQuestions: (count) => `${count} questions are to be answered before approval. Open knots show where.`,
    kitApproval: "Way to adoption",
    approves: (body) => `Approval: ${body}`,
    consents: (body) => `Consent: ${body}`,
    andThen: ", then ",
    kitBodies: "Bodies and departments of this kit",
    invite: "Invite",
    addPersonOf: (body) => `Invite somebody: ${body}`,
    sections: (count) => `${count} sections`,
    docTitle: "Title",
    docKind: "Kind of document",
    docLocale: "Language of the document",
    targetDate: "Done by",
    targetHint: "For orientation only, may stay empty.",
    basicsLead: "These will stand in the text wherever they belong. Leave empty what you do not know yet.",
    basicsHint: "The text marks what is missing.",
    involveLead: "Who was not asked holds things up later. Invite early; you can also do it later.",
    addPerson: "Add a person",
    required: "Please fill in.",
    badEmail: "This is no e-mail address.",
    inviteeName: "Name",
    inviteeEmail: "E-mail address",
    next: "Next",
    back: "Back",
    finish: "Create guideline",
    person: (number) => `Person ${number}`,
    remove: "Remove",
    body: "Body or department",
    links: "The guideline has been created",
    linksLead: "Hand over these links. They are shown here only.",
    toText: "To the text",
    notInvited: (email) => `${email} could not be invited.`,
    membersTitle: (title) => `People taking part in “${title}”`,
    membersLead: "Rights hold at once, in open windows too.",
    addMember: "Add somebody",
    pick: "Please choose",
    add: "Add",
    takeOut: (name) => `Remove ${name}`,
    close: "Close",
    inviteNew: "Invite a new person",
  },
});
