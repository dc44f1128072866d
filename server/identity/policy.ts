import type { Person } from "#shared/identity.ts";

/** People and bodies are the administrators' business. */
export function canManagePeople(person: Person): boolean {
  return person.role === "admin";
}

/** Everybody may bring in people whom they want to involve; which rights go with it is decided by the guideline. */
export function canInvite(person: Person): boolean {
  return person.status === "active";
}
