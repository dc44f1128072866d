import { io } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MessageEdit, ThreadChanged } from "#shared/discussion.ts";
import { newId } from "#shared/ids.ts";
import type { Inbox } from "#shared/notifications.ts";
import type { Someone } from "#test/support/people.ts";
import { until } from "#test/support/until.ts";
import { aDiscussion, type DiscussionAtWork } from "./support.ts";

let work: DiscussionAtWork;
let mira: Someone;
let jonas: Someone;
beforeAll(async () => {
  work = await aDiscussion();
  mira = await work.member("Mira Kaya", "commenter", ["betriebsrat"]);
  jonas = await work.member("Jonas Weber", "editor", ["it"]);
});
afterAll(() => work[Symbol.asyncDispose]());

const code = async (response: Response) => (await response.json()).code as string;
const inbox = async (someone: Someone) =>
  (await someone.ask<Inbox>("GET", "/api/notifications")).notices.map(({ content }) => content.kind);

test("a comment on a passage quotes the text as the server has it", async () => {
  const [line] = (await work.lines(0)).filter(({ text }) => text.length > 30);
  const quote = line?.text.slice(4, 20) ?? "";
  const comment = await work.begin(mira, { anchor: { quote, line: line?.id ?? "" } });
  expect(comment).toMatchObject({ kind: "comment", status: "open", author: { name: "Mira Kaya" } });
  expect(comment.place).toMatchObject({ on: "text", quote, state: "anchored", share: 1, line: line?.id });
  expect(comment.place.before.endsWith(line?.text.slice(0, 4) ?? "?")).toBe(true);
});

test("a passage that is not there is refused, and nothing is kept", async () => {
  const before = (await work.threads(mira)).length;
  const response = await mira.request("POST", work.path("threads"), {
    kind: "comment",
    sectionId: await work.section(0),
    anchor: { quote: "Diesen Satz hat niemand geschrieben." },
    body: "Hier.",
  });
  expect([response.status, await code(response)]).toEqual([409, "discussion/place-gone"]);
  expect(await work.threads(mira)).toHaveLength(before);
});

test("answers, edits with their history, and deletion that leaves a stub", async () => {
  const { id } = await work.begin(mira);
  const answer = await work.answer(jonas, id, "Ja, auch für Azubis.");
  const at = work.path(`threads/${id}/messages/${answer.id}`);
  expect((await mira.request("PATCH", at, { body: "Nein." })).status).toBe(403);
  await jonas.ask("PATCH", at, { body: "Ja, auch für Auszubildende." });
  expect(await mira.ask<readonly MessageEdit[]>("GET", `${at}/history`)).toMatchObject([
    { text: "Ja, auch für Azubis." },
  ]);
  expect((await mira.request("DELETE", at)).status).toBe(403);
  await jonas.ask("DELETE", at);
  const { messages } = await work.thread(mira, id);
  expect(messages.at(-1)).toMatchObject({ text: "", author: { name: "Jonas Weber" } });
  expect(messages.at(-1)?.deletedAt).not.toBeNull();
  expect(await mira.ask("GET", `${at}/history`)).toEqual([]);
  expect((await jonas.request("PATCH", at, { body: "Doch." })).status).toBe(404);
});

test("a thread is resolved by whom it concerns, and opened again", async () => {
  const { id } = await work.begin(mira);
  const other = await work.member("Olga Neu", "commenter");
  expect((await work.move(other, id, "resolved")).status).toBe(403);
  expect((await work.move(jonas, id, "resolved")).status).toBe(200);
  expect((await work.move(jonas, id, "resolved")).status).toBe(409);
  expect((await work.move(mira, id, "open")).status).toBe(200);
  expect((await work.thread(mira, id)).steps.map(({ status }) => status)).toEqual([
    "open",
    "resolved",
    "open",
  ]);
});

test("an inquiry asks a body, whose people hear of it and may resolve it", async () => {
  const it = await work.member("Ines Thal", "commenter", ["it"]);
  const inquiry = await work.begin(mira, {
    kind: "inquiry",
    addressedTo: work.bodies.it,
    body: "Welches Werkzeug?",
  });
  expect(await inbox(it)).toContain("inquiryMade");
  expect(await inbox(mira)).not.toContain("inquiryMade");
  expect((await work.move(it, inquiry.id, "resolved")).status).toBe(200);
  const lonely = await mira.request("POST", work.path("threads"), {
    kind: "inquiry",
    sectionId: await work.section(0),
    body: "An wen?",
  });
  expect(lonely.status).toBe(422);
});

test("people and bodies that are called by name hear of it, once", async () => {
  const peter = await work.member("Peter Lang", "commenter", ["personal"]);
  const body = `@[Peter Lang](person:${peter.id}), @[Personal](body:${work.bodies.personal}): bitte ansehen.`;
  await work.begin(mira, { body });
  expect((await inbox(peter)).filter((kind) => kind === "mentioned")).toHaveLength(1);
});

test("everybody who follows hears of a thread and of each message, with the words", async () => {
  const heard: ThreadChanged[] = [];
  const socket = io(work.app.url, { transports: ["websocket"], extraHeaders: { cookie: jonas.cookie } });
  socket.on("threads:changed", (event: ThreadChanged) => heard.push(event));
  expect(await socket.emitWithAck("guideline:join", work.guideline.id)).toBe(true);
  const { id } = await work.begin(mira, { body: "Live gesagt." });
  await until("the thread", () => heard.find((event) => event.thread.id === id));
  await work.answer(mira, id, "Und noch etwas.");
  const event = await until("the answer", () =>
    heard.find(({ message }) => message?.text === "Und noch etwas."),
  );
  expect(event.thread).toMatchObject({ id, messageCount: 2 });
  socket.disconnect();
});

test("a request that comes twice makes nothing twice", async () => {
  const id = newId();
  const request = { id, kind: "comment", sectionId: await work.section(0), body: "Einmal." };
  const answers = [
    await mira.request("POST", work.path("threads"), request),
    await mira.request("POST", work.path("threads"), request),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  expect((await work.threads(mira)).filter((thread) => thread.id === id)).toHaveLength(1);
  const stolen = await jonas.request("POST", work.path("threads"), request);
  expect(stolen.status).toBe(403);
  const message = { id: newId(), body: "Auch nur einmal." };
  for (let times = 0; times < 2; times++)
    await mira.ask("POST", work.path(`threads/${id}/messages`), message);
  expect((await work.threads(mira)).find((thread) => thread.id === id)?.messages).toHaveLength(2);
});

test("votes are counted once per person, never for one's own words", async () => {
  const { id } = await work.begin(mira);
  const vote = work.path(`threads/${id}/vote`);
  expect((await mira.request("PUT", vote)).status).toBe(403);
  for (let times = 0; times < 2; times++) await jonas.ask("PUT", vote);
  expect(await work.thread(jonas, id)).toMatchObject({ votes: 1, voted: true });
  expect(await work.thread(mira, id)).toMatchObject({ votes: 1, voted: false });
  await jonas.ask("DELETE", vote);
  expect(await work.thread(jonas, id)).toMatchObject({ votes: 0, voted: false });
});

test("readers and strangers see no discussion, and write none", async () => {
  const reader = await work.member("Rita Leise", "reader");
  const { id } = await work.begin(mira);
  for (const path of ["threads", `threads/${id}`, "concerns", "concerns?format=csv", "participation"])
    expect((await reader.request("GET", work.path(path))).status).toBe(403);
  expect((await reader.request("POST", work.path(`threads/${id}/messages`), { body: "x" })).status).toBe(403);
});
