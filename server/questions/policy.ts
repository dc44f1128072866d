/** Who may do what with the questions of a guideline. */
import type { BodyId } from "#shared/ids.ts";
import { canDiscuss, canEditDraft, canManage, type Grant } from "../guidelines/index.ts";

/** For which body somebody acts, and whether as one of its people or in their place. */
export interface Standing {
  readonly forBody: BodyId | null;
  readonly onBehalf: boolean;
}

/**
 * People of an asked body answer for it, also those who may only comment. The owner answers in its place, visibly.
 * @returns null when the person may not answer
 */
export function standingOf(
  grant: Grant,
  bodies: readonly BodyId[],
  askedOf: readonly BodyId[],
  wanted: BodyId | undefined,
): Standing | null {
  if (!canDiscuss(grant)) return null;
  const own = askedOf.filter((body) => bodies.includes(body));
  const forBody = wanted ?? own[0] ?? askedOf[0] ?? null;
  if (forBody !== null && !askedOf.includes(forBody)) return null;
  if (forBody !== null && own.includes(forBody)) return { forBody, onBehalf: false };
  return canManage(grant) ? { forBody, onBehalf: true } : null;
}

/** Taking a decision back and setting days is for who answers for the whole. */
export function canLead(grant: Grant): boolean {
  return !grant.archived && canManage(grant);
}

/** "Not yet starting", and lifting it: management itself, or the owner in its place. */
export function holdStanding(
  grant: Grant,
  bodies: readonly BodyId[],
  management: BodyId | undefined,
): Standing | null {
  if (!canDiscuss(grant)) return null;
  const forBody = management ?? null;
  if (forBody !== null && bodies.includes(forBody)) return { forBody, onBehalf: false };
  return canManage(grant) ? { forBody, onBehalf: true } : null;
}

export const canAsk = canEditDraft;
export const canTakeOver = canEditDraft;
