/** What is copied is HTML that others understand, what is pasted becomes lines of our own kinds. */
import { DOMParser, DOMSerializer, Fragment, type Node, type ParseOptions, Slice } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { lineNodes, spanNodes } from "#shared/document/build.ts";
import { writeHtml } from "#shared/document/html.ts";
import { isInlineHtml, readHtml } from "#shared/document/html-read.ts";
import type { HtmlNode } from "#shared/document/html-tree.ts";
import { MAX_CELLS } from "#shared/document/layout.ts";
import { schema } from "#shared/document/schema.ts";
import { newId } from "#shared/ids.ts";

/** Styles are only read, never applied: the page's policy would refuse them, with a complaint for each. */
export function setStylesAside(html: string): string {
  return html.replace(/<[^>]+>/g, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
}

class ClipboardParser extends DOMParser {
  override parseSlice(dom: globalThis.Node, { preserveWhitespace }: ParseOptions = {}): Slice {
    const tree = treeOf(dom.childNodes);
    const isExact = preserveWhitespace !== undefined && preserveWhitespace !== false;
    return Slice.maxOpen(Fragment.from(readNodes(tree, isExact)));
  }
}

function readNodes(tree: readonly HtmlNode[], isExact: boolean): readonly Node[] {
  const sections = readHtml(tree, isExact);
  const [first] = sections;
  const [line] = first?.lines ?? [];
  if (isInlineHtml(tree)) return line?.spans.flatMap(spanNodes) ?? [];
  return sections.flatMap(({ title, lines }) => [
    ...(title === "" ? [] : [schema.nodes.block.create({ kind: "h3" }, schema.text(title))]),
    ...lineNodes(lines),
  ]);
}

function treeOf(nodes: Iterable<globalThis.Node>): readonly HtmlNode[] {
  return [...nodes].flatMap((node): readonly HtmlNode[] => {
    if (node instanceof Text) return [{ text: node.data }];
    if (!(node instanceof Element)) return [];
    const attributes = Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]));
    return [{ tag: node.localName, attributes, children: treeOf(node.childNodes) }];
  });
}

export const clipboardParser: DOMParser = new ClipboardParser(schema, []);

class ClipboardSerializer extends DOMSerializer {
  override serializeFragment(
    fragment: Fragment,
    options?: { document?: Document },
    target: HTMLElement | DocumentFragment = (options?.document ?? document).createDocumentFragment(),
  ): HTMLElement | DocumentFragment {
    const template = (options?.document ?? document).createElement("template");
    template.innerHTML = writeHtml(fragment.content);
    target.append(template.content);
    return target;
  }
}

export const clipboardSerializer: DOMSerializer = new ClipboardSerializer({}, {});

/** Rows and columns of a spreadsheet that came as plain text; null for other text, and if it is to stay as it is. */
export function textTable(text: string, asCharacters: boolean): Slice | null {
  const rows = text
    .replace(/\r\n?/g, "\n")
    .replace(/\n$/, "")
    .split("\n")
    .map((row) => row.split("\t"));
  const width = rows[0]?.length ?? 0;
  const isGrid = rows.length > 1 && width > 1 && rows.every((row) => row.length === width);
  if (asCharacters || !isGrid || rows.length * width > MAX_CELLS) return null;
  const cells = rows.map((row) =>
    row.map((words) => [{ attributes: {}, spans: words === "" ? [] : [{ text: words }] }]),
  );
  const line = {
    attributes: { kind: "table" as const },
    spans: [],
    table: { header: "row" as const, rows: cells },
  };
  return new Slice(Fragment.from(lineNodes([line])), 0, 0);
}

/**
 * Pasted nodes as lines without ids, outside of sections and titles: a section is more than its text and comes only
 * through the outline. Of a box that was copied in part come its lines.
 */
export function cleanPasted(slice: Slice, view?: Pick<EditorView, "state">): Slice {
  const lines: Node[] = [];
  const cut = openNodes(slice);
  const take = (node: Node): void => {
    switch (node.type) {
      case schema.nodes.doc:
      case schema.nodes.section:
        node.forEach(take);
        return;
      case schema.nodes.title:
        lines.push(schema.nodes.block.create({ kind: "h3" }, node.content));
        return;
      case schema.nodes.block:
        lines.push(withoutId(node));
        return;
      case schema.nodes.box:
        if (cut.has(node)) node.forEach(take);
        else
          lines.push(schema.nodes.box.create({ ...node.attrs, id: newId() }, node.children.map(withoutId)));
        return;
      case schema.nodes.pending:
      case schema.nodes.unknown:
        return;
      default:
        lines.push(node.isLeaf && "id" in node.attrs ? node.type.create({ ...node.attrs, id: null }) : node);
    }
  };
  const inline = slice.content.firstChild?.isInline ?? true;
  if (inline) return slice;
  slice.content.forEach(take);
  const open = lines.length === 1 && lines[0]?.type === schema.nodes.block ? 1 : 0;
  const sides = (depth: number) => (depth > 0 || open > 0 ? 1 : 0);
  const [first, last] = [lines[0], lines.at(-1)];
  // In an empty line, a heading or the first item of a list is what it was.
  const isEmpty = view?.state.selection.$from.parent.content.size === 0;
  const staysItself = isEmpty && (first?.attrs.kind !== "text" || first.attrs.force !== "none");
  return new Slice(
    Fragment.from(lines),
    first?.type === schema.nodes.block && !staysItself ? sides(slice.openStart) : 0,
    last?.type === schema.nodes.block ? sides(slice.openEnd) : 0,
  );
}

function withoutId(node: Node): Node {
  return node.type.create({ ...node.attrs, id: null }, node.content);
}

/** Nodes that a slice has only a part of. */
function openNodes({ content, openStart, openEnd }: Slice): ReadonlySet<Node> {
  const open = new Set<Node>();
  let [first, last] = [content.firstChild, content.lastChild];
  for (let depth = 0; depth < openStart && first; depth++, first = first.firstChild) open.add(first);
  for (let depth = 0; depth < openEnd && last; depth++, last = last.lastChild) open.add(last);
  return open;
}

/** Plain text: one line a line, boxes and sections in their order. */
export function plainText(slice: Slice): string {
  return slice.content.textBetween(
    0,
    slice.content.size,
    "\n",
    (leaf) => leaf.type.spec.leafText?.(leaf) ?? "",
  );
}
