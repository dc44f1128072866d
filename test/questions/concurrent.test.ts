import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Map as YMap, Text as YText } from "yjs";
import { ROOT } from "#shared/document/layout.ts";
import { schema } from "#shared/document/schema.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import { newId } from "#shared/ids.ts";
import { inStep, join, type Writer } from "#test/support/cohort.ts";
import { type AskedGuideline, aClarification, type Clarification } from "./support.ts";

const ROUNDS = Number(process.env.QUESTION_RUNS ?? 6);

let work: Clarification;
beforeAll(async () => {
  work = await aClarification();
});
afterAll(() => work[Symbol.asyncDispose]());

/** One thing that somebody does; `at` is a share of the section's length. */
const act = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constant("type"),
      who: fc.nat(2),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("enter"),
      who: fc.nat(2),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("cut"), who: fc.nat(2), at: fc.constant(0) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("decide"), who: fc.nat(2), at: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("undo"), who: fc.constant(0), at: fc.constant(0) }) },
);

test(`nothing of what three people type into a section is lost while its questions are decided and undone (${ROUNDS} rounds)`, async () => {
  const seed = Number(process.env.QUESTION_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`QUESTION_SEED=${seed} QUESTION_RUNS=${ROUNDS}`);
  let typed = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 30, maxLength: 60 }), async (acts) => {
      const guideline = await work.guideline();
      const { sectionId } = await guideline.question("employer-in-profile");
      const writers = [
        await join(work.owner, guideline.id),
        await join(work.owner, guideline.id),
        await join(work.owner, guideline.id),
      ];
      try {
        const characters: string[] = [];
        const decisions: Promise<unknown>[] = [];
        for (const { does, who, at } of acts) {
          const writer = writers[who] as Writer;
          const flow = flowOf(writer, sectionId);
          const index = Math.floor(at * flow.length);
          // Each one of its kind, so that none is taken for another.
          const character = String.fromCodePoint(0x4e00 + characters.length);
          if (does === "type") {
            characters.push(character);
            writer.ydoc.transact(() => flow.insert(index, character), "typing");
          }
          if (does === "enter")
            writer.ydoc.transact(() => flow.insertEmbed(index, { line: newId() }), "typing");
          if (does === "cut") writer.cut();
          if (does === "decide") decisions.push(tryOne(guideline, who));
          if (does === "undo") decisions.push(tryUndo(guideline));
          await new Promise(setImmediate);
        }
        await Promise.all(decisions);
        await inStep(writers);
        for (const { ydoc } of writers) {
          const shown = toDoc(ydoc).textContent;
          for (const character of characters) expect(shown.split(character).length - 1, character).toBe(1);
        }
        typed += characters.length;
        await sayWhatIsDecided(guideline, writers[0] as Writer);
      } finally {
        for (const writer of writers) writer[Symbol.dispose]();
      }
    }),
    { seed, numRuns: ROUNDS, endOnFailure: true },
  );
  console.log(`${typed} characters typed, 0 lost`);
}, 120_000);

/** Whether the question's line stands in the text is what the question says of itself, unless people changed its place. */
async function sayWhatIsDecided(guideline: AskedGuideline, { ydoc }: Writer): Promise<void> {
  for (const question of await guideline.questions()) {
    if (question.status !== "answered" || !question.blocking) continue;
    let pending = 0;
    toDoc(ydoc).descendants((node) => {
      if (node.type === schema.nodes.pending && node.attrs.ref === question.id) pending += 1;
      return true;
    });
    expect(pending, question.id).toBe(0);
    expect(["done", "offered"]).toContain(question.decision.text);
  }
}

function flowOf({ ydoc }: Writer, section: string): YText {
  return ydoc.getMap<YMap<unknown>>(ROOT.sections).get(section)?.get("flow") as YText;
}

async function tryOne(guideline: AskedGuideline, who: number): Promise<void> {
  const [question, answer] = [
    ["employer-in-profile", "free"],
    ["employer-in-profile", "own-opinion"],
    ["private-use-at-work", "breaks"],
  ][who] as [string, string];
  const { status } = await guideline.tryToDecide(work.owner, question, answer);
  expect([200, 409]).toContain(status);
}

async function tryUndo(guideline: AskedGuideline): Promise<void> {
  const path = `${guideline.path}/questions/employer-in-profile/decision`;
  expect([200, 409]).toContain((await work.owner.request("DELETE", path)).status);
}
