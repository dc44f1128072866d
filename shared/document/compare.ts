/**
 * Compares two texts of a guideline: sections and lines by id first, then by what they say, words within a line.
 * It works on views, so that any two can be compared: versions, the draft, what a template would give.
 */
import type { Node } from "prosemirror-model";
import { align, type Likeness, type Row } from "./align.ts";
import {
  alignLines,
  compareLines,
  drawEdits,
  type Line,
  type LineRow,
  linesOf,
  type Scope,
  sharedWords,
  textOf,
  wordingOf,
} from "./compare-lines.ts";
import { compareText } from "./compare-text.ts";
import type { Change, Comparison, VariableChange } from "./comparison.ts";
import { around, type Drawn, marked, plain } from "./drawn.ts";
import { schema } from "./schema.ts";

/** A `doc` of `schema` and the values of its variables. */
export interface ComparedText {
  readonly doc: Node;
  readonly variables: Readonly<Record<string, string>>;
}

/** A line that is found in another section is taken for the same from that many characters on. */
const SHORTEST_MOVE = 12;

export function compare(older: ComparedText, newer: ComparedText): Comparison {
  const changes: Change[] = [];
  const moves = new Map<Line, number>();
  const sections = align(older.doc.children, newer.doc.children, LIKENESS);
  const lines = findMoves(sections.map(linesOfPair));
  const drawn = sections.flatMap((row, at): Drawn[] => {
    switch (row.type) {
      case "away":
        return [];
      case "added": {
        const { item, at: to } = row.newer;
        const change = { type: "sectionAdded", to, content: item.toJSON() } as const;
        return [marked(plain(item), "inserted", note(change, item, [item], false))];
      }
      case "removed": {
        const { item, at: from } = row.older;
        return [marked(plain(item), "deleted", note({ type: "sectionRemoved", from }, item, [item], false))];
      }
      case "pair":
        return [pair(row, lines[at] ?? [])];
      default:
        return row satisfies never;
    }
  });

  function pair(row: Extract<Row<Node>, { type: "pair" }>, rows: readonly LineRow[]): Drawn {
    const [before, after] = [row.older.item, row.newer.item];
    const place = { from: row.older.at, to: row.newer.at };
    const moved = row.moved ? note({ type: "sectionMoved", ...place }, after, [before, after], false) : null;
    const scope: Scope = {
      moves,
      get next() {
        return changes.length;
      },
      add(change, formatting, concerns, elsewhere) {
        const section = newer.doc.children.find(({ attrs }) => attrs.id === elsewhere) ?? after;
        return note(change, section, concerns, formatting);
      },
    };
    const section = before.eq(after)
      ? plain(after)
      : around(after, [title(before, after), ...compareLines(rows, scope)]);
    return moved === null ? section : marked(section, "moved", moved);
  }

  function title(before: Node, after: Node): Drawn {
    const [old, wanted] = [before.firstChild, after.firstChild];
    if (old === null || wanted === null) return plain(schema.nodes.title.create());
    const edits = compareText(old, wanted);
    if (edits.length === 0) return plain(wanted);
    const texts = { before: old.textContent, after: wanted.textContent };
    return drawEdits(old, wanted, edits, note({ type: "retitled", ...texts, edits }, after, [], false));
  }

  function note(
    change: Unplaced,
    section: Node | null,
    concerns: readonly Node[],
    formatting: boolean,
  ): number {
    const id = changes.length;
    const where =
      section === null
        ? null
        : { id: String(section.attrs.id), title: section.firstChild?.textContent ?? "" };
    changes.push({ ...change, id, section: where, formatting, binding: concerns.some(isBinding) } as Change);
    return id;
  }

  for (const change of compareVariables(older.variables, newer.variables)) note(change, null, [], false);
  const whole = around(newer.doc, drawn);
  return {
    doc: whole.node.toJSON(),
    // Positions of a doc begin within it.
    spans: whole.spans
      .map((span) => ({ ...span, from: span.from - 1, to: span.to - 1 }))
      .sort((a, b) => a.from - b.from || b.to - a.to),
    changes,
    variables: { ...older.variables, ...newer.variables },
  };
}

/** A change before it gets its id and place. */
type Unplaced = Change extends infer C
  ? C extends Change
    ? Omit<C, "id" | "section" | "formatting" | "binding">
    : never
  : never;

const LIKENESS: Likeness<Node> = {
  names: [
    ({ attrs }) => attrs.id,
    ({ attrs }) => attrs.key,
    (section) => section.firstChild?.textContent || null,
  ],
  content: textOf,
  alike: (older, newer) => sharedWords(textOf(older), textOf(newer)),
};

function linesOfPair(row: Row<Node>): readonly LineRow[] {
  if (row.type !== "pair" || row.older.item.eq(row.newer.item)) return [];
  const lines = ({ item }: { item: Node }) => linesOf(item, String(item.attrs.id));
  return alignLines(lines(row.older), lines(row.newer));
}

/** What is gone from one section and the same words that are new in another are one line that has moved. */
function findMoves(sections: readonly (readonly LineRow[])[]): readonly (readonly LineRow[])[] {
  const all = sections.flat();
  const gone = onceByWording(all.flatMap((row) => (row.type === "removed" ? [row.older] : [])));
  const come = onceByWording(all.flatMap((row) => (row.type === "added" ? [row.newer] : [])));
  return sections.map((rows) =>
    rows.map((row): LineRow => {
      if (row.type === "removed") {
        const newer = come.get(wordingOf(row.older.item));
        return newer !== undefined && gone.has(wordingOf(newer.item))
          ? { type: "away", older: row.older, newer }
          : row;
      }
      if (row.type === "added") {
        const older = gone.get(wordingOf(row.newer.item));
        return older !== undefined && come.has(wordingOf(older.item))
          ? { type: "pair", older, newer: row.newer, moved: true }
          : row;
      }
      return row;
    }),
  );
}

function onceByWording<T extends { readonly item: Line }>(lines: readonly T[]): ReadonlyMap<string, T> {
  const groups = Map.groupBy(lines, ({ item }) => wordingOf(item));
  return new Map(
    [...groups].flatMap(([wording, [first, ...others]]) =>
      first !== undefined && others.length === 0 && textOf(first.item.node).length >= SHORTEST_MOVE
        ? [[wording, first]]
        : [],
    ),
  );
}

function isBinding(node: Node): boolean {
  let found = node.attrs.force === "binding";
  node.descendants((child) => {
    found ||= child.attrs.force === "binding";
    return !found && !child.inlineContent;
  });
  return found;
}

function compareVariables(
  older: ComparedText["variables"],
  newer: ComparedText["variables"],
): readonly VariableChange[] {
  return [...new Set([...Object.keys(older), ...Object.keys(newer)])]
    .toSorted()
    .flatMap((name): VariableChange[] => {
      const [before, after] = [older[name] ?? null, newer[name] ?? null];
      return before === after ? [] : [{ type: "variableChanged", name, before, after }];
    });
}
