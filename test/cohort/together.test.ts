import { afterAll, beforeAll, expect, test } from "vitest";
import { encodeStateVector } from "yjs";
import { inStep, join, type Writer } from "#test/support/cohort.ts";
import { aGuidelineAtWork, type GuidelineAtWork } from "#test/support/guideline.ts";
import type { Someone } from "#test/support/people.ts";
import { openRawSocket } from "#test/support/raw-socket.ts";
import { until } from "#test/support/until.ts";

let work: GuidelineAtWork;
let jonas: Someone;
beforeAll(async () => {
  work = await aGuidelineAtWork();
  jonas = await work.member("Jonas Weber", "editor");
});
afterAll(() => work[Symbol.asyncDispose]());

const cursor = (clock: number) => {
  const position = { item: { client: 1, clock }, assoc: 0 };
  return { section: "s", anchor: position, head: position };
};

test("people see each other's cursors, under the name that the server knows", async () => {
  using owner = await join(work.owner, work.guideline.id);
  using other = await join(jonas, work.guideline.id);
  other.connection.setCursor(cursor(7));
  await until("the cursor", () => seen(owner, other)?.cursor !== null && seen(owner, other));
  expect(seen(owner, other)).toMatchObject({
    user: { id: jonas.id, name: "Jonas Weber" },
    cursor: cursor(7),
  });
  await until("the owner to be seen", () => seen(other, owner)?.user.name === work.owner.name);
});

test("a name that a client gives itself is not believed", async () => {
  using owner = await join(work.owner, work.guideline.id);
  using other = await join(jonas, work.guideline.id);
  const { clientID } = other.ydoc;
  other[Symbol.dispose]();
  using forger = openRawSocket(work.server.url, work.socketPath(other.ydoc), jonas);
  forger.say({
    type: "awareness",
    entries: [
      { clientId: clientID, clock: 50, state: { user: { name: "Chefin" }, cursor: cursor(1) } },
      { clientId: owner.ydoc.clientID, clock: 50, state: null },
    ],
  });
  await until("the cursor", () => seen(owner, other)?.cursor !== null && seen(owner, other) !== undefined);
  expect(seen(owner, other)?.user.name).toBe("Jonas Weber");
  using third = await join(jonas, work.guideline.id);
  await until("the owner still to be there", () => seen(third, owner) !== undefined);
});

test("who leaves is gone for the others, and who comes back after a drop is there again at once", async () => {
  using owner = await join(work.owner, work.guideline.id);
  const other = await join(jonas, work.guideline.id);
  other.connection.setCursor(cursor(3));
  await until("the cursor", () => seen(owner, other)?.cursor !== null && seen(owner, other) !== undefined);
  other.cut();
  await until("the drop", () => other.connection.status.value.state === "offline");
  await until("to be gone", () => seen(owner, other) === undefined);
  await until("to be back", () => other.connection.status.value.state === "open");
  await until("to be seen again", () => seen(owner, other)?.cursor !== null && seen(owner, other), 2000);
  await until("to see the owner", () => seen(other, owner) !== undefined, 2000);
  other[Symbol.dispose]();
  await until("to be gone", () => seen(owner, other) === undefined);
});

test("work done without a line arrives afterwards, and what others did meanwhile too", async () => {
  using owner = await join(work.owner, work.guideline.id);
  using other = await join(jonas, work.guideline.id);
  other.cut();
  await until("the drop", () => other.connection.status.value.state === "offline");
  for (let index = 0; index < 20; index++) other.type(0, 0, `[offline ${index}]`);
  expect(other.connection.unsaved.value).toBe(20);
  owner.type(0, 0, "[meanwhile]");
  const text = await inStep([owner, other]);
  expect(text).toContain("[meanwhile]");
  for (let index = 0; index < 20; index++) expect(text).toContain(`[offline ${index}]`);
});

test("a text too large for a frame arrives, and typing around it keeps its place", async () => {
  using owner = await join(work.owner, work.guideline.id);
  using other = await join(jonas, work.guideline.id);
  other.type(1, 0, "[before]");
  other.type(1, 8, "x".repeat(1_500_000));
  other.type(1, 8, "[after]");
  expect(other.connection.unsaved.value).toBe(3);
  const text = await inStep([owner, other]);
  expect(text).toMatch(/\[before\]\[after\]x{1500000}/);
});

test("a plain y-websocket client, without handshake, gets the text", async () => {
  using owner = await join(work.owner, work.guideline.id);
  using plain = openRawSocket(work.server.url, `/collab/${work.guideline.id}`, jonas);
  plain.say({ type: "step1", stateVector: new Uint8Array([0]) });
  const { update } = await plain.hear("step2");
  expect(update.length).toBeGreaterThan(encodeStateVector(owner.ydoc).length);
});

function seen(by: Writer, whom: Writer) {
  return by.connection.peers.value.find(({ clientId }) => clientId === whom.ydoc.clientID)?.state;
}
