/** Sessions and passwords, by better-auth on our database. Who a person is stands in our own tables. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { type BetterAuthOptions, betterAuth } from "better-auth";
import { hashPassword } from "better-auth/crypto";
import { newId, type PersonId } from "#shared/ids.ts";
import type { Config } from "../platform/config.ts";
import type { Database } from "../platform/db.ts";
import { readSecret } from "../platform/secret.ts";

const SESSION_SECONDS = 30 * 24 * 60 * 60;

export interface SignIn {
  readonly personId: PersonId;
  readonly token: string;
  /** Cookie lines for the answer. */
  readonly cookies: readonly string[];
}

export type Auth = ReturnType<typeof createAuth>;

/**
 * Only what is called here is reachable: none of better-auth's own routes is mounted. No address and no user agent
 * goes in, so none is stored. Its origin check is off because ours stands before every route.
 */
export function authOptions(db: Database, config: Pick<Config, "baseUrl" | "dataDir">) {
  return {
    database: { db, type: "sqlite" },
    baseURL: config.baseUrl.origin,
    secret: readSecret(config.dataDir),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 200 },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: "richtschnur",
      useSecureCookies: config.baseUrl.protocol === "https:",
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax" },
      disableOriginCheck: true,
      disableCSRFCheck: true,
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => newId() },
    },
  } satisfies BetterAuthOptions;
}

export function createAuth(db: Database, config: Config) {
  const options = authOptions(db, config);
  const auth = betterAuth(options);

  return {
    hashPassword,

    /** Checks address and password and begins a session; null when they do not fit together. */
    async signIn(email: string, password: string): Promise<SignIn | null> {
      const answer = await auth.api.signInEmail({
        body: { email, password },
        headers: new Headers(),
        asResponse: true,
      });
      if (!answer.ok) return null;
      const { token, user } = (await answer.json()) as { token: string; user: { id: PersonId } };
      return { personId: user.id, token, cookies: answer.headers.getSetCookie() };
    },

    /** @returns cookie lines that take the session's cookie away */
    async signOut(headers: IncomingHttpHeaders): Promise<readonly string[]> {
      const answer = await auth.api.signOut({ headers: cookieOnly(headers), asResponse: true });
      return answer.headers.getSetCookie();
    },

    /** Whether the session's cookie is one of ours, without a look at the database; it may be over all the same. */
    hasSignedCookie({ cookie }: IncomingHttpHeaders): boolean {
      const value = SESSION_COOKIE.exec(cookie ?? "")?.[1];
      if (value === undefined) return false;
      try {
        return isSignedWith(options.secret, decodeURIComponent(value));
      } catch {
        return false;
      }
    },

    async session(
      headers: IncomingHttpHeaders,
    ): Promise<{ personId: PersonId; sessionId: string; startedAt: Date; expiresAt: Date } | null> {
      if (headers.cookie === undefined) return null;
      const found = await auth.api.getSession({ headers: cookieOnly(headers) });
      if (found === null) return null;
      const { id: sessionId, createdAt: startedAt, expiresAt } = found.session;
      return { personId: found.user.id as PersonId, sessionId, startedAt, expiresAt };
    },
  };
}

const SESSION_COOKIE = /(?:^|;\s*)(?:__Secure-)?richtschnur\.session_token=([^;]+)/;

/** Whether `value` is "text.signature" as better-auth signs cookies: HMAC-SHA-256 of the text, in base64. */
function isSignedWith(secret: string, value: string): boolean {
  const dot = value.lastIndexOf(".");
  const given = Buffer.from(value.slice(dot + 1), "base64");
  const expected = createHmac("sha256", secret).update(value.slice(0, dot)).digest();
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function cookieOnly(headers: IncomingHttpHeaders): Headers {
  return new Headers({ cookie: headers.cookie ?? "" });
}
