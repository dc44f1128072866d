/** Compares two tables: rows and columns by id first, then by what they say; cells as lists of lines. */
import { Fragment, type Node } from "prosemirror-model";
import { type At, align, type Likeness, type Row } from "./align.ts";
import type { LinesChange, TableEdit } from "./comparison.ts";
import { around, type Drawn, marked, plain } from "./drawn.ts";
import { schema } from "./schema.ts";

/** Compares the lines of a cell; null where a table has none there. Spans bear the id of the table's change. */
export type CompareCell = (
  older: Node | null,
  newer: Node | null,
  change: number,
) => {
  readonly drawn: readonly Drawn[];
  readonly changes: readonly LinesChange[];
  readonly formatting: boolean;
};

export interface TableComparison {
  readonly edits: readonly TableEdit[];
  readonly drawn: Drawn;
  readonly formatting: boolean;
}

export function compareTables(
  older: Node,
  newer: Node,
  change: number,
  compareCell: CompareCell,
): TableComparison {
  const rows = align(bandsOf(older, "rows"), bandsOf(newer, "rows"), LIKENESS);
  const columns = align(bandsOf(older, "columns"), bandsOf(newer, "columns"), LIKENESS);
  const edits: TableEdit[] = [...compareBands(rows, "row"), ...compareBands(columns, "column")];
  const [before, after] = [String(older.attrs.header), String(newer.attrs.header)];
  if (before !== after) edits.push({ type: "header", before, after });
  const widths = compareWidths(older, newer, columns);
  if (widths !== null) edits.push({ type: "widths", after: widths });
  let formatting = edits.every(({ type }) => type === "widths");

  const shownColumns = columns.filter(({ type }) => type !== "away");
  const drawnRows = rows.flatMap((row): Drawn[] => {
    if (row.type === "away") return [];
    const cells = shownColumns.map((column): Drawn => {
      const [was, is] = [cellAt(older, row, column, "older"), cellAt(newer, row, column, "newer")];
      if (is === null) {
        const gone = was ?? emptyCell();
        return column.type === "removed" && row.type !== "removed"
          ? marked(plain(gone), "deleted", change)
          : plain(gone);
      }
      const compared = compareCell(was, is, change);
      if (compared.changes.length > 0) {
        edits.push({ type: "cell", row: placeOf(row), column: placeOf(column), changes: compared.changes });
        formatting &&= compared.formatting;
      }
      if (was !== null) return around(is, compared.drawn);
      return column.type === "added" && row.type !== "added"
        ? marked(plain(is), "inserted", change)
        : plain(is);
    });
    const parent = "newer" in row ? newer.child(row.newer.at) : older.child(row.older.at);
    const drawn = around(parent, cells);
    if (row.type === "added") return [marked(drawn, "inserted", change)];
    if (row.type === "removed") return [marked(drawn, "deleted", change)];
    return [row.moved ? marked(drawn, "moved", change) : drawn];
  });
  return { edits, drawn: around(newer, drawnRows), formatting };
}

/** A row or a column. */
interface Band {
  readonly id: string | null;
  readonly text: string;
}

const LIKENESS: Likeness<Band> = {
  names: [({ id }) => id],
  content: ({ text }) => text,
  // Bands that are left over between the same neighbours stand for each other.
  alike: () => 0.5,
};

function bandsOf(table: Node, which: "rows" | "columns"): readonly Band[] {
  if (which === "rows")
    return table.children.map((row) => ({ id: row.attrs.id, text: cellTexts(row.children) }));
  const first = table.firstChild?.children ?? [];
  return first.map((cell, at) => ({
    id: cell.attrs.column,
    text: cellTexts(table.children.flatMap((row) => row.maybeChild(at) ?? [])),
  }));
}

function cellTexts(cells: readonly Node[]): string {
  return cells.map((cell) => cell.textContent).join(" | ");
}

function compareBands(rows: readonly Row<Band>[], what: "row" | "column"): readonly TableEdit[] {
  return rows.flatMap((row): TableEdit[] => {
    switch (row.type) {
      case "added":
        return [{ type: `${what}Added`, to: row.newer.at }];
      case "removed":
        return [{ type: `${what}Removed`, from: row.older.at, text: row.older.item.text }];
      case "pair":
        return row.moved ? [{ type: `${what}Moved`, from: row.older.at, to: row.newer.at }] : [];
      case "away":
        return [];
      default:
        return row satisfies never;
    }
  });
}

function compareWidths(
  older: Node,
  newer: Node,
  columns: readonly Row<Band>[],
): readonly (number | null)[] | null {
  const width = (table: Node, at: number): number | null =>
    table.firstChild?.maybeChild(at)?.attrs.colwidth?.[0] ?? null;
  const differs = columns.some(
    (column) =>
      (column.type === "pair" && width(older, column.older.at) !== width(newer, column.newer.at)) ||
      (column.type === "added" && width(newer, column.newer.at) !== null),
  );
  if (!differs) return null;
  return newer.firstChild?.children.map((_, at) => width(newer, at)) ?? [];
}

function cellAt(table: Node, row: Row<Band>, column: Row<Band>, side: "older" | "newer"): Node | null {
  const place = (band: Row<Band>): At<Band> | undefined =>
    side === "older" ? ("older" in band ? band.older : undefined) : "newer" in band ? band.newer : undefined;
  const [y, x] = [place(row), place(column)];
  if (y === undefined || x === undefined) return null;
  return table.maybeChild(y.at)?.maybeChild(x.at) ?? null;
}

function placeOf(band: Row<Band>): number {
  return "newer" in band ? band.newer.at : 0;
}

function emptyCell(): Node {
  return schema.nodes.cell.create(null, Fragment.from(schema.nodes.block.create()));
}
