import { defineTexts } from "../i18n/index.ts";

interface QuestionTexts {
  readonly scopes: { readonly section: string; readonly mine: string; readonly open: string };
  readonly scopeLabel: string;
  readonly empty: { readonly section: string; readonly mine: string; readonly open: string };
  readonly status: {
    readonly blocks: string;
    readonly open: string;
    readonly proposed: string;
    readonly answered: string;
    readonly deferred: (until: string) => string;
    readonly notApplicable: string;
  };
  readonly asked: (bodies: string) => string;
  readonly due: (date: string) => string;
  readonly dueProposed: (date: string) => string;
  readonly seenTo: (name: string) => string;
  readonly stillHolds: string;
  readonly answer: string;
  readonly confirm: string;
  readonly otherAnswer: string;
  readonly later: string;
  readonly notApplicable: string;
  readonly yourAnswer: string;
  readonly putsIntoText: string;
  readonly nothingIntoText: string;
  readonly fills: (variable: string, value: string) => string;
  readonly words: string;
  readonly amount: string;
  readonly unit: string;
  readonly person: string;
  readonly deputy: string;
  readonly reason: string;
  readonly reasonHint: string;
  readonly answerFor: string;
  readonly onBehalfHint: (body: string) => string;
  readonly decide: string;
  readonly cancel: string;
  readonly until: string;
  readonly whoSeesToIt: string;
  readonly nobody: string;
  readonly defer: string;
  readonly deferLead: string;
  readonly deferLeadBlocking: string;
  readonly exclude: string;
  readonly excludeLead: string;
  readonly whyNotApplicable: string;
  readonly required: string;
  readonly number: string;
  readonly chooseOne: string;
  readonly decided: (answer: string) => string;
  readonly deferredToast: string;
  readonly excludedToast: string;
  readonly undoneToast: string;
  readonly signature: (name: string, body: string, date: string) => string;
  readonly signatureOnBehalf: (name: string, body: string, date: string) => string;
  readonly signatureAlone: (name: string, date: string) => string;
  readonly undo: string;
  readonly undoTitle: string;
  readonly undoLead: string;
  readonly history: (count: number) => string;
  readonly entry: {
    readonly answered: (answer: string) => string;
    readonly deferred: (until: string) => string;
    readonly notApplicable: string;
    readonly undone: string;
  };
  readonly decidedMeanwhile: string;
  readonly offered: string;
  readonly offeredDecided: string;
  readonly offeredNow: string;
  readonly offeredNothing: string;
  readonly offeredVariable: (variable: string, value: string) => string;
  readonly takeOver: string;
  readonly takenOver: string;
  readonly waitingForText: string;
  readonly ask: string;
  readonly askTitle: string;
  readonly askLead: (section: string) => string;
  readonly askText: string;
  readonly askWhy: string;
  readonly askType: string;
  readonly types: { readonly option: string; readonly text: string; readonly person: string };
  readonly option: (number: number) => string;
  readonly optionWording: string;
  readonly addOption: string;
  readonly removeOption: (number: number) => string;
  readonly twoOptions: string;
  readonly askedOf: string;
  readonly someBody: string;
  readonly askBlocking: string;
  readonly askBlockingHint: string;
  readonly add: string;
  readonly added: string;
  readonly openQuestion: string;
  /** Of a question that the templates do not know. */
  readonly unknown: string;
  readonly answerQuestion: string;
  readonly putWording: string;
  readonly objections: string;
  readonly objectionsLead: string;
  readonly count: (open: number) => string;
  readonly clarify: (count: number) => string;
  readonly ways: string;
  readonly text: string;
  readonly readiness: string;
  readonly record: string;
  readonly briefing: string;
  readonly benefits: string;
  readonly approval: string;
  readonly held: string;
  readonly heldUntil: (date: string) => string;
  readonly heldBy: (name: string, date: string) => string;
  readonly binding: string;
  readonly recommended: string;
  readonly own: string;
  readonly setDue: string;
  readonly dueSaved: string;
}

export const questionTexts = defineTexts<QuestionTexts>({
  de: {
    scopes: { section: "Dieser Abschnitt", mine: "An mich", open: "Alle offenen" },
    scopeLabel: "Welche Fragen",
    empty: {
      section: "Zu diesem Abschnitt ist nichts zu klären.",
      mine: "An Ihre Gremien ist gerade keine Frage offen.",
      open: "Alle Fragen sind beantwortet.",
    },
    status: {
      blocks: "Hält die Freigabe auf",
      open: "Offen",
      proposed: "Vorschlag, noch nicht bestätigt",
      answered: "Beschlossen",
      deferred: (until) => `Zurückgestellt bis ${until}`,
      notApplicable: "Entfällt",
    },
    asked: (bodies) => `Gefragt: ${bodies}`,
    due: (date) => `Antwort bis ${date}`,
    dueProposed: (date) => `Antwort am besten bis ${date}`,
    seenTo: (name) => `Kümmert sich: ${name}`,
    stillHolds: "Hält die Freigabe weiter auf.",
    answer: "Beantworten",
    confirm: "Bestätigen",
    otherAnswer: "Anders beantworten",
    later: "Später klären",
    notApplicable: "Entfällt",
    yourAnswer: "Ihre Antwort",
    putsIntoText: "So steht es dann im Text",
    nothingIntoText: "Im Text steht dann dazu nichts.",
    fills: (variable, value) => `${variable}: ${value}`,
    words: "Antwort in Worten",
    amount: "Zahl",
    unit: "Einheit",
    person: "Name",
    deputy: "Vertretung",
    reason: "Begründung",
    reasonHint: "Steht im Beschlussprotokoll. Darf leer bleiben.",
    answerFor: "Antwort für",
    onBehalfHint: (body) => `Sie antworten an Stelle von: ${body}. Das bleibt sichtbar.`,
    decide: "Beschließen",
    cancel: "Abbrechen",
    until: "Bis wann",
    whoSeesToIt: "Wer kümmert sich",
    nobody: "Noch niemand",
    defer: "Zurückstellen",
    deferLead: "Die Frage bleibt offen und kommt zum genannten Tag wieder.",
    deferLeadBlocking: "Die Frage bleibt offen. Die Freigabe wartet weiter auf sie.",
    exclude: "Als entfallen festhalten",
    excludeLead: "Die Frage verschwindet aus dem Text. Der Grund steht im Beschlussprotokoll.",
    whyNotApplicable: "Warum entfällt sie",
    required: "Bitte ausfüllen.",
    number: "Bitte eine passende Zahl eintragen.",
    chooseOne: "Bitte wählen Sie eine Antwort.",
    decided: (answer) => `Beschlossen: ${answer}`,
    deferredToast: "Die Frage ist zurückgestellt.",
    excludedToast: "Die Frage entfällt.",
    undoneToast: "Die Frage ist wieder offen.",
    signature: (name, body, date) => `${name} für ${body}, ${date}`,
    signatureOnBehalf: (name, body, date) => `${name} an Stelle von ${body}, ${date}`,
    signatureAlone: (name, date) => `${name}, ${date}`,
    undo: "Zurücknehmen",
    undoTitle: "Beschluss zurücknehmen",
    undoLead:
      "Die Frage ist danach wieder offen. Der Wortlaut geht zurück, soweit ihn niemand geändert hat. Der Beschluss bleibt im Protokoll lesbar.",
    history: (count) => (count === 1 ? "1 früherer Schritt" : `${count} frühere Schritte`),
    entry: {
      answered: (answer) => `Beschlossen: ${answer}`,
      deferred: (until) => `Zurückgestellt bis ${until}`,
      notApplicable: "Als entfallen festgehalten",
      undone: "Zurückgenommen",
    },
    decidedMeanwhile:
      "Inzwischen hat jemand anderes diese Frage beantwortet. Ihre Antwort wurde nicht übernommen.",
    offered: "Der Text wurde hier von Hand geändert und bleibt, wie er ist, bis Sie den Wortlaut übernehmen.",
    offeredDecided: "Beschlossen",
    offeredNow: "Im Text steht",
    offeredNothing: "Im Text steht dazu nichts. Der Wortlaut kommt ans Ende des Abschnitts.",
    offeredVariable: (variable, value) => `${variable} soll „${value}“ sein.`,
    takeOver: "Wortlaut übernehmen",
    takenOver: "Der beschlossene Wortlaut steht im Text.",
    waitingForText: "Der Wortlaut ist auf dem Weg in den Text.",
    ask: "Eigene Frage stellen",
    askTitle: "Eigene Frage stellen",
    askLead: (section) => `Sie gehört zum Abschnitt „${section}“.`,
    askText: "Frage",
    askWhy: "Warum ist das wichtig",
    askType: "Art der Antwort",
    types: { option: "Eine von mehreren Antworten", text: "In Worten", person: "Eine Person" },
    option: (number) => `Antwort ${number}`,
    optionWording: "Wortlaut für den Text",
    addOption: "Antwort hinzufügen",
    removeOption: (number) => `Antwort ${number} entfernen`,
    twoOptions: "Bitte geben Sie mindestens zwei Antworten an.",
    askedOf: "An wen",
    someBody: "Bitte wählen Sie, wer gefragt ist.",
    askBlocking: "Hält die Freigabe auf, bis sie beantwortet ist",
    askBlockingHint: "Dann steht die Frage auch im Text.",
    add: "Frage stellen",
    added: "Die Frage ist gestellt.",
    openQuestion: "Frage ansehen",
    unknown: "Eine offene Frage",
    answerQuestion: "Beantworten",
    putWording: "Wortlaut einsetzen",
    objections: "Was hier oft eingewandt wird",
    objectionsLead: "Mit Punkten, die eine Antwort aufgreifen kann.",
    count: (open) => (open === 1 ? "1 Frage" : `${open} Fragen`),
    clarify: (count) => (count === 1 ? "1 Frage klären" : `${count} Fragen klären`),
    ways: "Zur Leitlinie",
    text: "Text",
    readiness: "Stand der Klärung",
    record: "Beschlussprotokoll",
    briefing: "Kurzfassung für die Leitung",
    benefits: "Nutzen je Bereich",
    approval: "Freigabe",
    held: "Noch nicht beginnen",
    heldUntil: (date) =>
      `Es ist beschlossen, noch nicht zu beginnen. Alles ruht bis zur Überprüfung am ${date}.`,
    heldBy: (name, date) => `Beschlossen von ${name} am ${date}`,
    binding: "Verbindlich",
    recommended: "Empfehlung",
    own: "Eigene Frage",
    setDue: "Antwort bis",
    dueSaved: "Der Tag ist festgehalten.",
  },
  en: {
    scopes: { section: "This section", mine: "Asked of me", open: "All open" },
    scopeLabel: "Which questions",
    empty: {
      section: "There is nothing to clarify for this section.",
      mine: "No question is open for your bodies at the moment.",
      open: "All questions have been answered.",
    },
    status: {
      blocks: "Holds up approval",
      open: "Open",
      proposed: "Proposed, not confirmed yet",
      answered: "Decided",
      deferred: (until) => `Deferred until ${until}`,
      notApplicable: "Does not apply",
    },
    asked: (bodies) => `Asked of ${bodies}`,
    due: (date) => `Answer by ${date}`,
    dueProposed: (date) => `Best answered by ${date}`,
    seenTo: (name) => `Looked after by ${name}`,
    stillHolds: "Still holds up approval.",
    answer: "Answer",
    confirm: "Confirm",
    otherAnswer: "Answer differently",
    later: "Clarify later",
    notApplicable: "Does not apply",
    yourAnswer: "Your answer",
    putsIntoText: "This is what the text will say",
    nothingIntoText: "The text will say nothing about it.",
    fills: (variable, value) => `${variable}: ${value}`,
    words: "Answer in words",
    amount: "Number",
    unit: "Unit",
    person: "Name",
    deputy: "Deputy",
    reason: "Reason",
    reasonHint: "Stands in the decision record. May stay empty.",
    answerFor: "Answer for",
    onBehalfHint: (body) => `You answer in place of: ${body}. That stays visible.`,
    decide: "Decide",
    cancel: "Cancel",
    until: "Until when",
    whoSeesToIt: "Who looks after it",
    nobody: "Nobody yet",
    defer: "Defer",
    deferLead: "The question stays open and comes back on that day.",
    deferLeadBlocking: "The question stays open. Approval goes on waiting for it.",
    exclude: "Record that it does not apply",
    excludeLead: "The question leaves the text. The reason stands in the decision record.",
    whyNotApplicable: "Why does it not apply",
    required: "Please fill in.",
    number: "Please enter a number that fits.",
    chooseOne: "Please choose an answer.",
    decided: (answer) => `Decided: ${answer}`,
    deferredToast: "The question has been deferred.",
    excludedToast: "The question does not apply.",
    undoneToast: "The question is open again.",
    signature: (name, body, date) => `${name} for ${body}, ${date}`,
    signatureOnBehalf: (name, body, date) => `${name} in place of ${body}, ${date}`,
    signatureAlone: (name, date) => `${name}, ${date}`,
    undo: "Take back",
    undoTitle: "Take the decision back",
    undoLead:
      "The question is open again then. The wording goes back as far as nobody has changed it. The decision stays readable in the record.",
    history: (count) => (count === 1 ? "1 earlier step" : `${count} earlier steps`),
    entry: {
      answered: (answer) => `Decided: ${answer}`,
      deferred: (until) => `Deferred until ${until}`,
      notApplicable: "Recorded as not applying",
      undone: "Taken back",
    },
    decidedMeanwhile: "Somebody else has answered this question meanwhile. Your answer was not taken.",
    offered: "The text has been changed by hand here and stays as it is until you take the wording over.",
    offeredDecided: "Decided",
    offeredNow: "The text says",
    offeredNothing: "The text says nothing about it. The wording goes to the end of the section.",
    offeredVariable: (variable, value) => `${variable} is to be “${value}”.`,
    takeOver: "Take the wording over",
    takenOver: "The text has the decided wording.",
    waitingForText: "The wording is on its way into the text.",
    ask: "Ask a question of your own",
    askTitle: "Ask a question of your own",
    askLead: (section) => `It belongs to the section “${section}”.`,
    askText: "Question",
    askWhy: "Why it matters",
    askType: "Kind of answer",
    types: { option: "One of several answers", text: "In words", person: "A person" },
    option: (number) => `Answer ${number}`,
    optionWording: "Wording for the text",
    addOption: "Add an answer",
    removeOption: (number) => `Remove answer ${number}`,
    twoOptions: "Please give two answers at least.",
    askedOf: "Of whom",
    someBody: "Please choose who is asked.",
    askBlocking: "Holds up approval until it is answered",
    askBlockingHint: "Then the question stands in the text too.",
    add: "Ask the question",
    added: "The question has been asked.",
    openQuestion: "See the question",
    unknown: "An open question",
    answerQuestion: "Answer",
    putWording: "Put the wording in",
    objections: "What is often objected here",
    objectionsLead: "With points that an answer can take up.",
    count: (open) => (open === 1 ? "1 question" : `${open} questions`),
    clarify: (count) => (count === 1 ? "Clarify 1 question" : `Clarify ${count} questions`),
    ways: "About the guideline",
    text: "Text",
    readiness: "State of clarification",
    record: "Decision record",
    briefing: "Briefing for management",
    benefits: "Benefit per department",
    approval: "Approval",
    held: "Not yet starting",
    heldUntil: (date) =>
      `It has been decided not to start yet. Everything rests until the review on ${date}.`,
    heldBy: (name, date) => `Decided by ${name} on ${date}`,
    binding: "Binding",
    recommended: "Recommended",
    own: "Own question",
    setDue: "Answer by",
    dueSaved: "The day has been kept.",
  },
});
