/**
 * The view of the shared document: a ProseMirror schema. It may be strict, since the binding always builds a
 * valid document out of the shared state and deletes nothing that it does not know.
 */
import { type Attrs, type MarkSpec, type NodeSpec, Schema } from "prosemirror-model";

const nodes = {
  doc: { content: "section*" },

  section: {
    content: "title (block | box | table | figure | divider | pending | unknown)*",
    attrs: { id: {}, key: { default: null } },
    isolating: true,
    defining: true,
    toDOM: (node) => ["section", { "data-id": node.attrs.id }, 0],
  },
  title: { content: "text*", marks: "", defining: true, toDOM: () => ["h2", 0] },

  /** One line of text. `kind` is a TextKind; `box` is read from the node around it. */
  block: {
    content: "inline*",
    group: "line",
    attrs: {
      id: { default: null },
      kind: { default: "text" },
      indent: { default: 0 },
      checked: { default: false },
      start: { default: 1 },
      force: { default: "none" },
    },
    toDOM: (node) => [blockTag(node.attrs), blockDOMAttributes(node.attrs), 0],
  },

  /** Consecutive lines that stand in the same box. */
  box: {
    content: "block+",
    attrs: { id: {}, type: { default: "callout" }, tone: { default: "note" }, verdict: { default: "do" } },
    defining: true,
    toDOM: (node) => [
      "div",
      { class: `box ${node.attrs.type}`, "data-tone": node.attrs.tone, "data-verdict": node.attrs.verdict },
      0,
    ],
  },

  table: {
    content: "row+",
    attrs: {
      id: { default: null },
      ref: { default: null },
      header: { default: "none" },
    },
    tableRole: "table",
    isolating: true,
    toDOM: () => ["table", ["tbody", 0]],
  },
  row: { content: "cell+", attrs: { id: { default: null } }, tableRole: "row", toDOM: () => ["tr", 0] },
  cell: {
    content: "block+",
    attrs: {
      column: { default: null },
      header: { default: false },
      colspan: { default: 1 },
      rowspan: { default: 1 },
      colwidth: { default: null },
    },
    tableRole: "cell",
    isolating: true,
    toDOM: (node) => [node.attrs.header ? "th" : "td", 0],
  },

  figure: {
    attrs: { id: { default: null }, ref: { default: null }, alt: { default: "" }, caption: { default: "" } },
    atom: true,
    toDOM: (node) => ["figure", { "data-ref": node.attrs.ref }, ["figcaption", node.attrs.caption]],
  },
  divider: { attrs: { id: { default: null } }, atom: true, toDOM: () => ["hr"] },
  /** A question that is still open stands in place of the rule; `ref` is its id. */
  pending: {
    attrs: { id: { default: null }, ref: { default: null } },
    atom: true,
    toDOM: (node) => ["div", { class: "pending", "data-ref": node.attrs.ref }],
  },
  /** A line of a kind that this client does not know: a neutral placeholder, left alone. */
  unknown: {
    attrs: { id: { default: null } },
    atom: true,
    selectable: false,
    toDOM: () => ["div", { class: "unknown" }],
  },

  text: { group: "inline" },
  variable: {
    group: "inline",
    inline: true,
    atom: true,
    attrs: { name: {} },
    leafText: (node) => `{{${node.attrs.name}}}`,
    toDOM: (node) => ["span", { class: "variable", "data-name": node.attrs.name }],
  },
  break: {
    group: "inline",
    inline: true,
    selectable: false,
    linebreakReplacement: true,
    leafText: () => "\n",
    toDOM: () => ["br"],
  },
} satisfies Record<string, NodeSpec>;

const marks = {
  link: {
    attrs: { href: {} },
    inclusive: false,
    toDOM: (mark) => ["a", { href: mark.attrs.href, rel: "noopener noreferrer" }, 0],
  },
  strong: { toDOM: () => ["strong", 0] },
  em: { toDOM: () => ["em", 0] },
  underline: { toDOM: () => ["u", 0] },
  strike: { toDOM: () => ["s", 0] },
  code: { code: true, toDOM: () => ["code", 0] },
} satisfies Record<string, MarkSpec>;

/** doc > section > title (block | box > block | table > row > cell > block | figure | divider | pending)* */
export const schema: Schema<keyof typeof nodes, keyof typeof marks> = new Schema({ nodes, marks });

function blockTag(attrs: Attrs): string {
  switch (attrs.kind) {
    case "h3":
      return "h3";
    case "h4":
      return "h4";
    case "quote":
      return "blockquote";
    default:
      return "p";
  }
}

function blockDOMAttributes(attrs: Attrs): Record<string, string> {
  return {
    "data-id": attrs.id ?? "",
    "data-kind": attrs.kind,
    "data-indent": String(attrs.indent),
    ...(attrs.kind === "task" ? { "data-checked": String(attrs.checked) } : {}),
    ...(attrs.force === "none" ? {} : { "data-force": attrs.force }),
  };
}
