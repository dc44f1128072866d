/**
 * Reads a section file of templates/: YAML front matter, then the text in a small Markdown.
 *
 *   ### Heading            h3; `####` is h4
 *   text                   a paragraph; following lines belong to it until a blank line
 *   - item, 1. item, - [ ] item    lists; two blanks deeper is one level more
 *   > text                 quote
 *   ---                    divider
 *   ! text                 the paragraph is binding; `? text` is recommended
 *   ::: do | dont | note | tip | warning | important | situation … :::     a box around the lines between
 *   | a | b |              table; the row under the first one (| --- | --- |) makes it a header
 *   [[question-id]]        here stands the open question, or the wording of its answer or proposal
 *   **bold** *italic* ~~struck~~ `code` [text](https://…) {{variable}}     inside a line
 */
import MarkdownIt from "markdown-it";
import { parse as parseYaml, YAMLParseError } from "yaml";
import type { z } from "zod";
import type { LineContent, MarkSet, SectionContent, Span } from "./document/content.ts";
import type { BoxAttributes, LineAttributes } from "./document/layout.ts";
import { isSafeHref, isTemplateVariableName, MAX_INDENT } from "./document/layout.ts";
import { wordingKey } from "./template-answers.ts";
import { sectionFrontMatter, type Variable } from "./templates.ts";

/** What is wrong with a template file, and where. */
export interface TemplateFault {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export class TemplateFaults extends Error {
  readonly faults: readonly TemplateFault[];
  constructor(faults: readonly TemplateFault[]) {
    super(faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join("\n"));
    this.faults = faults;
  }
}

export type SectionFile = Omit<z.output<typeof sectionFrontMatter>, "variables"> & {
  readonly file: string;
  readonly variables: readonly Variable[];
  /** With a `pending` line for every question that has its place in the text, blocking or not. */
  readonly lines: SectionContent["lines"];
  /** Prepared wordings under their `wordingKey`. */
  readonly wordings: ReadonlyMap<string, SectionContent["lines"]>;
};

const FRONT_MATTER = /^---\n([\s\S]*?)\n---\n/;

/**
 * `shared` are the variables that a section may name without describing them.
 * @throws TemplateFaults with everything that is wrong with the file
 */
export function parseSectionFile(
  file: string,
  source: string,
  shared: ReadonlyMap<string, Variable> = new Map(),
): SectionFile {
  const text = source.replaceAll("\r\n", "\n");
  const head = FRONT_MATTER.exec(text);
  if (head === null) throw fault(file, 1, "expected front matter between two lines of ---");
  const front = parseFrontMatter(file, head[1] ?? "", 2, sectionFrontMatter);
  const yaml = head[1] ?? "";
  const known: Known = {
    questions: new Set(front.questions.map((question) => question.id)),
    variables: new Set(front.variables.map((each) => (typeof each === "string" ? each : each.name))),
  };
  const faults: TemplateFault[] = [];
  const variables = front.variables.flatMap((each) => {
    const found = typeof each === "string" ? shared.get(each) : each;
    if (found === undefined)
      faults.push({ file, line: lineWith(yaml, String(each)), message: `${each} is not in variables.yaml` });
    return found ?? [];
  });
  const wordings = new Map<string, LineContent[]>();
  for (const [key, wording] of wordingsOf(front.questions)) {
    const line = lineWith(yaml, wording.split("\n")[0] ?? "");
    gather(faults, () =>
      wordings.set(key, parseBlocks(file, wording, line, { ...known, questions: new Set() })),
    );
  }
  const lines = gather(faults, () =>
    parseBlocks(file, text.slice(head[0].length), head[0].split("\n").length, known),
  );
  if (faults.length > 0) throw new TemplateFaults(faults);
  return { ...front, file, variables, lines: lines ?? [], wordings };
}

function wordingsOf(questions: z.output<typeof sectionFrontMatter>["questions"]) {
  return questions.flatMap((question): readonly [string, string][] => {
    if (question.type === "option")
      return question.options.flatMap(({ value, wording }) =>
        wording === undefined ? [] : [[wordingKey(question.id, value), wording] as const],
      );
    return question.wording === undefined ? [] : [[wordingKey(question.id), question.wording]];
  });
}

function gather<T>(faults: TemplateFault[], read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TemplateFaults)) throw error;
    faults.push(...error.faults);
    return null;
  }
}

/** Line in the file of the first line of front matter that contains `words`. */
function lineWith(yaml: string, words: string): number {
  return (
    2 +
    Math.max(
      0,
      yaml.split("\n").findIndex((line) => line.includes(words)),
    )
  );
}

/** Parses YAML and checks it; `firstLine` is where it stands in the file. @throws TemplateFaults */
export function parseFrontMatter<T extends z.ZodType>(
  file: string,
  yaml: string,
  firstLine: number,
  schema: T,
): z.output<T> {
  let value: unknown;
  try {
    value = parseYaml(yaml);
  } catch (error) {
    const line = error instanceof YAMLParseError ? (error.linePos?.[0].line ?? 1) : 1;
    throw fault(
      file,
      firstLine + line - 1,
      `cannot be read as YAML: ${(error as Error).message.split("\n")[0]}`,
    );
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new TemplateFaults(
    parsed.error.issues.map(({ path, message }) => ({
      file,
      line: firstLine + lineOf(yaml, path),
      message: `${path.join(".") || "front matter"}: ${message}`,
    })),
  );
}

/** Best guess at the line of a path: the line of its last name, behind those before it. */
function lineOf(yaml: string, path: readonly PropertyKey[]): number {
  const lines = yaml.split("\n");
  let at = 0;
  for (const step of path) {
    if (typeof step === "number") {
      for (let seen = -1; at < lines.length; at++) {
        if (/^\s*- /.test(lines[at] ?? "")) seen += 1;
        if (seen === step) break;
      }
      continue;
    }
    const found = lines.findIndex(
      (line, index) => index >= at && line.replace(/^[\s-]*/, "").startsWith(`${String(step)}:`),
    );
    if (found >= 0) at = found;
  }
  return Math.min(at, Math.max(0, lines.length - 1));
}

interface Known {
  readonly questions: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
}

type Attributes = Partial<Omit<LineAttributes, "box">>;

const BOXES: Readonly<Record<string, Partial<BoxAttributes>>> = {
  do: { type: "example", verdict: "do" },
  dont: { type: "example", verdict: "dont" },
  note: { type: "callout", tone: "note" },
  tip: { type: "callout", tone: "tip" },
  warning: { type: "callout", tone: "warning" },
  important: { type: "callout", tone: "important" },
  situation: { type: "situation" },
};

function parseBlocks(file: string, body: string, firstLine: number, known: Known): LineContent[] {
  const source = body.split("\n");
  const lines: LineContent[] = [];
  const faults: TemplateFault[] = [];
  let box: { readonly attributes: Partial<BoxAttributes>; readonly line: number } | null = null;

  for (let index = 0; index < source.length; index++) {
    const line = firstLine + index;
    const raw = source[index] ?? "";
    const text = raw.trim();
    const report = (message: string) => faults.push({ file, line, message });
    if (text === "" || text === "%%") continue;

    const fence = /^:::\s*(\S*)$/.exec(text);
    if (fence !== null) {
      const name = fence[1] ?? "";
      if (name === "") {
        if (box === null) report("::: closes a box, but none is open");
        box = null;
        continue;
      }
      const attributes = BOXES[name];
      if (box !== null)
        report(`a box cannot stand in a box; close the one of line ${box.line} with ::: first`);
      if (attributes === undefined)
        report(`unknown box ${name}, expected one of ${Object.keys(BOXES).join(", ")}`);
      box = { attributes: { ...attributes }, line };
      continue;
    }

    if (text.startsWith("|")) {
      const rows: string[] = [];
      for (; /^\s*(\||%%$)/.test(source[index] ?? ""); index++)
        if (source[index] !== "%%") rows.push((source[index] ?? "").trim());
      index -= 1;
      const table = parseTable(rows, known, report);
      if (box !== null) report("a table cannot stand in a box");
      if (table !== null) lines.push({ attributes: { kind: "table" }, spans: [], table });
      continue;
    }

    const question = /^\[\[([^\]]+)\]\]$/.exec(text);
    if (question !== null) {
      const id = question[1] ?? "";
      if (!known.questions.has(id))
        report(`unknown question ${id}, expected one of ${[...known.questions].join(", ") || "none"}`);
      lines.push({ attributes: { kind: "pending", ref: id }, spans: [] });
      continue;
    }

    if (/^-{3,}$/.test(text)) {
      lines.push({ attributes: { kind: "divider" }, spans: [] });
      continue;
    }

    const begin = beginning(raw);
    let content = begin.text;
    while (continues(source[index + 1])) content += ` ${(source[++index] ?? "").trim()}`;
    if (begin.attributes.indent !== undefined && begin.attributes.indent > MAX_INDENT)
      report(`lists go ${MAX_INDENT} levels deep at most`);
    lines.push({
      attributes: begin.attributes,
      spans: parseInline(content, known, report),
      ...(box === null ? {} : { box: box.attributes }),
    });
  }
  if (box !== null)
    faults.push({ file, line: box.line, message: "the box is never closed, expected a line of :::" });
  if (faults.length > 0) throw new TemplateFaults(faults);
  return lines;
}

/** What a line is by its first characters. */
function beginning(raw: string): { readonly attributes: Attributes; readonly text: string } {
  const indent = Math.floor((/^ */.exec(raw)?.[0].length ?? 0) / 2);
  const nested = indent > 0 ? { indent } : {};
  const text = raw.trim();
  const kinds: readonly [RegExp, (match: RegExpExecArray) => Attributes][] = [
    [/^####\s+/, () => ({ kind: "h4" })],
    [/^###\s+/, () => ({ kind: "h3" })],
    [
      /^- \[([ x])\]\s+/,
      (match) => ({ kind: "task", ...(match[1] === "x" ? { checked: true } : {}), ...nested }),
    ],
    [/^- /, () => ({ kind: "bullet", ...nested })],
    [/^\d+\. /, () => ({ kind: "ordered", ...nested })],
    [/^> /, () => ({ kind: "quote" })],
    [/^! /, () => ({ force: "binding" })],
    [/^\? /, () => ({ force: "recommended" })],
  ];
  for (const [pattern, attributes] of kinds) {
    const match = pattern.exec(text);
    if (match !== null) return { attributes: attributes(match), text: text.slice(match[0].length) };
  }
  return { attributes: {}, text };
}

const STARTS = /^\s*(%%|#{3,4}\s|- |\d+\. |> |! |\? |:::|\||\[\[|-{3,}$)/;

function continues(raw: string | undefined): boolean {
  return raw !== undefined && raw.trim() !== "" && !STARTS.test(raw);
}

function parseTable(
  rows: readonly string[],
  known: Known,
  report: (message: string) => void,
): NonNullable<LineContent["table"]> | null {
  const cells = rows.map((row) =>
    row
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((cell) => cell.trim()),
  );
  const hasHeader = cells[1]?.every((cell) => /^:?-+:?$/.test(cell)) ?? false;
  const kept = hasHeader ? cells.filter((_row, index) => index !== 1) : cells;
  if (new Set(kept.map((row) => row.length)).size > 1) {
    report("all rows of a table need the same number of cells");
    return null;
  }
  return {
    header: hasHeader ? "row" : "none",
    rows: kept.map((row) => row.map((cell) => [{ attributes: {}, spans: parseInline(cell, known, report) }])),
  };
}

const markdown = new MarkdownIt("zero", { html: false }).enable([
  "emphasis",
  "strikethrough",
  "backticks",
  "link",
  "escape",
]);
const MARK_OF: Readonly<Record<string, MarkSet>> = {
  strong: { strong: true },
  em: { em: true },
  s: { strike: true },
};

function parseInline(text: string, known: Known, report: (message: string) => void): Span[] {
  const spans: Span[] = [];
  let open: { readonly name: string; readonly marks: MarkSet }[] = [];
  for (const token of markdown.parseInline(text, {})[0]?.children ?? []) {
    const name = token.type.replace(/_(open|close)$/, "");
    if (token.type === "link_open") {
      const href = String(token.attrGet("href") ?? "");
      if (!isSafeHref(href)) report(`the link ${href} is none of http, https, mailto, tel`);
      open = [...open, { name, marks: { link: href } }];
    } else if (token.nesting === 1) open = [...open, { name, marks: MARK_OF[name] ?? {} }];
    else if (token.nesting === -1)
      open = open.slice(
        0,
        open.findLastIndex((each) => each.name === name),
      );
    else {
      const marks: MarkSet = Object.assign(
        {},
        ...open.map((each) => each.marks),
        token.type === "code_inline" ? { code: true } : {},
      );
      spans.push(...parseVariables(token.content, marks, known, report));
    }
  }
  return spans;
}

function parseVariables(
  text: string,
  marks: MarkSet,
  known: Known,
  report: (message: string) => void,
): Span[] {
  return text.split(/(\{\{[^}]*\}\})/).flatMap((part): Span[] => {
    const name = /^\{\{\s*([^}]*?)\s*\}\}$/.exec(part)?.[1];
    if (name === undefined)
      return part === "" ? [] : [{ text: part, ...(Object.keys(marks).length === 0 ? {} : { marks }) }];
    if (!isTemplateVariableName(name))
      report(`${part} is no variable: expected lower-case words with hyphens`);
    else if (!known.variables.has(name))
      report(
        `unknown variable ${name}, expected one of ${[...known.variables].join(", ") || "none"} (declare it in the front matter)`,
      );
    return [{ variable: name }];
  });
}

function fault(file: string, line: number, message: string): TemplateFaults {
  return new TemplateFaults([{ file, line, message }]);
}
