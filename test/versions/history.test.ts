import { afterAll, beforeAll, expect, test } from "vitest";
import type { Body } from "#shared/identity.ts";
import type { Version, VersionContent } from "#shared/versions.ts";
import { inStep, join } from "#test/support/cohort.ts";
import { createGuideline, invite, readContent, type Someone, setUp } from "#test/support/people.ts";
import { SETUP_CODE, type ServerProcess, startServer } from "#test/support/server-process.ts";
import { until } from "#test/support/until.ts";

let server: ServerProcess;
let owner: Someone;
let editor: Someone;
beforeAll(async () => {
  server = await startServer({ env: { QUIET_SECONDS: "1" } });
  owner = await setUp(server.url, SETUP_CODE);
  editor = await invite(owner, { name: "Jan Thoma", bodies: ["it"] });
});
afterAll(() => server[Symbol.asyncDispose]());

async function aGuideline() {
  const guideline = await createGuideline(owner);
  await owner.ask("PUT", `/api/guidelines/${guideline.id}/members/${editor.id}`, { role: "editor" });
  const path = `/api/guidelines/${guideline.id}/versions`;
  return {
    ...guideline,
    path,
    versions: () => owner.ask<Version[]>("GET", path),
    name: (title: string) => owner.ask<Version>("POST", path, { title, note: "" }),
    read: (number: number | "draft") => owner.ask<VersionContent>("GET", `${path}/${number}`),
    restore: (number: number, sectionId?: string) =>
      owner.ask<Version>("POST", `${path}/${number}/restore`, { sectionId }),
  };
}

test("a quiet spell after editing leaves one snapshot that names bodies and no people", async () => {
  const guideline = await aGuideline();
  using writer = await join(editor, guideline.id);
  writer.type(0, 0, "Ein neues Wort. ");
  await writer.saved();
  const [version] = await until("the snapshot", async () => {
    const versions = await guideline.versions();
    return versions.length > 0 ? versions : null;
  });
  const bodies = await owner.ask<Body[]>("GET", "/api/bodies");
  expect(version).toMatchObject({
    number: 1,
    edition: null,
    status: "snapshot",
    cause: "automatic",
    title: null,
  });
  expect(version?.bodies).toEqual(bodies.filter(({ key }) => key === "it").map(({ id }) => id));
  expect(JSON.stringify(version)).not.toContain(editor.id);
  expect(JSON.stringify(version)).not.toContain(editor.name);
});

test("a named version shows the text as it was, whatever is written later", async () => {
  const guideline = await aGuideline();
  using writer = await join(editor, guideline.id);
  writer.type(0, 0, "Vorher. ");
  await writer.saved();
  const named = await guideline.name("Vor der Runde");
  writer.type(0, 0, "Nachher. ");
  await writer.saved();
  expect(JSON.stringify((await guideline.read(named.number)).doc)).toContain("Vorher. ");
  expect(JSON.stringify((await guideline.read(named.number)).doc)).not.toContain("Nachher. ");
  expect(JSON.stringify((await guideline.read("draft")).doc)).toContain("Nachher. Vorher. ");
});

test("a restore brings the text back and keeps the state before it as a version", async () => {
  const guideline = await aGuideline();
  using writer = await join(editor, guideline.id);
  const named = await guideline.name("Anfang");
  const before = (await guideline.read(named.number)).doc;
  writer.type(0, 0, "Nicht gewollt. ");
  await writer.saved();
  const kept = await guideline.restore(named.number);
  expect(kept.cause).toBe("restore");
  expect(JSON.stringify((await guideline.read(kept.number)).doc)).toContain("Nicht gewollt. ");
  expect((await guideline.read("draft")).doc).toEqual(before);
  await until("the writer to see it", () => !writer.text().includes("Nicht gewollt. "));
});

test("a restore of one section leaves the others as they are", async () => {
  const guideline = await aGuideline();
  using writer = await join(editor, guideline.id);
  const named = await guideline.name("Anfang");
  writer.type(0, 0, "Im ersten. ");
  writer.type(1, 0, "Im zweiten. ");
  await writer.saved();
  const { doc } = await readContent(owner, guideline.id);
  const [first] = doc.content as { attrs: { id: string } }[];
  await guideline.restore(named.number, first?.attrs.id);
  const text = JSON.stringify((await guideline.read("draft")).doc);
  expect(text).not.toContain("Im ersten. ");
  expect(text).toContain("Im zweiten. ");
});

test("nothing is lost of what a colleague types elsewhere while a version is restored", async () => {
  const guideline = await aGuideline();
  using writer = await join(editor, guideline.id);
  using other = await join(owner, guideline.id);
  const named = await guideline.name("Anfang");
  writer.type(0, 0, "Wird zurückgenommen. ");
  await writer.saved();
  const restoring = guideline.restore(named.number);
  const typed: string[] = [];
  let done = false;
  void restoring.finally(() => {
    done = true;
  });
  await until("the restore", () => {
    const word = `[${typed.length}]`;
    typed.push(word);
    other.type(2, 0, word);
    return done;
  });
  await restoring;
  other.type(2, 0, "[danach]");
  const text = await inStep([writer, other]);
  expect(text).toContain("[danach]");
  const { doc: kept } = await guideline.read((await guideline.versions())[0]?.number ?? 1);
  // What was typed before the moment of the restore stands in the kept state, what came after stands in the text.
  for (const word of typed) expect(text + JSON.stringify(kept)).toContain(word);
});

test.each(["commenter", "reader"] as const)("a %s can neither name nor restore a version", async (role) => {
  const guideline = await aGuideline();
  const { number } = await guideline.name("Anfang");
  const person = await invite(owner, { name: `Some ${role}`, guideline: { id: guideline.id, role } });
  expect((await person.request("POST", guideline.path, { title: "x" })).status).toBe(403);
  expect((await person.request("POST", `${guideline.path}/${number}/restore`, {})).status).toBe(403);
  expect((await person.request("GET", guideline.path)).status).toBe(role === "reader" ? 403 : 200);
});

test("each version carries the hash of its content, and equal content has an equal hash", async () => {
  const guideline = await aGuideline();
  const [a, b] = [await guideline.name("Eins"), await guideline.name("Zwei")];
  expect(a.contentHash).toMatch(/^[0-9a-f]{64}$/);
  expect(b.contentHash).toBe(a.contentHash);
});
