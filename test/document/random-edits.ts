/** Random edits of a view, as an editor makes them: each takes a valid document and gives a valid document. */
import fc from "fast-check";
import { Fragment, type Node, Slice } from "prosemirror-model";
import { Transform } from "prosemirror-transform";
import { FORCES, MAX_INDENT, TEXT_KINDS } from "#shared/document/layout.ts";
import { schema } from "#shared/document/schema.ts";
import { newId } from "#shared/ids.ts";

/** Where an edit takes place and what it takes: fractions in [0, 1), mapped to whatever the document has. */
export interface Edit {
  readonly kind: EditKind;
  readonly at: number;
  readonly to: number;
  readonly pick: number;
}

export type EditKind = keyof typeof makers;

/** Edits that must not take out or put in any text but what is named. */
export const KEEPING = [
  "type",
  "enter",
  "join",
  "kind",
  "mark",
  "box",
  "unbox",
  "boxType",
  "object",
  "embed",
  "moveSection",
  "addSection",
  "addRow",
  "addColumn",
  "moveRow",
  "moveColumn",
  "moveTable",
  "header",
  "figure",
  "retitle",
] as const satisfies readonly EditKind[];

/** Edits that take text away, or cut it out and put it in elsewhere. */
export const TAKING = [
  "erase",
  "eraseAcross",
  "removeLine",
  "moveLine",
  "pasteLines",
  "pasteSection",
  "removeSection",
  "removeRow",
  "removeColumn",
] as const satisfies readonly EditKind[];

export function edit(kinds: readonly EditKind[]): fc.Arbitrary<Edit> {
  const fraction = fc.noBias(fc.nat(999)).map((part) => part / 1000);
  return fc.record({ kind: fc.constantFrom(...kinds), at: fraction, to: fraction, pick: fraction });
}

/** The edited view, or the same one where the edit finds nothing to do. `text` is what `type` types. */
export function applyEdit(doc: Node, edit: Edit, text: string): Node {
  const after = makers[edit.kind](doc, edit, text);
  after?.check();
  return after ?? doc;
}

interface Found {
  readonly node: Node;
  readonly pos: number;
  readonly parent: Node;
  readonly index: number;
}

function all(doc: Node, accepts: (node: Node, parent: Node) => boolean): Found[] {
  const found: Found[] = [];
  doc.descendants((node, pos, parent, index) => {
    if (parent && accepts(node, parent)) found.push({ node, pos, parent, index });
  });
  return found;
}

function choose<T>(items: readonly T[], fraction: number): T | undefined {
  return items[Math.floor(fraction * items.length)];
}

const blocks = (doc: Node) => all(doc, (node) => node.type === schema.nodes.block);
const tables = (doc: Node) => all(doc, (node) => node.type === schema.nodes.table);
const sections = (doc: Node) => all(doc, (node) => node.type === schema.nodes.section);
/** What stands directly in a section, but the title. */
const topLines = (doc: Node) =>
  all(doc, (node, parent) => parent.type === schema.nodes.section && node.type !== schema.nodes.title);

function offsetIn(node: Node, fraction: number): number {
  return Math.floor(fraction * (node.content.size + 1));
}

/** A position that does not cut a character of two units. */
function placeIn({ node, pos }: Found, fraction: number): number {
  const offset = offsetIn(node, fraction);
  const before = node.textBetween(Math.max(0, offset - 1), offset, "", "x");
  return pos + 1 + (/[\uD800-\uDBFF]/.test(before) ? offset - 1 : offset);
}

function block(text = ""): Node {
  return schema.nodes.block.create(null, text === "" ? null : schema.text(text));
}

function grid(rows: number, columns: number): Node {
  const cell = () => schema.nodes.cell.create(null, block());
  const row = () => schema.nodes.row.create(null, Array.from({ length: columns }, cell));
  return schema.nodes.table.create(null, Array.from({ length: rows }, row));
}

function replaceChildren(doc: Node, change: (children: Node[]) => Node[]): Node {
  return doc.copy(Fragment.from(change([...doc.children])));
}

function moved(nodes: readonly Node[], from: number, to: number): Node[] {
  const rest = nodes.filter((_, at) => at !== from);
  return rest.toSpliced(to, 0, nodes[from] as Node);
}

function replaceNode(doc: Node, { node, pos }: Found, nodes: readonly Node[]): Node {
  return new Transform(doc).replaceWith(pos, pos + node.nodeSize, nodes).doc;
}

function editTable(doc: Node, at: number, change: (rows: Node[]) => Node[]): Node | null {
  const table = choose(tables(doc), at);
  if (!table) return null;
  const rows = change([...table.node.children]);
  if (rows.length === 0 || rows[0]?.childCount === 0) return null;
  return replaceNode(doc, table, [table.node.copy(Fragment.from(rows))]);
}

const makers = {
  type(doc, { at, to, pick }, text) {
    const line = choose(blocks(doc), at);
    if (!line) return null;
    const place = placeIn(line, to);
    const marks = pick < 0.7 ? doc.resolve(place).marks() : [schema.mark("strong")];
    return new Transform(doc).insert(place, schema.text(text, marks)).doc;
  },
  retitle(doc, { at, to }, text) {
    const title = choose(
      all(doc, (node) => node.type === schema.nodes.title),
      at,
    );
    return title ? new Transform(doc).insert(placeIn(title, to), schema.text(text)).doc : null;
  },
  enter(doc, { at, to, pick }) {
    const line = choose(blocks(doc), at);
    if (!line) return null;
    const split = new Transform(doc).split(placeIn(line, to));
    const second = split.mapping.map(line.pos + line.node.nodeSize, -1);
    if (pick < 0.3) split.setNodeAttribute(split.doc.resolve(second - 1).before(), "id", null);
    else if (pick < 0.4) split.setNodeAttribute(line.pos, "id", null);
    return split.doc;
  },
  join(doc, { at }) {
    const line = choose(
      blocks(doc).filter(({ parent, index }) => parent.maybeChild(index + 1)?.type === schema.nodes.block),
      at,
    );
    return line ? new Transform(doc).join(line.pos + line.node.nodeSize).doc : null;
  },
  kind(doc, { at, to, pick }) {
    const line = choose(blocks(doc), at);
    if (!line) return null;
    const change = choose(
      [
        { kind: choose(TEXT_KINDS, to) },
        { force: choose(FORCES, to) },
        { indent: Math.floor(to * (MAX_INDENT + 1)) },
        { checked: to < 0.5 },
      ],
      pick,
    );
    return new Transform(doc).setNodeMarkup(line.pos, null, { ...line.node.attrs, ...change }).doc;
  },
  mark(doc, { at, to, pick }) {
    const line = choose(blocks(doc), at);
    if (!line) return null;
    const places = [placeIn(line, to), placeIn(line, pick)].sort((a, b) => a - b) as [number, number];
    const marks = [
      schema.mark("em"),
      schema.mark("link", { href: "https://example.org" }),
      schema.mark("code"),
    ];
    const mark = choose(marks, (to * 7) % 1);
    if (!mark) return null;
    const tr = new Transform(doc);
    return (pick < 0.3 ? tr.removeMark(...places, mark) : tr.addMark(...places, mark)).doc;
  },
  box(doc, { at, pick }) {
    const line = choose(
      topLines(doc).filter(({ node }) => node.type === schema.nodes.block),
      at,
    );
    if (!line) return null;
    const lines = [line.node];
    for (let next = line.index + 1; next < line.parent.childCount && lines.length < 1 + pick * 3; next++) {
      const node = line.parent.child(next);
      if (node.type !== schema.nodes.block) break;
      lines.push(node);
    }
    const size = lines.reduce((sum, node) => sum + node.nodeSize, 0);
    const box = schema.nodes.box.create({ id: newId(), type: "example" }, lines);
    return new Transform(doc).replaceWith(line.pos, line.pos + size, box).doc;
  },
  unbox(doc, { at, to }) {
    const box = choose(
      all(doc, (node) => node.type === schema.nodes.box),
      at,
    );
    if (!box) return null;
    const out = Math.floor(to * box.node.childCount);
    const part = (from: number, end?: number) => {
      const children = box.node.children.slice(from, end);
      return children.length > 0 ? [box.node.copy(Fragment.from(children))] : [];
    };
    return replaceNode(doc, box, [...part(0, out), box.node.child(out), ...part(out + 1)]);
  },
  boxType(doc, { at, pick }) {
    const box = choose(
      all(doc, (node) => node.type === schema.nodes.box),
      at,
    );
    if (!box) return null;
    return new Transform(doc).setNodeAttribute(box.pos, "verdict", pick < 0.5 ? "do" : "dont").doc;
  },
  object(doc, { at, pick }) {
    const line = choose(topLines(doc), at);
    if (!line) return null;
    const objects = [
      schema.nodes.divider.create(),
      schema.nodes.figure.create({ ref: "picture", alt: "A picture" }),
      schema.nodes.pending.create({ ref: "question" }),
      grid(2, 2),
    ];
    return new Transform(doc).insert(line.pos + line.node.nodeSize, choose(objects, pick) as Node).doc;
  },
  embed(doc, { at, to, pick }) {
    const line = choose(blocks(doc), at);
    if (!line) return null;
    const node = pick < 0.5 ? schema.nodes.break.create() : schema.nodes.variable.create({ name: "contact" });
    return new Transform(doc).insert(placeIn(line, to), node).doc;
  },
  moveSection(doc, { at, to }) {
    if (doc.childCount === 0) return null;
    const from = Math.floor(at * doc.childCount);
    return replaceChildren(doc, (children) => moved(children, from, Math.floor(to * doc.childCount)));
  },
  addSection(doc, { at }, text) {
    const title = schema.nodes.title.create(null, schema.text(text));
    const section = schema.nodes.section.create({ id: newId() }, [title, block()]);
    return replaceChildren(doc, (children) =>
      children.toSpliced(Math.floor(at * (doc.childCount + 1)), 0, section),
    );
  },
  addRow(doc, { at, to }) {
    return editTable(doc, at, (rows) => {
      const cells = rows[0]?.children.map(() => schema.nodes.cell.create(null, block())) ?? [];
      return rows.toSpliced(Math.floor(to * (rows.length + 1)), 0, schema.nodes.row.create(null, cells));
    });
  },
  addColumn(doc, { at, to }) {
    return editTable(doc, at, (rows) => {
      const x = Math.floor(to * ((rows[0]?.childCount ?? 0) + 1));
      const cell = schema.nodes.cell.create(null, block());
      return rows.map((row) => row.copy(Fragment.from(row.children.toSpliced(x, 0, cell))));
    });
  },
  moveRow(doc, { at, to, pick }) {
    return editTable(doc, at, (rows) =>
      moved(rows, Math.floor(to * rows.length), Math.floor(pick * rows.length)),
    );
  },
  moveColumn(doc, { at, to, pick }) {
    return editTable(doc, at, (rows) => {
      const width = rows[0]?.childCount ?? 0;
      const move = (row: Node) => moved(row.children, Math.floor(to * width), Math.floor(pick * width));
      return rows.map((row) => row.copy(Fragment.from(move(row))));
    });
  },
  /** Over the line below it, as a line that is dragged: under no id of its own, still that table. */
  moveTable(doc, { at }) {
    const table = choose(
      tables(doc).filter(({ parent, index }) => parent.childCount > index + 1),
      at,
    );
    if (!table) return null;
    const next = table.parent.child(table.index + 1);
    const again = table.node.type.create({ ...table.node.attrs, id: null }, table.node.content);
    const end = table.pos + table.node.nodeSize + next.nodeSize;
    return new Transform(doc).replaceWith(table.pos, end, [next, again]).doc;
  },
  figure(doc, { at, pick }, text) {
    const figure = choose(
      all(doc, (node) => node.type === schema.nodes.figure),
      at,
    );
    if (!figure) return null;
    return new Transform(doc).setNodeAttribute(figure.pos, pick < 0.5 ? "alt" : "caption", text).doc;
  },
  header(doc, { at, pick }) {
    const table = choose(tables(doc), at);
    if (!table) return null;
    return new Transform(doc).setNodeAttribute(table.pos, "header", pick < 0.5 ? "row" : "both").doc;
  },
  erase(doc, { at, to, pick }) {
    const line = choose(blocks(doc), at);
    if (!line) return null;
    const [from, end] = [placeIn(line, to), placeIn(line, pick)].sort((a, b) => a - b) as [number, number];
    return new Transform(doc).delete(from, end).doc;
  },
  eraseAcross(doc, { at, to, pick }) {
    const lines = blocks(doc);
    const line = choose(lines, at);
    const other =
      line &&
      choose(
        lines.filter(({ parent, pos }) => parent === line.parent && pos >= line.pos),
        pick,
      );
    if (!line || !other || (line.parent.type === schema.nodes.section && hasObject(line, other))) return null;
    const from = placeIn(line, to);
    return new Transform(doc).delete(from, Math.max(from, placeIn(other, pick))).doc;
  },
  removeLine(doc, { at }) {
    const line = choose(
      all(doc, (node, parent) =>
        parent.type === schema.nodes.section
          ? node.type !== schema.nodes.title && parent.childCount > 2
          : node.type === schema.nodes.block && parent.childCount > 1,
      ),
      at,
    );
    return line ? replaceNode(doc, line, []) : null;
  },
  moveLine(doc, { at, to }) {
    const line = choose(topLines(doc), at);
    if (!line) return null;
    const index = 1 + Math.floor(to * (line.parent.childCount - 1));
    const children = moved(line.parent.children, line.index, index);
    const section = choose(
      sections(doc).filter(({ node }) => node === line.parent),
      0,
    ) as Found;
    return replaceNode(doc, section, [section.node.copy(Fragment.from(children))]);
  },
  pasteLines(doc, { at, to, pick }) {
    const line = choose(blocks(doc), at);
    const source = choose(sections(doc), to);
    if (!line || !source) return null;
    const lines = source.node.children
      .filter((node) => node.type === schema.nodes.block)
      .slice(0, 1 + pick * 4);
    if (lines.length === 0) return null;
    const place = placeIn(line, pick);
    return new Transform(doc).replace(place, place, new Slice(Fragment.from(lines), 1, 1)).doc;
  },
  pasteSection(doc, { at, to }) {
    const source = choose(doc.children, at);
    if (!source) return null;
    return replaceChildren(doc, (children) =>
      children.toSpliced(Math.floor(to * (children.length + 1)), 0, source),
    );
  },
  removeSection(doc, { at }) {
    const index = Math.floor(at * doc.childCount);
    return doc.childCount > 1 ? replaceChildren(doc, (children) => children.toSpliced(index, 1)) : null;
  },
  removeRow(doc, { at, to }) {
    return editTable(doc, at, (rows) => rows.toSpliced(Math.floor(to * rows.length), 1));
  },
  removeColumn(doc, { at, to }) {
    return editTable(doc, at, (rows) => {
      const x = Math.floor(to * (rows[0]?.childCount ?? 0));
      return rows.map((row) => row.copy(Fragment.from(row.children.toSpliced(x, 1))));
    });
  },
} satisfies Record<string, (doc: Node, edit: Edit, text: string) => Node | null>;

function hasObject(from: Found, to: Found): boolean {
  return from.parent.children.slice(from.index, to.index).some((node) => node.type !== schema.nodes.block);
}
