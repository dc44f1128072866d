/**
 * Bytes of real frames are changed and sent by people who take part, editors and commenters; 400 frames in the
 * suite, 100,000 by `npm run bench:fuzz`.
 */
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { applyUpdate, Doc } from "yjs";
import { below, type Random, seeded } from "#test/bench/random.ts";
import { openWire, type Wire } from "#test/bench/wire.ts";
import { readMessage, writeMessage } from "#test/support/frames.ts";
import { aGuidelineAtWork, type GuidelineAtWork } from "#test/support/guideline.ts";
import type { Someone } from "#test/support/people.ts";
import { honestCohort } from "./honest.ts";
import { mutate, realFrame } from "./mutate.ts";
import { FRAMES, SEED, UNLIMITED, WITHIN } from "./settings.ts";

/** Frames that one connection sends at most. */
const A_CONNECTION = 25;
const ATTACKERS = 6;

test(
  `frames with changed bytes harm nobody else (seed ${SEED}, ${FRAMES} frames)`,
  async () => {
    await using work = await aGuidelineAtWork(UNLIMITED);
    const honest = [await work.member("Jonas Weber", "editor"), await work.member("Mira Kaya", "editor")];
    const hostile = [await work.member("Mal Lory", "editor"), await work.member("Com Menter", "commenter")];
    using cohort = await honestCohort(work, [work.owner, ...honest]);
    const tally = { sent: 0, connections: 0, closes: new Map<number, number>() };
    await Promise.all(
      Array.from({ length: ATTACKERS }, async (_, index) => {
        const random = seeded(SEED + index);
        // An honest person has few tabs, and so has this one: every clientID leaves a row.
        const clientIDs = Array.from({ length: 5 }, () => 1 + below(random, 2 ** 31));
        while (tally.sent < FRAMES) {
          const clientID = clientIDs[tally.connections++ % clientIDs.length] ?? 1;
          const code = await attack(work, hostile[index % 2] as Someone, clientID, random, tally);
          tally.closes.set(code, (tally.closes.get(code) ?? 0) + 1);
        }
      }),
    );
    console.log(
      `seed ${SEED}: ${tally.sent} frames, ${tally.connections} connections, closed with`,
      tally.closes,
    );
    expect(tally.sent).toBeGreaterThanOrEqual(FRAMES);
    await cohort.holds();
  },
  WITHIN,
);

/** One connection that sends changed frames until it is closed or has sent enough. @returns its close code */
async function attack(
  work: GuidelineAtWork,
  someone: Someone,
  clientID: number,
  random: Random,
  tally: { sent: number },
): Promise<number> {
  const ydoc = new Doc();
  const { wire, ended } = await open(work, someone, clientID, ydoc);
  // Only now: a Y.Doc takes another one when it sees text under its own.
  ydoc.clientID = clientID;
  for (let sent = 0; sent < A_CONNECTION && wire.open; sent++) {
    const frame = realFrame(ydoc, random);
    const changed = random() < 0.95 ? mutate(frame, realFrame(ydoc, random), random) : frame;
    tally.sent += 1;
    if (changed.length > 0) wire.send(changed);
    await pause(0);
  }
  // Time to be thrown out for the last one.
  if (wire.open) await Promise.race([ended, pause(20)]);
  wire.terminate();
  return ended;
}

/** In step with the document, so that what it sends fits but for the changed bytes. */
function open(
  work: GuidelineAtWork,
  someone: Someone,
  clientID: number,
  ydoc: Doc,
): Promise<{ wire: Wire; ended: Promise<number> }> {
  return new Promise((resolve) => {
    const ended = new Promise<number>((end) => {
      const wire: Wire = openWire({
        url: work.server.url.replace(/^http/, "ws") + work.socketPath({ clientID }),
        headers: { cookie: someone.cookie, origin: work.server.url },
        onOpen: () => wire.send(writeMessage({ type: "step1", stateVector: new Uint8Array([0]) })),
        onMessage(payload) {
          const message = readMessage(payload);
          if (message.type !== "step2") return;
          applyUpdate(ydoc, message.update);
          resolve({ wire, ended });
        },
        onEnd({ status, code }) {
          end(code);
          // Refused at the door, perhaps because its earlier frames have made its clientID another's.
          resolve({ wire, ended: Promise.resolve(code === 0 ? status : code) });
        },
      });
    });
  });
}
