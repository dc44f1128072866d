/** Tables of HTML as rows × columns. */
import type { HtmlElement, HtmlNode } from "./html-tree.ts";
import { TABLE_HEADERS, type TableHeader } from "./layout.ts";

export interface TableRow {
  readonly cells: readonly HtmlElement[];
  readonly isHead: boolean;
}

export function rowsIn(children: readonly HtmlNode[], isHead = false): TableRow[] {
  return children.flatMap((child): TableRow[] => {
    if ("text" in child) return [];
    if (child.tag === "thead" || child.tag === "tbody" || child.tag === "tfoot")
      return rowsIn(child.children, child.tag === "thead");
    if (child.tag !== "tr") return [];
    const cells = child.children.filter(
      (cell): cell is HtmlElement => "tag" in cell && (cell.tag === "td" || cell.tag === "th"),
    );
    return cells.length === 0 ? [] : [{ cells, isHead }];
  });
}

/** Rows × columns: of a cell that reaches over several, the first has what is in it and the others are empty. */
export function gridOf(rows: readonly TableRow[]): (HtmlElement | null)[][] {
  const grid: (HtmlElement | null | undefined)[][] = rows.map(() => []);
  rows.forEach(({ cells }, y) => {
    let x = 0;
    for (const cell of cells) {
      while (grid[y]?.[x] !== undefined) x++;
      const width = span(cell.attributes.colspan);
      const height = Math.min(span(cell.attributes.rowspan), rows.length - y);
      for (let dy = 0; dy < height; dy++)
        for (let dx = 0; dx < width; dx++) (grid[y + dy] as unknown[])[x + dx] = dy + dx === 0 ? cell : null;
      x += width;
    }
  });
  const width = Math.max(0, ...grid.map((row) => row.length));
  return grid.map((row) => Array.from({ length: width }, (_, x) => row[x] ?? null));
}

function span(value: string | undefined): number {
  const number = Number(value ?? 1);
  return Number.isInteger(number) && number > 0 ? Math.min(number, 100) : 1;
}

export function headerOf({ attributes }: HtmlElement, rows: readonly TableRow[]): TableHeader {
  const own = TABLE_HEADERS.find((known) => known === attributes["data-header"]);
  if (own !== undefined) return own;
  const isHead = (row: TableRow | undefined) =>
    row !== undefined && (row.isHead || row.cells.every(({ tag }) => tag === "th"));
  const row = isHead(rows[0]);
  const column = rows.slice(1).length > 0 && rows.slice(1).every(({ cells }) => cells[0]?.tag === "th");
  return row ? (column ? "both" : "row") : column ? "column" : "none";
}
