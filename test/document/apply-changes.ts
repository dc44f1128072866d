/** Turns the older of two compared texts into the newer one, by nothing but the changes that were reported. */
import { Fragment, Node } from "prosemirror-model";
import type {
  Change,
  LineJson,
  LinesChange,
  NodeJson,
  TableEdit,
  TextEdit,
} from "#shared/document/comparison.ts";
import { schema } from "#shared/document/schema.ts";

interface Line {
  readonly node: Node;
  readonly box: LineJson["box"];
}

const read = (json: NodeJson) => Node.fromJSON(schema, json);

/** @param newerIds ids of the newer text's sections in order, by which its changes are found */
export function applyChanges(older: Node, changes: readonly Change[], newerIds: readonly string[]): Node {
  const all = older.children;
  const gone = new Set(changes.flatMap((change) => (change.type === "sectionRemoved" ? [change.from] : [])));
  const placed = new Map<number, Node>();
  for (const change of changes) {
    if (change.type === "sectionAdded") placed.set(change.to, read(change.content));
    if (change.type !== "sectionMoved") continue;
    placed.set(change.to, section(all[change.from] as Node, change.to));
    gone.add(change.from);
  }
  const rest = all.filter((_, at) => !gone.has(at));
  const result = fill(rest, placed, (node, at) => section(node, at));
  return older.copy(Fragment.from(result));

  function section(node: Node, at: number): Node {
    const mine = changes.filter((change) => change.section?.id === newerIds[at]);
    let title = node.firstChild as Node;
    for (const change of mine) if (change.type === "retitled") title = withText(title, change.edits);
    const lines = applyToLines(
      linesOf(node),
      mine as readonly LinesChange[],
      (from, id) => {
        const origin = id === null ? node : (all.find((each) => each.attrs.id === id) as Node);
        return linesOf(origin)[from] as Line;
      },
      elsewhere(node),
    );
    return node.copy(Fragment.from([title, ...inBoxes(lines)]));
  }

  /** Places of lines that have moved to other sections. */
  function elsewhere(node: Node): ReadonlySet<number> {
    return new Set(
      changes.flatMap((change) =>
        change.type === "lineMoved" && change.fromSection === node.attrs.id ? [change.from] : [],
      ),
    );
  }
}

function fill<T>(rest: readonly T[], placed: ReadonlyMap<number, T>, make: (item: T, at: number) => T): T[] {
  const result: T[] = [];
  const left = [...rest];
  for (let at = 0; left.length > 0 || placed.size > result.filter((_, n) => placed.has(n)).length; at++) {
    const here = placed.get(at);
    if (here !== undefined) result.push(here);
    else if (left.length > 0) result.push(make(left.shift() as T, at));
    else throw new RangeError("The changes leave a gap");
  }
  return result;
}

function applyToLines(
  older: readonly Line[],
  changes: readonly (LinesChange | Change)[],
  origin: (from: number, section: string | null) => Line,
  gone: ReadonlySet<number> = new Set(),
): readonly Line[] {
  const away = new Set(gone);
  const placed = new Map<number, Line>();
  for (const change of changes) {
    if (change.type === "linesRemoved") for (const at of change.lines.keys()) away.add(change.from + at);
    if (change.type === "linesAdded")
      for (const [at, { node, box }] of change.lines.entries())
        placed.set(change.to + at, { node: read(node), box });
    if (change.type !== "lineMoved") continue;
    placed.set(change.to, origin(change.from, change.fromSection));
    if (change.fromSection === null) away.add(change.from);
  }
  const lines = fill(
    older.filter((_, at) => !away.has(at)),
    placed,
    (line) => line,
  );
  for (const change of changes) {
    if (change.type === "lineEdited")
      edit(lines, change.to, ({ node, box }) => ({ node: withText(node, change.edits), box }));
    if (change.type === "tableChanged")
      edit(lines, change.to, ({ node, box }) => ({ node: withTable(node, change.edits), box }));
    if (change.type !== "linesAltered") continue;
    for (let n = 0; n < change.count; n++)
      edit(lines, change.to + n, ({ node, box }) => {
        const attrs = { ...node.attrs };
        let around = box;
        for (const { name, after } of change.attributes) {
          if (name === "box") around = after as Line["box"];
          else attrs[name] = after;
        }
        return { node: node.type.create(attrs, node.content), box: around };
      });
  }
  return lines;
}

function edit(lines: Line[], at: number, change: (line: Line) => Line): void {
  lines[at] = change(lines[at] as Line);
}

function withText(node: Node, edits: readonly TextEdit[]): Node {
  let content = Fragment.empty;
  let at = 0;
  for (const { from, to, content: added } of edits) {
    content = content.append(node.content.cut(at, from)).append(Fragment.from(added.map(read)));
    at = to;
  }
  return node.copy(content.append(node.content.cut(at)));
}

function withTable(table: Node, edits: readonly TableEdit[]): Node {
  const rowAt = places(edits, "row", table.childCount);
  const columnAt = places(edits, "column", table.firstChild?.childCount ?? 0);
  const header = edits.find((each) => each.type === "header")?.after ?? table.attrs.header;
  const widths = edits.find((each) => each.type === "widths")?.after;
  const rows = rowAt.map((y, newY) => {
    const cells = columnAt.map((x, newX) => {
      const old = y === null || x === null ? null : (table.child(y).child(x) as Node);
      const mine = edits.find((each) => each.type === "cell" && each.row === newY && each.column === newX);
      const changes = mine?.type === "cell" ? mine.changes : [];
      const before = old === null ? [] : linesOf(old);
      const lines = applyToLines(before, changes, (from) => before[from] as Line);
      const attrs = x === null ? {} : table.firstChild?.child(x).attrs;
      const isHeader =
        ((header === "row" || header === "both") && newY === 0) ||
        ((header === "column" || header === "both") && newX === 0);
      const width = widths?.[newX];
      const colwidth = widths === undefined ? (attrs?.colwidth ?? null) : width == null ? null : [width];
      return schema.nodes.cell.create({ ...attrs, header: isHeader, colwidth }, inBoxes(lines));
    });
    return schema.nodes.row.create(null, cells);
  });
  return schema.nodes.table.create({ ...table.attrs, header }, rows);
}

/** For each newer row or column its older place, or null for a new one. */
function places(
  edits: readonly TableEdit[],
  what: "row" | "column",
  count: number,
): readonly (number | null)[] {
  const gone = new Set<number>();
  const placed = new Map<number, number | null>();
  for (const each of edits) {
    if (each.type === `${what}Removed` && "from" in each) gone.add(each.from);
    if (each.type === `${what}Added` && "to" in each) placed.set(each.to, null);
    if (each.type === `${what}Moved` && "from" in each && "to" in each) {
      gone.add(each.from);
      placed.set(each.to, each.from);
    }
  }
  const rest = Array.from({ length: count }, (_, at) => at).filter((at) => !gone.has(at));
  return fill<number | null>(rest, placed, (at) => at);
}

function linesOf(parent: Node): readonly Line[] {
  return parent.children.flatMap((node): Line[] => {
    if (node.type === schema.nodes.title) return [];
    if (node.type !== schema.nodes.box) return [{ node, box: null }];
    return node.children.map((line) => ({ node: line, box: node.attrs }));
  });
}

function inBoxes(lines: readonly Line[]): readonly Node[] {
  const result: Node[] = [];
  for (let at = 0; at < lines.length; ) {
    const { node, box } = lines[at] as Line;
    if (box === null) {
      result.push(node);
      at++;
      continue;
    }
    const inside: Node[] = [];
    for (; at < lines.length && lines[at]?.box?.id === box.id; at++) inside.push((lines[at] as Line).node);
    result.push(schema.nodes.box.create(box, inside));
  }
  return result;
}
