/**
 * Commands on tables. Cells are never merged, so a table is rows × columns. Rows and columns keep their ids wherever
 * they go: moving one moves a reference, and whoever types in it types on.
 */
import { Fragment, type Node, type Slice } from "prosemirror-model";
import { type Command, TextSelection, type Transaction } from "prosemirror-state";
import {
  CellSelection,
  goToNextCell,
  isInTable,
  selectedRect,
  TableMap,
  type TableRect,
} from "prosemirror-tables";
import { MAX_CELLS, type TableHeader } from "#shared/document/layout.ts";
import { schema } from "#shared/document/schema.ts";

const { block, cell, row } = schema.nodes;

/** Edits the table in which the selection is; false where nothing is to be done. */
type TableEdit = (tr: Transaction, rect: TableRect) => boolean;

function onTable(edit: TableEdit): Command {
  return (state, dispatch) => {
    if (!isInTable(state)) return false;
    const tr = state.tr;
    if (!edit(tr, selectedRect(state))) return false;
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

function newCell(): Node {
  return cell.create(null, block.create());
}

/** As wide as the other rows of the table. */
function newRow(table: Node): Node {
  const cells = table
    .child(0)
    .children.map(({ attrs }) => cell.create({ colwidth: attrs.colwidth }, block.create()));
  return row.create(null, cells);
}

/** Positions in the document. */
function rowStart({ table, tableStart }: TableRect, index: number): number {
  let pos = tableStart;
  for (let at = 0; at < index; at++) pos += table.child(at).nodeSize;
  return pos;
}

function cellStart(rect: TableRect, y: number, x: number): number {
  let pos = rowStart(rect, y) + 1;
  for (let at = 0; at < x; at++) pos += rect.table.child(y).child(at).nodeSize;
  return pos;
}

function hasRoom({ map }: TableRect, rows: number, columns: number): boolean {
  return (map.height + rows) * (map.width + columns) <= MAX_CELLS;
}

/** Puts a row above or below the selected ones and goes to its first selected column. */
export function addRow(side: "above" | "below"): Command {
  return onTable((tr, rect) => {
    if (!hasRoom(rect, 1, 0)) return false;
    const at = rowStart(rect, side === "above" ? rect.top : rect.bottom);
    tr.insert(at, newRow(rect.table));
    goToCell(tr, rect.tableStart, side === "above" ? rect.top : rect.bottom, rect.left);
    return true;
  });
}

/** Puts a column to the left or right of the selected ones and goes to its first selected row. */
export function addColumn(side: "left" | "right"): Command {
  return onTable((tr, rect) => {
    if (!hasRoom(rect, 0, 1)) return false;
    const x = side === "left" ? rect.left : rect.right;
    for (let y = rect.map.height - 1; y >= 0; y--) tr.insert(cellStart(rect, y, x), newCell());
    goToCell(tr, rect.tableStart, rect.top, x);
    return true;
  });
}

function goToCell(tr: Transaction, tableStart: number, y: number, x: number): void {
  const table = tr.doc.resolve(tableStart).parent;
  const place = tableStart + TableMap.get(table).positionAt(y, x, table);
  tr.setSelection(TextSelection.near(tr.doc.resolve(place + 1), 1));
}

/** Without its last row or column there is no table. */
export const removeRows: Command = (state, dispatch) => {
  if (!isInTable(state)) return false;
  const rect = selectedRect(state);
  if (rect.top === 0 && rect.bottom === rect.map.height) return removeTable(state, dispatch);
  return onTable((tr) => {
    tr.delete(rowStart(rect, rect.top), rowStart(rect, rect.bottom));
    goToCell(
      tr,
      rect.tableStart,
      Math.min(rect.top, rect.map.height - (rect.bottom - rect.top) - 1),
      rect.left,
    );
    return true;
  })(state, dispatch);
};

export const removeColumns: Command = (state, dispatch) => {
  if (!isInTable(state)) return false;
  const rect = selectedRect(state);
  const { left, right, map } = rect;
  if (left === 0 && right === map.width) return removeTable(state, dispatch);
  return onTable((tr) => {
    for (let y = map.height - 1; y >= 0; y--) tr.delete(cellStart(rect, y, left), cellStart(rect, y, right));
    goToCell(tr, rect.tableStart, rect.top, Math.min(left, map.width - (right - left) - 1));
    return true;
  })(state, dispatch);
};

export const removeTable: Command = (state, dispatch) => {
  if (!isInTable(state)) return false;
  const { table, tableStart } = selectedRect(state);
  const tr = state.tr.delete(tableStart - 1, tableStart - 1 + table.nodeSize);
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(tableStart - 1))).scrollIntoView());
  return true;
};

/** The row that stands there changes places with the selected ones, so the cursor stays where it is. @param by 1 or -1 */
export function moveRows(by: 1 | -1): Command {
  return onTable((tr, rect) => {
    const { top, bottom, map, table } = rect;
    const passed = by < 0 ? top - 1 : bottom;
    if (passed < 0 || passed >= map.height) return false;
    const from = rowStart(rect, passed);
    tr.delete(from, from + table.child(passed).nodeSize);
    tr.insert(tr.mapping.map(rowStart(rect, by < 0 ? bottom : top), by < 0 ? 1 : -1), table.child(passed));
    return true;
  });
}

export function moveColumns(by: 1 | -1): Command {
  return onTable((tr, rect) => {
    const { left, right, map, table } = rect;
    const passed = by < 0 ? left - 1 : right;
    if (passed < 0 || passed >= map.width) return false;
    for (let y = map.height - 1; y >= 0; y--) {
      const moved = table.child(y).child(passed);
      const from = cellStart(rect, y, passed);
      const to = cellStart(rect, y, by < 0 ? right : left);
      if (to > from) tr.insert(to, moved).delete(from, from + moved.nodeSize);
      else tr.delete(from, from + moved.nodeSize).insert(to, moved);
    }
    return true;
  });
}

/** Makes the first row or column one of headings, or ordinary again. */
export function toggleHeader(which: "row" | "column"): Command {
  return onTable((tr, { table, tableStart }) => {
    const has = { row: false, column: false };
    for (const each of ["row", "column"] as const)
      has[each] = table.attrs.header === each || table.attrs.header === "both";
    has[which] = !has[which];
    const header: TableHeader = has.row ? (has.column ? "both" : "row") : has.column ? "column" : "none";
    tr.setNodeAttribute(tableStart - 1, "header", header);
    return true;
  });
}

/** Widths of a column in CSS pixels. */
export const MIN_WIDTH = 56;
const MAX_WIDTH = 900;
const WIDTH_STEP = 24;

/** Gives a column of the table whose content begins at `tableStart` a width, or with null the one that its text wants. */
export function setColumnWidth(
  tr: Transaction,
  tableStart: number,
  x: number,
  width: number | null,
): boolean {
  const table = tr.doc.resolve(tableStart).parent;
  if (table.type.spec.tableRole !== "table") return false;
  const wanted = width === null ? null : [Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width)))];
  const map = TableMap.get(table);
  if (x >= map.width) return false;
  for (let y = 0; y < map.height; y++)
    tr.setNodeAttribute(tableStart + map.positionAt(y, x, table), "colwidth", wanted);
  return true;
}

/** Makes the selected columns wider or narrower, beginning with how wide they are on screen. */
export function changeWidth(by: 1 | -1 | 0): Command {
  return (state, dispatch, view) =>
    onTable((tr, rect) => {
      for (let x = rect.left; x < rect.right; x++) {
        const at = rect.tableStart + rect.map.positionAt(0, x, rect.table);
        const dom = view?.nodeDOM(at);
        const shown = dom instanceof HTMLElement ? dom.offsetWidth : MIN_WIDTH;
        const width: number = rect.table.child(0).child(x).attrs.colwidth?.[0] ?? shown;
        setColumnWidth(tr, rect.tableStart, x, by === 0 ? null : width + by * WIDTH_STEP);
      }
      return true;
    })(state, dispatch);
}

/** Tab: to the next cell, and behind the last one to a new row. */
export const nextCell: Command = (state, dispatch) => {
  if (goToNextCell(1)(state, dispatch)) return true;
  if (!isInTable(state)) return false;
  const tr = state.tr;
  const rect = selectedRect(state);
  if (hasRoom(rect, 1, 0)) {
    tr.insert(rowStart(rect, rect.map.height), newRow(rect.table));
    goToCell(tr, rect.tableStart, rect.map.height, 0);
    dispatch?.(tr.scrollIntoView());
  }
  return true;
};

/** Shift+Tab: to the cell before; in the first one it stays. */
export const previousCell: Command = (state, dispatch) =>
  goToNextCell(-1)(state, dispatch) || isInTable(state);

/** Selects the whole row, column or table around the cursor. */
export function selectCells(what: "row" | "column" | "table"): Command {
  return (state, dispatch) => {
    if (!isInTable(state)) return false;
    const rect = selectedRect(state);
    const { top, bottom, left, right, map } = rect;
    const [fromY, toY] = what === "row" ? [top, bottom - 1] : [0, map.height - 1];
    const [fromX, toX] = what === "column" ? [left, right - 1] : [0, map.width - 1];
    const selection = CellSelection.create(
      state.doc,
      cellStart(rect, fromY, fromX),
      cellStart(rect, toY, toX),
    );
    dispatch?.(state.tr.setSelection(selection));
    return true;
  };
}

/** Empties the selected cells. Those that are empty already go, if they are whole rows or columns, or the table. */
export const deleteCells: Command = (state, dispatch) => {
  const { selection } = state;
  if (!(selection instanceof CellSelection)) return false;
  const tr = state.tr;
  const found: number[] = [];
  selection.forEachCell((node, pos) => {
    if (node.childCount > 1 || node.content.size > 2) found.push(pos);
  });
  if (found.length === 0) {
    const rows = selection.isRowSelection();
    if (rows && selection.isColSelection()) return removeTable(state, dispatch);
    if (rows) return removeRows(state, dispatch);
    return selection.isColSelection() ? removeColumns(state, dispatch) : true;
  }
  for (const pos of found.toSorted((a, b) => b - a)) emptyCell(tr, pos);
  dispatch?.(tr.setSelection(selection.map(tr.doc, tr.mapping)));
  return true;
};

/** The first line stays, so that whoever types in it types on. */
function emptyCell(tr: Transaction, pos: number): void {
  const node = tr.doc.nodeAt(pos);
  const first = node?.firstChild;
  if (!node || !first) return;
  const end = pos + node.nodeSize - 1;
  const firstEnd = pos + 1 + first.nodeSize;
  if (end > firstEnd) tr.delete(firstEnd, end);
  if (first.content.size > 0) tr.delete(pos + 2, pos + 2 + first.content.size);
}

/** The one table that a slice is, and nothing else. */
export function tableOf(slice: Slice): Node | null {
  const lines = slice.content.content.filter(
    (node) => node.type !== block || node.content.size > 0 || slice.content.childCount === 1,
  );
  const [only] = lines;
  return lines.length === 1 && only?.type === schema.nodes.table ? only : null;
}

/** Writes pasted cells over those from the selected one on, and makes rows and columns where they reach further. */
export function pasteCells(pasted: Node): Command {
  return onTable((tr, rect) => {
    const height = Math.max(rect.map.height, rect.top + pasted.childCount);
    const width = Math.max(rect.map.width, rect.left + (pasted.firstChild?.childCount ?? 0));
    if (height * width > MAX_CELLS) return false;
    for (let y = rect.map.height - 1; y >= 0; y--) {
      const end = cellStart(rect, y, rect.map.width);
      const missing = Array.from({ length: width - rect.map.width }, newCell);
      if (missing.length > 0) tr.insert(end, missing);
    }
    const wider = tr.doc.resolve(rect.tableStart).parent;
    const rows = Array.from({ length: height - rect.map.height }, () => newRow(wider));
    const tableEnd = rect.tableStart + wider.content.size;
    if (rows.length > 0) tr.insert(tableEnd, rows);
    for (let y = pasted.childCount - 1; y >= 0; y--)
      for (let x = pasted.child(y).childCount - 1; x >= 0; x--) {
        const table = tr.doc.resolve(rect.tableStart).parent;
        const at = rect.tableStart + TableMap.get(table).positionAt(rect.top + y, rect.left + x, table);
        const target = tr.doc.nodeAt(at);
        if (target) writeCell(tr, at, target, pasted.child(y).child(x));
      }
    goToCell(tr, rect.tableStart, rect.top, rect.left);
    return true;
  });
}

/** The cell's first line gets the text of the pasted first line, further lines stand below it. */
function writeCell(tr: Transaction, at: number, target: Node, source: Node): void {
  const first = target.firstChild;
  const content = source.firstChild?.content ?? Fragment.empty;
  if (!first) return;
  emptyCell(tr, at);
  tr.insert(at + 2, content);
  if (source.firstChild)
    for (const name of ["kind", "indent", "checked", "start", "force"])
      tr.setNodeAttribute(at + 1, name, source.firstChild.attrs[name]);
  const more = source.children.slice(1);
  if (more.length > 0) tr.insert(at + 2 + content.size + 1, more);
}
