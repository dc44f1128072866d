/**
 * Writes wanted nodes of the view into the shared state with the smallest edits. Text is never taken out and put in
 * again where it can stay. The caller opens the transaction.
 */
import type { Mark, Node } from "prosemirror-model";
import * as Y from "yjs";
import { isId, newId } from "../ids.ts";
import { diffTokens, longestCommon, longestRising, type Pairs, type Token } from "./diff.ts";
import {
  acceptsMark,
  BOX_ATTRIBUTES,
  type BoxAttributes,
  cellKey,
  isVariableName,
  isWidth,
  isWidths,
  LINE_ATTRIBUTES,
  type LineAttributes,
  MARKS,
  TABLE_HEADERS,
  type TableHeader,
} from "./layout.ts";
import {
  boxOf,
  type Flow,
  type Format,
  type Line,
  type Run,
  runsOf,
  type Section,
  type Table,
} from "./read.ts";
import { schema } from "./schema.ts";

/**
 * Where new lines and tables are written to. A restore gives what it brings back the ids that it had, and takes up
 * tables and cells that nobody sees any more; everything else gets new ids.
 */
interface Target {
  readonly section: Y.Map<unknown>;
  readonly restores: boolean;
}

/** Makes a section out of a node, under a new id or, for a restore, under `restoredId`. It stands in no order yet. */
export function createSection(sections: Y.Map<unknown>, node: Node, restoredId?: string): string {
  const id = restoredId ?? newId();
  const map = new Y.Map<unknown>();
  sections.set(id, map);
  map.set("key", keyOf(node));
  map.set("title", new Y.Text());
  for (const key of ["lines", "boxes", "tables"]) map.set(key, new Y.Map());
  map.set("flow", new Y.Text());
  writeTitle(map, titleOf(node));
  const flow = { owner: map, text: map.get("flow") as Y.Text, restId: id, lines: [] };
  const target = { section: map, restores: restoredId !== undefined };
  writeFlow(flow, wantedLines(node, writeBoxes(target, null, node)), target, false);
  return id;
}

/** Brings a section to what the node shows. `section` must be as the shared state is now. */
export function writeSection(section: Section, node: Node, restores = false): void {
  const { map } = section;
  const target = { section: map, restores };
  if (keyOf(node) !== section.key) map.set("key", keyOf(node));
  if (titleOf(node) !== section.title) writeTitle(map, titleOf(node));
  const wanted = wantedLines(node, writeBoxes(target, section, node));
  writeFlow(section.flow, wanted, target, wanted.length === 1);
}

function keyOf(section: Node): string | null {
  return isId(section.attrs.key) ? section.attrs.key : null;
}

function titleOf(section: Node): string {
  return section.firstChild?.type === schema.nodes.title ? section.firstChild.textContent : "";
}

/** The smallest edits that make a title read `title`. */
function writeTitle(map: Y.Map<unknown>, title: string): void {
  const text = child(map, "title", Y.Text);
  const before = [...runsOf(text)].filter((run) => typeof run.content === "string").flatMap(runTokens);
  const after = textTokens(title.replaceAll("\n", " "), []);
  const script = createScript();
  writeTokens(script, { before, after, pairs: diffTokens(before, after), end: text.length });
  script.apply(text);
}

/** One line as the view wants it. */
interface Wanted {
  readonly id: string | null;
  readonly node: Node;
  readonly isText: boolean;
  /** What the node says; what it does not say stays as it is. */
  readonly attributes: Partial<LineAttributes>;
}

/** The lines that a section shows, top-down; `boxes` gives the id under which the box at a place is kept. */
function wantedLines(section: Node, boxes: ReadonlyMap<number, string>): Wanted[] {
  const lines: Wanted[] = [];
  section.forEach((node, _offset, index) => {
    if (node.type === schema.nodes.box) {
      node.forEach((block) => {
        lines.push(wantedLine(block, boxes.get(index) ?? null));
      });
    } else if (node.type !== schema.nodes.title) {
      lines.push(wantedLine(node, null));
    }
  });
  return lines;
}

function wantedLine(node: Node, box: string | null | undefined): Wanted {
  const isText = node.type === schema.nodes.block;
  return { id: node.attrs.id, node, isText, attributes: wantedAttributes(node, box) };
}

function wantedAttributes(node: Node, box: string | null | undefined): Partial<LineAttributes> {
  switch (node.type) {
    case schema.nodes.block: {
      const { kind, indent, checked, start, force } = node.attrs as LineAttributes;
      return { kind, indent, checked, start, force, ...(box === undefined ? {} : { box }) };
    }
    case schema.nodes.figure: {
      const { ref, alt, caption } = node.attrs as LineAttributes;
      return { kind: "figure", ref, alt, caption };
    }
    case schema.nodes.pending:
      return { kind: "pending", ref: node.attrs.ref };
    case schema.nodes.divider:
      return { kind: "divider" };
    case schema.nodes.table:
      return { kind: "table" };
    default:
      return {};
  }
}

/**
 * Brings the boxes to what the view shows and says under which id the box at each place is kept. Parts of one box may stand
 * in several places; a part that differs, touches the part before, or comes from elsewhere becomes a box of its own.
 */
function writeBoxes(target: Target, section: Section | null, node: Node): Map<number, string> {
  const boxes = target.section.get("boxes");
  const shown = new Set(section?.flow.lines.map(boxOf));
  const stays = (id: string) => shown.has(id) || (target.restores && boxes instanceof Y.Map && boxes.has(id));
  const kept = new Map<string, Node>();
  const result = new Map<number, string>();
  let previous: string | null = null;
  node.forEach((box, _offset, index) => {
    if (box.type !== schema.nodes.box) {
      previous = null;
      return;
    }
    const id: string = box.attrs.id;
    const first = kept.get(id);
    if (section && stays(id) && !first) {
      kept.set(id, box);
      setAttributes(target.section, "boxes", id, boxAttributes(box), section.box(id), BOX_ATTRIBUTES);
      previous = id;
    } else if (!(first?.sameMarkup(box) && previous !== id)) {
      previous = newId();
      createAttributes(target.section, "boxes", previous, boxAttributes(box), BOX_ATTRIBUTES);
    } else {
      previous = id;
    }
    result.set(index, previous);
  });
  return result;
}

function boxAttributes(box: Node): BoxAttributes {
  const { type, tone, verdict } = box.attrs as BoxAttributes;
  return { type, tone, verdict };
}

/**
 * Brings a flow and its lines to what is wanted. `alone` says that the one wanted line is all that its section or
 * cell shows, so that it needs no trace of its own while it is empty.
 */
function writeFlow(flow: Flow, wanted: readonly Wanted[], target: Target, alone: boolean): void {
  const { owner } = flow;
  if (owner === null) throw new RangeError("A flow is written into a cell that exists");
  const groups = groupLines(flow.lines, wanted).map((group) => matchGroup(group, flow, wanted));
  const kept = new Map<Wanted, Line>();
  for (const group of groups) for (const [line, want] of group.kept) kept.set(want, line);

  const keys = new Map<Wanted, string>();
  const script = createScript();
  const endLine = (want: Wanted, format: Format) => {
    if (!canBeMade(want)) return;
    const key = target.restores && canReturn(want, flow, kept, keys) ? want.id : newId();
    keys.set(want, key);
    script.insert({ line: key }, format);
  };
  const keepEnd = (line: Line, want: Wanted) => {
    if (line.role === "own" || staysVirtual(line, want, flow, wanted, kept)) return;
    script.goTo(line.end);
    if (line.role !== "repeated") return endLine(want, {});
    if (!differs(line, want)) return;
    endLine(want, {});
    script.remove(line.end, 1);
  };
  for (const group of groups) writeGroup(script, group, endLine, keepEnd);
  script.apply(flow.text ?? (script.isEmpty() ? null : child(owner, "flow", Y.Text)));

  const lines = new Set(kept.values());
  for (const line of flow.lines) {
    if (line.role === "rest" && !lines.has(line)) child(owner, "lines", Y.Map).delete(flow.restId);
  }
  const moved = movedTables(flow, lines);
  for (const want of wanted) {
    const line = kept.get(want);
    const made = keys.get(want);
    if (made !== undefined) writeNewLine(owner, made, want, target, moved);
    else if (line) writeKeptLine(owner, line, want, target, alone);
  }
}

/** Tables whose line goes. If a new line shows one of them it has been moved: as a reference, with all that is in it. */
function movedTables(flow: Flow, kept: ReadonlySet<Line>): Map<string, Table> {
  const gone = flow.lines.filter((line) => !kept.has(line));
  return new Map(gone.flatMap(({ table }) => (table === null ? [] : [[table.id, table] as const])));
}

/** What this client does not know cannot be made anew, only left where it is. */
function canBeMade(want: Wanted): boolean {
  return want.node.type !== schema.nodes.unknown;
}

/** Whether a restored line can have the id that it had. */
function canReturn(
  want: Wanted,
  flow: Flow,
  kept: ReadonlyMap<Wanted, Line>,
  made: ReadonlyMap<Wanted, string>,
): want is Wanted & { id: string } {
  const { id } = want;
  if (!isId(id) || id === flow.restId) return false;
  return [...kept.values()].every((line) => line.key !== id) && [...made.values()].every((key) => key !== id);
}

/** Whether a line without an embed of its own can go on without one. */
function staysVirtual(
  line: Line,
  want: Wanted,
  flow: Flow,
  wanted: readonly Wanted[],
  kept: ReadonlyMap<Wanted, Line>,
): boolean {
  if (line.role === "rest") return wanted.at(-1) === want;
  if (line.role !== "before") return false;
  const object = flow.lines[flow.lines.indexOf(line) + 1];
  const next = wanted[wanted.indexOf(want) + 1];
  const staysBefore = next !== undefined && kept.get(next) === object;
  return staysBefore && want.node.content.size > 0 && !differs(line, want);
}

function differs(line: Line, want: Wanted): boolean {
  return Object.entries(want.attributes).some(
    ([key, value]) => line.attributes[key as keyof LineAttributes] !== value,
  );
}

function writeNewLine(
  owner: Y.Map<unknown>,
  key: string,
  want: Wanted,
  target: Target,
  moved: Map<string, Table>,
): void {
  const ref = want.node.type === schema.nodes.table ? { ref: bringTable(target, want.node, moved) } : {};
  createAttributes(owner, "lines", key, { ...want.attributes, ...ref }, LINE_ATTRIBUTES);
}

function writeKeptLine(
  owner: Y.Map<unknown>,
  line: Line,
  want: Wanted,
  target: Target,
  alone: boolean,
): void {
  if (line.key === null) return;
  setAttributes(owner, "lines", line.key, want.attributes, line.attributes, LINE_ATTRIBUTES);
  if (line.role === "rest" && !alone && want.node.content.size === 0) {
    const entries = child(owner, "lines", Y.Map);
    if (!entries.has(line.key)) entries.set(line.key, new Y.Map());
  }
  if (line.table) writeTable(line.table, want.node, target);
}

/** Lines of the flow that are written together: lines[from, to) become wanted[start, end). */
interface Group {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts flow and view into groups. Lines with the same id in the same order belong together, then lines with the
 * same text; what stands between goes with the neighbour that has changed too, since there a line was split
 * (one line became several) or lines were joined.
 */
function groupLines(lines: readonly Line[], wanted: readonly Wanted[]): Group[] {
  const groups: Group[] = [];
  const push = (to: number, end: number) => {
    const { to: from, end: start } = groups.at(-1) ?? { to: 0, end: 0 };
    if (from < to || start < end) groups.push({ from, to, start, end });
  };
  const widen = (to: number, end: number) => {
    const last = groups.pop() as Group;
    groups.push({ ...last, to, end });
  };
  let previousChanged = false;
  const anchors = [...alignLines(lines, wanted), [lines.length, wanted.length] as const];
  for (const [b, a] of anchors) {
    const line = lines[b];
    const want = wanted[a];
    const changed = line !== undefined && want !== undefined && !sameContent(line, want);
    const { to, end } = groups.at(-1) ?? { to: 0, end: 0 };
    const gap = to < b || end < a;
    if (gap && previousChanged) widen(b, a);
    else if (gap && !changed) push(b, a);
    if (line && want) push(b + 1, a + 1);
    previousChanged = changed || line?.role === "rest" || line?.role === "before";
  }
  return groups;
}

function sameContent(line: Line, want: Wanted): boolean {
  return (line.shows === "text") === want.isText && (!want.isText || line.content.eq(want.node.content));
}

/** Pairs of lines that stay, in rising order: by id first, and in the gaps by equal text. */
function alignLines(lines: readonly Line[], wanted: readonly Wanted[]): Pairs {
  const places = new Map(lines.map((line, at) => [line.id, at]));
  const found: (readonly [number, number])[] = [];
  wanted.forEach((want, a) => {
    const b = want.id === null ? undefined : places.get(want.id);
    if (b === undefined) return;
    places.delete(String(want.id));
    if (canPair(lines[b] as Line, want)) found.push([b, a]);
  });
  const byId = longestRising(found.map(([b]) => b)).map((at) => found[at] as readonly [number, number]);
  const pairs: (readonly [number, number])[] = [];
  let from = 0;
  let start = 0;
  for (const [b, a] of [...byId, [lines.length, wanted.length] as const]) {
    const texts = (items: readonly (Line | Wanted)[]) => items.map((item, at) => textKey(item, at));
    const common = longestCommon(texts(lines.slice(from, b)), texts(wanted.slice(start, a)));
    pairs.push(...common.map(([i, j]) => [from + i, start + j] as const));
    if (b < lines.length) pairs.push([b, a]);
    from = b + 1;
    start = a + 1;
  }
  return pairs;
}

/** An object can only stay the object that it is; text can become any text. */
function canPair(line: Line, want: Wanted): boolean {
  if (line.shows === "text") return want.isText;
  return line.shows === want.node.type.name && (line.table === null || line.table.id === want.node.attrs.ref);
}

/** Equal for lines with the same text; what has none equals nothing else. */
function textKey(item: Line | Wanted, at: number): string {
  const content = "node" in item ? item.node.content : item.content;
  if (content.size === 0) return "node" in item ? `-${at}` : `+${at}`;
  return `=${JSON.stringify(content.toJSON())}`;
}

interface BeforeToken extends Token {
  readonly index: number;
  readonly width: number;
  readonly marks: readonly Mark[];
  readonly format: Format;
  /** The line that ends here. */
  readonly line: Line | null;
}

interface AfterToken extends Token {
  readonly content: string | object;
  readonly marks: readonly Mark[];
  /** The line that ends here. */
  readonly want: Wanted | null;
}

/** Tokens of a stretch that ends at `end`, and which of them stay. */
interface MatchedTokens {
  readonly before: readonly BeforeToken[];
  readonly after: readonly AfterToken[];
  readonly pairs: Pairs;
  readonly end: number;
}

interface MatchedGroup {
  readonly kept: readonly (readonly [Line, Wanted])[];
  /** Null where no text changes. */
  readonly tokens: MatchedTokens | null;
}

function matchGroup({ from, to, start, end }: Group, flow: Flow, wanted: readonly Wanted[]): MatchedGroup {
  const line = flow.lines[from];
  const want = wanted[start];
  if (
    line &&
    want &&
    to - from === 1 &&
    end - start === 1 &&
    canPair(line, want) &&
    sameContent(line, want)
  ) {
    return { kept: [[line, want]], tokens: null };
  }
  const lines = flow.lines.slice(from, to);
  const objects = new Map(lines.filter((item) => item.shows !== "text").map((item) => [item.id, item]));
  const before = lines.flatMap((item) => [...item.runs.flatMap(runTokens), lineToken(item)]);
  const after = wanted
    .slice(start, end)
    .flatMap((item) => [...nodeTokens(item.node), wantToken(item, objects)]);
  const pairs = matchRest(before, after) ?? diffTokens(before, after);
  const kept: [Line, Wanted][] = [];
  for (const [b, a] of pairs) {
    const ended = before[b]?.line;
    const wants = after[a]?.want;
    if (ended && wants) kept.push([ended, wants]);
  }
  const next = flow.lines[to];
  const limit = next ? (next.runs[0]?.index ?? next.end) : (flow.text?.length ?? 0);
  return { kept, tokens: { before, after, pairs, end: limit } };
}

/** The rest of a flow stays the last line, so that no embed is needed for what has none. */
function matchRest(before: readonly BeforeToken[], after: readonly AfterToken[]): Pairs | null {
  const last = before.at(-1);
  if (last?.line?.role !== "rest" || after.at(-1)?.code !== last.code) return null;
  const pairs = diffTokens(before.slice(0, -1), after.slice(0, -1));
  return [...pairs, [before.length - 1, after.length - 1]];
}

// Codes of what is no character hold a blank or a colon, so that no word of the text is taken for them.
const TEXT_END = "end of line";

function lineToken(line: Line): BeforeToken {
  const code = line.shows === "text" ? TEXT_END : `object:${line.id}`;
  const isVirtual = line.role === "rest" || line.role === "before";
  return { code, style: "", index: line.end, width: isVirtual ? 0 : 1, marks: [], format: {}, line };
}

function wantToken(want: Wanted, objects: Map<string, Line>): AfterToken {
  const line = want.isText ? undefined : objects.get(String(want.id));
  const stays = line !== undefined && canPair(line, want);
  if (stays) objects.delete(line.id);
  const code = want.isText ? TEXT_END : stays ? `object:${line.id}` : "new object";
  return { code, style: "", content: "", marks: [], want };
}

function runTokens({ index, content, marks, format }: Run): BeforeToken[] {
  const style = styleOf(marks);
  if (typeof content !== "string") {
    return [{ code: embedCode(content), style, index, width: 1, marks, format, line: null }];
  }
  let at = index;
  return [...content].map((code) => {
    const token = { code, style, index: at, width: code.length, marks, format, line: null };
    at += code.length;
    return token;
  });
}

function nodeTokens(line: Node): AfterToken[] {
  const tokens: AfterToken[] = [];
  line.forEach((node) => {
    if (node.isText) tokens.push(...textTokens(node.text ?? "", node.marks));
    else if (node.type === schema.nodes.break) tokens.push(embedToken({ break: true }, node.marks));
    else if (isVariableName(node.attrs.name)) {
      tokens.push(embedToken({ variable: node.attrs.name }, node.marks));
    }
  });
  return tokens;
}

function textTokens(text: string, marks: readonly Mark[]): AfterToken[] {
  const style = styleOf(marks);
  return [...text].map((code) => {
    // A flow has no line feed; what is written as one is a break.
    return { code, style, content: code === "\n" ? { break: true } : code, marks, want: null };
  });
}

function embedToken(embed: { variable: string } | { break: true }, marks: readonly Mark[]): AfterToken {
  return { code: embedCode(embed), style: styleOf(marks), content: embed, marks, want: null };
}

function embedCode(embed: { readonly variable: string } | { readonly break: true }): string {
  return "break" in embed ? "line break" : `variable:${embed.variable}`;
}

function styleOf(marks: readonly Mark[]): string {
  return marks
    .map((mark) => (mark.type === schema.marks.link ? `link ${mark.attrs.href}` : mark.type.name))
    .join();
}

type EndLine = (want: Wanted, format: Format) => void;
type KeepEnd = (line: Line, want: Wanted) => void;

function writeGroup(script: Script, group: MatchedGroup, endLine: EndLine, keepEnd: KeepEnd): void {
  if (group.tokens) {
    writeTokens(script, group.tokens, endLine, keepEnd);
    return;
  }
  for (const [line, want] of group.kept) keepEnd(line, want);
}

/** Writes tokens that are not kept, and new marks on those that are. */
function writeTokens(
  script: Script,
  { before, after, pairs, end }: MatchedTokens,
  endLine?: EndLine,
  keepEnd?: KeepEnd,
): void {
  let b = 0;
  let a = 0;
  let format: Format = {};
  for (const [keptBefore, keptAfter] of [...pairs, [before.length, after.length] as const]) {
    for (; b < keptBefore; b++) {
      const gone = before[b] as BeforeToken;
      script.remove(gone.index, gone.width);
      if (!gone.line) format = gone.format;
    }
    const kept = before[b];
    if (a < keptAfter) script.goTo(kept?.index ?? end);
    for (; a < keptAfter; a++) {
      const token = after[a] as AfterToken;
      if (token.want) endLine?.(token.want, format);
      else script.insert(token.content, insertedFormat(token.marks, format));
    }
    const stays = after[a];
    if (kept && stays) {
      if (kept.line && stays.want) keepEnd?.(kept.line, stays.want);
      else if (kept.style !== stays.style) script.format(kept.index, kept.width, changedFormat(kept, stays));
      format = kept.line ? {} : kept.format;
    }
    b++;
    a++;
  }
}

/** The wanted marks, and whatever this client does not know from the text before. */
function insertedFormat(marks: readonly Mark[], around: Format): Format {
  const unknown = Object.entries(around).filter(([name]) => !(MARKS as readonly string[]).includes(name));
  return { ...Object.fromEntries(unknown), ...markFormat(marks) };
}

function markFormat(marks: readonly Mark[]): Record<string, unknown> {
  const format: Record<string, unknown> = {};
  for (const mark of marks) {
    const value = mark.type === schema.marks.link ? mark.attrs.href : true;
    if (acceptsMark(mark.type.name, value)) format[mark.type.name] = value;
  }
  return format;
}

/** One key for each mark that comes, changes or goes. */
function changedFormat(before: BeforeToken, after: AfterToken): Format {
  const had = markFormat(before.marks);
  const wants = markFormat(after.marks);
  const change: Record<string, unknown> = {};
  for (const name of MARKS) if (had[name] !== wants[name]) change[name] = wants[name] ?? null;
  return change;
}

/** Edits of one text, written from its beginning to its end. Indices count in the text before the edits. */
interface Script {
  goTo(index: number): void;
  insert(content: string | object, format: Format): void;
  remove(index: number, length: number): void;
  format(index: number, length: number, format: Format): void;
  isEmpty(): boolean;
  apply(text: Y.Text | null): void;
}

function createScript(): Script {
  interface Op {
    insert?: string | object;
    delete?: number;
    retain?: number;
    attributes?: Format;
  }
  const delta: Op[] = [];
  let at = 0;
  const goTo = (index: number) => {
    if (index > at) delta.push({ retain: index - at });
    at = Math.max(at, index);
  };
  const sameFormat = (op: Op, format: Format) => JSON.stringify(op.attributes) === JSON.stringify(format);
  return {
    goTo,
    insert(content, format) {
      const last = delta.at(-1);
      if (typeof content === "string" && typeof last?.insert === "string" && sameFormat(last, format)) {
        last.insert += content;
      } else {
        delta.push({ insert: content, attributes: { ...format } });
      }
    },
    remove(index, length) {
      if (length === 0) return;
      goTo(index);
      const last = delta.at(-1);
      if (last?.delete) last.delete += length;
      else delta.push({ delete: length });
      at += length;
    },
    format(index, length, format) {
      goTo(index);
      const last = delta.at(-1);
      if (last?.retain && last.attributes && sameFormat(last, format)) last.retain += length;
      else delta.push({ retain: length, attributes: format });
      at += length;
    },
    isEmpty: () => delta.every((op) => op.retain !== undefined && !op.attributes),
    apply(text) {
      while (delta.length > 0 && delta.at(-1)?.retain && !delta.at(-1)?.attributes) delta.pop();
      if (delta.length > 0) text?.applyDelta(delta, { sanitize: false });
    },
  };
}

/** The id of a table that shows the node: a new one, the moved one, or, for a restore, the old one if it still exists. */
function bringTable(target: Target, node: Node, moved: Map<string, Table>): string {
  const tables = child(target.section, "tables", Y.Map);
  const { ref } = node.attrs;
  const table = moved.get(ref);
  if (table && moved.delete(ref)) {
    writeTable(table, node, target);
    return ref;
  }
  const returns = target.restores && isId(ref);
  if (returns && tables.get(ref) instanceof Y.Map) return ref;
  const id = returns ? ref : newId();
  createTable(tables, id, node, target);
  return id;
}

function createTable(tables: Y.Map<unknown>, id: string, node: Node, target: Target): void {
  const map = new Y.Map<unknown>();
  tables.set(id, map);
  const rows = newIds(target, rowIds(node), []);
  const columns = newIds(target, columnIds(node), []);
  writeHeader(map, null, node);
  map.set("rows", Y.Array.from(rows));
  map.set("columns", Y.Array.from(columns));
  map.set("cells", new Y.Map());
  writeWidths(map, {}, columns, node);
  rows.forEach((row, y) => {
    columns.forEach((column, x) => {
      createCell(map, cellKey(row, column), cellAt(node, y, x), target);
    });
  });
}

function writeTable(table: Table, node: Node, target: Target): void {
  const { map } = table;
  writeHeader(map, table.header, node);
  const rows = newIds(target, rowIds(node), table.rows);
  const columns = newIds(target, columnIds(node), table.columns);
  writeOrder(child(map, "rows", Y.Array), table.rows, rows);
  writeOrder(child(map, "columns", Y.Array), table.columns, columns);
  writeWidths(map, table.widths, columns, node);
  const cells = map.get("cells");
  const returns = (key: string) => target.restores && cells instanceof Y.Map && cells.has(key);
  const isOld = (row: string, column: string) => table.rows.includes(row) && table.columns.includes(column);
  rows.forEach((row, y) => {
    columns.forEach((column, x) => {
      const cell = cellAt(node, y, x);
      if (isOld(row, column)) writeCell(table, row, column, cell, target);
      else if (!returns(cellKey(row, column))) createCell(map, cellKey(row, column), cell, target);
    });
  });
}

function rowIds(table: Node): (string | null)[] {
  return table.children.map((row) => row.attrs.id);
}

function columnCount(table: Node): number {
  return Math.max(0, ...table.children.map((row) => row.childCount));
}

/** The column of each place in the table: the first id that a cell there has. */
function columnIds(table: Node): (string | null)[] {
  return Array.from({ length: columnCount(table) }, (_, x) => {
    const cell = table.children.map((row) => row.maybeChild(x)).find((found) => found?.attrs.column);
    return cell?.attrs.column ?? null;
  });
}

function cellAt(table: Node, y: number, x: number): Node | null {
  return table.child(y).maybeChild(x);
}

/** The wanted ids where they are shown already (or return in a restore), else new ones. None comes twice. */
function newIds(target: Target, wanted: readonly (string | null)[], shown: readonly string[]): string[] {
  const ids = new Set<string>();
  for (const id of wanted) {
    const stays = isId(id) && (target.restores || shown.includes(id)) && !ids.has(id);
    ids.add(stays ? id : newId());
  }
  return [...ids];
}

/**
 * Brings an array of references from `shown` (first occurrences) to `wanted`: what stays in order is not touched,
 * the rest is taken out and put in. References that are not shown are left alone.
 */
export function writeOrder(
  array: Y.Array<unknown>,
  shown: readonly string[],
  wanted: readonly string[],
): void {
  const places = new Map(shown.map((id, at) => [id, at]));
  const old = wanted.filter((id) => places.has(id));
  const inOrder = longestRising(old.map((id) => places.get(id) as number)).map((at) => old[at]);
  const stays = new Set(inOrder);
  for (let at = array.length - 1; at >= 0; at--) {
    const id = array.get(at);
    if (typeof id === "string" && places.has(id) && !stays.has(id)) array.delete(at);
  }
  wanted.forEach((id, at) => {
    if (!stays.has(id)) array.insert(at === 0 ? 0 : array.toArray().indexOf(wanted[at - 1]) + 1, [id]);
  });
}

function writeHeader(map: Y.Map<unknown>, shown: TableHeader | null, node: Node): void {
  const header = TABLE_HEADERS.find((known) => known === node.attrs.header);
  if (header !== undefined && header !== shown) map.set("header", header);
}

function writeWidths(
  map: Y.Map<unknown>,
  shown: Readonly<Record<string, number>>,
  columns: readonly string[],
  node: Node,
): void {
  const wanted = columns.flatMap((column, x) => {
    const width = Math.round(cellAt(node, 0, x)?.attrs.colwidth?.[0]);
    return isWidth(width) ? [[column, width] as const] : [];
  });
  const widths = Object.fromEntries(wanted);
  const differ = columns.some((column) => widths[column] !== shown[column]);
  if (differ && isWidths(widths)) map.set("widths", widths);
}

function createCell(table: Y.Map<unknown>, key: string, cell: Node | null, target: Target): void {
  const owner = new Y.Map<unknown>();
  child(table, "cells", Y.Map).set(key, owner);
  owner.set("flow", new Y.Text());
  owner.set("lines", new Y.Map());
  const flow = { owner, text: owner.get("flow") as Y.Text, restId: key, lines: [] };
  writeFlow(flow, cellLines(cell), target, false);
}

function cellLines(cell: Node | null): Wanted[] {
  return (
    (cell ?? schema.nodes.cell.createAndFill())?.children.map((node) => wantedLine(node, undefined)) ?? []
  );
}

function writeCell(table: Table, row: string, column: string, cell: Node | null, target: Target): void {
  const flows = table.cell(row, column);
  const wanted = cellLines(cell);
  const shown = flows.flatMap((flow) => flow.lines);
  if (shown.length === wanted.length && shown.every((line, at) => isAsWanted(line, wanted[at] as Wanted)))
    return;
  const alone = wanted.length === 1;
  const parts = partByFlow(flows, wanted);
  flows.forEach((flow, at) => {
    const existing = flow.owner ? flow : { ...flow, ...createOwner(table, row, column) };
    writeFlow(existing, parts[at] ?? [], target, alone);
  });
}

function isAsWanted(line: Line, want: Wanted): boolean {
  return line.id === want.id && sameContent(line, want) && !differs(line, want);
}

/** A cell that nobody has made yet, under a key of one's own (see `isCellKey`). */
function createOwner(table: Table, row: string, column: string): { owner: Y.Map<unknown>; text: Y.Text } {
  const owner = new Y.Map<unknown>();
  child(table.map, "cells", Y.Map).set(`${cellKey(row, column)}:${newId()}`, owner);
  owner.set("flow", new Y.Text());
  owner.set("lines", new Y.Map());
  return { owner, text: owner.get("flow") as Y.Text };
}

/** Wanted lines go to the flow where their id stands, new ones to the flow of the line before. */
function partByFlow(flows: readonly Flow[], wanted: readonly Wanted[]): Wanted[][] {
  const parts: Wanted[][] = flows.map(() => []);
  let current = 0;
  for (const want of wanted) {
    const found = flows.findIndex((flow) => flow.lines.some((line) => line.id === want.id));
    current = Math.max(current, found);
    parts[current]?.push(want);
  }
  return parts;
}

type AttributeSpecs<T> = {
  readonly [K in keyof T]: { readonly default: T[K]; accepts(value: unknown): boolean };
};

/** Sets the keys whose wanted value differs from the shown one. */
function setAttributes<T extends object>(
  owner: Y.Map<unknown>,
  under: string,
  id: string,
  wanted: Partial<T>,
  shown: T,
  specs: AttributeSpecs<T>,
): void {
  for (const key in wanted) {
    if (wanted[key] === shown[key] || !specs[key].accepts(wanted[key])) continue;
    child(child(owner, under, Y.Map), id, Y.Map).set(key, wanted[key]);
  }
}

/** A new entry with every wanted value that is not the default. */
function createAttributes<T extends object>(
  owner: Y.Map<unknown>,
  under: string,
  id: string,
  wanted: Partial<T>,
  specs: AttributeSpecs<T>,
): void {
  const entry = new Y.Map<unknown>();
  for (const key in wanted) {
    if (wanted[key] !== specs[key].default && specs[key].accepts(wanted[key])) entry.set(key, wanted[key]);
  }
  child(owner, under, Y.Map).set(id, entry);
}

/** The shared type under a key; made where there is none (or something that cannot be one). */
function child<T extends Y.Text | Y.Map<unknown> | Y.Array<unknown>>(
  map: Y.Map<unknown>,
  key: string,
  type: new () => T,
): T {
  const found = map.get(key);
  if (found instanceof type) return found;
  const made = new type();
  map.set(key, made);
  return made;
}
