/** The smallest changes that turn one view of a document into another, so that everything else on screen stays. */
import { Fragment, type Node, Slice } from "prosemirror-model";
import type { Transform } from "prosemirror-transform";
import { diffTokens, longestRising, type Pairs, type Token } from "#shared/document/diff.ts";

/** One change, in positions of the view before. Changes are in ascending order and do not overlap. */
export type Replacement =
  | { readonly type: "replace"; readonly from: number; readonly to: number; readonly slice: Slice }
  | {
      readonly type: "attributes";
      readonly pos: number;
      readonly changed: Readonly<Record<string, unknown>>;
    };

export type Alike = (before: Node, after: Node) => boolean;

interface Comparison {
  /** Tells that two nodes are known to be alike, without looking into them. */
  readonly alike?: Alike;
  /**
   * `key`: nodes with the same id stand for each other. `place`: the n-th for the n-th where both have as many, so
   * that a line which has only got another id stays where it is, and the caret in it.
   */
  readonly pairBy?: "key" | "place";
  /** `one`: each removed character is a change of its own, so that whatever is put in between two of them stays. */
  readonly removals?: "together" | "one";
}

export function replacements(before: Node, after: Node, comparison: Comparison = {}): readonly Replacement[] {
  const found: Replacement[] = [];
  compareChildren(before, after, 0, comparison, found);
  return found;
}

/** Adds the changes to a transform whose document is the view before. */
export function addReplacements<T extends Transform>(tr: T, changes: readonly Replacement[]): T {
  for (const change of changes.toReversed()) {
    if (change.type === "replace") tr.replace(change.from, change.to, change.slice);
    else
      for (const [name, value] of Object.entries(change.changed))
        tr.setNodeAttribute(change.pos, name, value);
  }
  return tr;
}

function compareChildren(
  before: Node,
  after: Node,
  start: number,
  comparison: Comparison,
  found: Replacement[],
): void {
  const pairs = comparison.pairBy === "place" && sameTypes(before, after) ? null : alignByKey(before, after);
  let pos = start;
  let a = 0;
  let b = 0;
  const kept = pairs ?? before.children.map((_, index) => [index, index] as const);
  for (const [nextA, nextB] of [...kept, [before.childCount, after.childCount] as const]) {
    let to = pos;
    for (; a < nextA; a++) to += before.child(a).nodeSize;
    const added: Node[] = [];
    for (; b < nextB; b++) added.push(after.child(b));
    if (to > pos || added.length > 0) found.push(replace(pos, to, Fragment.from(added)));
    pos = to;
    if (a === before.childCount) return;
    compareNodes(before.child(a), after.child(b), pos, comparison, found);
    pos += before.child(a).nodeSize;
    a++;
    b++;
  }
}

function compareNodes(
  before: Node,
  after: Node,
  pos: number,
  comparison: Comparison,
  found: Replacement[],
): void {
  if (before === after || comparison.alike?.(before, after)) return;
  if (!before.hasMarkup(after.type, after.attrs, before.marks)) {
    const changed = Object.entries(after.attrs).filter(
      ([name, value]) => JSON.stringify(before.attrs[name]) !== JSON.stringify(value),
    );
    found.push({ type: "attributes", pos, changed: Object.fromEntries(changed) });
  }
  if (before.inlineContent) compareText(before, after, pos + 1, comparison, found);
  else if (!before.isLeaf) compareChildren(before, after, pos + 1, comparison, found);
}

interface Inline extends Token {
  /** Offset in the line. */
  readonly at: number;
  readonly size: number;
}

function compareText(
  before: Node,
  after: Node,
  start: number,
  { removals }: Comparison,
  found: Replacement[],
): void {
  if (before.content.eq(after.content)) return;
  const old = inlineTokens(before);
  const wanted = inlineTokens(after);
  const kept = diffTokens(old, wanted).filter(([b, a]) => old[b]?.style === wanted[a]?.style);
  let b = 0;
  let a = 0;
  for (const [nextB, nextA] of [...kept, [old.length, wanted.length] as const]) {
    if (b < nextB || a < nextA) {
      const from = start + offsetOf(old, b);
      const to = start + offsetOf(old, nextB);
      const added = after.content.cut(offsetOf(wanted, a), offsetOf(wanted, nextA));
      if (removals === "one") {
        for (; b < nextB; b++)
          found.push(replace(start + offsetOf(old, b), start + offsetOf(old, b + 1), Fragment.empty));
        if (added.size > 0) found.push(replace(to, to, added));
      } else {
        found.push(replace(from, to, added));
      }
    }
    b = nextB + 1;
    a = nextA + 1;
  }
}

function replace(from: number, to: number, content: Fragment): Replacement {
  return { type: "replace", from, to, slice: new Slice(content, 0, 0) };
}

function offsetOf(tokens: readonly Inline[], index: number): number {
  const last = tokens.at(-1);
  return tokens[index]?.at ?? (last ? last.at + last.size : 0);
}

function inlineTokens(line: Node): Inline[] {
  const tokens: Inline[] = [];
  line.forEach((node, offset) => {
    const style = JSON.stringify(node.marks.map((mark) => mark.toJSON()));
    if (!node.isText) {
      tokens.push({ code: JSON.stringify(node.type.create(node.attrs)), style, at: offset, size: 1 });
      return;
    }
    let at = offset;
    for (const code of node.text ?? "") {
      tokens.push({ code, style, at, size: code.length });
      at += code.length;
    }
  });
  return tokens;
}

function sameTypes(before: Node, after: Node): boolean {
  if (before.childCount !== after.childCount) return false;
  return before.children.every((node, index) => node.type === after.child(index).type);
}

/** Children that stand for the same thing on both sides, as pairs of indices that rise on both. */
function alignByKey(before: Node, after: Node): Pairs {
  const repeated = new Set([...repeatedKeys(before), ...repeatedKeys(after)]);
  const places = new Map(uniqueKeys(before, after, repeated).map((key, index) => [key, index]));
  const candidates: [number, number][] = [];
  uniqueKeys(after, before, repeated).forEach((key, index) => {
    const place = places.get(key);
    if (place !== undefined && !isEmptied(before.child(place), after.child(index)))
      candidates.push([place, index]);
  });
  return longestRising(candidates.map(([place]) => place)).flatMap((at) => {
    const pair = candidates[at];
    return pair === undefined ? [] : [pair];
  });
}

/** A box none of whose lines is the same any more: nothing in it could stay, and what stands around it can. */
function isEmptied(before: Node, after: Node): boolean {
  if (before.type.name !== "box") return false;
  const keys = new Set(before.children.map(keyOf));
  return !after.children.some((child) => keys.has(keyOf(child)));
}

function keyOf({ type, attrs }: Node): string {
  return `${type.name}:${attrs.id ?? attrs.column ?? ""}`;
}

function repeatedKeys(parent: Node): string[] {
  const keys = parent.children.map(keyOf);
  return new Set(keys).size === keys.length ? [] : keys.filter((key, index) => keys.indexOf(key) < index);
}

/** Parts of one box have the same id in several places: the first line that the other side has too tells them apart. */
function uniqueKeys(parent: Node, other: Node, repeated: ReadonlySet<string>): string[] {
  const parts = repeated.size === 0 ? [] : other.children.filter((node) => repeated.has(keyOf(node)));
  const shared = new Set(parts.flatMap((node) => node.children.map(keyOf)));
  const counts = new Map<string, number>();
  return parent.children.map((node) => {
    const key = keyOf(node);
    if (!repeated.has(key)) return key;
    const line = node.children.find((child) => shared.has(keyOf(child))) ?? node.firstChild;
    const part = `${key} ${line === null ? "" : keyOf(line)}`;
    const count = counts.get(part) ?? 0;
    counts.set(part, count + 1);
    return `${part} ${count}`;
  });
}
