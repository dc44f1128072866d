/** A comparison as data for a printed page: both texts in one, each change numbered and told as sentences. */
import { Node } from "prosemirror-model";
import { type Names, sentencesOf } from "#shared/document/change-sentences.ts";
import type { Change, Comparison } from "#shared/document/comparison.ts";
import type { Force, TableHeader, TextKind } from "#shared/document/layout.ts";
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
import type { DocumentKind, Locale } from "#shared/roles.ts";
import type { PrintData } from "../print/index.ts";
import { PRINTED_WORDS, type PrintedWords } from "./printed-words.ts";

export interface PrintedSide {
  readonly name: string;
  /** When it was frozen, ISO 8601 UTC; null for what is live. */
  readonly at: string | null;
  readonly contentHash: string;
}

export interface PrintedRedline {
  /** A directive is printed with its numbers. */
  readonly kind: DocumentKind;
  readonly title: string;
  readonly organisation: string;
  readonly locale: Locale;
  /** IANA name, for the times on the page. */
  readonly timeZone: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly older: PrintedSide;
  readonly newer: PrintedSide;
  variableLabel(name: string): string;
}

interface Run {
  readonly text: string;
  readonly state: State;
  readonly marks: readonly string[];
}

type Block = Shown &
  (
    | {
        readonly is: "line";
        readonly kind: TextKind;
        readonly indent: number;
        /** What stands before a line of a list. */
        readonly sign: string;
        readonly runs: readonly Run[];
      }
    | {
        readonly is: "box";
        readonly name: readonly Run[];
        readonly look: string;
        readonly blocks: readonly Block[];
      }
    | {
        readonly is: "table";
        readonly header: TableHeader;
        readonly rows: readonly { readonly state: State; readonly cells: readonly Cell[] }[];
      }
    | { readonly is: "object"; readonly text: string; readonly alt: string }
    | { readonly is: "divider" }
  );

interface Shown {
  readonly state: State;
  /** What has become of it, in a word; empty where that is seen. */
  readonly note: string;
  /** Numbers of the changes that concern it, from 1. */
  readonly changes: readonly number[];
}

interface Cell {
  readonly state: State;
  readonly blocks: readonly Block[];
}

export function printedRedline(comparison: Comparison, about: PrintedRedline): PrintData {
  const { locale, title } = about;
  const t = PRINTED_WORDS[locale];
  const names = namesOf(comparison, about);
  const { changes } = comparison;
  const date = dateIn(about);
  const side = ({ name, at, contentHash }: PrintedSide) => ({
    name,
    at: at === null ? t.live : date(at),
    hash: contentHash,
  });
  const data = {
    title,
    lang: locale,
    words: t.page,
    organisation: about.organisation,
    made: date(about.at),
    older: side(about.older),
    newer: side(about.newer),
    summary: summaryOf(comparison, t),
    groups: grouped(changes).map(({ section, changes: inside }) => ({
      title: section === null ? t.page.variables : section.title || t.untitled,
      changes: inside.map((change) => ({
        number: change.id + 1,
        binding: change.binding,
        sentences: sentencesOf(change, names),
      })),
    })),
    sections: createWriter(comparison, about).sections(),
    variables: changes.flatMap((change) =>
      change.type === "variableChanged"
        ? [
            {
              number: change.id + 1,
              label: about.variableLabel(change.name),
              before: change.before ?? "",
              after: change.after ?? "",
            },
          ]
        : [],
    ),
  };
  return data;
}

/** How many changes there are, in how many sections, and how many concern what binds. */
export function summaryOf({ changes }: Pick<Comparison, "changes">, t: PrintedWords): string {
  if (changes.length === 0) return t.none;
  const sections = new Set(changes.flatMap(({ section }) => (section === null ? [] : [section.id])));
  return t.summary(changes.length, sections.size, changes.filter(({ binding }) => binding).length);
}

/** Writes times (ISO 8601) as they are where the organisation is. */
export function dateIn({
  locale,
  timeZone,
}: Pick<PrintedRedline, "locale" | "timeZone">): (at: string) => string {
  const format = new Intl.DateTimeFormat(locale === "de" ? "de-DE" : "en-GB", {
    dateStyle: "long",
    timeStyle: "short",
    timeZone,
  });
  return (at) => format.format(new Date(at));
}

/** Changes one behind the other that are in the same section. */
function grouped(changes: readonly Change[]) {
  const groups: { readonly section: Change["section"]; readonly changes: Change[] }[] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    if (last !== undefined && last.section?.id === change.section?.id) last.changes.push(change);
    else groups.push({ section: change.section, changes: [change] });
  }
  return groups;
}

function namesOf({ doc, variables }: Comparison, { locale, variableLabel }: PrintedRedline): Names {
  const sections = Node.fromJSON(schema, doc).children;
  return {
    locale,
    label: variableLabel,
    variable: (name) => variables[name]?.trim() || variableLabel(name),
    section: (id) =>
      sections.find(({ attrs }) => attrs.id === id)?.firstChild?.textContent ||
      PRINTED_WORDS[locale].untitled,
  };
}

function createWriter({ doc: json, spans, changes, variables }: Comparison, about: PrintedRedline) {
  const { locale } = about;
  const [t, words] = [PRINTED_WORDS[locale], LINE_WORDS[locale]];
  const doc = Node.fromJSON(schema, json);
  const merged = openMergedText({ spans, changes });
  const { onNodes, onText, stateAt, altered } = merged;
  const numbers = mergedNumbers(doc, about.kind, merged);
  const signs = openListSigns();

  function shown(node: Node, pos: number, around: State): Shown {
    const whole = (onNodes.get(pos) ?? []).filter(({ to }) => to === pos + node.nodeSize);
    const inside = node.isTextblock
      ? onText.filter(({ from, to }) => from >= pos && to <= pos + node.nodeSize)
      : [];
    const notable = whole.find(({ is }) => is === "moved" || is === "away");
    return {
      state: stateAt(pos, node, around),
      note: notable === undefined ? "" : t.notes[notable.is === "away" ? "away" : "moved"],
      changes: [...new Set([...whole, ...inside].map(({ change }) => change + 1))].toSorted((a, b) => a - b),
    };
  }

  function number(pos: number, state: State): readonly Run[] {
    const own = numbers.get(pos);
    return own === undefined ? [] : [{ text: `${own} `, state, marks: [] }];
  }

  /** What stands before a line or on a box: before and now where it has become another. */
  function told(before: string | null, now: string | null, state: State, marks: readonly string[]) {
    const run = (text: string | null, its: State): readonly Run[] =>
      text === null ? [] : [{ text: marks.length === 0 ? text : `${text}: `, state: its, marks }];
    if (state !== "same" || before === now) return run(now, state);
    const both = before !== null && now !== null && marks.length === 0;
    return [...run(before, "deleted"), ...(both ? run(" ", "same") : []), ...run(now, "inserted")];
  }

  const boxName = (box: unknown) => (box === null ? null : boxNameOf(words, box));

  /** The label of a line, behind what it stands in where that is another than before and no box has said so. */
  function label(line: Node, pos: number, state: State, said: number | null): readonly Run[] {
    const now = line.attrs.force as Force;
    const [force, box] = [altered(pos, "force"), altered(pos, "box")];
    return [
      ...(box === null || box.change === said || state !== "same"
        ? []
        : told(boxName(box.before), boxName(box.after), state, ["label"])),
      ...told(forceNameOf(words, (force?.before as Force) ?? now), forceNameOf(words, now), state, ["label"]),
    ];
  }

  function inline(line: Node, pos: number, state: State): readonly Run[] {
    return line.children.flatMap((child, index): readonly Run[] => {
      const from = pos + 1 + offsetOf(line, index);
      const marks = child.marks.map(({ type }) => type.name);
      const own = (its: State) => (state === "same" ? its : state);
      if (!child.isText) return [{ text: plain(child), marks, state: own(textState(onText, from)) }];
      return pieces(child.text ?? "", from, onText).map((piece) => ({
        text: piece.text,
        marks,
        state: own(piece.state),
      }));
    });
  }

  function plain(leaf: Node): string {
    if (leaf.type === schema.nodes.break) return "\n";
    const value = variables[leaf.attrs.name]?.trim() ?? "";
    return value === "" ? `[${about.variableLabel(leaf.attrs.name)}]` : value;
  }

  function line(node: Node, pos: number, around: State, said: number | null): Block {
    const { kind, indent } = node.attrs;
    const about = shown(node, pos, around);
    return {
      is: "line",
      ...about,
      kind,
      indent,
      sign: signs.of(node, about.state),
      runs: [
        ...number(pos, about.state),
        ...label(node, pos, about.state, said),
        ...inline(node, pos, about.state),
      ],
    };
  }

  function table(node: Node, pos: number, around: State): Block {
    const about = shown(node, pos, around);
    const own = spans.find(({ from, to }) => from >= pos && to <= pos + node.nodeSize);
    const rows = node.children.map((row, y) => {
      const rowPos = pos + 1 + offsetOf(node, y);
      const state = stateAt(rowPos, row, about.state);
      const cells = row.children.map((cell, x) => {
        const cellPos = rowPos + 1 + offsetOf(row, x);
        const cellState = stateAt(cellPos, cell, state);
        return { state: cellState, blocks: blocks(cell, cellPos, cellState) };
      });
      return { state, cells };
    });
    const numbers = own === undefined ? about.changes : [...new Set([...about.changes, own.change + 1])];
    return { is: "table", ...about, changes: numbers, header: node.attrs.header, rows };
  }

  function box(node: Node, pos: number, around: State): Block {
    const { type, tone, verdict } = node.attrs;
    const about = shown(node, pos, around);
    // It is told once, on the box, with its first line.
    const edit = altered(pos + 1, "box");
    const now = boxName(node.attrs);
    return {
      is: "box",
      ...about,
      name: told(edit === null ? now : boxName(edit.before), now, about.state, []),
      look: type === "callout" ? tone : type === "example" ? verdict : type,
      blocks: blocks(node, pos, around, edit?.change ?? null),
    };
  }

  function block(node: Node, pos: number, around: State, said: number | null): readonly Block[] {
    const about = () => shown(node, pos, around);
    switch (node.type) {
      case schema.nodes.block:
        return [line(node, pos, around, said)];
      case schema.nodes.box:
        return [box(node, pos, around)];
      case schema.nodes.table:
        return [table(node, pos, around)];
      case schema.nodes.divider:
        return [{ is: "divider", ...about() }];
      case schema.nodes.figure: {
        const { caption, alt } = node.attrs;
        return [
          { is: "object", ...about(), text: `${t.figure}${caption === "" ? "" : `: ${caption}`}`, alt },
        ];
      }
      case schema.nodes.pending:
        return [{ is: "object", ...about(), text: t.pending, alt: "" }];
      default:
        return [];
    }
  }

  function blocks(parent: Node, pos: number, around: State, said: number | null = null): readonly Block[] {
    return parent.children.flatMap((child, index) =>
      block(child, pos + 1 + offsetOf(parent, index), around, said),
    );
  }

  return {
    sections: () =>
      doc.children.map((section, index) => {
        const pos = offsetOf(doc, index);
        const [title, ...spansHere] = [section.firstChild, ...(onNodes.get(pos) ?? [])];
        // A section that has moved is read where it stands now.
        const own = spansHere.filter(({ to }) => to === pos + section.nodeSize);
        const found = own.find(({ is }) => is === "inserted" || is === "deleted")?.is;
        const state: State = found === "inserted" || found === "deleted" ? found : "same";
        signs.restart();
        return {
          ...(title === null ? {} : shown(title, pos + 1, state)),
          changes: [
            ...new Set([
              ...own.map(({ change }) => change + 1),
              ...(title === null ? [] : shown(title, pos + 1, state).changes),
            ]),
          ],
          note: own.some(({ is }) => is === "moved") ? t.notes.moved : "",
          state,
          title: title === null ? [] : [...number(pos + 1, state), ...inline(title, pos + 1, state)],
          untitled: t.untitled,
          blocks: blocks(section, pos, state),
        };
      }),
  };
}
