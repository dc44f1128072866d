import { afterAll, beforeAll, expect, test } from "vitest";
import { canEditDraft, canManage, canPlace, canReadDraft } from "#server/guidelines/policy.ts";
import type { Guideline, GuidelineSummary } from "#shared/guidelines.ts";
import { GUIDELINE_ROLES, type GuidelineRole } from "#shared/roles.ts";
import { createGuideline, invite, type Someone, setUp } from "#test/support/people.ts";
import { SETUP_CODE, type ServerProcess, startServer } from "#test/support/server-process.ts";

let server: ServerProcess;
let owner: Someone;
beforeAll(async () => {
  server = await startServer();
  owner = await setUp(server.url, SETUP_CODE);
});
afterAll(() => server[Symbol.asyncDispose]());

test("what each role may", () => {
  const may = (role: GuidelineRole, archived: boolean) => {
    const grant = { role, archived };
    return [canReadDraft(grant), canEditDraft(grant), canManage(grant), canPlace(grant, "commenter")]
      .map(Number)
      .join("");
  };
  expect(GUIDELINE_ROLES.map((role) => [role, may(role, false), may(role, true)])).toEqual([
    ["reader", "0000", "0000"],
    ["commenter", "1000", "1000"],
    ["approver", "1000", "1000"],
    ["editor", "1101", "1000"],
    ["owner", "1111", "1011"],
  ]);
});

test("who is no member sees no guideline, not even as an administrator", async () => {
  const other = await invite(owner, { name: "Other Owner" });
  const { id } = await createGuideline(other, { title: "Nur für uns" });
  expect((await owner.request("GET", `/api/guidelines/${id}`)).status).toBe(404);
  expect((await owner.request("GET", `/api/guidelines/${id}/content`)).status).toBe(404);
  expect(JSON.stringify(await owner.ask("GET", "/api/guidelines"))).not.toContain(id);
});

test("readers see a guideline in the list, but not the draft's sections", async () => {
  const { id } = await createGuideline(owner);
  const reader = await invite(owner, { name: "Some Reader", guideline: { id, role: "reader" } });
  const [shown] = await reader.ask<GuidelineSummary[]>("GET", "/api/guidelines");
  expect(shown).toMatchObject({ id, role: "reader", outline: [] });
});

test("only owners change title and members; a guideline keeps its last owner", async () => {
  const { id } = await createGuideline(owner);
  const editor = await invite(owner, { name: "Mere Editor", guideline: { id, role: "editor" } });
  expect((await editor.request("PATCH", `/api/guidelines/${id}`, { title: "Meine" })).status).toBe(403);
  expect(
    (await editor.request("PUT", `/api/guidelines/${id}/members/${editor.id}`, { role: "owner" })).status,
  ).toBe(403);
  expect((await owner.request("DELETE", `/api/guidelines/${id}/members/${owner.id}`)).status).toBe(409);
  await owner.ask("PUT", `/api/guidelines/${id}/members/${editor.id}`, { role: "owner" });
  expect((await owner.request("DELETE", `/api/guidelines/${id}/members/${owner.id}`)).status).toBe(204);
  expect((await owner.request("GET", `/api/guidelines/${id}`)).status).toBe(404);
});

test("nobody gives away more than they have when inviting", async () => {
  const { id } = await createGuideline(owner);
  const editor = await invite(owner, { name: "Inviting Editor", guideline: { id, role: "editor" } });
  const commenter = await invite(owner, { name: "Inviting Commenter", guideline: { id, role: "commenter" } });
  const ask = (by: Someone, role: GuidelineRole, email: string) =>
    by.request("POST", "/api/invitations", { email, guideline: { id, role } });
  expect((await ask(editor, "owner", "a@example.org")).status).toBe(403);
  expect((await ask(editor, "commenter", "b@example.org")).status).toBe(201);
  expect((await ask(commenter, "reader", "c@example.org")).status).toBe(403);
});

test("an archived guideline leaves the list, can be read, cannot be written, and comes back", async () => {
  const { id } = await createGuideline(owner, { title: "Fürs Archiv" });
  await owner.ask("DELETE", `/api/guidelines/${id}`);
  expect(JSON.stringify(await owner.ask("GET", "/api/guidelines"))).not.toContain(id);
  expect(JSON.stringify(await owner.ask("GET", "/api/guidelines?archived=true"))).toContain(id);
  expect((await owner.request("GET", `/api/guidelines/${id}/content`)).status).toBe(200);
  expect((await owner.request("POST", `/api/guidelines/${id}/versions`, { title: "x" })).status).toBe(403);
  await owner.ask("PATCH", `/api/guidelines/${id}`, { archived: false });
  expect((await owner.request("POST", `/api/guidelines/${id}/versions`, { title: "x" })).status).toBe(201);
});

test("two guidelines of the same title have different addresses", async () => {
  const slugs = [
    await createGuideline(owner, { title: "Gleicher Größe" }),
    await createGuideline(owner, { title: "Gleicher Größe" }),
  ];
  expect(slugs.map(({ slug }) => slug)).toEqual(["gleicher-groesse", "gleicher-groesse-2"]);
});

test("inviting somebody who takes part already takes no right away", async () => {
  const { id } = await createGuideline(owner);
  const second = await invite(owner, { name: "Second Owner", guideline: { id, role: "owner" } });
  await owner.ask("POST", "/api/invitations", { email: second.email, guideline: { id, role: "reader" } });
  const { members } = await owner.ask<Guideline>("GET", `/api/guidelines/${id}`);
  expect(members.find((member) => member.id === second.id)?.role).toBe("owner");
});

test("an owner whose account is closed does not count as one who remains", async () => {
  const { id } = await createGuideline(owner);
  const gone = await invite(owner, { name: "Gone Owner", guideline: { id, role: "owner" } });
  await owner.ask("PATCH", `/api/people/${gone.id}`, { active: false });
  expect((await owner.request("DELETE", `/api/guidelines/${id}/members/${owner.id}`)).status).toBe(409);
});

test("two invitations of the same new address at once make one person", async () => {
  const ask = () => owner.request("POST", "/api/invitations", { email: "twice@example.org" });
  const answers = await Promise.all([ask(), ask(), ask()]);
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  const ids = await Promise.all(answers.map(async (answer) => (await answer.json()).personId));
  expect(new Set(ids).size).toBe(1);
});
