import { afterAll, beforeAll, expect, test } from "vitest";
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from "yjs";
import { CLOSE } from "#shared/collab-protocol.ts";
import { flowsOf, inStep, join } from "#test/support/cohort.ts";
import { aGuidelineAtWork, type GuidelineAtWork } from "#test/support/guideline.ts";
import type { Someone } from "#test/support/people.ts";
import { openRawSocket } from "#test/support/raw-socket.ts";
import { until } from "#test/support/until.ts";

let work: GuidelineAtWork;
beforeAll(async () => {
  work = await aGuidelineAtWork();
});
afterAll(() => work[Symbol.asyncDispose]());

test.each(["commenter", "approver"] as const)(
  "a hand-made socket of a %s gets the text but cannot change it",
  async (role) => {
    using owner = await join(work.owner, work.guideline.id);
    const reader = await work.member(`Hand Made ${role}`, role);
    const ydoc = new Doc();
    using socket = openRawSocket(work.server.url, work.socketPath(ydoc), reader);
    socket.say({ type: "step1", stateVector: encodeStateVector(ydoc) });
    applyUpdate(ydoc, (await socket.hear("step2")).update);
    expect(socket.heard.some(({ type }) => type === "step1")).toBe(false);

    const before = encodeStateVector(ydoc);
    flowsOf(ydoc)[0]?.insert(0, "forged");
    socket.say({ type: "update", update: encodeStateAsUpdate(ydoc, before) });
    expect(await socket.end).toEqual({ state: "closed", code: CLOSE.noRight });
    owner.type(0, 0, "honest ");
    await owner.saved();
    expect(await inStep([owner])).not.toContain("forged");
  },
);

test("a commenter's deletions change nothing for anybody", async () => {
  using owner = await join(work.owner, work.guideline.id);
  owner.type(0, 0, "kept ");
  await owner.saved();
  const commenter = await work.member("Deleting Commenter", "commenter");
  const ydoc = new Doc();
  using socket = openRawSocket(work.server.url, work.socketPath(ydoc), commenter);
  socket.say({ type: "step1", stateVector: encodeStateVector(ydoc) });
  applyUpdate(ydoc, (await socket.hear("step2")).update);
  const before = encodeStateVector(ydoc);
  for (const flow of flowsOf(ydoc)) flow.delete(0, flow.length);
  socket.say({ type: "update", update: encodeStateAsUpdate(ydoc, before) });
  owner.type(0, 0, "after ");
  await until("the owner's next word", () =>
    socket.heard.some((message) => message.type === "update" && includes(message.update, "after")),
  );
  expect(await inStep([owner])).toContain("after kept ");
});

test("a reader cannot open a draft, neither through the socket nor over HTTP", async () => {
  const reader = await work.member("Only Reader", "reader");
  using socket = openRawSocket(work.server.url, work.socketPath(new Doc()), reader);
  await expectRefused(socket, [401, 403, 404], CLOSE.noRight);
  expect((await reader.request("GET", `/api/guidelines/${work.guideline.id}/content`)).status).toBe(403);
});

test("who is no member of a guideline cannot open it", async () => {
  const { owner } = work;
  const stranger: Someone = await work.member("Former Member", "editor");
  await owner.ask("DELETE", `/api/guidelines/${work.guideline.id}/members/${stranger.id}`);
  using socket = openRawSocket(work.server.url, work.socketPath(new Doc()), stranger);
  await expectRefused(socket, [401, 403, 404], CLOSE.noRight);
});

test("without a session there is no socket at all", async () => {
  using socket = openRawSocket(work.server.url, work.socketPath(new Doc()), null);
  await expectRefused(socket, [401], CLOSE.signIn);
  using forged = openRawSocket(work.server.url, work.socketPath(new Doc()), {
    ...work.owner,
    cookie: "richtschnur.session_token=forged",
  });
  await expectRefused(forged, [401], CLOSE.signIn);
});

test("a session that is over opens no socket, though its cookie was signed here", async () => {
  const leaving = await work.member("Signed Out", "editor");
  await leaving.request("POST", "/api/auth/sign-out");
  using socket = openRawSocket(work.server.url, work.socketPath(new Doc()), leaving);
  expect(await socket.end).toEqual({ state: "refused", status: 401 });
});

test("what somebody wrote without a line in an earlier window is taken from a later one, and from nobody else", async () => {
  using owner = await join(work.owner, work.guideline.id);
  const author = await work.member("Two Windows", "editor");
  const other = await work.member("Another Editor", "editor");
  const earlier = new Doc();
  applyUpdate(earlier, encodeStateAsUpdate(owner.ydoc));
  const before = encodeStateVector(earlier);
  flowsOf(earlier)[0]?.insert(0, "on the train ");
  const written = encodeStateAsUpdate(earlier, before);

  const say = (someone: Someone) => {
    const socket = openRawSocket(work.server.url, work.socketPath(new Doc()), someone);
    socket.say({ type: "step1", stateVector: before });
    socket.say({ type: "update", update: written });
    return socket;
  };
  using _later = say(author);
  await until("the earlier words", () => owner.text().includes("on the train "));
  // From now on the clientID is the author's.
  flowsOf(earlier)[0]?.insert(0, "never ");
  using forging = openRawSocket(work.server.url, work.socketPath(new Doc()), other);
  forging.say({ type: "step1", stateVector: before });
  forging.say({ type: "update", update: encodeStateAsUpdate(earlier, before) });
  expect(await forging.end).toEqual({ state: "closed", code: CLOSE.noRight });
  expect(owner.text()).not.toContain("never ");
});

test.each(["https://elsewhere.example", "null"])("a socket from the page %s is refused", async (origin) => {
  using socket = openRawSocket(work.server.url, work.socketPath(new Doc()), work.owner, origin);
  expect(await socket.end).toEqual({ state: "refused", status: 403 });
});

test("a request that changes something, from a foreign page, is refused", async () => {
  const response = await fetch(`${work.server.url}/api/guidelines/${work.guideline.id}`, {
    method: "PATCH",
    headers: {
      origin: "https://elsewhere.example",
      cookie: work.owner.cookie,
      "content-type": "application/json",
    },
    body: JSON.stringify({ title: "Forged" }),
  });
  expect(response.status).toBe(403);
  expect(await work.owner.ask("GET", `/api/guidelines/${work.guideline.id}`)).toMatchObject({
    title: work.guideline.title,
  });
});

test("a person who is deactivated loses their open socket within a second", async () => {
  const leaving = await work.member("Leaving Editor", "editor");
  using writer = await join(leaving, work.guideline.id);
  await work.owner.ask("PATCH", `/api/people/${leaving.id}`, { active: false });
  await until("the end", () => writer.connection.status.value.state !== "open", 1000);
  expect((await leaving.request("GET", "/api/me")).status).toBe(401);
});

test("an editor who becomes a commenter can read on, and can no longer write", async () => {
  using owner = await join(work.owner, work.guideline.id);
  const person = await work.member("Changing Role", "editor");
  using writer = await join(person, work.guideline.id);
  await work.owner.ask("PUT", `/api/guidelines/${work.guideline.id}/members/${person.id}`, {
    role: "commenter",
  });
  await until("the right to be gone", () => writer.connection.status.value.state === "offline");
  await until("to read again", () => writer.connection.status.value.state === "open");
  writer.type(0, 0, "too late ");
  owner.type(0, 0, "in time ");
  await until("the owner's word", () => writer.text().includes("in time "));
  await owner.saved();
  expect(owner.text()).not.toContain("too late ");
  expect(writer.connection.unsaved.value).toBe(1);
});

/** Either the handshake is refused, or the socket is closed at once with a final code, having told nothing. */
async function expectRefused(
  socket: ReturnType<typeof openRawSocket>,
  statuses: readonly number[],
  code: number,
): Promise<void> {
  const end = await socket.end;
  if (end.state === "refused") expect(statuses).toContain(end.status);
  else expect(end.code).toBe(code);
  expect(socket.heard).toEqual([]);
}

function includes(update: Uint8Array, word: string): boolean {
  return Buffer.from(update).includes(word);
}

test("whoever has too many windows open gets no further one until one of them is closed", async () => {
  await using small = await aGuidelineAtWork({ env: { COLLAB_WINDOWS_PER_PERSON: "2" } });
  const open = () => openRawSocket(small.server.url, small.socketPath(new Doc()), small.owner);
  const [first, second] = [open(), open()];
  await Promise.all([first.hear("step1"), second.hear("step1")]);
  using third = open();
  expect(await third.end).toEqual({ state: "closed", code: CLOSE.tooSlow });
  using colleague = openRawSocket(
    small.server.url,
    small.socketPath(new Doc()),
    await small.member("Jonas Weber", "editor"),
  );
  await colleague.hear("step1");
  first[Symbol.dispose]();
  await until("a place to be free", async () => {
    using again = open();
    return await Promise.race([again.hear("step1").then(() => true), again.end.then(() => false)]);
  });
  second[Symbol.dispose]();
});
