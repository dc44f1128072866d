import { expect, test } from "vitest";
import { createSignInLimit, networkOf } from "#server/identity/sign-in-limit.ts";

const refusals = async (attempts: readonly Promise<void>[]) =>
  (await Promise.allSettled(attempts)).filter(({ status }) => status === "rejected").length;

test("guesses that come all at once count one by one", async () => {
  const limit = createSignInLimit();
  const attempts = Array.from({ length: 30 }, () => limit.attempt("192.0.2.1", "a@example.org"));
  expect(await refusals(attempts)).toBe(20);
});

test("who guesses an account's password does not lock its owner out elsewhere", async () => {
  const limit = createSignInLimit();
  for (let n = 0; n < 200; n++) await limit.attempt("192.0.2.1", "a@example.org").catch(() => {});
  expect(await refusals([limit.attempt("198.51.100.7", "a@example.org")])).toBe(0);
});

test("signing in is not counted against those behind the same address", async () => {
  const limit = createSignInLimit();
  for (let n = 0; n < 80; n++) {
    await limit.attempt("192.0.2.1", `${n}@example.org`);
    await limit.succeeded("192.0.2.1", `${n}@example.org`);
  }
});

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:db8:1:2::9", "2001:db8:1:2"],
  ["2001:db8::9", "2001:db8:0:0"],
  ["::1", "0:0:0:0"],
  ["fe80::1%eth0", "fe80:0:0:0"],
])("%s counts as the network %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
