/**
 * Codes of errors that people can meet, `capability/what`. The server answers with them in problem documents
 * (RFC 9457); the client has a German and an English sentence for each.
 */
export const ERROR_CODES = [
  "request/invalid",
  "request/not-found",
  "request/too-large",
  "request/foreign-origin",
  "request/too-many",
  "server/failed",
  "server/shutting-down",
  "identity/not-signed-in",
  "identity/not-allowed",
  "identity/wrong-password",
  "identity/setup-done",
  "identity/wrong-setup-code",
  "identity/not-set-up",
  "identity/invitation-gone",
  "identity/email-taken",
  "identity/person-not-found",
  "identity/body-not-found",
  "identity/last-admin",
  "templates/kit-not-found",
  "audit/not-allowed",
  "guidelines/not-found",
  "guidelines/not-allowed",
  "guidelines/archived",
  "guidelines/last-owner",
  "collab/unavailable",
  "collab/stale-epoch",
  "questions/not-found",
  "questions/section-not-found",
  "questions/not-allowed",
  "questions/wrong-answer",
  "questions/decided",
  "questions/not-decided",
  "questions/held",
  "questions/text-changed",
  "notifications/mail-not-found",
  "notifications/link-not-found",
  "discussion/thread-not-found",
  "discussion/message-not-found",
  "discussion/not-allowed",
  "discussion/place-gone",
  "discussion/already-ended",
  "discussion/outdated",
  "discussion/reason-missing",
  "discussion/too-fast",
  "discussion/phase-date",
  "print/busy",
  "print/failed",
  "print/unavailable",
  "versions/not-found",
  "versions/unchanged",
  "figures/not-found",
  "figures/unreadable",
  "figures/damaged",
  "figures/too-many-pixels",
  "figures/no-room",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Problem document (RFC 9457) as every route answers it. `fields` maps a path of the input to what is wrong. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly fields?: Readonly<Record<string, string>>;
}
