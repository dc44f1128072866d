import { resolve } from "node:path";
import { loadEnvFile } from "node:process";
import { z } from "zod";

/** Settings, parsed once at start. The README lists the variables behind them. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** The address that people type; decides links, cookies and which origins may write. */
  readonly baseUrl: URL;
  readonly dataDir: string;
  readonly dbFile: string;
  /** Null: a code is made at random on first start. */
  readonly setupCode: string | null;
  /** Number of proxies in front whose X-Forwarded-For is believed. */
  readonly trustProxy: number;
  readonly logLevel: string;
  readonly smtpUrl: string | null;
  /** Sender of mails. */
  readonly mailFrom: string;
  /** Without it, /metrics answers on the loopback address only. */
  readonly metricsToken: string | null;
  /** How long a draft must rest before an automatic snapshot, in milliseconds. */
  readonly quietAfter: number;
  /** Bytes of documents that stay in memory behind the last one who left. */
  readonly collabIdleBytes: number;
  readonly collabLimits: {
    /** What one window may send per second, with a burst of ten seconds' worth. */
    readonly messages: number;
    readonly bytes: number;
    /** How many one person may have open at once. */
    readonly windows: number;
  };
  /** Days that the single steps of a text's history are kept; versions stay. */
  readonly collabLogDays: number;
  /** Why steps are kept for longer than `USUAL_LOG_DAYS`; null where they are not. */
  readonly collabLogReason: string | null;
}

export const DEFAULT_PORT = 3000;

/** A longer time has to be justified: to people who write, it is their employer who keeps what they write. */
export const USUAL_LOG_DAYS = 30;

const optionalText = z.string().trim().min(1).optional();

const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(DEFAULT_PORT),
  HOST: z.string().trim().min(1).default("0.0.0.0"),
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().trim().min(1).default("data"),
  SETUP_CODE: z.string().min(8).max(200).optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: optionalText,
  METRICS_TOKEN: z.string().min(16).optional(),
  QUIET_SECONDS: z.coerce.number().min(1).max(86_400).default(180),
  COLLAB_LOG_DAYS: z.coerce.number().int().min(1).max(3650).default(USUAL_LOG_DAYS),
  COLLAB_LOG_REASON: optionalText.pipe(z.string().max(300).optional()),
  COLLAB_MESSAGES_PER_SECOND: z.coerce.number().min(1).default(200),
  COLLAB_BYTES_PER_SECOND: z.coerce
    .number()
    .min(1024)
    .default(1024 * 1024),
  COLLAB_IDLE_MEGABYTES: z.coerce.number().int().min(1).default(64),
  COLLAB_WINDOWS_PER_PERSON: z.coerce.number().int().min(1).default(50),
});

/** Never printed, not even when they are wrong. */
const SECRETS: ReadonlySet<string> = new Set(["SETUP_CODE", "SMTP_URL", "METRICS_TOKEN"]);

/** A setting that cannot be used; its message is one line for the person who starts the server. */
export class SettingError extends Error {}

/** Adds what stands in a file `.env`; what the environment says already stays. @throws SettingError */
export function loadSettingsFile(): void {
  try {
    loadEnvFile();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // There need not be one.
    if (code !== "ENOENT") throw new SettingError(`The file .env cannot be read: ${code}.`);
  }
}

/** @throws SettingError */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // An empty variable is an unset one, as in `PORT= npm start`.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0]);
    const shown = SECRETS.has(name) ? name : `${name}=${JSON.stringify(given[name])}`;
    throw new SettingError(`The setting ${shown} cannot be used: ${issue?.message}.`);
  }
  const s = parsed.data;
  if (s.COLLAB_LOG_DAYS > USUAL_LOG_DAYS && s.COLLAB_LOG_REASON === undefined)
    throw new SettingError(
      `The setting COLLAB_LOG_DAYS=${s.COLLAB_LOG_DAYS} cannot be used: more than ${USUAL_LOG_DAYS} days need COLLAB_LOG_REASON, which is recorded in the audit log.`,
    );
  const baseUrl = new URL(s.BASE_URL ?? `http://localhost:${s.PORT}`);
  const dataDir = resolve(s.DATA_DIR);
  return {
    port: s.PORT,
    host: s.HOST,
    baseUrl,
    dataDir,
    dbFile: resolve(dataDir, "richtschnur.db"),
    setupCode: s.SETUP_CODE ?? null,
    trustProxy: s.TRUST_PROXY,
    logLevel: s.LOG_LEVEL,
    smtpUrl: s.SMTP_URL ?? null,
    mailFrom: s.MAIL_FROM ?? `Richtschnur <richtschnur@${baseUrl.hostname}>`,
    metricsToken: s.METRICS_TOKEN ?? null,
    quietAfter: s.QUIET_SECONDS * 1000,
    collabLogDays: s.COLLAB_LOG_DAYS,
    collabLogReason: s.COLLAB_LOG_DAYS > USUAL_LOG_DAYS ? (s.COLLAB_LOG_REASON ?? null) : null,
    collabIdleBytes: s.COLLAB_IDLE_MEGABYTES * 1024 * 1024,
    collabLimits: {
      messages: s.COLLAB_MESSAGES_PER_SECOND,
      bytes: s.COLLAB_BYTES_PER_SECOND,
      windows: s.COLLAB_WINDOWS_PER_PERSON,
    },
  };
}
