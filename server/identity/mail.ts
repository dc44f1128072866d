import { createTransport } from "nodemailer";
import type { Locale } from "#shared/roles.ts";
import type { Config } from "../platform/config.ts";
import type { Log } from "../platform/log.ts";

/** How long a mail server may keep silent, in milliseconds. */
const PATIENCE = 10_000;

export interface InvitationMail {
  readonly to: string;
  readonly organisation: string;
  readonly locale: Locale;
  readonly link: string;
}

/** @returns a function that tells whether the mail left; always false where no SMTP server is set */
export function createInvitationMailer(config: Config, log: Log): (mail: InvitationMail) => Promise<boolean> {
  if (config.smtpUrl === null) return async () => false;
  const transport = createTransport({
    url: config.smtpUrl,
    // Somebody waits for the answer, which has the link in any case.
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    dnsTimeout: PATIENCE,
  });
  return async (mail) => {
    try {
      await transport.sendMail({ from: config.mailFrom, to: mail.to, ...TEXTS[mail.locale](mail) });
      return true;
    } catch (error) {
      // The message of an SMTP error can contain the address.
      log.warn({ code: (error as { code?: string }).code }, "invitation mail not sent");
      return false;
    }
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
