/** Events that services publish after their commit, in the past tense, with what they carry. */

import type { ThreadChanged, ThreadsMoved } from "./discussion.ts";
import type { GuidelineId, PersonId, SectionId } from "./ids.ts";
import type { Question } from "./questions.ts";
import type { Version } from "./versions.ts";

/** Reach the browsers of a guideline's members through socket.io, in the room `guideline:<id>`. */
export interface RealtimeEvents {
  "guidelines:changed": { readonly guidelineId: GuidelineId };
  /** `question` is as it stands now; null when several have changed and are to be asked for. */
  "questions:changed": { readonly guidelineId: GuidelineId; readonly question: Question | null };
  "participation:changed": { readonly guidelineId: GuidelineId };
  "threads:changed": ThreadChanged;
  "threads:moved": ThreadsMoved;
  /** Something about the guideline's approval has changed; what, is to be asked for. */
  "reviews:changed": { readonly guidelineId: GuidelineId };
  "versions:created": { readonly guidelineId: GuidelineId; readonly version: Version };
  /** The draft has been brought back to `version`, or one section of it; for those who are writing in it. */
  "versions:restored": {
    readonly guidelineId: GuidelineId;
    readonly version: Version;
    readonly sectionId: SectionId | null;
  };
}

/** Reach all windows of one person through socket.io, in the room `person:<id>`, which they are in from the start. */
export interface PersonalEvents {
  "notifications:changed": { readonly personId: PersonId };
}

/** Stay inside the server. */
export interface InternalEvents {
  /** Rights of a person may have changed everywhere: signed out, deactivated, role in the organisation. */
  "identity:access-changed": { readonly personId: PersonId };
  /** Rights on one guideline may have changed, for one person or (null) for all: role, removal, archive. */
  "guidelines:access-changed": { readonly guidelineId: GuidelineId; readonly personId: PersonId | null };
  /** A draft has changed, and the change is on disk. Told often. */
  "collab:changed": { readonly guidelineId: GuidelineId };
  /** Nobody has changed a guideline's draft for a while, or the last one has left, and there are changes. */
  "collab:quiet": { readonly guidelineId: GuidelineId };
}

export type EventMap = RealtimeEvents & PersonalEvents & InternalEvents;
