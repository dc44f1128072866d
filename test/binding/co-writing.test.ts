/**
 * The proof of the binding: several people with a view each, random delays, spells without a connection, undo.
 * Every typed character is one of a kind, so that it can be told what became of it and which act took it away.
 * PROPERTY_RUNS and PROPERTY_SEED choose how many runs, and which.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { settings, timeLimit } from "../document/support.ts";
import { type Act, acts, aStage, type Report } from "./co-writing.ts";

const RUNS = 60;

/** Acts that take no text away that their author has not seen: nothing of anybody's may be lost to them. */
const HARMLESS = [
  "type",
  "retitle",
  "enter",
  "join",
  "kind",
  "mark",
  "box",
  "unbox",
  "boxType",
  "object",
  "embed",
  "moveSection",
  "addSection",
  "removeSection",
  "addRow",
  "addColumn",
  "header",
  "erase",
  "undo",
  "redo",
];

test(
  "four to eight people who write at once, delayed, offline and undoing, see the same in the end and lose nothing",
  () => {
    const total = new Map<string, { times: number; lost: number }>();
    let typed = 0;
    const property = fc.property(
      fc.integer({ min: 4, max: 8 }),
      fc.array(acts(), { minLength: 40, maxLength: 140, size: "max" }),
      (people, script) => {
        const report = play(people, script);
        for (const [act, { times, lost }] of report.acts) {
          const sum = total.get(act) ?? { times: 0, lost: 0 };
          total.set(act, { times: sum.times + times, lost: sum.lost + lost });
        }
        typed += report.typed;
        for (const [act, { lost }] of report.acts)
          if (HARMLESS.includes(act)) expect(lost, `characters of others lost to ${act}`).toBe(0);
      },
    );
    fc.assert(property, settings("co-writing", RUNS));
    console.log(table(total, typed));
  },
  timeLimit(RUNS * 3),
);

function play(people: number, script: readonly Act[]): Report {
  const stage = aStage(people);
  try {
    for (const act of script) stage.perform(act);
    return stage.end();
  } finally {
    stage.close();
  }
}

function table(total: ReadonlyMap<string, { times: number; lost: number }>, typed: number): string {
  const rows = [...total]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(
      ([act, { times, lost }]) =>
        `${act.padEnd(16)} ${String(times).padStart(7)} ${String(lost).padStart(5)}`,
    );
  return [
    `${typed} characters typed. What was lost of them to whom had not seen them yet:`,
    `${"act".padEnd(16)} ${"times".padStart(7)} ${"lost".padStart(5)}`,
    ...rows,
  ].join("\n");
}
