import { execFile } from "node:child_process";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AuditPage, Verification } from "#shared/audit.ts";
import type { Question } from "#shared/questions.ts";
import type { Version } from "#shared/versions.ts";
import { aGuidelineAtWork, type GuidelineAtWork } from "#test/support/guideline.ts";
import type { Someone } from "#test/support/people.ts";
import { bareEnv } from "#test/support/server-process.ts";

let work: GuidelineAtWork;
let editor: Someone;
let base: string;
beforeAll(async () => {
  work = await aGuidelineAtWork();
  editor = await work.member("Jonas Weber", "editor");
  base = `/api/guidelines/${work.guideline.id}`;
});
afterAll(() => work[Symbol.asyncDispose]());

const log = () => work.owner.ask<AuditPage>("GET", "/api/audit");
const verification = () => work.owner.ask<Verification>("GET", "/api/audit/verification");

test("decisions, rights and frozen states are recorded, with who did it and nothing of the text", async () => {
  const { owner, guideline } = work;
  await owner.ask("PUT", `${base}/members/${editor.id}`, { role: "commenter" });
  await owner.ask("PUT", `${base}/members/${editor.id}`, { role: "editor" });
  await owner.ask("PATCH", base, { title: "Geheimer Titel" });
  const version = await owner.ask<Version>("POST", `${base}/versions`, {
    title: "Geheimer Name",
    note: "Geheime Notiz",
  });
  const [question] = await owner.ask<Question[]>("GET", `${base}/questions`);
  await owner.ask("PUT", `${base}/questions/${question?.id}/exclusion`, { reason: "Geheimer Grund" });

  const { rows, names } = await log();
  const kinds = rows.toReversed().map(({ entry }) => entry.kind);
  expect(kinds[0]).toBe("organisation.setUp");
  // States are also frozen by themselves, whenever a draft rests.
  expect(kinds.filter((kind) => kind !== "version.frozen").slice(-4)).toEqual([
    "member.role",
    "member.role",
    "guideline.changed",
    "question.decided",
  ]);
  expect(rows.find(({ entry }) => entry.kind === "member.role")).toMatchObject({
    actor: owner.id,
    guideline: guideline.id,
    entry: { person: editor.id, before: "commenter", after: "editor" },
  });
  const { number, contentHash } = version;
  expect(rows).toContainEqual(
    expect.objectContaining({
      actor: null,
      entry: expect.objectContaining({ kind: "version.frozen", number, contentHash }),
    }),
  );
  expect(names[editor.id]).toBe("Jonas Weber");
  expect(JSON.stringify(rows)).not.toContain("Geheim");
});

test("only administrators read it", async () => {
  for (const path of ["/api/audit", "/api/audit/verification"])
    expect((await editor.request("GET", path)).status).toBe(403);
});

test("what fails leaves no row", async () => {
  const before = (await log()).rows.length;
  const refused = await work.owner.request("PUT", `${base}/members/${work.owner.id}`, { role: "reader" });
  expect(refused.status).toBe(409);
  expect((await log()).rows).toHaveLength(before);
});

test("older rows follow page by page, each once", async () => {
  for (let times = 0; times < 60; times++)
    await work.owner.ask("PATCH", base, { title: `Titel ${times}`, targetDate: null });
  for (let times = 0; times < 60; times++) await work.owner.ask("PATCH", base, { kind: "policy" });
  const first = await log();
  expect(first.more).toBe(true);
  const last = first.rows.at(-1)?.seq ?? 0;
  const second = await work.owner.ask<AuditPage>("GET", `/api/audit?before=${last}`);
  expect(second.rows[0]?.seq).toBe(last - 1);
  expect(second.more).toBe(false);
  expect(second.rows.at(-1)?.seq).toBe(1);
});

/** Changes the file behind the server's back, looks, and changes it back. */
async function tamper(change: string, undo: string, look: () => Promise<void>): Promise<void> {
  const db = new SQLite(join(work.server.dataDir, "richtschnur.db"));
  try {
    db.exec(change);
    await look();
    db.exec(undo);
  } finally {
    db.close();
  }
  expect(await verification()).toMatchObject({ sound: true });
}

test("a row that somebody changes, takes out or puts in is found and named", async () => {
  const sound = await verification();
  expect(sound).toMatchObject({ sound: true, rows: (await log()).rows[0]?.seq });

  await tamper(
    "create table kept as select * from audit where seq = 5; update audit set at = '2020-01-01T00:00:00.000Z' where seq = 5",
    "delete from audit where seq = 5; insert into audit select * from kept; drop table kept",
    async () => expect(await verification()).toMatchObject({ sound: false, row: "audit 5" }),
  );
  await tamper(
    "create table kept as select * from audit where seq = 4; delete from audit where seq = 4",
    "insert into audit select * from kept; drop table kept",
    async () => expect(await verification()).toMatchObject({ sound: false, row: "audit 5" }),
  );
  await tamper(
    "insert into audit select 10001, at, actor_id, guideline_id, entry, previous, hash from audit where seq = 3",
    "delete from audit where seq = 10001",
    async () => expect(await verification()).toMatchObject({ sound: false, row: "audit 10001" }),
  );
});

test("a version that somebody changes, takes out or slips in is found and named", async () => {
  const name = `versions ${work.guideline.id} 1`;
  const columns = "guideline_id, number, edition, status, cause, title, note, created_at, bodies, seq";
  for (const change of [
    "doc = replace(doc, 'e', 'a')",
    'variables = \'{"a":"b"}\'',
    "title = 'Anders'",
    "note = 'Anders'",
    "content_hash = 'feed'",
    "doc = 'no json'",
  ])
    await tamper(
      `create table kept as select * from versions where number = 1; update versions set ${change} where number = 1`,
      "delete from versions where number = 1; insert into versions select * from kept; drop table kept",
      async () => expect(await verification()).toMatchObject({ sound: false, row: name }),
    );
  await tamper(
    "create table kept as select * from versions where number = 1; delete from versions where number = 1",
    "insert into versions select * from kept; drop table kept",
    async () => expect(await verification()).toMatchObject({ sound: false, row: name }),
  );
  await tamper(
    `insert into versions select ${columns.replace("number", "99")}, schema_version, doc, variables, content_hash, previous_hash from versions where number = 1`,
    "delete from versions where number = 99",
    async () =>
      expect(await verification()).toMatchObject({ sound: false, row: `versions ${work.guideline.id} 99` }),
  );
});

test("the command line says that all is as it was written, or names the first row that is not", async () => {
  // Never blocking: a connection that is closed meanwhile would be used once more without anybody having seen it.
  const run = () =>
    new Promise<{ status: number; said: string }>((resolve) => {
      const env = { ...bareEnv(), DATA_DIR: work.server.dataDir };
      execFile(process.execPath, ["server/cli.ts", "audit", "verify"], { env }, (error, stdout, stderr) =>
        resolve({ status: Number(error?.code ?? 0), said: stdout + stderr }),
      );
    });
  expect(await run()).toMatchObject({
    status: 0,
    said: expect.stringMatching(/^All \d+ rows are as they were written; the last one is [0-9a-f]{64}\.\n$/),
  });
  await tamper(
    "create table kept as select * from audit where seq = 2; update audit set actor_id = 'somebody' where seq = 2",
    "delete from audit where seq = 2; insert into audit select * from kept; drop table kept",
    async () =>
      expect(await run()).toEqual({
        status: 1,
        said: "The audit log is broken at audit 2: it is not as it was written.\n",
      }),
  );
});
