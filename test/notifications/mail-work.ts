/** An app with a mail server beside it, a guideline, and people to write to. The clock shows a Wednesday, 11 o'clock. */
import type { Email } from "postal-mime";
import type { Guideline } from "#shared/guidelines.ts";
import type { NewNotice } from "#shared/notifications.ts";
import type { GuidelineRole } from "#shared/roles.ts";
import { type AppAtWork, anAppAtWork } from "#test/support/app.ts";
import { createGuideline, invite, type Someone } from "#test/support/people.ts";
import { openSmtpSink, type SmtpSink } from "#test/support/smtp-sink.ts";

export const WEDNESDAY_11 = "2026-11-25T10:00:00.000Z";

export interface MailWork extends AppAtWork {
  readonly sink: SmtpSink;
  readonly guideline: Guideline;
  /** Mails about notices; the invitation that everybody has got is none. */
  mailsTo(someone: Someone): Promise<readonly Email[]>;
  member(name: string, role?: GuidelineRole): Promise<Someone>;
  /** Mentions somebody (which is mailed at once), or tells them something else; then sends what is due. */
  tell(someone: Someone, notice?: Partial<NewNotice>): Promise<void>;
  /** Sets the clock and sends what is due then. */
  at(iso: string): Promise<void>;
}

export async function mailWork(env: Readonly<Record<string, string>> = {}): Promise<MailWork> {
  const sink = await openSmtpSink();
  const work = await anAppAtWork({ at: WEDNESDAY_11, env: { SMTP_URL: sink.url, ...env } });
  const guideline = await createGuideline(work.admin);
  let told = 0;
  return {
    ...work,
    sink,
    guideline,
    async mailsTo({ email }) {
      const mails = await sink.to(email);
      return mails.filter(({ headers }) => headers.some(({ key }) => key === "list-unsubscribe"));
    },
    member: (name, role = "editor") => invite(work.admin, { name, guideline: { id: guideline.id, role } }),
    async tell(someone, notice = {}) {
      const key = `told:${++told}`;
      await work.db.transaction().execute((tx) =>
        work.app.notifications.notify(tx, {
          kind: "mentioned",
          bodyId: null,
          key,
          guidelineId: guideline.id,
          by: work.admin.id,
          to: { people: [someone.id] },
          path: `/guidelines/${guideline.id}`,
          ...notice,
        } as NewNotice),
      );
      await work.app.notifications.sendDue();
    },
    async at(iso) {
      work.clock.set(iso);
      await work.app.notifications.sendDue();
    },
    async [Symbol.asyncDispose]() {
      await work[Symbol.asyncDispose]();
      await sink[Symbol.asyncDispose]();
    },
  };
}
