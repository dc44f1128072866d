/** Compares the lines of two sections or cells: which stand for each other, and what has become of each. */
import { Fragment, type Node } from "prosemirror-model";
import { type At, align, type Likeness, type Row } from "./align.ts";
import { compareTables } from "./compare-tables.ts";
import { compareText, plainInline } from "./compare-text.ts";
import type {
  AttributeEdit,
  ComparedSpan,
  LineJson,
  LinesChange,
  TableChange,
  TextEdit,
} from "./comparison.ts";
import { around, type Drawn, marked, plain } from "./drawn.ts";
import { schema } from "./schema.ts";

/** A line or object with the box around it. */
export interface Line {
  /** Id of the section that it stands in. */
  readonly section: string;
  readonly node: Node;
  /** Attributes of its box, or null. */
  readonly box: Readonly<Record<string, unknown>> | null;
}

export type LineRow = Row<Line>;

/** Takes in the changes of a flow. */
export interface Scope {
  /**
   * Notes a change that concerns these nodes, in this section or in the one of this id.
   * @returns its id
   */
  add(
    change: LinesChange | TableChange,
    formatting: boolean,
    concerns: readonly Node[],
    section?: string,
  ): number;
  /** The id that the next change will have. */
  readonly next: number;
  /** Ids of moves by the older line, from whichever of its two places is come to first. */
  readonly moves: Map<Line, number>;
}

/** The lines of a section (its title left out) or of a cell, boxes opened. */
export function linesOf(parent: Node, section: string): readonly Line[] {
  const lines: Line[] = [];
  parent.forEach((node) => {
    if (node.type === schema.nodes.box)
      node.forEach((line) => void lines.push({ section, node: line, box: node.attrs }));
    else if (node.type !== schema.nodes.title) lines.push({ section, node, box: null });
  });
  return lines;
}

/** Rows of two lists of lines. Boxes of the newer ones bear the id of the older box that they stand for. */
export function alignLines(older: readonly Line[], newer: readonly Line[]): readonly LineRow[] {
  const rows = align(older, newer, LIKENESS);
  const boxes = boxesThatStay(rows, newer);
  const settle = ({ item, at }: At<Line>): At<Line> => {
    const id = boxes.get(item.box?.id);
    return id === undefined || item.box === null
      ? { item, at }
      : { item: { ...item, box: { ...item.box, id } }, at };
  };
  return rows.map((row) => ("newer" in row ? { ...row, newer: settle(row.newer) } : row));
}

/** Ids of older boxes by those of the newer ones that stand for them: where texts were begun apart, all ids differ. */
function boxesThatStay(rows: readonly LineRow[], newer: readonly Line[]): ReadonlyMap<unknown, unknown> {
  const ids = new Set(newer.map(({ box }) => box?.id));
  const boxes = new Map<unknown, unknown>();
  const used = new Set<unknown>();
  for (const row of rows) {
    if (row.type !== "pair") continue;
    const [before, after] = [row.older.item.box?.id, row.newer.item.box?.id];
    if (before === undefined || after === undefined || before === after) continue;
    if (ids.has(before) || used.has(before) || boxes.has(after)) continue;
    boxes.set(after, before);
    used.add(before);
  }
  return boxes;
}

/** What a line says, for finding it again elsewhere. */
export function wordingOf({ node }: Line): string {
  const says = node.isLeaf ? JSON.stringify({ ...node.attrs, id: null }) : textOf(node);
  return `${node.type.name} ${says}`;
}

const LIKENESS: Likeness<Line> = {
  names: [({ node }) => (typeof node.attrs.id === "string" ? `${node.type.name} ${node.attrs.id}` : null)],
  content: wordingOf,
  alike: (older, newer) =>
    older.node.type === newer.node.type ? sharedWords(textOf(older.node), textOf(newer.node)) : 0,
};

/** Share of words that two texts have in common (Dice's coefficient), from 0 to 1. */
export function sharedWords(older: string, newer: string): number {
  const [before, after] = [wordsOf(older), wordsOf(newer)];
  if (before.length + after.length === 0) return 0;
  const counts = new Map<string, number>();
  for (const word of before) counts.set(word, (counts.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of after) {
    const left = counts.get(word) ?? 0;
    if (left > 0) shared++;
    counts.set(word, left - 1);
  }
  return (2 * shared) / (before.length + after.length);
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

/** All text of a node, lines apart. */
export function textOf(node: Node): string {
  if (node.isTextblock) return plainInline(node.content);
  return node.textBetween(0, node.content.size, "\n", (leaf) => leaf.type.spec.leafText?.(leaf) ?? "");
}

/** Notes what has become of the lines and draws both lists in one. */
export function compareLines(rows: readonly LineRow[], scope: Scope): readonly Drawn[] {
  const drawn: { readonly drawn: Drawn; readonly box: Line["box"] }[] = [];
  const alterations = rows.map((row) =>
    row.type === "pair" ? compareAttributes(row.older.item, row.newer.item) : [],
  );
  /** The change that the next lines share, and how many of them. */
  let shared = { id: 0, lines: 0 };
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as LineRow;
    if (row.type === "added" || row.type === "removed") {
      const run = runOf(rows, at);
      for (const { item, shown } of compareRun(run, row.type, scope))
        drawn.push({ drawn: shown, box: item.box });
      at += run.length - 1;
      continue;
    }
    if (row.type === "away") {
      const shown = marked(plain(withoutId(row.older.item.node)), "away", move(row, scope));
      drawn.push({ drawn: shown, box: row.older.item.box });
      continue;
    }
    const moved = row.moved ? move(row, scope) : null;
    let shown = comparePair(row, scope);
    const attributes = alterations[at] ?? [];
    if (attributes.length > 0) {
      if (shared.lines === 0) {
        const count = alikeFrom(rows, alterations, at);
        const change = {
          type: "linesAltered" as const,
          from: row.older.at,
          to: row.newer.at,
          count,
          text: textOf(row.newer.item.node),
          attributes,
        };
        const concerns = rows.slice(at, at + count).flatMap(nodesOf);
        shared = { id: scope.add(change, attributes.every(isLook), concerns), lines: count };
      }
      shared.lines -= 1;
      shown = marked(shown, "altered", shared.id);
    }
    drawn.push({ drawn: moved === null ? shown : marked(shown, "moved", moved), box: row.newer.item.box });
  }
  return inBoxes(drawn);
}

/** How many lines from this one on, in both lists one behind the other, have changed in the same way. */
function alikeFrom(
  rows: readonly LineRow[],
  alterations: readonly (readonly AttributeEdit[])[],
  start: number,
): number {
  const first = rows[start];
  const wanted = JSON.stringify(alterations[start]);
  let count = 1;
  for (; start + count < rows.length; count++) {
    const row = rows[start + count];
    if (first?.type !== "pair" || row?.type !== "pair") break;
    if (row.older.at !== first.older.at + count || row.newer.at !== first.newer.at + count) break;
    if (JSON.stringify(alterations[start + count]) !== wanted) break;
  }
  return count;
}

function nodesOf(row: LineRow): readonly Node[] {
  return [...("older" in row ? [row.older.item.node] : []), ...("newer" in row ? [row.newer.item.node] : [])];
}

/** Rows of the same kind one behind the other, also in their list. */
function runOf(rows: readonly LineRow[], start: number): readonly At<Line>[] {
  const type = rows[start]?.type;
  const run: At<Line>[] = [];
  for (let at = start; at < rows.length; at++) {
    const row = rows[at] as LineRow;
    if (row.type !== type) break;
    const line = row.type === "added" ? row.newer : row.type === "removed" ? row.older : null;
    if (line === null || (run.length > 0 && line.at !== (run.at(-1)?.at ?? 0) + 1)) break;
    run.push(line);
  }
  return run;
}

function compareRun(
  run: readonly At<Line>[],
  type: "added" | "removed",
  scope: Scope,
): readonly { readonly item: Line; readonly shown: Drawn }[] {
  const lines = run.map(({ item }) => lineJson(item));
  const place = run[0]?.at ?? 0;
  const change: LinesChange =
    type === "added"
      ? { type: "linesAdded", to: place, lines }
      : { type: "linesRemoved", from: place, lines };
  const id = scope.add(
    change,
    false,
    run.map(({ item }) => item.node),
  );
  return run.map(({ item }) => ({
    item,
    shown:
      type === "added"
        ? marked(plain(item.node), "inserted", id)
        : marked(plain(withoutId(item.node)), "deleted", id),
  }));
}

/** A ghost must not be taken for the line itself. */
function withoutId(node: Node): Node {
  return node.type.create({ ...node.attrs, id: null }, node.content, node.marks);
}

function move({ older, newer }: Extract<LineRow, { type: "pair" | "away" }>, scope: Scope): number {
  const known = scope.moves.get(older.item);
  if (known !== undefined) return known;
  const from = older.item.section;
  const id = scope.add(
    {
      type: "lineMoved",
      from: older.at,
      fromSection: from === newer.item.section ? null : from,
      to: newer.at,
      text: textOf(newer.item.node),
    },
    false,
    [older.item.node, newer.item.node],
    newer.item.section,
  );
  scope.moves.set(older.item, id);
  return id;
}

/** The newer line, with what differs within it. */
function comparePair(row: Extract<LineRow, { type: "pair" }>, scope: Scope): Drawn {
  const [before, after] = [row.older.item.node, row.newer.item.node];
  const place = { from: row.older.at, to: row.newer.at };
  if (after.inlineContent) {
    const edits = compareText(before, after);
    if (edits.length === 0) return plain(after);
    const formatting = edits.every(({ of }) => of === "marks");
    return drawEdits(
      before,
      after,
      edits,
      scope.add({ type: "lineEdited", ...place, edits }, formatting, [before, after]),
    );
  }
  if (after.type !== schema.nodes.table) return plain(after);
  const { edits, drawn, formatting } = compareTables(before, after, scope.next, compareCell);
  if (edits.length > 0) scope.add({ type: "tableChanged", ...place, edits }, formatting, [before, after]);
  return drawn;
}

/** A cell's changes belong to the change of its table. */
function compareCell(
  older: Node | null,
  newer: Node | null,
  table: number,
): {
  readonly drawn: readonly Drawn[];
  readonly changes: readonly LinesChange[];
  readonly formatting: boolean;
} {
  const changes: LinesChange[] = [];
  let looks = true;
  const scope: Scope = {
    next: table,
    moves: new Map(),
    add(change, formatting) {
      // A cell holds lines of text alone.
      if (change.type !== "tableChanged") changes.push(change);
      looks &&= formatting;
      return table;
    },
  };
  const lines = (cell: Node | null) => (cell === null ? [] : linesOf(cell, ""));
  const drawn = compareLines(alignLines(lines(older), lines(newer)), scope);
  return { drawn, changes, formatting: looks };
}

/** Both wordings of a line in one. */
export function drawEdits(before: Node, after: Node, edits: readonly TextEdit[], change: number): Drawn {
  const spans: ComparedSpan[] = [];
  let content = Fragment.empty;
  let at = 0;
  const put = (piece: Fragment, is: ComparedSpan["is"]) => {
    if (piece.size === 0) return;
    const from = 1 + content.size;
    content = content.append(piece);
    spans.push({ from, to: 1 + content.size, on: "text", is, change });
  };
  for (const edit of edits) {
    content = content.append(before.content.cut(at, edit.from));
    const added = Fragment.fromJSON(schema, [...edit.content]);
    if (edit.of === "marks") put(added, "reformatted");
    else {
      put(before.content.cut(edit.from, edit.to), "deleted");
      put(added, "inserted");
    }
    at = edit.to;
  }
  return { node: after.copy(content.append(before.content.cut(at))), spans };
}

/** Attributes that say nothing but how a line looks. */
const LOOK = ["kind", "indent", "start"];

function isLook({ name }: AttributeEdit): boolean {
  return LOOK.includes(name);
}

/** Attributes that a comparison speaks of, with those of tables left to their own comparison. */
const COMPARED = ["kind", "indent", "start", "checked", "force", "alt", "caption"];

function compareAttributes(older: Line, newer: Line): readonly AttributeEdit[] {
  const edits = COMPARED.flatMap((name): AttributeEdit[] => {
    const [before, after] = [older.node.attrs[name], newer.node.attrs[name]];
    return before === after ? [] : [{ name, before, after }];
  });
  // What an object stands for; a table's is its own.
  const ref = newer.node.isLeaf && older.node.attrs.ref !== newer.node.attrs.ref;
  if (ref) edits.push({ name: "ref", before: older.node.attrs.ref, after: newer.node.attrs.ref });
  if (JSON.stringify(older.box) !== JSON.stringify(newer.box))
    edits.push({ name: "box", before: older.box, after: newer.box });
  return edits;
}

function lineJson({ node, box }: Line): LineJson {
  return { node: node.toJSON(), box };
}

/** Lines of one box, one behind the other, stand in it. The newest attributes of a box win. */
function inBoxes(lines: readonly { readonly drawn: Drawn; readonly box: Line["box"] }[]): readonly Drawn[] {
  const result: Drawn[] = [];
  for (let at = 0; at < lines.length; ) {
    const { drawn, box } = lines[at] as (typeof lines)[number];
    if (box === null) {
      result.push(drawn);
      at++;
      continue;
    }
    let attrs = box;
    const inside: Drawn[] = [];
    for (; at < lines.length && lines[at]?.box?.id === box.id; at++) {
      const line = lines[at] as (typeof lines)[number];
      inside.push(line.drawn);
      const isGone = line.drawn.spans.some(
        ({ on, is }) => on === "node" && (is === "deleted" || is === "away"),
      );
      if (!isGone && line.box !== null) attrs = line.box;
    }
    result.push(around(schema.nodes.box.create(attrs), inside));
  }
  return result;
}
