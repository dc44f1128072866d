/** What is pasted becomes lines of our own kinds; what is copied nests lists as others expect it. */
import { DOMParser, Fragment, type Node, type ParseRule, Slice } from "prosemirror-model";
import { isSafeHref, MAX_INDENT } from "#shared/document/layout.ts";
import { schema } from "#shared/document/schema.ts";

const line = (tag: string, attrs: Readonly<Record<string, unknown>>): ParseRule => ({
  tag,
  node: "block",
  attrs,
});

const RULES: readonly ParseRule[] = [
  line("h1, h2, h3", { kind: "h3" }),
  line("h4, h5, h6", { kind: "h4" }),
  line("blockquote > p", { kind: "quote" }),
  {
    tag: "p[data-kind], h3[data-kind], h4[data-kind], blockquote[data-kind]",
    node: "block",
    priority: 60,
    getAttrs: ({ dataset }) => ({
      kind: dataset.kind ?? "text",
      indent: Number(dataset.indent ?? 0),
      force: dataset.force ?? "none",
      checked: dataset.checked === "true",
    }),
  },
  { tag: "li", node: "block", getAttrs: (element) => listAttributes(element) },
  { tag: "p, div", node: "block" },
  { tag: "hr", node: "divider" },
  { tag: "br", node: "break" },
  {
    tag: "span.variable[data-name]",
    node: "variable",
    getAttrs: ({ dataset }) => ({ name: dataset.name ?? "" }),
  },
  {
    tag: "strong, b",
    mark: "strong",
    getAttrs: ({ style }) => (style.fontWeight === "normal" ? false : null),
  },
  { tag: "em, i", mark: "em" },
  { tag: "u", mark: "underline" },
  { tag: "s, del, strike", mark: "strike" },
  { tag: "code", mark: "code" },
  {
    tag: "a[href]",
    mark: "link",
    getAttrs: (element) => {
      const href = element.getAttribute("href") ?? "";
      return isSafeHref(href) ? { href } : false;
    },
  },
  { tag: "script, style, title, head, meta, noscript, template", ignore: true },
];

function listAttributes(element: HTMLElement): Record<string, unknown> {
  let depth = -1;
  for (let at: HTMLElement | null = element.parentElement; at !== null; at = at.parentElement)
    if (at.matches("ul, ol")) depth += 1;
  const ordered = element.parentElement?.matches("ol") ?? false;
  return { kind: ordered ? "ordered" : "bullet", indent: Math.min(MAX_INDENT, Math.max(0, depth)) };
}

export const clipboardParser = new DOMParser(schema, RULES as ParseRule[]);

/**
 * Pasted nodes as lines without ids, outside of sections and titles: a section is more than its text and comes only
 * through the outline.
 */
export function cleanPasted(slice: Slice): Slice {
  const lines: Node[] = [];
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
        lines.push(schema.nodes.block.create({ ...node.attrs, id: null }, node.content));
        return;
      case schema.nodes.box:
        node.forEach(take);
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
  return new Slice(
    Fragment.from(lines),
    first?.type === schema.nodes.block ? sides(slice.openStart) : 0,
    last?.type === schema.nodes.block ? sides(slice.openEnd) : 0,
  );
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
