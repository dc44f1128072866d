/** What an element says of a line and of the words in it: as html.ts writes it, and as Word and others do. */
import type { LineContent, MarkSet } from "./content.ts";
import { find, type HtmlElement, type HtmlNode, styleOf, textOf } from "./html-tree.ts";
import { isSafeHref, LINE_ATTRIBUTES, type LineAttributes, MAX_INDENT } from "./layout.ts";

export type Attributes = LineContent["attributes"];

/** Attributes of a line that html.ts wrote; null for others. */
export function ownAttributes(attributes: Readonly<Record<string, string>>): Attributes | null {
  const kind = attributes["data-kind"];
  if (kind === undefined || !LINE_ATTRIBUTES.kind.accepts(kind)) return null;
  return accepted({
    kind,
    indent: Number(attributes["data-indent"] ?? 0),
    force: (attributes["data-force"] ?? "none") as LineAttributes["force"],
    start: Number(attributes["data-start"] ?? 1),
    checked: attributes["data-checked"] === "true",
  });
}

/** Those that the layout accepts. */
export function accepted(attributes: Attributes): Attributes {
  const names = Object.keys(attributes) as (keyof Attributes)[];
  return Object.fromEntries(
    names
      .filter((name) => LINE_ATTRIBUTES[name].accepts(attributes[name]))
      .map((name) => [name, attributes[name]]),
  );
}

/** What a paragraph or heading of somebody else is. */
export function blockAttributes(element: HtmlElement, inQuote: boolean): Attributes {
  if (element.tag === "h3") return { kind: "h3" };
  if (/^h[4-6]$/.test(element.tag)) return { kind: "h4" };
  return wordList(element) ?? (inQuote ? { kind: "quote" } : {});
}

/** Word writes list lines as paragraphs whose level is in the style and whose number is in the text. */
function wordList(element: HtmlElement): Attributes | null {
  const style = styleOf(element);
  if (!/mso-list:(?!\s*none)/i.test(style)) return null;
  const level = Number(/level(\d)/.exec(style)?.[1] ?? 1);
  const isOrdered = /^\s*(?:\d+|[a-z])[.)]/i.test(markerIn(element.children));
  const indent = Math.min(MAX_INDENT, level - 1);
  return { kind: isOrdered ? "ordered" : "bullet", ...(indent > 0 ? { indent } : {}) };
}

function markerIn(nodes: readonly HtmlNode[]): string {
  for (const node of nodes) {
    if ("text" in node) continue;
    const found = isListMarker(node) ? textOf(node) : markerIn(node.children);
    if (found !== "") return found;
  }
  return "";
}

/** The bullet or number that Word writes as text. */
export function isListMarker(element: HtmlElement): boolean {
  return /mso-list:\s*ignore/i.test(styleOf(element));
}

const TAGS: Readonly<Record<string, MarkSet>> = {
  ...{
    strong: { strong: true },
    b: { strong: true },
    em: { em: true },
    i: { em: true },
    u: { underline: true },
  },
  ...{ ins: { underline: true }, s: { strike: true }, del: { strike: true }, strike: { strike: true } },
  ...{ code: { code: true }, kbd: { code: true }, samp: { code: true }, tt: { code: true } },
};

/** Marks by tag and, as other programs write them, by style; empty where it says nothing. */
export function marksOf(element: HtmlElement): MarkSet {
  const { tag, attributes } = element;
  const style = styleOf(element);
  const isPlain = /font-weight:\s*(?:normal|400)/i.test(style);
  return {
    ...(isPlain && (tag === "b" || tag === "strong") ? {} : TAGS[tag]),
    ...(tag === "a" && isSafeHref(attributes.href ?? "") ? { link: attributes.href as string } : {}),
    ...(tag === "span" || tag === "font" ? styleMarks(style) : {}),
  };
}

function styleMarks(style: string): MarkSet {
  return {
    ...(/font-weight:\s*(?:bold|[6-9]00)/i.test(style) ? { strong: true } : {}),
    ...(/font-style:\s*italic/i.test(style) ? { em: true } : {}),
    ...(/text-decoration[^;]*underline/i.test(style) ? { underline: true } : {}),
    ...(/text-decoration[^;]*line-through/i.test(style) ? { strike: true } : {}),
  };
}

export function checkboxIn(children: readonly HtmlNode[]): HtmlElement | null {
  const box = find(
    children.filter((child) => "text" in child || (child.tag !== "ul" && child.tag !== "ol")),
    "input",
  );
  return box?.attributes.type === "checkbox" ? box : null;
}
