/**
 * A text as HTML that other programs understand: headings, paragraphs, nested lists, tables, figures. What HTML has no
 * word for stands in `data-` attributes, by which html-read.ts finds the same text again:
 *
 *   data-kind, data-indent, data-force, data-start, data-checked    of a line; in such an element every blank counts
 *   data-box       note, tip, warning, important, do, dont, situation (see markdown.ts)
 *   data-header    of a table: none, row, column, both
 *   data-variable, data-ref, data-pending
 *
 * What is not kept: ids and the sections' keys in the catalogue, widths of columns, attributes where they say nothing,
 * lines that this client does not know, and the character NUL.
 */
import type { Mark, Node } from "prosemirror-model";
import { figureAddress } from "../figure-address.ts";
import { boxName } from "./box-names.ts";
import type { BoxAttributes, LineAttributes } from "./layout.ts";
import { schema } from "./schema.ts";

const { block, box, divider, figure, pending, row, section, table, title } = schema.nodes;

/** Sections, or any lines of one, one behind the other. */
export function writeHtml(nodes: readonly Node[]): string {
  let written = "";
  for (let at = 0; at < nodes.length; ) {
    const end = endOfList(nodes, at);
    written += end > at ? writeList(nodes.slice(at, end)) : writeNode(nodes[at] as Node);
    at = Math.max(end, at + 1);
  }
  return written;
}

function endOfList(nodes: readonly Node[], from: number): number {
  let end = from;
  while (end < nodes.length && listTag(nodes[end] as Node) !== null) end++;
  return end;
}

function listTag({ type, attrs }: Node): "ul" | "ol" | null {
  if (type !== block) return null;
  return attrs.kind === "ordered" ? "ol" : attrs.kind === "bullet" || attrs.kind === "task" ? "ul" : null;
}

/** A level that is left out gets a list of its own, as it has an indent of its own. */
function writeList(lines: readonly Node[]): string {
  const open: ("ul" | "ol")[] = [];
  let written = "";
  const close = (levels: number) => {
    while (open.length > levels) written += `</li></${open.pop()}>`;
  };
  for (const line of lines) {
    const tag = listTag(line) ?? "ul";
    const level = Number(line.attrs.indent);
    close(level + 1);
    if (open.length === level + 1 && open[level] !== tag) close(level);
    if (open.length === level + 1) written += "</li>";
    while (open.length <= level) {
      const isOwn = open.length === level;
      written += isOwn ? `<${tag}>` : "<ul><li>";
      open.push(isOwn ? tag : "ul");
    }
    written += `<li${lineAttributes(line)}>${writeInline(line)}`;
  }
  close(0);
  return written;
}

function writeNode(node: Node): string {
  switch (node.type) {
    case section:
      return `<section>${writeHtml(node.children)}</section>`;
    case title:
      return `<h2 data-kind="title">${escapeText(node.textContent)}</h2>`;
    case block:
      return writeBlock(node);
    case box:
      return `<div data-box="${boxName(node.attrs as BoxAttributes)}">${writeHtml(node.children)}</div>`;
    case table:
      return `<table data-header="${node.attrs.header}"><tbody>${writeHtml(node.children)}</tbody></table>`;
    case row:
      return `<tr>${node.children.map(writeCell).join("")}</tr>`;
    case figure:
      return writeFigure(node.attrs as LineAttributes);
    case divider:
      return "<hr>";
    case pending:
      return `<div data-pending="${escapeText(String(node.attrs.ref ?? ""))}"></div>`;
    default:
      return node.isInline ? writeInline(block.create(null, node)) : "";
  }
}

function writeCell(cell: Node): string {
  const tag = cell.attrs.header ? "th" : "td";
  return `<${tag}>${writeHtml(cell.children)}</${tag}>`;
}

function writeFigure({ ref, alt, caption }: LineAttributes): string {
  const image = `<img src="${figureAddress(ref ?? "")}" alt="${escapeText(alt)}">`;
  return `<figure data-ref="${escapeText(ref ?? "")}">${image}<figcaption>${escapeText(caption)}</figcaption></figure>`;
}

function writeBlock(node: Node): string {
  const { kind } = node.attrs as LineAttributes;
  const tag = kind === "h3" || kind === "h4" ? kind : "p";
  const line = `<${tag}${lineAttributes(node)}>${writeInline(node)}</${tag}>`;
  return kind === "quote" ? `<blockquote>${line}</blockquote>` : line;
}

function lineAttributes({ attrs }: Node): string {
  const { kind, indent, force, start, checked } = attrs as LineAttributes;
  const all: readonly (readonly [string, string | number | boolean])[] = [
    ["kind", kind],
    ...(indent > 0 ? ([["indent", indent]] as const) : []),
    ...(force === "none" ? [] : ([["force", force]] as const)),
    ...(kind === "ordered" && start !== 1 ? ([["start", start]] as const) : []),
    ...(kind === "task" ? ([["checked", checked]] as const) : []),
  ];
  return all.map(([name, value]) => ` data-${name}="${value}"`).join("");
}

const TAGS: Readonly<Record<string, string>> = {
  ...{ strong: "strong", em: "em", underline: "u", strike: "s", code: "code" },
};

function writeInline(line: Node): string {
  return line.children
    .map((node) => node.marks.reduceRight((inner, mark) => writeMark(mark, inner), writeLeaf(node)))
    .join("");
}

function writeMark({ type, attrs }: Mark, inner: string): string {
  if (type === schema.marks.link) return `<a href="${escapeText(attrs.href)}">${inner}</a>`;
  const tag = TAGS[type.name];
  return `<${tag}>${inner}</${tag}>`;
}

function writeLeaf(node: Node): string {
  if (node.isText) return escapeText(node.text ?? "");
  if (node.type === schema.nodes.break) return "<br>";
  const { name } = node.attrs;
  return `<span data-variable="${name}">{{${name}}}</span>`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** For text and for attributes in double quotes. */
function escapeText(text: string): string {
  return text.replaceAll(/[&<>"\r\n]/g, (sign) => ENTITIES[sign] ?? `&#${sign.charCodeAt(0)};`);
}
