import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Invitation, Person } from "#shared/identity.ts";
import { createGuideline, invite, PASSWORD, type Someone, setUp } from "#test/support/people.ts";
import { bareEnv, SETUP_CODE, type ServerProcess, startServer } from "#test/support/server-process.ts";

let server: ServerProcess;
let admin: Someone;
let member: Someone;
beforeAll(async () => {
  server = await startServer();
  admin = await setUp(server.url, SETUP_CODE);
  member = await invite(admin, { name: "Curious Member" });
});
afterAll(() => server[Symbol.asyncDispose]());

const inviteAddress = (by: Someone, email: string, more: object = {}) =>
  by.ask<Invitation>("POST", "/api/invitations", { email, ...more });
const accept = (link: string | null) =>
  member.request("POST", `/api/invitations/${link?.split("/").at(-1)}`, { name: "X", password: PASSWORD });

test("a member gets no link to an invitation that others have made, and leaves it working", async () => {
  const { id } = await createGuideline(admin);
  const first = await inviteAddress(admin, "boss@example.org", { guideline: { id, role: "owner" } });
  expect((await inviteAddress(member, "boss@example.org")).link).toBeNull();
  expect((await accept(first.link)).status).toBe(201);
});

test("inviting somebody again changes neither their name nor their bodies", async () => {
  const before = await inviteAddress(admin, "kept@example.org", { name: "Kept" });
  await inviteAddress(member, "kept@example.org", { name: "Renamed" });
  const people = await admin.ask<Person[]>("GET", "/api/people");
  expect(people.find(({ id }) => id === before.personId)).toMatchObject({ name: "Kept", bodies: [] });
});

test("an open invitation ends when the account is closed, also if it is opened again", async () => {
  const { link, personId } = await inviteAddress(admin, "closed@example.org");
  await admin.ask("PATCH", `/api/people/${personId}`, { active: false });
  expect((await accept(link)).status).toBe(410);
  await admin.ask("PATCH", `/api/people/${personId}`, { active: true });
  expect((await accept(link)).status).toBe(410);
});

test("an open invitation ends when the command line sets a password", async () => {
  const { link } = await inviteAddress(admin, "cli@example.org");
  await promisify(execFile)(
    process.execPath,
    ["server/cli.ts", "user", "reset-password", "--email", "cli@example.org", "--password", PASSWORD],
    { cwd: join(import.meta.dirname, "../.."), env: { ...bareEnv(), DATA_DIR: server.dataDir } },
  );
  expect((await accept(link)).status).toBe(410);
});
