import { defineTexts } from "../i18n/index.ts";

interface CompareTexts {
  readonly title: string;
  readonly lead: string;
  readonly older: string;
  readonly newer: string;
  readonly swap: string;
  readonly draft: string;
  readonly template: string;
  readonly templateHint: string;
  readonly dated: (name: string, date: string, time: string) => string;
  readonly none: string;
  readonly noneShown: string;
  readonly same: string;
  readonly counted: (at: number, all: number) => string;
  readonly counts: (all: number) => string;
  readonly next: string;
  readonly previous: string;
  readonly keys: string;
  readonly formatting: string;
  readonly onPaper: string;
  readonly asWord: string;
  readonly asPdf: string;
  readonly changes: string;
  readonly variables: string;
  readonly removedSection: string;
  readonly untitled: string;
  readonly back: string;
  readonly compareWithDraft: string;
  readonly compare: string;
  readonly binding: string;
  /** Beside lines in the text, where colour alone would not do. */
  readonly marks: Readonly<Record<"inserted" | "deleted" | "moved" | "away" | "altered", string>>;
}

export const compareTexts = defineTexts<CompareTexts>({
  de: {
    title: "Vergleich",
    lead: "Was sich zwischen zwei Ständen geändert hat: als Liste und im Text.",
    older: "Von",
    newer: "Zu",
    swap: "Seiten tauschen",
    draft: "Entwurf von jetzt",
    template: "Vorlage",
    templateHint: "Was die Vorlagen heute ergeben würden",
    dated: (name, date, time) => `${name}, ${date}, ${time} Uhr`,
    none: "Kein Unterschied. Die beiden Stände sind Wort für Wort gleich.",
    noneShown: "Geändert hat sich nur, wie der Text aussieht.",
    same: "Wählen Sie zwei verschiedene Stände.",
    counted: (at, all) => `${at} von ${all}`,
    counts: (all) => (all === 1 ? "1 Änderung" : `${all} Änderungen`),
    next: "Nächste Änderung",
    previous: "Vorige Änderung",
    keys: "Alt + ↓ und Alt + ↑ springen von Änderung zu Änderung.",
    formatting: "Auch zeigen, was nur das Aussehen betrifft",
    onPaper: "Zum Ausdrucken und Unterschreiben",
    asWord: "Word-Datei",
    asPdf: "PDF-Datei",
    changes: "Änderungen",
    variables: "Platzhalter",
    removedSection: "Entfernt",
    untitled: "Ohne Titel",
    back: "Zurück zum Entwurf",
    compareWithDraft: "Mit dem Entwurf vergleichen",
    compare: "Vergleichen",
    binding: "betrifft Verbindliches",
    marks: {
      inserted: "neu",
      deleted: "entfernt",
      moved: "hierher verschoben",
      away: "verschoben",
      altered: "geändert",
    },
  },
  en: {
    title: "Comparison",
    lead: "What has changed between two states: as a list and in the text.",
    older: "From",
    newer: "To",
    swap: "Swap sides",
    draft: "Draft as it is now",
    template: "Template",
    templateHint: "What the templates would give today",
    dated: (name, date, time) => `${name}, ${date}, ${time}`,
    none: "No differences. The two states are the same word for word.",
    noneShown: "Only the look of the text has changed.",
    same: "Choose two different states.",
    counted: (at, all) => `${at} of ${all}`,
    counts: (all) => (all === 1 ? "1 change" : `${all} changes`),
    next: "Next change",
    previous: "Previous change",
    keys: "Alt + ↓ and Alt + ↑ go from change to change.",
    formatting: "Also show what concerns the look alone",
    onPaper: "To print and sign",
    asWord: "Word file",
    asPdf: "PDF file",
    changes: "Changes",
    variables: "Placeholders",
    removedSection: "Removed",
    untitled: "Untitled",
    back: "Back to the draft",
    compareWithDraft: "Compare with the draft",
    compare: "Compare",
    binding: "concerns a binding rule",
    marks: {
      inserted: "new",
      deleted: "removed",
      moved: "moved here",
      away: "moved",
      altered: "changed",
    },
  },
});
