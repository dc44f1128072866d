import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { inspect } from "#server/collab/guard.ts";
import { applyDoc } from "#shared/document/edits.ts";
import { createDocCache } from "#shared/document/to-doc.ts";
import { applyEdit, edit, KEEPING, TAKING } from "./random-edits.ts";
import {
  aCohort,
  checkedView,
  countText,
  deliverAll,
  livingText,
  newDoc,
  settings,
  shape,
  timeLimit,
} from "./support.ts";

test(
  "whatever is done to the view, the shared document shows it afterwards",
  () => {
    const property = fc.property(
      fc.array(edit([...KEEPING, ...TAKING]), { maxLength: 30, size: "max" }),
      (edits) => {
        const ydoc = newDoc();
        const cache = createDocCache(ydoc);
        edits.forEach((each, at) => {
          const before = cache.doc();
          const after = applyEdit(before, each, "abc 😀x"[at % 7] ?? "y");
          ydoc.transact(() => applyDoc(ydoc, before, after));
          expect(shape(checkedView(ydoc, cache)), each.kind).toEqual(shape(after));
        });
      },
    );
    fc.assert(property, settings("edits", 100));
  },
  timeLimit(100),
);

test(
  "the server lets everything pass that an edit writes",
  () => {
    const property = fc.property(fc.array(edit([...KEEPING, ...TAKING]), { maxLength: 20 }), (edits) => {
      const [peer] = aCohort(1);
      if (!peer) return;
      const server = new Y.Doc();
      Y.applyUpdate(server, Y.encodeStateAsUpdate(peer.ydoc));
      for (const each of edits) {
        const known = Y.encodeStateVector(server);
        peer.change((doc) => applyEdit(doc, each, "a\nb"));
        const update = Y.encodeStateAsUpdate(peer.ydoc, known);
        expect(inspect(server, update, () => true).verdict, each.kind).not.toBe("refused");
        Y.applyUpdate(server, update);
      }
    });
    fc.assert(property, settings("edits before the guard", 60));
  },
  timeLimit(60),
);

/** Text that an edit may put in: what is typed, one embed for a line, embeds of new cells and objects. */
const SMALL: Record<(typeof KEEPING)[number], { inserted: number; deleted: number }> = {
  type: { inserted: 3, deleted: 0 },
  retitle: { inserted: 3, deleted: 0 },
  enter: { inserted: 1, deleted: 0 },
  join: { inserted: 0, deleted: 1 },
  kind: { inserted: 0, deleted: 0 },
  mark: { inserted: 0, deleted: 0 },
  box: { inserted: 0, deleted: 0 },
  unbox: { inserted: 0, deleted: 0 },
  boxType: { inserted: 0, deleted: 0 },
  object: { inserted: 5, deleted: 0 },
  embed: { inserted: 1, deleted: 0 },
  moveSection: { inserted: 0, deleted: 0 },
  addSection: { inserted: 4, deleted: 0 },
  addRow: { inserted: 50, deleted: 0 },
  addColumn: { inserted: 50, deleted: 0 },
  moveRow: { inserted: 0, deleted: 0 },
  moveColumn: { inserted: 0, deleted: 0 },
  moveTable: { inserted: 1, deleted: 1 },
  header: { inserted: 0, deleted: 0 },
  figure: { inserted: 0, deleted: 0 },
};

test(
  "an edit puts in and takes out no more text than it names",
  () => {
    const property = fc.property(fc.array(edit(KEEPING), { maxLength: 30, size: "max" }), (edits) => {
      const ydoc = newDoc();
      const cache = createDocCache(ydoc);
      for (const each of edits) {
        const before = cache.doc();
        const after = applyEdit(before, each, "neu");
        const count = countText(ydoc, () => ydoc.transact(() => applyDoc(ydoc, before, after)));
        const small = SMALL[each.kind as keyof typeof SMALL];
        expect(count.inserted, `${each.kind} inserts`).toBeLessThanOrEqual(small.inserted);
        expect(count.deleted, `${each.kind} deletes`).toBeLessThanOrEqual(small.deleted);
      }
    });
    fc.assert(property, settings("small edits", 100));
  },
  timeLimit(100),
);

test(
  "people who write at once end with the same text, and no typed character is lost",
  () => {
    const act = fc.record({
      who: fc.integer({ min: 0, max: 2 }),
      edit: fc.option(edit([...KEEPING, ...Array<"type">(20).fill("type"), ...TAKING]), { freq: 2 }),
      pick: fc.noBias(fc.nat(999)).map((part) => part / 1000),
    });
    let typed = 0;
    const property = fc.property(fc.array(act, { maxLength: 120, size: "max" }), (acts) => {
      const peers = aCohort(3);
      const expected = new Set<string>();
      acts.forEach(({ who, edit: each, pick }, at) => {
        const peer = peers[who];
        if (!peer) return;
        if (!each) {
          peer.receive(pick);
          return;
        }
        const character = String.fromCharCode(0x4e00 + at);
        const { before, after } = peer.change((doc) => applyEdit(doc, each, character));
        if (after.textContent.includes(character)) expected.add(character);
        for (const old of before.textContent) if (!after.textContent.includes(old)) expected.delete(old);
        checkedView(peer.ydoc, peer.cache);
      });
      let turn = 0;
      deliverAll(peers, () => acts[turn++ % acts.length]?.pick ?? 0);
      const views = peers.map((peer) => checkedView(peer.ydoc, peer.cache).toJSON());
      expect(views[1]).toEqual(views[0]);
      expect(views[2]).toEqual(views[0]);
      const living = livingText(peers[0]?.ydoc as never);
      const lost = [...expected].filter((character) => !living.includes(character));
      expect(lost).toEqual([]);
      typed += expected.size;
    });
    fc.assert(property, settings("cohort", 60));
    console.log(`cohort: ${typed} typed characters, 0 lost`);
  },
  timeLimit(60),
);
