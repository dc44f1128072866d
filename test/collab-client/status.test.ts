import { expect, test } from "vitest";
import { CLOSE } from "#shared/collab-protocol.ts";
import { SCHEMA_VERSION } from "#shared/document/layout.ts";
import { until } from "#test/support/until.ts";
import { greet, openLine } from "./line.ts";

test("the handshake names the client, the schema and the epoch", async () => {
  await using line = await openLine();
  const { request } = await line.server.socket(0);
  expect(request.url).toBe(
    `/collab/a-guideline?clientId=${line.ydoc.clientID}&schema=${SCHEMA_VERSION}&epoch=an-epoch`,
  );
});

test("a connection is open once the server's state is there, not before", async () => {
  await using line = await openLine();
  const socket = await line.server.socket(0);
  await socket.hear("step1");
  expect(line.connection.status.value).toEqual({ state: "connecting" });
  greet(socket);
  await line.connection.synced;
  expect(line.connection.status.value).toEqual({ state: "open" });
});

test.each([CLOSE.signIn, CLOSE.noRight, CLOSE.reload, CLOSE.contentRefused])(
  "the code %i is final: it says so and does not come again",
  async (code) => {
    await using line = await openLine();
    const socket = await line.server.socket(0);
    greet(socket);
    await line.connection.synced;
    socket.close(code);
    await until("the end", () => line.connection.status.value.state === "ended");
    expect(line.connection.status.value).toEqual({ state: "ended", code });
    globalThis.dispatchEvent?.(new Event("online"));
    expect(line.server.sockets).toHaveLength(1);
  },
);

test.each([CLOSE.shuttingDown, CLOSE.tooSlow, CLOSE.gap, CLOSE.rightsChanged, 1011])(
  "after the code %i it is offline, comes again by itself and is open again",
  async (code) => {
    await using line = await openLine();
    const socket = await line.server.socket(0);
    greet(socket);
    await line.connection.synced;
    socket.close(code);
    await until("the drop to be seen", () => line.connection.status.value.state === "offline");
    greet(await line.server.socket(1));
    await until("it to be open again", () => line.connection.status.value.state === "open");
  },
);

test("a gap that comes again and again ends in being told to reload", async () => {
  await using line = await openLine();
  for (let attempt = 0; attempt < 4; attempt++) {
    const socket = await line.server.socket(attempt);
    greet(socket);
    await socket.hear("step2");
    socket.close(CLOSE.gap);
  }
  await until("the end", () => line.connection.status.value.state === "ended");
  expect(line.connection.status.value).toEqual({ state: "ended", code: CLOSE.reload });
});

test("the server's own messages, keepalive and unknown awareness, harm nothing", async () => {
  await using line = await openLine();
  const socket = await line.server.socket(0);
  greet(socket);
  await line.connection.synced;
  socket.say({ type: "keepalive" });
  socket.say({ type: "other", number: 3 });
  await socket.hear("awareness", 1);
  expect(line.connection.status.value).toEqual({ state: "open" });
});
