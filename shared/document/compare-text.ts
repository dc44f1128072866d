/** What differs within one line: words by prosemirror-changeset, formatting in the words that stay. */

import { ChangeSet, simplifyChanges, type TokenEncoder } from "prosemirror-changeset";
import { Fragment, Mark, type Node } from "prosemirror-model";
import { StepMap } from "prosemirror-transform";
import type { NodeJson, TextEdit } from "./comparison.ts";

/** Edits that turn the content of the older line into that of the newer one, ascending and apart from each other. */
export function compareText(older: Node, newer: Node): readonly TextEdit[] {
  if (older.content.eq(newer.content)) return [];
  const edits: TextEdit[] = [];
  let a = 0;
  let b = 0;
  for (const { fromA, toA, fromB, toB } of [
    ...changedWords(older, newer),
    {
      fromA: older.content.size,
      toA: older.content.size,
      fromB: newer.content.size,
      toB: newer.content.size,
    },
  ]) {
    edits.push(...compareMarks(older, a, newer, b, fromA - a));
    if (fromA < toA || fromB < toB)
      edits.push(edit(older, fromA, toA, newer.content.cut(fromB, toB), "words"));
    a = toA;
    b = toB;
  }
  return edits;
}

/** Inline content without what an edit takes out, and with what it puts in. */
export function applyTextEdits(
  content: Fragment,
  edits: readonly TextEdit[],
  read: (json: NodeJson) => Node,
): Fragment {
  let result = Fragment.empty;
  let at = 0;
  for (const { from, to, content: added } of edits) {
    result = result.append(content.cut(at, from)).append(Fragment.from(added.map(read)));
    at = to;
  }
  return result.append(content.cut(at));
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

function changedWords(older: Node, newer: Node): readonly Range[] {
  const whole = new StepMap([0, older.content.size, newer.content.size]);
  const set = ChangeSet.create(older, undefined, encoder).addSteps(newer, [whole], null);
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
  const [before, after] = [marksOf(older, fromA, length), marksOf(newer, fromB, length)];
  for (let at = 0; at < length; ) {
    const differs = (index: number) => !Mark.sameSet(before[index] ?? [], after[index] ?? []);
    if (!differs(at)) {
      at++;
      continue;
    }
    let end = at + 1;
    while (end < length && differs(end)) end++;
    edits.push(edit(older, fromA + at, fromA + end, newer.content.cut(fromB + at, fromB + end), "marks"));
    at = end;
  }
  return edits;
}

/** The marks of each unit of text or embed. */
function marksOf(line: Node, from: number, length: number): readonly (readonly Mark[])[] {
  const marks: (readonly Mark[])[] = [];
  line.content.cut(from, from + length).forEach((node) => {
    for (let unit = 0; unit < node.nodeSize; unit++) marks.push(node.marks);
  });
  return marks;
}

function edit(older: Node, from: number, to: number, content: Fragment, of: TextEdit["of"]): TextEdit {
  return {
    from,
    to,
    deleted: plainInline(older.content.cut(from, to)),
    inserted: plainInline(content),
    content: content.toJSON() ?? [],
    of,
  };
}
