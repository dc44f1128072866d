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
  const moved = linesInOtherBoxes(base, mine, theirs);
  if (moved.size === 0) return rebaseSection(base, mine, theirs);
  // What a box has taken up or let go is the same line elsewhere: its words are brought together first.
  const words = (line: Node) => moved.get(line.attrs.id);
  const left = withLines(mine, (line) => (words(line) ? line.copy(words(line)?.base.content) : line));
  const met = withLines(theirs, (line) => {
    const each = words(line);
    if (each === undefined) return line;
    const alone = (part: Node) => base.copy(Fragment.from([base.child(0), line.copy(part.content)]));
    return rebaseSection(alone(each.base), alone(each.mine), alone(line)).child(1);
  });
  return rebaseSection(base, left, met);
}

interface ChangedLine {
  readonly base: Node;
  readonly mine: Node;
}

/** Lines written in here that others have put into a box, into another one, or taken out of one. */
function linesInOtherBoxes(base: Node, mine: Node, theirs: Node): ReadonlyMap<string, ChangedLine> {
  const [before, own, others] = [placesOf(base), placesOf(mine), placesOf(theirs)];
  const found = new Map<string, ChangedLine>();
  for (const [id, line] of before) {
    const [here, there] = [own.get(id), others.get(id)];
    if (!here || !there || there.box === line.box || here.node.content.eq(line.node.content)) continue;
    found.set(id, { base: line.node, mine: here.node });
  }
  return found;
}

function placesOf(section: Node): ReadonlyMap<string, { readonly node: Node; readonly box: string | null }> {
  const places = new Map<string, { node: Node; box: string | null }>();
  for (const node of section.children) {
    if (node.type === schema.nodes.block) places.set(node.attrs.id, { node, box: null });
    if (node.type === schema.nodes.box)
      for (const line of node.children) places.set(line.attrs.id, { node: line, box: node.attrs.id });
  }
  return places;
}

function withLines(section: Node, change: (line: Node) => Node): Node {
  const changed = (node: Node): Node => {
    if (node.type === schema.nodes.block) return change(node);
    return node.type === schema.nodes.box ? node.copy(Fragment.from(node.children.map(changed))) : node;
  };
  return section.copy(Fragment.from(section.children.map(changed)));
}

function rebaseSection(base: Node, mine: Node, theirs: Node): Node {
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
