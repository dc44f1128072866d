import { io } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Guideline } from "#shared/guidelines.ts";
import type { Body } from "#shared/identity.ts";
import type { Inbox, NewNotice } from "#shared/notifications.ts";
import { type AppAtWork, anAppAtWork } from "#test/support/app.ts";
import { createGuideline, invite, type Someone } from "#test/support/people.ts";
import { until } from "#test/support/until.ts";

let work: AppAtWork;
let guideline: Guideline;
beforeAll(async () => {
  work = await anAppAtWork();
  guideline = await createGuideline(work.admin);
});
afterAll(() => work[Symbol.asyncDispose]());

const inboxOf = (someone: Someone, query = "") => someone.ask<Inbox>("GET", `/api/notifications${query}`);
const kinds = ({ notices }: Inbox) => notices.map(({ content }) => content.kind);
const place = (someone: Someone, role: string) =>
  work.admin.ask("PUT", `/api/guidelines/${guideline.id}/members/${someone.id}`, { role });
/** Writes a notice in a transaction of its own. */
const tell = (notice: Pick<NewNotice, "key" | "to"> & Partial<NewNotice>) =>
  work.db.transaction().execute((tx) =>
    work.app.notifications.notify(tx, {
      kind: "commented",
      guidelineId: guideline.id,
      by: work.admin.id,
      path: `/guidelines/${guideline.id}`,
      ...notice,
    } as NewNotice),
  );

test("who is brought in and gets another role hears so, by name; who did it hears nothing", async () => {
  const newcomer = await invite(work.admin, { name: "New Comer" });
  await place(newcomer, "commenter");
  await place(newcomer, "editor");
  await place(newcomer, "editor");
  const inbox = await inboxOf(newcomer);
  expect(inbox.unread).toBe(2);
  expect(inbox.notices).toMatchObject([
    { content: { kind: "roleChanged", role: "editor" }, read: false, thread: "membership" },
    {
      content: { kind: "memberAdded", role: "commenter" },
      by: { name: work.admin.name },
      guideline: { id: guideline.id, title: guideline.title },
      path: `/guidelines/${guideline.id}`,
    },
  ]);
  expect((await inboxOf(work.admin)).notices).toEqual([]);
});

test("a body's notice reaches its people, once each, and nobody without right", async () => {
  const member = await invite(work.admin, { name: "Equal Member", bodies: ["gleichstellung"] });
  const reader = await invite(work.admin, { name: "Equal Reader", bodies: ["gleichstellung"] });
  const stranger = await invite(work.admin, { name: "Equal Stranger", bodies: ["gleichstellung"] });
  await place(member, "commenter");
  await place(reader, "reader");
  // No question of the kit is asked of it, which would be a notice too.
  const body = (await work.admin.ask<readonly Body[]>("GET", "/api/bodies")).find(
    ({ key }) => key === "gleichstellung",
  );
  if (body === undefined) throw new Error("There is no such body.");
  const asked = {
    kind: "inquiryMade",
    bodyId: body.id,
    key: "inquiry:1",
    to: { bodies: [body.id], people: [member.id] },
  };
  await tell(asked as never);
  await tell(asked as never);
  expect(await inboxOf(member)).toMatchObject({
    unread: 2,
    notices: [
      { content: { kind: "inquiryMade" }, body: { key: "gleichstellung" } },
      { content: { kind: "memberAdded" } },
    ],
  });
  expect(kinds(await inboxOf(reader))).toEqual(["memberAdded"]);
  expect(kinds(await inboxOf(stranger))).toEqual([]);
});

test("a notice whose cause is undone was never there", async () => {
  const someone = await invite(work.admin, {
    name: "Un Done",
    guideline: { id: guideline.id, role: "editor" },
  });
  const failed = work.db.transaction().execute(async (tx) => {
    await work.app.notifications.notify(tx, {
      kind: "commented",
      key: "undone",
      guidelineId: guideline.id,
      by: null,
      to: { people: [someone.id] },
      path: "/",
    });
    throw new Error("undone");
  });
  await expect(failed).rejects.toThrow("undone");
  expect((await inboxOf(someone)).notices).toEqual([]);
});

test("two kinds of one occasion tell each person once, by the first", async () => {
  const both = await invite(work.admin, {
    name: "Both Kinds",
    guideline: { id: guideline.id, role: "editor" },
  });
  await tell({ kind: "mentioned", bodyId: null, key: "message:1", to: { people: [both.id] } } as never);
  await tell({ kind: "replied", key: "message:1", to: { everyone: true } } as never);
  expect(kinds(await inboxOf(both))).toEqual(["mentioned"]);
});

test("whose right ends finds nothing of the draft in the inbox any more", async () => {
  const person = await invite(work.admin, { name: "Fallen Reader" });
  await place(person, "editor");
  await tell({ key: "seen", to: { people: [person.id] } });
  expect(kinds(await inboxOf(person))).toEqual(["commented", "memberAdded"]);
  await work.admin.ask("DELETE", `/api/guidelines/${guideline.id}/members/${person.id}`);
  expect(await inboxOf(person)).toMatchObject({ unread: 0, notices: [] });
});

test("notices are read one by one or all that were seen, come in pages, and belong to one person", async () => {
  const right = { id: guideline.id, role: "editor" } as const;
  const reader = await invite(work.admin, { name: "Page Turner", guideline: right });
  const other = await invite(work.admin, { name: "Other Person", guideline: right });
  for (let n = 0; n < 60; n++) await tell({ key: `page:${n}`, to: { people: [reader.id] } });
  const first = await inboxOf(reader);
  expect(first).toMatchObject({ unread: 60, more: true });
  const last = first.notices.at(-1)?.id;
  const second = await inboxOf(reader, `?before=${last}`);
  expect(second).toMatchObject({ more: false });
  expect(new Set([...first.notices, ...second.notices].map(({ id }) => id)).size).toBe(60);

  const ids = [second.notices[0]?.id];
  expect(await other.ask("PATCH", "/api/notifications", { ids, read: true })).toEqual({ changed: [] });
  expect(await reader.ask("PATCH", "/api/notifications", { ids, read: true })).toEqual({ changed: ids });
  expect((await inboxOf(reader)).unread).toBe(59);
  await tell({ key: "page:later", to: { people: [reader.id] } });
  const seen = first.notices[0]?.id;
  const { changed } = await reader.ask<{ changed: string[] }>("PATCH", "/api/notifications", { upTo: seen });
  expect(changed).toHaveLength(59);
  expect((await inboxOf(reader)).unread).toBe(1);
  await reader.ask("PATCH", "/api/notifications", { ids: changed, read: false });
  expect((await inboxOf(reader)).unread).toBe(60);
});

test("open windows of the person hear of it, nobody else's do", async () => {
  const right = { id: guideline.id, role: "editor" } as const;
  const told = await invite(work.admin, { name: "Told Person", guideline: right });
  const other = await invite(work.admin, { name: "Untold Person", guideline: right });
  const heard: string[] = [];
  const sockets = await Promise.all(
    [told, other].map(async ({ cookie, name }) => {
      const socket = io(work.app.url, {
        transports: ["websocket"],
        extraHeaders: { cookie },
        reconnection: false,
      });
      socket.on("notifications:changed", () => heard.push(name));
      await new Promise<void>((resolve) => socket.once("connect", resolve));
      return socket;
    }),
  );
  await place(other, "commenter");
  await until("the other person to hear", () => heard.includes(other.name));
  await place(told, "commenter");
  await until("the person to hear", () => heard.includes(told.name));
  expect(heard).toEqual([other.name, told.name]);
  for (const socket of sockets) socket.disconnect();
});

test("a path that leads elsewhere is refused before anything is written", async () => {
  for (const path of [
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "/a\nb",
    "javascript:alert(1)",
  ])
    await expect(tell({ key: path, to: { everyone: true }, path })).rejects.toThrow("expected a path");
});
