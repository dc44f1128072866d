import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import type { AcceptedAll, Thread, ThreadRequest } from "#shared/discussion.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import { newId } from "#shared/ids.ts";
import { flowsOf, inStep, join, type Writer } from "#test/support/cohort.ts";
import type { Someone } from "#test/support/people.ts";
import { until } from "#test/support/until.ts";
import { aDiscussion, type DiscussionAtWork } from "./support.ts";

let work: DiscussionAtWork;
let proposer: Someone;
let jan: Someone;
let ida: Someone;
beforeAll(async () => {
  work = await aDiscussion();
  proposer = await work.member("Mira Kaya", "commenter", ["betriebsrat"]);
  jan = await work.member("Jan Thoma", "editor");
  ida = await work.member("Ida Neu", "editor");
});
afterAll(() => work[Symbol.asyncDispose]());

/** Puts a line of one's own at the beginning of a section, so that tests do not meet in each other's words. */
async function aLine(text: string): Promise<string> {
  using writer = await join(work.owner, work.guideline.id);
  const line = newId();
  writer.ydoc.transact(() => {
    const flow = flowsOf(writer.ydoc)[0];
    flow?.insertEmbed(0, { line });
    flow?.insert(0, text);
  }, "typing");
  await writer.saved();
  return line;
}

const propose = (
  quote: string,
  action: "replace" | "insert" | "delete",
  text = "",
  change: Partial<ThreadRequest> = {},
) =>
  work.begin(proposer, {
    kind: "suggestion",
    body: "",
    anchor: { quote },
    suggestion: { action, text },
    ...change,
  });
const accept = (thread: Thread, by = jan) => work.move(by, thread.id, "accepted");
const lineText = async (id: string) => (await work.lines(0)).find((line) => line.id === id)?.text;
const allText = async () => (await work.lines(0)).map(({ text }) => text).join("\n");

test("replacing, inserting and deleting: the words change, as work of who proposed it, by whom it was accepted", async () => {
  const line = await aLine("Was Sie privat sagen, ist grundsätzlich Ihre Sache.");
  const inLine = (quote: string) => ({ anchor: { quote, line } });
  const replacing = await propose("", "replace", "allein", inLine("grundsätzlich"));
  expect((await accept(replacing, proposer)).status).toBe(403);
  expect((await accept(replacing)).status).toBe(200);
  expect(await lineText(line)).toBe("Was Sie privat sagen, ist allein Ihre Sache.");
  const accepted = await work.thread(proposer, replacing.id);
  expect(accepted).toMatchObject({ status: "accepted", author: { id: proposer.id } });
  expect(accepted.steps.at(-1)).toMatchObject({ status: "accepted", by: { id: jan.id } });
  await accept(await propose("", "insert", " und teilen", inLine("sagen")));
  await accept(await propose("", "delete", "", inLine(" privat")));
  expect(await lineText(line)).toBe("Was Sie sagen und teilen, ist allein Ihre Sache.");
});

test("a whole line: other words, new lines behind it, and taking it away", async () => {
  const line = await aLine("Eine ganze Zeile.");
  const block = { line, block: true };
  await accept(await propose("", "replace", "Eine andere Zeile.", { anchor: block }));
  expect(await lineText(line)).toBe("Eine andere Zeile.");
  await accept(await propose("", "insert", "Dahinter.\nUnd noch eine.", { anchor: block }));
  const lines = (await work.lines(0)).map(({ text }) => text);
  const at = lines.indexOf("Eine andere Zeile.");
  expect(lines.slice(at, at + 3)).toEqual(["Eine andere Zeile.", "Dahinter.", "Und noch eine."]);
  expect(await lineText(line)).toBe("Eine andere Zeile.");
  await accept(await propose("", "delete", "", { anchor: block }));
  expect(await lineText(line)).toBeUndefined();
  expect(await allText()).toContain("Dahinter.\nUnd noch eine.");
});

/** A map of the first section, made where nobody has needed it yet. */
function mapOf(ydoc: Y.Doc, name: "lines" | "boxes" | "tables"): Y.Map<unknown> {
  const section = flowsOf(ydoc)[0]?.parent as Y.Map<unknown>;
  if (!section.has(name)) section.set(name, new Y.Map());
  return section.get(name) as Y.Map<unknown>;
}

/** Puts a line of no words at the beginning of the section, as a table or a divider stands there. */
async function anObject(kind: "table" | "divider", ...around: readonly [string, string]): Promise<string> {
  const behind = await aLine(around[1]);
  using writer = await join(work.owner, work.guideline.id);
  const line = newId();
  writer.ydoc.transact(() => {
    const attributes = new Y.Map<unknown>([["kind", kind]]);
    if (kind === "table") {
      const table = new Y.Map<unknown>();
      table.set("rows", Y.Array.from([newId()]));
      table.set("columns", Y.Array.from([newId()]));
      const ref = newId();
      mapOf(writer.ydoc, "tables").set(ref, table);
      attributes.set("ref", ref);
    }
    mapOf(writer.ydoc, "lines").set(line, attributes);
    flowsOf(writer.ydoc)[0]?.insertEmbed(0, { line });
  }, "typing");
  await writer.saved();
  await aLine(around[0]);
  expect(behind).not.toBe(line);
  return line;
}

const nodes = async () =>
  work.app.collab.look(work.guideline.id, (ydoc) =>
    (toDoc(ydoc).firstChild?.children ?? []).map((node) =>
      node.isTextblock ? node.textContent : node.type.name,
    ),
  );

test.each(["table", "divider"] as const)(
  "a whole %s: new lines behind it, and taking it away or replacing it",
  async (kind) => {
    const [before, behind] = [`Vor dem Objekt (${kind}).`, `Hinter dem Objekt (${kind}).`];
    const whole = (line: string) => ({ anchor: { line, block: true } });
    const around = async () => {
      const all = await nodes();
      return all.slice(all.indexOf(before), all.indexOf(behind) + 1);
    };
    const first = await anObject(kind, before, behind);
    expect(await around()).toEqual([before, kind, behind]);
    const inserting = await propose("", "insert", "Eine Erläuterung.\nUnd noch eine.", whole(first));
    expect(inserting.place).toMatchObject({ on: "block", line: first, quote: "", state: "anchored" });
    expect((await accept(inserting)).status).toBe(200);
    expect(await around()).toEqual([before, kind, "Eine Erläuterung.", "Und noch eine.", behind]);

    const deleting = await propose("", "delete", "", whole(first));
    const late = await propose("", "delete", "", whole(first));
    expect((await accept(deleting)).status).toBe(200);
    expect(await around()).toEqual([before, "Eine Erläuterung.", "Und noch eine.", behind]);
    expect(await work.thread(jan, deleting.id)).toMatchObject({
      status: "accepted",
      author: { id: proposer.id },
      steps: [{ status: "open" }, { status: "accepted", by: { id: jan.id } }],
    });
    // Somebody was faster: nothing else goes in its stead.
    expect((await accept(late)).status).toBe(409);
    expect(await around()).toEqual([before, "Eine Erläuterung.", "Und noch eine.", behind]);

    const second = await anObject(kind, `${before} 2`, `${behind} 2`);
    expect((await accept(await propose("", "replace", "Statt seiner ein Satz.", whole(second)))).status).toBe(
      200,
    );
    const all = await nodes();
    expect(all.slice(all.indexOf(`${before} 2`), all.indexOf(`${behind} 2`) + 1)).toEqual([
      `${before} 2`,
      "Statt seiner ein Satz.",
      `${behind} 2`,
    ]);
  },
);

/** Puts a box around lines of the first section. */
async function aBox(lines: readonly string[]): Promise<string> {
  using writer = await join(work.owner, work.guideline.id);
  const box = newId();
  writer.ydoc.transact(() => {
    for (const line of lines) mapOf(writer.ydoc, "lines").set(line, new Y.Map([["box", box]]));
    mapOf(writer.ydoc, "boxes").set(box, new Y.Map([["type", "callout"]]));
  }, "typing");
  await writer.saved();
  return box;
}

test.each([1, 2])(
  "a whole box of %d lines: other words, a line behind it, and taking it away",
  async (count) => {
    const end = `Hinter dem Kasten (${count}).`;
    await aLine(end);
    const words = ["Das machen wir.", "Das lassen wir."].slice(0, count);
    const lines: string[] = [];
    for (const line of words.toReversed()) lines.push(await aLine(line));
    const box = await aBox(lines);
    const whole = { anchor: { line: box, block: true } };
    const shown = async () => {
      const all = await nodes();
      return all.slice(1, all.indexOf(end) + 1);
    };
    expect(await shown()).toEqual(["box", end]);
    const other = ["Das machen wir gern.", "Das lassen wir."].slice(0, count).join("\n");
    const replacing = await propose("", "replace", other, whole);
    expect(replacing.place).toMatchObject({ on: "block", line: box, quote: words.join("\n") });
    expect((await accept(replacing)).status).toBe(200);
    expect(await allText()).toContain(`${other}\n${end}`);
    expect(await shown()).toEqual(["box", end]);
    expect((await accept(await propose("", "insert", "Gleich dahinter.", whole))).status).toBe(200);
    expect(await shown()).toEqual(["box", "Gleich dahinter.", end]);
    expect((await accept(await propose("", "delete", "", whole))).status).toBe(200);
    expect(await shown()).toEqual(["Gleich dahinter.", end]);
  },
);

test("an empty line in which somebody writes meanwhile is not taken away", async () => {
  const line = await aLine("");
  const deleting = await propose("", "delete", "", { anchor: { line, block: true } });
  using writer = await join(work.owner, work.guideline.id);
  writer.type(0, 0, "Doch etwas.");
  await writer.saved();
  expect((await accept(deleting)).status).toBe(409);
  expect(await lineText(line)).toBe("Doch etwas.");
});

test("words over several lines: lines stay what they are, and become more or fewer; what has no words stays out", async () => {
  const second = await aLine("Dann fragen Sie nach und warten.");
  const first = await aLine("Zuerst lesen Sie alles. Danach denken Sie.");
  const over = (quote: string) => ({ anchor: { quote, line: first } });
  const changing = await propose(
    "",
    "replace",
    "Danach schlafen Sie.\nMorgens fragen Sie nach",
    over("Danach denken Sie.\nDann fragen Sie nach"),
  );
  {
    using writer = await join(work.owner, work.guideline.id);
    writer.type(0, 0, "Übrigens: ");
    await writer.saved();
  }
  expect((await accept(changing)).status).toBe(200);
  expect(await lineText(first)).toBe("Übrigens: Zuerst lesen Sie alles. Danach schlafen Sie.");
  expect(await lineText(second)).toBe("Morgens fragen Sie nach und warten.");

  const splitting = await propose(
    "",
    "replace",
    "schlafen Sie.\nEssen Sie.\nMorgens fragen Sie",
    over("schlafen Sie.\nMorgens fragen Sie"),
  );
  expect((await accept(splitting)).status).toBe(200);
  expect(await allText()).toContain("Danach schlafen Sie.\nEssen Sie.\nMorgens fragen Sie nach und warten.");

  const joining = await propose("", "delete", "", { anchor: { quote: " Sie.\nMorgens" } });
  expect((await accept(joining)).status).toBe(200);
  expect(await lineText(second)).toBe("Essen fragen Sie nach und warten.");

  const empty = await aLine("");
  const before = await aLine("Hier stehen Worte davor.");
  expect(empty).not.toBe(before);
  const refused = await proposer.request("POST", work.path("threads"), {
    kind: "suggestion",
    sectionId: await work.section(0),
    body: "",
    anchor: { quote: "davor.\n\nÜbrigens", line: before },
    suggestion: { action: "replace", text: "anders" },
  });
  expect(refused.status).toBe(422);
});

test("what others changed around the words is kept; where they changed the very words it is outdated", async () => {
  const line = await aLine("Alle Beiträge werden vor dem Senden von einer zweiten Person gelesen.");
  const first = await propose(
    "vor dem Senden von einer zweiten Person",
    "replace",
    "vorher von einer zweiten Person",
  );
  const second = await propose("Alle Beiträge", "replace", "Wichtige Beiträge");
  using writer = await join(work.owner, work.guideline.id);
  const flow = flowsOf(writer.ydoc)[0];
  const at = flow?.toString().indexOf("zweiten Person") ?? -1;
  writer.type(0, at, "anderen, ");
  await writer.saved();
  expect((await accept(first)).status).toBe(200);
  expect(await lineText(line)).toBe("Alle Beiträge werden vorher von einer anderen, zweiten Person gelesen.");

  writer.ydoc.transact(() => flowsOf(writer.ydoc)[0]?.delete(0, 4), "typing");
  writer.type(0, 0, "Sämtliche");
  await writer.saved();
  const refused = await accept(second);
  expect([refused.status, (await refused.json()).code]).toEqual([409, "discussion/outdated"]);
  expect(await lineText(line)).toContain("Sämtliche Beiträge");
  expect(await work.thread(jan, second.id)).toMatchObject({ status: "open", suggestion: { outdated: true } });
});

test("accepted after the text was deleted: refused, and the text stays as it is", async () => {
  const line = await aLine("Dieser Satz wird gleich gelöscht werden.");
  const gone = await propose("wird gleich gelöscht", "replace", "bleibt für immer stehen");
  using writer = await join(work.owner, work.guideline.id);
  writer.ydoc.transact(
    () => flowsOf(writer.ydoc)[0]?.delete(0, "Dieser Satz wird gleich gelöscht werden.".length),
    "typing",
  );
  await writer.saved();
  expect((await accept(gone)).status).toBe(409);
  expect(await lineText(line)).toBe("");
  await until(
    "to be listed as orphaned",
    async () => (await work.thread(jan, gone.id)).place.state === "orphaned",
  );
});

test("two people accept the same one at once: it is applied once", async () => {
  const line = await aLine("Wir antworten bald.");
  const inserting = await propose("", "insert", " und freundlich", { anchor: { quote: "bald", line } });
  const statuses = await Promise.all([
    accept(inserting),
    accept(inserting, ida),
    accept(inserting, work.owner),
  ]);
  expect(statuses.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
  expect(await lineText(line)).toBe("Wir antworten bald und freundlich.");
});

test("accepting while three people type in and around the range: all converge, nothing is lost, nothing twice", async () => {
  const line = await aLine("Anfang. Hier steht ein Wortlaut, der ersetzt werden soll. Ende.");
  const thread = await propose("der ersetzt werden soll", "replace", "der nun anders lautet");
  const writers: Writer[] = await Promise.all(
    [work.owner, jan, ida].map((who) => join(who, work.guideline.id)),
  );
  const typed: string[] = [];
  let accepted: Promise<Response> | null = null;
  for (let round = 0; round < 12; round++) {
    for (const [index, writer] of writers.entries()) {
      const word = `[${index}.${round}]`;
      const flow = flowsOf(writer.ydoc)[0]?.toString() ?? "";
      const place =
        [flow.indexOf("Hier steht"), flow.indexOf(". Ende"), flow.indexOf("Wortlaut")][index] ?? 0;
      writer.type(0, Math.max(0, place), word);
      typed.push(word);
    }
    if (round === 5) accepted = accept(thread);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const status = (await accepted)?.status;
  const text = await inStep(writers);
  for (const word of typed) expect(text.split(word)).toHaveLength(2);
  expect([200, 409]).toContain(status);
  expect(text.split("der nun anders lautet").length - 1).toBe(status === 200 ? 1 : 0);
  expect(text.includes("der ersetzt werden soll")).toBe(status !== 200);
  // Typing beside the words is no reason to refuse.
  expect(status).toBe(200);
  expect(await lineText(line)).toContain("Anfang.");
  for (const writer of writers) writer[Symbol.dispose]();
});

test("all of a section are accepted in one go; those that no longer fit stay open", async () => {
  await aLine("Eins ist gut. Zwei ist besser. Drei ist genug.");
  const suggestions = [
    await propose("Eins ist gut", "replace", "Eins reicht"),
    await propose("Zwei ist besser", "replace", "Zwei wäre schöner"),
    await propose("Drei ist genug", "delete"),
  ];
  using writer = await join(work.owner, work.guideline.id);
  const at = flowsOf(writer.ydoc)[0]?.toString().indexOf("besser") ?? -1;
  writer.ydoc.transact(() => flowsOf(writer.ydoc)[0]?.delete(at, 3), "typing");
  await writer.saved();
  const answer = await jan.ask<AcceptedAll>("POST", work.path("suggestions/accept"), {
    sectionId: await work.section(0),
  });
  expect(answer.accepted).toBe(2);
  expect(await allText()).toContain("Eins reicht. Zwei ist ser. .");
  expect((await work.thread(jan, suggestions[1]?.id as never)).status).toBe("open");
  expect(
    (await proposer.request("POST", work.path("suggestions/accept"), { sectionId: await work.section(0) }))
      .status,
  ).toBe(403);
});

test("a suggestion is rejected with a reason, or taken back by who made it", async () => {
  await aLine("Das bleibt so stehen.");
  const thread = await propose("bleibt so", "replace", "ändert sich");
  expect((await work.move(jan, thread.id, "rejected")).status).toBe(422);
  expect((await work.move(jan, thread.id, "rejected", "Steht schon anderswo.")).status).toBe(200);
  expect((await accept(thread)).status).toBe(409);
  const other = await propose("bleibt so", "delete");
  expect((await work.move(jan, other.id, "withdrawn")).status).toBe(403);
  expect((await work.move(proposer, other.id, "withdrawn")).status).toBe(200);
});
