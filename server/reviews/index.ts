/** The door of reviews: approval of frozen versions by every body, and which edition is in force. */
import type { Router } from "express";
import type { Audit, Witness } from "../audit/index.ts";
import type { Discussion } from "../discussion/index.ts";
import type { Guidelines } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Notifications } from "../notifications/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db.ts";
import type { Events } from "../platform/events.ts";
import type { Log } from "../platform/log.ts";
import { lookEvery } from "../platform/looking.ts";
import type { Print } from "../print/index.ts";
import type { Questions } from "../questions/index.ts";
import type { Templates } from "../templates/index.ts";
import type { Versions } from "../versions/index.ts";
import { createDays } from "./days.ts";
import { createKitPolicies } from "./kit-policy.ts";
import { createReviewLinks } from "./links.ts";
import { createNotices } from "./notices.ts";
import { createOutcomes } from "./outcomes.ts";
import { createSheetPrinter } from "./printed-sheet.ts";
import { createReadiness } from "./readiness.ts";
import { createReleaseSheets } from "./release-sheet.ts";
import { createRights } from "./rights.ts";
import { reviewRoutes } from "./routes.ts";
import { createReviewService, type ReviewService } from "./service.ts";
import { openReviewStore } from "./store.ts";
import { createVoting } from "./voting.ts";
import { createReviewWitness } from "./witness.ts";

/** How often is looked for days that have come, in milliseconds. */
const LOOK_EVERY = 15_000;

/** For a check without a running server. */
export function reviewWitness(db: Database): Witness {
  return createReviewWitness(openReviewStore(db));
}

export interface Reviews {
  readonly service: ReviewService;
  /** Looks once for days that have come. */
  tick(): Promise<void>;
  /** All votes, hashes and concerns of one version, as the person who asks may see them. */
  readonly releaseSheet: ReturnType<typeof createReleaseSheets>;
  readonly router: Router;
  close(): Promise<void>;
}

export function mountReviews(parts: {
  readonly db: Database;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
  readonly identity: Identity;
  readonly notifications: Notifications;
  readonly guidelines: Guidelines;
  readonly templates: Templates;
  readonly questions: Questions;
  readonly versions: Versions;
  readonly discussion: Discussion;
  readonly audit: Audit;
  readonly print: Print;
}): Reviews {
  const { db, clock, log, identity, notifications, audit } = parts;
  const store = openReviewStore(db);
  const notices = createNotices(notifications);
  const rights = createRights(parts);
  const outcomes = createOutcomes({ ...parts, store, notices });
  const service = createReviewService({
    ...parts,
    store,
    rights,
    outcomes,
    notices,
    readiness: createReadiness({ ...parts, rights }),
    voting: createVoting({ ...parts, store, rights, outcomes, notices }),
    policyOfKit: createKitPolicies(parts),
  });
  const days = createDays({ ...parts, store, rights, outcomes, notices });
  const links = createReviewLinks({ store, identity, clock });
  const releaseSheet = createReleaseSheets({ ...parts, service });
  const printSheet = createSheetPrinter({ ...parts, releaseSheet });
  audit.heardBy(() => createReviewWitness(store));
  notifications.linksAre(links.pathFor);

  const looking = lookEvery(LOOK_EVERY, days.tick, (error) =>
    log.error({ err: error }, "days of approvals were not looked after"),
  );

  return {
    service,
    tick: days.tick,
    releaseSheet,
    router: reviewRoutes({ service, store, links, releaseSheet, printSheet, identity, clock }),
    close: looking.close,
  };
}
