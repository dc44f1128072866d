import type { Locale } from "#shared/roles.ts";
import type { Log } from "../platform/log.ts";
import { type Mailer, sendOne } from "../platform/mail.ts";

export interface InvitationMail {
  readonly to: string;
  readonly organisation: string;
  readonly locale: Locale;
  readonly link: string;
}

/**
 * Not by way of the queue: only the hash of a link's secret is stored, and who invites waits to hear whether the mail
 * has left.
 * @returns a function that tells whether it has; always false where no SMTP server is set
 */
export function createInvitationMailer(
  mailer: Mailer | null,
  log: Log,
): (mail: InvitationMail) => Promise<boolean> {
  if (mailer === null) return async () => false;
  return async (mail) => {
    const outcome = await sendOne(mailer, {
      to: { name: "", address: mail.to },
      messageId: mailer.newMessageId(),
      ...TEXTS[mail.locale](mail),
    });
    if (outcome.status === "accepted") return true;
    log.warn({ problem: outcome.problem }, "invitation mail not sent");
    return false;
  };
}

const TEXTS: Readonly<Record<Locale, (mail: InvitationMail) => { subject: string; text: string }>> = {
  de: ({ organisation, link }) => ({
    subject: `Einladung: Leitlinie für soziale Medien (${organisation})`,
    text: `Guten Tag,

${organisation} schreibt an einer Leitlinie für soziale Medien und lädt Sie ein, daran mitzuwirken.

Mit diesem Link legen Sie Ihr Passwort fest:
${link}

Der Link gilt 14 Tage und nur einmal. Wenn Sie diese Einladung nicht erwartet haben, müssen Sie nichts tun.
`,
  }),
  en: ({ organisation, link }) => ({
    subject: `Invitation: social media guideline (${organisation})`,
    text: `Hello,

${organisation} is working on a social media guideline and invites you to take part.

Choose your password with this link:
${link}

The link works for 14 days, and once. If you did not expect this invitation, you need not do anything.
`,
  }),
};
