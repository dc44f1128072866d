/** What is pasted becomes lines of our own kinds; what is copied nests lists as others expect it. */
import {
  DOMParser,
  DOMSerializer,
  Fragment,
  type Node,
  type ParseOptions,
  type ParseRule,
  Slice,
} from "prosemirror-model";
import { isSafeHref, MAX_INDENT, type MarkName } from "#shared/document/layout.ts";
import { schema } from "#shared/document/schema.ts";

const line = (tag: string, attrs: Readonly<Record<string, unknown>>): ParseRule => ({
  tag,
  node: "block",
  attrs,
});

/** A mark that other applications write as a style. */
function styled(mark: MarkName, pattern: RegExp): ParseRule {
  return {
    tag: "span[data-style]",
    mark,
    consuming: false,
    getAttrs: ({ dataset }) => (pattern.test(dataset.style ?? "") ? null : false),
  };
}

const RULES: readonly ParseRule[] = [
  line("h1, h2, h3", { kind: "h3" }),
  line("h4, h5, h6", { kind: "h4" }),
  line("blockquote > p", { kind: "quote" }),
  {
    tag: "p[data-kind], h3[data-kind], h4[data-kind], blockquote[data-kind], li[data-kind]",
    node: "block",
    priority: 60,
    getAttrs: ({ dataset }) => ({
      kind: dataset.kind ?? "text",
      indent: Number(dataset.indent ?? 0),
      force: dataset.force ?? "none",
      checked: dataset.checked === "true",
      start: Number(dataset.start ?? 1),
    }),
  },
  { tag: "li", node: "block", getAttrs: (element) => listAttributes(element) },
  { tag: "p, div", node: "block" },
  { tag: "table", node: "table" },
  { tag: "tr", node: "row" },
  { tag: "td, th", node: "cell" },
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
    getAttrs: ({ dataset }) => (/font-weight:\s*(normal|400)/i.test(dataset.style ?? "") ? false : null),
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
  styled("strong", /font-weight:\s*(bold|[6-9]00)/i),
  styled("em", /font-style:\s*italic/i),
  styled("underline", /text-decoration[^;]*underline/i),
  styled("strike", /text-decoration[^;]*line-through/i),
  { tag: "script, style, title, head, meta, noscript, template", ignore: true },
];

function listAttributes(element: HTMLElement): Record<string, unknown> {
  let depth = -1;
  for (let at: HTMLElement | null = element.parentElement; at !== null; at = at.parentElement)
    if (at.matches("ul, ol")) depth += 1;
  const indent = Math.min(MAX_INDENT, Math.max(0, depth));
  const task = element.querySelector<HTMLInputElement>(":scope > input[type=checkbox]");
  if (task !== null) return { kind: "task", indent, checked: task.hasAttribute("checked") };
  const list = element.parentElement;
  if (!list?.matches("ol")) return { kind: "bullet", indent };
  const isFirst = list.querySelector(":scope > li") === element;
  return { kind: "ordered", indent, start: isFirst ? Number(list.getAttribute("start") ?? 1) : 1 };
}

/** Styles are only read, never applied: the page's policy would refuse them, with a complaint for each. */
export function setStylesAside(html: string): string {
  return html.replace(/<[^>]+>/g, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
}

class ClipboardParser extends DOMParser {
  override parseSlice(dom: globalThis.Node, options?: ParseOptions): Slice {
    if (dom instanceof HTMLElement) flatten(dom);
    return super.parseSlice(dom, options);
  }
}

export const clipboardParser = new ClipboardParser(schema, RULES as ParseRule[]);

const BLOCKS = "p, div, ul, ol, li, h1, h2, h3, h4, h5, h6, blockquote, table, hr, pre, section, article";

/** Makes lines of what other applications nest: Word's list paragraphs, paragraphs in list items, rows of tables. */
function flatten(root: HTMLElement): void {
  for (const line of root.querySelectorAll<HTMLElement>("p[data-style*='mso-list']")) fromWord(line);
  for (const inner of root.querySelectorAll("li > p, li > div")) {
    const follows = inner.previousElementSibling?.matches("br, input") === false;
    inner.replaceWith(...(follows ? [document.createElement("br")] : []), ...inner.childNodes);
  }
  for (const outer of root.querySelectorAll("div, section, article"))
    if (outer.querySelector(BLOCKS) !== null || !outer.matches("div")) outer.replaceWith(...outer.childNodes);
}

/** Word writes list lines as paragraphs whose level is in the style and whose number is in the text. */
function fromWord(line: HTMLElement): void {
  const level = Number(/level(\d)/.exec(line.getAttribute("data-style") ?? "")?.[1] ?? 1);
  const marker = line.querySelector("[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore']");
  const number = /^\s*(\d+|[a-z])[.)]/i.exec(marker?.textContent ?? "");
  marker?.remove();
  line.dataset.kind = number === null ? "bullet" : "ordered";
  line.dataset.indent = String(Math.min(MAX_INDENT, level - 1));
}

/** Nests list lines, so that what is copied is a list elsewhere too. */
class ClipboardSerializer extends DOMSerializer {
  override serializeFragment(
    fragment: Fragment,
    options?: { document?: Document },
    target?: HTMLElement | DocumentFragment,
  ): HTMLElement | DocumentFragment {
    const result = super.serializeFragment(fragment, options, target);
    nestLists(result, options?.document ?? document);
    return result;
  }
}

const { nodes, marks } = DOMSerializer.fromSchema(schema);
export const clipboardSerializer: DOMSerializer = new ClipboardSerializer(nodes, marks);

function nestLists(parent: HTMLElement | DocumentFragment, owner: Document): void {
  let open: HTMLElement[] = [];
  for (const line of [...parent.children]) {
    if (
      !(line.matches("p[data-kind]") && /^(bullet|ordered|task)$/.test(line.getAttribute("data-kind") ?? ""))
    ) {
      open = [];
      continue;
    }
    const tag = line.getAttribute("data-kind") === "ordered" ? "ol" : "ul";
    const depth = Math.min(Number(line.getAttribute("data-indent")), open.length);
    open = open.slice(0, depth + 1);
    if (open[depth]?.localName !== tag) {
      open = open.slice(0, depth);
      const list = owner.createElement(tag);
      const around = open.at(-1)?.lastElementChild ?? null;
      if (around === null) line.before(list);
      else around.append(list);
      open.push(list);
    }
    const item = owner.createElement("li");
    for (const { name, value } of line.attributes) item.setAttribute(name, value);
    item.append(...line.childNodes);
    open.at(-1)?.append(item);
    line.remove();
  }
}

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
