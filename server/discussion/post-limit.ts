import { RateLimiterMemory } from "rate-limiter-flexible";
import type { PersonId } from "#shared/ids.ts";
import { AppError } from "../platform/errors.ts";

/** New threads and messages per person and minute: more than anybody writes, fewer than would hide a discussion. */
const MOST_PER_MINUTE = 40;

export interface PostLimit {
  /** @throws AppError discussion/too-fast */
  take(personId: PersonId): Promise<void>;
}

export function createPostLimit(most = MOST_PER_MINUTE): PostLimit {
  const limiter = new RateLimiterMemory({ points: most, duration: 60 });
  return {
    async take(personId) {
      await limiter.consume(personId).catch(() => {
        throw new AppError("discussion/too-fast", 429, "Too many contributions within a minute.");
      });
    },
  };
}
