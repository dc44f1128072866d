import type { Person } from "#shared/identity.ts";
import type { Identity } from "../identity/index.ts";
import type { StoredEntry } from "./rows.ts";
import type { Names } from "./view.ts";

/** Names of everybody who has taken a step, or was to take one. */
export async function namesOf(
  identity: Pick<Identity, "person">,
  entries: readonly StoredEntry[],
  holds: readonly {
    readonly personId: Person["id"];
    readonly lifted: { readonly personId: Person["id"] } | null;
  }[] = [],
): Promise<Names> {
  const ids = new Set([
    ...entries.flatMap((entry) => [
      entry.personId,
      ...(entry.kind === "deferred" && entry.to !== null ? [entry.to] : []),
    ]),
    ...holds.flatMap(({ personId, lifted }) => [personId, ...(lifted === null ? [] : [lifted.personId])]),
  ]);
  const people = await Promise.all([...ids].map((id) => identity.person(id)));
  return new Map(people.flatMap((person) => (person === null ? [] : [[person.id, person.name] as const])));
}
