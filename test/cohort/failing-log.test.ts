import { join as joinPath } from "node:path";
import SQLite from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inStep, join } from "#test/support/cohort.ts";
import { aGuidelineAtWork, type GuidelineAtWork } from "#test/support/guideline.ts";
import { createGuideline, invite } from "#test/support/people.ts";
import { until } from "#test/support/until.ts";

let work: GuidelineAtWork;
beforeAll(async () => {
  work = await aGuidelineAtWork();
});
afterAll(() => work[Symbol.asyncDispose]());

/** Lets the server's database refuse what it is asked to write, as on a full disk, until it is called. */
function fill(...triggers: readonly string[]): () => void {
  const file = new SQLite(joinPath(work.server.dataDir, "richtschnur.db"));
  for (const [index, on] of triggers.entries())
    file.exec(
      `create trigger full_${index} before ${on} begin select raise(fail, 'database or disk is full'); end`,
    );
  return () => {
    for (const index of triggers.keys()) file.exec(`drop trigger full_${index}`);
    file.close();
  };
}

const ready = async () => (await fetch(`${work.server.url}/readyz`)).ok;

test("a document whose rows cannot be written closes honestly, and others go on", async () => {
  const elsewhere = await createGuideline(work.owner, { title: "Another one" });
  const colleague = await invite(work.owner, {
    name: "Jonas Weber",
    guideline: { id: elsewhere.id, role: "editor" },
  });
  using writer = await join(work.owner, work.guideline.id);
  using other = await join(colleague, elsewhere.id);
  using reader = await join(await work.member("Mira Kaya", "commenter"), work.guideline.id);

  const empty = fill(`insert on collab_log when new.doc = '${work.guideline.id}'`);
  writer.type(0, 0, "[kept here]");
  other.type(0, 0, "[written there]");
  await until("the line to be closed", () => writer.connection.status.value.state === "offline");
  await other.saved();
  expect(writer.connection.unsaved.value).toBeGreaterThan(0);
  expect(reader.text()).not.toContain("[kept here]");

  empty();
  expect(await inStep([writer, reader])).toContain("[kept here]");
  expect(other.text()).toContain("[written there]");
});

test("a server that can write nothing says so, and is ready again once it can", async () => {
  using writer = await join(work.owner, work.guideline.id);
  expect(await ready()).toBe(true);
  const empty = fill("insert on collab_log", "update on collab_docs");
  writer.type(0, 0, "[unsaved]");
  await until("readiness to be gone", async () => !(await ready()));
  expect(writer.connection.unsaved.value).toBeGreaterThan(0);
  empty();
  await until("readiness to be back", ready);
  expect(await inStep([writer])).toContain("[unsaved]");
});
