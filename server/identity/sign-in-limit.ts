/** Slows down guessing of passwords: per network address and per account, in memory alone. */
import { createHmac, randomBytes } from "node:crypto";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { AppError } from "../platform/errors.ts";

const FIFTEEN_MINUTES = 15 * 60;

export type SignInLimit = ReturnType<typeof createSignInLimit>;

export function createSignInLimit() {
  // Not even this process can read addresses out of its own counters.
  const salt = randomBytes(32);
  const hidden = (value: string) => createHmac("sha256", salt).update(value).digest("base64url");
  const perAddress = new RateLimiterMemory({ points: 50, duration: FIFTEEN_MINUTES });
  const perAccount = new RateLimiterMemory({ points: 10, duration: FIFTEEN_MINUTES });

  return {
    /** @throws AppError request/too-many after too many failures */
    async check(address: string, account: string): Promise<void> {
      const [byAddress, byAccount] = await Promise.all([
        perAddress.get(hidden(address)),
        perAccount.get(hidden(account)),
      ]);
      if ((byAddress?.consumedPoints ?? 0) >= 50 || (byAccount?.consumedPoints ?? 0) >= 10)
        throw new AppError("request/too-many", 429, "Too many attempts. Try again in a quarter of an hour.");
    },
    async failed(address: string, account: string): Promise<void> {
      await Promise.allSettled([perAddress.consume(hidden(address)), perAccount.consume(hidden(account))]);
    },
    async succeeded(account: string): Promise<void> {
      await perAccount.delete(hidden(account));
    },
  };
}
