/** Everything that can be made of a line or put beside it, for the menu of blocks, the line's menu and the toolbar. */
import {
  ArrowDown,
  ArrowUp,
  Ban,
  BetweenHorizontalStart,
  BetweenVerticalStart,
  CircleHelp,
  Columns2,
  Copy,
  Heading3,
  Heading4,
  Image,
  Info,
  Lightbulb,
  Link,
  List,
  ListChecks,
  ListOrdered,
  Minus,
  OctagonAlert,
  PanelLeft,
  PanelTop,
  Pilcrow,
  Scale,
  ShieldCheck,
  SquareDashed,
  Table,
  TableColumnsSplit,
  TableRowsSplit,
  TextQuote,
  ThumbsDown,
  ThumbsUp,
  Trash2,
  TriangleAlert,
} from "lucide";
import { type Command, type EditorState, TextSelection } from "prosemirror-state";
import { isInTable } from "prosemirror-tables";
import type { BoxAttributes, TextKind, Tone, Verdict } from "#shared/document/layout.ts";
import { schema } from "#shared/document/schema.ts";
import type { Icon } from "../ui/icon.tsx";
import { blockTexts } from "./block-texts.ts";
import { setKind, toggleBox, toggleForce } from "./commands.ts";
import { deleteLines, duplicateLines } from "./moving.ts";
import { insertDivider, insertExamples, insertTable } from "./objects.ts";
import {
  addColumn,
  addRow,
  changeWidth,
  moveColumns,
  moveRows,
  removeColumns,
  removeRows,
  removeTable,
  toggleHeader,
} from "./tables.ts";
import { editorTexts } from "./texts.ts";

export type BlockGroup = "text" | "boxes" | "insert" | "table" | "line";

export interface Block {
  /** Also part of an element's id. */
  readonly id: string;
  readonly group: BlockGroup;
  readonly label: string;
  /** What else one may look for: German and English, lower case. */
  readonly words: string;
  readonly icon: Parameters<typeof Icon>[0]["of"];
  /** Without `dispatch` it tells whether it can be done here. */
  readonly command: Command;
}

/** What has a dialog of its own, or needs to know where the others are. */
export interface BlockDoors {
  readonly figure: Command;
  readonly law: Command;
  readonly link: Command;
  readonly move: (by: 1 | -1) => Command;
}

type Entry = readonly [id: string, icon: Block["icon"], label: string, words: string, command: Command];

const KINDS: readonly (readonly [TextKind, Block["icon"], string])[] = [
  ["text", Pilcrow, "text absatz paragraph normal"],
  ["h3", Heading3, "überschrift titel heading h3"],
  ["h4", Heading4, "zwischenüberschrift unterüberschrift subheading h4"],
  ["bullet", List, "liste aufzählung punkte bullet list"],
  ["ordered", ListOrdered, "nummerierte liste nummern zahlen numbered ordered list"],
  ["task", ListChecks, "aufgabe aufgaben checkliste todo task checklist"],
  ["quote", TextQuote, "zitat quote blockquote"],
];

const TONES: readonly (readonly [Tone, Block["icon"], string])[] = [
  ["note", Info, "hinweis kasten info note callout box"],
  ["tip", Lightbulb, "tipp kasten tip callout box"],
  ["warning", TriangleAlert, "achtung warnung kasten caution warning callout box"],
  ["important", OctagonAlert, "wichtig kasten important callout box"],
];

const VERDICTS: readonly (readonly [Verdict, Block["icon"], string])[] = [
  ["do", ThumbsUp, "beispiel gut so gelingt es example do good"],
  ["dont", ThumbsDown, "beispiel schlecht besser nicht example dont bad"],
];

/** All blocks in the language of the interface, in the order in which they are offered. */
export function allBlocks({ figure, law, link, move }: BlockDoors): readonly Block[] {
  const t = blockTexts();
  const { tones, verdicts } = editorTexts();
  const of = (group: BlockGroup, entries: readonly Entry[]): Block[] =>
    entries.map(([id, icon, label, words, command]) => ({ id, group, label, words, icon, command }));
  const table = of("table", [
    ["row-below", TableRowsSplit, t.rowBelow, "zeile einfügen row insert add", addRow("below")],
    ["row-above", TableRowsSplit, t.rowAbove, "zeile einfügen row insert add", addRow("above")],
    [
      "column-right",
      TableColumnsSplit,
      t.columnRight,
      "spalte einfügen column insert add",
      addColumn("right"),
    ],
    ["column-left", TableColumnsSplit, t.columnLeft, "spalte einfügen column insert add", addColumn("left")],
    ["row-up", ArrowUp, t.rowUp, "zeile verschieben row move", moveRows(-1)],
    ["row-down", ArrowDown, t.rowDown, "zeile verschieben row move", moveRows(1)],
    [
      "column-to-left",
      BetweenVerticalStart,
      t.columnToLeft,
      "spalte verschieben column move",
      moveColumns(-1),
    ],
    [
      "column-to-right",
      BetweenVerticalStart,
      t.columnToRight,
      "spalte verschieben column move",
      moveColumns(1),
    ],
    ["wider", BetweenHorizontalStart, t.wider, "spalte breite column width", changeWidth(1)],
    ["narrower", BetweenHorizontalStart, t.narrower, "spalte breite column width", changeWidth(-1)],
    ["natural-width", BetweenHorizontalStart, t.naturalWidth, "spalte breite column width", changeWidth(0)],
    ["header-row", PanelTop, t.headerRow, "kopfzeile überschriften header row", toggleHeader("row")],
    [
      "header-column",
      PanelLeft,
      t.headerColumn,
      "kopfspalte überschriften header column",
      toggleHeader("column"),
    ],
    ["row-remove", Trash2, t.rowRemove, "zeile entfernen row delete remove", removeRows],
    ["column-remove", Trash2, t.columnRemove, "spalte entfernen column delete remove", removeColumns],
    ["table-remove", Trash2, t.tableRemove, "tabelle entfernen table delete remove", removeTable],
  ]);
  return [
    ...table,
    ...of(
      "text",
      KINDS.map(([kind, icon, words]) => [`kind-${kind}`, icon, t.kinds[kind], words, setKind(kind)]),
    ),
    ...of("boxes", [
      ...TONES.map(([tone, icon, words]): Entry => {
        const box = { type: "callout", tone } as const;
        return [`callout-${tone}`, icon, t.callout(tones[tone]), words, wantBox(box)];
      }),
      ["examples", Columns2, t.examples, "beispiele paar gut schlecht do dont examples pair", insertExamples],
      ...VERDICTS.map(([verdict, icon, words]): Entry => {
        const box = { type: "example", verdict } as const;
        return [`example-${verdict}`, icon, t.example(verdicts[verdict]), words, wantBox(box)];
      }),
      [
        "situation",
        CircleHelp,
        t.situation,
        "situation was tun wenn karte what to do card",
        wantBox({ type: "situation" }),
      ],
      ["no-box", SquareDashed, t.noBox, "kasten auflösen entfernen box remove", leaveBox],
    ]),
    ...of("insert", [
      ["table", Table, t.table, "tabelle raster table grid", outsideTable(insertTable(3, 3))],
      ["figure", Image, t.figure, "bild foto grafik abbildung figure image picture photo", figure],
      ["law", Scale, t.law, "gesetz paragraf recht § betrvg dsgvo law legal reference", law],
      ["divider", Minus, t.divider, "trennlinie linie trenner divider line rule", insertDivider],
      ["link", Link, t.link, "link verweis adresse url", link],
    ]),
    ...of("line", [
      [
        "force-binding",
        ShieldCheck,
        t.binding,
        "verbindlich pflicht regel binding rule",
        toggleForce("binding"),
      ],
      ["force-recommended", Ban, t.recommended, "empfehlung recommended", toggleForce("recommended")],
      ["duplicate", Copy, t.duplicate, "verdoppeln kopieren duplicate copy", duplicateLines],
      ["up", ArrowUp, t.up, "verschieben hoch move up", move(-1)],
      ["down", ArrowDown, t.down, "verschieben runter move down", move(1)],
      ["remove", Trash2, t.remove, "löschen entfernen delete remove", deleteLines],
    ]),
  ];
}

/** Of a box of this kind it makes none, unlike the toolbar's button. */
function wantBox(attributes: Partial<BoxAttributes>): Command {
  return (state, dispatch) => {
    const around = boxAround(state);
    if (
      around &&
      Object.entries(attributes).every(([name, value]) => around[name as keyof BoxAttributes] === value)
    )
      return false;
    return toggleBox(attributes)(state, dispatch);
  };
}

const leaveBox: Command = (state, dispatch) => {
  const around = boxAround(state);
  return around !== null && toggleBox(around)(state, dispatch);
};

function boxAround({ selection: { $from } }: EditorState): BoxAttributes | null {
  for (let depth = $from.depth; depth > 0; depth--) {
    const { type, attrs } = $from.node(depth);
    if (type === schema.nodes.box) return { type: attrs.type, tone: attrs.tone, verdict: attrs.verdict };
  }
  return null;
}

/** In a table one looks for what is done with a table, not for another one. */
function outsideTable(command: Command): Command {
  return (state, dispatch, view) => !isInTable(state) && command(state, dispatch, view);
}

/** Blocks that can be made here and that match what was typed, the best first; all of them for an empty query. */
export function matchingBlocks(
  blocks: readonly Block[],
  query: string,
  state: EditorState,
): readonly Block[] {
  const wanted = plain(query);
  const ranked = blocks.flatMap((block) => {
    const rank = rankOf(block, wanted);
    return rank === null ? [] : [{ block, rank }];
  });
  const hits = wanted === "" ? ranked : ranked.toSorted((a, b) => a.rank - b.rank);
  const line = state.selection instanceof TextSelection ? state : null;
  return hits.flatMap(({ block }) => (line !== null && block.command(line) ? [block] : []));
}

function rankOf({ label, words }: Block, wanted: string): number | null {
  const name = plain(label);
  if (name.startsWith(wanted)) return 0;
  const all = `${name} ${plain(words)}`.split(/[^\p{L}\d§]+/u);
  const terms = wanted.split(/\s+/).filter((term) => term !== "");
  if (terms.every((term) => all.some((word) => word.startsWith(term)))) return 1;
  return terms.every((term) => all.some((word) => word.includes(term))) ? 2 : null;
}

/** Without case and accents, and with ß as ss, so that "uberschrift" finds it too. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll("ß", "ss").normalize("NFKD").replaceAll(/\p{M}/gu, "");
}
