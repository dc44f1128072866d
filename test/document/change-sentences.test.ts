import { Transform } from "prosemirror-transform";
import { expect, test } from "vitest";
import { sentencesOf } from "#shared/document/change-sentences.ts";
import { compare } from "#shared/document/compare.ts";
import { schema } from "#shared/document/schema.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import { newDoc } from "./support.ts";

test("a question that has gone from the text is called one, and no empty line", () => {
  const older = toDoc(newDoc());
  let at: { readonly pos: number; readonly size: number } | null = null;
  older.descendants((node, pos) => {
    if (node.type === schema.nodes.pending) at ??= { pos, size: node.nodeSize };
  });
  const { pos, size } = at ?? { pos: 0, size: 0 };
  expect(size).toBeGreaterThan(0);
  const newer = new Transform(older).delete(pos, pos + size).doc;
  const { changes } = compare({ doc: older, variables: {} }, { doc: newer, variables: {} });
  const names = { variable: String, label: String, section: String };
  const told = (locale: "de" | "en") =>
    changes.flatMap((change) => sentencesOf(change, { ...names, locale }));
  expect(told("de")).toEqual(["Gelöscht: „offene Klärungsfrage“"]);
  expect(told("en")).toEqual(["Deleted: “open clarifying question”"]);
});
