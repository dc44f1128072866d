/** Which items of two lists stand for each other, and which of those have kept their order. Pure. */
import { longestCommon, longestRising } from "./diff.ts";

/** One item of either list or both, in the order in which both lists are read at once. */
export type Row<T> =
  /** In both. `moved`: others have changed places with it. */
  | { readonly type: "pair"; readonly older: At<T>; readonly newer: At<T>; readonly moved: boolean }
  /** Where the older one of a moved pair stood. */
  | { readonly type: "away"; readonly older: At<T>; readonly newer: At<T> }
  | { readonly type: "removed"; readonly older: At<T> }
  | { readonly type: "added"; readonly newer: At<T> };

export interface At<T> {
  readonly item: T;
  /** Place in its list. */
  readonly at: number;
}

export interface Likeness<T> {
  /** Items with the same name are the same whatever has become of them; null has none. Tried in order. */
  readonly names: readonly ((item: T) => string | null)[];
  /** Items that read the same stand for each other in the order of the lists. */
  readonly content: (item: T) => string;
  /** From 0, nothing in common, to 1; what is left is paired in order from ALIKE on. */
  readonly alike: (older: T, newer: T) => number;
}

/** Half of the words in common. */
const ALIKE = 0.5;
/** Beyond that many comparisons of leftovers, none is paired: correct, only less readable. */
const MOST_COMPARISONS = 40_000;

export function align<T>(older: readonly T[], newer: readonly T[], likeness: Likeness<T>): readonly Row<T>[] {
  const pairs = new Map<number, number>();
  const taken = new Set<number>();
  const pair = (from: number, to: number) => {
    pairs.set(from, to);
    taken.add(to);
  };
  for (const name of likeness.names) {
    const places = uniqueNames(newer, name, (at) => taken.has(at));
    for (const [key, from] of uniqueNames(older, name, (at) => pairs.has(at))) {
      const to = places.get(key);
      if (to !== undefined) pair(from, to);
    }
  }
  const left = () =>
    [
      older.map((_, at) => at).filter((at) => !pairs.has(at)),
      newer.map((_, at) => at).filter((at) => !taken.has(at)),
    ] as const;
  const [restA, restB] = left();
  const reads = (list: readonly T[]) => (at: number) => likeness.content(list[at] as T);
  for (const [i, j] of longestCommon(restA.map(reads(older)), restB.map(reads(newer))))
    pair(restA[i] as number, restB[j] as number);
  pairAlike(older, newer, left(), likeness, pair, pairs);
  return rows(older, newer, pairs, taken);
}

/** Places by name, of those that stand once. */
function uniqueNames<T>(
  items: readonly T[],
  name: (item: T) => string | null,
  isTaken: (at: number) => boolean,
): Map<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  items.forEach((item, at) => {
    const key = isTaken(at) ? null : name(item);
    if (key === null) return;
    if (places.has(key)) repeated.add(key);
    places.set(key, at);
  });
  for (const key of repeated) places.delete(key);
  return places;
}

/** Pairs what is left over between the same neighbours, in order, where it has enough in common. */
function pairAlike<T>(
  older: readonly T[],
  newer: readonly T[],
  [restA, restB]: readonly [readonly number[], readonly number[]],
  { alike }: Likeness<T>,
  pair: (from: number, to: number) => void,
  pairs: ReadonlyMap<number, number>,
): void {
  if (restA.length * restB.length > MOST_COMPARISONS) return;
  const kept = risingPairs(pairs);
  /** How many kept pairs stand before a place: the gap that it is in. */
  const gapA = gaps(kept.map(([from]) => from));
  const gapB = gaps(kept.map(([, to]) => to));
  let next = 0;
  for (const from of restA) {
    let best = -1;
    let most = ALIKE;
    for (let index = next; index < restB.length; index++) {
      const to = restB[index] as number;
      if (gapA(from) !== gapB(to)) continue;
      const likeness = alike(older[from] as T, newer[to] as T);
      if (likeness > most || (likeness === most && best < 0)) {
        best = index;
        most = likeness;
      }
    }
    if (best < 0) continue;
    pair(from, restB[best] as number);
    next = best + 1;
  }
}

function gaps(places: readonly number[]): (at: number) => number {
  return (at) => {
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[middle] as number) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** Pairs that have kept their order: as many as possible. */
function risingPairs(pairs: ReadonlyMap<number, number>): readonly (readonly [number, number])[] {
  const sorted = [...pairs].sort(([a], [b]) => a - b);
  return longestRising(sorted.map(([, to]) => to)).map((at) => sorted[at] as [number, number]);
}

function rows<T>(
  older: readonly T[],
  newer: readonly T[],
  pairs: ReadonlyMap<number, number>,
  taken: ReadonlySet<number>,
): readonly Row<T>[] {
  const kept = risingPairs(pairs);
  const origins = new Map([...pairs].map(([from, to]) => [to, from]));
  const of = (list: readonly T[], at: number): At<T> => ({ item: list[at] as T, at });
  const result: Row<T>[] = [];
  let a = 0;
  let b = 0;
  for (const [nextA, nextB] of [...kept, [older.length, newer.length] as const]) {
    for (; a < nextA; a++) {
      const to = pairs.get(a);
      if (to === undefined) result.push({ type: "removed", older: of(older, a) });
      else result.push({ type: "away", older: of(older, a), newer: of(newer, to) });
    }
    for (; b < nextB; b++) {
      const from = origins.get(b);
      if (from === undefined || !taken.has(b)) result.push({ type: "added", newer: of(newer, b) });
      else result.push({ type: "pair", older: of(older, from), newer: of(newer, b), moved: true });
    }
    if (nextA === older.length && nextB === newer.length) break;
    result.push({ type: "pair", older: of(older, nextA), newer: of(newer, nextB), moved: false });
    a = nextA + 1;
    b = nextB + 1;
  }
  return result;
}
