/**
 * Edits of the view, written back into the shared state as the smallest edits there.
 *
 * A line is ended by an embed, so splitting one inserts one embed before the tail: the tail keeps the old id, the head
 * gets a new one (at a line's end the new line is the empty one behind it). Joining deletes one embed, the joined line
 * goes under the id of its tail. In both cases the attributes follow the view. Lines that change their order or their
 * section are cut and pasted: their text is new, under new ids. Of two that change places one stays: who wants to say
 * which, takes the id from the other (see client/editor/moving.ts). A table keeps all that is in it wherever its line
 * goes within the section, since the line only refers to it.
 */
import type { Node } from "prosemirror-model";
import type * as Y from "yjs";
import { readOrder, readSection } from "./read.ts";
import { drawSection, rootsOf } from "./to-doc.ts";
import { createSection, writeOrder, writeSection } from "./write.ts";

/**
 * Brings the shared document from `before` to `after`. Call it inside `ydoc.transact`. Afterwards `toDoc(ydoc)`
 * shows `after` but for ids, of which new, repeated, split and joined lines get others, and but for what may not
 * stand in a shared document (unsafe links, values that the layout does not accept).
 * @throws RangeError if `before` is not what the shared document shows; nothing is written then.
 */
export function applyDoc(ydoc: Y.Doc, before: Node, after: Node): void {
  if (before === after) return;
  const { order, sections } = rootsOf(ydoc);
  const shown = readOrder(order, sections);
  if (before.childCount !== shown.length) throw staleView();
  const known = new Map(before.children.map((node) => [node.attrs.id as string, node]));
  if (shown.some((id, at) => before.child(at).attrs.id !== id)) throw staleView();

  const changes = after.children.map((node) => {
    const old = known.get(node.attrs.id);
    known.delete(node.attrs.id);
    return { node, section: old && old !== node ? readShown(sections, old) : null, isNew: !old };
  });
  const ids = changes.map(({ node, section, isNew }) => {
    if (isNew) return createSection(sections, node);
    if (section) writeSection(section, node);
    return node.attrs.id as string;
  });
  writeOrder(order, shown, ids);
}

/**
 * Changes one section, whether it stands in the order or was removed; a section that does not exist is passed over.
 * Call it inside `ydoc.transact`.
 */
export function editSection(ydoc: Y.Doc, id: string, change: (shown: Node) => Node): void {
  const section = readSection(rootsOf(ydoc).sections, id);
  if (section) writeSection(section, change(drawSection(section, null)));
}

function readShown(sections: Y.Map<unknown>, node: Node) {
  const section = readSection(sections, node.attrs.id);
  if (section === null || !drawSection(section, null).eq(node)) throw staleView();
  return section;
}

function staleView(): RangeError {
  return new RangeError("The view is not that of the shared document");
}
