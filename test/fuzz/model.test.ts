/**
 * Several people write while the network fails, the server is killed, and rights are taken and given back; beside
 * them a model that knows which words have to be there in the end, and which must not. 150 steps in the suite,
 * more by FUZZ_STEPS; `npm run bench:model` takes 5,000.
 */
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { toDoc } from "#shared/document/to-doc.ts";
import { below, seeded } from "#test/bench/random.ts";
import { flowsOf, inStep, join, type Writer } from "#test/support/cohort.ts";
import { aGuidelineAtWork } from "#test/support/guideline.ts";
import type { Someone } from "#test/support/people.ts";
import { until } from "#test/support/until.ts";
import { SEED, STEPS, UNLIMITED, WITHIN } from "./settings.ts";

const WORD = /\[\d+\]/g;

interface Member {
  readonly someone: Someone;
  /** Null while they may not write. */
  writer: Writer | null;
  /** Words that the server has not called stored yet. */
  pending: string[];
}

test(
  `what was shown or called saved is there in the end, whatever fails (seed ${SEED}, ${STEPS} steps)`,
  async () => {
    const random = seeded(SEED);
    await using work = await aGuidelineAtWork(UNLIMITED);
    const { id } = work.guideline;
    const members: Member[] = [];
    for (const name of ["Jonas Weber", "Mira Kaya", "Uwe Brandt", "Ella Sommer"]) {
      const someone = await work.member(name, "editor");
      members.push({ someone, writer: await join(someone, id), pending: [] });
    }
    const owner = await join(work.owner, id);
    /** Has to be there; nobody erases it. */
    const must = new Set<string>();
    const erased = new Set<string>();
    /** Was written behind the loss of the right, and may be on no screen but the writer's. */
    const never = new Set<string>();
    const tally: Record<string, number> = {};
    let words = 0;
    let kills = 0;

    /** What anybody sees of others' words, and what anybody was told to be saved, is promised from then on. */
    const note = () => {
      const live = members.flatMap(({ writer, pending }) => (writer === null ? [] : [{ writer, pending }]));
      for (const { writer, pending } of [...live, { writer: owner, pending: [] }])
        for (const word of wordsIn(writer)) if (!pending.includes(word)) must.add(word);
      for (const { writer, pending } of live)
        for (const word of pending.splice(
          0,
          pending.length - Math.min(pending.length, writer.connection.unsaved.value),
        ))
          must.add(word);
    };

    const steps: Record<string, (member: Member) => Promise<void> | void> = {
      type({ writer, pending }) {
        if (writer === null) return;
        const word = `[${words++}]`;
        pending.push(word);
        writer.type(below(random, flowsOf(writer.ydoc).length), 0, word);
      },
      erase({ writer, pending }) {
        const seen = writer === null ? [] : wordsIn(writer).filter((word) => !pending.includes(word));
        const word = seen[below(random, seen.length)];
        if (writer === null || word === undefined) return;
        erased.add(word);
        for (const flow of flowsOf(writer.ydoc)) {
          const at = flow.toString().indexOf(word);
          // Where embeds stand before it, the string is shorter than the flow; such words are left alone.
          if (at >= 0 && !hasEmbeds(flow.toDelta(), at)) {
            writer.ydoc.transact(() => flow.delete(at, word.length), "erasing");
            // One update more that is not stored yet.
            pending.push(word);
          }
        }
      },
      cut({ writer }) {
        writer?.cut();
      },
      async kill() {
        if (++kills > Math.max(3, STEPS / 100)) return;
        note();
        await work.server.kill();
        note();
        await work.server.start();
      },
      async revoke(member) {
        const { writer, someone } = member;
        if (writer === null) return;
        note();
        const role = random() < 0.5 ? "commenter" : "reader";
        await work.owner.ask("PUT", `/api/guidelines/${id}/members/${someone.id}`, { role });
        for (const late of ["late", "later"]) {
          const word = `[${words++}]`;
          writer.type(0, 0, word);
          if (late === "later") never.add(word);
          // The first may still slip in between the answer and the notice; what follows it may not.
          else
            await until(
              "the loss to be noticed",
              () => writer.connection.status.value.state !== "open",
              20_000,
            );
        }
        member.pending = [];
        member.writer = null;
        await until(
          "whoever lost the right to be told so, or to read on",
          () => ["ended", "open"].includes(writer.connection.status.value.state),
          20_000,
        );
        writer[Symbol.dispose]();
      },
      async restore(member) {
        if (member.writer !== null) return;
        await work.owner.ask("PUT", `/api/guidelines/${id}/members/${member.someone.id}`, { role: "editor" });
        member.writer = await join(member.someone, id);
      },
    };

    const weights: readonly [string, number][] = [
      ["type", 70],
      ["erase", 8],
      ["cut", 8],
      ["restore", 6],
      ["revoke", 3],
      ["kill", 2],
    ];
    try {
      for (let step = 0; step < STEPS; step++) {
        const name = pick(weights, random());
        tally[name] = (tally[name] ?? 0) + 1;
        await steps[name]?.(members[below(random, members.length)] as Member);
        note();
        await pause(below(random, 15));
      }
      for (const member of members) await steps.restore?.(member);
      const writers = [owner, ...members.flatMap(({ writer }) => (writer === null ? [] : [writer]))];
      await inStep(writers);
      note();
      using newcomer = await join(work.owner, id);
      const text = await inStep([...writers, newcomer]);
      console.log(
        `seed ${SEED}:`,
        tally,
        `${must.size} words promised, ${erased.size} erased, ${never.size} refused`,
      );
      const found: readonly string[] = text.match(WORD) ?? [];
      expect(found.length, "no word is there twice").toBe(new Set(found).size);
      expect(
        [...must].filter((word) => !erased.has(word) && !found.includes(word)),
        "promised, and gone",
      ).toEqual([]);
      expect(
        found.filter((word) => never.has(word)),
        "written without the right",
      ).toEqual([]);
      toDoc(newcomer.ydoc).check();
    } finally {
      for (const { writer } of [...members, { writer: owner }]) writer?.[Symbol.dispose]();
    }
  },
  WITHIN,
);

function wordsIn(writer: Writer): string[] {
  return writer.text().match(WORD) ?? [];
}

function hasEmbeds(delta: readonly { readonly insert?: unknown }[], before: number): boolean {
  let at = 0;
  for (const { insert } of delta) {
    if (at >= before) return false;
    if (typeof insert !== "string") return true;
    at += insert.length;
  }
  return false;
}

function pick(weights: readonly (readonly [string, number])[], part: number): string {
  let left = part * weights.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [name, weight] of weights) {
    left -= weight;
    if (left < 0) return name;
  }
  return "type";
}
