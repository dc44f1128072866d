/**
 * Reads HTML into lines: what html.ts writes comes back as it was; what Word, Google Docs, spreadsheets and web pages
 * write as well as it goes. It reads a plain tree, so that it needs no DOM: browser and server bring their own parser.
 */
import { isId } from "../ids.ts";
import { BOX_NAMES } from "./box-names.ts";
import type { LineContent, MarkSet, SectionContent, Span } from "./content.ts";
import {
  type Attributes,
  accepted,
  blockAttributes,
  checkboxIn,
  isListMarker,
  marksOf,
  ownAttributes,
} from "./html-attributes.ts";
import { gridOf, headerOf, rowsIn } from "./html-table.ts";
import { find, type HtmlElement, type HtmlNode, IGNORED, isBlock, textOf } from "./html-tree.ts";
import { type BoxAttributes, isVariableName, MAX_CELLS, MAX_INDENT } from "./layout.ts";

/** Where in the tree something stands. */
interface Place {
  readonly marks: MarkSet;
  /** Every blank counts: in lines that we have written, and in preformatted text. */
  readonly isExact: boolean;
  /** How many lists are around. */
  readonly lists: number;
  /** Paragraphs in a list item are one line with breaks. */
  readonly inItem: boolean;
  readonly inQuote: boolean;
  readonly inCell: boolean;
  readonly box: Partial<BoxAttributes> | null;
}

const OUTSIDE: Place = {
  ...{ marks: {}, isExact: false, lists: 0, inItem: false, inQuote: false, inCell: false, box: null },
};

/**
 * Every h1 and h2 begins a section; what stands before the first one is a section without a title.
 * @param isExact every blank counts, everywhere
 */
export function readHtml(nodes: readonly HtmlNode[], isExact = false): SectionContent[] {
  const reader = createReader();
  reader.read(nodes, { ...OUTSIDE, isExact });
  return reader.end();
}

/** Whether there are only words, as when part of a line was copied. */
export function isInlineHtml(nodes: readonly HtmlNode[]): boolean {
  return nodes.every((node) => "text" in node || (!isBlock(node) && isInlineHtml(node.children)));
}

function createReader() {
  const sections: { title: string; lines: LineContent[] }[] = [];
  let line: {
    readonly attributes: Attributes;
    spans: Span[];
    readonly place: Place;
    readonly isTitle: boolean;
  } | null = null;

  function begin(attributes: Attributes, place: Place, isTitle = false): void {
    flush();
    line = { attributes, spans: [], place, isTitle };
  }

  function flush(): void {
    const done = line;
    line = null;
    if (done === null) return;
    const { attributes, spans, place, isTitle } = done;
    const kept = place.isExact ? spans : trimmed(spans);
    if (isTitle) {
      sections.push({ title: kept.map((span) => ("text" in span ? span.text : " ")).join(""), lines: [] });
      return;
    }
    if (kept.length === 0 && !place.isExact) return;
    push({ attributes, spans: kept, ...(place.box === null ? {} : { box: place.box }) });
  }

  function push(content: LineContent): void {
    if (sections.length === 0) sections.push({ title: "", lines: [] });
    sections.at(-1)?.lines.push(content);
  }

  function pushObject(content: LineContent): void {
    flush();
    push(content);
  }

  function add(span: Span, place: Place): void {
    if (line === null) begin(place.inQuote ? { kind: "quote" } : {}, place);
    line?.spans.push(span);
  }

  function addText(text: string, place: Place): void {
    if (place.isExact) {
      text.split("\n").forEach((part, index) => {
        if (index > 0) add({ break: true, ...withMarks(place) }, place);
        if (part !== "") add({ text: part, ...withMarks(place) }, place);
      });
      return;
    }
    const collapsed = text.replaceAll(/[ \t\n\r\f]+/g, " ");
    const last = line?.spans.at(-1);
    const isAfterBlank = last === undefined || "break" in last || ("text" in last && last.text.endsWith(" "));
    const words = isAfterBlank ? collapsed.trimStart() : collapsed;
    if (words !== "") add({ text: words, ...withMarks(place) }, place);
  }

  function read(nodes: readonly HtmlNode[], place: Place): void {
    for (const node of nodes) {
      if ("text" in node) addText(node.text, place);
      else readElement(node, place);
    }
  }

  function readElement(element: HtmlElement, place: Place): void {
    const { tag, attributes, children } = element;
    if (IGNORED.has(tag) || isListMarker(element)) return;
    const variable = attributes["data-variable"];
    const box = BOX_NAMES.get(attributes["data-box"] ?? "");
    if (isVariableName(variable)) add({ variable, ...withMarks(place) }, place);
    else if (attributes["data-pending"] !== undefined)
      pushObject(object({ kind: "pending", ref: reference(attributes["data-pending"]) }));
    else if (box !== undefined) readApart(children, { ...place, box: { ...box } });
    else if (Object.hasOwn(ELEMENTS, tag)) ELEMENTS[tag]?.(element, place);
    else if (isBlock(element)) readLine(element, place);
    else read(children, within(place, marksOf(element)));
  }

  const ELEMENTS: Readonly<Record<string, (element: HtmlElement, place: Place) => void>> = {
    br: (_element, place) => add({ break: true, ...withMarks(place) }, place),
    hr: () => pushObject(object({ kind: "divider" })),
    img: readImage,
    input: () => {},
    figure: readFigure,
    table: readTable,
    ul: readList,
    ol: readList,
    blockquote: ({ children }, place) => readApart(children, { ...place, inQuote: true }),
    pre({ children }, place) {
      const exact = { ...place, isExact: true, marks: { ...place.marks, code: true as const } };
      begin({}, exact);
      read(children, exact);
      flush();
    },
  };

  /** What stands in it shares no line with what is around. */
  function readApart(children: readonly HtmlNode[], place: Place): void {
    flush();
    read(children, place);
    flush();
  }

  function readLine(element: HtmlElement, place: Place): void {
    const { tag, attributes, children } = element;
    const written = ownAttributes(attributes);
    const exact = { ...place, isExact: true };
    if (written !== null) readAs(written, children, exact);
    else if ((tag === "h1" || tag === "h2") && !place.inCell) {
      const inTitle = attributes["data-kind"] === "title" ? exact : place;
      begin({}, inTitle, true);
      read(children, inTitle);
      flush();
    } else if (place.inItem) {
      // Further paragraphs of an item belong to its line.
      const hasWords = line !== null && trimmed(line.spans).length > 0;
      if (hasWords) add({ break: true }, place);
      read(children, place);
    } else {
      begin(blockAttributes(element, place.inQuote), place);
      read(children, within(place, marksOf(element)));
      flush();
    }
  }

  function readAs(attributes: Attributes, children: readonly HtmlNode[], place: Place): void {
    begin(attributes, place);
    read(children, place);
    flush();
  }

  function readList({ tag, attributes, children }: HtmlElement, place: Place): void {
    flush();
    const inner: Place = { ...place, lists: place.lists + 1, inItem: false };
    let isFirst = true;
    for (const child of children) {
      if ("text" in child) {
        if (child.text.trim() !== "") addText(child.text, inner);
      } else if (child.tag === "li") {
        const first = isFirst ? Number(attributes.start ?? 1) : 1;
        readItem(child, inner, tag === "ol" ? { kind: "ordered", start: first } : { kind: "bullet" });
        isFirst = false;
      } else readElement(child, inner);
    }
    flush();
  }

  function readItem({ attributes, children }: HtmlElement, place: Place, list: Attributes): void {
    const written = ownAttributes(attributes);
    if (written !== null) {
      const nested = children.findIndex(
        (child) => "tag" in child && (child.tag === "ul" || child.tag === "ol"),
      );
      const end = nested < 0 ? children.length : nested;
      readAs(written, children.slice(0, end), { ...place, isExact: true });
      read(children.slice(end), place);
      return;
    }
    const box = checkboxIn(children);
    const kind: Attributes =
      box === null ? list : { kind: "task", checked: box.attributes.checked !== undefined };
    const indent = Math.min(MAX_INDENT, place.lists - 1);
    readAs({ ...accepted(kind), ...(indent > 0 ? { indent } : {}) }, children, { ...place, inItem: true });
  }

  function readImage({ attributes }: HtmlElement, place: Place): void {
    const ref = figureIn(attributes.src);
    if (ref !== null && !place.inCell) pushObject(object({ kind: "figure", ref, alt: attributes.alt ?? "" }));
    // Pictures of elsewhere are not taken along; what they show is.
    else if (attributes.alt) addText(attributes.alt, place);
  }

  function readFigure({ attributes, children }: HtmlElement, place: Place): void {
    const image = find(children, "img");
    const isOwn = attributes["data-ref"] !== undefined;
    const ref = reference(attributes["data-ref"] ?? "") ?? figureIn(image?.attributes.src);
    if ((ref === null && !isOwn) || place.inCell) {
      readApart(children, place);
      return;
    }
    const found = find(children, "figcaption");
    const caption = found === null ? "" : textOf(found);
    const alt = image?.attributes.alt ?? "";
    pushObject(object({ kind: "figure", ref, alt, caption: isOwn ? caption : caption.trim() }));
  }

  function readTable(element: HtmlElement, place: Place): void {
    flush();
    const rows = rowsIn(element.children);
    const grid = gridOf(rows);
    const count = grid.length * (grid[0]?.length ?? 0);
    const isLayout = count <= 1 && element.attributes["data-header"] === undefined;
    if (isLayout || place.inCell || count > MAX_CELLS) {
      for (const { cells } of rows) for (const cell of cells) readApart(cell.children, place);
      return;
    }
    push({
      attributes: { kind: "table" },
      spans: [],
      table: { header: headerOf(element, rows), rows: grid.map((cells) => cells.map(linesOfCell)) },
    });
  }

  return {
    read,
    end(): SectionContent[] {
      flush();
      return sections.map((section) => ({ key: null, ...section }));
    },
  };
}

function linesOfCell(cell: HtmlElement | null): LineContent[] {
  if (cell === null) return [];
  const reader = createReader();
  reader.read(cell.children, { ...OUTSIDE, inCell: true });
  return reader.end().flatMap(({ lines }) => [...lines]);
}

function within(place: Place, added: MarkSet): Place {
  return Object.keys(added).length === 0 ? place : { ...place, marks: { ...place.marks, ...added } };
}

function withMarks({ marks }: Place): { marks?: MarkSet } {
  return Object.keys(marks).length === 0 ? {} : { marks };
}

/** Without blanks and breaks at both ends, which HTML does not show. */
function trimmed(spans: readonly Span[]): Span[] {
  const kept = [...spans];
  const isEmpty = (item: Span | undefined) =>
    item !== undefined && ("break" in item || ("text" in item && /^[\s\u00a0]*$/.test(item.text)));
  while (isEmpty(kept.at(-1))) kept.pop();
  while (isEmpty(kept[0])) kept.shift();
  const last = kept.at(-1);
  if (last !== undefined && "text" in last)
    kept[kept.length - 1] = { ...last, text: last.text.replace(/ +$/, "") };
  return kept;
}

function object(attributes: Attributes): LineContent {
  return { attributes, spans: [] };
}

function reference(text: string): string | null {
  return isId(text) ? text : null;
}

function figureIn(address: string | undefined): string | null {
  return reference(/\/api\/figures\/([^/?#]+)$/.exec(address ?? "")?.[1] ?? "");
}
