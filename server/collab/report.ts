/** One document as an operator may see it: how much there is of what, and nothing of what it says. */

import { ROOT } from "#shared/document/layout.ts";
import { isId } from "#shared/ids.ts";
import { openSharedDocument } from "./document.ts";
import { openLog } from "./log.ts";

/** @returns lines to print; null when there is no such document */
export async function reportRoom(dbFile: string, id: string): Promise<readonly string[] | null> {
  if (!isId(id)) return null;
  const log = openLog(dbFile, () => {});
  try {
    const stored = await log.load(id);
    if (stored === null) return null;
    const document = openSharedDocument(stored, () => {});
    const { ydoc } = document;
    let items = 0;
    let deleted = 0;
    for (const structs of ydoc.store.clients.values())
      for (const struct of structs) {
        items += struct.length;
        if (struct.deleted) deleted += struct.length;
      }
    const behind = stored.seq - stored.keyframeSeq;
    return [
      `epoch            ${stored.epoch}`,
      `schema           ${stored.schemaVersion}`,
      `last row         ${stored.seq}`,
      `keyframe         ${stored.keyframeSeq === 0 ? "none" : `row ${stored.keyframeSeq}, ${behind} behind it`}`,
      `state            ${document.encoded().length} bytes`,
      `clients          ${ydoc.store.clients.size}`,
      `items            ${items}, ${deleted} of them deleted`,
      `sections         ${ydoc.getArray(ROOT.order).length} in order, ${ydoc.getMap(ROOT.sections).size} kept`,
      `variables        ${ydoc.getMap(ROOT.variables).size}`,
    ];
  } finally {
    await log.close();
  }
}
