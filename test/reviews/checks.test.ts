/** What only warns before a version is handed over: it says so, names the place, and holds nothing. */
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildSection } from "#shared/document/build.ts";
import { editSection } from "#shared/document/edits.ts";
import { schema } from "#shared/document/schema.ts";
import type { SectionId } from "#shared/ids.ts";
import type { Check, Checks, Policy } from "#shared/reviews.ts";
import { type ApprovalAtWork, anApproval } from "./support.ts";

let work: ApprovalAtWork;
let section: SectionId;
beforeAll(async () => {
  work = await anApproval();
  await work.app.collab.edit(work.guideline.id, (ydoc) => {
    section = buildSection(ydoc, { key: null, title: "Bilder", lines: [] }, 0);
  });
});
afterAll(() => work[Symbol.asyncDispose]());

const checks = () => work.owner.ask<Checks>("GET", work.path("review-checks"));
const warned = async <What extends Check["what"]>(what: What) =>
  (await checks()).warns.filter((check): check is Check & { what: What } => check.what === what);

/** What stands in the section from now on, and nothing else. */
async function fill(...lines: readonly ReturnType<typeof line>[]): Promise<void> {
  await work.app.collab.edit(work.guideline.id, (ydoc) =>
    editSection(ydoc, section, (shown) => shown.type.create(shown.attrs, [shown.child(0), ...lines])),
  );
}

const line = (words: string) => schema.nodes.block.create(null, schema.text(words));
const picture = (alt: string) => schema.nodes.figure.create({ ref: "a1b2", alt });

async function ask(policy: Policy): Promise<void> {
  await work.owner.ask("PUT", work.path("approval-policy"), policy);
}

test("a picture without a description is told with its section, spaces are none, and a described one is fine", async () => {
  await fill(picture(""), picture("Zwei Personen am Stand"));
  expect(await warned("altText")).toEqual([{ what: "altText", sectionId: section }]);
  await fill(picture("  "));
  expect(await warned("altText")).toEqual([{ what: "altText", sectionId: section }]);
  await fill(picture("Zwei Personen am Stand"));
  expect(await warned("altText")).toEqual([]);
});

test("a law that has become another is told once for each section, with the one that holds since", async () => {
  await fill(line("Impressum nach § 5 TMG, siehe TMG."), line("Das TTDSG und das NetzDG gelten."));
  expect((await warned("outdatedLaw")).filter(({ sectionId }) => sectionId === section)).toEqual([
    { what: "outdatedLaw", law: "TMG", now: "DDG", sectionId: section },
    { what: "outdatedLaw", law: "TTDSG", now: "TDDDG", sectionId: section },
    { what: "outdatedLaw", law: "NetzDG", now: "DSA", sectionId: section },
  ]);
});

test("names that only contain the letters of such a law, and laws that hold, are left alone", async () => {
  await fill(line("Die TMGX GmbH, das DDG, das TDDDG, der MStV und ein atmgerät."));
  expect((await warned("outdatedLaw")).filter(({ sectionId }) => sectionId === section)).toEqual([]);
});

test("a staff representation that the policy does not ask for anything is a hint, and its comment is enough", async () => {
  const { bodies, policy } = work;
  expect(await warned("representationNotAsked")).toEqual([]);
  const without = policy().steps.map((step) => step.filter(({ bodyId }) => bodyId !== bodies.betriebsrat));
  await ask({ steps: without });
  expect(await warned("representationNotAsked")).toEqual([
    { what: "representationNotAsked", body: bodies.betriebsrat },
  ]);
  await ask({
    steps: [...without, [{ bodyId: bodies.betriebsrat, asked: "comment", speakers: [], delegate: null }]],
  });
  expect(await warned("representationNotAsked")).toEqual([]);
});

test("an organisation without a staff representation is not told that it asks none", async () => {
  const { bodies, policy, db } = work;
  await ask({
    steps: policy().steps.map((step) => step.filter(({ bodyId }) => bodyId !== bodies.betriebsrat)),
  });
  await sql`update organisation set representation = 'none'`.execute(db);
  expect(await warned("representationNotAsked")).toEqual([]);
  await sql`update organisation set representation = 'personalrat'`.execute(db);
  expect(await warned("representationNotAsked")).toHaveLength(1);
});

test("none of these hints holds a request", async () => {
  await fill(picture(""), line("§ 5 TMG"));
  const { blocks, warns } = await checks();
  expect(blocks).toEqual([]);
  expect(warns.map(({ what }) => what)).toEqual(
    expect.arrayContaining(["altText", "outdatedLaw", "representationNotAsked"]),
  );
  expect(await work.request()).toMatchObject({ status: "open" });
});
