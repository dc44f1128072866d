import { defineTexts } from "../i18n/index.ts";

export const versionTexts = defineTexts({
  de: {
    empty:
      "Noch kein Zwischenstand. Der erste entsteht von selbst, sobald eine Weile niemand geschrieben hat.",
    automatic: "Automatischer Zwischenstand",
    restore: "Stand vor dem Wiederherstellen",
    nameTitle: "Zwischenstand benennen",
    nameLead:
      "Der Text von jetzt wird festgehalten. Er bekommt keine Nummer; die haben nur beschlossene Fassungen.",
    title: "Name",
    titleHint: "Zum Beispiel „Nach der Runde mit dem Betriebsrat“",
    note: "Notiz",
    required: "Bitte ausfüllen.",
    keep: "Festhalten",
    kept: (name: string) => `„${name}“ ist festgehalten.`,
    cancel: "Abbrechen",
    asOf: (date: string, time: string) => `Zwischenstand vom ${date}, ${time} Uhr`,
    back: "Zurück zum Entwurf",
    restoreAction: "Wiederherstellen",
    restoreTitle: "Diesen Stand wiederherstellen",
    restoreLead:
      "Der Entwurf wird wie dieser Stand. Der Entwurf von jetzt bleibt als Zwischenstand im Verlauf.",
    what: "Was",
    whole: "Die ganze Leitlinie",
    section: (title: string) => `Nur „${title}“`,
    untitled: "Ohne Titel",
    restored: "Wiederhergestellt. Der Stand davor ist im Verlauf.",
    undone: "Zurückgenommen. Der Entwurf ist wieder wie vor dem Wiederherstellen.",
    restoredByOthers: (name: string) =>
      `Der Entwurf ist wieder wie im Stand „${name}“. Was davor da stand, ist im Verlauf.`,
    sectionRestoredByOthers: (title: string, name: string) =>
      `„${title}“ ist wieder wie im Stand „${name}“. Was davor da stand, ist im Verlauf.`,
    nothingChanges: "Der Entwurf ist dort schon wie dieser Stand.",
    comesBack: (titles: string) => `Kommt zurück: ${titles}.`,
    goesAway: (titles: string) => `Fällt weg und lässt sich zurückholen: ${titles}.`,
    changesIn: (title: string, count: number) =>
      `${title}: ${count === 1 ? "1 Stelle ändert sich" : `${count} Stellen ändern sich`}.`,
    moreSections: (count: number) =>
      count === 1 ? "Und 1 weiterer Abschnitt." : `Und ${count} weitere Abschnitte.`,
    variables: "Platzhalter",
    noSuch: "Diesen Zwischenstand gibt es nicht",
  },
  en: {
    empty: "No snapshot yet. The first one comes by itself as soon as nobody has written for a while.",
    automatic: "Automatic snapshot",
    restore: "State before restoring",
    nameTitle: "Name a snapshot",
    nameLead: "The text as it is now is kept. It gets no number; only adopted versions have one.",
    title: "Name",
    titleHint: "For example “After the round with the works council”",
    note: "Note",
    required: "Please fill in.",
    keep: "Keep",
    kept: (name: string) => `“${name}” has been kept.`,
    cancel: "Cancel",
    asOf: (date: string, time: string) => `Snapshot of ${date}, ${time}`,
    back: "Back to the draft",
    restoreAction: "Restore",
    restoreTitle: "Restore this state",
    restoreLead: "The draft becomes like this state. The draft of now stays in the history as a snapshot.",
    what: "What",
    whole: "The whole guideline",
    section: (title: string) => `Only “${title}”`,
    untitled: "Untitled",
    restored: "Restored. The state before is in the history.",
    undone: "Taken back. The draft is as it was before restoring.",
    restoredByOthers: (name: string) =>
      `The draft is again as in the state “${name}”. What stood there before is in the history.`,
    sectionRestoredByOthers: (title: string, name: string) =>
      `“${title}” is again as in the state “${name}”. What stood there before is in the history.`,
    nothingChanges: "There the draft is like this state already.",
    comesBack: (titles: string) => `Comes back: ${titles}.`,
    goesAway: (titles: string) => `Goes away, and can be brought back: ${titles}.`,
    changesIn: (title: string, count: number) =>
      `${title}: ${count === 1 ? "1 place changes" : `${count} places change`}.`,
    moreSections: (count: number) => (count === 1 ? "And 1 more section." : `And ${count} more sections.`),
    variables: "Placeholders",
    noSuch: "There is no such snapshot",
  },
});
