import { join as joinPath } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "#server/platform/db.ts";
import type { Content } from "#shared/collab.ts";
import type { Thread } from "#shared/discussion.ts";
import { aGuidelineAtWork, type GuidelineAtWork } from "#test/support/guideline.ts";
import { readContent, type Someone } from "#test/support/people.ts";
import { until } from "#test/support/until.ts";

let work: GuidelineAtWork;
let mira: Someone;
beforeAll(async () => {
  work = await aGuidelineAtWork();
  mira = await work.member("Mira Kaya", "commenter");
});
afterAll(() => work[Symbol.asyncDispose]());

const path = (rest: string) => `/api/guidelines/${work.guideline.id}/${rest}`;
const text = async () => JSON.stringify(((await readContent(work.owner, work.guideline.id)) as Content).doc);
const find = async (id: string) => mira.ask<Thread>("GET", path(`threads/${id}`));

async function propose(quote: string, replacement: string): Promise<Thread> {
  const { doc } = (await readContent(work.owner, work.guideline.id)) as unknown as {
    doc: { content: { attrs: { id: string } }[] };
  };
  return mira.ask("POST", path("threads"), {
    kind: "suggestion",
    sectionId: doc.content[0]?.attrs.id,
    body: "",
    anchor: { quote },
    suggestion: { action: "replace", text: replacement },
  });
}

/** Leaves the file as a crash does between writing what is meant and writing that it is done. */
async function crashWhileAccepting(thread: Thread): Promise<void> {
  await work.server.kill();
  const db = openDatabase(joinPath(work.server.dataDir, "richtschnur.db"));
  const tables = db.withTables<{
    threads: { id: string; intent: string | null; status: string };
    thread_steps: { thread_id: string; status: string };
  }>();
  const intent = JSON.stringify({ by: work.owner.id, at: new Date().toISOString() });
  await tables.updateTable("threads").set({ intent, status: "open" }).where("id", "=", thread.id).execute();
  await tables
    .deleteFrom("thread_steps")
    .where("thread_id", "=", thread.id)
    .where("status", "=", "accepted")
    .execute();
  await db.destroy();
  await work.server.start();
}

test("accepted before the words were written: they are written at the next start, once", async () => {
  const thread = await propose("Wir kaufen keine Follower", "Gekaufte Follower gibt es bei uns nicht");
  await crashWhileAccepting(thread);
  await until("to be accepted", async () => (await find(thread.id)).status === "accepted");
  expect((await text()).split("Gekaufte Follower gibt es bei uns nicht")).toHaveLength(2);
  expect((await find(thread.id)).steps.at(-1)?.by.id).toBe(work.owner.id);
});

test("a line was taken away, but not that it is: nothing else goes in its stead", async () => {
  const { doc } = (await readContent(work.owner, work.guideline.id)) as unknown as {
    doc: { content: { attrs: { id: string }; content: { type: string; attrs: { id: string } }[] }[] };
  };
  const section = doc.content[0];
  const line = section?.content.find(({ type }) => type === "block")?.attrs.id;
  const thread = await mira.ask<Thread>("POST", path("threads"), {
    kind: "suggestion",
    sectionId: section?.attrs.id,
    body: "",
    anchor: { line, block: true },
    suggestion: { action: "delete", text: "" },
  });
  await work.owner.ask("PATCH", path(`threads/${thread.id}`), { status: "accepted" });
  const left = await text();
  expect(left).not.toContain(thread.place.quote);
  await crashWhileAccepting(thread);
  await until("to be accepted", async () => (await find(thread.id)).status === "accepted");
  expect(await text()).toBe(left);
});

test("the words were written, but not that they are: they stand there once afterwards too", async () => {
  const thread = await propose(
    "Gekaufte Follower gibt es bei uns nicht",
    "Wir verzichten auf gekaufte Follower",
  );
  await work.owner.ask("PATCH", path(`threads/${thread.id}`), { status: "accepted" });
  await crashWhileAccepting(thread);
  await until("to be accepted", async () => (await find(thread.id)).status === "accepted");
  expect((await text()).split("Wir verzichten auf gekaufte Follower")).toHaveLength(2);
});
