import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DEFAULT_SETTINGS, type NotificationSettings, type SettingsView } from "#shared/notifications.ts";
import type { Someone } from "#test/support/people.ts";
import { type MailWork, mailWork, WEDNESDAY_11 } from "./mail-work.ts";

let work: MailWork;
beforeAll(async () => {
  work = await mailWork();
});
afterAll(() => work[Symbol.asyncDispose]());
beforeEach(() => work.clock.set(WEDNESDAY_11));

const mailsTo = (someone: Someone) => work.mailsTo(someone);
const choose = (someone: Someone, change: Partial<NotificationSettings>) =>
  someone.ask<SettingsView>("PUT", "/api/notifications/settings", { ...DEFAULT_SETTINGS, ...change });

test("a mention is mailed at once, as text and as HTML, in the reader's language", async () => {
  const german = await work.member("Erika Muster");
  const english = await work.member("Erica Sample");
  await english.ask("PATCH", "/api/me", { locale: "en" });
  await work.tell(german);
  await work.tell(english);
  const [mail] = await mailsTo(german);
  expect(mail?.subject).toBe(`Birgit Rau hat Sie erwähnt – ${work.guideline.title}`);
  for (const body of [mail?.text, mail?.html]) {
    expect(body).toContain("Guten Tag, Erika Muster");
    expect(body).toContain("Birgit Rau hat Sie erwähnt");
    expect(body).toContain("Mittwoch, 25. November");
    expect(body).toContain(`/guidelines/${work.guideline.id}`);
  }
  expect(mail?.to).toEqual([{ name: german.name, address: german.email }]);
  expect((await mailsTo(english))[0]).toMatchObject({
    subject: `Birgit Rau mentioned you – ${work.guideline.title}`,
    text: expect.stringContaining("Hello Erica Sample"),
  });
});

test("a mail is marked as coming from a machine, and loads nothing from anywhere", async () => {
  const reader = await work.member("Loads Nothing");
  await work.tell(reader);
  const [mail] = await mailsTo(reader);
  const header = (key: string) => mail?.headers.find((each) => each.key === key)?.value;
  expect(header("auto-submitted")).toBe("auto-generated");
  expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  expect(mail?.messageId).toMatch(/^<[\w-]+@localhost>$/);
  expect(mail?.html).not.toMatch(/<img|<link|<script|@import|url\(|@font-face/i);
});

test("what is no request comes together once a day, by guideline and thread, and only what is unread", async () => {
  const reader = await work.member("Daily Reader");
  for (const by of [1, 2, 3]) await work.tell(reader, { kind: "replied", thread: "t1", path: `/t1/${by}` });
  await work.tell(reader, { kind: "suggestionMade", path: "/s" });
  await work.tell(reader, { kind: "commented", key: "read-before", path: "/read" });
  const { notices } = await reader.ask<{ notices: { id: string; path: string }[] }>(
    "GET",
    "/api/notifications",
  );
  const read = notices.filter(({ path }) => path === "/read").map(({ id }) => id);
  await reader.ask("PATCH", "/api/notifications", { ids: read, read: true });

  await work.at("2026-11-26T06:59:00.000Z");
  expect(await mailsTo(reader)).toEqual([]);
  await work.at("2026-11-26T07:00:00.000Z");
  const [mail, ...more] = await mailsTo(reader);
  expect(more).toEqual([]);
  expect(mail?.subject).toBe(`4 Meldungen – ${work.guideline.title}`);
  expect(mail?.text?.match(/hat geantwortet/g)).toHaveLength(1);
  expect(mail?.text).toContain("dazu 2 frühere Meldungen");
  expect(mail?.text).toContain("hat eine Änderung vorgeschlagen");
  expect(mail?.text).not.toContain("hat kommentiert");
});

test("at night and at weekends nothing comes; what gathered comes as one mail in the morning", async () => {
  const reader = await work.member("Night Rest");
  work.clock.set("2026-11-27T20:00:00.000Z");
  await work.tell(reader);
  await work.tell(reader, { kind: "questionAsked", bodyId: null });
  await work.at("2026-11-29T12:00:00.000Z");
  expect(await mailsTo(reader)).toEqual([]);
  await work.at("2026-11-30T06:00:00.000Z");
  const mails = await mailsTo(reader);
  expect(mails.map(({ subject }) => subject)).toEqual([`2 Meldungen – ${work.guideline.title}`]);
});

test("whoever wants mails at night gets them; a change holds for what waits already", async () => {
  const reader = await work.member("Night Owl");
  work.clock.set("2026-11-25T21:00:00.000Z");
  await work.tell(reader);
  expect(await mailsTo(reader)).toEqual([]);
  await choose(reader, { quietNights: null });
  await work.app.notifications.sendDue();
  expect(await mailsTo(reader)).toHaveLength(1);
});

test("a topic in the inbox alone, or no mail at all, is mailed nothing, not even what waited", async () => {
  const without = await work.member("Without Mail");
  const topics = { ...DEFAULT_SETTINGS.topics, mentions: "never" } as const;
  await choose(without, { topics });
  await work.tell(without);
  expect(await mailsTo(without)).toEqual([]);
  await work.tell(without, { kind: "replied" });
  await choose(without, { mail: false });
  await work.at("2026-11-30T08:00:00.000Z");
  expect(await mailsTo(without)).toEqual([]);
});

test("whose right ends before the mail leaves gets none, nor does whose account is closed", async () => {
  const removed = await work.member("Removed Person");
  const closed = await work.member("Closed Account");
  const lowered = await work.member("Lowered Reader");
  work.clock.set("2026-11-25T21:00:00.000Z");
  for (const person of [removed, closed, lowered]) await work.tell(person);
  const members = `/api/guidelines/${work.guideline.id}/members`;
  await work.admin.ask("DELETE", `${members}/${removed.id}`);
  await work.admin.ask("PUT", `${members}/${lowered.id}`, { role: "reader" });
  await work.admin.ask("PATCH", `/api/people/${closed.id}`, { active: false });
  await work.at("2026-11-26T06:00:00.000Z");
  for (const person of [removed, closed]) expect(await mailsTo(person)).toEqual([]);
  expect((await mailsTo(lowered)).map(({ text }) => text?.includes("erwähnt"))).not.toContain(true);
});

test("somebody who is addressed very often gets a few mails, and then the rest together", async () => {
  const popular = await work.member("Popular Person");
  for (let times = 0; times < 10; times++) await work.tell(popular);
  expect(await mailsTo(popular)).toHaveLength(5);
  await work.at("2026-11-25T10:10:01.000Z");
  const mails = await mailsTo(popular);
  expect(mails).toHaveLength(6);
  expect(mails[5]?.subject).toContain("5 Meldungen");
});

test("names and titles can add no header, no recipient and no markup", async () => {
  const evil = `Evil"><script>alert(1)</script>, Bcc: <victim@example.org> ${"x".repeat(60)}`.slice(0, 120);
  const reader = await work.member("Hostile Names");
  await work.admin.ask("PATCH", `/api/people/${reader.id}`, { name: evil });
  const title = `Titel\u2028Bcc: victim@example.org <b>${"y".repeat(140)}`;
  await work.admin.ask("PATCH", `/api/guidelines/${work.guideline.id}`, { title });
  await work.tell(reader);
  await work.admin.ask("PATCH", `/api/guidelines/${work.guideline.id}`, { title: work.guideline.title });
  const [mail, ...more] = await mailsTo(reader);
  expect(more).toEqual([]);
  expect(mail?.to).toEqual([{ name: evil, address: reader.email }]);
  expect([mail?.cc ?? [], mail?.bcc ?? []]).toEqual([[], []]);
  expect(mail?.headers.map(({ key }) => key)).not.toContain("bcc");
  expect(mail?.subject?.length).toBeLessThanOrEqual(160);
  expect(mail?.html).not.toContain("<script>");
  expect(mail?.html).not.toContain("<b>");
  expect(await work.sink.to("victim@example.org")).toEqual([]);
});

test("notices and mails are forgotten when their time is over", async () => {
  const reader = await work.member("Long Memory");
  await work.tell(reader);
  const rows = async (table: "notices" | "mails") =>
    (await work.db
      .withTables<never>()
      .selectFrom(table as never)
      .selectAll()
      .execute()) as {
      person_id: string;
    }[];
  const mine = async (table: "notices" | "mails") =>
    (await rows(table)).filter(({ person_id }) => person_id === reader.id).length;
  expect([await mine("notices"), await mine("mails")]).toEqual([1, 1]);
  work.clock.set("2026-12-03T10:00:00.000Z");
  await work.app.notifications.forgetOld();
  expect([await mine("notices"), await mine("mails")]).toEqual([1, 0]);
  // What its mail has said is not said again.
  await work.app.notifications.sendDue();
  expect(await mailsTo(reader)).toHaveLength(1);
  work.clock.set("2027-02-24T10:00:00.000Z");
  await work.app.notifications.forgetOld();
  expect(await mine("notices")).toBe(0);
});
