/**
 * Approval of a frozen version by every body that its policy names. A vote holds for exactly the content that was
 * seen: it names the content's hash. Nothing but a vote decides; silence and expiry are never consent.
 *
 *   GET  /api/reviews                                   → WaitingReview[], what waits for the person who asks
 *   GET  /api/guidelines/:id/approval-policy            → Policy
 *   PUT  /api/guidelines/:id/approval-policy            Policy → Policy                                   owner
 *   GET  /api/guidelines/:id/review-checks?version=     → Checks of a version, or of the `draft`
 *   POST /api/guidelines/:id/reviews                    {version, level, dueOn, what} → 201 Review         owner
 *   GET  /api/guidelines/:id/reviews                    → Review[], newest first
 *   GET  /api/guidelines/:id/reviews/:rid               → Review
 *   POST /api/guidelines/:id/reviews/:rid/votes         VoteRequest → 201 Review      who speaks for the body
 *   POST /api/guidelines/:id/reviews/:rid/withdrawal    {reason} → Review                                  owner
 *   POST /api/guidelines/:id/reviews/:rid/scans         bytes of a PDF, PNG or JPEG → 201 {scan}           owner
 *   GET  /api/guidelines/:id/reviews/:rid/scans/:scan   → the file
 *   POST /api/guidelines/:id/reviews/:rid/votes/:vid/confirmation  {correct, contentHash} → Review    body's member
 *   PUT  /api/guidelines/:id/versions/:n/in-force       {from} → Review                                    owner
 *   GET  /api/guidelines/:id/versions/:n/release-sheet?format=json|pdf  → ReleaseSheet, or the same to print
 *   GET  /api/review-links/:token                       → ReviewLinkView                       no session needed
 *   POST /api/review-links/:token                       {password} → {path}, signed in         no session needed
 */
import { z } from "zod";
import { id } from "./identity.ts";
import type { BodyId, GuidelineId, PersonId, ReviewId, SectionId, VoteId } from "./ids.ts";
import { finding } from "./questions.ts";
import { ASKED_FOR, ENDS, LEVELS, VOTES } from "./review-status.ts";

const personId = id<PersonId>();
const bodyId = id<BodyId>();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const reason = z.string().trim().max(2000);

const policyBody = z.object({
  bodyId,
  asked: z.enum(ASKED_FOR),
  /** Who speaks for it; nobody named: each of its people. */
  speakers: z.array(personId).max(30),
  /** May vote in the place of its speakers, and need not belong to it. */
  delegate: personId.nullable(),
});
export type PolicyBody = z.infer<typeof policyBody>;

/** Steps come one after the other, bodies of one step decide at the same time. */
export const policy = z.object({ steps: z.array(z.array(policyBody).min(1).max(20)).min(1).max(6) });
export type Policy = z.infer<typeof policy>;

/** What is found before a version is handed over for approval. */
export const check = z.discriminatedUnion("what", [
  z.object({ what: z.literal("finding"), finding }),
  z.object({
    what: z.literal("variable"),
    name: z.string(),
    sectionId: id<SectionId>(),
    times: z.number().int(),
  }),
  z.object({
    what: z.literal("concern"),
    threadId: z.string(),
    number: z.number().int(),
    body: bodyId.nullable(),
    sectionId: id<SectionId>(),
  }),
  z.object({ what: z.literal("altText"), sectionId: id<SectionId>() }),
  z.object({ what: z.literal("contact") }),
  z.object({
    what: z.literal("outdatedLaw"),
    law: z.string(),
    now: z.string(),
    sectionId: id<SectionId>(),
  }),
  /** Nobody can vote for the body: it has no people here, or the only one is who asks. */
  z.object({ what: z.literal("nobodySpeaks"), body: bodyId, reason: z.enum(["nobody", "onlyRequester"]) }),
  /** There is a staff representation, and the policy asks it for nothing, not even a comment. */
  z.object({ what: z.literal("representationNotAsked"), body: bodyId }),
  /** Says the same as the version that has been adopted last. */
  z.object({ what: z.literal("unchanged"), edition: z.number().int() }),
  z.object({
    what: z.literal("notEditorial"),
    reason: z.enum(["binding", "content", "noEdition"]),
    sectionId: id<SectionId>().nullable(),
  }),
]);
export type Check = z.infer<typeof check>;
export const checks = z.object({ blocks: z.array(check), warns: z.array(check) });
export type Checks = z.infer<typeof checks>;

const signer = z.object({ id: personId, name: z.string() });

export const vote = z.object({
  id: id<VoteId>(),
  bodyId,
  vote: z.enum(VOTES),
  /** Of a yes: is no condition. Of a no: the reason. */
  note: z.string(),
  contentHash: hash,
  by: signer,
  /** Voted in the place of the body's own people. */
  asDelegate: z.boolean(),
  at: z.iso.datetime(),
  resolution: z.object({ decidedOn: z.iso.date(), reportedBy: z.string() }).nullable(),
  /** Given on paper: recorded by `by`, and of no effect before a person of the body has confirmed it. */
  onPaper: z
    .object({
      scan: hash,
      receivedOn: z.iso.date(),
      state: z.enum(["awaitsConfirmation", "confirmed", "rejected"]),
      confirmedBy: signer.nullable(),
      confirmedAt: z.iso.datetime().nullable(),
    })
    .nullable(),
  /** Was given to an earlier review of the same content, and kept. */
  kept: z.boolean(),
});
export type Vote = z.infer<typeof vote>;

const bodyState = policyBody.extend({
  step: z.number().int(),
  /** Null: none that counts. */
  vote: vote.nullable(),
  /** On paper, not confirmed yet. */
  awaiting: vote.nullable(),
  /** Its step has come and it has not voted. */
  due: z.boolean(),
  /** The version of this body's own last yes, in force or not; null: it has never given one. */
  lastYes: z.number().int().nullable(),
  /** What the person who asks may do for this body now. */
  mayVote: z.boolean(),
  mayConfirm: z.boolean(),
});
export type BodyState = z.infer<typeof bodyState>;

export const review = z.object({
  id: id<ReviewId>(),
  guidelineId: id<GuidelineId>(),
  version: z.number().int(),
  contentHash: hash,
  level: z.enum(LEVELS),
  /** Which Fassung it would be, or has become. */
  edition: z.number().int(),
  /** What and why, in the words of who asks. */
  what: z.string(),
  dueOn: z.iso.date().nullable(),
  requestedBy: signer,
  requestedAt: z.iso.datetime(),
  bodies: z.array(bodyState),
  status: z.enum(["open", ...ENDS]),
  endedAt: z.iso.datetime().nullable(),
  /** Why it was returned, refused or withdrawn. */
  reason: z.string().nullable(),
  inForceFrom: z.iso.date().nullable(),
});
export type Review = z.infer<typeof review>;

export const reviewRequest = z.object({
  version: z.union([z.literal("draft"), z.number().int().min(1)]).default("draft"),
  level: z.enum(LEVELS).default("major"),
  dueOn: z.iso.date().nullable().default(null),
  what: z.string().trim().max(2000).default(""),
});
export type ReviewRequest = z.input<typeof reviewRequest>;

export const voteRequest = z.object({
  bodyId,
  vote: z.enum(VOTES),
  note: reason.default(""),
  contentHash: hash,
  resolution: z.object({ decidedOn: z.iso.date(), reportedBy: z.string().trim().min(1).max(120) }).optional(),
  onPaper: z.object({ scan: hash, receivedOn: z.iso.date() }).optional(),
});
export type VoteData = z.output<typeof voteRequest>;

export const withdrawalRequest = z.object({ reason: reason.default("") });
export const confirmationRequest = z.object({ correct: z.boolean(), contentHash: hash });
export const inForceRequest = z.object({ from: z.iso.date() });
export const scanHash = hash;

/** A review in which the person who asks can vote or confirm now. */
export const waitingReview = z.object({
  guidelineId: id<GuidelineId>(),
  title: z.string(),
  reviewId: id<ReviewId>(),
  edition: z.number().int(),
  bodyId,
  asked: z.enum(ASKED_FOR),
  level: z.enum(LEVELS),
  confirm: z.boolean(),
  dueOn: z.iso.date().nullable(),
});
export type WaitingReview = z.infer<typeof waitingReview>;

/** Everything that was decided about one version, to be kept with it (Vermerk über Freigabe und Zustimmung). */
export const releaseSheet = z.object({
  title: z.string(),
  organisation: z.string(),
  version: z.number().int(),
  edition: z.number().int().nullable(),
  contentHash: hash,
  /** Newest first; kept votes stand in each review that they count in. */
  reviews: z.array(review),
  concerns: z.array(
    z.object({
      number: z.number().int(),
      body: bodyId.nullable(),
      words: z.string(),
      raisedAt: z.iso.datetime(),
      end: z.string(),
      reason: z.string().nullable(),
    }),
  ),
});
export type ReleaseSheet = z.infer<typeof releaseSheet>;

export const releaseSheetQuery = z.object({ format: z.enum(["json", "pdf"]).default("json") });

export const reviewLinkView = z.object({
  organisation: z.string(),
  /** Whom it was sent to, masked. */
  address: z.string(),
  state: z.enum(["open", "used", "expired"]),
});
export type ReviewLinkView = z.infer<typeof reviewLinkView>;
export const reviewLinkRequest = z.object({ password: z.string().min(1).max(200) });
