/** `npm run cli -- audit verify` on the file of a guideline that was voted on, after somebody has changed a row of it. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bareEnv } from "#test/support/server-process.ts";
import { type ApprovalAtWork, anApproval } from "../reviews/support.ts";

let work: ApprovalAtWork;
let file: SQLite.Database;
beforeAll(async () => {
  work = await anApproval();
  const returned = await work.request();
  await work.vote(work.it, returned, "it", "return", { note: "Noch nicht." });
  const adopted = await work.request();
  await work.vote(work.it, adopted, "it", "approve");
  await work.vote(work.council, adopted, "betriebsrat", "consent", work.resolution());
  await work.vote(work.boss, adopted, "geschaeftsfuehrung", "approve");
  file = new SQLite(join(work.dataDir, "richtschnur.db"));
});
afterAll(async () => {
  file.close();
  await work[Symbol.asyncDispose]();
});

/** The real command, in a process of its own. */
function verify(): Promise<{ readonly status: number; readonly said: string }> {
  const args = ["run", "--silent", "cli", "--", "audit", "verify"];
  const env = { ...bareEnv(), DATA_DIR: work.dataDir };
  return new Promise((resolve) =>
    execFile("npm", args, { env }, (error, stdout, stderr) =>
      resolve({ status: Number(error?.code ?? 0), said: stdout + stderr }),
    ),
  );
}

const one = (sql: string) => String(file.prepare(sql).pluck().get());

/** Changes one row as somebody with the file would, asks, and puts the row back. */
async function tampered(table: string, where: string, change: string | null) {
  file.exec(`create temp table kept as select * from ${table} where ${where}`);
  // What refers to it is somebody else's care: whoever has the file is not held by its rules.
  file.pragma("foreign_keys = OFF");
  file.exec(
    change === null ? `delete from ${table} where ${where}` : `update ${table} set ${change} where ${where}`,
  );
  const found = await verify();
  file.exec(`delete from ${table} where ${where}`);
  file.exec(`insert into ${table} select * from kept; drop table kept`);
  return found;
}

test("the command finds nothing in a file that nobody has touched", async () => {
  expect(await verify()).toMatchObject({ status: 0, said: expect.stringMatching(/^All \d+ rows are as/) });
});

test("it names the row that somebody has changed or taken out: of versions, votes, reviews, policies, the log", async () => {
  const guideline = work.guideline.id;
  const number = one("select version from reviews where status = 'adopted'");
  const vote = one("select id from review_votes where vote = 'consent'");
  const review = one("select id from reviews where status = 'returned'");
  const seq = one("select max(seq) - 2 from audit");
  const version = `guideline_id = '${guideline}' and number = ${number}`;
  for (const [table, where, change, row] of [
    ["versions", version, "doc = replace(doc, 'nicht', 'stets')", `versions ${guideline} ${number}`],
    ["versions", version, "edition = 7", `versions ${guideline} ${number}`],
    ["review_votes", `id = '${vote}'`, "vote = 'refuse'", `review_votes ${vote}`],
    ["review_votes", `id = '${vote}'`, "resolution = null", `review_votes ${vote}`],
    ["review_votes", `id = '${vote}'`, null, `review_votes ${vote}`],
    ["reviews", `id = '${review}'`, "reason = 'Gern.'", `reviews ${review}`],
    ["review_policies", `guideline_id = '${guideline}'`, "policy = '{}'", `review_policies ${guideline}`],
    ["audit", `seq = ${seq}`, "at = '2020-01-01T00:00:00.000Z'", `audit ${seq}`],
    ["audit", `seq = ${seq}`, null, `audit ${Number(seq) + 1}`],
  ] as const) {
    const { status, said } = await tampered(table, where, change);
    expect([status, said]).toEqual([1, expect.stringContaining(`The audit log is broken at ${row}: `)]);
  }
  expect((await verify()).status).toBe(0);
});
