/** The door of notifications: `notify` tells people of something, inside the transaction that makes it true. */
import type { Router } from "express";
import type { NewNotice } from "#shared/notifications.ts";
import type { Identity } from "../identity/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { AnyTransaction, Database } from "../platform/db.ts";
import type { Events } from "../platform/events.ts";
import type { Log } from "../platform/log.ts";
import type { GuidelineFacts } from "./guideline-facts.ts";
import { notificationRoutes } from "./routes.ts";
import { createNotificationService } from "./service.ts";
import { openNoticeStore } from "./store.ts";

export type { GuidelineFacts } from "./guideline-facts.ts";

export interface Notifications {
  /**
   * Writes a notice for each recipient who may hear of it and did not cause it. It is part of the caller's
   * transaction: it is there if and only if its cause is. Open windows and mails follow by themselves.
   * @throws ZodError for a notice that breaks its contract, which is a fault of the caller
   */
  notify(tx: AnyTransaction, notice: NewNotice): Promise<void>;
  /** Guidelines stands above notifications; it says here what notices must know of them. */
  guidelinesAre(facts: GuidelineFacts): void;
  readonly router: Router;
}

export function mountNotifications(parts: {
  readonly db: Database;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
  readonly identity: Identity;
}): Notifications {
  const { db, events, clock, log, identity } = parts;
  let given: GuidelineFacts | null = null;
  const known = () => {
    if (given === null) throw new Error("Guidelines has not said what notices must know.");
    return given;
  };
  const facts: GuidelineFacts = {
    sight: (...args) => known().sight(...args),
    titles: (...args) => known().titles(...args),
  };
  const store = openNoticeStore(db);
  const service = createNotificationService({ db, store, identity, facts, events, clock, log });
  return {
    notify: service.notify,
    guidelinesAre(facts) {
      given = facts;
    },
    router: notificationRoutes(service, identity),
  };
}
