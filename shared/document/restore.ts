/**
 * Going back to a version by going forward: the smallest edits that make the shared document show the version.
 * What is there is never made anew, so that whoever types meanwhile types on.
 */
import { type Node, Node as ProseMirrorNode } from "prosemirror-model";
import type * as Y from "yjs";
import { isId } from "../ids.ts";
import { readOrder, readSection } from "./read.ts";
import { schema } from "./schema.ts";
import { drawSection, rootsOf } from "./to-doc.ts";
import { readVariables, setVariable } from "./variables.ts";
import { createSection, writeOrder, writeSection } from "./write.ts";

/**
 * Brings the shared document to a version: `docJson` is the JSON of a `doc` of `schema`, `variables` what went with
 * it. Sections are aligned by id, lines by id and then by their text, text within a line by words. Removed sections
 * come back by reference, sections that the version does not have go by reference. With `sectionId`, only that
 * section is brought to what it was (and back behind the section that it followed), and variables are only added.
 * @throws RangeError if the JSON is no valid document of `schema`, or has no section `sectionId`. Nothing is written then.
 */
export function restoreDoc(
  ydoc: Y.Doc,
  docJson: unknown,
  variables: Readonly<Record<string, string>>,
  sectionId?: string,
): void {
  const version = ProseMirrorNode.fromJSON(schema, docJson);
  version.check();
  const found = version.children.find((node) => node.attrs.id === sectionId);
  if (sectionId !== undefined && !found) throw new RangeError(`The version has no section ${sectionId}`);
  ydoc.transact(() => {
    if (found) restoreSection(ydoc, version, found);
    else restoreWhole(ydoc, version);
    restoreVariables(ydoc, variables, found === undefined);
  });
}

function restoreWhole(ydoc: Y.Doc, version: Node): void {
  const { order, sections } = rootsOf(ydoc);
  const shown = readOrder(order, sections);
  const ids = version.children.map((node) => restoreContent(sections, node));
  writeOrder(order, shown, [...new Set(ids)]);
}

function restoreSection(ydoc: Y.Doc, version: Node, node: Node): void {
  const { order, sections } = rootsOf(ydoc);
  const shown = readOrder(order, sections);
  const id = restoreContent(sections, node);
  if (shown.includes(id)) return;
  const earlier = version.children.slice(0, version.children.indexOf(node)).map((other) => other.attrs.id);
  const previous = earlier.findLast((other) => shown.includes(other));
  writeOrder(order, shown, shown.toSpliced(shown.indexOf(previous) + 1, 0, id));
}

/**
 * Makes one section show the node, and returns its id. What is taken up again as it is (a table, then its rows and
 * columns, then their cells) can be compared only once it is shown, so a section is written up to three times.
 */
function restoreContent(sections: Y.Map<unknown>, node: Node): string {
  const { id } = node.attrs;
  for (let pass = 1; pass <= 3; pass++) {
    const section = readSection(sections, id);
    if (section === null) return createSection(sections, node, isId(id) ? id : undefined);
    if (drawSection(section, null).eq(node)) return id;
    writeSection(section, node, true);
  }
  return id;
}

function restoreVariables(ydoc: Y.Doc, wanted: Readonly<Record<string, string>>, exactly: boolean): void {
  const current = readVariables(ydoc);
  for (const [name, value] of Object.entries(wanted)) {
    if (exactly || current[name] === undefined) setVariable(ydoc, name, value);
  }
  if (!exactly) return;
  for (const name of Object.keys(current)) {
    if (!Object.hasOwn(wanted, name)) rootsOf(ydoc).variables.delete(name);
  }
}
