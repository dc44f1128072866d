/** What a suggestion changes, as it is read: by whole words, and line by line where there are several. */
import { longestCommon } from "#shared/document/diff.ts";
import { tokensOf } from "#shared/document/quotes.ts";

/** `from` to `to`, counted in tokens of the text before, gives way to `text`. */
export interface WordChange {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Half a word struck and half a word inserted cannot be read, nor can a line that is made of the end of one and the
 * beginning of another: lines that correspond are compared with each other, others are struck or inserted as a whole.
 */
export function changedWords(before: string, after: string): readonly WordChange[] {
  const [old, wanted] = [before.split("\n"), after.split("\n")];
  const changes: WordChange[] = [];
  let [b, a] = [0, 0];
  /** Where line `b` begins. */
  let start = 0;
  for (const [nextB, nextA] of [...correspondingLines(old, wanted), [old.length, wanted.length] as const]) {
    if (b < nextB) {
      const end = old.slice(b, nextB).reduce((length, line) => length + tokensOf(line).length + 1, start);
      // At the end of the passage it is the end of the line before that goes with them.
      const shift = nextB === old.length ? 1 : 0;
      changes.push({ from: start - shift, to: end - shift, text: "" });
      start = end;
      b = nextB;
    }
    const added = wanted.slice(a, nextA);
    const isFirst = b === 0;
    if (added.length > 0)
      changes.push(
        isFirst
          ? { from: 0, to: 0, text: `${added.join("\n")}\n` }
          : { from: start - 1, to: start - 1, text: `\n${added.join("\n")}` },
      );
    if (nextB === old.length) break;
    for (const { from, to, text } of changedInLine(old[nextB] ?? "", wanted[nextA] ?? ""))
      changes.push({ from: start + from, to: start + to, text });
    start += tokensOf(old[nextB] ?? "").length + 1;
    b = nextB + 1;
    a = nextA + 1;
  }
  return changes;
}

/** Pairs of lines, in order, so that as many words as can be stay; lines without a common word are paired last. */
function correspondingLines(
  old: readonly string[],
  wanted: readonly string[],
): readonly (readonly [number, number])[] {
  // best[b][a]: what the lines from b and from a on share at most.
  const best = Array.from({ length: old.length + 1 }, () => new Array<number>(wanted.length + 1).fill(0));
  const paired = (b: number, a: number) =>
    1 + 1000 * sharedWords(old[b] ?? "", wanted[a] ?? "") + (best[b + 1]?.[a + 1] ?? 0);
  const at = (b: number, a: number) => best[b]?.[a] ?? 0;
  for (let b = old.length - 1; b >= 0; b--)
    for (let a = wanted.length - 1; a >= 0; a--)
      (best[b] as number[])[a] = Math.max(paired(b, a), at(b + 1, a), at(b, a + 1));
  const pairs: (readonly [number, number])[] = [];
  for (let [b, a] = [0, 0]; b < old.length && a < wanted.length; ) {
    if (at(b, a) === paired(b, a)) pairs.push([b++, a++]);
    else if (at(b, a) === at(b + 1, a)) b++;
    else a++;
  }
  return pairs;
}

function sharedWords(before: string, after: string): number {
  const isWord = (part: string) => /[\p{L}\p{N}]/u.test(part);
  return longestCommon(wordsOf(before).filter(isWord), wordsOf(after).filter(isWord)).length;
}

function changedInLine(before: string, after: string): readonly WordChange[] {
  const [old, wanted] = [wordsOf(before), wordsOf(after)];
  const offsets = [0];
  for (const word of old) offsets.push((offsets.at(-1) ?? 0) + tokensOf(word).length);
  const changes: WordChange[] = [];
  let [b, a] = [0, 0];
  for (const [nextB, nextA] of [...longestCommon(old, wanted), [old.length, wanted.length] as const]) {
    if (b < nextB || a < nextA)
      changes.push({
        from: offsets[b] ?? 0,
        to: offsets[nextB] ?? 0,
        text: wanted.slice(a, nextA).join(""),
      });
    b = nextB + 1;
    a = nextA + 1;
  }
  return changes;
}

function wordsOf(text: string): string[] {
  return text.match(/\{\{[\p{L}\p{N}\p{M} -]+\}\}|[\p{L}\p{N}\p{M}]+|\s+|[^\p{L}\p{N}\p{M}\s]/gu) ?? [];
}
