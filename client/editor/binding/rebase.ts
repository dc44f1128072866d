/** Brings together what was written here and what others wrote meanwhile, both since the same view. */
import { Fragment, type Node, type Slice } from "prosemirror-model";
import { type Mappable, ReplaceStep, Transform } from "prosemirror-transform";
import { schema } from "#shared/document/schema.ts";
import { addReplacements, type Replacement, replacements } from "./replacements.ts";

/**
 * `theirs` with what turned `base` into `mine`; all three are the same section. Only what was taken out of `base` here
 * is taken out there: what others have put in stays, and so does a line that others changed while it was removed here.
 * What was put in here finds a place even where its line is gone.
 */
export function rebase(base: Node, mine: Node, theirs: Node): Node {
  const others = replacements(base, theirs);
  const own = replacements(base, mine, { removals: "one" });
  const { mapping } = addReplacements(new Transform(base), others);
  const result = new Transform(theirs);
  for (const change of own.toReversed()) {
    if (change.type === "attributes") setAttributes(result, change, mapping);
    else replaceIn(result, change, mapping, base, others);
  }
  return result.doc;
}

function setAttributes(
  result: Transform,
  { pos, changed }: Extract<Replacement, { type: "attributes" }>,
  mapping: Mappable,
): void {
  const place = mapping.mapResult(pos, 1);
  if (place.deletedAfter) return;
  for (const [name, value] of Object.entries(changed)) result.setNodeAttribute(place.pos, name, value);
}

function replaceIn(
  result: Transform,
  { from, to, slice }: Extract<Replacement, { type: "replace" }>,
  mapping: Mappable,
  base: Node,
  others: readonly Replacement[],
): void {
  const isText = base.resolve(from).parent.inlineContent;
  const start = mapping.map(from, to > from ? 1 : -1);
  const end = Math.max(start, mapping.map(to, -1));
  const isShared = !isText && others.some((change) => touches(change, from, to));
  if (end > start && !isShared) result.delete(start, end);
  if (slice.size > 0) putIn(result, start, slice);
}

function touches(change: Replacement, from: number, to: number): boolean {
  if (change.type === "attributes") return false;
  return change.from < to && change.to > from && (change.from > from || change.to < to);
}

/** @throws RangeError if the content can stand nowhere around the position. */
function putIn(result: Transform, pos: number, slice: Slice): void {
  if (!result.maybeStep(new ReplaceStep(pos, pos, slice)).failed) return;
  const $pos = result.doc.resolve(pos);
  const content = asLines(slice.content);
  for (let depth = $pos.depth; depth >= 0; depth--) {
    // Never before the position: what is still to be brought over counts from there.
    const place = depth === $pos.depth ? pos : $pos.after(depth + 1);
    const $place = result.doc.resolve(place);
    if (!$place.parent.canReplace($place.index(), $place.index(), content)) continue;
    result.insert(place, content);
    return;
  }
  throw new RangeError("There is no place for what was written");
}

function asLines(content: Fragment): Fragment {
  return content.firstChild?.isInline ? Fragment.from(schema.nodes.block.create(null, content)) : content;
}
