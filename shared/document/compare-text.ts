/** What differs within one line: words by prosemirror-changeset, formatting in the words that stay. */

import { ChangeSet, simplifyChanges, type TokenEncoder } from "prosemirror-changeset";
import { type Fragment, Mark, type Node } from "prosemirror-model";
import { StepMap } from "prosemirror-transform";
import type { TextEdit } from "./comparison.ts";
import type { MarkName } from "./layout.ts";

/** Edits that turn the content of the older line into that of the newer one, ascending and apart from each other. */
export function compareText(older: Node, newer: Node): readonly TextEdit[] {
  const between = differing(older.content, newer.content);
  if (between === null) return [];
  const edits: TextEdit[] = [];
  let a = between.fromA;
  let b = between.fromB;
  const end = { fromA: between.toA, toA: between.toA, fromB: between.toB, toB: between.toB };
  for (const { fromA, toA, fromB, toB } of [...changedWords(older, newer, between), end]) {
    if (fromA > a) edits.push(...compareMarks(older, a, newer, b, fromA - a));
    if (fromA < toA || fromB < toB)
      edits.push(edit(older, fromA, toA, newer.content.cut(fromB, toB), "words"));
    a = Math.max(a, toA);
    b = Math.max(b, toB);
  }
  return edits;
}

/** Inline content as text for people: a variable as `{{name}}`, a break as a line feed. */
export function plainInline(content: Fragment): string {
  return content.textBetween(0, content.size, "", (leaf) => leaf.type.spec.leafText?.(leaf) ?? "");
}

interface Range {
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

/** What lies between the common beginning and end of two contents; null where they are equal. */
function differing(older: Fragment, newer: Fragment): Range | null {
  const from = older.findDiffStart(newer);
  const to = from === null ? null : older.findDiffEnd(newer);
  if (from === null || to === null) return null;
  // Both count what stands twice, such as the second l in a word that had one.
  const overlap = Math.max(0, from - Math.min(to.a, to.b));
  return { fromA: from, toA: to.a + overlap, fromB: from, toB: to.b + overlap };
}

function changedWords(older: Node, newer: Node, { fromA, toA, fromB, toB }: Range): readonly Range[] {
  const between = new StepMap([fromA, toA - fromA, toB - fromB]);
  const set = ChangeSet.create(older, undefined, encoder).addSteps(newer, [between], null);
  return wholeWords(simplifyChanges(set.changes, newer), older, newer);
}

/** Ranges that begin or end within a word take in all of it: people read words, and no character is cut in two. */
function wholeWords(ranges: readonly Range[], older: Node, newer: Node): readonly Range[] {
  const result: Range[] = [];
  for (const range of ranges) {
    let { fromA, toA, fromB, toB } = range;
    while (isWithinWord(older, fromA) || isWithinWord(newer, fromB)) {
      fromA--;
      fromB--;
    }
    while (isWithinWord(older, toA) || isWithinWord(newer, toB)) {
      toA++;
      toB++;
    }
    const last = result.at(-1);
    if (last !== undefined && fromA <= last.toA && fromB <= last.toB)
      result[result.length - 1] = { fromA: last.fromA, fromB: last.fromB, toA, toB };
    else result.push({ fromA, toA, fromB, toB });
  }
  return result;
}

const LETTERS = /^[\p{L}\p{N}\p{M}]{2}$/u;

/** Whether a place is between two letters, or between the two units of one character. */
function isWithinWord(line: Node, at: number): boolean {
  if (at <= 0 || at >= line.content.size) return false;
  const around = line.textBetween(at - 1, at + 1, "", " ");
  return LETTERS.test(around) || /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(around);
}

/** Characters by their code, embeds by all that they are: two variables differ. */
const encoder: TokenEncoder<number | string> = {
  encodeCharacter: (char) => char,
  encodeNodeStart: (node) => `${node.type.name} ${JSON.stringify(node.attrs)}`,
  encodeNodeEnd: () => -1,
  compareTokens: (a, b) => a === b,
};

/** Stretches of the same words whose formatting differs. */
function compareMarks(
  older: Node,
  fromA: number,
  newer: Node,
  fromB: number,
  length: number,
): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const [before, after] = [runsOf(older, fromA, length), runsOf(newer, fromB, length)];
  let open: number | null = null;
  const close = (at: number) => {
    if (open === null) return;
    const content = newer.content.cut(fromB + open, fromB + at);
    edits.push(edit(older, fromA + open, fromA + at, content, "marks"));
    open = null;
  };
  for (let at = 0, i = 0, j = 0; at < length; ) {
    const [was, is] = [before[i], after[j]];
    if (was === undefined || is === undefined) break;
    if (Mark.sameSet(was.marks, is.marks)) close(at);
    else open ??= at;
    at = Math.min(was.end, is.end);
    if (was.end === at) i++;
    if (is.end === at) j++;
  }
  close(length);
  return edits;
}

/** Marks by the stretches that have them, ends counted from `from`. */
function runsOf(
  line: Node,
  from: number,
  length: number,
): readonly { readonly end: number; readonly marks: readonly Mark[] }[] {
  const runs: { end: number; marks: readonly Mark[] }[] = [];
  line.nodesBetween(from, from + length, (node, pos) => {
    runs.push({ end: Math.min(pos + node.nodeSize - from, length), marks: node.marks });
  });
  return runs;
}

function edit(older: Node, from: number, to: number, content: Fragment, of: TextEdit["of"]): TextEdit {
  return {
    from,
    to,
    deleted: plainInline(older.content.cut(from, to)),
    inserted: plainInline(content),
    content: content.toJSON() ?? [],
    of,
    marks: differingMarks([older.content.cut(from, to), content]),
  };
}

function differingMarks(pieces: readonly Fragment[]): readonly MarkName[] {
  const nodes = pieces.flatMap(({ content }) => content);
  const differing = nodes
    .flatMap(({ marks }) => marks)
    .filter((mark) => !nodes.every((node) => mark.isInSet(node.marks)));
  return [...new Set(differing.map(({ type }) => type.name as MarkName))];
}
