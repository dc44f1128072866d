import { afterAll, beforeAll, expect, test } from "vitest";
import { Doc, encodeStateAsUpdate } from "yjs";
import { inStep, join } from "#test/support/cohort.ts";
import { aGuidelineAtWork, type GuidelineAtWork } from "#test/support/guideline.ts";
import type { Someone } from "#test/support/people.ts";
import { openRawSocket } from "#test/support/raw-socket.ts";

let work: GuidelineAtWork;
let editor: Someone;
beforeAll(async () => {
  work = await aGuidelineAtWork();
  editor = await work.member("Jonas Weber", "editor");
});
afterAll(() => work[Symbol.asyncDispose]());

const json = { "content-type": "application/json" };

test.each<[string, string, string, RequestInit, number]>([
  ["invalid JSON", "POST", "/api/guidelines", { headers: json, body: "{" }, 400],
  ["a body of the wrong shape", "POST", "/api/guidelines", { headers: json, body: "[]" }, 400],
  [
    "an unknown kit",
    "POST",
    "/api/guidelines",
    { headers: json, body: '{"title":"T","kit":"none","locale":"de"}' },
    422,
  ],
  ["a missing title", "POST", "/api/guidelines", { headers: json, body: '{"kit":"kmu","locale":"de"}' }, 400],
  ["two MiB of JSON", "POST", "/api/guidelines", { headers: json, body: `"${"x".repeat(2 << 20)}"` }, 413],
  ["a wrong id", "GET", "/api/guidelines/not%20an%20id", {}, 404],
  ["an id of nothing", "GET", "/api/guidelines/AAAAAAAAAAAAAAAA", {}, 404],
  ["an id with a path in it", "GET", "/api/guidelines/..%2f..%2fetc", {}, 404],
  ["a version that is none", "GET", "/api/guidelines/:id/versions/-1", {}, 404],
  ["an unknown route", "GET", "/api/nothing", {}, 404],
  ["an unknown invitation", "GET", "/api/invitations/nothingnothingnothing", {}, 410],
  ["an invitation to nobody", "POST", "/api/invitations", { headers: json, body: '{"email":"nobody"}' }, 400],
  ["a second set-up", "POST", "/api/setup", { headers: json, body: "{}" }, 409],
  ["a broken state", "POST", "/api/guidelines/:id/state?clientId=1&epoch=x", { body: "\x01\x02" }, 409],
])("%s gets a clear error", async (_what, method, path, init, status) => {
  const response = await fetch(work.server.url + path.replace(":id", work.guideline.id), {
    method,
    ...init,
    headers: {
      ...(init.headers as Record<string, string>),
      origin: work.server.url,
      cookie: work.owner.cookie,
    },
  });
  const text = await response.text();
  expect([response.status, text]).toEqual([status, expect.any(String)]);
  expect(response.headers.get("content-type")).toContain("application/problem+json");
  expect(JSON.parse(text)).toMatchObject({
    status,
    title: expect.any(String),
    code: expect.stringMatching(/^[a-z]+\/[a-z-]+$/),
  });
  expect(text).not.toMatch(/node_modules|at .*\.ts:\d+/);
});

test.each<[string, Uint8Array | ((client: number) => Uint8Array)]>([
  ["a frame of two MiB", new Uint8Array(2 << 20)],
  ["an empty frame", new Uint8Array()],
  ["a truncated update", new Uint8Array([0, 2, 200, 1, 1])],
  ["an unknown message", new Uint8Array([77, 1, 2, 3])],
  ["an endless number", new Uint8Array(40).fill(255)],
  ["a broken awareness message", new Uint8Array([1, 3, 1, 1, 0])],
  ["text in the name of somebody else", foreignUpdate],
])("%s on the socket harms nobody else", async (_what, bytes) => {
  using owner = await join(work.owner, work.guideline.id);
  using other = await join(editor, work.guideline.id);
  using socket = openRawSocket(work.server.url, work.socketPath(new Doc()), work.owner);
  await socket.hear("step1");
  socket.sayBytes(typeof bytes === "function" ? bytes(other.ydoc.clientID) : bytes);
  const word = `honest ${Math.random()} `;
  owner.type(0, 0, word);
  await owner.saved();
  using newcomer = await join(work.owner, work.guideline.id);
  expect(await inStep([owner, other, newcomer])).toContain(word);
  expect(owner.ydoc.getMap("variables").has("forged")).toBe(false);
  expect((await fetch(`${work.server.url}/readyz`)).status).toBe(200);
});

/** An update in the name of a client that is somebody else's. */
function foreignUpdate(client: number): Uint8Array {
  const ydoc = new Doc();
  ydoc.clientID = client;
  ydoc.getMap("variables").set("forged", "forged");
  const update = encodeStateAsUpdate(ydoc);
  return new Uint8Array([0, 2, update.length, ...update]);
}
