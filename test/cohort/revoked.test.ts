import { join as joinPath } from "node:path";
import SQLite from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Doc, encodeStateVector } from "yjs";
import { CLOSE } from "#shared/collab-protocol.ts";
import { SCHEMA_VERSION } from "#shared/document/layout.ts";
import { inStep, join, type Writer } from "#test/support/cohort.ts";
import { aGuidelineAtWork, type GuidelineAtWork } from "#test/support/guideline.ts";
import { readContent, type Someone } from "#test/support/people.ts";
import { openRawSocket, type RawSocket } from "#test/support/raw-socket.ts";
import { until } from "#test/support/until.ts";

let work: GuidelineAtWork;
let owner: Writer;
let typing: ReturnType<typeof setInterval>;
beforeAll(async () => {
  work = await aGuidelineAtWork();
  owner = await join(work.owner, work.guideline.id);
  // There is always something to hear.
  typing = setInterval(() => owner.type(0, 0, "x"), 20);
});
afterAll(async () => {
  clearInterval(typing);
  owner[Symbol.dispose]();
  await work[Symbol.asyncDispose]();
});

async function listen(someone: Someone): Promise<RawSocket> {
  const ydoc = new Doc();
  const socket = openRawSocket(work.server.url, work.socketPath(ydoc), someone);
  socket.say({ type: "step1", stateVector: encodeStateVector(ydoc) });
  await socket.hear("update");
  return socket;
}

const rightOf = (someone: Someone) => `/api/guidelines/${work.guideline.id}/members/${someone.id}`;
const byHand = (sql: string, ...values: readonly string[]) => {
  const file = new SQLite(joinPath(work.server.dataDir, "richtschnur.db"));
  file.prepare(sql).run(...values);
  file.close();
};

let members = 0;
test.each<[string, (someone: Someone) => unknown]>([
  ["taken off the guideline", (someone) => work.owner.ask("DELETE", rightOf(someone))],
  ["made a reader", (someone) => work.owner.ask("PUT", rightOf(someone), { role: "reader" })],
  ["deactivated", (someone) => work.owner.ask("PATCH", `/api/people/${someone.id}`, { active: false })],
  ["signed out", (someone) => someone.request("POST", "/api/auth/sign-out")],
  [
    "taken off in the database, by another process",
    (someone) => byHand("delete from guideline_members where person_id = ?", someone.id),
  ],
  [
    "signed out in the database, by another process",
    (someone) => byHand("delete from session where userId = ?", someone.id),
  ],
  // A second is short where other tests hold the machine; what is broken fails three times.
])("who is %s receives no frame after a second", { retry: 2 }, async (how, revoke) => {
  const someone = await work.member(
    `Revoked ${how.replaceAll(",", "")} ${"I".repeat(++members)}`,
    "commenter",
  );
  using socket = await listen(someone);
  await revoke(someone);
  const revokedAt = Date.now();
  const { code } = (await socket.end) as { code: number };
  expect(Date.now() - revokedAt).toBeLessThan(1000);
  expect(code).toBe(CLOSE.rightsChanged);
  using again = openRawSocket(work.server.url, work.socketPath(new Doc()), someone);
  await again.end;
  expect(again.heard).toEqual([]);
});

test("a session that ends by itself takes its sockets with it", async () => {
  const someone = await work.member("Short Session", "editor");
  const endsAt = Date.now() + 1500;
  byHand("update session set expiresAt = ? where userId = ?", new Date(endsAt).toISOString(), someone.id);
  using socket = await listen(someone);
  const end = await socket.end;
  expect(end).toEqual({ state: "closed", code: CLOSE.rightsChanged });
  expect(Date.now()).toBeGreaterThanOrEqual(endsAt);
  using again = openRawSocket(work.server.url, work.socketPath(new Doc()), someone);
  expect(await again.end).toEqual({ state: "refused", status: 401 });
});

test("an archived guideline can be read on, and not be written in", async () => {
  const editor = await work.member("Late Editor", "editor");
  using writer = await join(editor, work.guideline.id);
  const path = `/api/guidelines/${work.guideline.id}`;
  await work.owner.ask("PATCH", path, { archived: true });
  await until("to be sent back", () => writer.connection.status.value.state === "offline");
  await until("to read on", () => writer.connection.status.value.state === "open");
  writer.type(0, 0, "[too late]");
  await work.owner.ask("PATCH", path, { archived: false });
  // What was written meanwhile comes in once it may.
  expect(await until("the word", () => owner.text().includes("[too late]"), 20_000)).toBe(true);
  await inStepWithoutTyping();
});

test("a window with another version of the layout is told to reload, and deletes nothing", async () => {
  const before = owner.text().replaceAll("x", "");
  const { epoch } = await readContent(work.owner, work.guideline.id);
  for (const schema of [SCHEMA_VERSION - 1, SCHEMA_VERSION + 1]) {
    const path = `/collab/${work.guideline.id}?clientId=${new Doc().clientID}&schema=${schema}&epoch=${epoch}`;
    using socket = openRawSocket(work.server.url, path, work.owner);
    expect(await socket.end).toEqual({ state: "closed", code: CLOSE.reload });
    expect(socket.heard).toEqual([]);
  }
  expect(owner.text().replaceAll("x", "")).toBe(before);
});

async function inStepWithoutTyping(): Promise<void> {
  clearInterval(typing);
  await inStep([owner]);
  typing = setInterval(() => owner.type(0, 0, "x"), 20);
}
