import type { Person } from "#shared/identity.ts";

/** People and bodies are the administrators' business. */
export function canManagePeople(person: Person): boolean {
  return person.role === "admin";
}

/**
 * Who holds the link becomes the person, with every right that others have given in the meantime. So only
 * administrators make a new one for somebody who has been invited already.
 */
export function canRenewInvitation(by: Person, invited: Person): boolean {
  return invited.status === "invited" && canManagePeople(by);
}

/** Everybody may bring in people whom they want to involve; which rights go with it is decided by the guideline. */
export function canInvite(person: Person): boolean {
  return person.status === "active";
}
