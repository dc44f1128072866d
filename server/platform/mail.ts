/**
 * Mail by SMTP. A mail server is talked to over a line; what becomes of each mail is told exactly, because only the
 * moment between handing over a mail and hearing the answer can leave it uncertain (RFC 5321, 4.2.5 and 6.1).
 */
import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import MailComposer from "nodemailer/lib/mail-composer";
import { parseConnectionUrl } from "nodemailer/lib/shared";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { Config } from "./config.ts";

/** How long a mail server may keep silent, in milliseconds. */
const PATIENCE = 10_000;

export interface Mail {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The same on every attempt, so that receivers know a mail that they have. */
  readonly messageId: string;
}

/** `problem` is the server's reply code, such as "550 5.1.1", or a code of the connection; never an address. */
export type Outcome =
  | { readonly status: "accepted" }
  /** For good. */
  | { readonly status: "refused"; readonly problem: string }
  /** Not now; it has certainly not been taken. */
  | { readonly status: "postponed"; readonly problem: string }
  /** It was handed over whole and no answer came: it may or may not have been taken. */
  | { readonly status: "uncertain"; readonly problem: string };

/** A connection to the mail server, for one mail after the other. */
export interface MailLine {
  /** False once the connection is gone. */
  readonly open: boolean;
  /** @param handOver is awaited when the server is ready, before the first byte of the mail leaves */
  send(mail: Mail, handOver?: () => Promise<void>): Promise<Outcome>;
  close(): void;
}

export interface Mailer {
  readonly from: string;
  newMessageId(): string;
  /** @throws MailServerError when the server cannot be reached or does not let us in */
  connect(): Promise<MailLine>;
}

export class MailServerError extends Error {
  readonly problem: string;
  constructor(problem: string) {
    super(`The mail server cannot be used: ${problem}`);
    this.problem = problem;
  }
}

/** @returns null where no SMTP server is set */
export function createMailer(config: Pick<Config, "smtpUrl" | "mailFrom">): Mailer | null {
  const { smtpUrl, mailFrom } = config;
  if (smtpUrl === null) return null;
  const options = {
    ...parseConnectionUrl(smtpUrl),
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    dnsTimeout: PATIENCE,
  };
  const domain = /@([\w.-]+)>?\s*$/.exec(mailFrom)?.[1] ?? "localhost";
  return {
    from: mailFrom,
    newMessageId: () => `<${randomUUID()}@${domain}>`,
    async connect() {
      const connection = new SMTPConnection(options);
      let open = true;
      const lost = new Promise<never>((_, reject) => {
        connection.on("error", (error) => {
          open = false;
          reject(error);
        });
        connection.on("end", () => {
          open = false;
        });
      });
      // After the last mail nobody waits for it.
      lost.catch(() => {});
      try {
        await Promise.race([called((done) => connection.connect(done)), lost]);
        const { auth } = options;
        if (auth !== undefined && connection.allowsAuth)
          await Promise.race([called((done) => connection.login({ ...auth }, done)), lost]);
      } catch (error) {
        connection.close();
        throw new MailServerError(problemOf(error));
      }
      return {
        get open() {
          return open;
        },
        send: (mail, handOver) => send(connection, mailFrom, mail, handOver),
        close: () => connection.quit(),
      };
    },
  };
}

/** Connects, sends one mail and hangs up. */
export async function sendOne(mailer: Mailer, mail: Mail): Promise<Outcome> {
  try {
    const line = await mailer.connect();
    const outcome = await line.send(mail);
    line.close();
    return outcome;
  } catch (error) {
    if (error instanceof MailServerError) return { status: "postponed", problem: error.problem };
    throw error;
  }
}

async function send(
  connection: SMTPConnection,
  from: string,
  mail: Mail,
  handOver: () => Promise<void> = async () => {},
): Promise<Outcome> {
  const composed = new MailComposer({
    from,
    to: { name: mail.to.name, address: mail.to.address },
    subject: mail.subject,
    text: mail.text,
    ...(mail.html === undefined ? {} : { html: mail.html }),
    messageId: mail.messageId,
    // Answers to machines help nobody (RFC 3834); the second one is what Exchange understands.
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      ...mail.headers,
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const bytes = await composed.build();
  const { from: sender, to } = composed.getEnvelope();
  let handedOver = false;
  // Read only once the server has said that it is ready for it.
  const body = Readable.from(
    (async function* () {
      await handOver();
      handedOver = true;
      yield bytes;
    })(),
  );
  try {
    await called((done) => connection.send({ from: sender, to, size: bytes.length }, body, done));
    return { status: "accepted" };
  } catch (error) {
    const { responseCode } = error as { responseCode?: number };
    const problem = problemOf(error);
    if (responseCode === undefined) {
      // What is under way on it cannot be taken back.
      connection.close();
      return { status: handedOver ? "uncertain" : "postponed", problem };
    }
    return { status: responseCode >= 500 ? "refused" : "postponed", problem };
  }
}

function called(call: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => call((error) => (error ? reject(error) : resolve())));
}

/** The server's words can contain an address: only codes are kept. */
function problemOf(error: unknown): string {
  const { response, code } = error as { response?: unknown; code?: string };
  const reply =
    typeof response === "string" ? /^(\d{3})(?:[ -](\d\.\d{1,3}\.\d{1,3}))?/.exec(response) : null;
  if (reply !== null) return [reply[1], reply[2]].filter(Boolean).join(" ");
  return code ?? "unknown";
}
