import { expect, test } from "vitest";
import { encodeCursor } from "#shared/collab-cursor.ts";
import type { AwarenessEntry } from "#test/support/frames.ts";
import type { ScriptedSocket } from "#test/support/scripted-server.ts";
import { until } from "#test/support/until.ts";
import { greet, openLine } from "./line.ts";

const ada = { id: "ada", name: "Ada", colour: "petrol", body: null };

function heardEntries(socket: ScriptedSocket): AwarenessEntry[] {
  return socket.heard.flatMap((message) => (message.type === "awareness" ? message.entries : []));
}

test("only the own state is ever sent, however much comes of others", async () => {
  await using line = await openLine();
  const socket = await line.server.socket(0);
  greet(socket);
  const others = Array.from({ length: 50 }, (_, index) => ({
    clientId: index + 1,
    clock: 1,
    state: { user: ada, cursor: null },
  }));
  socket.say({ type: "awareness", entries: others });
  await until("the others to be there", () => line.connection.peers.value.length === 50);
  line.connection.setCursor({ section: "s", anchor: "here", head: "here" });
  await until("the cursor to arrive", () => JSON.stringify(heardEntries(socket)).includes("here"));
  expect(heardEntries(socket).every(({ clientId }) => clientId === line.ydoc.clientID)).toBe(true);
});

test("cursors leave at most ten times a second, and the last one always arrives", async () => {
  await using line = await openLine();
  const socket = await line.server.socket(0);
  greet(socket);
  await line.connection.synced;
  const before = heardEntries(socket).length;
  const startedAt = performance.now();
  let position = 0;
  await until("half a second of moving", () => {
    line.connection.setCursor({ section: "s", anchor: ++position, head: position });
    return performance.now() - startedAt > 500;
  });
  await until("the last one", () =>
    heardEntries(socket).some(({ state }) => JSON.stringify(state).includes(`"head":${position}`)),
  );
  const passed = performance.now() - startedAt;
  expect(heardEntries(socket).length - before).toBeLessThanOrEqual(Math.ceil(passed / 100) + 1);
});

test("states without the server's stamp are not shown", async () => {
  await using line = await openLine();
  const socket = await line.server.socket(0);
  greet(socket);
  socket.say({
    type: "awareness",
    entries: [
      { clientId: 1, clock: 1, state: { cursor: null } },
      { clientId: 2, clock: 1, state: { user: ada, cursor: null } },
    ],
  });
  await until("one to be there", () => line.connection.peers.value.length > 0);
  expect(line.connection.peers.value.map(({ clientId }) => clientId)).toEqual([2]);
});

test("after a drop nobody is there, and the same people are there again at once with the next roster", async () => {
  await using line = await openLine();
  const roster = [{ clientId: 7, clock: 3, state: { user: ada, cursor: null } }];
  const first = await line.server.socket(0);
  greet(first);
  first.say({ type: "awareness", entries: roster });
  await until("Ada to be there", () => line.connection.peers.value.length === 1);
  first.cut();
  await until("nobody to be there", () => line.connection.peers.value.length === 0);
  const second = await line.server.socket(1);
  greet(second);
  second.say({ type: "awareness", entries: roster });
  await until("Ada to be there again", () => line.connection.peers.value.length === 1);
  const clocks = [first, second].map((socket) => Math.max(...heardEntries(socket).map(({ clock }) => clock)));
  expect(clocks[1]).toBeGreaterThan(clocks[0] ?? 0);
});

test("an echo of the own cursor, older than the newest, does not take its place", async () => {
  await using line = await openLine();
  const socket = await line.server.socket(0);
  greet(socket);
  await line.connection.synced;
  line.connection.setCursor({ section: "s", anchor: "new", head: "new" });
  socket.say({
    type: "awareness",
    entries: [
      {
        clientId: line.ydoc.clientID,
        clock: 40,
        state: { user: ada, cursor: { section: "s", anchor: "old" } },
      },
    ],
  });
  socket.say({ type: "other", number: 3 });
  await until("the newest state, asked for", () => heardEntries(socket).some(({ clock }) => clock >= 40));
  expect(JSON.stringify(heardEntries(socket).at(-1))).toContain("new");
  expect(line.connection.peers.value).toEqual([]);
});

test("cursors move those who are there, and neither bring back who left nor go back to where somebody was", async () => {
  await using line = await openLine();
  const socket = await line.server.socket(0);
  greet(socket);
  const at = (clock: number) => {
    const position = { item: { client: 3, clock }, assoc: -1 };
    return { section: "s", anchor: position, head: position };
  };
  socket.say({ type: "awareness", entries: [{ clientId: 7, clock: 5, state: { user: ada, cursor: null } }] });
  const moves = (clientId: number, clock: number, cursor: ReturnType<typeof at> | null) =>
    ({ clientId, clock, cursor: encodeCursor(cursor) }) as const;
  socket.say({ type: "cursors", entries: [moves(8, 1, at(1)), moves(7, 6, at(20)), moves(7, 4, at(10))] });
  await until("Ada to move", () => line.connection.peers.value[0]?.state.cursor?.section === "s");
  expect(line.connection.peers.value).toEqual([{ clientId: 7, state: { user: ada, cursor: at(20) } }]);
  socket.say({ type: "cursors", entries: [moves(7, 7, null)] });
  await until("Ada to be nowhere", () => line.connection.peers.value[0]?.state.cursor === null);
});
