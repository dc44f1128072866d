/** The view of a shared document: always valid, whatever the shared state holds. Reads, never writes. */
import type { Node } from "prosemirror-model";
import type * as Y from "yjs";
import { cellKey, ROOT } from "./layout.ts";
import { boxOf, type Flow, type Line, readOrder, readSection, type Section, type Table } from "./read.ts";
import { schema } from "./schema.ts";

/** Keeps the last view of a shared document and redraws only what has changed since. */
export interface DocCache {
  /**
   * The view of the last finished transaction. Sections, boxes, tables and lines that have not changed are the same
   * objects as before. Inside a transaction use `toDoc(ydoc)` instead.
   */
  doc(): Node;
  destroy(): void;
}

/** The shared document as a ProseMirror document of `schema`. With a cache of the same `ydoc`, only changes are drawn. */
export function toDoc(ydoc: Y.Doc, cache?: DocCache): Node {
  if (cache) return cache.doc();
  const { order, sections } = rootsOf(ydoc);
  const nodes = readOrder(order, sections).map((id) => drawSection(existing(sections, id), null));
  return schema.nodes.doc.create(null, nodes);
}

export function createDocCache(ydoc: Y.Doc): DocCache {
  const { order, sections } = rootsOf(ydoc);
  const drawn = new Map<string, Node>();
  const dirty = new Set<string>();
  let doc: Node | null = null;

  const onSections = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]) => {
    for (const event of events) {
      if (event.target === sections) for (const id of event.keys.keys()) dirty.add(id);
      else dirty.add(String(event.path[0]));
    }
    stale = true;
  };
  const onOrder = () => {
    stale = true;
  };
  let stale = true;
  sections.observeDeep(onSections);
  order.observe(onOrder);

  function draw(): Node {
    const ids = readOrder(order, sections);
    const nodes = ids.map((id) => {
      const known = drawn.get(id);
      if (known && !dirty.has(id)) return known;
      const node = drawSection(existing(sections, id), known ?? null);
      drawn.set(id, node);
      return node;
    });
    dirty.clear();
    if (drawn.size > ids.length) {
      const shown = new Set(ids);
      for (const id of drawn.keys()) if (!shown.has(id)) drawn.delete(id);
    }
    return same(doc, schema.nodes.doc.create(null, nodes));
  }

  return {
    doc() {
      if (doc === null || stale) doc = draw();
      stale = false;
      return doc;
    },
    destroy() {
      sections.unobserveDeep(onSections);
      order.unobserve(onOrder);
    },
  };
}

/** The three shared types of a document. */
export function rootsOf(ydoc: Y.Doc): {
  order: Y.Array<unknown>;
  sections: Y.Map<unknown>;
  variables: Y.Map<unknown>;
} {
  return {
    order: ydoc.getArray(ROOT.order),
    sections: ydoc.getMap(ROOT.sections),
    variables: ydoc.getMap(ROOT.variables),
  };
}

/** One section as a node. Where `previous` is its last drawing, everything unchanged in it is used again. */
export function drawSection(section: Section, previous: Node | null): Node {
  const known = new Map<string, Node>();
  previous?.descendants((node, _pos, parent) => {
    const key = reuseKey(node, parent?.attrs.id);
    if (!known.has(key)) known.set(key, node);
    return !node.inlineContent;
  });
  const reuse: Reuse = (node, row) => same(known.get(reuseKey(node, row)) ?? null, node);
  const title = schema.nodes.title.create(null, section.title === "" ? null : schema.text(section.title));
  const nodes = [same(previous?.firstChild ?? null, title), ...drawLines(section, reuse)];
  return same(previous, schema.nodes.section.create({ id: section.id, key: section.key }, nodes));
}

/** Swaps a node for its last drawing if nothing in it has changed. Cells are found by their row and column. */
type Reuse = (node: Node, row?: string) => Node;

function reuseKey(node: Node, row: string | undefined): string {
  return node.type === schema.nodes.cell ? cellKey(String(row), node.attrs.column) : String(node.attrs.id);
}

function drawLines(section: Section, reuse: Reuse): Node[] {
  const nodes: Node[] = [];
  const usedBoxes = new Set<string>();
  const { lines } = section.flow;
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as Line;
    const box = boxOf(line);
    if (box === null) {
      nodes.push(drawLine(line, reuse));
      at++;
      continue;
    }
    const blocks: Node[] = [];
    for (; at < lines.length && boxOf(lines[at] as Line) === box; at++) {
      blocks.push(drawLine(lines[at] as Line, reuse));
    }
    const node = schema.nodes.box.create({ id: box, ...section.box(box) }, blocks);
    // A box in two places has one id twice; only the first can be found again by it.
    nodes.push(usedBoxes.has(box) ? node : reuse(node));
    usedBoxes.add(box);
  }
  return nodes;
}

function drawLine(line: Line, reuse: Reuse): Node {
  const { id, attributes } = line;
  switch (line.shows) {
    case "text": {
      const { kind, indent, checked, start, force } = attributes;
      return reuse(schema.nodes.block.create({ id, kind, indent, checked, start, force }, line.content));
    }
    case "figure": {
      const { ref, alt, caption } = attributes;
      return reuse(schema.nodes.figure.create({ id, ref, alt, caption }));
    }
    case "pending":
      return reuse(schema.nodes.pending.create({ id, ref: attributes.ref }));
    case "divider":
      return reuse(schema.nodes.divider.create({ id }));
    case "table":
      return reuse(drawTable(line, line.table as Table, reuse));
    case "unknown":
      return reuse(schema.nodes.unknown.create({ id }));
    default:
      return line.shows satisfies never;
  }
}

function drawTable(line: Line, table: Table, reuse: Reuse): Node {
  const { id: ref, rows, columns, header, widths } = table;
  const headerRow = header === "row" || header === "both";
  const headerColumn = header === "column" || header === "both";
  const nodes = rows.map((row, y) => {
    const cells = columns.map((column, x) => {
      const width = Object.hasOwn(widths, column) ? widths[column] : undefined;
      const attrs = {
        column,
        header: (headerRow && y === 0) || (headerColumn && x === 0),
        colwidth: width === undefined ? null : [width],
      };
      return reuse(schema.nodes.cell.create(attrs, drawCell(table.cell(row, column), reuse)), row);
    });
    return reuse(schema.nodes.row.create({ id: row }, cells));
  });
  return schema.nodes.table.create({ id: line.id, ref, header }, nodes);
}

function drawCell(flows: readonly Flow[], reuse: Reuse): Node[] {
  return flows.flatMap((flow) => flow.lines.map((line) => drawLine(line, reuse)));
}

/** `previous` where the two are alike, so that identity tells what has changed; its unchanged children otherwise. */
function same(previous: Node | null, node: Node): Node {
  if (previous === null || previous === node) return previous ?? node;
  if (!previous.sameMarkup(node) || previous.childCount !== node.childCount) return node;
  if (node.isTextblock) return previous.content.eq(node.content) ? previous : node;
  for (let i = 0; i < node.childCount; i++) if (previous.child(i) !== node.child(i)) return node;
  return previous;
}

function existing(sections: Y.Map<unknown>, id: string): Section {
  const section = readSection(sections, id);
  if (section === null) throw new RangeError(`There is no section ${id}`);
  return section;
}
