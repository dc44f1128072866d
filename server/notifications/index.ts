/** The door of notifications: `notify` tells people of something, inside the transaction that makes it true. */
import type { Router } from "express";
import type { NewNotice } from "#shared/notifications.ts";
import type { Identity } from "../identity/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Config } from "../platform/config.ts";
import type { AnyTransaction, Database } from "../platform/db.ts";
import type { Events } from "../platform/events.ts";
import type { Log } from "../platform/log.ts";
import type { Mailer } from "../platform/mail.ts";
import { deriveKey } from "../platform/secret.ts";
import type { GuidelineFacts } from "./guideline-facts.ts";
import { createLetters, type LinkFor } from "./letters.ts";
import { openMailStore } from "./mail-store.ts";
import { createOutbox } from "./outbox.ts";
import { createReading } from "./reading.ts";
import { notificationRoutes } from "./routes.ts";
import { createNotificationService } from "./service.ts";
import { openSettingsStore } from "./settings.ts";
import { openNoticeStore } from "./store.ts";
import { createUnsubscribeLinks } from "./unsubscribe.ts";

export type { GuidelineFacts } from "./guideline-facts.ts";
export { masked } from "./unsubscribe.ts";

/** How often is looked for mails whose time has come, and for what is to be forgotten, in milliseconds. */
const LOOK_EVERY = 15_000;
const FORGET_EVERY = 60 * 60 * 1000;

export interface Notifications {
  /**
   * Writes a notice for each recipient who may hear of it and did not cause it. It is part of the caller's
   * transaction: it is there if and only if its cause is. Open windows and mails follow by themselves.
   * @throws ZodError for a notice that breaks its contract, which is a fault of the caller
   */
  notify(tx: AnyTransaction, notice: NewNotice): Promise<void>;
  /** Guidelines stands above notifications; it says here what notices must know of them. */
  guidelinesAre(facts: GuidelineFacts): void;
  /** Somebody above may give a person's mail another path for a notice than the notice's own (null). */
  linksAre(pathFor: LinkFor): void;
  readonly router: Router;
  /** Sends the mails whose time has come; it also happens by itself. */
  sendDue(): Promise<void>;
  /** Deletes what has been kept long enough; it also happens by itself. */
  forgetOld(): Promise<void>;
  /** Begins to send: once all is mounted. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export function mountNotifications(parts: {
  readonly db: Database;
  readonly config: Config;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
  readonly mailer: Mailer | null;
  readonly identity: Identity;
}): Notifications {
  const { db, config, events, clock, log, mailer, identity } = parts;
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
  const settings = openSettingsStore(db);
  const mails = openMailStore(db);
  const reading = createReading({ db, store, identity, facts });
  const unsubscribeLinks = createUnsubscribeLinks(deriveKey(config.dataDir, "unsubscribe"));
  let linkFor: LinkFor = async () => null;
  const pathFor: LinkFor = (...args) => linkFor(...args);
  const letters = createLetters({
    pathFor,
    store,
    mails,
    settings,
    reading,
    identity,
    unsubscribeLinks,
    config,
  });
  const outbox = mailer === null ? null : createOutbox({ mails, mailer, write: letters.write, clock, log });
  const sendDue = async () => void (await outbox?.sendDue());
  const service = createNotificationService({
    db,
    store,
    settings,
    reading,
    facts,
    events,
    clock,
    log,
    sendDue: outbox === null ? null : () => void sendDue(),
  });
  const forgetOld = async () => {
    await service.forgetOld();
    await mails.forgetOld(clock.now());
  };
  const timers: NodeJS.Timeout[] = [];

  return {
    notify: service.notify,
    guidelinesAre(facts) {
      given = facts;
    },
    linksAre(given) {
      linkFor = given;
    },
    router: notificationRoutes({
      service,
      settings,
      mails,
      outbox,
      mailer,
      identity,
      unsubscribeLinks,
      clock,
    }),
    sendDue,
    forgetOld,
    async start() {
      const uncertain = await mails.giveUpUnfinished(clock.now());
      if (uncertain > 0) log.warn({ mails: uncertain }, "mails were being handed over when the server ended");
      const forget = () =>
        forgetOld().catch((error: unknown) => log.error({ err: error }, "forgetting old notices failed"));
      timers.push(setInterval(forget, FORGET_EVERY));
      if (outbox !== null) timers.push(setInterval(() => void sendDue(), LOOK_EVERY));
      void sendDue();
      void forget();
    },
    async close() {
      for (const timer of timers) clearInterval(timer);
      await outbox?.close();
    },
  };
}
