/** HTML as a plain tree, which needs no DOM. */

/** Tags and names of attributes are in lower case. A style may stand under `data-style` too. */
export type HtmlNode =
  | { readonly text: string }
  | {
      readonly tag: string;
      readonly attributes: Readonly<Record<string, string>>;
      readonly children: readonly HtmlNode[];
    };
export type HtmlElement = Extract<HtmlNode, { tag: string }>;

const BLOCKS = new Set([
  ...[
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "table",
    "hr",
    "pre",
    "section",
  ],
  ...[
    "article",
    "aside",
    "header",
    "footer",
    "main",
    "nav",
    "figure",
    "figcaption",
    "dl",
    "dt",
    "dd",
    "address",
  ],
  ...["details", "summary", "form", "fieldset", "tr", "td", "th", "thead", "tbody", "tfoot", "body", "html"],
]);
/** What has no words for readers. */
export const IGNORED = new Set([
  ...[
    "script",
    "style",
    "title",
    "head",
    "meta",
    "link",
    "noscript",
    "template",
    "colgroup",
    "col",
    "object",
    "svg",
  ],
]);

/** Whether it stands in lines of its own. */
export function isBlock({ tag }: HtmlElement): boolean {
  return BLOCKS.has(tag);
}

export function styleOf({ attributes }: HtmlElement): string {
  return attributes["data-style"] ?? attributes.style ?? "";
}

/** The first element of this name, however deep. */
export function find(nodes: readonly HtmlNode[], tag: string): HtmlElement | null {
  for (const node of nodes) {
    if ("text" in node) continue;
    const found = node.tag === tag ? node : find(node.children, tag);
    if (found !== null) return found;
  }
  return null;
}

export function textOf(node: HtmlNode): string {
  return "text" in node ? node.text : node.children.map(textOf).join("");
}
