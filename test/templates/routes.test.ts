import { afterAll, beforeAll, expect, test } from "vitest";
import type { Kit, ObjectionGroup, TemplateContent, TemplateSummary } from "#shared/templates.ts";
import { type Someone, setUp } from "#test/support/people.ts";
import { SETUP_CODE, type ServerProcess, startServer } from "#test/support/server-process.ts";

let server: ServerProcess;
let someone: Someone;
beforeAll(async () => {
  server = await startServer();
  someone = await setUp(server.url, SETUP_CODE);
});
afterAll(() => server[Symbol.asyncDispose]());

test("kits come in the language that is asked for, with what blocks and who approves", async () => {
  const kits = await someone.ask<Kit[]>("GET", "/api/kits?locale=en");
  expect(kits).toHaveLength(6);
  expect(kits.find(({ key }) => key === "behoerde")).toMatchObject({
    title: "Public authority",
    kind: "instruction",
    documentTitle: "Social media directive",
    approval: [
      { consent: ["betriebsrat"], approve: [] },
      { consent: [], approve: ["geschaeftsfuehrung"] },
    ],
  });
});

test("sections speak the words of a kit and a kind, and say in a kit what blocks there", async () => {
  const query = "?locale=de&kit=behoerde&kind=instruction";
  const section = await someone.ask<TemplateContent>("GET", `/api/templates/private-and-business${query}`);
  expect(JSON.stringify(section.lines)).toContain("diese Dienstanweisung");
  expect(section.variables["binding-topics"]).toMatch(/^das Auftreten/);
  const school = await someone.ask<TemplateSummary[]>("GET", "/api/templates?locale=de&kit=schule");
  const blocking = school.flatMap(({ questions }) =>
    questions.filter((question) => question.blocking).map(({ id }) => id),
  );
  expect(blocking).toContain("start-decision");
  expect(blocking).not.toContain("weekly-hours");
});

test("typical objections come by group; the neutrality of authorities worries only where it must", async () => {
  const groups = async (kit: string) =>
    (await someone.ask<ObjectionGroup[]>("GET", `/api/objections?locale=de&kit=${kit}`)).map(
      ({ key }) => key,
    );
  expect(await groups("behoerde")).toContain("authority-leadership");
  expect(await groups("kmu")).not.toContain("authority-leadership");
});

test("templates are for signed-in people, and unknown ones are not found", async () => {
  expect((await fetch(`${server.url}/api/kits?locale=de`)).status).toBe(401);
  expect((await fetch(`${server.url}/api/objections?locale=de`)).status).toBe(401);
  expect((await someone.request("GET", "/api/templates/nothing?locale=de")).status).toBe(404);
  expect((await someone.request("GET", "/api/templates?locale=fr")).status).toBe(400);
});
