/** The sections of a document as a list: their order, what was removed, and how references to them move. */
import * as Y from "yjs";
import type { SectionId } from "../ids.ts";
import { isId } from "../ids.ts";
import { lineIds, plainText, readOrder } from "./read.ts";
import { rootsOf } from "./to-doc.ts";
import { writeOrder } from "./write.ts";

export interface OutlineSection {
  readonly id: SectionId;
  /** The catalogue section that it came from. */
  readonly key: string | null;
  readonly title: string;
  /** `open` while a question stands in it in place of a rule. */
  readonly status: "open" | "settled";
}

export interface RemovedSection {
  readonly id: SectionId;
  readonly title: string;
}

/** The sections in their order. */
export function readOutline(ydoc: Y.Doc): OutlineSection[] {
  const { order, sections } = rootsOf(ydoc);
  return readOrder(order, sections).map((id) => describeSection(id, sections.get(id) as Y.Map<unknown>));
}

/** One section of the outline. @param section what stands under its id */
export function describeSection(id: string, section: Y.Map<unknown>): OutlineSection {
  const key = section.get("key");
  return {
    id: id as SectionId,
    key: isId(key) ? key : null,
    title: plainText(section.get("title")),
    status: hasPending(section) ? "open" : "settled",
  };
}

/** Sections that stand in no order any more, with all that was typed in them meanwhile. */
export function removedSections(ydoc: Y.Doc): RemovedSection[] {
  const { order, sections } = rootsOf(ydoc);
  const shown = new Set(readOrder(order, sections));
  const removed: RemovedSection[] = [];
  for (const [id, section] of sections.entries()) {
    if (!isId(id) || shown.has(id) || !(section instanceof Y.Map)) continue;
    removed.push({ id: id as SectionId, title: plainText(section.get("title")) });
  }
  return removed;
}

/**
 * Puts a removed section back at `index` among the shown ones; one that is shown stays where it is.
 * @throws RangeError if there is no such section.
 */
export function bringBackSection(ydoc: Y.Doc, id: string, index: number): void {
  const { order, sections } = rootsOf(ydoc);
  if (!isId(id) || !(sections.get(id) instanceof Y.Map)) throw new RangeError(`There is no section ${id}`);
  if (!readOrder(order, sections).includes(id)) insertReference(ydoc, id, index);
}

/**
 * Moves a section so that it stands at `index` of the new order. Only references move, never text.
 * @throws RangeError if the section is not shown.
 */
export function moveSection(ydoc: Y.Doc, id: string, index: number): void {
  const { order, sections } = rootsOf(ydoc);
  const shown = readOrder(order, sections);
  if (!shown.includes(id)) throw new RangeError(`There is no section ${id}`);
  const wanted = shown.filter((other) => other !== id);
  wanted.splice(index, 0, id);
  ydoc.transact(() => writeOrder(order, shown, wanted));
}

/** Takes a section out of the order; everything in it stays and can be brought back. */
export function removeSection(ydoc: Y.Doc, id: string): void {
  const { order, sections } = rootsOf(ydoc);
  const shown = readOrder(order, sections);
  ydoc.transact(() =>
    writeOrder(
      order,
      shown,
      shown.filter((other) => other !== id),
    ),
  );
}

/** Adds a reference so that the section stands at `index` among the shown ones. */
export function insertReference(ydoc: Y.Doc, id: string, index: number): void {
  const { order, sections } = rootsOf(ydoc);
  const before = readOrder(order, sections)[index - 1];
  order.insert(before === undefined ? 0 : order.toArray().indexOf(before) + 1, [id]);
}

function hasPending(section: Y.Map<unknown>): boolean {
  const lines = section.get("lines");
  if (!(lines instanceof Y.Map)) return false;
  const kinds = lineIds(section.get("flow")).map((id) => lines.get(id));
  return kinds.some((line) => line instanceof Y.Map && line.get("kind") === "pending");
}
