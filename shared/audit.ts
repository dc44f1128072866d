/**
 * The audit log: who decided, changed rights or froze what, and when. Append-only, each row chained to the one before.
 * It holds no text of any guideline and nothing about what people read or write.
 *
 *   GET /api/audit?before=       → AuditPage, newest first                 administrators
 *   GET /api/audit/verification  → Verification                            administrators
 */
import { z } from "zod";
import { id } from "./identity.ts";
import type { BodyId, GuidelineId, PersonId } from "./ids.ts";
import { ENDS, LEVELS, VOTES } from "./review-status.ts";
import { GUIDELINE_ROLES, ORGANISATION_ROLES } from "./roles.ts";

const person = id<PersonId>();
const guidelineRole = z.enum(GUIDELINE_ROLES);
const organisationRole = z.enum(ORGANISATION_ROLES);

/** What happened. A new kind gets its own fields here, a sentence in client/audit/texts.ts, and is recorded once. */
export const auditEntry = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("organisation.setUp") }),
  z.object({ kind: z.literal("person.added"), person, role: organisationRole }),
  z.object({ kind: z.literal("person.role"), person, role: organisationRole }),
  z.object({ kind: z.literal("person.bodies"), person, bodies: z.array(id<BodyId>()) }),
  z.object({ kind: z.literal("person.closed"), person }),
  z.object({ kind: z.literal("person.opened"), person }),
  z.object({ kind: z.literal("person.password"), person }),
  z.object({ kind: z.literal("body.added"), body: id<BodyId>() }),
  z.object({ kind: z.literal("body.renamed"), body: id<BodyId>() }),
  z.object({ kind: z.literal("guideline.created"), kit: z.string() }),
  z.object({
    kind: z.literal("guideline.changed"),
    fields: z.array(z.enum(["title", "kind", "targetDate"])),
  }),
  z.object({ kind: z.literal("guideline.archived") }),
  z.object({ kind: z.literal("guideline.unarchived") }),
  /** Null: no member. */
  z.object({
    kind: z.literal("member.role"),
    person,
    before: guidelineRole.nullable(),
    after: guidelineRole.nullable(),
  }),
  z.object({
    kind: z.literal("version.frozen"),
    number: z.number().int(),
    /** SHA-256, hex: over text and variables, and over what is said of the version. */
    contentHash: z.string(),
    labelHash: z.string(),
  }),
  z.object({
    kind: z.literal("question.decided"),
    question: z.string(),
    step: z.enum(["answered", "deferred", "notApplicable", "undone"]),
    body: id<BodyId>().nullable(),
    onBehalf: z.boolean(),
  }),
  z.object({
    kind: z.literal("concern.ended"),
    /** Its number in the register. */
    number: z.number().int(),
    outcome: z.enum(["settled", "withdrawn", "notFollowed"]),
    body: id<BodyId>().nullable(),
  }),
  z.object({ kind: z.literal("participation.set"), endsAt: z.iso.datetime() }),
  /** What has become of a version that was handed over for approval. */
  z.object({
    kind: z.literal("version.status"),
    number: z.number().int(),
    status: z.enum(["snapshot", "inReview", "adopted", "inForce", "superseded", "returned"]),
    edition: z.number().int().nullable(),
  }),
  /** In all that follows, `hash` is over the row as it stands from then on (SHA-256, hex, canonical JSON). */
  z.object({ kind: z.literal("review.policy"), hash: z.string() }),
  z.object({
    kind: z.literal("review.requested"),
    review: z.string(),
    number: z.number().int(),
    level: z.enum(LEVELS),
    hash: z.string(),
  }),
  z.object({
    kind: z.literal("review.voted"),
    review: z.string(),
    id: z.string(),
    body: id<BodyId>(),
    vote: z.enum(VOTES),
    onPaper: z.boolean(),
    /** Given to an earlier review of the same content. */
    kept: z.boolean(),
    hash: z.string(),
  }),
  z.object({
    kind: z.literal("review.paperChecked"),
    review: z.string(),
    id: z.string(),
    body: id<BodyId>(),
    correct: z.boolean(),
    hash: z.string(),
  }),
  z.object({ kind: z.literal("review.ended"), review: z.string(), end: z.enum(ENDS), hash: z.string() }),
  z.object({
    kind: z.literal("review.inForce"),
    review: z.string(),
    edition: z.number().int(),
    from: z.iso.date(),
    hash: z.string(),
  }),
  z.object({ kind: z.literal("hold.set") }),
  z.object({ kind: z.literal("hold.lifted") }),
  /** For how long single steps of a text are kept; a longer time than usual has its reason. */
  z.object({ kind: z.literal("setting.logDays"), days: z.number().int(), reason: z.string().nullable() }),
]);
export type AuditEntry = z.infer<typeof auditEntry>;

/** A row as it is read. `actor` null: the command line or the server itself. */
export const auditRow = z.object({
  seq: z.number().int(),
  at: z.iso.datetime(),
  actor: person.nullable(),
  guideline: id<GuidelineId>().nullable(),
  entry: auditEntry,
  /** SHA-256, hex, over canonical JSON of the row and the hash before. */
  hash: z.string(),
});
export type AuditRow = z.infer<typeof auditRow>;

export const auditQuery = z.object({ before: z.coerce.number().int().positive().optional() });

export interface AuditPage {
  readonly rows: readonly AuditRow[];
  /** Names of the people and guidelines in it, as far as they are still known. */
  readonly names: Readonly<Record<string, string>>;
  /** Whether older rows follow. */
  readonly more: boolean;
}

export type Verification =
  | { readonly sound: true; readonly rows: number; readonly head: string | null }
  /** The first row that is not as it was written. */
  | { readonly sound: false; readonly row: string; readonly problem: string };
