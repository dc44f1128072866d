/** The text of a comparison, which holds both wordings: what is in both, what came, what went. */
import type { Node } from "prosemirror-model";
import type { DocumentKind } from "../roles.ts";
import type { AttributeEdit, ComparedSpan, Comparison } from "./comparison.ts";
import { isNumbered, paragraphNumbers, sectionNumber } from "./numbering.ts";
import { schema } from "./schema.ts";

/** Whether text is in both, or came, or went. */
export type State = "same" | "inserted" | "deleted";

/** How an attribute of a line was and is. */
export interface Altered {
  readonly change: number;
  readonly before: unknown;
  readonly after: unknown;
}

export function openMergedText({ spans, changes }: Pick<Comparison, "spans" | "changes">) {
  const onNodes = Map.groupBy(
    spans.filter(({ on }) => on === "node"),
    ({ from }) => from,
  );
  const onText = spans.filter(({ on }) => on === "text");
  return {
    /** By where they begin. */
    onNodes,
    onText,

    /** What has become of an attribute of the line that begins here, `box` for what it stands in; null: nothing. */
    altered(pos: number, name: AttributeEdit["name"]): Altered | null {
      for (const { is, change: id } of onNodes.get(pos) ?? []) {
        const change = is === "altered" ? changes[id] : undefined;
        const edit =
          change?.type === "linesAltered" ? change.attributes.find((each) => each.name === name) : undefined;
        if (edit !== undefined) return { ...edit, change: id };
      }
      return null;
    },

    /** What has become of the node at a position, inside of something of which `around` is true. */
    stateAt(pos: number, node: Node, around: State): State {
      if (around !== "same") return around;
      for (const span of onNodes.get(pos) ?? []) {
        if (span.to !== pos + node.nodeSize) continue;
        if (span.is === "inserted" || span.is === "moved") return "inserted";
        if (span.is === "deleted" || span.is === "away") return "deleted";
      }
      return "same";
    },
  };
}

/**
 * The numbers of a directive's sections and paragraphs, by where their title or line begins. They are those of the newer
 * text: what is gone has none.
 */
export function mergedNumbers(
  doc: Node,
  kind: DocumentKind,
  { onText, onNodes, stateAt }: ReturnType<typeof openMergedText>,
): ReadonlyMap<number, string> {
  const numbers = new Map<number, string>();
  if (!isNumbered(kind)) return numbers;
  let sections = 0;
  doc.children.forEach((section, index) => {
    const pos = offsetOf(doc, index);
    const isGone = (onNodes.get(pos) ?? []).some(
      ({ is, to }) => is === "deleted" && to === pos + section.nodeSize,
    );
    if (isGone) return;
    const number = sectionNumber(sections++);
    const lines = section.children
      .map((node, at) => ({ node, pos: pos + 1 + offsetOf(section, at) }))
      .filter((line) => stateAt(line.pos, line.node, "same") !== "deleted");
    const paragraphs = paragraphNumbers(
      lines.map(({ node, pos: from }) => ({
        type: node.type.name,
        kind: node.attrs.kind,
        isEmpty:
          node.content.size === 0 ||
          onText.some(
            (span) => span.is === "deleted" && span.from <= from + 1 && span.to >= from + node.nodeSize - 1,
          ),
      })),
    );
    lines.forEach((line, at) => {
      const own = line.node.type === schema.nodes.title ? number : paragraphs[at];
      if (own) numbers.set(line.pos, own);
    });
  });
  return numbers;
}

/** What stands before each line of a list, line by line. Numbers are those of the newer text: what is gone has none. */
export function openListSigns() {
  /** Numbers of the lines above, by level. */
  let counters: readonly number[] = [];
  return {
    of({ attrs: { kind, indent, start, checked } }: Node, state: State): string {
      if (kind !== "ordered") {
        if (kind !== "bullet" && kind !== "task") counters = [];
        return kind === "bullet" ? "•" : kind === "task" ? (checked ? "☑" : "☐") : "";
      }
      if (state === "deleted") return "–";
      const last = counters[indent];
      const number = last === undefined ? start : last + 1;
      counters = [...Array.from({ length: indent }, (_, level) => counters[level] ?? 0), number];
      return `${number}.`;
    },
    /** Lists do not go on from one section to the next. */
    restart() {
      counters = [];
    },
  };
}

/** Stretches of a text by what has become of them. `from` is its position. */
export function pieces(
  text: string,
  from: number,
  spans: readonly ComparedSpan[],
): readonly { readonly text: string; readonly state: State }[] {
  const result: { text: string; state: State }[] = [];
  const inside = spans.filter((span) => span.from < from + text.length && span.to > from);
  const borders = [
    ...new Set([
      0,
      text.length,
      ...inside.flatMap((span) =>
        [span.from - from, span.to - from].filter((at) => at > 0 && at < text.length),
      ),
    ]),
  ].toSorted((a, b) => a - b);
  borders.slice(0, -1).forEach((start, index) => {
    result.push({ text: text.slice(start, borders[index + 1]), state: textState(inside, from + start) });
  });
  return result;
}

export function textState(spans: readonly ComparedSpan[], at: number): State {
  const span = spans.find(({ from, to }) => from <= at && at < to);
  return span?.is === "inserted" || span?.is === "deleted" ? span.is : "same";
}

/** Where a child stands in its parent's content. */
export function offsetOf(parent: Node, index: number): number {
  let offset = 0;
  for (let at = 0; at < index; at++) offset += parent.child(at).nodeSize;
  return offset;
}
