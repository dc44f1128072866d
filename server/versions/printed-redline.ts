/** A comparison as data for a printed page: both texts in one, each change numbered and told as sentences. */
import { Node } from "prosemirror-model";
import { type Names, sentencesOf } from "#shared/document/change-sentences.ts";
import type { Change, Comparison } from "#shared/document/comparison.ts";
import type { Force, TableHeader, TextKind, Tone, Verdict } from "#shared/document/layout.ts";
import { LINE_WORDS } from "#shared/document/line-words.ts";
import { schema } from "#shared/document/schema.ts";
import type { DocumentKind, Locale } from "#shared/roles.ts";
import type { PrintData } from "../print/index.ts";
import {
  mergedNumbers,
  offsetOf,
  openListSigns,
  openMergedText,
  pieces,
  type State,
  textState,
} from "./merged-text.ts";
import { PRINTED_WORDS } from "./printed-words.ts";

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
    | { readonly is: "box"; readonly name: string; readonly look: string; readonly blocks: readonly Block[] }
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
  const date = new Intl.DateTimeFormat(locale === "de" ? "de-DE" : "en-GB", {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: about.timeZone,
  });
  const side = ({ name, at, contentHash }: PrintedSide) => ({
    name,
    at: at === null ? t.live : date.format(new Date(at)),
    hash: contentHash,
  });
  const sections = new Set(changes.flatMap(({ section }) => (section === null ? [] : [section.id])));
  const binding = changes.filter((change) => change.binding).length;
  const data = {
    title,
    lang: locale,
    words: t.page,
    organisation: about.organisation,
    made: date.format(new Date(about.at)),
    older: side(about.older),
    newer: side(about.newer),
    summary: changes.length === 0 ? t.none : t.summary(changes.length, sections.size, binding),
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
  const merged = openMergedText(spans);
  const { onNodes, onText, stateAt } = merged;
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

  /** The label of a line; where it has changed, both. */
  function label(line: Node, pos: number, state: State): readonly Run[] {
    const run = (force: Force, its: State): readonly Run[] =>
      force === "none" ? [] : [{ text: `${words[force]}: `, state: its, marks: ["label"] }];
    const now = String(line.attrs.force) as Force;
    const altered = (onNodes.get(pos) ?? []).find(({ is }) => is === "altered");
    const change = altered === undefined ? undefined : changes[altered.change];
    const edit =
      change?.type === "linesAltered" ? change.attributes.find(({ name }) => name === "force") : undefined;
    if (edit === undefined || state !== "same") return run(now, state);
    return [...run(edit.before as Force, "deleted"), ...run(now, "inserted")];
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

  function line(node: Node, pos: number, around: State): Block {
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
        ...label(node, pos, about.state),
        ...inline(node, pos, about.state),
      ],
    };
  }

  function boxName({ type, tone, verdict }: Node["attrs"]): string {
    if (type === "example") return words.verdicts[verdict as Verdict];
    return type === "situation" ? words.situation : words.tones[tone as Tone];
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

  function block(node: Node, pos: number, around: State): readonly Block[] {
    const about = () => shown(node, pos, around);
    switch (node.type) {
      case schema.nodes.block:
        return [line(node, pos, around)];
      case schema.nodes.box: {
        const { type, tone, verdict } = node.attrs;
        const look = type === "callout" ? tone : type === "example" ? verdict : type;
        return [
          { is: "box", ...about(), name: boxName(node.attrs), look, blocks: blocks(node, pos, around) },
        ];
      }
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

  function blocks(parent: Node, pos: number, around: State): readonly Block[] {
    return parent.children.flatMap((child, index) => block(child, pos + 1 + offsetOf(parent, index), around));
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
