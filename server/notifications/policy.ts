import type { Person } from "#shared/identity.ts";

/** Mails that did not leave name their recipients: that is the administrators' business, as people are. */
export function canTendMails(person: Person): boolean {
  return person.role === "admin";
}
