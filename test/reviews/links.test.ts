import { afterAll, beforeAll, expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "#shared/notifications.ts";
import type { ReviewLinkView } from "#shared/reviews.ts";
import { PASSWORD } from "#test/support/people.ts";
import { openSmtpSink, type SmtpSink } from "#test/support/smtp-sink.ts";
import { refusal } from "../questions/support.ts";
import { type ApprovalAtWork, anApproval } from "./support.ts";

let sink: SmtpSink;
let work: ApprovalAtWork;
let token: string;
beforeAll(async () => {
  sink = await openSmtpSink();
  work = await anApproval({ env: { SMTP_URL: sink.url } });
  await work.it.ask("PUT", "/api/notifications/settings", {
    ...DEFAULT_SETTINGS,
    quietNights: null,
    quietWeekends: false,
  });
  await work.request();
  await work.app.notifications.sendDue();
  const texts = (await sink.to(work.it.email)).map(({ text }) => text ?? "");
  token = texts.map((text) => /\/r\/([A-Za-z0-9_-]{43})/.exec(text)?.[1]).find(Boolean) ?? "";
});
afterAll(async () => {
  await work[Symbol.asyncDispose]();
  await sink[Symbol.asyncDispose]();
});

const look = async () =>
  (await fetch(`${work.app.url}/api/review-links/${token}`)).json() as Promise<ReviewLinkView>;
const use = (password: string) =>
  fetch(`${work.app.url}/api/review-links/${token}`, {
    method: "POST",
    headers: { origin: work.app.url, "content-type": "application/json" },
    body: JSON.stringify({ password }),
  });

test("a link in a mail says whose it is and nothing of the draft, however often it is looked at", async () => {
  expect(token).not.toBe("");
  for (let times = 0; times < 3; times++)
    expect(await look()).toEqual({
      organisation: "Muster GmbH",
      address: "j•••@example.org",
      state: "open",
    });
});

test("the token is nowhere in the file", async () => {
  const rows = await work.db
    .withTables<{ review_links: { token_hash: string } }>()
    .selectFrom("review_links")
    .selectAll()
    .execute();
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(token);
});

test("a forwarded link does not let another vote: it wants the password of the one it was sent to", async () => {
  expect(await refusal(await use("another's password"))).toEqual({
    status: 401,
    code: "identity/wrong-password",
  });
  expect((await look()).state).toBe("open");
});

test("a link that is too old opens nothing", async () => {
  const now = work.clock.now();
  work.clock.set(new Date(now.getTime() + 8 * 24 * 60 * 60 * 1000).toISOString());
  expect((await look()).state).toBe("expired");
  expect(await refusal(await use(PASSWORD))).toEqual({ status: 410, code: "reviews/link-expired" });
  work.clock.set(now.toISOString());
});

test("of two uses at once one signs in, and every later one is told", async () => {
  const answers = await Promise.all([use(PASSWORD), use(PASSWORD)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 410]);
  const won = answers.find(({ ok }) => ok) as Response;
  expect(((await won.json()) as { path: string }).path).toContain(
    `/guidelines/${work.guideline.id}/reviews/`,
  );
  expect(await refusal(await use(PASSWORD))).toEqual({ status: 410, code: "reviews/link-used" });
});
