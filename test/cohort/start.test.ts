import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setUp } from "#test/support/people.ts";
import { bareEnv, SETUP_CODE, startServer } from "#test/support/server-process.ts";

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "richtschnur-start-"));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

test("the first start says where to set up, and once is enough", async () => {
  await using server = await startServer();
  const link = server.output().match(/http:\/\/localhost:\d+\/setup\S*/)?.[0];
  expect(link).toContain(SETUP_CODE);
  await setUp(server.url, SETUP_CODE);
  expect(await server.stop()).toBe(0);
  await server.start();
  expect(server.output()).not.toContain("/setup");
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});

test.each([
  ["PORT", "eighty"],
  ["PORT", "99999"],
  ["BASE_URL", "richtschnur"],
  ["LOG_LEVEL", "loud"],
  ["SMTP_URL", "not a url"],
  ["DATA_DIR", "/dev/null/data"],
])("a wrong setting stops the start with one clear line: %s=%s", async (name, value) => {
  const child = spawn(process.execPath, ["server/main.ts"], {
    cwd: join(import.meta.dirname, "../.."),
    env: { ...bareEnv(), DATA_DIR: dataDir, PORT: "0", [name]: value },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 20_000,
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const [code] = (await once(child, "close")) as [number];
  expect(code).toBe(1);
  const lines = output.trim().split("\n");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(name);
});
