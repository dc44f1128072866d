/** What people do with lines, boxes and labels, as ProseMirror commands over shared/document/schema.ts. */
import { toggleMark } from "prosemirror-commands";
import type { Node, NodeRange } from "prosemirror-model";
import {
  type Command,
  type EditorState,
  NodeSelection,
  TextSelection,
  type Transaction,
} from "prosemirror-state";
import {
  type BoxAttributes,
  type Force,
  isSafeHref,
  MAX_INDENT,
  type TextKind,
} from "#shared/document/layout.ts";
import { schema } from "#shared/document/schema.ts";
import { newId } from "#shared/ids.ts";

const { block, box: boxType, title, variable, break: lineBreak } = schema.nodes;
const LISTS: readonly string[] = ["bullet", "ordered", "task"];

export const toggleStrong = toggleMark(schema.marks.strong);
export const toggleEm = toggleMark(schema.marks.em);
export const toggleUnderline = toggleMark(schema.marks.underline);
export const toggleStrike = toggleMark(schema.marks.strike);
export const toggleCode = toggleMark(schema.marks.code);

interface Line {
  readonly node: Node;
  readonly pos: number;
}

/** Lines of text that the selection touches. */
export function selectedLines({ doc, selection }: Pick<EditorState, "doc" | "selection">): readonly Line[] {
  const lines: Line[] = [];
  for (const { $from, $to } of selection.ranges)
    doc.nodesBetween($from.pos, $to.pos, (node, pos) => {
      if (node.type === block) lines.push({ node, pos });
      return !node.isTextblock;
    });
  return lines;
}

function changeLines(change: (line: Node) => Readonly<Record<string, unknown>>): Command {
  return (state, dispatch) => {
    const lines = selectedLines(state);
    if (lines.length === 0) return false;
    const tr = state.tr;
    for (const { node, pos } of lines)
      for (const [name, value] of Object.entries(change(node)))
        if (node.attrs[name] !== value) tr.setNodeAttribute(pos, name, value);
    if (!tr.docChanged) return false;
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/** Turns the selected lines into a kind; those that are all of it already become plain text. */
export function toggleKind(kind: TextKind): Command {
  return (state, dispatch) => {
    const all = selectedLines(state).every(({ node }) => node.attrs.kind === kind);
    return setKind(all ? "text" : kind)(state, dispatch);
  };
}

export function setKind(kind: TextKind): Command {
  return changeLines((line) => ({
    kind,
    ...(LISTS.includes(kind) || line.attrs.indent === 0 ? {} : { indent: 0 }),
  }));
}

/** Labels the selected lines, or takes the label away where all have it. */
export function toggleForce(force: Force): Command {
  return (state, dispatch) => {
    const all = selectedLines(state).every(({ node }) => node.attrs.force === force);
    return changeLines(() => ({ force: all ? "none" : force }))(state, dispatch);
  };
}

/** Moves list lines in or out. @param by 1 or -1 */
export function indent(by: 1 | -1): Command {
  return (state, dispatch) => {
    if (!selectedLines(state).some(({ node }) => LISTS.includes(node.attrs.kind))) return false;
    changeLines(({ attrs }) =>
      LISTS.includes(attrs.kind) ? { indent: Math.min(MAX_INDENT, Math.max(0, attrs.indent + by)) } : {},
    )(state, dispatch);
    // Tab stays in the list even where it cannot move further.
    return true;
  };
}

/** Checks or unchecks the task at a position. */
export function toggleTask(pos: number): Command {
  return (state, dispatch) => {
    const node = state.doc.nodeAt(pos);
    if (node?.attrs.kind !== "task") return false;
    dispatch?.(state.tr.setNodeAttribute(pos, "checked", !node.attrs.checked));
    return true;
  };
}

/** Checks or unchecks the selected tasks. */
export const toggleChecked: Command = (state, dispatch) => {
  const tasks = selectedLines(state).filter(({ node }) => node.attrs.kind === "task");
  if (tasks.length === 0) return false;
  const checked = !tasks.every(({ node }) => node.attrs.checked === true);
  const tr = state.tr;
  for (const { pos } of tasks) tr.setNodeAttribute(pos, "checked", checked);
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Puts the selected lines of one section into a box, or takes them out of the one that they stand in. */
export function toggleBox(attributes: Partial<BoxAttributes>): Command {
  return (state, dispatch) => {
    const { $from, $to } = state.selection;
    const inside = ancestor($from, boxType.name);
    if (inside !== null) {
      const node = $from.node(inside);
      const alike = Object.entries(attributes).every(([name, value]) => node.attrs[name] === value);
      const tr = state.tr;
      if (alike) liftFromBox(tr, $from.before(inside), node);
      else
        for (const [name, value] of Object.entries(attributes))
          tr.setNodeAttribute($from.before(inside), name, value);
      dispatch?.(tr.scrollIntoView());
      return true;
    }
    const range = $from.blockRange($to, (parent) => parent.type === schema.nodes.section);
    if (range === null || !canStandInBox(range)) return false;
    if (dispatch) {
      const tr = state.tr.wrap(range, [
        { type: boxType, attrs: { id: newId(), type: "callout", ...attributes } },
      ]);
      dispatch(tr.scrollIntoView());
    }
    return true;
  };
}

function canStandInBox(range: NodeRange): boolean {
  for (let index = range.startIndex; index < range.endIndex; index++)
    if (range.parent.child(index).type !== block) return false;
  return range.endIndex > range.startIndex;
}

function liftFromBox(tr: Transaction, pos: number, node: Node): void {
  const { anchor, head } = tr.selection;
  tr.replaceWith(pos, pos + node.nodeSize, node.content);
  tr.setSelection(TextSelection.create(tr.doc, anchor - 1, head - 1));
}

function ancestor($pos: { depth: number; node(depth: number): Node }, name: string): number | null {
  for (let depth = $pos.depth; depth > 0; depth--) if ($pos.node(depth).type.name === name) return depth;
  return null;
}

interface LinkRange {
  readonly from: number;
  readonly to: number;
  /** Empty where there is no link yet. */
  readonly href: string;
}

/** What a link would be set on: the selection, or the link around the cursor; null where no link can stand. */
export function linkRange({ doc, selection }: Pick<EditorState, "doc" | "selection">): LinkRange | null {
  const { $from, from, to, empty } = selection;
  const { parent } = $from;
  if (!parent.isTextblock || !parent.type.allowsMarkType(schema.marks.link)) return null;
  let found: LinkRange | null = null;
  if (!empty) {
    doc.nodesBetween(from, to, (node) => {
      const mark = schema.marks.link.isInSet(node.marks);
      if (mark !== undefined && found === null) found = { from, to, href: mark.attrs.href };
    });
    return found ?? { from, to, href: "" };
  }
  // Neighbouring pieces with the same address are one link, whatever other marks they have.
  let run: LinkRange | null = null;
  parent.forEach((node, offset) => {
    const href: unknown = schema.marks.link.isInSet(node.marks)?.attrs.href;
    const start = $from.start() + offset;
    run =
      typeof href !== "string"
        ? null
        : { href, from: run?.href === href ? run.from : start, to: start + node.nodeSize };
    if (run !== null && run.from <= from && from <= run.to) found = run;
  });
  return found ?? { from, to, href: "" };
}

/** Links the selected text or changes the link at the cursor; null takes it away. Else the address is written. */
export function setLink(href: string | null): Command {
  return (state, dispatch) => {
    const range = linkRange(state);
    if (range === null || (href !== null && !isSafeHref(href))) return false;
    const { from, to } = range;
    if (from === to) {
      if (href === null) return false;
      dispatch?.(
        state.tr
          .replaceSelectionWith(schema.text(href, [schema.marks.link.create({ href })]), false)
          .scrollIntoView(),
      );
      return true;
    }
    const tr = state.tr.removeMark(from, to, schema.marks.link);
    if (href !== null) tr.addMark(from, to, schema.marks.link.create({ href }));
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/** Opens the link in which the cursor stands, in a window of its own. */
export const openLink: Command = (state, dispatch) => {
  const href = linkRange(state)?.href ?? "";
  if (!isSafeHref(href)) return false;
  if (dispatch) open(href, "_blank", "noopener,noreferrer");
  return true;
};

export function insertVariable(name: string): Command {
  return (state, dispatch) => {
    if (!state.selection.$from.parent.type.isTextblock || state.selection.$from.parent.type === title)
      return false;
    dispatch?.(state.tr.replaceSelectionWith(variable.create({ name })).scrollIntoView());
    return true;
  };
}

export const insertBreak: Command = (state, dispatch) => {
  if (state.selection.$from.parent.type !== block) return false;
  dispatch?.(state.tr.replaceSelectionWith(lineBreak.create()).scrollIntoView());
  return true;
};

/** Opens the placeholder that is selected. */
export function openVariable(open: (name: string) => void): Command {
  return ({ selection }) => {
    if (!(selection instanceof NodeSelection) || selection.node.type !== variable) return false;
    open(selection.node.attrs.name);
    return true;
  };
}

/** Enter: a new line of the same kind; an empty list line leaves the list; behind and above a heading comes text. */
export const enter: Command = (state, dispatch) => {
  const { $from, $to, empty } = state.selection;
  const { parent } = $from;
  if (parent.type === title) {
    const first = $from.after();
    const next = state.doc.nodeAt(first);
    const tr = state.tr;
    if (next?.type !== block) tr.insert(first, block.create());
    dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(first + 1))).scrollIntoView());
    return true;
  }
  if (parent.type !== block) return false;
  if (empty && parent.content.size === 0 && parent.attrs.kind !== "text") {
    if (parent.attrs.indent > 0) return indent(-1)(state, dispatch);
    return setKind("text")(state, dispatch);
  }
  const box = ancestor($from, boxType.name);
  if (
    empty &&
    parent.content.size === 0 &&
    box !== null &&
    $from.index(box) === $from.node(box).childCount - 1
  ) {
    if ($from.node(box).childCount > 1) return leaveBox(state, dispatch, box);
  }
  if ($from.parent !== $to.parent && $from.node(-1) !== $to.node(-1)) return false;
  if (dispatch) {
    const tr = state.tr;
    if (!empty) tr.deleteSelection();
    const at = tr.selection.from;
    const atEnd = tr.selection.$from.parentOffset === tr.selection.$from.parent.content.size;
    const { kind, indent: depth } = parent.attrs;
    const heading = kind === "h3" || kind === "h4";
    if (heading && !atEnd && tr.selection.$from.parentOffset === 0) {
      // A heading without words is none: what comes above it is text.
      dispatch(tr.insert(tr.selection.$from.before(), block.create()).scrollIntoView());
      return true;
    }
    const attrs = atEnd
      ? { kind: heading ? "text" : kind, indent: depth }
      : { ...parent.attrs, id: null, ...(kind === "task" ? { checked: false } : {}) };
    tr.split(at, 1, [{ type: block, attrs }]);
    dispatch(tr.scrollIntoView());
  }
  return true;
};

function leaveBox(
  state: EditorState,
  dispatch: ((tr: Transaction) => void) | undefined,
  depth: number,
): boolean {
  const { $from } = state.selection;
  const tr = state.tr.delete($from.before(), $from.after());
  const after = tr.mapping.map($from.after(depth));
  tr.insert(after, block.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  return true;
}

/** Backspace at the start of a line: out of the list, out of the kind, out of the box; then it joins. */
export const backspace: Command = (state, dispatch) => {
  const { $cursor } = state.selection as TextSelection;
  if (!$cursor || $cursor.parentOffset > 0) return false;
  const { parent } = $cursor;
  if (parent.type === title) return true;
  if (parent.type !== block) return false;
  if (parent.attrs.indent > 0 && LISTS.includes(parent.attrs.kind)) return indent(-1)(state, dispatch);
  if (parent.attrs.kind !== "text") return setKind("text")(state, dispatch);
  const container = $cursor.node(-1);
  const index = $cursor.index(-1);
  const previous = index > 0 ? container.child(index - 1) : null;
  if (container.type === boxType && index === 0) return toggleBox(container.attrs)(state, dispatch);
  if (previous?.type === title) {
    // A title and a line never become one; an empty line that is not the only one goes.
    if (parent.content.size > 0 || container.childCount <= 2) return true;
    dispatch?.(state.tr.delete($cursor.before(), $cursor.after()).scrollIntoView());
    return true;
  }
  if (previous?.type === block) return joinAt($cursor.before())(state, dispatch);
  return false;
};

/** Delete at the end of a line joins the next one to it, never over the border of a section or box. */
export const deleteForward: Command = (state, dispatch) => {
  const { $cursor } = state.selection as TextSelection;
  if (!$cursor || $cursor.parentOffset < $cursor.parent.content.size) return false;
  if ($cursor.parent.type === title) return true;
  const container = $cursor.node(-1);
  const next = container.maybeChild($cursor.index(-1) + 1);
  if (next?.type === block) return joinAt($cursor.after())(state, dispatch);
  return next === null && container.type !== schema.nodes.doc;
};

/** The joined line looks like the first of the two. */
function joinAt(pos: number): Command {
  return (state, dispatch) => {
    dispatch?.(state.tr.join(pos).scrollIntoView());
    return true;
  };
}

/** Takes all marks from the selection and makes its lines plain text. */
export const clearFormatting: Command = (state, dispatch) => {
  const { from, to } = state.selection;
  const tr = state.tr.removeMark(from, to);
  for (const { node, pos } of selectedLines(state))
    for (const [name, value] of Object.entries({ kind: "text", indent: 0, force: "none" }))
      if (node.attrs[name] !== value) tr.setNodeAttribute(pos, name, value);
  dispatch?.(tr);
  return tr.docChanged;
};
