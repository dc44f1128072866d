import type { Person } from "#shared/identity.ts";

/** The log tells of everybody's decisions, so it is read by those alone who answer for the installation. */
export function canReadAudit(person: Person): boolean {
  return person.role === "admin";
}
