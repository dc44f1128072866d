/** The door of questions: what holds approval, and what only warns. */
import type { Router } from "express";
import type { GuidelineId } from "#shared/ids.ts";
import { isUnanswered } from "#shared/question-status.ts";
import type { Finding } from "#shared/questions.ts";
import type { Audit } from "../audit/index.ts";
import type { Collab } from "../collab/index.ts";
import type { Guidelines } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Notifications } from "../notifications/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db.ts";
import type { Events } from "../platform/events.ts";
import type { Log } from "../platform/log.ts";
import type { Templates } from "../templates/index.ts";
import { type Concerns, createOverview } from "./overview.ts";
import { createReminders } from "./reminders.ts";
import { questionRoutes } from "./routes.ts";
import { createQuestionService, type QuestionService } from "./service.ts";
import { openQuestionStore } from "./store.ts";

export interface Questions {
  /** Everything that holds approval of the draft as it is now: open blocking questions, and "not yet starting". */
  blocking(guidelineId: GuidelineId): Promise<readonly Finding[]>;
  /** What only warns: proposals that nobody has confirmed, questions that do not block, empty placeholders. */
  warnings(guidelineId: GuidelineId): Promise<readonly Finding[]>;
  /** Whoever keeps concerns says here which are open. */
  withConcerns(known: Concerns): void;
  readonly service: QuestionService;
  readonly router: Router;
  /** Carries out what was decided and not yet done to the text when the server stopped. */
  resume(): void;
  /** Resolves once nothing is under way. */
  idle(): Promise<void>;
  /** Stops looking at the calendar. */
  close(): Promise<void>;
}

export function mountQuestions(parts: {
  readonly db: Database;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
  readonly identity: Identity;
  readonly guidelines: Guidelines;
  readonly notifications: Notifications;
  readonly templates: Templates;
  readonly collab: Collab;
  readonly audit: Audit;
}): Questions {
  const { db, events, log, identity, guidelines, collab } = parts;
  const store = openQuestionStore(db);
  const service = createQuestionService({ ...parts, store });
  const overview = createOverview({ store, service, collab });

  const { notify } = parts.notifications;
  const reminders = createReminders({ ...parts, store, notify, timeZone: identity.timeZone });

  const underWay = new Set<Promise<void>>();
  const run = (work: Promise<void>, where: object, failure: string) => {
    const done = work
      .catch((error: unknown) => log.error({ err: error, ...where }, failure))
      .finally(() => underWay.delete(done));
    underWay.add(done);
  };

  // Sections come and go with the text, and with them their questions.
  events.on("guidelines:changed", ({ guidelineId }) => {
    run(service.rearrange(guidelineId), { guidelineId }, "questions not brought in line");
  });
  events.on("guidelines:access-changed", ({ guidelineId, personId }) => {
    if (personId === null) return;
    run(service.welcome(personId, guidelineId), { guidelineId }, "nobody was told what is asked");
  });
  guidelines.addStatusSource(async (ids) => {
    const unanswered = (await store.ofGuidelines(ids)).filter(isUnanswered);
    return new Map(unanswered.map(({ sectionId }) => [sectionId, "open" as const]));
  });

  return {
    blocking: overview.blocking,
    warnings: overview.warnings,
    withConcerns: overview.withConcerns,
    service,
    router: questionRoutes(service, overview, identity),
    resume: () => run(service.resume(), {}, "answers wait for their text"),
    async idle() {
      await Promise.all(underWay);
      await service.idle();
    },
    close: reminders.close,
  };
}
