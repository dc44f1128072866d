/** The door of guidelines: rights, and what a document is seeded from. */
import type { DocumentContent } from "#shared/document/content.ts";
import type { OutlineSection } from "#shared/guidelines.ts";
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import type { GuidelineRole } from "#shared/roles.ts";

/** What a person may do on a guideline now. An archived guideline is read-only for everybody. */
export interface Grant {
  readonly role: GuidelineRole;
  readonly archived: boolean;
}

export interface Guidelines {
  /** Null when the guideline does not exist or the person is no member of it (and no active person). */
  grantOf(personId: PersonId, guidelineId: GuidelineId): Promise<Grant | null>;
  /** What the document begins with, at its first opening; null when the guideline does not exist. */
  seedFor(guidelineId: GuidelineId): Promise<DocumentContent | null>;
  /** Keeps the outline for the list of guidelines; called by collab when section titles or order have changed. */
  setOutline(guidelineId: GuidelineId, outline: readonly OutlineSection[]): Promise<void>;
}
