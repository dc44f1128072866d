import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { SettingsView, UnsubscribeView } from "#shared/notifications.ts";
import type { Someone } from "#test/support/people.ts";
import { type MailWork, mailWork, WEDNESDAY_11 } from "./mail-work.ts";

let work: MailWork;
beforeAll(async () => {
  work = await mailWork();
});
afterAll(() => work[Symbol.asyncDispose]());
beforeEach(() => work.clock.set(WEDNESDAY_11));

/** The address that a mail program finds in the newest mail to somebody. */
async function unsubscribePath(someone: Someone): Promise<string> {
  const mail = (await work.mailsTo(someone)).at(-1);
  const header = mail?.headers.find(({ key }) => key === "list-unsubscribe")?.value ?? "";
  return new URL(/^<(.+)>$/.exec(header)?.[1] ?? "").pathname;
}
const at = (path: string, init: RequestInit = {}) =>
  fetch(work.app.url + path, { redirect: "manual", ...init });
const wantsMail = async (someone: Someone) =>
  (await someone.ask<SettingsView>("GET", "/api/notifications/settings")).settings.mail;

test("one click ends the mails: a POST without session, cookie or page, as mail programs send it", async () => {
  const reader = await work.member("One Click");
  await work.tell(reader);
  const path = await unsubscribePath(reader);
  const answer = await at(path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", origin: "https://mail.example" },
    body: "List-Unsubscribe=One-Click",
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(await wantsMail(reader)).toBe(false);
  await work.tell(reader);
  expect(await work.mailsTo(reader)).toHaveLength(1);
  // Twice is as good as once.
  expect((await at(path, { method: "POST" })).status).toBe(200);
});

test("looking at the link, as scanners do, changes nothing", async () => {
  const reader = await work.member("Just Looking");
  await work.tell(reader);
  const path = await unsubscribePath(reader);
  for (const method of ["GET", "HEAD"]) await at(path, { method });
  expect(await (await at(`/api${path}`)).json()).toEqual({
    organisation: "Muster GmbH",
    address: "j•••@example.org",
    mail: true,
  } satisfies UnsubscribeView);
  expect(await wantsMail(reader)).toBe(true);
});

test("what was ended by the link can be taken back by it, and keeps the other choices", async () => {
  const reader = await work.member("Second Thought");
  const { settings } = await reader.ask<SettingsView>("GET", "/api/notifications/settings");
  await reader.ask("PUT", "/api/notifications/settings", { ...settings, dailyAt: "16:15" });
  await work.tell(reader);
  const path = `/api${await unsubscribePath(reader)}`;
  const set = async (mail: boolean) => {
    const headers = { "content-type": "application/json" };
    return (await at(path, { method: "POST", headers, body: JSON.stringify({ mail }) })).json();
  };
  expect(await set(false)).toMatchObject({ mail: false });
  expect(await set(true)).toMatchObject({ mail: true });
  const now = await reader.ask<SettingsView>("GET", "/api/notifications/settings");
  expect(now.settings).toEqual({ ...settings, dailyAt: "16:15" });
});

test("only what was signed here works, and only for whom it was signed", async () => {
  const reader = await work.member("Signed For");
  const other = await work.member("Other One");
  await work.tell(reader);
  const token = (await unsubscribePath(reader)).split("/").at(-1) ?? "";
  const [id = "", signature = ""] = token.split(".");
  const forged = [
    `${other.id}.${signature}`,
    `${id}.${signature.slice(1)}`,
    `${id}.`,
    id,
    `${id}.${signature}.x`,
    "%00",
    `..%2F${token}`,
  ];
  for (const each of forged)
    expect((await at(`/unsubscribe/${each}`, { method: "POST" })).status, each).toBe(404);
  expect([await wantsMail(reader), await wantsMail(other)]).toEqual([true, true]);
});

test("settings that are none are refused", async () => {
  const { settings } = await work.admin.ask<SettingsView>("GET", "/api/notifications/settings");
  for (const change of [
    { dailyAt: "08:07" },
    { dailyAt: "25:00" },
    { topics: {} },
    { quietNights: { from: "19:00" } },
    { mail: "yes" },
  ]) {
    const answer = await work.admin.request("PUT", "/api/notifications/settings", { ...settings, ...change });
    expect(answer.status, JSON.stringify(change)).toBe(400);
  }
});
