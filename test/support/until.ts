import { setTimeout as pause } from "node:timers/promises";

/**
 * Waits until `look` gives something other than false, null or undefined, and gives that.
 * @throws with `what` after `within` milliseconds
 */
export async function until<T>(
  what: string | (() => string),
  look: () => T | Promise<T>,
  within = 30_000,
): Promise<Exclude<T, false | null | undefined>> {
  const end = Date.now() + within;
  for (;;) {
    const found = await look();
    if (found !== false && found !== null && found !== undefined)
      return found as Exclude<T, false | null | undefined>;
    if (Date.now() > end)
      throw new Error(`Waited ${within} ms in vain: ${typeof what === "string" ? what : what()}`);
    await pause(10);
  }
}
