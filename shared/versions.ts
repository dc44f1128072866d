/**
 * Frozen versions of a guideline.
 *
 *   GET  /api/guidelines/:id/versions             → Version[], newest first
 *   POST /api/guidelines/:id/versions             {title, note} → 201 Version      editor
 *   GET  /api/guidelines/:id/versions/compare?from=&to=  → Comparison of shared/document/comparison.ts; a number,
 *                                                   `draft` or `template` each
 *   GET  /api/guidelines/:id/versions/compare/export?from=&to=&format=docx|pdf  → Word file with tracked changes, or pages
 *                                                   to print with both wordings and every change as a sentence
 *   GET  /api/guidelines/:id/versions/:n          → VersionContent (`:n` also `draft`)
 *   POST /api/guidelines/:id/versions/:n/restore  {sectionId?} → 201 Version       editor; the state before it, kept
 */
import { z } from "zod";
import { docJson } from "./collab.ts";
import { id } from "./identity.ts";
import type { BodyId, SectionId } from "./ids.ts";

export const version = z.object({
  /** Runs per guideline, used in routes. Not the Fassung. */
  number: z.number().int(),
  /** The Fassung; only adopted versions have one. */
  edition: z.number().int().nullable(),
  status: z.enum(["snapshot", "inReview", "adopted", "inForce", "superseded", "returned"]),
  /** `automatic` after a quiet spell, `named` by someone, `restore`: the state before one, `candidate` for approval. */
  cause: z.enum(["automatic", "named", "restore", "candidate"]),
  title: z.string().nullable(),
  note: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** Bodies that took part since the version before. History names bodies, never people. */
  bodies: z.array(id<BodyId>()),
  /** SHA-256, hex, over canonical JSON of doc and variables. */
  contentHash: z.string(),
});
export type Version = z.infer<typeof version>;

export const versionContent = z.object({
  version: version.nullable(),
  doc: docJson,
  variables: z.record(z.string(), z.string()),
  schemaVersion: z.number().int(),
});
export type VersionContent = z.infer<typeof versionContent>;

export const versionRequest = z.object({
  title: z.string().trim().min(1).max(120),
  note: z.string().trim().max(2000).default(""),
});
export type VersionRequest = z.input<typeof versionRequest>;

/** A text that can be compared: a version, the draft, or what the guideline's templates would give today. */
const comparedRef = z.union([z.enum(["draft", "template"]), z.coerce.number().int().min(1).max(1_000_000)]);
export type ComparedRef = z.infer<typeof comparedRef>;
export const comparisonQuery = z.object({ from: comparedRef, to: comparedRef });
export const redlineQuery = comparisonQuery.extend({ format: z.enum(["docx", "pdf"]) });
export type RedlineFormat = z.infer<typeof redlineQuery>["format"];

export const restoreRequest = z.object({ sectionId: id<SectionId>().optional() });
