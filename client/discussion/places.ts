/** From threads to the text and back: what is selected as an anchor, and a thread's place as a selection. */
import type { Node, ResolvedPos } from "prosemirror-model";
import { type EditorState, NodeSelection, TextSelection } from "prosemirror-state";
import type { Doc } from "yjs";
import type { AnchorRequest, Thread } from "#shared/discussion.ts";
import { MAX_QUOTE } from "#shared/discussion-limits.ts";
import { anchorAt, positionOf } from "#shared/document/anchors.ts";
import { schema } from "#shared/document/schema.ts";
import { newId, type SectionId, type ThreadId } from "#shared/ids.ts";
import type { Desk } from "../editor/desk.ts";
import { enterText, showSelection } from "../editor/show-selection.ts";
import type { Composition, Whole } from "./drafts.ts";

const CONTEXT = 32;
const WHOLES: readonly Whole[] = ["table", "figure", "divider", "pending", "box"];

/** Text of a stretch as quotes write it: placeholders as `{{name}}`, breaks as `\v`, lines with `\n` between them. */
function quoteOf(doc: Node, from: number, to: number): string {
  return doc.textBetween(from, to, "\n", (leaf) =>
    leaf.type === schema.nodes.break ? "\v" : (leaf.type.spec.leafText?.(leaf) ?? ""),
  );
}

/** Begins a contribution about what is selected: a stretch of text, an object, or the line of the caret. */
export function compositionAt(ydoc: Doc, state: EditorState): Composition | null {
  const { selection, doc } = state;
  const { $from } = selection;
  if ($from.depth === 0) return null;
  const sectionId = $from.node(1).attrs.id as SectionId;
  let base: Composition = {
    id: newId<ThreadId>(),
    sectionId,
    anchor: null,
    kind: "comment",
    body: "",
    onBehalfOf: null,
    addressedTo: null,
    action: "replace",
    text: "",
  };
  if (selection instanceof NodeSelection) {
    const whole = wholeOf(doc, selection.node, selection.from);
    return whole === null ? base : { ...base, ...whole };
  }
  const around = aroundOf(doc, selection.$from);
  if (around !== null) base = { ...base, around };
  // Within one line's flow: what reaches into another cell or section ends with the first.
  const from = selection.from;
  const inline = $from.parent.inlineContent;
  const shared = $from.sharedDepth(selection.to);
  const crosses =
    shared < 1 || $from.node(shared).type.name === "row" || $from.node(shared).type.name === "table";
  const to = crosses ? $from.end() : selection.to;
  if (!inline) return base;
  if (from === to) {
    if ($from.parent.type === schema.nodes.title) return base;
    const quote = quoteOf(doc, $from.start(), $from.end());
    return { ...base, text: quote, anchor: { line: $from.parent.attrs.id, block: true, quote } };
  }
  const start = anchorAt(ydoc, doc, from, 0);
  const end = anchorAt(ydoc, doc, to, -1);
  const quote = quoteOf(doc, from, to);
  if (start === null || end === null || quote.trim() === "") return base;
  const anchor: AnchorRequest = {
    ...($from.parent.type === schema.nodes.title ? {} : { line: $from.parent.attrs.id }),
    start: start.relative as Record<string, unknown>,
    end: end.relative as Record<string, unknown>,
    quote,
    before: quoteOf(doc, Math.max($from.start(), from - CONTEXT), from),
    after: quoteOf(doc, to, Math.min(doc.resolve(to).end(), to + CONTEXT)),
  };
  return { ...base, anchor, text: quote };
}

/** An object or a box, to be written about as a whole. */
function wholeOf(
  doc: Node,
  node: Node,
  pos: number,
): { readonly whole: Whole; readonly anchor: AnchorRequest } | null {
  const { id } = node.attrs;
  const whole = WHOLES.find((name) => name === node.type.name);
  if (whole === undefined || typeof id !== "string") return null;
  const quote = whole === "box" ? quoteOf(doc, pos + 1, pos + node.nodeSize - 1) : "";
  return { whole, anchor: { line: id, block: true, quote: quote.slice(0, MAX_QUOTE) } };
}

/** What object stands at a position, or null where words do. */
export function wholeAt(doc: Node, pos: number): Whole | null {
  const name = doc.nodeAt(pos)?.type.name;
  return WHOLES.find((whole) => whole === name) ?? null;
}

function aroundOf(doc: Node, $pos: ResolvedPos): NonNullable<Composition["around"]> | null {
  for (let depth = $pos.depth; depth > 1; depth--) {
    const found = wholeOf(doc, $pos.node(depth), $pos.before(depth));
    if (found !== null) return found;
  }
  return null;
}

/** Brings a thread's place into sight and selects it there, so that reading goes on from it. */
export function showInText(desk: Desk, thread: Thread): void {
  const view = desk.live.value?.view;
  if (view === undefined) return;
  if (thread.place.on === "section" || thread.place.state === "orphaned") {
    desk.goTo(thread.sectionId);
    return;
  }
  const { ydoc } = desk.connection;
  const { doc } = view.state;
  const place = (relative: unknown) => positionOf(ydoc, doc, { section: thread.sectionId, relative });
  const [start, end] = [place(thread.place.start), place(thread.place.end)];
  if (start === null || end === null) return;
  const inText = doc.resolve(start).parent.inlineContent && doc.resolve(end).parent.inlineContent;
  const selection = inText
    ? TextSelection.create(doc, start, Math.max(start, end))
    : doc.nodeAt(start) && NodeSelection.isSelectable(doc.nodeAt(start) as Node)
      ? NodeSelection.create(doc, start)
      : TextSelection.near(doc.resolve(start));
  desk.uncover();
  enterText(view);
  view.dispatch(view.state.tr.setSelection(selection));
  showSelection(view);
}
