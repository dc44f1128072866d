import { expect, test } from "vitest";
import { applyUpdate, Doc, encodeStateAsUpdate } from "yjs";
import { openSharedDocument } from "#server/collab/document.ts";

test("whoever reads a document at rest does not wake it: neither what they ask nor what they answer", () => {
  const before = new Doc();
  before.getText("t").insert(0, "written, and some of it deleted again, twice");
  before.getText("t").delete(2, 5);
  before.getText("t").delete(20, 3);
  const document = openSharedDocument({ updates: [encodeStateAsUpdate(before)], vector: null }, () => {});
  const reader = new Doc();
  applyUpdate(reader, document.since(new Uint8Array([0])));
  expect(document.isEcho(encodeStateAsUpdate(reader, document.vector()))).toBe(true);
  expect(document.isEcho(new Uint8Array([0, 0]))).toBe(true);
  expect(document.wakingTime).toBe(0);

  reader.getText("t").delete(0, 1);
  expect(document.isEcho(encodeStateAsUpdate(reader, document.vector()))).toBe(false);
  reader.getText("t").insert(0, "new");
  expect(document.isEcho(encodeStateAsUpdate(reader, document.vector()))).toBe(false);
  applyUpdate(document.ydoc, encodeStateAsUpdate(reader));
  expect(document.wakingTime).toBeGreaterThan(0);
  document.sleep();
  expect(document.isEcho(encodeStateAsUpdate(reader, document.vector()))).toBe(true);
  document.destroy();
});
