import { LINE_WORDS, type LineWords } from "#shared/document/line-words.ts";
import { defineTexts } from "../i18n/index.ts";
import type { AddressProblem } from "./link-address.ts";

interface EditorTexts extends LineWords {
  readonly missing: (label: string) => string;
  readonly asked: (bodies: string) => string;
  readonly notAnswered: string;
  readonly unknownLine: string;
  readonly taskOpen: string;
  /** What a screen reader says of a line beside its text. */
  readonly spoken: {
    readonly bullet: string;
    readonly number: (number: number) => string;
    readonly task: string;
    readonly taskDone: string;
    readonly level: (level: number) => string;
  };
  readonly draft: string;
  readonly archived: string;
  readonly more: string;
  readonly saved: string;
  readonly saving: string;
  readonly connecting: string;
  readonly connection: string;
  readonly unsaved: (count: number) => string;
  readonly offline: (count: number) => string;
  readonly offlineNothing: string;
  readonly ended: {
    readonly signIn: string;
    readonly noRight: string;
    readonly reload: string;
    readonly refused: string;
  };
  readonly signIn: string;
  readonly reload: string;
  readonly copyText: string;
  readonly copied: string;
  readonly redrawn: string;
  readonly readOnly: Readonly<Record<"commenter" | "approver", string>>;
  readonly readerTitle: string;
  readonly readerLead: string;
  readonly sections: string;
  readonly progress: (settled: number, all: number) => string;
  readonly text: string;
  readonly addSection: string;
  readonly emptySection: string;
  readonly newSection: string;
  readonly fromTemplates: string;
  readonly removed: string;
  readonly sectionActions: (title: string) => string;
  readonly rename: string;
  readonly moveUp: string;
  readonly moveDown: string;
  readonly remove: string;
  readonly removedToast: (title: string) => string;
  readonly bringBack: (title: string) => string;
  readonly someoneInside: (names: string) => string;
  readonly untitled: string;
  readonly title: string;
  readonly save: string;
  readonly cancel: string;
  readonly close: string;
  readonly open: string;
  readonly openSections: string;
  readonly panel: string;
  readonly questions: string;
  readonly history: string;
  readonly variables: string;
  readonly readingView: string;
  readonly find: string;
  readonly shortcuts: string;
  readonly print: string;
  readonly actions: string;
  readonly unsetVariables: (labels: string) => string;
  readonly members: string;
  readonly toolbar: string;
  readonly tools: {
    readonly undo: string;
    readonly redo: string;
    readonly strong: string;
    readonly em: string;
    readonly underline: string;
    readonly strike: string;
    readonly code: string;
    readonly link: string;
    readonly kind: string;
    readonly text: string;
    readonly h3: string;
    readonly h4: string;
    readonly bullet: string;
    readonly ordered: string;
    readonly task: string;
    readonly quote: string;
    readonly boxes: string;
    readonly labels: string;
    readonly divider: string;
    readonly variable: string;
    readonly clear: string;
    readonly format: string;
  };
  readonly linkTitle: string;
  readonly linkAddress: string;
  readonly linkHint: string;
  readonly linkWrong: Readonly<Record<AddressProblem, string>>;
  readonly linkOpen: string;
  readonly linkSet: string;
  readonly linkRemove: string;
  readonly variableTitle: (label: string) => string;
  readonly variableHint: string;
  readonly variableValue: string;
  readonly nameVersion: string;
  readonly editorLabel: (title: string) => string;
}

export const editorTexts = defineTexts<EditorTexts>({
  de: {
    ...LINE_WORDS.de,
    missing: (label) => `${label} fehlt`,
    asked: (bodies) => `Frage an ${bodies}.`,
    notAnswered: "Erst die Antwort setzt den Text; ohne sie keine Freigabe.",
    unknownLine: "Inhalt, den diese Fassung der Anwendung nicht kennt. Er bleibt erhalten.",
    taskOpen: "Erledigt",
    spoken: {
      bullet: "Listenpunkt",
      number: (number) => `Nummer ${number}`,
      task: "Aufgabe",
      taskDone: "Erledigte Aufgabe",
      level: (level) => `Ebene ${level}`,
    },
    draft: "Entwurf",
    archived: "Im Archiv, nur zum Lesen",
    more: "Weitere Aktionen",
    saved: "Gesichert",
    saving: "Wird gesichert",
    connecting: "Verbindung wird aufgebaut",
    connection: "Verbindung",
    unsaved: (count) =>
      count === 1 ? "1 Änderung noch nicht gesichert" : `${count} Änderungen noch nicht gesichert`,
    offline: (count) =>
      `Keine Verbindung. ${count === 1 ? "Ihre Änderung liegt" : `Ihre ${count} Änderungen liegen`} nur in diesem Fenster und ${count === 1 ? "wird" : "werden"} nachgereicht. Lassen Sie es bis dahin offen.`,
    offlineNothing: "Keine Verbindung. Ihre Arbeit bis hierher ist gesichert. Es geht von selbst weiter.",
    ended: {
      signIn: "Ihre Anmeldung ist abgelaufen. Melden Sie sich an, um weiterzuschreiben.",
      noRight: "Der Entwurf ist für Sie nicht mehr offen.",
      reload: "Diese Seite ist älter als der Text auf dem Server. Laden Sie sie neu.",
      refused:
        "Der Server hat etwas aus diesem Fenster abgelehnt. Kopieren Sie Ihren Text und laden Sie die Seite neu.",
    },
    signIn: "Anmelden",
    reload: "Neu laden",
    copyText: "Text kopieren",
    copied: "Kopiert",
    redrawn: "Die Anzeige wurde neu aufgebaut. Der gemeinsame Text ist unverändert.",
    readOnly: {
      commenter:
        "Sie lesen den Entwurf mit. Markieren Sie eine Stelle, um etwas dazu zu sagen; der Text bleibt dabei, wie er ist.",
      approver: "Sie lesen den Entwurf. Zur Freigabe wird er Ihnen eigens vorgelegt.",
    },
    readerTitle: "Der Entwurf ist noch nicht für alle offen",
    readerLead:
      "Sobald die Leitlinie in Kraft ist, lesen Sie sie hier. Bis dahin arbeiten die Mitwirkenden daran.",
    sections: "Abschnitte",
    progress: (settled, all) =>
      settled === all ? `Alle ${all} Abschnitte geklärt` : `${settled} von ${all} Abschnitten geklärt`,
    text: "Text der Leitlinie",
    addSection: "Abschnitt hinzufügen",
    emptySection: "Leerer Abschnitt",
    newSection: "Neuer Abschnitt",
    fromTemplates: "Aus den Vorlagen",
    removed: "Entfernte Abschnitte",
    sectionActions: (title) => `Aktionen für „${title}“`,
    rename: "Umbenennen",
    moveUp: "Nach oben",
    moveDown: "Nach unten",
    remove: "Entfernen",
    removedToast: (title) => `„${title}“ ist entfernt und bleibt zurückholbar.`,
    bringBack: (title) => `„${title}“ zurückholen`,
    someoneInside: (names) => `Dort schreibt gerade ${names}.`,
    untitled: "Ohne Titel",
    title: "Titel",
    save: "Speichern",
    cancel: "Abbrechen",
    close: "Schließen",
    open: "offen",
    openSections: "Abschnitte zeigen",
    panel: "Seitenleiste",
    questions: "Fragen",
    history: "Verlauf",
    variables: "Platzhalter",
    readingView: "Leseansicht",
    find: "Suchen und ersetzen",
    shortcuts: "Tastenkürzel und Bedienung",
    print: "Drucken",
    actions: "Aktionen",
    unsetVariables: (labels) => `Noch leer: ${labels}. Sie können den Stand trotzdem festhalten.`,
    members: "Mitwirkende",
    toolbar: "Textgestaltung",
    tools: {
      undo: "Rückgängig",
      redo: "Wiederholen",
      strong: "Fett",
      em: "Kursiv",
      underline: "Unterstrichen",
      strike: "Durchgestrichen",
      code: "Code",
      link: "Link",
      kind: "Art der Zeile",
      text: "Text",
      h3: "Überschrift",
      h4: "Zwischenüberschrift",
      bullet: "Liste",
      ordered: "Nummerierte Liste",
      task: "Aufgaben",
      quote: "Zitat",
      boxes: "Kasten",
      labels: "Verbindlichkeit",
      divider: "Trennlinie",
      variable: "Platzhalter",
      clear: "Gestaltung entfernen",
      format: "Gestalten",
    },
    linkTitle: "Link",
    linkAddress: "Adresse",
    linkHint: "Zum Beispiel https://…, mailto:… oder tel:…",
    linkWrong: {
      empty: "Geben Sie eine Adresse ein.",
      blank: "In einer Adresse stehen keine Leerzeichen.",
      scheme: "Die Adresse muss mit https://, http://, mailto: oder tel: beginnen.",
      mail: "Das ist keine vollständige E-Mail-Adresse, zum Beispiel name@example.org.",
      phone: "Eine Telefonnummer besteht aus Ziffern, zum Beispiel +49 30 123456.",
      host: "Nach https:// fehlt der Name der Website, zum Beispiel example.org.",
    },
    linkOpen: "Link öffnen",
    linkSet: "Link setzen",
    linkRemove: "Link entfernen",
    variableTitle: (label) => label,
    variableHint: "Der Wert steht danach an jeder Stelle, an der dieser Platzhalter vorkommt.",
    variableValue: "Wert",
    nameVersion: "Zwischenstand benennen",
    editorLabel: (title) => `Text: ${title}`,
  },
  en: {
    ...LINE_WORDS.en,
    missing: (label) => `${label} missing`,
    asked: (bodies) => `Asked of ${bodies}.`,
    notAnswered: "Only the answer puts the text here; there is no approval without it.",
    unknownLine: "Content that this version of the application does not know. It is kept.",
    taskOpen: "Done",
    spoken: {
      bullet: "List item",
      number: (number) => `Number ${number}`,
      task: "Task",
      taskDone: "Task done",
      level: (level) => `level ${level}`,
    },
    draft: "Draft",
    archived: "In the archive, read only",
    more: "More actions",
    saved: "Saved",
    saving: "Saving",
    connecting: "Connecting",
    connection: "Connection",
    unsaved: (count) => (count === 1 ? "1 change not saved yet" : `${count} changes not saved yet`),
    offline: (count) =>
      `No connection. ${count === 1 ? "Your change is" : `Your ${count} changes are`} only in this window and will be handed in. Leave it open until then.`,
    offlineNothing: "No connection. Your work so far is saved. It goes on by itself.",
    ended: {
      signIn: "Your session has ended. Sign in to go on writing.",
      noRight: "The draft is no longer open to you.",
      reload: "This page is older than the text on the server. Reload it.",
      refused: "The server has refused something from this window. Copy your text and reload the page.",
    },
    signIn: "Sign in",
    reload: "Reload",
    copyText: "Copy text",
    copied: "Copied",
    redrawn: "The view has been drawn anew. The shared text is unchanged.",
    readOnly: {
      commenter:
        "You read the draft along. Select a passage to say something about it; the text itself stays as it is.",
      approver: "You read the draft. It will be put before you for approval.",
    },
    readerTitle: "The draft is not open to everybody yet",
    readerLead:
      "As soon as the guideline is in force you can read it here. Until then the people taking part work on it.",
    sections: "Sections",
    progress: (settled, all) =>
      settled === all ? `All ${all} sections settled` : `${settled} of ${all} sections settled`,
    text: "Text of the guideline",
    addSection: "Add section",
    emptySection: "Empty section",
    newSection: "New section",
    fromTemplates: "From the templates",
    removed: "Removed sections",
    sectionActions: (title) => `Actions for “${title}”`,
    rename: "Rename",
    moveUp: "Move up",
    moveDown: "Move down",
    remove: "Remove",
    removedToast: (title) => `“${title}” has been removed and can be brought back.`,
    bringBack: (title) => `Bring back “${title}”`,
    someoneInside: (names) => `${names} is writing there.`,
    untitled: "Untitled",
    title: "Title",
    save: "Save",
    cancel: "Cancel",
    close: "Close",
    open: "open",
    openSections: "Show sections",
    panel: "Side panel",
    questions: "Questions",
    history: "History",
    variables: "Placeholders",
    readingView: "Reading view",
    find: "Find and replace",
    shortcuts: "Keyboard shortcuts and handling",
    print: "Print",
    actions: "Actions",
    unsetVariables: (labels) => `Still empty: ${labels}. You can keep this snapshot all the same.`,
    members: "People taking part",
    toolbar: "Formatting",
    tools: {
      undo: "Undo",
      redo: "Redo",
      strong: "Bold",
      em: "Italic",
      underline: "Underlined",
      strike: "Struck through",
      code: "Code",
      link: "Link",
      kind: "Kind of line",
      text: "Text",
      h3: "Heading",
      h4: "Subheading",
      bullet: "List",
      ordered: "Numbered list",
      task: "Tasks",
      quote: "Quote",
      boxes: "Box",
      labels: "Label",
      divider: "Dividing line",
      variable: "Placeholder",
      clear: "Clear formatting",
      format: "Format",
    },
    linkTitle: "Link",
    linkAddress: "Address",
    linkHint: "For example https://…, mailto:… or tel:…",
    linkWrong: {
      empty: "Enter an address.",
      blank: "An address has no blanks in it.",
      scheme: "The address must begin with https://, http://, mailto: or tel:.",
      mail: "This is no complete mail address, such as name@example.org.",
      phone: "A phone number is made of digits, such as +49 30 123456.",
      host: "The name of the website is missing behind https://, such as example.org.",
    },
    linkOpen: "Open link",
    linkSet: "Set link",
    linkRemove: "Remove link",
    variableTitle: (label) => label,
    variableHint: "The value then stands wherever this placeholder occurs.",
    variableValue: "Value",
    nameVersion: "Name a snapshot",
    editorLabel: (title) => `Text: ${title}`,
  },
});
