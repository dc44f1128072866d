/** The smallest changes that turn one view of a document into another, so that everything else on screen stays. */
import type { Node } from "prosemirror-model";
import { Fragment, Slice } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { longestRising } from "#shared/document/diff.ts";

/** One change, in positions of the view before. Changes are in ascending order and do not overlap. */
export type Replacement =
  | { readonly type: "replace"; readonly from: number; readonly to: number; readonly slice: Slice }
  | {
      readonly type: "attributes";
      readonly pos: number;
      readonly changed: Readonly<Record<string, unknown>>;
    };

/** Tells that two nodes are known to be alike, without looking into them. */
export type Alike = (before: Node, after: Node) => boolean;

/**
 * How children are paired: by what they stand for (`key`), or, where both sides have the same shape, one by one
 * (`shape`). After a local change only ids differ: lines that were split or are new get theirs without being drawn anew.
 */
type Pairing = "key" | "shape";

export function replacements(
  before: Node,
  after: Node,
  alike: Alike = () => false,
  pairing: Pairing = "key",
): readonly Replacement[] {
  const found: Replacement[] = [];
  compareChildren(before, after, 0, { alike, pairing, found });
  return found;
}

interface Comparison {
  readonly alike: Alike;
  readonly pairing: Pairing;
  readonly found: Replacement[];
}

/** Adds the changes to a transaction whose document is the view before. */
export function addReplacements(tr: Transaction, changes: readonly Replacement[]): Transaction {
  for (const change of changes.toReversed()) {
    if (change.type === "replace") tr.replace(change.from, change.to, change.slice);
    else
      for (const [name, value] of Object.entries(change.changed))
        tr.setNodeAttribute(change.pos, name, value);
  }
  return tr;
}

function compareChildren(before: Node, after: Node, start: number, comparison: Comparison): void {
  const { found, pairing } = comparison;
  const pairs =
    pairing === "shape" && sameShape(before, after) ? oneByOne(before) : alignByKey(before, after);
  let pos = start;
  let a = 0;
  let b = 0;
  for (const [nextA, nextB] of [...pairs, [before.childCount, after.childCount] as const]) {
    let to = pos;
    for (; a < nextA; a++) to += before.child(a).nodeSize;
    const added: Node[] = [];
    for (; b < nextB; b++) added.push(after.child(b));
    if (to > pos || added.length > 0)
      found.push({ type: "replace", from: pos, to, slice: new Slice(Fragment.from(added), 0, 0) });
    pos = to;
    if (a === before.childCount) return;
    compareNodes(before.child(a), after.child(b), pos, comparison);
    pos += before.child(a).nodeSize;
    a++;
    b++;
  }
}

function compareNodes(before: Node, after: Node, pos: number, comparison: Comparison): void {
  const { alike, found } = comparison;
  if (before === after || alike(before, after)) return;
  const changed = Object.fromEntries(
    Object.entries(after.attrs).filter(
      ([name, value]) => JSON.stringify(before.attrs[name]) !== JSON.stringify(value),
    ),
  );
  if (Object.keys(changed).length > 0) found.push({ type: "attributes", pos, changed });
  if (before.inlineContent) compareText(before, after, pos + 1, found);
  else if (!before.isLeaf) compareChildren(before, after, pos + 1, comparison);
}

function compareText(before: Node, after: Node, start: number, found: Replacement[]): void {
  const from = before.content.findDiffStart(after.content);
  const end = before.content.findDiffEnd(after.content);
  if (from === null || end === null) return;
  // The common ends can overlap, as in "aa" and "aaa".
  const overlap = Math.max(0, from - Math.min(end.a, end.b));
  const slice = after.slice(from, end.b + overlap);
  found.push({
    type: "replace",
    from: start + from,
    to: start + end.a + overlap,
    slice: new Slice(slice.content, 0, 0),
  });
}

function sameShape(before: Node, after: Node): boolean {
  return (
    before.childCount === after.childCount &&
    before.children.every((child, index) => child.type === after.child(index).type)
  );
}

function oneByOne(node: Node): readonly (readonly [number, number])[] {
  return node.children.map((_child, index) => [index, index]);
}

/** Children that stand for the same thing on both sides, as pairs of indices that rise on both. */
function alignByKey(before: Node, after: Node): readonly (readonly [number, number])[] {
  const places = new Map<string, number>();
  before.forEach((node, _offset, index) => {
    const key = keyOf(node);
    if (!places.has(key)) places.set(key, index);
  });
  const candidates: [number, number][] = [];
  after.forEach((node, _offset, index) => {
    const key = keyOf(node);
    const place = places.get(key);
    if (place === undefined) return;
    places.delete(key);
    candidates.push([place, index]);
  });
  return longestRising(candidates.map(([place]) => place)).flatMap((at) => {
    const pair = candidates[at];
    return pair === undefined ? [] : [pair];
  });
}

function keyOf(node: Node): string {
  return `${node.type.name}:${node.attrs.id ?? node.attrs.column ?? ""}`;
}
