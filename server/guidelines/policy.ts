/** Who may do what with a guideline. The only place where roles are read. */
import type { GrantedRole, GuidelineRole } from "#shared/roles.ts";

/**
 * What a person may do on a guideline now. An archived guideline is read-only for everybody. Who is no member (or a
 * mere reader) is a `participant` while the draft is open to all staff, and nothing a moment later.
 */
export interface Grant {
  readonly role: GrantedRole;
  readonly archived: boolean;
}

/** Readers see what is in force, never the draft. */
export function canReadDraft({ role }: Grant): boolean {
  return role !== "reader";
}

/** Participants read what is open to them, the draft of now. */
export function canReadHistory(grant: Grant): boolean {
  return canReadDraft(grant) && grant.role !== "participant";
}

/** Comments, answers and votes. */
export function canComment(grant: Grant): boolean {
  return !grant.archived && canReadDraft(grant);
}

/** Inquiries, concerns and suggestions, which others have to answer. */
export function canDiscuss(grant: Grant): boolean {
  return canComment(grant) && grant.role !== "participant";
}

/** Only who approves may go on without somebody's consent, and never who wrote the text. */
export function canOverrule(grant: Grant): boolean {
  return !grant.archived && grant.role === "approver";
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
