/** "Not yet starting": a decision on a whole guideline, which rests until it is lifted. */
import type { Person } from "#shared/identity.ts";
import type { GuidelineId } from "#shared/ids.ts";
import type { Hold } from "#shared/questions.ts";
import type { Audit } from "../audit/index.ts";
import type { Grant } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Clock } from "../platform/clock.ts";
import { dayAt } from "../platform/days.ts";
import { AppError } from "../platform/errors.ts";
import type { Events } from "../platform/events.ts";
import { namesOf } from "./names.ts";
import { holdStanding, type Standing } from "./policy.ts";
import type { QuestionStore } from "./store.ts";
import { holdView } from "./view.ts";

export function createHolds(parts: {
  readonly store: QuestionStore;
  readonly audit: Audit;
  readonly identity: Identity;
  readonly events: Events;
  readonly clock: Clock;
  /** Who may see the draft. @throws AppError */
  reading(person: Person, guidelineId: GuidelineId): Promise<Grant>;
}) {
  const { store, audit, identity, events, clock, reading } = parts;
  const service = {
    async of(guidelineId: GuidelineId): Promise<Hold | null> {
      const [hold] = await store.holds(guidelineId);
      if (hold === undefined || hold.lifted !== null) return null;
      return holdView(hold, await namesOf(identity, [], [hold]));
    },

    async hold(
      person: Person,
      guidelineId: GuidelineId,
      { reason, reviewOn }: { reason: string; reviewOn: string },
    ): Promise<Hold> {
      const standing = await holding(person, guidelineId);
      if (reviewOn <= dayAt(clock.now(), await identity.timeZone()))
        throw new AppError("request/invalid", 422, "The day has passed.", {
          reviewOn: "expected a day to come",
        });
      const at = clock.now().toISOString();
      await store.hold(
        guidelineId,
        { at, personId: person.id, onBehalf: standing.onBehalf, reason, reviewOn },
        (tx) => audit.record(tx, { actor: person.id, guideline: guidelineId }, { kind: "hold.set" }),
      );
      events.publish("questions:changed", { guidelineId, question: null });
      events.publish("guidelines:changed", { guidelineId });
      return (await service.of(guidelineId)) as Hold;
    },

    async lift(person: Person, guidelineId: GuidelineId): Promise<void> {
      await holding(person, guidelineId);
      await store.lift(guidelineId, clock.now().toISOString(), person.id, (tx) =>
        audit.record(tx, { actor: person.id, guideline: guidelineId }, { kind: "hold.lifted" }),
      );
      events.publish("questions:changed", { guidelineId, question: null });
      events.publish("guidelines:changed", { guidelineId });
    },

    /** @throws AppError while the guideline is held */
    async requireNone(guidelineId: GuidelineId): Promise<void> {
      if ((await store.held([guidelineId])).has(guidelineId))
        throw new AppError("questions/held", 409, "It has been decided not to start yet.");
    },
  };
  return service;

  async function holding(person: Person, guidelineId: GuidelineId): Promise<Standing> {
    const grant = await reading(person, guidelineId);
    const management = (await identity.bodies()).find(({ key }) => key === "geschaeftsfuehrung");
    const standing = holdStanding(grant, person.bodies, management?.id);
    if (standing === null)
      throw new AppError(
        "questions/not-allowed",
        403,
        "Only management decides this, or the owner in its place.",
      );
    return standing;
  }
}
