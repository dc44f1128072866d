import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { expect, test } from "vitest";
import type { GuidelineId } from "#shared/ids.ts";
import { inStep, joinAll, type Writer } from "#test/support/cohort.ts";
import { createGuideline, invite, readContent, type Someone, setUp } from "#test/support/people.ts";
import { SETUP_CODE, startServer } from "#test/support/server-process.ts";
import { until } from "#test/support/until.ts";

const ROUNDS = 3;
const WORD = /\[\d+-\d+-\d+\]/g;

test("a killed server has on disk what any screen had shown, and everyone is back in step by themselves", async () => {
  await using server = await startServer();
  const admin = await setUp(server.url, SETUP_CODE);
  const guideline = await createGuideline(admin);
  const colleagues = await Promise.all(
    ["Jonas Weber", "Mira Kaya"].map((name) =>
      invite(admin, { name, bodies: ["kommunikation"], guideline: { id: guideline.id, role: "editor" } }),
    ),
  );
  const writers = await joinAll([admin, ...colleagues], guideline.id);
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const typing = startTyping(writers, round);
      const enough = 40 + Math.floor(Math.random() * 200);
      await until(
        "the writers to be at work",
        () => wordsIn(writers[0]).size >= enough * (round + 1),
        20_000,
      );
      await server.kill();
      typing.stop();
      const shown = writers.map((writer, index) =>
        [...wordsIn(writer)].filter((word) => word.split("-")[1] !== String(index)),
      );
      const told = writers.map((_, index) => typing.savedOf(index));
      for (const writer of writers)
        await until("the drop to be seen", () => writer.connection.status.value.state === "offline");

      const onDisk = await wordsOnDisk(server.dataDir, admin, guideline.id);
      for (const word of [...shown.flat(), ...told.flat()]) expect(onDisk, `round ${round}`).toContain(word);

      await server.start();
      const text = await inStep(writers);
      for (const word of typing.all()) expect(text).toContain(word);
    }
  } finally {
    for (const writer of writers) writer[Symbol.dispose]();
  }
}, 120_000);

/** Everyone types words of their own, `[round-writer-number]`, some in the same place, some in their own section. */
function startTyping(writers: readonly Writer[], round: number) {
  const typed = writers.map((): string[] => []);
  const timers = writers.map((writer, index) =>
    setInterval(
      () => {
        const mine = typed[index] ?? [];
        const word = `[${round}-${index}-${mine.length}]`;
        mine.push(word);
        writer.type(mine.length % 2 === 0 ? 0 : index, 0, word);
      },
      10 + index * 3,
    ),
  );
  return {
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
    all: () => typed.flat(),
    /** Words of a writer that the server has said to be on disk: all but the last unsaved ones. */
    savedOf(index: number): string[] {
      const mine = typed[index] ?? [];
      return mine.slice(0, Math.max(0, mine.length - (writers[index]?.connection.unsaved.value ?? 0)));
    },
  };
}

function wordsIn(writer: Writer | undefined): ReadonlySet<string> {
  return new Set(writer?.text().match(WORD) ?? []);
}

/** What a second server reads from a copy of the files as the killed one left them; nobody is connected to it. */
async function wordsOnDisk(dataDir: string, admin: Someone, id: GuidelineId): Promise<ReadonlySet<string>> {
  const copy = await mkdtemp(joinPath(tmpdir(), "richtschnur-copy-"));
  try {
    await cp(dataDir, copy, { recursive: true });
    await using server = await startServer({ dataDir: copy });
    const { doc } = await readContent(admin.at(server.url), id);
    return new Set(JSON.stringify(doc).match(WORD) ?? []);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
