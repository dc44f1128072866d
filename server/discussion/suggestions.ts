/**
 * Accepting a suggestion: rows and text change together, so an intent is written first, then the text, then the end.
 * What a crash leaves unfinished is finished at the next start; nothing is put in twice, since a suggestion that
 * already stands in the text is done.
 */
import type { Thread } from "#shared/discussion.ts";
import { applyPlan, type Plan, planChange, standsThere } from "#shared/document/suggestions.ts";
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import type { Collab } from "../collab/index.ts";
import type { Clock } from "../platform/clock.ts";
import { AppError } from "../platform/errors.ts";
import type { Log } from "../platform/log.ts";
import type { Notices } from "./notices.ts";
import { changeOf, findPlace, type PlaceKeeper } from "./places.ts";
import type { Intent } from "./rows.ts";
import type { DiscussionStore } from "./store.ts";

export type Acceptance = ReturnType<typeof createAcceptance>;

export function createAcceptance(parts: {
  readonly store: DiscussionStore;
  readonly places: PlaceKeeper;
  readonly collab: Collab;
  readonly clock: Clock;
  readonly log: Log;
  readonly notices: Notices;
}) {
  const { store, places, collab, clock, log, notices } = parts;

  /** Brings the suggestion into the text as it is now, in one transaction, as work of who proposed it. */
  async function write(guidelineId: GuidelineId, thread: Thread, isRetry: boolean): Promise<boolean> {
    const { suggestion, place, sectionId, author } = thread;
    if (suggestion === null) return false;
    let state: Plan["state"] = "outdated";
    await collab.edit(
      guidelineId,
      (ydoc) => {
        const reader = places.reader(ydoc);
        const change = changeOf(reader, suggestion, place);
        const at = findPlace(reader, sectionId, place, () => false);
        const plan = planChange(reader, place.quote, change, at);
        state = isRetry && standsThere(reader, place, change) ? "done" : plan.state;
        if (plan.state === "fits" && state === "fits") applyPlan(reader, plan);
      },
      author.id,
    );
    return state !== ("outdated" satisfies Plan["state"]);
  }

  async function finish(
    guidelineId: GuidelineId,
    thread: Thread,
    wish: Intent,
    isRetry: boolean,
  ): Promise<boolean> {
    const isIn = await write(guidelineId, thread, isRetry);
    const step = { status: "accepted", at: wish.at, by: wish.by, body: null, reason: null } as const;
    const about = { ...thread, guidelineId, owners: [] };
    await store.fulfil(thread.id, isIn ? step : null, async (tx) => {
      if (isIn) await notices.ended(tx, about, wish.by, "accepted");
    });
    return isIn;
  }

  return {
    /** @throws AppError discussion/outdated or discussion/already-ended; then the text is untouched */
    async accept(guidelineId: GuidelineId, thread: Thread, by: PersonId): Promise<void> {
      const wish = { by, at: clock.now().toISOString() };
      if (!(await store.intend(thread.id, wish)))
        throw new AppError("discussion/already-ended", 409, "This has been decided in the meantime.");
      // As it is now: its place may have moved since it was read.
      const now = (await store.find(guidelineId, thread.id)) ?? thread;
      if (!(await finish(guidelineId, now, wish, false)))
        throw new AppError("discussion/outdated", 409, "The passage has changed too much since.");
    },

    /** At start: what a crash has left. */
    async resume(): Promise<void> {
      for (const { guidelineId, id, intent } of await store.unfulfilled()) {
        const thread = await store.find(guidelineId, id);
        if (thread === null) continue;
        await finish(guidelineId, thread, intent, true).catch((error: unknown) =>
          log.error({ err: error, guidelineId }, "an accepted suggestion waits for the next start"),
        );
      }
    },
  };
}
