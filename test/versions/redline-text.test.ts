/** What a comparison for paper says of lines, boxes and pictures that have become others, in Word and on pages. */
import { strFromU8, unzipSync } from "fflate";
import type { Node } from "prosemirror-model";
import { Transform } from "prosemirror-transform";
import { expect, test } from "vitest";
import { printedRedline } from "#server/versions/printed-redline.ts";
import { redline } from "#server/versions/redline.ts";
import { compare } from "#shared/document/compare.ts";
import { schema } from "#shared/document/schema.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import { newDoc } from "#test/document/support.ts";

const OLDER = toDoc(newDoc());
const HASHES = { older: "0123abcd".repeat(8), newer: "4567ef01".repeat(8) };

const about = {
  kind: "guideline" as const,
  title: "Guideline",
  organisation: "Example Ltd",
  locale: "en" as const,
  timeZone: "Europe/Berlin",
  at: "2026-11-25T12:00:00Z",
  older: { name: "edition 1", at: "2026-11-24T12:00:00Z", contentHash: HASHES.older },
  newer: { name: "edition 2", at: null, contentHash: HASHES.newer },
  variableLabel: (name: string) => name,
};

const compared = (newer: Node, older = OLDER) =>
  compare({ doc: older, variables: {} }, { doc: newer, variables: {} });

/** Text of a Word file with `[-gone-]` and `[+new+]`, a paragraph a line. */
async function wordOf(newer: Node, change: Partial<typeof about> = {}): Promise<string> {
  const file = await redline(compared(newer), { ...about, ...change, lead: "Comparison." });
  const xml = strFromU8(unzipSync(new Uint8Array(file))["word/document.xml"] ?? new Uint8Array());
  // A mark of the paragraph itself holds no text.
  const marked = xml
    .replaceAll(/<w:(ins|del) [^>]*\/>/g, "")
    .replaceAll(/<w:ins [^>]*>/g, "[+")
    .replaceAll("</w:ins>", "+]")
    .replaceAll(/<w:del [^>]*>/g, "[-")
    .replaceAll("</w:del>", "-]");
  return marked.replaceAll("</w:p>", "\n").replaceAll(/<[^>]+>/g, "");
}

/** The same of the printed pages. */
function pagesOf(newer: Node): string {
  return JSON.stringify(printedRedline(compared(newer), about), (_key, value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((each) => typeof each?.state === "string" && "marks" in each)
      ? value
          .map(({ text, state }) =>
            state === "same" ? text : state === "deleted" ? `[-${text}-]` : `[+${text}+]`,
          )
          .join("")
      : value,
  );
}

function find(doc: Node, is: (node: Node) => boolean): { readonly node: Node; readonly pos: number } {
  let found: { readonly node: Node; readonly pos: number } | null = null;
  doc.descendants((node, pos) => {
    if (found === null && is(node)) found = { node, pos };
  });
  if (found === null) throw new Error("There is no such node.");
  return found;
}

const example = find(OLDER, ({ type, attrs }) => type === schema.nodes.box && attrs.verdict === "dont");

test("a don't that has become a do is marked on its box, once, in Word and on pages", async () => {
  const newer = new Transform(OLDER).setNodeAttribute(example.pos, "verdict", "do").doc;
  const word = await wordOf(newer);
  expect(word).toContain("[-Better not -][+Do +]\n");
  expect(word.match(/Better not/g)).toHaveLength(1);
  // The words in it are the same.
  expect(word).toContain("\nDo not guess.\n");
  const pages = pagesOf(newer);
  expect(pages).toContain('"name":"[-Better not-] [+Do+]"');
});

test("a line that has been put into a box, or taken out of one, says so", async () => {
  const lifted = example.node.child(0);
  const newer = new Transform(OLDER).replaceWith(example.pos, example.pos + example.node.nodeSize, [
    lifted,
    example.node.copy(example.node.content.cut(lifted.nodeSize)),
  ]).doc;
  expect(await wordOf(newer)).toContain("[-Better not: -]Do not guess.");
  expect(pagesOf(newer)).toContain("[-Better not: -]Do not guess.");
});

test("a picture's caption that has changed stands there twice, gone and new", async () => {
  const { pos, node } = find(OLDER, ({ type }) => type === schema.nodes.figure);
  const newer = new Transform(OLDER).setNodeAttribute(pos, "caption", "Another one").doc;
  const before = node.attrs.caption || node.attrs.alt;
  expect(await wordOf(newer)).toContain(`[-[Picture: ${before}]-][+[Picture: Another one]+]`);
});

test("the Word file names both contents by their checksum, and has a place to decide and to sign", async () => {
  const word = await wordOf(OLDER);
  const spaced = (hash: string) => hash.replaceAll(/(.{8})(?=.)/g, "$1 ");
  for (const words of [
    spaced(HASHES.older),
    `The decision holds for exactly the content with this checksum:`,
    "24 November 2026 at 13:00",
    "☐ Approved",
    "☐ Consent refused, reason below",
    "Resolution of",
    "Place, date, signature",
    "This sheet does not replace a works agreement.",
  ])
    expect(word).toContain(words);
  // Once beside the state, once where one signs.
  expect(word.split(spaced(HASHES.newer))).toHaveLength(3);
  expect(word).toContain("No difference: both states are the same word for word.");
});

test("signs that Word cannot read, or that turn what follows, stand as boxes and break nothing", async () => {
  const words = "now\u0007 \u202Eesrever\u202C \uD800 end";
  const { pos } = find(OLDER, ({ text }) => text?.includes("Who it is for") === true);
  const newer = new Transform(OLDER).insert(pos, schema.text(words)).doc;
  const word = await wordOf(newer, { title: "Title\u0001\u202E" });
  expect(word).toContain("now□ □esrever□ □ end");
  for (const sign of ["\u0001", "\u0007", "\u202E"]) expect(word).not.toContain(sign);
});
