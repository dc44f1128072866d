/** Each change as sentences: what screen readers are told, and what people read who do not trust colours. */
import type { Locale } from "../roles.ts";
import { CHANGE_WORDS } from "./change-words.ts";
import type { AttributeEdit, Change, LinesChange, TableEdit, TextEdit } from "./comparison.ts";
import type { Force, TextKind } from "./layout.ts";
import { boxNameOf, forceNameOf, LINE_WORDS } from "./line-words.ts";

/** How names in a text are shown, variables by their value and sections by their title, and in which language. */
export interface Names {
  readonly locale: Locale;
  variable(name: string): string;
  /** What a variable itself is called. */
  label(name: string): string;
  section(id: string): string;
}

/** Quotes are cut to this many characters. */
const LONGEST_QUOTE = 160;

/** What a change is, in one or more sentences. */
export function sentencesOf(change: Change, names: Names): readonly string[] {
  const t = CHANGE_WORDS[names.locale];
  switch (change.type) {
    case "sectionAdded":
      return [t.sectionAdded];
    case "sectionRemoved":
      return [t.sectionRemoved];
    case "sectionMoved":
      return [t.sectionMoved(change.from + 1, change.to + 1)];
    case "retitled":
      return [t.retitled(quoted(change.before, names), quoted(change.after, names))];
    case "tableChanged":
      return change.edits.flatMap((edit) => ofTable(edit, names));
    case "variableChanged":
      return [ofVariable(change, names)];
    default:
      return ofLines(change, names);
  }
}

function ofLines(change: LinesChange, names: Names): readonly string[] {
  const t = CHANGE_WORDS[names.locale];
  switch (change.type) {
    case "linesAdded":
      return [t.linesAdded(quoteOfLines(change.lines, names), change.lines.length)];
    case "linesRemoved":
      return [t.linesRemoved(quoteOfLines(change.lines, names), change.lines.length)];
    case "lineMoved": {
      const text = quoted(change.text, names);
      return [
        change.fromSection === null
          ? t.lineMoved(text)
          : t.lineMovedFrom(text, names.section(change.fromSection)),
      ];
    }
    case "lineEdited":
      return change.edits.map((edit) => ofEdit(edit, names));
    case "linesAltered":
      return change.attributes.map((attribute) => {
        const what = ofAttribute(attribute, names);
        return change.count === 1 ? what : t.inLines(what, change.count);
      });
    default:
      return change satisfies never;
  }
}

function ofEdit({ of, deleted, inserted }: TextEdit, names: Names): string {
  const t = CHANGE_WORDS[names.locale];
  const [before, after] = [quoted(deleted, names), quoted(inserted, names)];
  if (of === "marks") return t.reformatted(after);
  if (deleted === "") return t.inserted(after);
  if (inserted === "") return t.deleted(before);
  return t.replaced(before, after);
}

function ofAttribute({ name, before, after }: AttributeEdit, names: Names): string {
  const [t, words] = [CHANGE_WORDS[names.locale], LINE_WORDS[names.locale]];
  const boxName = (box: unknown) => (box === null ? null : boxNameOf(words, box));
  switch (name) {
    case "force":
      return t.force(forceNameOf(words, before as Force), forceNameOf(words, after as Force));
    case "kind":
      return t.kind(t.kinds[before as TextKind] ?? t.kinds.text, t.kinds[after as TextKind] ?? t.kinds.text);
    case "indent":
      return t.indent(Number(before) + 1, Number(after) + 1);
    case "start":
      return t.start(Number(after));
    case "checked":
      return after === true ? t.checked : t.unchecked;
    case "box":
      return t.box(boxName(before), boxName(after));
    case "alt":
      return t.alt(quoted(String(before), names), quoted(String(after), names));
    case "caption":
      return t.caption(quoted(String(before), names), quoted(String(after), names));
    default:
      return t.object;
  }
}

function ofTable(edit: TableEdit, names: Names): readonly string[] {
  const t = CHANGE_WORDS[names.locale].table;
  switch (edit.type) {
    case "rowAdded":
      return [t.rowAdded(edit.to + 1)];
    case "rowRemoved":
      return [t.rowRemoved(quoted(edit.text, names))];
    case "rowMoved":
      return [t.rowMoved(edit.from + 1, edit.to + 1)];
    case "columnAdded":
      return [t.columnAdded(edit.to + 1)];
    case "columnRemoved":
      return [t.columnRemoved(quoted(edit.text, names))];
    case "columnMoved":
      return [t.columnMoved(edit.from + 1, edit.to + 1)];
    case "header":
      return [t.header];
    case "widths":
      return [t.widths];
    case "cell":
      return edit.changes.flatMap((change) => ofLines(change, names)).filter((sentence) => sentence !== "");
    default:
      return edit satisfies never;
  }
}

function ofVariable(
  { name, before, after }: Extract<Change, { type: "variableChanged" }>,
  names: Names,
): string {
  const t = CHANGE_WORDS[names.locale];
  const label = names.label(name);
  if (after === null || after === "") return t.variableCleared(label, before ?? "");
  return before === null || before === ""
    ? t.variableSet(label, after)
    : t.variableChanged(label, before, after);
}

/** The words of the first line that has any. */
function quoteOfLines(lines: readonly { readonly node: object }[], names: Names): string {
  for (const { node } of lines) {
    if ((node as { readonly type?: string }).type === "pending") return CHANGE_WORDS[names.locale].pending;
    const text = wordsOf(node).trim();
    if (text !== "") return quoted(text, names);
  }
  return "";
}

function wordsOf(node: unknown): string {
  if (typeof node !== "object" || node === null) return "";
  const { type, text, attrs, content } = node as {
    type?: string;
    text?: string;
    attrs?: { name?: string; caption?: string; alt?: string };
    content?: readonly unknown[];
  };
  if (text !== undefined) return text;
  if (type === "variable") return `{{${attrs?.name ?? ""}}}`;
  if (type === "figure") return attrs?.caption || attrs?.alt || "";
  return (content ?? []).map(wordsOf).join(type === "row" || type === "table" ? " " : "");
}

function quoted(text: string, names: Names): string {
  const plain = text
    .replaceAll(/\{\{([^{}]*)\}\}/g, (_match, name: string) => names.variable(name))
    .replaceAll(/\s+/g, " ")
    .trim();
  // Blanks alone are quoted as what they are.
  const shown = plain === "" ? text : plain;
  return shown.length > LONGEST_QUOTE ? `${shown.slice(0, LONGEST_QUOTE).trimEnd()} …` : shown;
}
