/**
 * `npm run bench:compare`: two versions of a guideline of 60 pages with some 500 changes between them. Prints how long
 * comparing them takes beside reading both from JSON, alternating in one run. Takes a few seconds.
 */
import { Node } from "prosemirror-model";
import { Doc } from "yjs";
import { buildDocument } from "#shared/document/build.ts";
import { compare } from "#shared/document/compare.ts";
import { schema } from "#shared/document/schema.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import { changed } from "./changed.ts";
import { SECTIONS, section } from "./editor/long-guideline.ts";

const ROUNDS = 41;
const MOST = 10;

const ydoc = new Doc();
buildDocument(ydoc, { variables: {}, sections: Array.from({ length: SECTIONS }, (_, at) => section(at)) });
const older = toDoc(ydoc);
const newer = changed(older);
const json = [older.toJSON(), newer.toJSON()] as const;

const reading: number[] = [];
const comparing: number[] = [];
let changes = 0;
for (let round = 0; round < ROUNDS; round++) {
  const texts = timed(reading, () => json.map((each) => Node.fromJSON(schema, each)));
  const [before, after] = texts as [Node, Node];
  const result = timed(comparing, () =>
    compare({ doc: before, variables: {} }, { doc: after, variables: {} }),
  );
  changes = result.changes.length;
}

const ratio = at(comparing, 0.5) / at(reading, 0.5);
console.log(`
Two versions of ${older.textContent.length} characters in ${SECTIONS} sections, ${changes} changes, ${ROUNDS} rounds.

|                       | p50       | p95       |
|-----------------------|-----------|-----------|
| Node.fromJSON of both | ${told(reading)} |
| compare               | ${told(comparing)} |
| ratio of p50          | ${ratio.toFixed(2)} × (at most ${MOST} ×) | |
`);
if (ratio > MOST) process.exitCode = 1;

function timed<T>(times: number[], work: () => T): T {
  const start = performance.now();
  const result = work();
  times.push(performance.now() - start);
  return result;
}

function at(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
}

function told(values: readonly number[]): string {
  return [0.5, 0.95].map((share) => `${at(values, share).toFixed(2)} ms`).join(" | ");
}
