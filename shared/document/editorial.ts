/**
 * Whether a change is editorial: nothing but spelling, layout, links or contact data, and no line labelled binding
 * touched. Only then may a version go out without asking everybody again, so whatever is not known to be harmless
 * counts against it.
 */
import type { AttributeEdit, Change, Comparison, LineJson, NodeJson, TextEdit } from "./comparison.ts";
import { differenceInWording, type WordingReason, wordsIn } from "./spelling.ts";

/** Why a change is more than editorial. */
export type EditorialReason =
  | WordingReason
  /** A line labelled binding is touched, or a variable whose value stands in one. */
  | "binding"
  /** A label comes, goes or becomes another. */
  | "label"
  | "added"
  | "removed"
  | "moved"
  /** Words are struck through, or no longer. */
  | "struck"
  /** A list that counts, a task or a quotation begins or ends, or counts from elsewhere. */
  | "form"
  /** What a task's box says. */
  | "checked"
  /** A box that says how its lines are meant: do, don't, a situation, a warning. */
  | "box"
  /** A picture, or an open question, stands for another. */
  | "object";

export interface Refusal {
  /** Id of the change in the comparison. */
  readonly change: number;
  readonly reasons: readonly EditorialReason[];
}

/** The changes that are more than editorial, with all that speaks against each. None: the change is editorial. */
export function editorialRefusals(comparison: Comparison): readonly Refusal[] {
  const lines = linesOf(comparison);
  const vocabulary = vocabularyOf(comparison, lines);
  const wording = (before: string, after: string) => differenceInWording(before, after, vocabulary);
  return comparison.changes.flatMap((change): Refusal[] => {
    const words = lines.filter(({ changes }) => changes.has(change.id));
    const reasons = new Set<EditorialReason>([
      ...(change.binding || isInBindingLine(change, lines) ? (["binding"] as const) : []),
      ...words.flatMap(({ before, after }) => wording(before, after)),
      ...reasonsOf(change, wording),
    ]);
    return reasons.size === 0 ? [] : [{ change: change.id, reasons: [...reasons] }];
  });
}

type Wording = (before: string, after: string) => readonly WordingReason[];

function reasonsOf(change: Change, wording: Wording): readonly EditorialReason[] {
  switch (change.type) {
    case "sectionAdded":
      return ["added"];
    case "sectionRemoved":
      return ["removed"];
    case "sectionMoved":
    case "lineMoved":
      return ["moved"];
    case "linesAdded":
      return change.lines.every(isBlank) ? [] : ["added"];
    case "linesRemoved":
      return change.lines.every(isBlank) ? [] : ["removed"];
    case "lineEdited":
    case "retitled":
      return ofMarks(change.edits);
    case "linesAltered":
      return change.attributes.flatMap((edit) => ofAttribute(edit, wording));
    case "tableChanged":
      return change.edits.flatMap((edit): readonly EditorialReason[] => {
        switch (edit.type) {
          case "rowAdded":
          case "columnAdded":
            return ["added"];
          case "rowRemoved":
          case "columnRemoved":
            return ["removed"];
          case "rowMoved":
          case "columnMoved":
            return ["moved"];
          case "header":
          case "widths":
            return [];
          case "cell":
            return edit.changes.flatMap((inside) =>
              reasonsOf(
                { ...inside, id: change.id, section: null, formatting: false, binding: false },
                wording,
              ),
            );
          default:
            return edit satisfies never;
        }
      });
    case "variableChanged":
      // A value that comes or goes says something, whatever it is.
      return wording(change.before ?? "", change.after ?? "");
    default:
      return change satisfies never;
  }
}

/** What is struck through is said no longer. All other formatting is a matter of looks. */
function ofMarks(edits: readonly TextEdit[]): readonly EditorialReason[] {
  return edits.some(({ marks }) => marks.includes("strike")) ? ["struck"] : [];
}

/** Forms of a line that differ in looks alone. */
const PLAIN_KINDS: readonly unknown[] = ["text", "h3", "h4", "bullet"];

function ofAttribute({ name, before, after }: AttributeEdit, wording: Wording): readonly EditorialReason[] {
  switch (name) {
    case "force":
      return before === "binding" || after === "binding" ? ["binding", "label"] : ["label"];
    case "kind":
      return PLAIN_KINDS.includes(before) && PLAIN_KINDS.includes(after) ? [] : ["form"];
    case "indent":
      return [];
    case "start":
      return ["form"];
    case "checked":
      return ["checked"];
    case "alt":
    case "caption":
      return wording(String(before), String(after));
    case "box":
      return ["box"];
    default:
      return ["object"];
  }
}

/** A line without words that no box holds, or a rule between paragraphs: distance, no more. */
function isBlank({ node, box }: LineJson): boolean {
  if (node.type === "divider") return true;
  const { kind, force } = (node.attrs ?? {}) as { kind?: string; force?: string };
  return (
    node.type === "block" &&
    box === null &&
    (kind ?? "text") === "text" &&
    (force ?? "none") === "none" &&
    inlineOf(node).every((child) => child.type === "break" || String(child.text ?? "x").trim() === "")
  );
}

/** A line of the text that holds both, as it was and as it is. */
interface TwoWordings {
  readonly before: string;
  readonly after: string;
  readonly binding: boolean;
  readonly variables: ReadonlySet<string>;
  /** Ids of the changes that touch its words. */
  readonly changes: ReadonlySet<number>;
}

function linesOf({ doc, spans }: Comparison): readonly TwoWordings[] {
  const lines: TwoWordings[] = [];
  const onText = spans.filter(({ on }) => on === "text");
  const whole = spans.filter(({ on, is }) => on === "node" && (is === "inserted" || is === "deleted"));
  let next = 0;

  /** Positions are those of ProseMirror: a node's content begins one behind it. */
  function walk(node: NodeJson, at: number): number {
    if (node.type === "text") return at + String(node.text).length;
    const content = inlineOf(node);
    if (LEAVES.includes(String(node.type))) return at + 1;
    if (node.type === "block" || node.type === "title") return line(node, at);
    let pos = at + 1;
    for (const child of content) pos = walk(child, pos);
    return pos + 1;
  }

  function line(node: NodeJson, at: number): number {
    const whole = wholeAt(at);
    let [before, after] = ["", ""];
    const variables = new Set<string>();
    const changes = new Set<number>();
    let pos = at + 1;
    for (const child of inlineOf(node)) {
      const text = plain(child);
      if (child.type === "variable") variables.add(nameOf(child));
      const end = pos + (child.type === "text" ? text.length : 1);
      for (let from = pos; from < end; ) {
        while ((onText[next]?.to ?? Number.POSITIVE_INFINITY) <= from) next++;
        const span = onText[next];
        const inside = span !== undefined && span.from <= from ? span : null;
        const to = Math.min(end, inside?.to ?? span?.from ?? end);
        const piece = child.type === "text" ? text.slice(from - pos, to - pos) : text;
        if (whole !== "inserted" && inside?.is !== "inserted") before += piece;
        if (whole !== "deleted" && inside?.is !== "deleted") after += piece;
        if (inside?.is === "inserted" || inside?.is === "deleted") changes.add(inside.change);
        from = to;
      }
      pos = end;
    }
    const binding = (node.attrs as { force?: string } | undefined)?.force === "binding";
    lines.push({ before, after, binding, variables, changes });
    return pos + 1;
  }

  function wholeAt(at: number): string | null {
    return whole.find(({ from, to }) => from <= at && at < to)?.is ?? null;
  }

  let pos = 0;
  for (const section of inlineOf(doc)) pos = walk(section, pos);
  return lines;
}

const LEAVES: readonly string[] = ["variable", "break", "figure", "divider", "pending", "unknown"];

function plain(child: NodeJson): string {
  if (child.type === "text") return String(child.text);
  return child.type === "variable" ? `{{${nameOf(child)}}}` : "\n";
}

function nameOf({ attrs }: NodeJson): string {
  return String((attrs as { name?: unknown } | undefined)?.name ?? "");
}

function inlineOf({ content }: NodeJson): readonly NodeJson[] {
  return (content ?? []) as readonly NodeJson[];
}

function vocabularyOf({ changes }: Comparison, lines: readonly TwoWordings[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const values = changes.flatMap((change) =>
    change.type === "variableChanged" && change.before !== null ? [change.before] : [],
  );
  for (const word of [...lines.map(({ before }) => before), ...values].flatMap(wordsIn))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** The value of a variable is read in every line where it stands. */
function isInBindingLine(change: Change, lines: readonly TwoWordings[]): boolean {
  return (
    change.type === "variableChanged" &&
    lines.some(({ binding, variables }) => binding && variables.has(change.name))
  );
}
