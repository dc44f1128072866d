/** How long a run is and where it begins: small in the test suite, large and new by environment variables. */
import { RAISED_LIMITS } from "#test/bench/targets.ts";

/** FUZZ_SEED repeats a run; every run prints the seed that it has. */
export const SEED = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** Mutated frames of one run. */
export const FRAMES = Number(process.env.FUZZ_FRAMES ?? 400);
/** Steps of the model test. */
export const STEPS = Number(process.env.FUZZ_STEPS ?? 150);
/** Longest run, in milliseconds. */
export const WITHIN = Number(process.env.FUZZ_MINUTES ?? 5) * 60_000;

/** A person is stopped by the rate limit long before; what is behind it has to hold as well. */
export const UNLIMITED = { env: { ...RAISED_LIMITS, LOG_LEVEL: "error" } } as const;
