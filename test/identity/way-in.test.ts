import { join } from "node:path";
import { getMigrations } from "better-auth/db/migration";
import SQLite from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { authOptions } from "#server/identity/auth.ts";
import { openDatabase } from "#server/platform/db.ts";
import type { Body, Invitation, Me, Person } from "#shared/identity.ts";
import { invite, PASSWORD, type Someone, setUp } from "#test/support/people.ts";
import { SETUP_CODE, type ServerProcess, startServer } from "#test/support/server-process.ts";

let server: ServerProcess;
let admin: Someone;
beforeAll(async () => {
  server = await startServer();
  admin = await setUp(server.url, SETUP_CODE);
});
afterAll(() => server[Symbol.asyncDispose]());

function send(path: string, body: unknown, cookie = ""): Promise<Response> {
  return fetch(server.url + path, {
    method: "POST",
    headers: {
      origin: server.url,
      cookie,
      "content-type": "application/json",
      "user-agent": "a-telling-agent",
    },
    body: JSON.stringify(body),
  });
}
const signIn = (email: string, password: string) => send("/api/auth/sign-in/email", { email, password });

test("a wrong set-up code makes nothing, the right one works once", async () => {
  await using fresh = await startServer();
  await expect(setUp(fresh.url, "a wrong code")).rejects.toThrow("identity/wrong-setup-code");
  const first = await setUp(fresh.url, SETUP_CODE);
  expect(await first.ask<Me>("GET", "/api/me")).toMatchObject({ role: "admin", locale: "de" });
  await expect(setUp(fresh.url, SETUP_CODE)).rejects.toThrow("identity/setup-done");
});

test("an organisation without a staff representation has no such body", async () => {
  await using fresh = await startServer();
  const first = await setUp(fresh.url, SETUP_CODE, { representation: "none" });
  const keys = (await first.ask<Body[]>("GET", "/api/bodies")).map(({ key }) => key);
  expect(keys).not.toContain("betriebsrat");
  expect(keys).toContain("geschaeftsfuehrung");
});

test("the session cookie is not for scripts and not for other sites", async () => {
  const [cookie] = (await signIn(admin.email, PASSWORD)).headers.getSetCookie();
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
});

test("a wrong password and an unknown address get the same answer", async () => {
  const answers = [
    await signIn(admin.email, "not the password"),
    await signIn("nobody@example.org", PASSWORD),
  ];
  expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  expect(await answers[0]?.text()).toBe(await answers[1]?.text());
});

test("guessing one account's password is stopped, others still get in", async () => {
  const victim = await invite(admin, { name: "Guessed At" });
  for (let attempt = 0; attempt < 10; attempt++)
    expect((await signIn(victim.email, `guess ${attempt}`)).status).toBe(401);
  expect((await signIn(victim.email, PASSWORD)).status).toBe(429);
  expect((await signIn(admin.email, PASSWORD)).status).toBe(200);
});

test("signing out ends the session", async () => {
  const [line = ""] = (await signIn(admin.email, PASSWORD)).headers.getSetCookie();
  const cookie = line.split(";", 1)[0] ?? "";
  const me = () => fetch(`${server.url}/api/me`, { headers: { cookie } });
  expect((await me()).status).toBe(200);
  await send("/api/auth/sign-out", {}, cookie);
  expect((await me()).status).toBe(401);
});

test("nobody can sign up by themselves", async () => {
  expect(
    (await send("/api/auth/sign-up/email", { email: "x@example.org", password: PASSWORD, name: "X" })).status,
  ).toBe(404);
});

test("an invitation works once, and a newer one makes it worthless", async () => {
  const make = () =>
    admin.ask<Invitation>("POST", "/api/invitations", { email: "once@example.org", name: "Once" });
  const accept = (link: string | null) =>
    send(`/api/invitations/${link?.split("/").at(-1)}`, { name: "Once", password: PASSWORD });
  const older = await make();
  const newer = await make();
  expect((await accept(older.link)).status).toBe(410);
  expect((await accept(newer.link)).status).toBe(201);
  expect((await accept(newer.link)).status).toBe(410);
  expect((await make()).link).toBeNull();
});

test("only administrators change people and bodies", async () => {
  const member = await invite(admin, { name: "Plain Member" });
  expect((await member.request("PATCH", `/api/people/${admin.id}`, { role: "member" })).status).toBe(403);
  expect((await member.request("POST", "/api/bodies", { name: "Vertrieb" })).status).toBe(403);
  expect((await admin.request("POST", "/api/bodies", { name: "Vertrieb" })).status).toBe(201);
});

test("the last administrator can be neither closed nor demoted", async () => {
  for (const change of [{ active: false }, { role: "member" }]) {
    const response = await admin.request("PATCH", `/api/people/${admin.id}`, change);
    expect([response.status, (await response.json()).code]).toEqual([409, "identity/last-admin"]);
  }
});

test("a closed account has no session and no way in until it is opened again", async () => {
  const person = await invite(admin, { name: "Closed Account" });
  const change = (active: boolean) => admin.ask<Person>("PATCH", `/api/people/${person.id}`, { active });
  await change(false);
  expect((await person.request("GET", "/api/me")).status).toBe(401);
  expect((await signIn(person.email, PASSWORD)).status).toBe(401);
  expect((await change(true)).status).toBe("active");
  expect((await signIn(person.email, PASSWORD)).status).toBe(200);
});

test("neither network address nor user agent is stored anywhere, and invitations only as hashes", async () => {
  await signIn(admin.email, PASSWORD);
  const { link } = await admin.ask<Invitation>("POST", "/api/invitations", {
    email: "hash@example.org",
    name: "Hash",
  });
  const db = new SQLite(join(server.dataDir, "richtschnur.db"), { readonly: true });
  const sessions = db.prepare("select ipAddress, userAgent from session").all() as Record<
    string,
    string | null
  >[];
  expect(sessions.length).toBeGreaterThan(0);
  for (const { ipAddress, userAgent } of sessions)
    expect([ipAddress || null, userAgent || null]).toEqual([null, null]);
  const rows = JSON.stringify(db.prepare("select * from invitations").all());
  expect(rows).not.toContain(link?.split("/").at(-1));
  db.close();
});

test("the log carries neither names nor addresses nor tokens", async () => {
  const { link } = await admin.ask<Invitation>("POST", "/api/invitations", {
    email: "quiet@example.org",
    name: "Quiet Person",
  });
  const token = link?.split("/").at(-1) ?? "none";
  await fetch(`${server.url}/api/invitations/${token}`);
  await signIn("quiet@example.org", "wrong password");
  expect(server.output()).toContain("/api/invitations/:token");
  for (const secret of [token, "quiet@example.org", "Quiet Person", "127.0.0.1", "a-telling-agent"])
    expect(server.output()).not.toContain(secret);
});

test("better-auth finds nothing to add to our tables", async () => {
  const db = openDatabase(join(server.dataDir, "richtschnur.db"));
  const options = authOptions(db, { baseUrl: new URL(server.url), dataDir: server.dataDir });
  const { toBeAdded, toBeCreated } = await getMigrations(options);
  expect([toBeAdded, toBeCreated]).toEqual([[], []]);
  await db.destroy();
});
