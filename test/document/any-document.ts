/** Any document of the schema, with the texts that formats trip over. */
import fc from "fast-check";
import type { Mark, Node } from "prosemirror-model";
import {
  FORCES,
  MARKS,
  MAX_INDENT,
  TABLE_HEADERS,
  TEXT_KINDS,
  TONES,
  VERDICTS,
} from "#shared/document/layout.ts";
import { schema } from "#shared/document/schema.ts";

const { nodes } = schema;

const SIGNS = [
  ...[
    "*",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "&",
    "&amp;",
    "&nbsp;",
    "\\",
    "|",
    "!",
    "?",
  ],
  ...[
    "#",
    "# ",
    "### ",
    "- ",
    "+ ",
    "1. ",
    "12) ",
    "> ",
    "! ",
    "? ",
    "::: note",
    ":::",
    "---",
    "===",
    "[[x]]",
    "| a |",
  ],
  ...[
    "{{",
    "}}",
    "{{name}}",
    "{",
    "<b>",
    "<br>",
    "<br/>",
    "</p>",
    "<script>",
    "<!--",
    "\t",
    "  ",
    " ",
    "\u00a0",
    "\ufeff",
  ],
  ...[
    "\u2028",
    "\r",
    "http://a.b",
    "![x](y)",
    "[x](https://a.b)",
    "😀",
    "ß",
    "e\u0301",
    "„",
    "“",
    "§ 87",
    '"',
    "'",
    "=",
    ":",
  ],
];

const words = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constantFrom("Regel", "Text", "a", "B2", "ist", "wer"), weight: 3 },
      { arbitrary: fc.constantFrom(...SIGNS), weight: 2 },
      { arbitrary: fc.constant(" "), weight: 3 },
    ),
    { minLength: 1, maxLength: 7 },
  )
  .map((parts) => parts.join(""));

const HREFS = [
  "https://example.org/a_(b)?c=d&copy=e#f",
  "mailto:presse@example.org",
  "tel:+49301234",
  "https://a.b/<x>|y\\z*_~`",
];

const marks = fc
  .uniqueArray(fc.constantFrom(...MARKS), { maxLength: 3 })
  .chain((names) => fc.constantFrom(...HREFS).map((href) => names.map((name) => markOf(name, href))));

function markOf(name: (typeof MARKS)[number], href: string): Mark {
  return schema.mark(name, name === "link" ? { href } : null);
}

const inline: fc.Arbitrary<Node> = fc
  .tuple(
    fc.oneof(
      { arbitrary: words.map((text): Node => schema.text(text)), weight: 6 },
      {
        arbitrary: fc
          .constantFrom("lead-department", "Zahl der Tage", "Übergabe 2-fach")
          .map((name): Node => nodes.variable.create({ name })),
        weight: 1,
      },
      { arbitrary: fc.constant(null).map((): Node => nodes.break.create()), weight: 1 },
    ),
    marks,
  )
  .map(([node, all]) => node.mark(all.reduce((set, mark) => mark.addToSet(set), [] as readonly Mark[])));

const block: fc.Arbitrary<Node> = fc
  .record({
    kind: fc.constantFrom(...TEXT_KINDS),
    indent: fc.nat(MAX_INDENT),
    checked: fc.boolean(),
    start: fc.oneof(fc.constant(1), fc.nat(40)),
    force: fc.constantFrom(...FORCES),
    content: fc.array(inline, { maxLength: 5 }),
  })
  .map(({ content, ...attrs }) => nodes.block.create(attrs, content));

const box: fc.Arbitrary<Node> = fc
  .record({
    type: fc.constantFrom("callout", "example", "situation"),
    tone: fc.constantFrom(...TONES),
    verdict: fc.constantFrom(...VERDICTS),
    blocks: fc.array(block, { minLength: 1, maxLength: 3 }),
  })
  .map(({ blocks, ...attrs }) => nodes.box.create({ id: "box", ...attrs }, blocks));

const cell = fc.array(block, { minLength: 1, maxLength: 2 }).map((blocks) => nodes.cell.create(null, blocks));

const table: fc.Arbitrary<Node> = fc
  .tuple(fc.constantFrom(...TABLE_HEADERS), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
  .chain(([header, height, width]) =>
    fc
      .array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: height, maxLength: height })
      .map((rows) =>
        nodes.table.create(
          { header },
          rows.map((cells) => nodes.row.create(null, cells)),
        ),
      ),
  );

const object: fc.Arbitrary<Node> = fc.oneof(
  fc.constant(null).map(() => nodes.divider.create()),
  fc.constant(null).map(() => nodes.pending.create({ ref: "who-answers" })),
  fc.tuple(words, words).map(([alt, caption]) => nodes.figure.create({ ref: "a1b2", alt, caption })),
);

const section: fc.Arbitrary<Node> = fc
  .record({
    title: fc.option(words),
    lines: fc.array(
      fc.oneof(
        { arbitrary: block, weight: 6 },
        { arbitrary: box, weight: 2 },
        { arbitrary: table, weight: 1 },
        object,
      ),
      { minLength: 1, maxLength: 7 },
    ),
  })
  .map(({ title, lines }) =>
    nodes.section.create({ id: "section" }, [
      nodes.title.create(null, title === null ? null : schema.text(title.replaceAll(/\s/g, " "))),
      ...lines,
    ]),
  );

/** Valid documents of one to three sections. */
export const anyDocument: fc.Arbitrary<Node> = fc
  .array(section, { minLength: 1, maxLength: 3 })
  .map((sections) => nodes.doc.create(null, sections));

const same = (indent: number) => indent;

/**
 * What both formats keep: without ids and widths, and without attributes where they say nothing. `indents` says how
 * the levels of list lines outside of cells come back.
 */
export function kept(doc: Node, indents: (indent: number) => number = same): unknown {
  return clean(doc.toJSON(), indents);
}

interface Json {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly Json[];
  readonly marks?: readonly unknown[];
  readonly text?: string;
}

function clean({ type, attrs = {}, content, ...rest }: Json, indents: (indent: number) => number): unknown {
  return {
    type,
    attrs: Object.fromEntries(
      Object.entries(attrsOf(type, attrs, indents)).sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    ...(content ? { content: content.map((each) => clean(each, type === "cell" ? same : indents)) } : {}),
    ...rest,
  };
}

function attrsOf(
  type: string,
  attrs: Readonly<Record<string, unknown>>,
  indents: (indent: number) => number,
): Readonly<Record<string, unknown>> {
  const { kind, indent, checked, start, force, header, tone, verdict, ref, alt, caption, name } = attrs;
  switch (type) {
    case "block":
      return {
        kind,
        force,
        ...(["bullet", "ordered", "task"].includes(String(kind)) ? { indent: indents(Number(indent)) } : {}),
        ...(kind === "task" ? { checked } : {}),
        ...(kind === "ordered" ? { start } : {}),
      };
    case "box":
      return {
        type: attrs.type,
        ...(attrs.type === "callout" ? { tone } : attrs.type === "example" ? { verdict } : {}),
      };
    case "table":
      return { header };
    case "figure":
      return { ref, alt, caption };
    case "pending":
      return { ref };
    case "variable":
      return { name };
    default:
      return {};
  }
}
