import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createGuideline, PASSWORD, readContent, type Someone, setUp } from "#test/support/people.ts";
import { bareEnv, SETUP_CODE, type ServerProcess, startServer } from "#test/support/server-process.ts";

const ROOT = join(import.meta.dirname, "../..");
const EMAIL = "command@example.org";

let server: ServerProcess;
let admin: Someone;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "richtschnur-commands-"));
  server = await startServer();
  admin = await setUp(server.url, SETUP_CODE);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Runs one of the programs to its end. */
async function run(program: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [join(ROOT, "server", program), ...args], {
    cwd: ROOT,
    env: { ...bareEnv(), ...env },
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const [code] = await once(child, "close");
  return { code, output };
}
const cli = (...args: string[]) => run("cli.ts", args, { DATA_DIR: server.dataDir });
const failedStart = async (env: Readonly<Record<string, string>>) => {
  const { code, output } = await run("main.ts", [], {
    PORT: "0",
    DATA_DIR: folder,
    LOG_LEVEL: "silent",
    ...env,
  });
  return { code, lines: output.trim().split("\n"), output };
};
const signIn = async (password: string) =>
  (
    await fetch(`${server.url}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: EMAIL, password }),
    })
  ).status;

test("the command line adds a person, gives a new password, and closes the account", async () => {
  const add = ["user", "add", "--email", EMAIL, "--name", "Command Line", "--password", PASSWORD];
  expect(await cli(...add, "--body", "it")).toMatchObject({ code: 0 });
  expect(await cli(...add)).toMatchObject({ code: 1, output: expect.stringContaining("already") });
  expect(await signIn(PASSWORD)).toBe(200);
  const other = "quite another password";
  expect(await cli("user", "reset-password", "--email", EMAIL, "--password", other)).toMatchObject({
    code: 0,
  });
  expect([await signIn(PASSWORD), await signIn(other)]).toEqual([401, 200]);
  expect(await cli("user", "deactivate", "--email", EMAIL)).toMatchObject({ code: 0 });
  expect(await signIn(other)).toBe(401);
});

test.each([
  [[], "What should be done?"],
  [["user", "explode"], "There is no command “user explode”."],
  [["user", "add", "--colour", "red"], "Usage:"],
  [["user", "add", "--email", "no address"], "--email"],
  [
    ["user", "add", "--email", "a@example.org", "--name", "A", "--password", PASSWORD, "--role", "king"],
    "--role",
  ],
  [
    ["user", "add", "--email", "a@example.org", "--name", "A", "--password", PASSWORD, "--body", "hr"],
    "Known:",
  ],
  [["user", "deactivate", "--email", "nobody@example.org"], "There is no such person."],
  [["user", "deactivate", "--email", "birgit.rau@example.org"], "One active administrator must remain."],
])("the command line says what is wrong with %j", async (args, words) => {
  const { code, output } = await cli(...args);
  expect([code, output]).toEqual([1, expect.stringContaining(words)]);
  expect(output).not.toContain("    at ");
});

test("a port that is taken stops the start with one line", async () => {
  const { port } = new URL(server.url);
  const { code, lines } = await failedStart({ PORT: port });
  expect([code, lines.length, lines[0]]).toEqual([
    1,
    1,
    expect.stringContaining(`The port ${port} is taken.`),
  ]);
});

test("a host that is not ours stops the start with one line", async () => {
  const { code, lines } = await failedStart({ HOST: "192.0.2.1" });
  expect([code, lines]).toEqual([1, ["HOST=192.0.2.1 is no address of this machine."]]);
});

test("a file that is no database stops the start with one line", async () => {
  const broken = await mkdtemp(join(folder, "broken-"));
  await writeFile(
    join(broken, "richtschnur.db"),
    "this is no database, but long enough to be read as one".repeat(99),
  );
  const { code, lines } = await failedStart({ DATA_DIR: broken });
  expect([code, lines.length, lines[0]]).toEqual([
    1,
    1,
    expect.stringContaining("The database in the data folder"),
  ]);
});

test("the database of another program is left as it is", async () => {
  const foreign = await mkdtemp(join(folder, "foreign-"));
  const file = join(foreign, "richtschnur.db");
  const sqlite = new SQLite(file);
  sqlite.exec("create table recipes (name text); insert into recipes values ('bread')");
  sqlite.close();
  const before = await readFile(file);
  const { code, lines } = await failedStart({ DATA_DIR: foreign });
  expect([code, lines]).toEqual([1, [expect.stringContaining("database of another program")]]);
  expect((await readFile(file)).equals(before)).toBe(true);
});

test("a torn database file is left as it is", async () => {
  const torn = await mkdtemp(join(folder, "torn-"));
  const file = join(torn, "richtschnur.db");
  const whole = new SQLite(join(server.dataDir, "richtschnur.db"), { readonly: true });
  await whole.backup(file);
  whole.close();
  const { size } = await stat(file);
  await truncate(file, Math.floor(size / 2 / 4096) * 4096);
  const before = await readFile(file);
  const { code, lines } = await failedStart({ DATA_DIR: torn });
  expect([code, lines]).toEqual([1, [expect.stringContaining("damaged")]]);
  expect((await readFile(file)).equals(before)).toBe(true);
});

test("the command line shows what there is of a text, and nothing of what it says", async () => {
  const guideline = await createGuideline(admin);
  await readContent(admin, guideline.id);
  const { code, output } = await cli("room", guideline.id);
  expect([code, output]).toEqual([
    0,
    expect.stringMatching(/last row +1\n.*keyframe +none\n.*sections +\d+ in order/s),
  ]);
  expect(output).not.toContain("Leitlinie");
  expect(await cli("room", "AAAAAAAAAAAAAAAA")).toMatchObject({ code: 1 });
}, 90_000);

test("Prometheus can read the metrics, and finds the engine in them", async () => {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  for (const name of [
    "commit_seconds_bucket",
    "write_to_broadcast_seconds_bucket",
    "rooms",
    "connections",
    "stale_listeners",
    "received_bytes_total",
    "sent_bytes_total",
  ])
    expect(text).toMatch(new RegExp(`^richtschnur_collab_${name}(\\{[^}]*\\})? [0-9.e+-]+$`, "m"));
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
});

test("a wrong setting is named, and shown unless it is a secret", async () => {
  expect((await failedStart({ PORT: "many" })).lines).toEqual([expect.stringContaining('PORT="many"')]);
  const { lines, output } = await failedStart({ SMTP_URL: "mail://user:topsecret@host" });
  expect(lines).toEqual([expect.stringContaining("SMTP_URL")]);
  expect(output).not.toContain("topsecret");
});
