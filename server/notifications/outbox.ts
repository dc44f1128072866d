/**
 * Sends what is due. A mail is `queued` until the mail server is ready to take it; then it is `sending`, is handed
 * over, and becomes `sent` with the server's answer. So only what lies between handing over and noting the answer is in
 * doubt after a crash, and that is never sent again by itself: at most once, since people take a mail that comes twice
 * for a fault, and what it says is in the inbox in any case.
 */
import type { MailId, PersonId } from "#shared/ids.ts";
import type { NotificationSettings } from "#shared/notifications.ts";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { type Mail, type Mailer, type MailLine, MailServerError, type Outcome } from "../platform/mail.ts";
import type { MailStore, QueuedMail } from "./mail-store.ts";
import { nextAllowed } from "./schedule.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How long a mail waits after each attempt that the server has put off. */
const RETRY_AFTER = [1, 5, 15, 60, 180, 360, 720].map((minutes) => minutes * MINUTE);
/** How long all mails wait while the server cannot be used. */
const RECONNECT_AFTER = [1, 2, 5, 10, 15].map((minutes) => minutes * MINUTE);
/** What could not leave within this time, weekends included, is no news. */
const GIVE_UP_AFTER = 120 * HOUR;
const MAILS_PER_LOOK = 50;
const LAST_WORDS = 3000;

/** What is to be sent now; null when nothing (any more) is. */
export type WriteMail = (
  personId: PersonId,
  mailId: MailId,
) => Promise<{
  readonly mail: Omit<Mail, "messageId">;
  readonly settings: NotificationSettings;
  readonly timeZone: string;
} | null>;

export interface Outbox {
  /** Sends what is due now, one run at a time; who asks during a run gets another one after it. */
  sendDue(): Promise<void>;
  /** Why the mail server cannot be used, and since when; null while it can. */
  unreachable(): { readonly since: string; readonly problem: string } | null;
  /** Tries again at once. */
  reconnect(): void;
  /** Takes nothing more up, and waits for what is being handed over. */
  close(): Promise<void>;
}

export function createOutbox(parts: {
  readonly mails: MailStore;
  readonly mailer: Mailer;
  readonly write: WriteMail;
  readonly clock: Clock;
  readonly log: Log;
}): Outbox {
  const { mails, mailer, write, clock, log } = parts;
  let unreachable: { since: Date; problem: string; failures: number; until: Date } | null = null;
  let running: Promise<void> | null = null;
  let again = false;
  let closed = false;

  return {
    sendDue() {
      if (running !== null) again = true;
      running ??= run()
        .catch((error: unknown) => {
          if (!closed) log.error({ err: error }, "sending mails failed");
        })
        .finally(() => {
          running = null;
        });
      return running;
    },
    unreachable: () =>
      unreachable === null ? null : { since: unreachable.since.toISOString(), problem: unreachable.problem },
    reconnect() {
      unreachable = null;
    },
    async close() {
      closed = true;
      // A mail server that keeps silent does not keep this one from ending; that mail is uncertain then.
      const enough = AbortSignal.timeout(LAST_WORDS);
      await Promise.race([running, new Promise((resolve) => enough.addEventListener("abort", resolve))]);
    },
  };

  async function run(): Promise<void> {
    do {
      again = false;
      while (!closed && (await mails.bundle(clock.now(), mailer.newMessageId)));
      if (unreachable === null || clock.now() >= unreachable.until) await sendQueued();
    } while (again && !closed);
  }

  async function sendQueued(): Promise<void> {
    let line: MailLine | null = null;
    try {
      for (;;) {
        const due = await mails.due(clock.now(), MAILS_PER_LOOK);
        if (due.length === 0) return;
        for (const mail of due) {
          if (closed) return;
          const letter = await prepareSafely(mail);
          if (letter === null) continue;
          if (line?.open !== true) line = await mailer.connect();
          unreachable = null;
          await deliver(line, mail, letter);
        }
      }
    } catch (error) {
      if (!(error instanceof MailServerError)) throw error;
      pause(error.problem);
    } finally {
      line?.close();
    }
  }

  /** A mail that cannot be written must not keep the others from leaving. */
  async function prepareSafely(mail: QueuedMail): Promise<Omit<Mail, "messageId"> | null> {
    try {
      return await prepare(mail);
    } catch (error) {
      if (closed) throw error;
      log.error({ err: error }, "a mail could not be written");
      await mails.settle(mail.id, "failed", "unwritten", mail.attempts, clock.now());
      return null;
    }
  }

  /** @returns null when the mail does not leave now */
  async function prepare(mail: QueuedMail): Promise<Omit<Mail, "messageId"> | null> {
    const now = clock.now();
    const letter = await write(mail.personId, mail.id);
    if (letter === null) {
      await mails.remove(mail.id);
      return null;
    }
    if (now.getTime() - Date.parse(mail.createdAt) > GIVE_UP_AFTER) {
      await mails.settle(mail.id, "failed", "expired", mail.attempts, now);
      return null;
    }
    // It may have become night while it waited.
    const allowed = nextAllowed(letter.settings, letter.timeZone, now);
    if (allowed > now) {
      await mails.postpone(mail.id, allowed, now);
      return null;
    }
    return letter.mail;
  }

  async function deliver(line: MailLine, mail: QueuedMail, letter: Omit<Mail, "messageId">): Promise<void> {
    const outcome = await line.send({ ...letter, messageId: mail.messageId }, async () => {
      if (!(await mails.claim(mail.id, clock.now()))) throw new Error("The mail is no longer queued.");
    });
    await note(mail, outcome);
  }

  async function note(mail: QueuedMail, outcome: Outcome): Promise<void> {
    const now = clock.now();
    const attempts = mail.attempts + 1;
    if (outcome.status === "accepted") return mails.settle(mail.id, "sent", null, attempts, now);
    const { status, problem } = outcome;
    log.warn({ status, problem, attempts }, "a mail was not sent");
    const wait = RETRY_AFTER[mail.attempts];
    if (status === "uncertain") return mails.settle(mail.id, "uncertain", problem, attempts, now);
    if (status === "refused" || wait === undefined)
      return mails.settle(mail.id, "failed", problem, attempts, now);
    return mails.postpone(mail.id, new Date(now.getTime() + wait), now, { problem, attempts });
  }

  function pause(problem: string): void {
    const now = clock.now();
    const failures = (unreachable?.failures ?? 0) + 1;
    const wait = RECONNECT_AFTER[Math.min(failures, RECONNECT_AFTER.length) - 1] ?? MINUTE;
    unreachable = {
      since: unreachable?.since ?? now,
      problem,
      failures,
      until: new Date(now.getTime() + wait),
    };
    log.warn({ problem, failures }, "the mail server cannot be used");
  }
}
