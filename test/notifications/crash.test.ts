/** The server dies (SIGKILL) with a mail at each of its steps: the notice is there, and no mail comes twice. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Guideline } from "#shared/guidelines.ts";
import {
  DEFAULT_SETTINGS,
  type Inbox,
  type MailQueue,
  type NotificationSettings,
} from "#shared/notifications.ts";
import { createGuideline, invite, type Someone, setUp } from "#test/support/people.ts";
import { SETUP_CODE, type ServerProcess, startServer } from "#test/support/server-process.ts";
import { type Moment, openSmtpSink, type SmtpSink } from "#test/support/smtp-sink.ts";
import { until } from "#test/support/until.ts";

let sink: SmtpSink;
let server: ServerProcess;
let owner: Someone;
let guideline: Guideline;
beforeAll(async () => {
  sink = await openSmtpSink();
  server = await startServer({ env: { SMTP_URL: sink.url } });
  owner = await setUp(server.url, SETUP_CODE);
  guideline = await createGuideline(owner);
});
afterEach(() => sink.answer());
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await sink[Symbol.asyncDispose]();
});

/** Somebody who wants everything at once, at any hour: these tests run at any hour, too. */
async function reader(name: string): Promise<Someone> {
  const someone = await invite(owner, { name });
  const topics = {
    mentions: "atOnce",
    requests: "atOnce",
    discussion: "atOnce",
    progress: "atOnce",
  } as const;
  const settings: NotificationSettings = {
    ...DEFAULT_SETTINGS,
    topics,
    quietNights: null,
    quietWeekends: false,
  };
  await someone.ask("PUT", "/api/notifications/settings", settings);
  return someone;
}

const bringIn = (someone: Someone) =>
  owner.ask("PUT", `/api/guidelines/${guideline.id}/members/${someone.id}`, { role: "commenter" });
const noticeMails = async (someone: Someone) =>
  (await sink.to(someone.email)).filter(({ headers }) =>
    headers.some(({ key }) => key === "list-unsubscribe"),
  );
const settled = () =>
  until("the queue to be empty", async () => {
    const { waiting } = await owner.ask<MailQueue>("GET", "/api/notifications/mails");
    return waiting === 0;
  });

test.each(["greeting", "from", "to", "data"] as const)(
  "killed while the mail server keeps silent at “%s”: the mail comes after the restart, once",
  async (moment: Moment) => {
    const someone = await reader(`Silent ${moment}`);
    const before = sink.reached[moment];
    sink.answer((at) => (at === moment ? "silence" : undefined));
    await bringIn(someone);
    await until("the moment", () => sink.reached[moment] > before);
    await server.kill();
    sink.answer();
    await server.start();
    await settled();
    expect(await noticeMails(someone)).toHaveLength(1);
    expect((await someone.ask<Inbox>("GET", "/api/notifications")).unread).toBe(1);
  },
);

test("killed between handing over and hearing the answer: uncertain, not sent again, and for people to decide", async () => {
  const someone = await reader("Silent taken");
  const before = sink.reached.taken;
  sink.answer((at) => (at === "taken" ? "silence" : undefined));
  await bringIn(someone);
  await until("the mail to be handed over", () => sink.reached.taken > before);
  await server.kill();
  sink.answer();
  await server.start();
  await settled();
  const [first, ...more] = await noticeMails(someone);
  expect(more).toEqual([]);
  const { stuck } = await owner.ask<MailQueue>("GET", "/api/notifications/mails");
  expect(stuck).toMatchObject([
    { status: "uncertain", problem: "interrupted", to: { address: someone.email } },
  ]);

  await owner.ask("POST", `/api/notifications/mails/${stuck[0]?.id}`, { action: "retry" });
  const mails = await noticeMails(someone);
  expect(mails.map(({ messageId }) => messageId)).toEqual([first?.messageId, first?.messageId]);
});

test("killed after a mail has left: nothing is sent again, nothing told again", async () => {
  const someone = await reader("Sent before");
  await bringIn(someone);
  await until("the mail", async () => (await noticeMails(someone)).length > 0);
  await settled();
  await server.kill();
  await server.start();
  // Who comes after it has been dealt with, so it would have been sent by now.
  const next = await reader("Comes after");
  await bringIn(next);
  await until("the next mail", async () => (await noticeMails(next)).length > 0);
  expect(await noticeMails(someone)).toHaveLength(1);
  expect((await someone.ask<Inbox>("GET", "/api/notifications")).notices).toHaveLength(1);
});

test("neither names nor addresses are in the log", () => {
  expect(server.output()).not.toMatch(/@example\.org|Comes after/);
});
