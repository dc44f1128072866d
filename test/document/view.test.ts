import { Transform } from "prosemirror-transform";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { inspect } from "#server/collab/guard.ts";
import { anchorAt, positionOf } from "#shared/document/anchors.ts";
import { buildSection } from "#shared/document/build.ts";
import { applyDoc } from "#shared/document/edits.ts";
import { moveSection, readOutline } from "#shared/document/outline.ts";
import { schema } from "#shared/document/schema.ts";
import { createDocCache, toDoc } from "#shared/document/to-doc.ts";
import { readVariables, setVariable } from "#shared/document/variables.ts";
import { aCohort, checkedView, countText, deliverAll, newDoc, type Peer } from "./support.ts";

const none = { sections: [], variables: {} };

/** One section with these lines of text, in a cohort of two. */
function twoPeople(...lines: string[]): [Peer, Peer] {
  const section = {
    key: null,
    title: "T",
    lines: lines.map((text) => ({ attributes: {}, spans: [{ text }] })),
  };
  return aCohort(2, { sections: [section], variables: {} }) as [Peer, Peer];
}

/** The position of `offset` in the first place where `text` stands. */
function find({ cache }: Peer, text: string, offset = 0): number {
  let found = -1;
  cache.doc().descendants((node, pos) => {
    const at = node.isText ? (node.text ?? "").indexOf(text) : -1;
    if (found < 0 && at >= 0) found = pos + at + offset;
  });
  return found;
}

function lines({ cache }: Peer): string[] {
  const texts: string[] = [];
  cache.doc().descendants((node) => {
    if (node.type === schema.nodes.block) texts.push(node.textContent);
  });
  return texts;
}

function type(peer: Peer, pos: number, text: string): void {
  peer.change((doc) => new Transform(doc).insert(pos, schema.text(text)).doc);
}

test("every kind of content is shown as it was built", () => {
  const doc = checkedView(newDoc());
  expect(doc.childCount).toBe(3);
  expect(doc.child(1).toString()).toBe(
    'section(title("Examples"), box(block("Do not guess."), block("Do not argue.")), block("Done"), ' +
      'table(row(cell(block("When")), cell(block("Who"))), ' +
      'row(cell(block("09:00"), block("12:00")), cell(block))), figure)',
  );
  expect(doc.child(1).child(3).child(0).child(0).attrs.header).toBe(true);
});

test("unchanged sections, tables and lines are the same objects after a change", () => {
  const ydoc = newDoc();
  const cache = createDocCache(ydoc);
  const before = cache.doc();
  expect(cache.doc()).toBe(before);
  const pos = before.child(0).nodeSize + before.child(1).child(0).nodeSize + 3;
  ydoc.transact(() => applyDoc(ydoc, before, new Transform(before).insert(pos, schema.text("X")).doc));
  const after = cache.doc();
  expect(after.child(0)).toBe(before.child(0));
  expect(after.child(2)).toBe(before.child(2));
  expect(after.child(1)).not.toBe(before.child(1));
  expect(after.child(1).child(1).child(0).textContent).toBe("XDo not guess.");
  for (const [at, node] of before.child(1).children.entries()) {
    if (at !== 1) expect(after.child(1).child(at)).toBe(node);
  }
  expect(after.child(1).child(1).child(1)).toBe(before.child(1).child(1).child(1));
});

test("a view that is not the one of the shared document is refused before anything is written", () => {
  const [one, other] = twoPeople("line");
  const stale = one.cache.doc();
  type(other, find(other, "line"), "X");
  deliverAll([one, other], () => 0);
  const state = Y.encodeStateVector(one.ydoc);
  const after = new Transform(stale).insert(find(one, "line"), schema.text("Y")).doc;
  expect(() => applyDoc(one.ydoc, stale, after)).toThrow(RangeError);
  expect(Y.encodeStateVector(one.ydoc)).toEqual(state);
});

test("Enter leaves both halves to whoever types in them at the time", () => {
  const [one, other] = twoPeople("head tail");
  type(other, find(other, "head", 2), "1");
  type(other, find(other, "tail", 2), "2");
  one.change((doc) => new Transform(doc).split(find(one, "head tail", 5)).doc);
  deliverAll([one, other], () => 0);
  expect(lines(one)).toEqual(["he1ad ", "ta2il"]);
  expect(lines(other)).toEqual(lines(one));
});

test("Enter at the end of a line leaves the line its id, and what a peer types at that end stays there", () => {
  const [one, other] = twoPeople("line", "next");
  const id = one.cache.doc().child(0).child(1).attrs.id;
  one.change((doc) => new Transform(doc).split(find(one, "line", 4)).doc);
  type(other, find(other, "line", 4), "!");
  deliverAll([one, other], () => 0);
  expect(lines(one)).toEqual(["line!", "", "next"]);
  expect(one.cache.doc().child(0).child(1).attrs.id).toBe(id);
});

test("joining lines takes out their border alone, whichever of the two ids the view keeps", () => {
  for (const keeps of [1, 2]) {
    const [one, other] = twoPeople("left", "right");
    const id = one.cache.doc().child(0).child(keeps).attrs.id;
    type(other, find(other, "left", 2), "1");
    type(other, find(other, "right", 2), "2");
    const count = countText(one.ydoc, () =>
      one.change((doc) => {
        const joined = new Transform(doc).join(find(one, "left", 5));
        return joined.setNodeAttribute(find(one, "left") - 1, "id", id).doc;
      }),
    );
    expect(count).toEqual({ inserted: 0, deleted: 1 });
    deliverAll([one, other], () => 0);
    expect(lines(one)).toEqual(["le1ftri2ght"]);
  }
});

test("two people who type into an empty section at once both keep their text", () => {
  const [one, other] = aCohort(2, none) as [Peer, Peer];
  one.change(() => schema.nodes.doc.create(null, [emptySection()]));
  const [section] = [...one.ydoc.getMap<Y.Map<Y.Text>>("sections").values()];
  section?.get("flow")?.delete(0, 1);
  deliverAll([one, other], () => 0);
  const count = countText(one.ydoc, () => type(one, 4, "one"));
  expect(count).toEqual({ inserted: 3, deleted: 0 });
  type(other, 4, "other");
  other.change((doc) => new Transform(doc).setNodeAttribute(3, "kind", "h3").doc);
  deliverAll([one, other], () => 0);
  expect(lines(one)).toHaveLength(1);
  expect(lines(one)[0]?.length).toBe(8);
  expect(lines(other)).toEqual(lines(one));
  expect(one.cache.doc().child(0).child(1).attrs.kind).toBe("h3");
});

test("a section without a line to type in shows an empty one", () => {
  const ydoc = newDoc(none);
  buildSection(ydoc, { key: null, title: "Empty", lines: [] }, 0);
  expect(checkedView(ydoc).child(0).toString()).toBe('section(title("Empty"), block)');
});

test("one person adds a row and another a column at once: the grid is full, and both can type where they cross", () => {
  const table = { header: "none", rows: [[[{ attributes: {}, spans: [{ text: "cell" }] }]]] } as const;
  const line = { attributes: { kind: "table" }, spans: [], table } as const;
  const sections = [{ key: null, title: "T", lines: [line] }];
  const [one, other] = aCohort(2, { sections, variables: {} }) as [Peer, Peer];
  const cell = schema.nodes.cell.create(null, schema.nodes.block.create());
  one.change(
    (doc) => new Transform(doc).insert(find(one, "cell", 7), schema.nodes.row.create(null, cell)).doc,
  );
  other.change((doc) => new Transform(doc).insert(find(other, "cell", 6), cell).doc);
  deliverAll([one, other], () => 0);
  const shown = checkedView(one.ydoc, one.cache).child(0).child(1);
  expect(shown.children.map((row) => row.childCount)).toEqual([2, 2]);

  const crossing = (peer: Peer) => peer.cache.doc().content.size - 6;
  const state = Y.encodeStateAsUpdate(one.ydoc);
  type(one, crossing(one), "one");
  const server = new Y.Doc();
  Y.applyUpdate(server, state);
  const update = Y.encodeStateAsUpdate(one.ydoc, Y.encodeStateVector(server));
  expect(inspect(server, update, () => true).verdict).toBe("fine");
  type(other, crossing(other), "other");
  deliverAll([one, other], () => 0);
  const text = checkedView(one.ydoc, one.cache).child(0).child(1).child(1).child(1);
  expect(text.children.map((node) => node.textContent).sort()).toEqual(["one", "other"]);
  expect(checkedView(other.ydoc, other.cache).eq(one.cache.doc())).toBe(true);
});

test("text typed into a line that a peer turns into an object stands before the object and can be edited", () => {
  const [one, other] = twoPeople("", "end");
  one.change((doc) => {
    const line = doc.child(0).child(1);
    return new Transform(doc).replaceWith(3, 5, schema.nodes.divider.create({ id: line.attrs.id })).doc;
  });
  type(other, 4, "typed");
  deliverAll([one, other], () => 0);
  const outcome = checkedView(one.ydoc, one.cache).textContent;
  expect(outcome).toContain("typed");
  type(one, find(one, "typed", 5), " on");
  expect(lines(one)[0]).toContain("typed on");
  checkedView(one.ydoc, one.cache);
});

test("two people who undo the same removed border do not get the line twice", () => {
  const [one, other] = twoPeople("left", "right");
  const undos = [one, other].map(({ ydoc }) => new Y.UndoManager(ydoc.getMap("sections")));
  const join = (peer: Peer) => peer.change((doc) => new Transform(doc).join(find(peer, "left", 5)).doc);
  join(one);
  join(other);
  for (const undo of undos) undo.undo();
  deliverAll([one, other], () => 0);
  expect(lines(one)).toEqual(["left", "right"]);
  checkedView(one.ydoc, one.cache);
});

test("anchors stay with their text through Enter, join, boxing and moves of the section", () => {
  const [peer] = aCohort(1);
  if (!peer) return;
  const quote = () => find(peer, "argue", 0);
  const anchor = anchorAt(peer.ydoc, peer.cache.doc(), quote());
  if (!anchor) throw new Error("no anchor");
  const position = () => positionOf(peer.ydoc, peer.cache.doc(), anchor);
  expect(position()).toBe(quote());
  peer.change((doc) => new Transform(doc).split(quote()).doc);
  expect(position()).toBe(quote());
  peer.change((doc) => new Transform(doc).join(quote() - 1).doc);
  expect(position()).toBe(quote());
  moveSection(peer.ydoc, anchor.section, 0);
  expect(position()).toBe(quote());
  type(peer, quote(), "really ");
  expect(position()).toBe(quote());
});

test("every position of a document has an anchor that leads back to it or to the text beside it", () => {
  const [peer] = aCohort(1);
  if (!peer) return;
  const doc = peer.cache.doc();
  for (let pos = 0; pos <= doc.content.size; pos++) {
    const $pos = doc.resolve(pos);
    const anchor = anchorAt(peer.ydoc, doc, pos);
    if ($pos.depth === 0) expect(anchor).toBeNull();
    else if ($pos.parent.isTextblock) expect(anchor && positionOf(peer.ydoc, doc, anchor)).toBe(pos);
    else if ($pos.nodeAfter?.isLeaf) expect(anchor && positionOf(peer.ydoc, doc, anchor)).toBe(pos);
    else expect(anchor).not.toBeNull();
  }
});

test("what is no anchor leads nowhere and makes nothing", () => {
  const ydoc = newDoc();
  const doc = toDoc(ydoc);
  const section = doc.child(0).attrs.id;
  const nonsense = [
    null,
    5,
    {},
    { tname: "evil" },
    { item: { client: -1, clock: 0.5 } },
    { item: { client: 1, clock: 9 } },
  ];
  for (const relative of nonsense) expect(positionOf(ydoc, doc, { section, relative })).toBeNull();
  expect(ydoc.share.has("evil")).toBe(false);
});

test("the outline says which sections are open", () => {
  const outline = readOutline(newDoc());
  expect(outline.map(({ title, key, status }) => [title, key, status])).toEqual([
    ["Scope", "scope", "settled"],
    ["Examples", null, "settled"],
    ["Mistakes 🙈", "mistakes", "open"],
  ]);
});

test("variables are read and set by their names alone", () => {
  const ydoc = newDoc();
  setVariable(ydoc, "lead-department", "Kommunikation");
  expect(readVariables(ydoc)).toEqual({ contact: "presse@example.org", "lead-department": "Kommunikation" });
  expect(() => setVariable(ydoc, "Lead_Department", "x")).toThrow(RangeError);
  ydoc.getMap("variables").set("NOT_A_NAME", "x");
  ydoc.getMap("variables").set("number", 5);
  expect(Object.keys(readVariables(ydoc))).toHaveLength(2);
});

function emptySection() {
  return schema.nodes.section.create({ id: "new" }, [
    schema.nodes.title.create(),
    schema.nodes.block.create(),
  ]);
}
