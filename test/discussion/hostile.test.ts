import { afterAll, beforeAll, expect, test } from "vitest";
import type { ThreadRequest } from "#shared/discussion.ts";
import { MAX_MENTIONS, MAX_MESSAGE } from "#shared/discussion-limits.ts";
import { type MessageId, newId, type PersonId, type ThreadId } from "#shared/ids.ts";
import { mentionsOf, mentionText } from "#shared/mentions.ts";
import type { Someone } from "#test/support/people.ts";
import { aDiscussion, type DiscussionAtWork } from "./support.ts";

let work: DiscussionAtWork;
let mira: Someone;
beforeAll(async () => {
  work = await aDiscussion();
  mira = await work.member("Mira Kaya", "commenter", ["betriebsrat"]);
});
afterAll(() => work[Symbol.asyncDispose]());

const post = async (change: Partial<ThreadRequest> & Record<string, unknown>, by = mira) =>
  by.request("POST", work.path("threads"), {
    kind: "comment",
    sectionId: await work.section(0),
    body: "x",
    ...change,
  });
const problem = async (response: Response) => {
  const { code, fields } = await response.json();
  return { status: response.status, code, fields };
};

test("a message of a megabyte is refused before it is read, a long one with the field that is wrong", async () => {
  expect(await problem(await post({ body: "x".repeat(1_000_000) }))).toMatchObject({
    status: 413,
    code: "request/too-large",
  });
  expect(await problem(await post({ body: "x".repeat(MAX_MESSAGE + 1) }))).toMatchObject({
    status: 400,
    fields: { body: expect.any(String) },
  });
  expect(await work.threads(mira)).toHaveLength(0);
});

test("ten thousand mentions are refused, and nobody hears of them", async () => {
  const mention = () => mentionText("Jemand", { type: "person", id: newId<PersonId>() });
  const short = Array.from({ length: MAX_MENTIONS + 1 }, mention).join("");
  expect(await problem(await post({ body: short }))).toMatchObject({ fields: { body: expect.any(String) } });
  const many = Array.from({ length: 10_000 }, mention).join("");
  expect((await post({ body: many })).status).toBe(413);
  expect(mentionsOf("@[x](person:".repeat(50_000))).toEqual([]);
});

test("who wrote is decided by the session, whatever the request says", async () => {
  const forged = {
    author: work.owner.id,
    authorId: work.owner.id,
    by: work.owner.id,
    createdAt: "1999-01-01",
  };
  const thread = await (await post(forged)).json();
  expect(thread.author.id).toBe(mira.id);
  expect(thread.createdAt > "2020").toBe(true);
  const message = await mira.ask("POST", work.path(`threads/${thread.id}/messages`), {
    body: "y",
    ...forged,
  });
  expect(message).toMatchObject({ author: { id: mira.id } });
  const moved = await mira.request("PATCH", work.path(`threads/${thread.id}`), {
    status: "resolved",
    by: work.owner.id,
  });
  expect((await moved.json()).steps.at(-1).by.id).toBe(mira.id);
});

test("what is sent several times at once, as after a lost answer, is there once; an id of somebody else's is not taken", async () => {
  const id = newId<ThreadId>();
  const statuses = await Promise.all([1, 2, 3].map(async () => (await post({ id, body: "Einmal." })).status));
  expect(statuses).toEqual([201, 201, 201]);
  const messages = work.path(`threads/${id}/messages`);
  const answer = { id: newId<MessageId>(), body: "Auch einmal." };
  const answers = await Promise.all([1, 2, 3].map(() => mira.request("POST", messages, answer)));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect((await work.thread(mira, id)).messages.map(({ text }) => text)).toEqual(["Einmal.", "Auch einmal."]);
  const other = await work.member("Fritz Fremd", "commenter");
  expect((await post({ id, body: "Meins." }, other)).status).toBe(403);
  expect((await other.request("POST", messages, { ...answer, body: "Meins." })).status).toBe(403);
});

test("scripts and links are kept as the words that they are, and leave as plain JSON", async () => {
  const body = `<script>alert(1)</script> [hier](javascript:alert(1)) <img src=x onerror=alert(1)>`;
  const thread = await (await post({ body })).json();
  expect(thread.messages[0].text).toBe(body);
  const response = await mira.request("GET", work.path(`threads/${thread.id}`));
  expect(response.headers.get("content-type")).toContain("application/json");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
});

test("anchors that are none find no place, and make nothing in the document", async () => {
  const roots = () => work.app.collab.look(work.guideline.id, (ydoc) => [...ydoc.share.keys()].toSorted());
  const before = await roots();
  const anchors: unknown[] = [
    { start: { tname: "evil" }, end: { tname: "evil" }, quote: "" },
    { start: { item: { client: -1, clock: 1e99 } }, end: {}, quote: "" },
    { start: { type: { client: 1, clock: 0 } }, end: { __proto__: { item: 1 } }, quote: "" },
    { line: "../../etc", block: true },
    { quote: "\uFFFC".repeat(100) },
  ];
  for (const anchor of anchors)
    expect((await post({ anchor } as Partial<ThreadRequest>)).status).toBeGreaterThanOrEqual(400);
  expect(await roots()).toEqual(before);
});

test("what does not belong together is refused: bodies, kinds, suggestions", async () => {
  const { bodies } = work;
  const statuses = await Promise.all([
    post({ onBehalfOf: bodies.betriebsrat }).then(problem),
    post({ kind: "suggestion", body: "" }).then(problem),
    post({ kind: "comment", suggestion: { action: "delete", text: "" } }).then(problem),
    post({ kind: "inquiry", addressedTo: newId() }).then(problem),
    post({ kind: "comment", body: "   " }).then(problem),
    post({ sectionId: newId() }).then(problem),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([422, 422, 422, 404, 400, 409]);
});

test("one person cannot bury a discussion; others go on", async () => {
  const flooder = await work.member("Fritz Flut", "commenter");
  const answers = await Promise.all(Array.from({ length: 60 }, () => post({ body: "Flut" }, flooder)));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(20);
  expect((await problem(refused[0] as Response)).code).toBe("discussion/too-fast");
  expect((await post({ body: "Ich auch." })).status).toBe(201);
});
