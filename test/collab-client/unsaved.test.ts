import { expect, test } from "vitest";
import { applyUpdate, Doc } from "yjs";
import { CLOSE, SPLIT_ABOVE } from "#shared/collab-protocol.ts";
import { until } from "#test/support/until.ts";
import { greet, openLine } from "./line.ts";

test("a change is unsaved until the server says that its message is on disk", async () => {
  await using line = await openLine();
  const socket = await line.server.socket(0);
  greet(socket);
  await socket.hear("step2");
  line.type("a");
  line.type("b");
  expect(line.connection.unsaved.value).toBe(2);
  await socket.hear("update", 1);
  socket.say({ type: "durable", count: 2 });
  await until("one change to be saved", () => line.connection.unsaved.value === 1);
  socket.say({ type: "durable", count: 3 });
  await until("both to be saved", () => line.connection.unsaved.value === 0);
});

test("what was sent but not acknowledged before a drop stays unsaved until the next answer is on disk", async () => {
  await using line = await openLine();
  const first = await line.server.socket(0);
  greet(first);
  await first.hear("step2");
  line.type("a");
  await first.hear("update");
  first.cut();
  await until("the drop to be seen", () => line.connection.status.value.state === "offline");
  line.type("b");
  expect(line.connection.unsaved.value).toBe(2);

  const second = await line.server.socket(1);
  const server = new Doc();
  greet(second, server);
  applyUpdate(server, (await second.hear("step2")).update);
  expect(server.getText("text").toString()).toBe("ba");
  expect(line.connection.unsaved.value).toBe(2);
  second.say({ type: "durable", count: 1 });
  await until("both to be saved", () => line.connection.unsaved.value === 0);
});

test("changes made before the server has asked wait for the answer, and leave no gap", async () => {
  await using line = await openLine();
  line.type("offline ");
  const socket = await line.server.socket(0);
  await socket.hear("step1");
  line.type("early ");
  greet(socket);
  await socket.hear("step2");
  line.type("late ");
  await socket.hear("update");
  const server = new Doc();
  for (const message of socket.heard)
    if (message.type === "step2" || message.type === "update") applyUpdate(server, message.update);
  expect(socket.heard.filter(({ type }) => type === "update")).toHaveLength(1);
  expect(server.getText("text").toString()).toBe("late early offline ");
  socket.say({ type: "durable", count: 2 });
  await until("all to be saved", () => line.connection.unsaved.value === 0);
});

test("to a server that never asks, as for people who only read, nothing is sent", async () => {
  await using line = await openLine();
  const socket = await line.server.socket(0);
  socket.say({ type: "step2", update: new Uint8Array([0, 0]) });
  await line.connection.synced;
  line.type("a");
  line.connection.setCursor({ section: "s", anchor: 1, head: 1 });
  await until("the cursor to arrive", () =>
    socket.heard.some((message) => JSON.stringify(message).includes("anchor")),
  );
  expect(socket.heard.some(({ type }) => type === "update" || type === "step2")).toBe(false);
});

test("Yjs's own format clean-up is nobody's unsaved work", async () => {
  await using line = await openLine();
  const socket = await line.server.socket(0);
  const text = line.ydoc.getText("text");
  greet(socket);
  await socket.hear("step2");
  line.ydoc.transact(() => text.delete(0, text.length));
  expect(line.connection.unsaved.value).toBe(0);
  line.type("a");
  line.ydoc.transact(() => text.delete(0, 1), "typing");
  expect(line.connection.unsaved.value).toBe(2);
});

test("work too large for a frame goes over HTTP, and what comes before and after keeps its place", async () => {
  await using line = await openLine();
  const socket = await line.server.socket(0);
  greet(socket);
  await socket.hear("step2");
  line.type("before ");
  line.type("x".repeat(SPLIT_ABOVE + 1));
  line.type("after ");
  await socket.hear("update");
  expect(line.server.posts).toEqual([]);
  expect(line.connection.unsaved.value).toBe(3);

  socket.say({ type: "durable", count: 2 });
  const post = await until("the post", () => line.server.posts[0]);
  expect(post.url).toBe(`/api/guidelines/a-guideline/state?clientId=${line.ydoc.clientID}&epoch=an-epoch`);
  expect(line.connection.unsaved.value).toBe(2);

  post.answer(204);
  const after = await socket.hear("update", 1);
  expect(line.connection.unsaved.value).toBe(1);
  const server = new Doc();
  applyUpdate(server, (await socket.hear("update")).update);
  applyUpdate(server, post.body);
  applyUpdate(server, after.update);
  expect(server.getText("text").toString()).toMatch(/^after x+before $/);
  socket.say({ type: "durable", count: 3 });
  await until("all to be saved", () => line.connection.unsaved.value === 0);
});

test("large work that does not arrive is sent again after a new start", async () => {
  await using line = await openLine();
  greet(await line.server.socket(0));
  await (await line.server.socket(0)).hear("step2");
  (await line.server.socket(0)).say({ type: "durable", count: 1 });
  line.type("x".repeat(SPLIT_ABOVE + 1));
  (await until("the post", () => line.server.posts[0])).answer(503);
  greet(await line.server.socket(1));
  const again = await until("the second post", () => line.server.posts[1]);
  expect(line.connection.unsaved.value).toBe(1);
  again.answer(204);
  await until("it to be saved", () => line.connection.unsaved.value === 0);
});

test("large work that is refused ends the connection and stays unsaved", async () => {
  await using line = await openLine();
  greet(await line.server.socket(0));
  await (await line.server.socket(0)).hear("step2");
  (await line.server.socket(0)).say({ type: "durable", count: 1 });
  line.type("x".repeat(SPLIT_ABOVE + 1));
  (await until("the post", () => line.server.posts[0])).answer(422);
  await until("the end", () => line.connection.status.value.state === "ended");
  expect(line.connection.status.value).toEqual({ state: "ended", code: CLOSE.contentRefused });
  expect(line.connection.unsaved.value).toBe(1);
});
