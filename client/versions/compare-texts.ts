import type { TextKind } from "#shared/document/layout.ts";
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
  readonly asWord: string;
  readonly changes: string;
  readonly variables: string;
  readonly removedSection: string;
  readonly untitled: string;
  readonly back: string;
  readonly compareWithDraft: string;
  readonly compare: string;
  readonly binding: string;
  readonly sectionAdded: string;
  readonly sectionRemoved: string;
  readonly sectionMoved: (from: number, to: number) => string;
  readonly retitled: (before: string, after: string) => string;
  readonly linesAdded: (text: string, count: number) => string;
  readonly linesRemoved: (text: string, count: number) => string;
  readonly lineMoved: (text: string) => string;
  readonly lineMovedFrom: (text: string, section: string) => string;
  readonly inLines: (what: string, count: number) => string;
  readonly replaced: (before: string, after: string) => string;
  readonly inserted: (text: string) => string;
  readonly deleted: (text: string) => string;
  readonly reformatted: (text: string) => string;
  /** Null stands for no label. */
  readonly force: (before: string | null, after: string | null) => string;
  readonly kinds: Readonly<Record<TextKind, string>>;
  readonly kind: (before: string, after: string) => string;
  readonly indent: (before: number, after: number) => string;
  readonly start: (after: number) => string;
  readonly checked: string;
  readonly unchecked: string;
  /** Null stands for no box. */
  readonly box: (before: string | null, after: string | null) => string;
  readonly alt: (before: string, after: string) => string;
  readonly caption: (before: string, after: string) => string;
  readonly object: string;
  readonly table: {
    readonly rowAdded: (at: number) => string;
    readonly rowRemoved: (text: string) => string;
    readonly rowMoved: (from: number, to: number) => string;
    readonly columnAdded: (at: number) => string;
    readonly columnRemoved: (text: string) => string;
    readonly columnMoved: (from: number, to: number) => string;
    readonly header: string;
    readonly widths: string;
  };
  readonly variableSet: (label: string, after: string) => string;
  readonly variableChanged: (label: string, before: string, after: string) => string;
  readonly variableCleared: (label: string, before: string) => string;
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
    asWord: "Als Word-Datei mit Änderungen",
    changes: "Änderungen",
    variables: "Platzhalter",
    removedSection: "Entfernt",
    untitled: "Ohne Titel",
    back: "Zurück zum Entwurf",
    compareWithDraft: "Mit dem Entwurf vergleichen",
    compare: "Vergleichen",
    binding: "betrifft Verbindliches",
    sectionAdded: "Neuer Abschnitt.",
    sectionRemoved: "Abschnitt entfernt.",
    sectionMoved: (from, to) => `Abschnitt verschoben, von Stelle ${from} an Stelle ${to}.`,
    retitled: (before, after) => `Titel: „${after}“ statt „${before}“.`,
    linesAdded: (text, count) =>
      count === 1
        ? text === ""
          ? "Leere Zeile eingefügt."
          : `Eingefügt: „${text}“`
        : `${count} Zeilen eingefügt: „${text}“`,
    linesRemoved: (text, count) =>
      count === 1
        ? text === ""
          ? "Leere Zeile entfernt."
          : `Gelöscht: „${text}“`
        : `${count} Zeilen gelöscht: „${text}“`,
    lineMoved: (text) => `Verschoben: „${text}“`,
    lineMovedFrom: (text, section) => `Aus „${section}“ hierher verschoben: „${text}“`,
    inLines: (what, count) => `${what} In ${count} Zeilen.`,
    replaced: (before, after) => `Ersetzt: „${before}“ durch „${after}“`,
    inserted: (text) => `Eingefügt: „${text}“`,
    deleted: (text) => `Gelöscht: „${text}“`,
    reformatted: (text) => `Anders formatiert: „${text}“`,
    force: (before, after) => `Kennzeichnung: ${after ?? "keine"} statt ${before ?? "keiner"}.`,
    kinds: {
      text: "Absatz",
      h3: "Überschrift",
      h4: "Unterüberschrift",
      bullet: "Aufzählung",
      ordered: "Nummerierung",
      task: "Aufgabe",
      quote: "Zitat",
    },
    kind: (before, after) => `Form: ${after} statt ${before}.`,
    indent: (before, after) => `Eingerückt auf Ebene ${after} statt ${before}.`,
    start: (after) => `Zählung beginnt bei ${after}.`,
    checked: "Als erledigt markiert.",
    unchecked: "Wieder offen.",
    box: (before, after) =>
      after === null
        ? `Steht nicht mehr im Kasten „${before}“.`
        : before === null
          ? `Steht jetzt im Kasten „${after}“.`
          : before === after
            ? `Steht in einem anderen Kasten „${after}“.`
            : `Kasten: „${after}“ statt „${before}“.`,
    alt: (before, after) => `Bildbeschreibung: „${after}“ statt „${before}“.`,
    caption: (before, after) => `Bildunterschrift: „${after}“ statt „${before}“.`,
    object: "An seiner Stelle steht etwas anderes.",
    table: {
      rowAdded: (at) => `Tabelle: Zeile ${at} eingefügt.`,
      rowRemoved: (text) => `Tabelle: Zeile „${text}“ gelöscht.`,
      rowMoved: (from, to) => `Tabelle: Zeile ${from} nach ${to} verschoben.`,
      columnAdded: (at) => `Tabelle: Spalte ${at} eingefügt.`,
      columnRemoved: (text) => `Tabelle: Spalte „${text}“ gelöscht.`,
      columnMoved: (from, to) => `Tabelle: Spalte ${from} nach ${to} verschoben.`,
      header: "Tabelle: andere Kopfzellen.",
      widths: "Tabelle: andere Spaltenbreiten.",
    },
    variableSet: (label, after) => `„${label}“ ist jetzt „${after}“.`,
    variableChanged: (label, before, after) => `„${label}“: „${after}“ statt „${before}“.`,
    variableCleared: (label, before) => `„${label}“ ist leer, vorher „${before}“.`,
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
    asWord: "As a Word file with changes",
    changes: "Changes",
    variables: "Placeholders",
    removedSection: "Removed",
    untitled: "Untitled",
    back: "Back to the draft",
    compareWithDraft: "Compare with the draft",
    compare: "Compare",
    binding: "concerns a binding rule",
    sectionAdded: "New section.",
    sectionRemoved: "Section removed.",
    sectionMoved: (from, to) => `Section moved from place ${from} to place ${to}.`,
    retitled: (before, after) => `Title: “${after}” instead of “${before}”.`,
    linesAdded: (text, count) =>
      count === 1
        ? text === ""
          ? "Empty line added."
          : `Added: “${text}”`
        : `${count} lines added: “${text}”`,
    linesRemoved: (text, count) =>
      count === 1
        ? text === ""
          ? "Empty line removed."
          : `Deleted: “${text}”`
        : `${count} lines deleted: “${text}”`,
    lineMoved: (text) => `Moved: “${text}”`,
    lineMovedFrom: (text, section) => `Moved here from “${section}”: “${text}”`,
    inLines: (what, count) => `${what} In ${count} lines.`,
    replaced: (before, after) => `Replaced: “${before}” by “${after}”`,
    inserted: (text) => `Added: “${text}”`,
    deleted: (text) => `Deleted: “${text}”`,
    reformatted: (text) => `Formatted differently: “${text}”`,
    force: (before, after) => `Label: ${after ?? "none"} instead of ${before ?? "none"}.`,
    kinds: {
      text: "paragraph",
      h3: "heading",
      h4: "subheading",
      bullet: "bullet list",
      ordered: "numbered list",
      task: "task",
      quote: "quote",
    },
    kind: (before, after) => `Form: ${after} instead of ${before}.`,
    indent: (before, after) => `Indented to level ${after} instead of ${before}.`,
    start: (after) => `Numbering begins at ${after}.`,
    checked: "Marked as done.",
    unchecked: "Open again.",
    box: (before, after) =>
      after === null
        ? `No longer in the box “${before}”.`
        : before === null
          ? `Now in the box “${after}”.`
          : before === after
            ? `In another box “${after}”.`
            : `Box: “${after}” instead of “${before}”.`,
    alt: (before, after) => `Description of the picture: “${after}” instead of “${before}”.`,
    caption: (before, after) => `Caption: “${after}” instead of “${before}”.`,
    object: "Something else stands in its place.",
    table: {
      rowAdded: (at) => `Table: row ${at} added.`,
      rowRemoved: (text) => `Table: row “${text}” deleted.`,
      rowMoved: (from, to) => `Table: row ${from} moved to ${to}.`,
      columnAdded: (at) => `Table: column ${at} added.`,
      columnRemoved: (text) => `Table: column “${text}” deleted.`,
      columnMoved: (from, to) => `Table: column ${from} moved to ${to}.`,
      header: "Table: other header cells.",
      widths: "Table: other column widths.",
    },
    variableSet: (label, after) => `“${label}” is now “${after}”.`,
    variableChanged: (label, before, after) => `“${label}”: “${after}” instead of “${before}”.`,
    variableCleared: (label, before) => `“${label}” is empty, before “${before}”.`,
    marks: {
      inserted: "new",
      deleted: "removed",
      moved: "moved here",
      away: "moved",
      altered: "changed",
    },
  },
});
