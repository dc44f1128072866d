/**
 * A guideline as a thing with a title, members and a place in the list; its text is in shared/collab.ts.
 *
 *   GET    /api/guidelines?archived=           → GuidelineSummary[]
 *   POST   /api/guidelines                     GuidelineRequest → 201 Guideline
 *   GET    /api/guidelines/:id                 → Guideline
 *   PATCH  /api/guidelines/:id                 GuidelineChange → Guideline     owner
 *   DELETE /api/guidelines/:id                 → 204, archived; PATCH {archived: false} brings it back
 *   PUT    /api/guidelines/:id/members/:userId {role} → Member                 owner
 *   DELETE /api/guidelines/:id/members/:userId → 204                           owner
 */
import { z } from "zod";
import { isVariableName } from "./document/layout.ts";
import { id } from "./identity.ts";
import type { BodyId, GuidelineId, PersonId, SectionId } from "./ids.ts";
import { DOCUMENT_KINDS, GRANTED_ROLES, GUIDELINE_ROLES, LOCALES, PERSON_COLOURS } from "./roles.ts";
import { SECTION_STATUSES } from "./section-status.ts";
import { catalogueKey } from "./templates.ts";

const title = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u, "expected one line");

export const outlineSection = z.object({
  id: id<SectionId>(),
  key: z.string().nullable(),
  title: z.string(),
  status: z.enum(SECTION_STATUSES),
});
export type OutlineSection = z.infer<typeof outlineSection>;

export const member = z.object({
  id: id<PersonId>(),
  name: z.string(),
  colour: z.enum(PERSON_COLOURS),
  bodies: z.array(id<BodyId>()),
  role: z.enum(GUIDELINE_ROLES),
  status: z.enum(["invited", "active", "deactivated"]),
});
export type Member = z.infer<typeof member>;

export const guidelineSummary = z.object({
  id: id<GuidelineId>(),
  title: z.string(),
  slug: z.string(),
  kind: z.enum(DOCUMENT_KINDS),
  locale: z.enum(LOCALES),
  kit: catalogueKey,
  /** What the person who asks may do. */
  role: z.enum(GRANTED_ROLES),
  createdAt: z.iso.datetime(),
  archivedAt: z.iso.datetime().nullable(),
  /** Sections in order. Empty for readers, who see no draft. */
  outline: z.array(outlineSection),
  members: z.array(member),
});
export type GuidelineSummary = z.infer<typeof guidelineSummary>;

export const guideline = guidelineSummary.extend({
  /** ISO date that the guideline should be done by. */
  targetDate: z.iso.date().nullable(),
});
export type Guideline = z.infer<typeof guideline>;

const variables = z.record(
  z.custom<string>(isVariableName, "expected a variable's name"),
  z.string().trim().max(500),
);

export const guidelineRequest = z.object({
  title,
  kit: catalogueKey,
  locale: z.enum(LOCALES),
  kind: z.enum(DOCUMENT_KINDS).default("guideline"),
  variables: variables.default({}),
  targetDate: z.iso.date().nullable().default(null),
});
export type GuidelineRequest = z.input<typeof guidelineRequest>;
/** A request with its defaults filled in. */
export type GuidelineData = z.output<typeof guidelineRequest>;

export const guidelineChange = z
  .object({ title, kind: z.enum(DOCUMENT_KINDS), targetDate: z.iso.date().nullable(), archived: z.boolean() })
  .partial();
export type GuidelineChange = z.infer<typeof guidelineChange>;

export const memberRequest = z.object({ role: z.enum(GUIDELINE_ROLES) });
