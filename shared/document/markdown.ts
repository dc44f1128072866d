/**
 * A text as Markdown: CommonMark and tables as on GitHub, with the few signs that templates are written with (see
 * shared/template-file.ts), so that one dialect does for both.
 *
 *   ## Title                       begins a section
 *   ### Heading, #### Heading      and below it lines, with a blank line between them
 *   - item, 3. item, - [x] item    lists; two blanks deeper is one level more; following items have no blank line between
 *   > text                         quote
 *   ! text, ? text                 binding, recommended; behind the sign of the kind: `- ! text`
 *   ::: note … :::                 a box: note, tip, warning, important, do, dont, situation
 *   | a | b |                      table. The first row is one of headings; if it is empty, there is none. `:---` under the
 *                                  first column makes that one of headings. In a cell `<br>` begins a line, `<br/>` is a break
 *   ![alt](/api/figures/hash "caption")    a figure, in a line of its own
 *   [[question]]                   an open question
 *   ---                            divider
 *   {{name}}                       variable; `&nbsp;` alone is a line without words
 *   a \ at the end of a line       break; text of the next line belongs to the same
 *   **bold** *italic* ~~struck~~ `code` [text](https://…)    and as <strong> <em> <s> <code> where the signs would be
 *                                  misread; <u> for underlined text
 *
 * Read back by markdown-read.ts it is the same text. What is not kept: ids (of sections, lines, boxes, rows, columns) and
 * the sections' keys in the catalogue; widths of columns; levels of lines that are no list lines, and a level left out at the
 * beginning of all lists; `start`, `checked`, tone and verdict where they say nothing; lines that this client does not
 * know; the character NUL.
 */
import type { Mark, Node } from "prosemirror-model";
import { figureAddress } from "../figure-address.ts";
import { boxName } from "./box-names.ts";
import type { BoxAttributes, LineAttributes } from "./layout.ts";
import { schema } from "./schema.ts";

const { block, box, figure, pending, table, title, variable } = schema.nodes;

/** Sections, or any lines of one, one behind the other. */
export function writeMarkdown(nodes: readonly Node[]): string {
  const parts = nodes.flatMap((node) => (node.type === schema.nodes.section ? node.children : [node]));
  const written = writeLines(parts);
  return written === "" ? "" : `${written}\n`;
}

function writeLines(nodes: readonly Node[]): string {
  let written = "";
  let previous: Node | null = null;
  for (const node of nodes) {
    const line = writeNode(node);
    if (line === null) continue;
    const goesOn = previous !== null && isListLine(previous) && isListLine(node);
    written += previous === null ? line : `${goesOn ? "\n" : "\n\n"}${line}`;
    previous = node;
  }
  return written;
}

function writeNode(node: Node): string | null {
  switch (node.type) {
    case title:
      return `## ${escapeStart(writeInline(node, "heading") || "&nbsp;")}`;
    case block: {
      const { kind, indent } = node.attrs as LineAttributes;
      const blanks = isListLine(node) ? "  ".repeat(indent) : "";
      return blanks + writeLine(node, kind === "h3" || kind === "h4" ? "heading" : "line");
    }
    case box:
      return `::: ${boxName(node.attrs as BoxAttributes)}\n\n${writeLines(node.children)}\n\n:::`;
    case table:
      return writeTable(node);
    case figure: {
      const { ref, alt, caption } = node.attrs as LineAttributes;
      const below = caption === "" ? "" : ` "${escapeAttribute(caption)}"`;
      return `![${escapeAttribute(alt)}](${figureAddress(ref ?? "")}${below})`;
    }
    case pending:
      return `[[${node.attrs.ref ?? ""}]]`;
    case schema.nodes.divider:
      return "---";
    default:
      return null;
  }
}

function isListLine({ type, attrs }: Node): boolean {
  return type === block && ["bullet", "ordered", "task"].includes(attrs.kind);
}

type Context = "line" | "heading" | "cell";

function writeLine(node: Node, context: Context): string {
  const { force } = node.attrs as LineAttributes;
  const sign = force === "none" ? "" : force === "binding" ? "! " : "? ";
  return signOf(node.attrs as LineAttributes) + sign + (writeInline(node, context) || "&nbsp;");
}

function signOf({ kind, checked, start }: LineAttributes): string {
  switch (kind) {
    case "h3":
      return "### ";
    case "h4":
      return "#### ";
    case "bullet":
      return "- ";
    case "ordered":
      return `${start}. `;
    case "task":
      return checked ? "- [x] " : "- [ ] ";
    case "quote":
      return "> ";
    default:
      return "";
  }
}

function writeTable(node: Node): string {
  const rows = node.children.map((row) => row.children.map(writeCell));
  const { header } = node.attrs;
  const hasRow = header === "row" || header === "both";
  const width = Math.max(...rows.map((cells) => cells.length));
  const first = hasRow ? rows.shift() : Array.from({ length: width }, () => "");
  const heads = hasRow && first?.every((cell) => cell === "") ? ["&nbsp;", ...first.slice(1)] : (first ?? []);
  const isColumn = header === "column" || header === "both";
  const rule = Array.from({ length: width }, (_, x) => (isColumn && x === 0 ? ":---" : "---"));
  return [heads, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function writeCell(cell: Node): string {
  const [only] = cell.children;
  const isBlank = only?.content.size === 0 && only.attrs.kind === "text" && only.attrs.force === "none";
  if (cell.childCount === 1 && isBlank) return "";
  return cell.children
    .map((line) => "&nbsp;&nbsp;".repeat(isListLine(line) ? line.attrs.indent : 0) + writeLine(line, "cell"))
    .join("<br>");
}

/** From the outermost; the code is innermost, since nothing but characters stands in it. */
const NESTING = ["link", "strong", "em", "strike", "underline", "code"] as const;
type MarkName = (typeof NESTING)[number];
const TAGS: Readonly<Record<MarkName, string>> = {
  ...{ link: "a", strong: "strong", em: "em", strike: "s", underline: "u", code: "code" },
};
const SIGNS: Partial<Readonly<Record<MarkName, string>>> = { strong: "**", em: "*", strike: "~~" };

/** What is written one behind the other: words, something that stands for itself, and where marks begin and end. */
type Piece =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "atom"; readonly written: string }
  | { readonly type: "break" }
  | { readonly type: "open" | "close"; readonly mark: Mark; readonly id: number };

function writeInline(line: Node, context: Context): string {
  const pieces: Piece[] = [];
  nest(line.children, 0, pieces);
  const written = pieces.map((piece, at) => writePiece(piece, at, pieces, context));
  return escapeStart(trimmed(withBreaks(written.join(""), context)));
}

/** Neighbours that share a mark stand in it together. */
function nest(nodes: readonly Node[], level: number, pieces: Piece[]): void {
  const name = NESTING[level];
  if (name === undefined) {
    for (const node of nodes) pieces.push(leafPiece(node));
    return;
  }
  for (let at = 0; at < nodes.length; ) {
    const mark = markOf(nodes[at], name);
    let end = at + 1;
    while (end < nodes.length && sameMark(mark, markOf(nodes[end], name))) end++;
    const id = pieces.length;
    if (mark) pieces.push({ type: "open", mark, id });
    nest(nodes.slice(at, end), level + 1, pieces);
    if (mark) pieces.push({ type: "close", mark, id });
    at = end;
  }
}

function markOf(node: Node | undefined, name: MarkName): Mark | undefined {
  return node && schema.marks[name].isInSet(node.marks);
}

function sameMark(a: Mark | undefined, b: Mark | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.eq(b));
}

function leafPiece(node: Node): Piece {
  if (node.isText) return { type: "text", text: node.text ?? "" };
  return node.type === variable ? { type: "atom", written: `{{${node.attrs.name}}}` } : { type: "break" };
}

/** Stands for a break until it is known what is around it. */
const BREAK = "\n";

function writePiece(piece: Piece, at: number, pieces: readonly Piece[], context: Context): string {
  switch (piece.type) {
    case "atom":
      return piece.written;
    case "break":
      return BREAK;
    case "text":
      return isPlainCode(pieces, at, context) ? piece.text : escapeText(piece.text, pieces[at + 1], context);
    case "open":
    case "close":
      return writeMark(piece, pieces, context);
    default:
      return piece satisfies never;
  }
}

function writeMark(
  { type, mark, id }: Extract<Piece, { id: number }>,
  pieces: readonly Piece[],
  context: Context,
): string {
  const name = mark.type.name as MarkName;
  if (name === "link") return type === "open" ? "[" : `](${escapeHref(mark.attrs.href, context)})`;
  const from = pieces.findIndex((piece) => piece.type === "open" && piece.id === id);
  const to = pieces.findIndex((piece) => piece.type === "close" && piece.id === id);
  if (name === "code" && isPlainCode(pieces, from + 1, context)) return "`";
  const sign = SIGNS[name];
  if (sign !== undefined && isReadAsSign(pieces, from, to)) return sign;
  return type === "open" ? `<${TAGS[name]}>` : `</${TAGS[name]}>`;
}

/** Code that is one piece of text in which nothing could be misread. */
function isPlainCode(pieces: readonly Piece[], at: number, context: Context): boolean {
  const [open, piece, close] = [pieces[at - 1], pieces[at], pieces[at + 1]];
  if (open?.type !== "open" || open.mark.type !== schema.marks.code) return false;
  if (piece?.type !== "text" || close?.type !== "close" || close.id !== open.id) return false;
  return (
    !/^\s|\s$|[`\n\t\r]|\{\{|\s\s/.test(piece.text) && (context !== "cell" || !/[|<\\]/.test(piece.text))
  );
}

/** Whether a sign is read as the mark: it begins and ends at letters, with blanks or plain punctuation around it. */
function isReadAsSign(pieces: readonly Piece[], from: number, to: number): boolean {
  const [before, first, last, behind] = [pieces[from - 1], pieces[from + 1], pieces[to - 1], pieces[to + 1]];
  const isOpen = before === undefined || (before.type === "text" && /[\s(„“"'–—/:,-]$/.test(before.text));
  const isClosed =
    behind === undefined || (behind.type === "text" && /^[\s.,;:!?)“”"'–—/-]/.test(behind.text));
  return (
    isOpen &&
    isClosed &&
    first?.type === "text" &&
    /^[\p{L}\p{N}]/u.test(first.text) &&
    last?.type === "text" &&
    /[\p{L}\p{N}]$/u.test(last.text)
  );
}

function escapeText(text: string, next: Piece | undefined, context: Context): string {
  const escaped = text
    .replaceAll(/[\\`*~[\]<]/g, "\\$&")
    .replaceAll(/&(?=[#\p{L}])/gu, "\\&")
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replaceAll(/\{(?=\{)/g, "\\{")
    .replaceAll(/[\t\r\n]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const safe = context === "cell" ? escaped.replaceAll("|", "\\|") : escaped;
  const isBeforeLink = next?.type === "open" && next.mark.type === schema.marks.link;
  // A brace before a variable's, or a "!" before a link's bracket, would become part of it.
  return isBeforeLink || next?.type === "atom" ? safe.replace(/[!{]$/, "\\$&") : safe;
}

function escapeHref(href: string, context: Context): string {
  const safe = /^[^<>()\\&|*_~`]*$/.test(href) ? href : `<${href.replaceAll(/[<>\\&]/g, "\\$&")}>`;
  return context === "cell" ? safe.replaceAll("|", "\\|") : safe;
}

function escapeAttribute(text: string): string {
  return text
    .replaceAll(/[\\"&[\]]/g, "\\$&")
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A break is a sign at the line's end; where there would be nothing before or behind it, or no further line, a tag. */
function withBreaks(written: string, context: Context): string {
  const lines = written.split(BREAK);
  if (lines.length === 1) return written;
  const isTag = context !== "line" || lines.some((line) => line.trim() === "");
  return isTag ? lines.join("<br/>") : lines.map((line) => escapeStart(trimmed(line))).join("\\\n");
}

/** Blanks at both ends of what is written in one line, which would not be read. */
function trimmed(line: string): string {
  return line.replaceAll(/^\s+|\s+$/g, (blanks) =>
    [...blanks].map((blank) => `&#${blank.charCodeAt(0)};`).join(""),
  );
}

const STARTS = /^(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|-{3,}|={1,}$|>|[!?](?=\s|$)|:::|\|)/;

/** What would be taken for the sign of a kind. */
function escapeStart(line: string): string {
  return line.replace(STARTS, "\\$&").replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");
}
