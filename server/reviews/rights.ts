/** Who asks, with their bodies and their right on the guideline as both are at that moment. */
import type { Person } from "#shared/identity.ts";
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import type { PolicyBody } from "#shared/reviews.ts";
import { canReadHistory, type Guidelines } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";
import type { AnyDatabase } from "../platform/db.ts";
import { allow, notFound } from "../platform/errors.ts";
import { type Actor, canLead, speaksFor } from "./policy.ts";

export type Rights = ReturnType<typeof createRights>;

/** Whoever writes asks inside of its transaction: a right that was taken meanwhile is none. */
export function createRights({ identity, guidelines }: { identity: Identity; guidelines: Guidelines }) {
  async function reading({ id }: Pick<Person, "id">, guidelineId: GuidelineId, on?: AnyDatabase) {
    const grant = await guidelines.grantOf(id, guidelineId, on);
    const person = grant === null ? null : await identity.person(id, on);
    if (grant === null || person === null)
      return notFound("guidelines/not-found", "There is no such guideline, or you do not take part in it.");
    allow(
      canReadHistory(grant),
      "guidelines/not-allowed",
      "Your role on this guideline does not allow this.",
    );
    return { person, grant } satisfies Actor;
  }

  async function leading(person: Pick<Person, "id">, guidelineId: GuidelineId, on?: AnyDatabase) {
    const actor = await reading(person, guidelineId, on);
    allow(canLead(actor), "reviews/not-allowed", "Only owners lead a guideline through its approval.");
    return actor;
  }

  return {
    reading,
    leading,

    /** Who could speak for a body now. */
    async speakers(
      body: PolicyBody,
      guidelineId: GuidelineId,
      on?: AnyDatabase,
    ): Promise<readonly PersonId[]> {
      const able: PersonId[] = [];
      for (const person of await identity.people(on)) {
        if (!person.bodies.includes(body.bodyId) && body.delegate !== person.id) continue;
        const grant = await guidelines.grantOf(person.id, guidelineId, on);
        if (grant !== null && speaksFor({ person, grant }, body)) able.push(person.id);
      }
      return able;
    },
  };
}
