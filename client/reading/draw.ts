/**
 * A text as plain HTML that reads well aloud: nested lists, headings, header cells, labels as words. Drawn without
 * the editor's scripts, so that it can be read before they have come, and where nobody wants to write.
 */
import { isSafeHref } from "#shared/document/layout.ts";
import { isNumbered, paragraphNumbers, sectionNumber } from "#shared/document/numbering.ts";
import { figureAddress } from "#shared/figure-address.ts";
import type { DocumentKind } from "#shared/roles.ts";
import type { Catalogue } from "../editor/catalogue.ts";
import { editorTexts } from "../editor/texts.ts";
import { createCounters } from "../editor/views/counters.ts";
import { describeQuestion } from "../questions/pending-view.ts";

/** What we read of ProseMirror's JSON; what is not as expected is passed over. */
export interface JsonNode {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly JsonNode[];
  readonly text?: string;
  readonly marks?: readonly { readonly type: string; readonly attrs?: { readonly href?: unknown } }[];
}

export interface DrawingOptions {
  readonly variables: Readonly<Record<string, string>>;
  readonly catalogue: Catalogue;
  /** Words of questions that people have added themselves, by id. */
  readonly ownQuestions?: ReadonlyMap<string, string>;
  /** A directive is drawn with its numbers. */
  readonly kind?: DocumentKind;
  /** What stands at the end of a section's heading, such as a link that edits it. */
  readonly afterTitle?: (section: { readonly id: string; readonly title: string }) => Node;
}

/** The sections of a document, one element each. */
export function drawSections(doc: JsonNode, options: DrawingOptions): readonly HTMLElement[] {
  return [...sectionBySection(doc, options)];
}

/** The same, each drawn when it is asked for. */
export function* sectionBySection(doc: JsonNode, options: DrawingOptions): Generator<HTMLElement, void> {
  for (const [index, section] of (doc.content ?? []).entries()) yield drawSection(section, index, options);
}

export function sectionTitles(doc: JsonNode): readonly { readonly id: string; readonly title: string }[] {
  return (doc.content ?? []).map(({ attrs, content }) => ({
    id: String(attrs?.id ?? ""),
    title: (content?.[0]?.content ?? []).map(({ text }) => text ?? "").join(""),
  }));
}

function drawSection(node: JsonNode, index: number, options: DrawingOptions): HTMLElement {
  const [title, ...lines] = node.content ?? [];
  const id = String(node.attrs?.id ?? "");
  const heading = element("h2", {}, drawInline(title?.content, options));
  heading.id = `title-${id}`;
  if (isDrawnNumbered(options)) heading.dataset.paragraph = sectionNumber(index);
  const section = element("section", { "data-id": id, "aria-labelledby": heading.id }, [
    heading,
    ...drawLines(lines, options, isDrawnNumbered(options) ? numbersOf(lines) : []),
  ]);
  section.id = id;
  const after = options.afterTitle?.({ id, title: heading.textContent ?? "" });
  if (after !== undefined) heading.after(after);
  return section;
}

function isDrawnNumbered({ kind }: DrawingOptions): boolean {
  return kind !== undefined && isNumbered(kind);
}

const LIST_TAGS: Readonly<Record<string, "ul" | "ol">> = { bullet: "ul", task: "ul", ordered: "ol" };

function numbersOf(lines: readonly JsonNode[]): readonly (string | null)[] {
  return paragraphNumbers(
    lines.map(({ type, attrs, content }) => ({
      type,
      kind: attrs?.kind,
      isEmpty: (content ?? []).length === 0,
    })),
  );
}

/** @param numbers of the lines, as far as they have some */
function drawLines(
  lines: readonly JsonNode[],
  options: DrawingOptions,
  numbers: readonly (string | null)[] = [],
): readonly HTMLElement[] {
  const drawn: HTMLElement[] = [];
  const counters = createCounters();
  /** The lists around the last line, from the outermost; each level is one indent deeper. */
  let lists: HTMLElement[] = [];
  for (const [at, line] of lines.entries()) {
    const tag = LIST_TAGS[String(line.attrs?.kind)];
    if (line.type !== "block" || tag === undefined) {
      lists = [];
      if (line.type === "block") counters.interrupt(-1);
      else counters.reset();
      const element = drawLine(line, options);
      if (numbers[at]) element.dataset.paragraph = numbers[at];
      drawn.push(element);
      continue;
    }
    const indent = Number(line.attrs?.indent ?? 0);
    const item = drawItem(line, indent, counters, options);
    lists = lists.slice(0, indent + 1);
    if (lists.length === indent + 1 && lists[indent]?.tagName.toLowerCase() !== tag) lists.pop();
    while (lists.length <= indent) {
      const list = element(lists.length === indent ? tag : "ul", { role: "list", class: "lines" });
      const around = lists.at(-1);
      if (around === undefined) drawn.push(list);
      else lastItem(around).append(list);
      lists.push(list);
    }
    lists[indent]?.append(item);
  }
  return drawn;
}

/** A level may be left out; then it has one item of its own for the deeper list to stand in. */
function lastItem(list: HTMLElement): HTMLElement {
  const last = list.lastElementChild;
  if (last instanceof HTMLElement) return last;
  const item = element("li", {});
  list.append(item);
  return item;
}

function drawItem(
  line: JsonNode,
  indent: number,
  counters: ReturnType<typeof createCounters>,
  options: DrawingOptions,
): HTMLElement {
  const kind = String(line.attrs?.kind);
  const item = element("li", { ...lineAttributes(line), "data-indent": "0" }, drawWords(line, options));
  if (kind === "ordered") {
    const number = counters.next(indent, Number(line.attrs?.start ?? 1));
    item.setAttribute("value", String(number));
    item.dataset.number = `${number}.`;
  } else counters.interrupt(indent);
  if (kind === "task") item.prepend(taskBox(line.attrs?.checked === true));
  return item;
}

function taskBox(checked: boolean): HTMLElement {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.className = "task-box";
  box.checked = checked;
  box.disabled = true;
  box.setAttribute("aria-label", editorTexts().taskOpen);
  return box;
}

function drawLine(node: JsonNode, options: DrawingOptions): HTMLElement {
  switch (node.type) {
    case "block":
      return element(lineTag(node), lineAttributes(node), drawWords(node, options));
    case "box":
      return drawBox(node, options);
    case "table":
      return drawTable(node, options);
    case "figure":
      return drawFigure(node);
    case "divider":
      return element("hr", {});
    case "pending": {
      const ref = String(node.attrs?.ref ?? "");
      return element(
        "div",
        { class: "pending" },
        describeQuestion(ref, options.catalogue, options.ownQuestions),
      );
    }
    default:
      return element("p", { class: "unknown" }, [document.createTextNode(editorTexts().unknownLine)]);
  }
}

function lineTag({ attrs }: JsonNode): string {
  switch (attrs?.kind) {
    case "h3":
    case "h4":
      return attrs.kind;
    case "quote":
      return "blockquote";
    default:
      return "p";
  }
}

function lineAttributes({ attrs = {} }: JsonNode): Readonly<Record<string, string>> {
  const { kind, indent = 0, force = "none", checked } = attrs;
  const label = labelOf(force);
  return {
    "data-kind": String(kind ?? "text"),
    "data-indent": String(indent),
    ...(kind === "task" ? { "data-checked": String(checked) } : {}),
    ...(label === null ? {} : { "data-force": String(force), "data-label": label }),
  };
}

function labelOf(force: unknown): string | null {
  const t = editorTexts();
  return force === "binding" ? t.binding : force === "recommended" ? t.recommended : null;
}

/** The line's words; its label, which is seen in the margin, is said before them. */
function drawWords(line: JsonNode, options: DrawingOptions): readonly Node[] {
  const label = labelOf(line.attrs?.force);
  const words = drawInline(line.content, options);
  if (label === null) return words;
  return [element("span", { class: "visually-hidden" }, [document.createTextNode(`${label}: `)]), ...words];
}

function drawInline(nodes: readonly JsonNode[] = [], options: DrawingOptions): readonly Node[] {
  return nodes.map((node) => {
    const { marks = [] } = node;
    let drawn: Node = drawLeaf(node, options);
    for (const mark of marks.toReversed()) {
      const wrapper = markElement(mark);
      if (wrapper === null) continue;
      wrapper.append(drawn);
      drawn = wrapper;
    }
    return drawn;
  });
}

function drawLeaf(node: JsonNode, { variables, catalogue }: DrawingOptions): Node {
  if (node.type === "break") return document.createElement("br");
  if (node.type !== "variable") return document.createTextNode(node.text ?? "");
  const name = String(node.attrs?.name ?? "");
  const value = variables[name]?.trim() ?? "";
  const shown = value === "" ? editorTexts().missing(catalogue.variable(name)?.label ?? name) : value;
  const className = value === "" ? "variable variable--unset" : "variable";
  return element("span", { class: className }, [document.createTextNode(shown)]);
}

const MARK_TAGS: Readonly<Record<string, string>> = {
  strong: "strong",
  em: "em",
  underline: "u",
  strike: "s",
  code: "code",
};

function markElement({ type, attrs }: { type: string; attrs?: { readonly href?: unknown } }): Element | null {
  if (type === "link") {
    const href = attrs?.href;
    return typeof href === "string" && isSafeHref(href)
      ? element("a", { href, rel: "noopener noreferrer" })
      : null;
  }
  const tag = MARK_TAGS[type];
  return tag === undefined ? null : document.createElement(tag);
}

function drawBox({ attrs = {}, content = [] }: JsonNode, options: DrawingOptions): HTMLElement {
  const t = editorTexts();
  const { type, tone, verdict } = attrs as {
    type: string;
    tone: keyof typeof t.tones;
    verdict: keyof typeof t.verdicts;
  };
  const label = type === "example" ? t.verdicts[verdict] : type === "situation" ? t.situation : t.tones[tone];
  return element(
    "div",
    {
      class: `box ${type}`,
      "data-tone": tone,
      "data-verdict": verdict,
      "data-label": label,
      role: "group",
      "aria-label": label,
    },
    drawLines(content, options),
  );
}

function drawTable({ content = [], attrs = {} }: JsonNode, options: DrawingOptions): HTMLElement {
  const headerRow = attrs.header === "row" || attrs.header === "both";
  const rows = content.map((row, y) =>
    element(
      "tr",
      {},
      (row.content ?? []).map((cell) => {
        const lines = drawLines(cell.content ?? [], options);
        if (cell.attrs?.header !== true) return element("td", {}, lines);
        return element("th", { scope: headerRow && y === 0 ? "col" : "row" }, lines);
      }),
    ),
  );
  return element("div", { class: "table-frame" }, [element("table", {}, [element("tbody", {}, rows)])]);
}

function drawFigure({ attrs = {} }: JsonNode): HTMLElement {
  const { ref, alt, caption } = attrs as { ref: string | null; alt: string; caption: string };
  const parts: HTMLElement[] = [];
  if (ref !== null) parts.push(element("img", { src: figureAddress(ref), alt }));
  if (caption) parts.push(element("figcaption", {}, [document.createTextNode(caption)]));
  return element("figure", {}, parts);
}

function element(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly Node[] = [],
): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
