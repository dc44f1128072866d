/** A comparison as a Word file with tracked changes, for whoever decides on paper or in Word. */
import {
  BorderStyle,
  DeletedTextRun,
  Document,
  HeadingLevel,
  InsertedTextRun,
  type IRunOptions,
  Packer,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import { Node } from "prosemirror-model";
import type { Comparison } from "#shared/document/comparison.ts";
import type { Force, Verdict } from "#shared/document/layout.ts";
import { schema } from "#shared/document/schema.ts";
import type { DocumentKind, Locale } from "#shared/roles.ts";
import {
  mergedNumbers,
  offsetOf,
  openListSigns,
  openMergedText,
  pieces,
  type State,
  textState,
} from "./merged-text.ts";

export interface RedlineTexts {
  /** A directive is written with its numbers. */
  readonly kind: DocumentKind;
  readonly title: string;
  /** What is compared with what. */
  readonly lead: string;
  readonly locale: Locale;
  /** ISO 8601, UTC: the date of all changes. */
  readonly at: string;
  variableLabel(name: string): string;
}

/** Whose changes Word says they are: nobody's in person. */
const AUTHOR = "Richtschnur";

export function redline(comparison: Comparison, texts: RedlineTexts): Promise<Buffer> {
  const t = WORDS[texts.locale];
  const doc = Node.fromJSON(schema, comparison.doc);
  const writer = createWriter(doc, comparison, texts);
  const body = doc.children.flatMap((section, index) => writer.section(section, offsetOf(doc, index)));
  const variables = comparison.changes.flatMap((change) =>
    change.type === "variableChanged"
      ? [
          new Paragraph({
            children: [
              new TextRun(`${texts.variableLabel(change.name)}: `),
              ...writer.run(change.before ?? "", {}, "deleted"),
              ...writer.run(change.after ?? "", {}, "inserted"),
            ],
          }),
        ]
      : [],
  );
  const document = new Document({
    creator: AUTHOR,
    title: texts.title,
    styles: {
      default: {
        document: {
          run: { language: { value: LANGUAGES[texts.locale] } },
          // In twentieths of a point.
          paragraph: { spacing: { after: 120 } },
        },
      },
    },
    features: { trackRevisions: true },
    sections: [
      {
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(texts.title)] }),
          new Paragraph({ children: [new TextRun(texts.lead)] }),
          new Paragraph({ children: [new TextRun({ text: t.note, italics: true })] }),
          ...body,
          ...(variables.length === 0
            ? []
            : [
                new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(t.variables)] }),
                ...variables,
              ]),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

const LANGUAGES: Readonly<Record<Locale, string>> = { de: "de-DE", en: "en-GB" };

const WORDS = {
  de: {
    note: "Was neu ist und was wegfällt, ist als Änderung nachverfolgt. Verschobenes steht an der alten Stelle als gelöscht und an der neuen als eingefügt. Was nur das Aussehen betrifft, ist nicht gekennzeichnet.",
    variables: "Platzhalter",
    missing: (label: string) => `[${label} fehlt]`,
    forces: { none: "", binding: "Verbindlich: ", recommended: "Empfehlung: " },
    verdicts: { do: "So gelingt es", dont: "Besser nicht" },
    situation: "Was tun, wenn …",
    callout: "Hinweis",
    pending: "[Offene Klärungsfrage]",
    figure: (alt: string) => `[Bild: ${alt}]`,
  },
  en: {
    note: "What is new and what is gone is tracked as a change. What has moved is deleted in its old place and inserted in its new one. What concerns the look alone is not marked.",
    variables: "Placeholders",
    missing: (label: string) => `[${label} missing]`,
    forces: { none: "", binding: "Binding: ", recommended: "Recommended: " },
    verdicts: { do: "This works", dont: "Better not" },
    situation: "What to do when …",
    callout: "Note",
    pending: "[Open clarifying question]",
    figure: (alt: string) => `[Picture: ${alt}]`,
  },
} as const;

function createWriter(doc: Node, comparison: Comparison, texts: RedlineTexts) {
  const { spans, changes, variables } = comparison;
  const t = WORDS[texts.locale];
  const merged = openMergedText(spans);
  const { onNodes, onText, stateAt } = merged;
  const numbers = mergedNumbers(doc, texts.kind, merged);
  const signs = openListSigns();
  let revision = 0;
  const mark = () => ({ id: ++revision, author: AUTHOR, date: texts.at });

  function run(text: string, marks: Partial<IRunOptions>, state: State): readonly ParagraphChild[] {
    if (text === "") return [];
    const options = { ...marks, text };
    if (state === "inserted") return [new InsertedTextRun({ ...options, ...mark() })];
    if (state === "deleted") return [new DeletedTextRun({ ...options, ...mark() })];
    return [new TextRun(options)];
  }

  function numberAt(pos: number): string {
    const number = numbers.get(pos);
    return number === undefined ? "" : `${number} `;
  }

  /** The label of a line; where it has changed, both. */
  function label(line: Node, pos: number, state: State): readonly ParagraphChild[] {
    const now = String(line.attrs.force) as Force;
    const altered = (onNodes.get(pos) ?? []).find(({ is }) => is === "altered");
    const change = altered === undefined ? undefined : changes[altered.change];
    const edit =
      change?.type === "linesAltered" ? change.attributes.find(({ name }) => name === "force") : undefined;
    if (edit === undefined || state !== "same") return run(t.forces[now], { bold: true }, state);
    return [
      ...run(t.forces[edit.before as Force], { bold: true }, "deleted"),
      ...run(t.forces[now], { bold: true }, "inserted"),
    ];
  }

  function inline(line: Node, pos: number, state: State): readonly ParagraphChild[] {
    return line.children.flatMap((child, index) => {
      const from = pos + 1 + offsetOf(line, index);
      const marks = marksOf(child);
      if (!child.isText) return run(plain(child), marks, state === "same" ? textState(onText, from) : state);
      if (state !== "same") return run(child.text ?? "", marks, state);
      return pieces(child.text ?? "", from, onText).flatMap((piece) => run(piece.text, marks, piece.state));
    });
  }

  function plain(leaf: Node): string {
    if (leaf.type === schema.nodes.break) return " ";
    const value = variables[leaf.attrs.name]?.trim() ?? "";
    return value === "" ? t.missing(texts.variableLabel(leaf.attrs.name)) : value;
  }

  function paragraph(line: Node, pos: number, around: State, indent = 0): Paragraph {
    const state = stateAt(pos, line, around);
    const { kind, indent: level } = line.attrs;
    const inList = kind === "bullet" || kind === "ordered" || kind === "task";
    const sign = signs.of(line, state);
    const begin = sign === "" || kind === "bullet" ? numberAt(pos) : `${sign} `;
    return new Paragraph({
      ...(kind === "h3" ? { heading: HeadingLevel.HEADING_2 } : {}),
      ...(kind === "h4" ? { heading: HeadingLevel.HEADING_3 } : {}),
      ...(kind === "bullet" ? { bullet: { level } } : {}),
      ...(kind === "bullet" ? {} : { indent: { left: indent + (inList ? 360 * (level + 1) : 0) } }),
      // The end of the paragraph comes or goes with it.
      ...(state === "inserted" ? { run: { insertion: mark() } } : {}),
      ...(state === "deleted" ? { run: { deletion: mark() } } : {}),
      children: [...run(begin, {}, state), ...label(line, pos, state), ...inline(line, pos, state)],
    });
  }

  function box(node: Node, pos: number, around: State): Paragraph[] {
    const { type, verdict } = node.attrs;
    const name =
      type === "example" ? t.verdicts[verdict as Verdict] : type === "situation" ? t.situation : t.callout;
    return [
      new Paragraph({ indent: { left: 720 }, children: run(name, { bold: true }, around) }),
      ...node.children.map((line, index) => paragraph(line, pos + 1 + offsetOf(node, index), around, 720)),
    ];
  }

  function table(node: Node, pos: number, around: State): Table {
    const whole = stateAt(pos, node, around);
    const rows = node.children.map((row, y) => {
      const rowPos = pos + 1 + offsetOf(node, y);
      const rowState = stateAt(rowPos, row, whole);
      const cells = row.children.map((cell, x) => {
        const cellPos = rowPos + 1 + offsetOf(row, x);
        const cellState = stateAt(cellPos, cell, rowState);
        return new TableCell({
          children: cell.children.map((line, index) =>
            paragraph(line, cellPos + 1 + offsetOf(cell, index), cellState),
          ),
        });
      });
      return new TableRow({
        cantSplit: true,
        tableHeader: y === 0 && (node.attrs.header === "row" || node.attrs.header === "both"),
        ...(rowState === "inserted" ? { insertion: mark() } : {}),
        ...(rowState === "deleted" ? { deletion: mark() } : {}),
        children: cells,
      });
    });
    return new Table({ rows, width: { size: 100, type: WidthType.PERCENTAGE } });
  }

  function block(node: Node, pos: number, around: State): readonly (Paragraph | Table)[] {
    switch (node.type) {
      case schema.nodes.title:
        return [
          new Paragraph({
            heading: HeadingLevel.HEADING_1,
            children: [...run(numberAt(pos), {}, around), ...inline(node, pos, around)],
          }),
        ];
      case schema.nodes.block:
        return [paragraph(node, pos, around)];
      case schema.nodes.box:
        return box(node, pos, around);
      case schema.nodes.table:
        return [table(node, pos, around), new Paragraph({})];
      case schema.nodes.divider:
        return [new Paragraph({ border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: "auto" } } })];
      case schema.nodes.figure:
        return [
          new Paragraph({
            children: run(t.figure(node.attrs.caption || node.attrs.alt), {}, stateAt(pos, node, around)),
          }),
        ];
      case schema.nodes.pending:
        return [new Paragraph({ children: run(t.pending, { italics: true }, stateAt(pos, node, around)) })];
      default:
        return [];
    }
  }

  return {
    run,
    section(node: Node, pos: number): readonly (Paragraph | Table)[] {
      signs.restart();
      // A section that has moved is read where it stands now.
      const spansHere = (onNodes.get(pos) ?? []).filter(({ to }) => to === pos + node.nodeSize);
      const state: State = spansHere.some(({ is }) => is === "inserted")
        ? "inserted"
        : spansHere.some(({ is }) => is === "deleted")
          ? "deleted"
          : "same";
      return node.children.flatMap((child, index) => block(child, pos + 1 + offsetOf(node, index), state));
    },
  };
}

function marksOf(node: Node): Partial<IRunOptions> {
  const has = (name: string) => node.marks.some((mark) => mark.type.name === name);
  return {
    ...(has("strong") ? { bold: true } : {}),
    ...(has("em") ? { italics: true } : {}),
    ...(has("underline") || has("link") ? { underline: {} } : {}),
    ...(has("strike") ? { strike: true } : {}),
  };
}
