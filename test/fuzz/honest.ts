/** People who write on while somebody attacks; they are the oracle. */
import { effect } from "@preact/signals";
import { expect } from "vitest";
import { toDoc } from "#shared/document/to-doc.ts";
import { inStep, join, joinAll, type Writer } from "#test/support/cohort.ts";
import type { GuidelineAtWork } from "#test/support/guideline.ts";
import type { Someone } from "#test/support/people.ts";

export interface Cohort extends Disposable {
  readonly writers: readonly Writer[];
  /**
   * Ends the typing. Nobody was cut off, all are in step, what they type now stays, and a newcomer opens the
   * document with the same text in it.
   */
  holds(): Promise<void>;
}

export async function honestCohort(work: GuidelineAtWork, people: readonly Someone[]): Promise<Cohort> {
  const writers = await joinAll(people, work.guideline.id);
  const interruptions: string[] = [];
  const watches = writers.map(({ someone, connection }) =>
    effect(() => {
      const { state } = connection.status.value;
      if (state !== "open") interruptions.push(`${someone.name}: ${state}`);
    }),
  );
  let words = 0;
  const type = (writer: Writer) => {
    const word = `[${words++}]`;
    writer.type(words % 3, 0, word);
    return word;
  };
  const timers = writers.map((writer, index) => setInterval(() => type(writer), 100 + 13 * index));
  const stop = () => {
    for (const timer of timers) clearInterval(timer);
  };
  const child = work.server.child();

  return {
    writers,
    async holds() {
      stop();
      expect(child.exitCode, `the server ended:\n${work.server.output()}`).toBeNull();
      expect(interruptions, "honest people were cut off").toEqual([]);
      const last = writers.map(type);
      using newcomer = await join(work.owner, work.guideline.id);
      const text = await inStep([...writers, newcomer]);
      for (const word of last) expect(text).toContain(word);
      for (const { ydoc } of [...writers, newcomer]) {
        expect(ydoc.store.pendingStructs).toBeNull();
        expect(ydoc.store.pendingDs).toBeNull();
      }
      toDoc(newcomer.ydoc).check();
    },
    [Symbol.dispose]() {
      stop();
      for (const dispose of watches) dispose();
      for (const writer of writers) writer[Symbol.dispose]();
    },
  };
}
