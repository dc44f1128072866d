/** Commands that put in what stands in a line of its own, or more than one line: dividers, tables, figures, pairs. */
import { Fragment, type Node } from "prosemirror-model";
import { type Command, type EditorState, TextSelection, type Transaction } from "prosemirror-state";
import type { BoxAttributes } from "#shared/document/layout.ts";
import { schema } from "#shared/document/schema.ts";
import { newId } from "#shared/ids.ts";

const { block, box, cell, divider, figure, row, section, table, title } = schema.nodes;

export const insertDivider: Command = (state, dispatch) => insertObject(state, dispatch, divider.create());

export function insertFigure(attrs: {
  readonly ref: string;
  readonly alt: string;
  readonly caption: string;
}): Command {
  return (state, dispatch) => insertObject(state, dispatch, figure.create(attrs));
}

/** An empty table with a row of headings; the cursor goes to its first cell. */
export function insertTable(rows: number, columns: number): Command {
  return (state, dispatch) => insertObject(state, dispatch, grid(rows, columns), "inside");
}

function grid(rows: number, columns: number): Node {
  const cells = (header: boolean) =>
    Array.from({ length: columns }, () => cell.create({ header }, block.create()));
  return table.create(
    { header: "row" },
    Array.from({ length: rows }, (_, index) => row.create(null, cells(index === 0))),
  );
}

/** A good example and a bad one beside each other; the cursor goes into the good one. */
export const insertExamples: Command = (state, dispatch) =>
  insertObject(state, dispatch, [example("do"), example("dont")], "inside");

function example(verdict: BoxAttributes["verdict"]): Node {
  return box.create({ id: newId(), type: "example", verdict }, block.create());
}

/**
 * Puts nodes where the cursor is: before the line if that is empty, else behind it (or behind the box, table or title
 * around it), and sees to a line of text behind them, so that one can go on.
 */
function insertObject(
  state: EditorState,
  dispatch: ((tr: Transaction) => void) | undefined,
  nodes: Node | readonly Node[],
  cursor: "behind" | "inside" = "behind",
): boolean {
  const place = placeForObject(state);
  if (place === null) return false;
  if (dispatch === undefined) return true;
  const content = Fragment.from(nodes);
  const tr = state.tr.insert(place, content);
  const behind = place + content.size;
  if (tr.doc.nodeAt(behind)?.type !== block) tr.insert(behind, block.create());
  const inside = cursor === "inside" ? place + 1 : behind;
  tr.setSelection(TextSelection.near(tr.doc.resolve(inside), 1));
  dispatch(tr.scrollIntoView());
  return true;
}

function placeForObject({ selection }: EditorState): number | null {
  const { $to } = selection;
  const depth = $to.depth >= 1 && $to.node(1).type === section ? 1 : null;
  if (depth === null || $to.depth === depth) return $to.depth === depth ? $to.pos : null;
  const line = $to.node(depth + 1);
  const isEmpty = line.type === block && line.content.size === 0;
  return isEmpty && line.type !== title ? $to.before(depth + 1) : $to.after(depth + 1);
}
