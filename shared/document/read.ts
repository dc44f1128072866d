/**
 * Reads the shared state of one section into plain models: its flow cut into lines, its boxes and tables. The view
 * is drawn from them and edits find their places through them. Reading never throws and never writes, whatever
 * a newer or hostile client may have put there.
 *
 * A line of a model is one stretch of a flow that the view shows as one node:
 *   own         ends with its embed; the usual case
 *   repeated    ends with an embed whose id stood before in this section (two people undid the same deletion):
 *               shown under an id of the view's own. Without text it is not shown at all
 *   rest        the unterminated end of a flow. Its id is derived (the section's, or the cell's key), so that two
 *               people who type into it at once write the same line. It is shown when it has text, when `lines` has
 *               an entry under its id, or when the section or cell would have nothing to type in
 *   before      text in the stretch of an object (someone typed while a peer made the line an object): shown as a
 *               line of its own before the object
 */
import { Fragment, type Mark, type Node } from "prosemirror-model";
import * as Y from "yjs";
import { isId } from "../ids.ts";
import {
  acceptsMark,
  BOX_ATTRIBUTES,
  type BoxAttributes,
  cellKey,
  isCellKey,
  isEmbed,
  isWidths,
  LINE_ATTRIBUTES,
  type LineAttributes,
  type LineKind,
  MAX_CELLS,
  OBJECT_KINDS,
  type ObjectKind,
  TABLE_HEADERS,
  type TableHeader,
} from "./layout.ts";
import { schema } from "./schema.ts";

/** Formatting of a flow as Yjs keeps it, including what this client does not know. */
export type Format = Readonly<Record<string, unknown>>;

/** Adjoining text of one format, or one embed of a line's text. `index` counts in the flow. */
export interface Run {
  readonly index: number;
  readonly content: string | { readonly variable: string } | { readonly break: true };
  readonly marks: readonly Mark[];
  readonly format: Format;
}

export interface Line {
  /** The id in the view, unique in its section. */
  readonly id: string;
  readonly role: "own" | "repeated" | "rest" | "before";
  /** The key under `lines`; null where the line has no attributes of its own (`before`). */
  readonly key: string | null;
  /** What the node is: a line of text, an object, or something that this client does not know. */
  readonly shows: "text" | ObjectKind | "unknown";
  readonly attributes: LineAttributes;
  readonly runs: readonly Run[];
  /** Index in the flow of the embed that ends the line; where it would stand for `rest` and `before`. */
  readonly end: number;
  readonly content: Fragment;
  readonly table: Table | null;
}

export interface Flow {
  /** The section's or cell's map; null where a cell does not exist yet. */
  readonly owner: Y.Map<unknown> | null;
  readonly text: Y.Text | null;
  readonly restId: string;
  readonly lines: readonly Line[];
}

export interface Table {
  readonly id: string;
  readonly map: Y.Map<unknown>;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly header: TableHeader;
  /** Widths in CSS pixels by column id. */
  readonly widths: Readonly<Record<string, number>>;
  /** Flows of the cell at row and column; at least one. */
  cell(row: string, column: string): readonly Flow[];
}

export interface Section {
  readonly id: string;
  readonly map: Y.Map<unknown>;
  readonly key: string | null;
  readonly title: string;
  readonly flow: Flow;
  box(id: string): BoxAttributes;
}

/** The section under this id, or null where there is none. */
export function readSection(sections: Y.Map<unknown>, id: string): Section | null {
  const map = sections.get(id);
  if (!(map instanceof Y.Map)) return null;
  const known = knownSections(map);
  const section = known?.get(map) ?? readSectionAnew(map, id);
  known?.set(map, section);
  return section;
}

const remembered = new WeakMap<Y.Doc, WeakMap<object, Section>>();

/**
 * Keeps what was read of each section until something in it changes: in an editor cursors and selections ask for
 * the same section many times between two changes.
 * @returns a function that ends it
 */
export function rememberSections(ydoc: Y.Doc): () => void {
  const sections = new WeakMap<object, Section>();
  // Before anybody hears of the change and reads.
  const forget = ({ changed }: Y.Transaction) => {
    for (const type of changed.keys())
      for (let around: unknown = type; around instanceof Y.AbstractType; around = around._item?.parent)
        sections.delete(around);
  };
  remembered.set(ydoc, sections);
  ydoc.on("beforeObserverCalls", forget);
  return () => {
    ydoc.off("beforeObserverCalls", forget);
    remembered.delete(ydoc);
  };
}

/** Null where nothing is remembered, and within a transaction that has changed something already. */
function knownSections({ doc }: Y.Map<unknown>): WeakMap<object, Section> | null {
  if (doc === null) return null;
  const running = doc._transaction;
  if (running !== null && (running.changed.size > 0 || running.deleteSet.clients.size > 0)) return null;
  return remembered.get(doc) ?? null;
}

function readSectionAnew(map: Y.Map<unknown>, id: string): Section {
  const key = map.get("key");
  const boxes = map.get("boxes");
  const scope: Scope = { inCell: false, tables: map.get("tables"), used: new Set(), drawnTables: new Set() };
  const flow = readFlow(map, id, scope);
  const lines = flow.lines.length > 0 ? flow.lines : [emptyRest(id, flow, scope)];
  return {
    id,
    map,
    key: isId(key) ? key : null,
    title: plainText(map.get("title")),
    flow: { ...flow, lines },
    box: (boxId) => readAttributes(BOX_ATTRIBUTES, boxes instanceof Y.Map ? boxes.get(boxId) : undefined),
  };
}

/** All flows of a section: its own and those of its tables' cells. */
export function sectionFlows(section: Section): Flow[] {
  const cells = section.flow.lines.flatMap(({ table }) =>
    table ? table.rows.flatMap((row) => table.columns.flatMap((column) => table.cell(row, column))) : [],
  );
  return [section.flow, ...cells];
}

/** The characters of a title as they are shown; embeds and formats are passed over. */
export function plainText(title: unknown): string {
  let text = "";
  for (const run of runsOf(title)) if (typeof run.content === "string") text += run.content;
  return text;
}

/** The box that a line is shown in: objects stand outside boxes. */
export function boxOf(line: Line): string | null {
  return line.shows === "text" ? line.attributes.box : null;
}

/** Ids of the sections in their order: the first occurrence counts, what does not exist is passed over. */
export function readOrder(order: Y.Array<unknown>, sections: Y.Map<unknown>): string[] {
  const ids = new Set<string>();
  for (const id of order.toArray()) if (isId(id) && sections.get(id) instanceof Y.Map) ids.add(id);
  return [...ids];
}

/** What is counted while a section is read: ids in the view, and tables that are shown already. */
interface Scope {
  /** Objects stand in a section's flow alone; in a cell every line is one of text. */
  readonly inCell: boolean;
  readonly tables: unknown;
  readonly used: Set<string>;
  readonly drawnTables: Set<string>;
}

function readFlow(owner: Y.Map<unknown>, restId: string, scope: Scope): Flow {
  const text = owner.get("flow");
  const entries = owner.get("lines");
  const lines: Line[] = [];
  let runs: Run[] = [];
  let end = 0;
  for (const item of flowItems(text)) {
    end = item.index + item.length;
    if (item.kind === "run") runs.push(item.run);
    if (item.kind !== "line") continue;
    lines.push(...readLine(item.id, item.index, runs, entries, scope));
    runs = [];
  }
  const entry = entries instanceof Y.Map ? entries.get(restId) : undefined;
  if (runs.length > 0 || entry !== undefined) {
    lines.push(textLine("rest", unique(restId, scope), restId, runs, end, entry));
  }
  return { owner, text: text instanceof Y.Text ? text : null, restId, lines };
}

function readLine(id: string, end: number, runs: Run[], entries: unknown, scope: Scope): Line[] {
  const entry = entries instanceof Y.Map ? entries.get(id) : undefined;
  if (scope.used.has(id)) {
    return runs.length > 0 ? [textLine("repeated", unique(id, scope), id, runs, end, entry)] : [];
  }
  scope.used.add(id);
  const shows = scope.inCell ? "text" : whatIsShown(entry);
  if (shows === "text") return [textLine("own", id, id, runs, end, entry)];
  const attributes = readAttributes(LINE_ATTRIBUTES, entry);
  const table = shows === "table" ? readTable(attributes.ref, scope) : null;
  if (shows === "table" && table === null) return [textLine("own", id, id, runs, end, entry)];
  const object: Line = {
    ...{ id, role: "own", key: id, shows, attributes, runs: [], end, table },
    content: Fragment.empty,
  };
  if (runs.length === 0) return [object];
  return [textLine("before", unique(`${id}~text`, scope), null, runs, end, undefined), object];
}

function whatIsShown(entry: unknown): Line["shows"] {
  const kind = entry instanceof Y.Map ? entry.get("kind") : undefined;
  if (kind === undefined) return "text";
  if (!LINE_ATTRIBUTES.kind.accepts(kind)) return "unknown";
  return isObjectKind(kind) ? kind : "text";
}

export function isObjectKind(kind: LineKind): kind is ObjectKind {
  return (OBJECT_KINDS as readonly string[]).includes(kind);
}

function textLine(
  role: Line["role"],
  id: string,
  key: string | null,
  runs: readonly Run[],
  end: number,
  entry: unknown,
): Line {
  const read = readAttributes(LINE_ATTRIBUTES, entry);
  const attributes = isObjectKind(read.kind) ? { ...read, kind: "text" as const } : read;
  return { id, role, key, shows: "text", attributes, runs, end, content: inlineContent(runs), table: null };
}

function emptyRest(restId: string, flow: Flow, scope: Scope): Line {
  return textLine("rest", unique(restId, scope), restId, [], flow.text?.length ?? 0, undefined);
}

/** The id itself, or with a number behind it where it is taken. "~" never stands in an id of the shared state. */
function unique(id: string, scope: Scope): string {
  let result = id;
  for (let count = 2; scope.used.has(result); count++) result = `${id}~${count}`;
  scope.used.add(result);
  return result;
}

function readAttributes<T extends object>(
  specs: { readonly [K in keyof T]: { readonly default: T[K]; accepts(value: unknown): value is T[K] } },
  entry: unknown,
): T {
  const result: Partial<T> = {};
  for (const key in specs) {
    const value = entry instanceof Y.Map ? entry.get(key) : undefined;
    result[key] = specs[key].accepts(value) ? value : specs[key].default;
  }
  return result as T;
}

/** The table under this id, or null where there is nothing to show: none, no rows, no columns, or shown already. */
function readTable(id: string | null, scope: Scope): Table | null {
  if (id === null || scope.drawnTables.has(id) || !(scope.tables instanceof Y.Map)) return null;
  const map = scope.tables.get(id);
  if (!(map instanceof Y.Map)) return null;
  const columns = readIds(map.get("columns")).slice(0, MAX_CELLS);
  const rows = readIds(map.get("rows")).slice(0, Math.floor(MAX_CELLS / Math.max(1, columns.length)));
  if (rows.length === 0 || columns.length === 0) return null;
  scope.drawnTables.add(id);
  const header = map.get("header");
  const widths = map.get("widths");
  const flows = readCells(map.get("cells"), rows, columns, { ...scope, inCell: true });
  return {
    id,
    map,
    rows,
    columns,
    header: TABLE_HEADERS.find((known) => known === header) ?? "none",
    widths: isWidths(widths) ? widths : {},
    cell: (row, column) => flows.get(cellKey(row, column)) ?? [],
  };
}

function readIds(array: unknown): string[] {
  if (!(array instanceof Y.Array)) return [];
  return [...new Set(array.toArray().filter(isId))];
}

/**
 * Every cell of the grid. A cell that nobody has made yet (one person added the row, another the column) is made
 * by whoever types in it first, under `row:column:random`: so two who do so at once make two flows and lose nothing.
 */
function readCells(
  cells: unknown,
  rows: readonly string[],
  columns: readonly string[],
  scope: Scope,
): Map<string, Flow[]> {
  const owners = new Map<string, [string, Y.Map<unknown>][]>();
  if (cells instanceof Y.Map) {
    for (const key of [...cells.keys()].sort()) {
      const owner = cells.get(key);
      const [row, column] = key.split(":");
      if (!(owner instanceof Y.Map) || !isCellKey(key) || row === undefined || column === undefined) continue;
      const place = cellKey(row, column);
      owners.set(place, [...(owners.get(place) ?? []), [key, owner]]);
    }
  }
  const result = new Map<string, Flow[]>();
  for (const row of rows) {
    for (const column of columns) {
      const place = cellKey(row, column);
      const flows = (owners.get(place) ?? []).map(([key, owner]) => readFlow(owner, cellRestId(key), scope));
      result.set(place, withSomethingToTypeIn(flows, place, scope));
    }
  }
  return result;
}

function withSomethingToTypeIn(flows: Flow[], place: string, scope: Scope): Flow[] {
  if (flows.some((flow) => flow.lines.length > 0)) return flows;
  const first = flows[0] ?? { owner: null, text: null, restId: cellRestId(place), lines: [] };
  return [{ ...first, lines: [emptyRest(first.restId, first, scope)] }, ...flows.slice(1)];
}

function cellRestId(key: string): string {
  return key.replaceAll(":", "-").slice(-64);
}

type FlowItem =
  | { readonly kind: "run"; readonly run: Run; readonly index: number; readonly length: number }
  | { readonly kind: "line"; readonly id: string; readonly index: number; readonly length: number }
  | { readonly kind: "unknown"; readonly index: number; readonly length: number };

export function* runsOf(text: unknown): Generator<Run> {
  for (const item of flowItems(text)) if (item.kind === "run") yield item.run;
}

/**
 * Ids of the embeds that end lines, in the order of the flow. Cheaper than reading the lines.
 */
export function lineIds(text: unknown): string[] {
  const ids: string[] = [];
  for (const item of flowItems(text)) if (item.kind === "line") ids.push(item.id);
  return ids;
}

/**
 * What stands in a flow, with its index there. Read from Yjs's own list rather than with `toDelta`, which leaves
 * out content of kinds that do not belong into a text although they count in its indices.
 */
export function* flowItems(text: unknown): Generator<FlowItem> {
  if (!(text instanceof Y.Text)) return;
  let index = 0;
  let format: Format = {};
  let marks: readonly Mark[] = [];
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const { content } = item;
    if (content instanceof Y.ContentFormat) {
      format = withFormat(format, content.key, content.value);
      marks = marksOf(format);
      continue;
    }
    if (!item.countable) continue;
    const length = item.length;
    if (content instanceof Y.ContentString) {
      yield { kind: "run", index, length, run: { index, content: content.str, marks, format } };
    } else if (content instanceof Y.ContentEmbed && isEmbed(content.embed)) {
      const embed = content.embed;
      if ("line" in embed) yield { kind: "line", id: embed.line, index, length };
      else yield { kind: "run", index, length, run: { index, content: embed, marks, format } };
    } else {
      yield { kind: "unknown", index, length };
    }
    index += length;
  }
}

function withFormat(format: Format, key: string, value: unknown): Format {
  const entries = Object.entries(format).filter(([name]) => name !== key);
  if (value !== null) entries.push([key, value]);
  return Object.fromEntries(entries);
}

function marksOf(format: Format): readonly Mark[] {
  let marks: readonly Mark[] = [];
  for (const [name, value] of Object.entries(format)) {
    if (value === null || !acceptsMark(name, value)) continue;
    const mark = schema.mark(name, name === "link" ? { href: value } : null);
    marks = mark.addToSet(marks);
  }
  return marks;
}

function inlineContent(runs: readonly Run[]): Fragment {
  const nodes: Node[] = [];
  for (const { content, marks } of runs) {
    if (typeof content === "string") nodes.push(schema.text(content, marks));
    else if ("break" in content) nodes.push(schema.nodes.break.create(null, null, marks));
    else nodes.push(schema.nodes.variable.create({ name: content.variable }, null, marks));
  }
  return Fragment.fromArray(nodes);
}
