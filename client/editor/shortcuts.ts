/** The keys of the editor, for people to read; keys.ts is what they do. */
import { defineTexts } from "../i18n/index.ts";

export interface ShortcutGroup {
  readonly title: string;
  /** Keys as ProseMirror writes them, and what they do. */
  readonly keys: readonly (readonly [keys: string, what: string])[];
}

export const editorShortcuts = defineTexts<readonly ShortcutGroup[]>({
  de: [
    {
      title: "Schreiben",
      keys: [
        ["Mod-b", "Fett"],
        ["Mod-i", "Kursiv"],
        ["Mod-u", "Unterstrichen"],
        ["Mod-Shift-x", "Durchgestrichen"],
        ["Mod-e", "Code"],
        ["Mod-k", "Link setzen oder ändern"],
        ["Alt-Enter", "Link öffnen, in dem der Cursor steht"],
        ["Mod-\\", "Gestaltung entfernen"],
        ["Shift-Enter", "Neue Zeile im selben Absatz"],
        ["Mod-z", "Rückgängig"],
        ["Mod-y", "Wiederholen"],
      ],
    },
    {
      title: "Zeilen",
      keys: [
        ["Mod-Alt-0", "Text"],
        ["Mod-Alt-3", "Überschrift"],
        ["Mod-Alt-4", "Unterüberschrift"],
        ["Mod-Shift-8", "Liste"],
        ["Mod-Shift-7", "Nummerierte Liste"],
        ["Mod-Shift-9", "Aufgaben"],
        ["Mod-Shift-.", "Zitat"],
        ["Mod-Enter", "Aufgabe abhaken"],
        ["Tab", "Einrücken"],
        ["Shift-Tab", "Ausrücken"],
        ["Mod-Alt-b", "Verbindlich"],
        ["Mod-Alt-r", "Empfehlung"],
        ["Mod-Alt-c", "Hinweiskasten"],
      ],
    },
    {
      title: "Im Text unterwegs",
      keys: [
        ["Mod-f", "Suchen"],
        ["Mod-h", "Suchen und ersetzen"],
        ["Alt-F10", "Werkzeugleiste"],
        ["Mod-s", "Sagt, ob alles gesichert ist"],
      ],
    },
    { title: "Beim Tippen", keys: [["{{", "Platzhalter einfügen"]] },
  ],
  en: [
    {
      title: "Writing",
      keys: [
        ["Mod-b", "Bold"],
        ["Mod-i", "Italic"],
        ["Mod-u", "Underlined"],
        ["Mod-Shift-x", "Struck through"],
        ["Mod-e", "Code"],
        ["Mod-k", "Set or change a link"],
        ["Alt-Enter", "Open the link at the cursor"],
        ["Mod-\\", "Clear formatting"],
        ["Shift-Enter", "New line in the same paragraph"],
        ["Mod-z", "Undo"],
        ["Mod-y", "Redo"],
      ],
    },
    {
      title: "Lines",
      keys: [
        ["Mod-Alt-0", "Text"],
        ["Mod-Alt-3", "Heading"],
        ["Mod-Alt-4", "Subheading"],
        ["Mod-Shift-8", "List"],
        ["Mod-Shift-7", "Numbered list"],
        ["Mod-Shift-9", "Tasks"],
        ["Mod-Shift-.", "Quote"],
        ["Mod-Enter", "Check a task"],
        ["Tab", "Indent"],
        ["Shift-Tab", "Outdent"],
        ["Mod-Alt-b", "Binding"],
        ["Mod-Alt-r", "Recommended"],
        ["Mod-Alt-c", "Box"],
      ],
    },
    {
      title: "Around the text",
      keys: [
        ["Mod-f", "Find"],
        ["Mod-h", "Find and replace"],
        ["Alt-F10", "Toolbar"],
        ["Mod-s", "Says whether all is saved"],
      ],
    },
    { title: "While typing", keys: [["{{", "Insert a placeholder"]] },
  ],
});
