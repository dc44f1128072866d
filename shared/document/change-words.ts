/** What is said of changes in a text: beside the text on a screen, and on paper. */
import type { Locale } from "../roles.ts";
import type { TextKind } from "./layout.ts";

export interface ChangeWords {
  readonly sectionAdded: string;
  readonly sectionRemoved: string;
  readonly sectionMoved: (from: number, to: number) => string;
  readonly retitled: (before: string, after: string) => string;
  /** A question that stands in the place of a rule. */
  readonly pending: string;
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
}

export const CHANGE_WORDS: Readonly<Record<Locale, ChangeWords>> = {
  de: {
    sectionAdded: "Neuer Abschnitt.",
    sectionRemoved: "Abschnitt entfernt.",
    sectionMoved: (from, to) => `Abschnitt verschoben, von Stelle ${from} an Stelle ${to}.`,
    retitled: (before, after) => `Titel: „${after}“ statt „${before}“.`,
    pending: "offene Klärungsfrage",
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
    caption: (before, after) =>
      before === ""
        ? `Bildunterschrift: „${after}“ ist neu.`
        : `Bildunterschrift: „${after}“ statt „${before}“.`,
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
  },
  en: {
    sectionAdded: "New section.",
    sectionRemoved: "Section removed.",
    sectionMoved: (from, to) => `Section moved from place ${from} to place ${to}.`,
    retitled: (before, after) => `Title: “${after}” instead of “${before}”.`,
    pending: "open clarifying question",
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
    caption: (before, after) =>
      before === "" ? `Caption: “${after}” is new.` : `Caption: “${after}” instead of “${before}”.`,
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
  },
};
