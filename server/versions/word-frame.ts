/** What stands before and behind the text of a comparison in Word: what is compared, and the place to sign. */
import {
  AlignmentType,
  BorderStyle,
  HeadingLevel,
  LeaderType,
  Paragraph,
  Tab,
  Table,
  TableCell,
  TableRow,
  TabStopPosition,
  TabStopType,
  TextRun,
  WidthType,
} from "docx";
import type { PrintedSide } from "./printed-redline.ts";
import type { PrintedWords } from "./printed-words.ts";

/** Twentieths of a point. */
const FACT = 2200;

/** Both states with their time and checksum, as rows of a table without lines. */
export function facts(
  words: PrintedWords["page"],
  rows: readonly { readonly label: string; readonly side: PrintedSide & { readonly when: string } }[],
  made: string,
): Table {
  const row = (label: string, lines: readonly Paragraph[]) =>
    new TableRow({
      cantSplit: true,
      children: [
        new TableCell({
          width: { size: FACT, type: WidthType.DXA },
          children: [plain(label, { bold: true })],
        }),
        new TableCell({ children: lines }),
      ],
    });
  const none = { style: BorderStyle.NONE, size: 0, color: "auto" };
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: [FACT, 7000],
    borders: {
      top: none,
      bottom: none,
      left: none,
      right: none,
      insideHorizontal: none,
      insideVertical: none,
    },
    rows: [
      ...rows.map(({ label, side }) =>
        row(label, [
          plain(side.name, { bold: true }),
          plain(side.when),
          plain(`${words.hash}: `, {}, checksum(side.contentHash)),
        ]),
      ),
      row(words.made, [plain(made)]),
    ],
  });
}

/** The form for whoever decides on paper, all of it on one page. */
export function decisionForm(words: PrintedWords["page"], hash: string): readonly Paragraph[] {
  const lines = [
    plain(`${words.decisionLead} `, { keepNext: true }, checksum(hash)),
    field(words.body),
    plain(words.approval, { bold: true, keepNext: true }),
    choice(words.approve),
    choice(words.return),
    plain(words.consent, { bold: true, keepNext: true }),
    choice(words.consented),
    choice(words.refused),
    field(words.resolution),
    field(words.reported),
    field(words.reason),
    field(""),
    field(words.signature),
    new Paragraph({ children: [new TextRun({ text: words.terms, size: 17 })] }),
  ];
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_1,
      keepNext: true,
      children: [new TextRun(words.decision)],
    }),
    ...lines,
  ];
}

interface Look {
  readonly bold?: boolean;
  readonly keepNext?: boolean;
}

function plain(
  text: string,
  { bold = false, keepNext = false }: Look = {},
  more: TextRun | null = null,
): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.LEFT,
    keepNext,
    spacing: { after: 40 },
    children: [new TextRun({ text, bold }), ...(more === null ? [] : [more])],
  });
}

/** In groups of eight, to be compared by eye. */
function checksum(hash: string): TextRun {
  return new TextRun({ text: hash.replaceAll(/(.{8})(?=.)/g, "$1 "), font: "Courier New", size: 18 });
}

/** A line to write on, with what belongs on it below. A border would be one with that of the next line. */
function field(label: string): Paragraph {
  return new Paragraph({
    keepNext: true,
    spacing: { before: 360, after: 60 },
    tabStops: [{ type: TabStopType.RIGHT, position: TabStopPosition.MAX, leader: LeaderType.UNDERSCORE }],
    children: [
      new TextRun({ children: [new Tab()], size: 17 }),
      ...(label === "" ? [] : [new TextRun({ text: label, break: 1, size: 17 })]),
    ],
  });
}

function choice(label: string): Paragraph {
  return plain(`☐ ${label}`, { keepNext: true });
}
