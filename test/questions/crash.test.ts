import { join as joinPath } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSqlite } from "#server/platform/db.ts";
import type { Question } from "#shared/questions.ts";
import { until } from "#test/support/until.ts";
import { type AskedGuideline, aClarification, type Clarification } from "./support.ts";

let work: Clarification;
beforeAll(async () => {
  work = await aClarification();
});
afterAll(() => work[Symbol.asyncDispose]());

const FREE = /Ein Zusatz ist nicht nötig/;

type File = ReturnType<typeof openSqlite>;

/** Changes what stands in the file, while the server rests. */
async function betweenStops(change: (file: File) => void): Promise<void> {
  await work.server.stop();
  const file = openSqlite(joinPath(work.server.dataDir, "richtschnur.db"));
  change(file);
  file.close();
  await work.server.start();
}

async function decided(guideline: AskedGuideline): Promise<Question> {
  return until("the wording to stand in the text", async () => {
    const question = await guideline.question("employer-in-profile");
    return question.status === "answered" && question.decision.text === "done" ? question : null;
  });
}

const ids = ["wording-line-1"];
const intend = (file: File, guideline: AskedGuideline, entryId: number, wording: unknown) =>
  file
    .prepare("insert into question_intents (guideline_id, question_id, edit) values (?, ?, ?)")
    .run(
      guideline.id,
      "employer-in-profile",
      JSON.stringify({ entryId, wording, ids, variables: {}, untouched: {}, takeOver: null }),
    );

test("an answer that was taken, but not written into the text when the server died, is written at the next start", async () => {
  const guideline = await work.guideline();
  const { options } = await guideline.question("employer-in-profile");
  const wording = options?.find(({ value }) => value === "free")?.wording;
  await betweenStops((file) => {
    const detail = { answer: "free", inWords: "Frei", wording, set: {}, text: "waiting", offered: {} };
    const { lastInsertRowid } = file
      .prepare(
        "insert into question_entries (guideline_id, question_id, kind, at, person_id, body_id, on_behalf, reason, detail) values (?, ?, 'answered', ?, ?, null, 0, '', ?)",
      )
      .run(
        guideline.id,
        "employer-in-profile",
        new Date().toISOString(),
        work.owner.id,
        JSON.stringify(detail),
      );
    file
      .prepare("update questions set status = 'answered', entry_id = ? where guideline_id = ? and id = ?")
      .run(lastInsertRowid, guideline.id, "employer-in-profile");
    intend(file, guideline, Number(lastInsertRowid), wording);
  });
  await decided(guideline);
  const lines = await guideline.lines();
  expect(lines.filter((line) => FREE.test(line))).toHaveLength(1);
  expect(lines).not.toContain("[[employer-in-profile]]");
});

test("what stands in the text already is not written a second time", async () => {
  const guideline = await work.guideline();
  await guideline.decide(work.owner, "employer-in-profile", "free");
  await betweenStops((file) => {
    const entry = file
      .prepare("select id, detail from question_entries where guideline_id = ?")
      .get(guideline.id) as { id: number; detail: string };
    const detail = JSON.parse(entry.detail);
    file
      .prepare("update question_entries set detail = ? where id = ?")
      .run(JSON.stringify({ ...detail, text: "waiting" }), entry.id);
    intend(file, guideline, entry.id, detail.wording);
  });
  await decided(guideline);
  expect((await guideline.lines()).filter((line) => FREE.test(line))).toHaveLength(1);
});

test("kills at any moment leave each answer either not taken or standing in the text, once", async () => {
  for (let round = 0; round < Number(process.env.KILL_ROUNDS ?? 5); round++) {
    const guideline = await work.guideline();
    await guideline.questions();
    const answer = work.owner
      .request("PUT", `${guideline.path}/questions/employer-in-profile/decision`, { answer: "free" })
      .catch(() => null);
    await new Promise((done) => setTimeout(done, round * 3));
    await work.server.kill();
    await answer;
    await work.server.start();
    const question = await until("the server to have caught up", async () => {
      const found = await guideline.question("employer-in-profile");
      return found.status === "open" || (found.status === "answered" && found.decision.text !== "waiting")
        ? found
        : null;
    });
    const lines = await guideline.lines();
    const wordings = lines.filter((line) => FREE.test(line)).length;
    const blocks = lines.filter((line) => line === "[[employer-in-profile]]").length;
    expect([question.status, wordings, blocks]).toEqual(
      question.status === "answered" ? ["answered", 1, 0] : ["open", 0, 1],
    );
  }
}, 60_000);
