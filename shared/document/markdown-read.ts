/**
 * Reads Markdown: what markdown.ts writes comes back as it was, and what others write as well as it goes. Nothing
 * that is written is left out: what has no form here stays as its words.
 */
import MarkdownIt from "markdown-it";
import { isId } from "../ids.ts";
import { BOX_NAMES } from "./box-names.ts";
import type { LineContent, MarkSet, SectionContent, Span } from "./content.ts";
import { isSafeHref, isVariableName, type LineAttributes, MAX_INDENT } from "./layout.ts";

type Attributes = Partial<Omit<LineAttributes, "box">>;

/** Every `#` and `##` begins a section; what stands before the first one is a section without a title. */
export function readMarkdown(source: string): SectionContent[] {
  const lines = source.replaceAll(/\r\n?/g, "\n").split("\n");
  const unit = indentUnit(lines);
  const sections: { title: string; lines: LineContent[] }[] = [];
  const current = () => {
    if (sections.length === 0) sections.push({ title: "", lines: [] });
    return sections.at(-1) as { title: string; lines: LineContent[] };
  };
  let box: LineContent["box"] | null = null;

  for (let at = 0; at < lines.length; at++) {
    const raw = lines[at] ?? "";
    const text = raw.trim();
    if (text === "") continue;
    const heading = /^#{1,2}(?:\s+(.*))?$/.exec(text);
    if (heading !== null) {
      box = null;
      sections.push({ title: plainText(readInline(contentOf(heading[1] ?? ""))), lines: [] });
      continue;
    }
    const fence = /^:::+\s*([\w-]*)\s*$/.exec(text);
    if (fence !== null) {
      const attributes = BOX_NAMES.get(fence[1] ?? "");
      box = attributes === undefined ? null : { ...attributes };
      continue;
    }
    const code = /^(`{3,}|~{3,})/.exec(text)?.[1];
    if (code !== undefined) {
      const words: string[] = [];
      while (++at < lines.length && !lines[at]?.trim().startsWith(code)) words.push(lines[at] ?? "");
      current().lines.push(within({ attributes: {}, spans: codeSpans(words) }, box));
      continue;
    }
    if (text.startsWith("|")) {
      const rows: string[] = [];
      while (lines[at]?.trim().startsWith("|")) rows.push((lines[at++] ?? "").trim());
      at--;
      current().lines.push(readTable(rows));
      continue;
    }
    const object = readObject(text);
    if (object !== null) {
      current().lines.push(object);
      continue;
    }
    const begin = beginning(raw, unit);
    let content = begin.text;
    if (begin.attributes.kind !== "h3" && begin.attributes.kind !== "h4")
      while (continues(lines[at + 1])) {
        // Two blanks at a line's end are a break too.
        const end = lines[at]?.endsWith("  ") ? "\\\n" : "\n";
        content += end + (lines[++at] ?? "").trim();
      }
    current().lines.push(
      within({ attributes: begin.attributes, spans: readInline(contentOf(content)) }, box),
    );
  }
  return sections.map((section) => ({ key: null, ...section }));
}

function within(line: LineContent, box: LineContent["box"] | null): LineContent {
  return box ? { ...line, box } : line;
}

/** A line without words. */
function contentOf(text: string): string {
  return text.trim() === "&nbsp;" ? "" : text;
}

/** By how many blanks list lines are moved in: the smallest number in the text. */
function indentUnit(lines: readonly string[]): number {
  const blanks = lines.flatMap((line) => {
    const found = /^([ \t]+)(?:[-+*]|\d{1,9}[.)])(?:\s|$)/.exec(line)?.[1];
    return found === undefined ? [] : [widthOf(found)];
  });
  return Math.max(2, Math.min(...blanks));
}

function widthOf(blanks: string): number {
  return blanks.replaceAll("\t", "    ").length;
}

const OBJECT_FIGURE = /^!\[((?:\\.|[^\]\\])*)\]\(\/api\/figures\/([^\s)]*)(?:\s+"((?:\\.|[^"\\])*)")?\)$/;

function readObject(text: string): LineContent | null {
  const question = /^\[\[([^\]]*)\]\]$/.exec(text)?.[1];
  if (question !== undefined) return objectLine({ kind: "pending", ref: reference(question) });
  if (/^(?:-{3,}|\*{3,}|_{3,}|(?:[-*_]\s+){2,}[-*_])$/.test(text)) return objectLine({ kind: "divider" });
  const figure = OBJECT_FIGURE.exec(text);
  if (figure === null) return null;
  const [, alt = "", ref = "", caption = ""] = figure;
  return objectLine({
    kind: "figure",
    ref: reference(ref),
    alt: unescaped(alt),
    caption: unescaped(caption),
  });
}

function objectLine(attributes: Attributes): LineContent {
  return { attributes, spans: [] };
}

function reference(text: string): string | null {
  return isId(text) ? text : null;
}

function unescaped(text: string): string {
  return text.replaceAll(
    /\\([!-/:-@[-`{-~])|&#(\d+);/g,
    (_all, sign, code) => sign ?? String.fromCodePoint(code),
  );
}

const KINDS: readonly (readonly [RegExp, (match: RegExpExecArray) => Attributes])[] = [
  [/^#{4,6}(?:\s+|$)/, () => ({ kind: "h4" })],
  [/^###(?:\s+|$)/, () => ({ kind: "h3" })],
  [/^[-+*]\s+\[([ xX])\](?:\s+|$)/, ([, sign]) => ({ kind: "task", checked: sign !== " " })],
  [/^[-+*](?:\s+|$)/, () => ({ kind: "bullet" })],
  [/^(\d{1,9})[.)](?:\s+|$)/, ([, start]) => ({ kind: "ordered", start: Math.min(100_000, Number(start)) })],
  [/^>\s?/, () => ({ kind: "quote" })],
];

/** What a line is by its first characters. */
function beginning(raw: string, unit: number): { readonly attributes: Attributes; readonly text: string } {
  const blanks = widthOf(/^[ \t]*/.exec(raw)?.[0] ?? "");
  const text = raw.trim();
  for (const [pattern, attributesOf] of KINDS) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const attributes = attributesOf(match);
    const isList = ["bullet", "ordered", "task"].includes(String(attributes.kind));
    const indent = isList ? Math.min(MAX_INDENT, Math.round(blanks / unit)) : 0;
    const rest = withForce(text.slice(match[0].length));
    return {
      attributes: { ...attributes, ...(indent > 0 ? { indent } : {}), ...rest.attributes },
      text: rest.text,
    };
  }
  return withForce(text);
}

function withForce(text: string): { readonly attributes: Attributes; readonly text: string } {
  const sign = /^([!?])\s+/.exec(text);
  if (sign === null) return { attributes: {}, text };
  return {
    attributes: { force: sign[1] === "!" ? "binding" : "recommended" },
    text: text.slice(sign[0].length),
  };
}

const STARTS =
  /^\s*(?:#{1,6}(?:\s|$)|[-+*](?:\s|$)|\d{1,9}[.)](?:\s|$)|>|[!?]\s|:::|\||\[\[|-{3,}$|`{3,}|~{3,})/;

function continues(raw: string | undefined): boolean {
  return raw !== undefined && raw.trim() !== "" && !STARTS.test(raw);
}

function readTable(rows: readonly string[]): LineContent {
  const cells = rows.map(cellsOf);
  const rule = cells[1]?.every((cell) => /^:?-+:?$/.test(cell)) ? cells[1] : null;
  const kept = rule === null ? cells : cells.filter((_row, index) => index !== 1);
  const isEmpty = rule !== null && kept.length > 1 && kept[0]?.every((cell) => cell === "");
  const body = isEmpty ? kept.slice(1) : kept;
  const hasRow = rule !== null && !isEmpty;
  const hasColumn = rule?.[0]?.startsWith(":") === true && !rule[0].endsWith(":");
  const width = Math.max(...kept.map((row) => row.length));
  return {
    attributes: { kind: "table" },
    spans: [],
    table: {
      header: hasRow ? (hasColumn ? "both" : "row") : hasColumn ? "column" : "none",
      rows: body.map((row) => Array.from({ length: width }, (_, x) => readCell(row[x] ?? ""))),
    },
  };
}

/** Cut at bars that are not escaped; `\|` is a bar in the cell. */
function cellsOf(row: string): string[] {
  const cells: string[] = [""];
  const inner = row.replace(/^\|/, "").replace(/(?<!\\)((?:\\\\)*)\|$/, "$1");
  for (const [part] of inner.matchAll(/\\.|./gs)) {
    if (part === "|") cells.push("");
    else cells[cells.length - 1] += part === "\\|" ? "|" : part;
  }
  return cells.map((cell) => cell.trim());
}

function readCell(cell: string): LineContent[] {
  const lines: string[] = [""];
  for (const [part] of cell.matchAll(/\\.|<br>|./gis)) {
    if (part.toLowerCase() === "<br>") lines.push("");
    else lines[lines.length - 1] += part;
  }
  return lines.map((line) => {
    const levels = /^(?:&nbsp;&nbsp;)+/.exec(line)?.[0] ?? "";
    const { attributes, text } = beginning(line.slice(levels.length), 2);
    const indent = levels.length / "&nbsp;&nbsp;".length;
    return {
      attributes: indent > 0 ? { ...attributes, indent: Math.min(MAX_INDENT, indent) } : attributes,
      spans: readInline(contentOf(text)),
    };
  });
}

const markdown = new MarkdownIt("zero", { html: true }).enable([
  ...["emphasis", "strikethrough", "backticks", "link", "image", "autolink", "escape", "entity"],
  ...["newline", "html_inline"],
]);
// Addresses are judged where they are used, and stay as they are written.
markdown.validateLink = () => true;
markdown.normalizeLink = (address) => address;
markdown.inline.ruler.before("escape", "variable", (state, silent) => {
  const match = /^\{\{\s*([^\s{}][^{}]*?)\s*\}\}/.exec(state.src.slice(state.pos, state.pos + 80));
  const name = match?.[1];
  if (match === null || !isVariableName(name)) return false;
  if (!silent) state.push("variable", "", 0).content = name;
  state.pos += match[0].length;
  return true;
});

const MARKS: Readonly<Record<string, MarkSet>> = {
  ...{
    strong: { strong: true },
    b: { strong: true },
    em: { em: true },
    i: { em: true },
    u: { underline: true },
  },
  ...{ ins: { underline: true }, s: { strike: true }, del: { strike: true }, code: { code: true } },
};

/** Words of a line with their marks, variables and breaks. */
function readInline(text: string): Span[] {
  const spans: Span[] = [];
  let open: { readonly name: string; readonly marks: MarkSet }[] = [];
  const marks = (): { marks?: MarkSet } => {
    const all: MarkSet = Object.assign({}, ...open.map((each) => each.marks));
    return Object.keys(all).length === 0 ? {} : { marks: all };
  };
  const begin = (name: string, added: MarkSet) => {
    open = [...open, { name, marks: added }];
  };
  const end = (name: string) => {
    const last = open.findLastIndex((each) => each.name === name);
    if (last >= 0) open = open.toSpliced(last, 1);
  };
  for (const token of markdown.parseInline(text, {})[0]?.children ?? []) {
    switch (token.type) {
      case "text":
        if (token.content !== "") spans.push({ text: token.content, ...marks() });
        break;
      case "variable":
        spans.push({ variable: token.content, ...marks() });
        break;
      case "hardbreak":
        spans.push({ break: true, ...marks() });
        break;
      case "softbreak":
        spans.push({ text: " ", ...marks() });
        break;
      case "code_inline":
        spans.push({ text: token.content, marks: { ...marks().marks, code: true } });
        break;
      case "image": {
        const address = String(token.attrGet("src") ?? "");
        const words = token.content || address;
        spans.push({
          text: words,
          marks: { ...marks().marks, ...(isSafeHref(address) ? { link: address } : {}) },
        });
        break;
      }
      case "html_inline": {
        const [, slash, tag = ""] = /^<(\/?)([a-z]+)/i.exec(token.content) ?? [];
        const name = tag.toLowerCase();
        if (name === "br") spans.push({ break: true, ...marks() });
        else if (MARKS[name] !== undefined) slash === "/" ? end(name) : begin(name, MARKS[name]);
        break;
      }
      case "link_open": {
        const href = String(token.attrGet("href") ?? "");
        begin("link", isSafeHref(href) ? { link: href } : {});
        break;
      }
      default: {
        const name = token.type.replace(/_(open|close)$/, "");
        if (token.nesting === 1) begin(name, MARKS[name] ?? {});
        else if (token.nesting === -1) end(name);
      }
    }
  }
  return spans;
}

function plainText(spans: readonly Span[]): string {
  return spans
    .map((span) => ("text" in span ? span.text : "variable" in span ? `{{${span.variable}}}` : " "))
    .join("");
}

function codeSpans(lines: readonly string[]): Span[] {
  return lines.flatMap((line, index): Span[] => [
    ...(index === 0 ? [] : [{ break: true } as const]),
    ...(line === "" ? [] : [{ text: line, marks: { code: true } as const }]),
  ]);
}
