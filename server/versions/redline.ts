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
import type { Force } from "#shared/document/layout.ts";
import { boxNameOf, forceNameOf, LINE_WORDS } from "#shared/document/line-words.ts";
import {
  mergedNumbers,
  offsetOf,
  openListSigns,
  openMergedText,
  pieces,
  type State,
  textState,
} from "#shared/document/merged-text.ts";
import { schema } from "#shared/document/schema.ts";
import type { Locale } from "#shared/roles.ts";
import { printable } from "../print/index.ts";
import { dateIn, type PrintedRedline, type PrintedSide, summaryOf } from "./printed-redline.ts";
import { PRINTED_WORDS } from "./printed-words.ts";
import { decisionForm, facts } from "./word-frame.ts";

/** Whose changes Word says they are: nobody's in person. */
const AUTHOR = "Richtschnur";

/** @param about `lead` says what is compared with what */
export function redline(
  comparison: Comparison,
  about: PrintedRedline & { readonly lead: string },
): Promise<Buffer> {
  const t = PRINTED_WORDS[about.locale];
  const doc = Node.fromJSON(schema, comparison.doc);
  const writer = createWriter(doc, comparison, about);
  const body = doc.children.flatMap((section, index) => writer.section(section, offsetOf(doc, index)));
  const variables = comparison.changes.flatMap((change) =>
    change.type === "variableChanged"
      ? [
          new Paragraph({
            children: [
              ...writer.run(`${about.variableLabel(change.name)}: `, {}, "same"),
              ...writer.run(change.before ?? "", {}, "deleted"),
              ...writer.run(change.after ?? "", {}, "inserted"),
            ],
          }),
        ]
      : [],
  );
  const date = dateIn(about);
  const side = (given: PrintedSide) => ({
    ...given,
    name: printable(given.name),
    when: given.at === null ? t.live : date(given.at),
  });
  const title = printable(about.title);
  const heading = (text: string) =>
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(text)] });
  const document = new Document({
    creator: AUTHOR,
    title,
    styles: {
      default: {
        document: {
          run: { language: { value: LANGUAGES[about.locale] } },
          // In twentieths of a point.
          paragraph: { spacing: { after: 120 } },
        },
      },
    },
    features: { trackRevisions: true },
    sections: [
      {
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(title)] }),
          new Paragraph({ children: [new TextRun(printable(about.lead))] }),
          facts(
            t.page,
            [
              { label: t.page.older, side: side(about.older) },
              { label: t.page.newer, side: side(about.newer) },
            ],
            date(about.at),
          ),
          new Paragraph({ spacing: { before: 240 }, children: [new TextRun(summaryOf(comparison, t))] }),
          new Paragraph({ children: [new TextRun({ text: t.tracked, italics: true })] }),
          ...body,
          ...(variables.length === 0 ? [] : [heading(t.page.variables), ...variables]),
          ...decisionForm(t.page, about.newer.contentHash),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

const LANGUAGES: Readonly<Record<Locale, string>> = { de: "de-DE", en: "en-GB" };

function createWriter(doc: Node, comparison: Comparison, about: PrintedRedline) {
  const { variables } = comparison;
  const [t, words] = [PRINTED_WORDS[about.locale], LINE_WORDS[about.locale]];
  const merged = openMergedText(comparison);
  const { onNodes, onText, stateAt, altered } = merged;
  const numbers = mergedNumbers(doc, about.kind, merged);
  const signs = openListSigns();
  let revision = 0;
  const mark = () => ({ id: ++revision, author: AUTHOR, date: about.at });

  function run(text: string, marks: Partial<IRunOptions>, state: State): readonly ParagraphChild[] {
    if (text === "") return [];
    const options = { ...marks, text: printable(text) };
    if (state === "inserted") return [new InsertedTextRun({ ...options, ...mark() })];
    if (state === "deleted") return [new DeletedTextRun({ ...options, ...mark() })];
    return [new TextRun(options)];
  }

  function numberAt(pos: number): string {
    const number = numbers.get(pos);
    return number === undefined ? "" : `${number} `;
  }

  /** Words of ours that say what something is: before and now where it has become another. */
  function told(
    before: string | null,
    now: string | null,
    state: State,
    end: string,
  ): readonly ParagraphChild[] {
    const part = (text: string | null, its: State) =>
      text === null ? [] : run(`${text}${end}`, { bold: true }, its);
    if (state !== "same" || before === now) return part(now, state);
    return [...part(before, "deleted"), ...part(now, "inserted")];
  }

  const boxName = (box: unknown) => (box === null ? null : boxNameOf(words, box));

  /** The label of a line, behind what it stands in where that is another than before and no box has said so. */
  function label(line: Node, pos: number, state: State, said: number | null): readonly ParagraphChild[] {
    const now = line.attrs.force as Force;
    const [force, box] = [altered(pos, "force"), altered(pos, "box")];
    return [
      ...(box === null || box.change === said || state !== "same"
        ? []
        : told(boxName(box.before), boxName(box.after), state, ": ")),
      ...told(forceNameOf(words, (force?.before as Force) ?? now), forceNameOf(words, now), state, ": "),
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
    return value === "" ? t.missing(about.variableLabel(leaf.attrs.name)) : value;
  }

  function paragraph(
    line: Node,
    pos: number,
    around: State,
    { indent = 0, said = null }: { readonly indent?: number; readonly said?: number | null } = {},
  ): Paragraph {
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
      children: [...run(begin, {}, state), ...label(line, pos, state, said), ...inline(line, pos, state)],
    });
  }

  function box(node: Node, pos: number, around: State): Paragraph[] {
    // It is told once, on the box, with its first line.
    const edit = altered(pos + 1, "box");
    const now = boxName(node.attrs);
    const name = told(edit === null ? now : boxName(edit.before), now, stateAt(pos, node, around), " ");
    const inside = { indent: 720, said: edit?.change ?? null };
    return [
      new Paragraph({ indent: { left: 720 }, keepNext: true, children: name }),
      ...node.children.map((line, index) => paragraph(line, pos + 1 + offsetOf(node, index), around, inside)),
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

  /** What a picture is called; where that has changed, both. */
  function figure({ attrs }: Node, pos: number, state: State): readonly ParagraphChild[] {
    const words = (caption: unknown, alt: unknown) => `[${t.figure}: ${caption || alt}]`;
    const [caption, alt] = [altered(pos, "caption"), altered(pos, "alt")];
    const [before, now] = [
      words(caption === null ? attrs.caption : caption.before, alt === null ? attrs.alt : alt.before),
      words(attrs.caption, attrs.alt),
    ];
    if (state !== "same" || before === now) return run(now, {}, state);
    return [...run(before, {}, "deleted"), ...run(now, {}, "inserted")];
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
        return [new Paragraph({ children: figure(node, pos, stateAt(pos, node, around)) })];
      case schema.nodes.pending:
        return [
          new Paragraph({
            children: run(`[${t.pending}]`, { italics: true }, stateAt(pos, node, around)),
          }),
        ];
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
