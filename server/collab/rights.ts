/**
 * Keeps an eye on the rights behind open sockets: at once on what this process changes, within a quarter of a second
 * on what another one does (the epoch moves), when a session ends by itself, and all of them anew every quarter of an hour.
 * Whoever may not, or may something else by now, is sent back to the handshake, and so is everybody when it cannot be
 * told.
 */
import type { IncomingHttpHeaders } from "node:http";
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import type { Clock } from "../platform/clock.ts";
import type { Events } from "../platform/events.ts";
import type { Log as Logger } from "../platform/log.ts";
import type { AccessControl } from "./access.ts";

const LOOK_EVERY = 200;
/** All rights are asked anew in this time, in milliseconds, a few at each look. */
const ROUND = 15 * 60_000;

/** An open socket with what it takes to ask for its rights anew. */
export interface Held {
  readonly personId: PersonId;
  readonly guidelineId: GuidelineId;
  readonly headers: IncomingHttpHeaders;
  readonly canWrite: boolean;
  readonly expiresAt: Date;
  /** The epoch of all rights from before this one was read. */
  epoch: number;
}

/** @returns a function that ends the watch */
export function watchRights<T extends Held>(parts: {
  readonly held: ReadonlySet<T>;
  readonly sendBack: (held: T) => void;
  readonly access: AccessControl;
  readonly events: Events;
  readonly clock: Clock;
  readonly logger: Logger;
}): () => void {
  const { held, sendBack, access, events, clock, logger } = parts;
  let looking = false;
  /** Those whose turn in the round is still to come. */
  let round: T[] = [];
  /** How many of them have their turn by now; less than one is carried on. */
  let due = 0;

  async function look(): Promise<void> {
    const now = clock.now();
    for (const each of held) if (each.expiresAt <= now) sendBack(each);
    const epoch = await access.epoch();
    const stale: T[] = [];
    for (const each of held) if (each.epoch !== epoch) stale.push(each);
    if (round.length === 0) round = [...held];
    due += (held.size * LOOK_EVERY) / ROUND;
    const turn = round.splice(0, Math.floor(due));
    due %= 1;
    await recheck(stale.length > 0 ? stale : turn);
    for (const each of stale) each.epoch = epoch;
  }

  /** Tabs of one session on one guideline stand and fall together. */
  async function recheck(which: readonly T[]): Promise<void> {
    const together = Map.groupBy(which, ({ headers, guidelineId }) => `${guidelineId} ${headers.cookie}`);
    for (const [first, ...others] of together.values()) {
      if (first === undefined || !held.has(first)) continue;
      const now = await access.of(first.headers, first.guidelineId);
      for (const each of [first, ...others])
        if (now.state === "refused" || now.canWrite !== each.canWrite) sendBack(each);
    }
  }

  const timer = setInterval(() => {
    if (looking || held.size === 0) return;
    looking = true;
    look()
      .catch((error: unknown) => {
        logger.error({ err: error }, "rights cannot be checked, everybody has to come again");
        for (const each of [...held]) sendBack(each);
      })
      .finally(() => {
        looking = false;
      });
  }, LOOK_EVERY);

  const stops = [
    events.on("identity:access-changed", ({ personId }) => {
      for (const each of [...held]) if (each.personId === personId) sendBack(each);
    }),
    events.on("guidelines:access-changed", ({ guidelineId, personId }) => {
      for (const each of [...held])
        if (each.guidelineId === guidelineId && (personId === null || each.personId === personId))
          sendBack(each);
    }),
  ];

  return () => {
    clearInterval(timer);
    for (const stop of stops) stop();
  };
}
