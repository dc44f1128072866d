/** Who may do what with a guideline. The only place where roles are read. */
import type { GuidelineRole } from "#shared/roles.ts";

/** What a person may do on a guideline now. An archived guideline is read-only for everybody. */
export interface Grant {
  readonly role: GuidelineRole;
  readonly archived: boolean;
}

/** Readers see what is in force, never the draft. */
export function canReadDraft({ role }: Grant): boolean {
  return role !== "reader";
}

export function canEditDraft({ role, archived }: Grant): boolean {
  return !archived && (role === "editor" || role === "owner");
}

/** Title, kind, date, archive, and who takes part. */
export function canManage({ role }: Grant): boolean {
  return role === "owner";
}

/** Authors bring in people too, but nobody gives away more than they have. */
export function canPlace(grant: Grant, role: GuidelineRole): boolean {
  return grant.role === "owner" || (canEditDraft(grant) && role !== "owner");
}
