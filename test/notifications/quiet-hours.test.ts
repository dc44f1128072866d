import { expect, test } from "vitest";
import { planMail } from "#server/notifications/schedule.ts";
import { DEFAULT_SETTINGS, type NoticeKind, type NotificationSettings } from "#shared/notifications.ts";

const BERLIN = "Europe/Berlin";
const due = (kind: NoticeKind, at: string, change: Partial<NotificationSettings> = {}, timeZone = BERLIN) =>
  planMail(kind, { ...DEFAULT_SETTINGS, ...change }, timeZone, new Date(at))?.dueAt ?? null;

test.each([
  ["by day on a working day", "2026-11-25T10:03:20.000Z", "2026-11-25T10:03:20.000Z"],
  ["in the evening: next morning", "2026-11-25T18:00:00.000Z", "2026-11-26T06:00:00.000Z"],
  ["in the small hours: the same morning", "2026-11-26T02:10:00.000Z", "2026-11-26T06:00:00.000Z"],
  ["on Friday evening: Monday", "2026-11-27T18:30:00.000Z", "2026-11-30T06:00:00.000Z"],
  ["on Sunday: Monday", "2026-11-29T10:00:00.000Z", "2026-11-30T06:00:00.000Z"],
  ["in summer, an hour earlier in UTC", "2026-07-01T19:00:00.000Z", "2026-07-02T05:00:00.000Z"],
  ["over the night in which clocks go forward", "2026-03-28T20:00:00.000Z", "2026-03-30T05:00:00.000Z"],
  ["over the night in which clocks go back", "2026-10-24T20:00:00.000Z", "2026-10-26T06:00:00.000Z"],
])("a request is mailed %s", (_when, at, expected) => {
  expect(due("questionAsked", at)).toBe(expected);
});

test.each([
  ["in the morning", "2026-11-25T05:00:00.000Z", "2026-11-25T07:00:00.000Z"],
  ["at its very time", "2026-11-25T07:00:00.000Z", "2026-11-25T07:00:00.000Z"],
  ["later", "2026-11-25T07:00:01.000Z", "2026-11-26T07:00:00.000Z"],
  ["on Friday", "2026-11-27T12:00:00.000Z", "2026-11-30T07:00:00.000Z"],
])("what is no request comes with the daily mail: written %s", (_when, at, expected) => {
  expect(due("replied", at)).toBe(expected);
});

test("a daily mail in quiet hours waits for their end", () => {
  const change = { quietNights: { from: "20:00", until: "09:30" } };
  expect(due("replied", "2026-11-25T05:00:00.000Z", change)).toBe("2026-11-25T08:30:00.000Z");
});

test("quiet hours may lie within a day, be none at all, or leave weekends open", () => {
  const noon = { quietNights: { from: "12:00", until: "13:00" } };
  expect(due("mentioned", "2026-11-25T11:20:00.000Z", noon)).toBe("2026-11-25T12:00:00.000Z");
  expect(due("mentioned", "2026-11-25T23:20:00.000Z", { quietNights: null })).toBe(
    "2026-11-25T23:20:00.000Z",
  );
  const weekend = { quietNights: null, quietWeekends: false };
  expect(due("mentioned", "2026-11-29T23:20:00.000Z", weekend)).toBe("2026-11-29T23:20:00.000Z");
});

test("a person gets what they choose: no mail at all, none about a topic, or all at once", () => {
  const at = "2026-11-25T10:00:00.000Z";
  expect(due("mentioned", at, { mail: false })).toBeNull();
  const topics = { ...DEFAULT_SETTINGS.topics, mentions: "never", discussion: "atOnce" } as const;
  expect(due("mentioned", at, { topics })).toBeNull();
  expect(due("replied", at, { topics })).toBe(at);
});

test("time zones of three quarters of an hour, and on the other side of the date line", () => {
  expect(due("mentioned", "2026-11-25T18:00:00.000Z", {}, "Asia/Kathmandu")).toBe("2026-11-26T01:15:00.000Z");
  expect(due("mentioned", "2026-11-27T18:00:00.000Z", {}, "Pacific/Auckland")).toBe(
    "2026-11-29T18:00:00.000Z",
  );
});

test("quiet hours that leave no moment do not keep a mail for ever", () => {
  const always = { quietNights: { from: "07:00", until: "07:00" } };
  expect(due("mentioned", "2026-11-25T10:00:00.000Z", always)).toBe("2026-11-25T10:00:00.000Z");
});
