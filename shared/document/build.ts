/** New documents and sections out of content: templates, imports, pasted sections. Every id is new. */
import type { Node } from "prosemirror-model";
import type * as Y from "yjs";
import type { SectionId } from "../ids.ts";
import type { DocumentContent, LineContent, MarkSet, SectionContent, Span } from "./content.ts";
import { insertReference } from "./outline.ts";
import { schema } from "./schema.ts";
import { rootsOf } from "./to-doc.ts";
import { setVariable } from "./variables.ts";
import { createSection } from "./write.ts";

/**
 * Fills a new Y.Doc. Only one side may ever do so for a document: two would give it everything twice.
 * @throws RangeError if the document has content already.
 */
export function buildDocument(ydoc: Y.Doc, content: DocumentContent): void {
  const { order, sections } = rootsOf(ydoc);
  if (order.length > 0 || sections.size > 0) throw new RangeError("The document has content already");
  ydoc.transact(() => {
    content.sections.forEach((section, at) => {
      buildSection(ydoc, section, at);
    });
    for (const [name, value] of Object.entries(content.variables)) setVariable(ydoc, name, value);
  });
}

/** Puts a new section at `index` among the shown ones and returns its id. */
export function buildSection(ydoc: Y.Doc, content: SectionContent, index: number): SectionId {
  return ydoc.transact(() => {
    const id = createSection(rootsOf(ydoc).sections, sectionNode(content)) as SectionId;
    insertReference(ydoc, id, index);
    return id;
  });
}

function sectionNode({ key, title, lines }: SectionContent): Node {
  const name = schema.nodes.title.create(null, title === "" ? null : schema.text(title));
  const shown = lines.length > 0 ? lines : [{ attributes: {}, spans: [] }];
  return schema.nodes.section.create({ id: "new", key }, [name, ...lineNodes(shown)]);
}

/** Lines as nodes of `schema`, without ids: what a section is made of below its title. */
export function lineNodes(lines: readonly LineContent[]): Node[] {
  const nodes: Node[] = [];
  for (let at = 0; at < lines.length; ) {
    const { box } = lines[at] as LineContent;
    const from = at;
    do at++;
    while (box && lines[at]?.box === box);
    const shown = lines.slice(from, at).flatMap(lineNode);
    nodes.push(...(box ? boxNodes(shown, box) : shown));
  }
  return nodes;
}

/** Objects stand outside boxes; they cut the box in two. */
function boxNodes(nodes: readonly Node[], attrs: object): Node[] {
  const result: Node[] = [];
  let blocks: Node[] = [];
  const close = () => {
    if (blocks.length > 0) result.push(schema.nodes.box.create({ id: "new", ...attrs }, blocks));
    blocks = [];
  };
  for (const node of nodes) {
    if (node.type === schema.nodes.block) {
      blocks.push(node);
    } else {
      close();
      result.push(node);
    }
  }
  close();
  return result;
}

/** One node; text of an object's line becomes a line before it. */
function lineNode(line: LineContent): Node[] {
  const { kind, indent, checked, start, force, ref, alt, caption } = line.attributes;
  const text = line.spans.flatMap(spanNodes);
  const block = (attrs: object) => schema.nodes.block.create(attrs, text);
  const before = text.length > 0 ? [block({})] : [];
  switch (kind) {
    case "figure":
      return [...before, schema.nodes.figure.create(given({ ref, alt, caption }))];
    case "divider":
      return [...before, schema.nodes.divider.create()];
    case "pending":
      return [...before, schema.nodes.pending.create(given({ ref }))];
    case "table":
      return [...before, ...tableNode(line.table)];
    default:
      return [block(given({ kind, indent, checked, start, force }))];
  }
}

function tableNode(table: LineContent["table"]): Node[] {
  if (!table || table.rows.length === 0 || table.rows[0]?.length === 0) return [];
  const rows = table.rows.map((cells) =>
    schema.nodes.row.create(
      null,
      cells.map((lines) => schema.nodes.cell.create(null, cellNodes(lines))),
    ),
  );
  return [schema.nodes.table.create({ header: table.header }, rows)];
}

function cellNodes(lines: readonly LineContent[]): Node[] {
  const blocks = lines.flatMap(lineNode).filter((node) => node.type === schema.nodes.block);
  return blocks.length > 0 ? blocks : [schema.nodes.block.create()];
}

/** The inline nodes that a span is. */
export function spanNodes(span: Span): Node[] {
  const marks = marksOf(span.marks ?? {});
  if ("variable" in span) return [schema.nodes.variable.create({ name: span.variable }, null, marks)];
  if ("break" in span) return [schema.nodes.break.create(null, null, marks)];
  return span.text === "" ? [] : [schema.text(span.text, marks)];
}

function marksOf(marks: MarkSet) {
  return Object.entries(marks).map(([name, value]) =>
    schema.mark(name, name === "link" ? { href: value } : null),
  );
}

/** The attributes that are given; the schema has the defaults of the others. */
function given(attrs: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attrs).filter(([, value]) => value !== undefined));
}
