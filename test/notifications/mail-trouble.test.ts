/** What becomes of a mail when the mail server fails, at each moment at which it can. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { MailQueue } from "#shared/notifications.ts";
import { type MailWork, mailWork, WEDNESDAY_11 } from "./mail-work.ts";

let work: MailWork;
let people = 0;
beforeAll(async () => {
  work = await mailWork();
});
afterAll(() => work[Symbol.asyncDispose]());
beforeEach(() => work.clock.set(WEDNESDAY_11));
afterEach(() => work.sink.answer());

const someone = () => work.member(`Person ${"abcdefghijklmnop"[people++]}`);
const queue = () => work.admin.ask<MailQueue>("GET", "/api/notifications/mails");
const stuck = async (address: string) => (await queue()).stuck.find(({ to }) => to.address === address);

test.each(["from", "to", "data", "taken"] as const)(
  "put off at “%s”, a mail comes a minute later, once, with the same Message-ID",
  async (moment) => {
    const reader = await someone();
    work.sink.answer((at) => (at === moment ? "451 4.7.1 come later" : undefined));
    await work.tell(reader);
    expect(await work.mailsTo(reader)).toEqual([]);
    work.sink.answer();
    await work.at("2026-11-25T10:00:59.000Z");
    expect(await work.mailsTo(reader)).toEqual([]);
    await work.at("2026-11-25T10:01:00.000Z");
    await work.at("2026-11-25T12:00:00.000Z");
    expect(await work.mailsTo(reader)).toHaveLength(1);
  },
);

test("refused for good, a mail waits for an administrator, who sees why and tries again", async () => {
  const reader = await someone();
  work.sink.answer((at) => (at === "to" ? `550 5.1.1 <${reader.email}> unknown` : undefined));
  await work.tell(reader);
  const found = await stuck(reader.email);
  expect(found).toMatchObject({ status: "failed", problem: "550 5.1.1", attempts: 1 });
  work.sink.answer();
  await work.at("2026-11-25T16:00:00.000Z");
  expect(await work.mailsTo(reader)).toEqual([]);
  const path = `/api/notifications/mails/${found?.id}`;
  expect((await reader.request("GET", "/api/notifications/mails")).status).toBe(403);
  expect((await reader.request("POST", path, { action: "retry" })).status).toBe(403);
  await work.admin.ask("POST", path, { action: "retry" });
  expect(await work.mailsTo(reader)).toHaveLength(1);
  expect(await stuck(reader.email)).toBeUndefined();
  expect((await work.admin.request("POST", path, { action: "retry" })).status).toBe(404);
});

test("put off again and again, a mail is given up after its last attempt", async () => {
  const reader = await someone();
  work.sink.answer((at) => (at === "to" ? "452 4.2.2 mailbox full" : undefined));
  await work.tell(reader);
  // Each time is a working day's noon, later than the last wait.
  for (const day of ["25", "26", "27"])
    for (const time of ["10:06", "10:21", "11:21", "14:21"]) await work.at(`2026-11-${day}T${time}:00.000Z`);
  await work.at("2026-11-30T09:00:00.000Z");
  expect(await stuck(reader.email)).toMatchObject({ status: "failed", problem: "452 4.2.2", attempts: 8 });
  work.sink.answer();
  await work.at("2026-12-01T10:00:00.000Z");
  expect(await work.mailsTo(reader)).toEqual([]);
});

test.each(["drop", "silence"] as const)(
  "taken, but its answer lost (%s): the mail is uncertain and does not come twice",
  async (loss) => {
    const reader = await someone();
    work.sink.answer((at) => (at === "taken" ? loss : undefined));
    await work.tell(reader);
    expect(await stuck(reader.email)).toMatchObject({ status: "uncertain" });
    work.sink.answer();
    await work.at("2026-11-25T16:00:00.000Z");
    expect(await work.mailsTo(reader)).toHaveLength(1);
  },
);

test.each(["greeting", "from", "to", "data"] as const)(
  "a connection that breaks at “%s” has handed nothing over: the mail comes later, once",
  async (moment) => {
    const reader = await someone();
    work.sink.answer((at) => (at === moment ? "drop" : undefined));
    await work.tell(reader);
    work.sink.answer();
    await work.at("2026-11-25T10:02:00.000Z");
    expect(await work.mailsTo(reader)).toHaveLength(1);
  },
);

test("a server that cannot be reached costs no mail an attempt; all leave once it is back", async () => {
  const readers = [await someone(), await someone()];
  await work.sink.shut();
  for (const reader of readers) await work.tell(reader);
  expect(await queue()).toMatchObject({
    waiting: 2,
    unreachable: { since: WEDNESDAY_11, problem: "ESOCKET" },
  });
  for (const at of ["10:01:01", "10:03:02", "10:08:03"]) await work.at(`2026-11-25T${at}.000Z`);
  await work.sink.reopen();
  await work.at("2026-11-25T10:30:00.000Z");
  for (const reader of readers) expect(await work.mailsTo(reader)).toHaveLength(1);
  expect(await queue()).toMatchObject({ waiting: 0, unreachable: null });
});

test("what could not leave for five days is given up", async () => {
  const reader = await someone();
  await work.sink.shut();
  await work.tell(reader);
  await work.sink.reopen();
  await work.at("2026-12-01T10:00:00.000Z");
  expect(await stuck(reader.email)).toMatchObject({ status: "failed", problem: "expired" });
  await work.admin.ask("POST", `/api/notifications/mails/${(await stuck(reader.email))?.id}`, {
    action: "discard",
  });
  expect(await stuck(reader.email)).toBeUndefined();
  expect(await work.mailsTo(reader)).toEqual([]);
});

test("one whose mail is refused keeps nobody else's from leaving", async () => {
  const [refused, other] = [await someone(), await someone()];
  await work.at("2026-11-25T10:30:00.000Z");
  let first = true;
  work.sink.answer((at) => {
    if (at !== "to" || !first) return undefined;
    first = false;
    return "550 5.1.1 no";
  });
  await work.tell(refused);
  await work.tell(other);
  expect(await work.mailsTo(other)).toHaveLength(1);
  expect(await stuck(refused.email)).toMatchObject({ status: "failed" });
});
