/** Participation phases: the owner opens the draft to all staff until a day; it ends by itself, for every route. */
import type { Participation } from "#shared/discussion.ts";
import type { Person } from "#shared/identity.ts";
import type { GuidelineId } from "#shared/ids.ts";
import type { Audit } from "../audit/index.ts";
import { canManage, type Guidelines, type Phase } from "../guidelines/index.ts";
import type { Clock } from "../platform/clock.ts";
import { endOfDay } from "../platform/days.ts";
import type { AnyTransaction } from "../platform/db.ts";
import { AppError, allow, notFound } from "../platform/errors.ts";
import type { Events } from "../platform/events.ts";
import type { Log } from "../platform/log.ts";
import { lookEvery } from "../platform/looking.ts";
import type { Notices } from "./notices.ts";
import type { DiscussionStore } from "./store.ts";

/** How often the clock is looked at while a phase is open, in milliseconds. */
const LOOK_EVERY = 1000;

export function createParticipation(parts: {
  readonly store: DiscussionStore;
  readonly guidelines: Guidelines;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
  readonly notices: Notices;
  readonly audit: Audit;
  readonly people: () => Promise<readonly Person[]>;
  /** The organisation's time zone (IANA): it decides when a day ends. */
  readonly timeZone: () => Promise<string>;
}) {
  const { store, guidelines, events, clock, log, notices, audit, people, timeZone } = parts;
  const { phases } = guidelines;
  /** The next moment at which a phase ends; Infinity while none is open. */
  let nextEnd = Number.NEGATIVE_INFINITY;

  const looking = lookEvery(
    LOOK_EVERY,
    async () => {
      if (clock.now().getTime() >= nextEnd) await tick();
    },
    (error) => log.error({ err: error }, "the end of a phase was not told"),
  );

  /** Tells everybody whose phase is over, and forgets who voted in it. */
  async function tick(): Promise<void> {
    const ended = await phases.takeEnded(async (tx, { guidelineId, endsAt }) => {
      await store.forgetVoters(tx, guidelineId);
      await notices.phaseEnded(tx, guidelineId, endsAt);
    });
    for (const { guidelineId } of ended) changed(guidelineId);
    const ends = (await phases.open()).map(({ endsAt }) => Date.parse(endsAt));
    nextEnd = Math.min(Number.POSITIVE_INFINITY, ...ends);
  }

  /** Everybody's right is looked up anew: on the collaboration socket, and in what socket.io tells. */
  function changed(guidelineId: GuidelineId): void {
    events.publish("participation:changed", { guidelineId });
    events.publish("guidelines:access-changed", { guidelineId, personId: null });
    events.publish("guidelines:changed", { guidelineId });
  }

  async function allowOwner(person: Person, guidelineId: GuidelineId): Promise<void> {
    const grant = await guidelines.grantOf(person.id, guidelineId);
    if (grant === null) notFound("guidelines/not-found", "There is no such guideline.");
    allow(
      grant !== null && canManage(grant) && !grant.archived,
      "guidelines/not-allowed",
      "Only owners open a draft to all staff.",
    );
  }

  const recordEnd = (tx: AnyTransaction, { id }: Person, guidelineId: GuidelineId, endsAt: string) =>
    audit.record(tx, { actor: id, guideline: guidelineId }, { kind: "participation.set", endsAt });

  async function summarize(phase: Phase): Promise<Participation> {
    const { guidelineId, opensAt, endsAt } = phase;
    const isOpen = endsAt > clock.now().toISOString();
    const within = (at: string) => at >= opensAt && at <= endsAt;
    const all = await store.list(guidelineId);
    const came = all.filter((thread) => thread.fromStaff && within(thread.createdAt));
    const sections = new Map<string, Participation["summary"]["sections"][number]>();
    const titles = (await guidelines.sectionTitles(guidelineId)).sections;
    for (const { sectionId } of came) {
      const known = sections.get(sectionId);
      const title = titles.get(sectionId) ?? "";
      sections.set(sectionId, { sectionId, title, threads: (known?.threads ?? 0) + 1 });
    }
    return {
      state: isOpen ? "open" : "ended",
      opensAt,
      endsAt,
      summary: {
        threads: came.length,
        messages: came.reduce((sum, thread) => sum + thread.messageCount, 0),
        votes: came.reduce((sum, thread) => sum + thread.votes, 0),
        open: came.filter((thread) => thread.status === "open").length,
        resolved: came.filter((thread) => thread.status !== "open").length,
        sections: [...sections.values()].sort((a, b) => b.threads - a.threads),
      },
    };
  }

  return {
    async read(guidelineId: GuidelineId): Promise<Participation | null> {
      const phase = await phases.find(guidelineId);
      return phase === null ? null : summarize(phase);
    },

    async open(person: Person, guidelineId: GuidelineId, until: string): Promise<Participation> {
      await allowOwner(person, guidelineId);
      const endsAt = until.includes("T") ? new Date(until).toISOString() : endOfDay(until, await timeZone());
      if (Date.parse(endsAt) <= clock.now().getTime())
        throw new AppError("discussion/phase-date", 422, "The phase must end in the future.", {
          until: "expected a day to come",
        });
      const staff = (await people()).flatMap(({ id, status }) => (status === "active" ? [id] : []));
      // The last day as it is called, not the midnight behind it.
      const lastDay = until.includes("T") ? endsAt.slice(0, 10) : until;
      await phases.set(guidelineId, endsAt, async (tx) => {
        await notices.phaseOpened(tx, guidelineId, person.id, staff, lastDay);
        await recordEnd(tx, person, guidelineId, endsAt);
      });
      nextEnd = Math.min(nextEnd, Date.parse(endsAt));
      changed(guidelineId);
      return (await this.read(guidelineId)) ?? notFound("request/not-found", "There is no phase.");
    },

    /** Ends the phase before its day. */
    async end(person: Person, guidelineId: GuidelineId): Promise<Participation> {
      await allowOwner(person, guidelineId);
      if (await phases.isOpen(guidelineId)) {
        const now = clock.now().toISOString();
        await phases.set(guidelineId, now, (tx) => recordEnd(tx, person, guidelineId, now));
      }
      await tick();
      return (await this.read(guidelineId)) ?? notFound("request/not-found", "There is no phase.");
    },

    close: looking.close,
  };
}
