/** Differences of sequences: which items stay, so that the rest are the smallest edits. Pure. */

/** Indices that belong together, both rising: [in before, in after]. */
export type Pairs = readonly (readonly [number, number])[];

/** Something that can stay in a text: a character, an embed, the end of a line. */
export interface Token {
  /** Two tokens with the same code can stand for each other. */
  readonly code: string;
  /** Compared first: of several ways to match equal codes, the one that needs no reformatting wins. */
  readonly style: string;
}

/**
 * Which tokens stay: the common beginning and end (first with equal style, then without), and between them the
 * longest common subsequence of words.
 */
export function diffTokens(before: readonly Token[], after: readonly Token[]): Pairs {
  const pairs: [number, number][] = [];
  const whole = { from: 0, to: before.length, start: 0, end: after.length };
  const unlike = matchEnds(before, after, matchEnds(before, after, whole, pairs, true), pairs, false);
  if (isOpen(unlike)) matchWords(before, after, unlike, pairs);
  return pairs.sort((a, b) => a[0] - b[0]);
}

/** Positions of a longest rising subsequence of `values`, whose items differ from each other. */
export function longestRising(values: readonly number[]): number[] {
  const tails: number[] = [];
  const previous: (number | undefined)[] = [];
  values.forEach((value, at) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] as number] as number) < value) low = middle + 1;
      else high = middle;
    }
    previous[at] = tails[low - 1];
    tails[low] = at;
  });
  const result: number[] = [];
  for (let at = tails.at(-1); at !== undefined; at = previous[at]) result.push(at);
  return result.reverse();
}

/** Longest common subsequence. Beyond MAX_TABLE comparisons nothing is matched: correct, only less small. */
export function longestCommon(before: readonly string[], after: readonly string[]): Pairs {
  const width = after.length + 1;
  if (before.length === 0 || after.length === 0 || (before.length + 1) * width > MAX_TABLE) return [];
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] as number;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    if (before[i] === after[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

const MAX_TABLE = 1_000_000;

/** before[from, to) against after[start, end). */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

function isOpen({ from, to, start, end }: Stretch): boolean {
  return from < to && start < end;
}

function matchEnds(
  before: readonly Token[],
  after: readonly Token[],
  { from, to, start, end }: Stretch,
  pairs: [number, number][],
  withStyle: boolean,
): Stretch {
  const alike = (b: number, a: number) =>
    before[b]?.code === after[a]?.code && (!withStyle || before[b]?.style === after[a]?.style);
  while (from < to && start < end && alike(from, start)) pairs.push([from++, start++]);
  while (from < to && start < end && alike(to - 1, end - 1)) pairs.push([--to, --end]);
  return { from, to, start, end };
}

function matchWords(
  before: readonly Token[],
  after: readonly Token[],
  { from, to, start, end }: Stretch,
  pairs: [number, number][],
): void {
  const old = words(before, from, to);
  const wanted = words(after, start, end);
  const gap = { from, start };
  for (const [i, j] of longestCommon(old.texts, wanted.texts)) {
    const [b, bEnd] = [old.starts[i] as number, old.starts[i + 1] as number];
    const a = wanted.starts[j] as number;
    matchEnds(before, after, { ...gap, to: b, end: a }, pairs, false);
    for (let k = 0; k < bEnd - b; k++) pairs.push([b + k, a + k]);
    gap.from = bEnd;
    gap.start = a + bEnd - b;
  }
  if (gap.from > from || gap.start > start) matchEnds(before, after, { ...gap, to, end }, pairs, false);
}

const LETTER = /[\p{L}\p{N}\p{M}]/u;

/** Runs of letters and digits are words; everything else stands for itself. `starts` has one more at the end. */
function words(tokens: readonly Token[], from: number, to: number): { texts: string[]; starts: number[] } {
  const texts: string[] = [];
  const starts: number[] = [];
  let inWord = false;
  for (let at = from; at < to; at++) {
    const { code } = tokens[at] as Token;
    const isLetter = code.length <= 2 && LETTER.test(code);
    if (isLetter && inWord) {
      texts[texts.length - 1] += code;
    } else {
      texts.push(code);
      starts.push(at);
    }
    inWord = isLetter;
  }
  starts.push(to);
  return { texts, starts };
}
