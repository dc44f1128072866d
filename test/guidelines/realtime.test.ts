import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aGuidelineAtWork, type GuidelineAtWork } from "#test/support/guideline.ts";
import type { Someone } from "#test/support/people.ts";
import { until } from "#test/support/until.ts";

let work: GuidelineAtWork;
const open: Socket[] = [];
beforeAll(async () => {
  work = await aGuidelineAtWork();
});
afterAll(async () => {
  for (const socket of open) socket.disconnect();
  await work[Symbol.asyncDispose]();
});

function listen(headers: Readonly<Record<string, string>>) {
  const socket = io(work.server.url, {
    transports: ["websocket"],
    extraHeaders: headers,
    reconnection: false,
  });
  open.push(socket);
  const heard: string[] = [];
  socket.onAny((name: string) => heard.push(name));
  const connected = new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("connect_error", () => resolve(false));
  });
  return {
    socket,
    heard,
    connected,
    join: (id: unknown): Promise<unknown> => socket.emitWithAck("guideline:join", id),
  };
}
const listenAs = ({ cookie }: Someone) => listen({ cookie });
const nameVersion = (title: string) =>
  work.owner.ask("POST", `/api/guidelines/${work.guideline.id}/versions`, { title });

test("who is not signed in, or comes from a foreign page, hears nothing", async () => {
  expect(await listen({}).connected).toBe(false);
  expect(await listen({ cookie: "richtschnur.session_token=forged.forged" }).connected).toBe(false);
  const { cookie } = work.owner;
  expect(await listen({ cookie, origin: "https://evil.example" }).connected).toBe(false);
});

test("readers and strangers follow no draft; what is no id does no harm", async () => {
  const reader = listenAs(await work.member("Mere Reader", "reader"));
  expect(await reader.join(work.guideline.id)).toBe(false);
  for (const id of ["", "__proto__", null, { length: 1 }, [work.guideline.id]])
    expect(await reader.join(id)).toBe(false);
  const owner = listenAs(work.owner);
  expect(await owner.join(work.guideline.id)).toBe(true);
  await nameVersion("Heard by the owner");
  await until("the owner to hear", () => owner.heard.includes("versions:created"));
  expect(reader.heard).toEqual([]);
});

test("who becomes a reader hears nothing more, and who is closed is thrown out", async () => {
  const person = await work.member("Fallen Editor", "editor");
  const editor = listenAs(person);
  const owner = listenAs(work.owner);
  expect([await editor.join(work.guideline.id), await owner.join(work.guideline.id)]).toEqual([true, true]);
  const path = `/api/guidelines/${work.guideline.id}/members/${person.id}`;
  await work.owner.ask("PUT", path, { role: "reader" });
  await until("the right to be gone", async () => (await editor.join(work.guideline.id)) === false);
  editor.heard.length = 0;
  await nameVersion("Not for readers");
  await until("the owner to hear", () => owner.heard.includes("versions:created"));
  expect(editor.heard).toEqual([]);
  await work.owner.ask("PATCH", `/api/people/${person.id}`, { active: false });
  await until("the socket to end", () => editor.socket.disconnected);
});
