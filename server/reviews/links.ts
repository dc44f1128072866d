/**
 * The link in a mail that asks for a vote. It says whose mailbox it was sent to, and nothing more: whoever opens it
 * still gives that person's password, and what a forwarded mail opens for another is a password field. It is used up
 * by the sign-in, not by being looked at, since mail filters look at every link. Only its hash is stored.
 */
import { createHash, randomBytes } from "node:crypto";
import type { PersonId, ReviewId } from "#shared/ids.ts";
import type { Notice } from "#shared/notifications.ts";
import type { ReviewLinkView } from "#shared/reviews.ts";
import type { Identity } from "../identity/index.ts";
import { masked } from "../notifications/index.ts";
import type { Clock } from "../platform/clock.ts";
import { AppError, notFound } from "../platform/errors.ts";
import { reviewPath } from "./notices.ts";
import type { ReviewStore } from "./store.ts";

/** A link in an old mail leads nowhere. */
const LIFETIME = 7 * 24 * 60 * 60 * 1000;

export type ReviewLinks = ReturnType<typeof createReviewLinks>;

export function createReviewLinks(parts: {
  readonly store: ReviewStore;
  readonly identity: Identity;
  readonly clock: Clock;
}) {
  const { store, identity, clock } = parts;

  async function find(token: string) {
    const link = await store.link(hashOf(token));
    const person = link === null ? null : await identity.person(link.person_id);
    if (link === null || person === null)
      return notFound("request/not-found", "There is nothing at this address.");
    const state =
      link.used_at !== null ? "used" : link.expires_at <= clock.now().toISOString() ? "expired" : "open";
    return { link, person, state: state as ReviewLinkView["state"] };
  }

  return {
    /** The path that a mail gives this person for a notice; null: the notice's own. */
    async pathFor(personId: PersonId, { content, thread }: Notice): Promise<string | null> {
      if (content.kind !== "reviewRequested" && content.kind !== "reviewReminder") return null;
      const token = randomBytes(32).toString("base64url");
      const now = clock.now();
      await store.forgetLinks(new Date(now.getTime() - LIFETIME).toISOString());
      await store.addLink({
        token_hash: hashOf(token),
        review_id: thread as ReviewId,
        person_id: personId,
        expires_at: new Date(now.getTime() + LIFETIME).toISOString(),
        used_at: null,
      });
      return `/r/${token}`;
    },

    async look(token: string): Promise<ReviewLinkView> {
      const { person, state } = await find(token);
      const organisation = (await identity.organisation())?.name ?? "";
      return { organisation, address: masked(person.email), state };
    },

    /** @param address network address, used for counting failures and forgotten */
    async use(token: string, password: string, address: string) {
      const { link, person, state } = await find(token);
      if (state === "expired") throw new AppError("reviews/link-expired", 410, "The link is too old.");
      if (state === "used") throw new AppError("reviews/link-used", 410, "The link has been used.");
      const signIn = await identity.service.signIn(person.email, password, address);
      if (!(await store.useLink(hashOf(token), clock.now().toISOString()))) {
        await identity.service.endSession(signIn);
        throw new AppError("reviews/link-used", 410, "The link has been used.");
      }
      return { signIn, path: reviewPath({ guideline_id: link.guideline_id, id: link.review_id }) };
    },
  };
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
