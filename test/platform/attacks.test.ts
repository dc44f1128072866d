import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SETUP_CODE, type ServerProcess, startServer } from "#test/support/server-process.ts";

let server: ServerProcess;
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "richtschnur-data-"));
  await chmod(dataDir, 0o755);
  server = await startServer({ dataDir });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true });
});

/** Sends bytes and keeps the connection open whatever the server does. */
async function open(bytes: string) {
  const socket = connect({ port: Number(new URL(server.url).port), host: "localhost", allowHalfOpen: true });
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.write(bytes);
  return socket;
}

test("only the server's account can read what is in the data folder", () => {
  const files = readdirSync(dataDir);
  expect(files).toContain("richtschnur.db-wal");
  for (const file of files) expect([file, statSync(join(dataDir, file)).mode & 0o077]).toEqual([file, 0]);
});

test("metrics are not shown through a proxy on the same machine", async () => {
  expect((await fetch(`${server.url}/metrics`)).status).toBe(200);
  for (const name of ["x-forwarded-for", "forwarded", "x-real-ip"])
    expect((await fetch(`${server.url}/metrics`, { headers: { [name]: "192.0.2.1" } })).status).toBe(403);
});

test.each([
  ["/", { range: "bytes=99999999-" }, 416],
  ["/", { "if-match": '"another"' }, 412],
  ["/assets/..%2f..%2fpackage.json", {}, 403],
] as const)("a request that cannot be met is not the server's fault: %s", async (path, headers, status) => {
  const response = await fetch(server.url + path, { headers });
  expect(response.status).toBe(status);
  expect(await response.text()).not.toContain("node_modules");
  expect(server.output()).not.toContain("request failed");
});

test.each(["null", "https://evil.example", "http://localhost", "http://localhost:1"])(
  "a page at %s changes nothing",
  async (origin) => {
    const response = await fetch(`${server.url}/api/setup`, {
      method: "POST",
      headers: { origin, "content-type": "application/json" },
      body: JSON.stringify({ code: SETUP_CODE }),
    });
    expect([response.status, (await response.json()).code]).toEqual([403, "request/foreign-origin"]);
  },
);

test("connections that never end do not keep the server from stopping", async () => {
  const upgrade = (path: string) =>
    `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
  const sockets = [
    await open(upgrade("/socket.iox")),
    await open(upgrade("/nothing")),
    await open(
      "POST /api/setup HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
    ),
  ];
  // The two refusals have come when all upgrades have been seen.
  await Promise.all(sockets.slice(0, 2).map((socket) => once(socket, "data")));
  const began = performance.now();
  expect(await server.stop()).toBe(0);
  expect(performance.now() - began).toBeLessThan(5000);
  for (const socket of sockets) socket.destroy();
});
