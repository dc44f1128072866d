/**
 * The keys of the editor, for people to read. What binds keys is checked against the types from here, and so are the
 * words of both languages: no key can be bound without being named here, and none be named that does nothing.
 */
import type { Command } from "prosemirror-state";
import { defineTexts } from "../i18n/index.ts";

export interface ShortcutGroup {
  readonly title: string;
  /** Keys as ProseMirror writes them, and what they do. */
  readonly keys: readonly (readonly [keys: string, what: string])[];
}

type Group = "writing" | "lines" | "moving" | "around" | "typing" | "choosing";
/** Under which title a key is listed; null where it does what it does in every text, or is listed already. */
type Listing = Readonly<Record<string, Group | null>>;

const TEXT = {
  "Mod-b": "writing",
  "Mod-i": "writing",
  "Mod-u": "writing",
  "Mod-Shift-x": "writing",
  "Mod-e": "writing",
  "Mod-k": "writing",
  "Alt-Enter": "writing",
  "Mod-\\": "writing",
  "Shift-Enter": "writing",
  "Mod-z": "writing",
  "Mod-y": "writing",
  "Mod-Shift-z": "writing",
  "Mod-Alt-0": "lines",
  "Mod-Alt-3": "lines",
  "Mod-Alt-4": "lines",
  "Mod-Shift-8": "lines",
  "Mod-Shift-7": "lines",
  "Mod-Shift-9": "lines",
  "Mod-Shift-.": "lines",
  "Mod-Enter": "lines",
  Tab: "lines",
  "Shift-Tab": "lines",
  "Mod-Alt-b": "lines",
  "Mod-Alt-r": "lines",
  "Mod-Alt-c": "lines",
  "Mod-f": "around",
  "Mod-h": "around",
  "Alt-F10": "around",
  "Mod-s": "around",
  Enter: null,
  Backspace: null,
  Delete: null,
} as const satisfies Listing;

const BLOCKS = {
  "Alt-Shift-ArrowUp": "moving",
  "Alt-Shift-ArrowDown": "moving",
  "Alt-Shift-ArrowLeft": "moving",
  "Alt-Shift-ArrowRight": "moving",
  "Mod-Shift-d": "moving",
  "Alt-F9": "moving",
  Tab: null,
  "Shift-Tab": null,
  Enter: null,
  Backspace: null,
  Delete: null,
} as const satisfies Listing;

const DISCUSSION = {
  "Mod-Alt-m": "around",
  "Mod-Alt-d": "around",
} as const satisfies Listing;

/** Bound by no keymap: keys of the bar for finding, of lists, menus and comments, and letters that open a menu. */
const OTHERS = {
  F3: "around",
  "Shift-F3": "around",
  "/": "typing",
  "{{": "typing",
  ArrowDown: "choosing",
  ArrowUp: "choosing",
  Home: "choosing",
  End: "choosing",
  "Alt-ArrowDown": "choosing",
  "Alt-ArrowUp": "choosing",
  Escape: "choosing",
} as const satisfies Listing;

export type TextKeys = Readonly<Record<keyof typeof TEXT, Command>>;
export type BlockKeys = Readonly<Record<keyof typeof BLOCKS, Command>>;
export type DiscussionKeys = Readonly<Record<keyof typeof DISCUSSION, Command>>;

type Listed<L extends Listing> = { [K in keyof L]: L[K] extends null ? never : K }[keyof L];
type ListedKey =
  | Listed<typeof TEXT>
  | Listed<typeof BLOCKS>
  | Listed<typeof DISCUSSION>
  | Listed<typeof OTHERS>;

interface Words {
  readonly groups: Readonly<Record<Group, string>>;
  readonly keys: Readonly<Record<ListedKey, string>>;
}

export function editorShortcuts(): readonly ShortcutGroup[] {
  const { groups, keys: words } = texts();
  const all = [TEXT, BLOCKS, DISCUSSION, OTHERS].flatMap((listing) => Object.entries<Group | null>(listing));
  return Object.entries(groups).map(([group, title]) => ({
    title,
    keys: all
      .filter(([, listed]) => listed === group)
      .map(([keys]) => [keys, words[keys as ListedKey]] as const),
  }));
}

const texts = defineTexts<Words>({
  de: {
    groups: {
      writing: "Schreiben",
      lines: "Zeilen",
      moving: "Verschieben",
      around: "Im Text unterwegs",
      typing: "Beim Tippen",
      choosing: "In Listen, Menüs und Kommentaren",
    },
    keys: {
      "Mod-b": "Fett",
      "Mod-i": "Kursiv",
      "Mod-u": "Unterstrichen",
      "Mod-Shift-x": "Durchgestrichen",
      "Mod-e": "Code",
      "Mod-k": "Link setzen oder ändern",
      "Alt-Enter": "Link öffnen, in dem der Cursor steht",
      "Mod-\\": "Gestaltung entfernen",
      "Shift-Enter": "Neue Zeile im selben Absatz",
      "Mod-z": "Rückgängig",
      "Mod-y": "Wiederholen",
      "Mod-Shift-z": "Wiederholen",
      "Mod-Alt-0": "Text",
      "Mod-Alt-3": "Überschrift",
      "Mod-Alt-4": "Unterüberschrift",
      "Mod-Shift-8": "Liste",
      "Mod-Shift-7": "Nummerierte Liste",
      "Mod-Shift-9": "Aufgaben",
      "Mod-Shift-.": "Zitat",
      "Mod-Enter": "Aufgabe abhaken; in Kommentaren absenden",
      Tab: "Einrücken; in Tabellen zur nächsten Zelle",
      "Shift-Tab": "Ausrücken; in Tabellen zur vorigen Zelle",
      "Mod-Alt-b": "Verbindlich",
      "Mod-Alt-r": "Empfehlung",
      "Mod-Alt-c": "Hinweiskasten",
      "Alt-Shift-ArrowUp": "Zeile, Abschnitt oder Tabellenzeile nach oben",
      "Alt-Shift-ArrowDown": "Zeile, Abschnitt oder Tabellenzeile nach unten",
      "Alt-Shift-ArrowLeft": "Tabellenspalte nach links",
      "Alt-Shift-ArrowRight": "Tabellenspalte nach rechts",
      "Mod-Shift-d": "Zeile verdoppeln",
      "Alt-F9": "Menü der Zeile",
      "Mod-f": "Suchen",
      "Mod-h": "Suchen und ersetzen",
      F3: "Nächste Fundstelle, in der Suche",
      "Shift-F3": "Vorige Fundstelle, in der Suche",
      "Alt-F10": "Werkzeugleiste",
      "Mod-s": "Sagt, ob alles gesichert ist",
      "Mod-Alt-m": "Kommentieren, was ausgewählt ist",
      "Mod-Alt-d": "Zum Kommentar, in dem der Cursor steht",
      "/": "Baustein einfügen",
      "{{": "Platzhalter einfügen",
      ArrowDown: "Weiter",
      ArrowUp: "Zurück",
      Home: "Zum Ersten",
      End: "Zum Letzten",
      "Alt-ArrowDown": "Nächster Kommentar",
      "Alt-ArrowUp": "Voriger Kommentar",
      Escape: "Schließen und zurück in den Text",
    },
  },
  en: {
    groups: {
      writing: "Writing",
      lines: "Lines",
      moving: "Moving",
      around: "Around the text",
      typing: "While typing",
      choosing: "In lists, menus and comments",
    },
    keys: {
      "Mod-b": "Bold",
      "Mod-i": "Italic",
      "Mod-u": "Underlined",
      "Mod-Shift-x": "Struck through",
      "Mod-e": "Code",
      "Mod-k": "Set or change a link",
      "Alt-Enter": "Open the link at the cursor",
      "Mod-\\": "Clear formatting",
      "Shift-Enter": "New line in the same paragraph",
      "Mod-z": "Undo",
      "Mod-y": "Redo",
      "Mod-Shift-z": "Redo",
      "Mod-Alt-0": "Text",
      "Mod-Alt-3": "Heading",
      "Mod-Alt-4": "Subheading",
      "Mod-Shift-8": "List",
      "Mod-Shift-7": "Numbered list",
      "Mod-Shift-9": "Tasks",
      "Mod-Shift-.": "Quote",
      "Mod-Enter": "Check a task; in comments send",
      Tab: "Indent; in tables to the next cell",
      "Shift-Tab": "Outdent; in tables to the previous cell",
      "Mod-Alt-b": "Binding",
      "Mod-Alt-r": "Recommended",
      "Mod-Alt-c": "Box",
      "Alt-Shift-ArrowUp": "Line, section or table row up",
      "Alt-Shift-ArrowDown": "Line, section or table row down",
      "Alt-Shift-ArrowLeft": "Table column to the left",
      "Alt-Shift-ArrowRight": "Table column to the right",
      "Mod-Shift-d": "Duplicate the line",
      "Alt-F9": "Menu of the line",
      "Mod-f": "Find",
      "Mod-h": "Find and replace",
      F3: "Next match, while searching",
      "Shift-F3": "Previous match, while searching",
      "Alt-F10": "Toolbar",
      "Mod-s": "Says whether all is saved",
      "Mod-Alt-m": "Comment on what is selected",
      "Mod-Alt-d": "To the comment at the cursor",
      "/": "Insert a block",
      "{{": "Insert a placeholder",
      ArrowDown: "Onward",
      ArrowUp: "Back",
      Home: "To the first one",
      End: "To the last one",
      "Alt-ArrowDown": "Next comment",
      "Alt-ArrowUp": "Previous comment",
      Escape: "Close and go back to the text",
    },
  },
});
