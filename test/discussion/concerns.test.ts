import { afterAll, beforeAll, expect, test } from "vitest";
import type { AuditPage } from "#shared/audit.ts";
import type { Thread } from "#shared/discussion.ts";
import type { Someone } from "#test/support/people.ts";
import { aDiscussion, type DiscussionAtWork } from "./support.ts";

let work: DiscussionAtWork;
let council: Someone;
let colleague: Someone;
let management: Someone;
beforeAll(async () => {
  work = await aDiscussion();
  council = await work.member("Birgit Kern", "commenter", ["betriebsrat"]);
  colleague = await work.member("Anna Wolf", "commenter", ["betriebsrat"]);
  management = await work.member("Katrin Wolff", "approver", ["geschaeftsfuehrung"]);
});
afterAll(() => work[Symbol.asyncDispose]());

const raise = (by: Someone, onBehalfOf: string | null = work.bodies.betriebsrat) =>
  work.begin(by, {
    kind: "concern",
    body: "Das ist mitbestimmungspflichtig.",
    onBehalfOf: onBehalfOf as Thread["onBehalfOf"],
  });
const open = () => work.app.discussion.openConcerns(work.guideline.id);
const status = async (response: Promise<Response>) => (await response).status;

test("a body's concern blocks until somebody of that body says that it is settled", async () => {
  const concern = await raise(council);
  expect((await open()).blocking.map(({ id }) => id)).toContain(concern.id);
  expect(await status(work.move(work.owner, concern.id, "settled"))).toBe(403);
  expect(await status(work.move(management, concern.id, "settled"))).toBe(403);
  expect(await status(work.move(colleague, concern.id, "settled"))).toBe(200);
  expect((await open()).blocking.map(({ id }) => id)).not.toContain(concern.id);
  const { steps } = await work.thread(council, concern.id);
  expect(steps.map(({ status, by, body }) => [status, by.name, body])).toEqual([
    ["open", "Birgit Kern", work.bodies.betriebsrat],
    ["settled", "Anna Wolf", work.bodies.betriebsrat],
  ]);
});

test("only management goes on without a body, with a reason that stays; the owner never does", async () => {
  const concern = await raise(council);
  const ownerInManagement = await work.member("Otto Boss", "owner", ["geschaeftsfuehrung"]);
  const approverElsewhere = await work.member("Ida Recht", "approver", ["recht"]);
  for (const nobody of [work.owner, ownerInManagement, approverElsewhere, council])
    expect(await status(work.move(nobody, concern.id, "notFollowed", "Weil."))).toBe(403);
  expect(await status(work.move(management, concern.id, "notFollowed"))).toBe(422);
  expect(await status(work.move(management, concern.id, "notFollowed", "Es bleibt beim Impressum."))).toBe(
    200,
  );
  expect((await open()).blocking.map(({ id }) => id)).not.toContain(concern.id);
  expect(await status(work.move(council, concern.id, "open"))).toBe(403);
  expect(await status(work.move(council, concern.id, "withdrawn", "Na gut."))).toBe(409);
  expect(await work.owner.ask<AuditPage>("GET", "/api/audit")).toMatchObject({
    rows: expect.arrayContaining([
      expect.objectContaining({
        entry: expect.objectContaining({ kind: "concern.ended", outcome: "notFollowed" }),
      }),
    ]),
  });
  const { steps } = await work.thread(council, concern.id);
  expect(steps.at(-1)).toMatchObject({ status: "notFollowed", reason: "Es bleibt beim Impressum." });
});

test("a body takes its concern back with a reason, and may raise it again", async () => {
  const concern = await raise(council);
  expect(await status(work.move(council, concern.id, "withdrawn"))).toBe(422);
  expect(await status(work.move(council, concern.id, "withdrawn", "In der Sitzung geklärt."))).toBe(200);
  expect(await status(work.move(work.owner, concern.id, "open"))).toBe(403);
  expect(await status(work.move(colleague, concern.id, "open"))).toBe(200);
  expect((await open()).blocking.map(({ id }) => id)).toContain(concern.id);
  await work.move(colleague, concern.id, "settled");
});

test("a concern of one's own warns, and ends by who has it", async () => {
  const concern = await raise(council, null);
  expect((await open()).warning.map(({ id }) => id)).toContain(concern.id);
  expect((await open()).blocking.map(({ id }) => id)).not.toContain(concern.id);
  expect(await status(work.move(colleague, concern.id, "settled"))).toBe(403);
  expect(await status(work.move(council, concern.id, "settled"))).toBe(200);
});

test("nobody speaks for a body that is not theirs; for one without people the owner does, visibly", async () => {
  await expect(raise(council, work.bodies.it)).rejects.toThrow("403");
  await expect(raise(work.owner, work.bodies.betriebsrat)).rejects.toThrow("403");
  const concern = await raise(work.owner, work.bodies.datenschutz);
  expect(concern).toMatchObject({ onBehalfOf: work.bodies.datenschutz, author: { id: work.owner.id } });
  const officer = await work.member("Uwe Brandt", "commenter", ["datenschutz"]);
  expect(await status(work.move(work.owner, concern.id, "settled"))).toBe(403);
  expect(await status(work.move(officer, concern.id, "settled"))).toBe(200);
});

test("two people who decide at the same moment decide once", async () => {
  const concern = await raise(council);
  const answers = await Promise.all([
    status(work.move(council, concern.id, "settled")),
    status(work.move(colleague, concern.id, "settled")),
    status(work.move(management, concern.id, "notFollowed", "Nein.")),
  ]);
  expect(answers.toSorted()).toEqual([200, 409, 409]);
  expect((await work.thread(council, concern.id)).steps).toHaveLength(2);
});

test("the register lists every concern with its way and end, also as a file, and loses none", async () => {
  const before = await council.ask<readonly Thread[]>("GET", work.path("concerns"));
  const concern = await work.begin(council, {
    kind: "concern",
    body: '=HYPERLINK("https://evil.example")',
    onBehalfOf: work.bodies.betriebsrat,
  });
  const [first] = concern.messages;
  const gone = await council.request("DELETE", work.path(`threads/${concern.id}/messages/${first?.id}`));
  expect(gone.status).toBe(403);
  await work.move(management, concern.id, "notFollowed", "Kein Anlass.");
  expect(await council.ask<readonly Thread[]>("GET", work.path("concerns"))).toHaveLength(before.length + 1);
  const csv = await (await council.request("GET", work.path("concerns?format=csv"))).text();
  expect(csv).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
  expect(csv).toMatch(/nicht gefolgt.*Katrin Wolff.*Kein Anlass\./);
  expect(csv).toContain("Betriebsrat");
  const markdown = await (await council.request("GET", work.path("concerns?format=md"))).text();
  expect(markdown).toContain(`## Bedenken ${concern.number}: `);
  expect(markdown).toContain("nicht gefolgt (Katrin Wolff, Geschäftsführung): Kein Anlass.");
});
