/** Slows down guessing of passwords: per network and per account, in memory alone. */
import { createHmac, randomBytes } from "node:crypto";
import { isIPv6 } from "node:net";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "../platform/errors.ts";

const FIFTEEN_MINUTES = 15 * 60;

export type SignInLimit = ReturnType<typeof createSignInLimit>;

export function createSignInLimit() {
  // Not even this process can read addresses out of its own counters.
  const salt = randomBytes(32);
  const hidden = (...values: string[]) =>
    createHmac("sha256", salt).update(values.join("\0")).digest("base64url");
  const perNetwork = new RateLimiterMemory({ points: 50, duration: FIFTEEN_MINUTES });
  // From elsewhere the person still gets in: else anybody could lock out anybody.
  const perBoth = new RateLimiterMemory({ points: 10, duration: FIFTEEN_MINUTES });
  const perAccount = new RateLimiterMemory({ points: 100, duration: FIFTEEN_MINUTES });

  const counters = (address: string, account: string) => {
    const network = networkOf(address);
    return [
      [perNetwork, hidden(network)],
      [perBoth, hidden(network, account)],
      [perAccount, hidden(account)],
    ] as const;
  };

  return {
    /**
     * Counts an attempt before the password is looked at, so that many at once count as many.
     * @throws AppError request/too-many
     */
    async attempt(address: string, account: string): Promise<void> {
      // One after the other: what its network has used up already does not count against the account.
      for (const [counter, key] of counters(address, account)) {
        try {
          await counter.consume(key);
        } catch (error) {
          if (!(error instanceof RateLimiterRes)) throw error;
          throw new AppError(
            "request/too-many",
            429,
            "Too many attempts. Try again in a quarter of an hour.",
          );
        }
      }
    },
    /** Takes back what the attempt has counted, and forgets the account's failures from this network. */
    async succeeded(address: string, account: string): Promise<void> {
      const [[network, networkKey], [both, bothKey], [all, allKey]] = counters(address, account);
      await Promise.all([network.reward(networkKey), both.delete(bothKey), all.reward(allKey)]);
    },
  };
}

/** One household or server has a whole /64 of IPv6 addresses to choose from. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [left = "", right] = address.split("%", 1)[0]?.split("::") ?? [];
  const groups = (part: string | undefined) => (part === undefined || part === "" ? [] : part.split(":"));
  const missing = right === undefined ? 0 : 8 - groups(left).length - groups(right).length;
  const all = [...groups(left), ...Array<string>(Math.max(0, missing)).fill("0"), ...groups(right)];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
