/**
 * When a mail may reach a person: not at night and not on days off, in the organisation's time zone. Moments are found
 * by walking quarters of an hour, which is right on days of 23 and of 25 hours too.
 */
import { NOTICE_KINDS, type NoticeKind, type NotificationSettings } from "#shared/notifications.ts";
import type { MailPlan } from "./store.ts";

const QUARTER = 15 * 60 * 1000;
/** A week and a bit: quiet hours that leave no moment at all end nowhere. */
const MOST_QUARTERS = 8 * 24 * 4;

/** How and from when on a notice of this kind may be mailed; null: not at all. */
export function planMail(
  kind: NoticeKind,
  settings: NotificationSettings,
  timeZone: string,
  now: Date,
): MailPlan | null {
  const way = settings.topics[NOTICE_KINDS[kind].topic];
  if (!settings.mail || way === "never") return null;
  const from = way === "atOnce" ? now : nextDaily(settings, timeZone, now);
  return { way, dueAt: nextAllowed(settings, timeZone, from).toISOString() };
}

/** The moment itself if a mail may come then, else the first quarter of an hour at which it may. */
export function nextAllowed(settings: NotificationSettings, timeZone: string, from: Date): Date {
  return walk(from, timeZone, (local) => !isDayOff(settings, local) && !isNight(settings, local));
}

/** The next time of the daily mail on a day that is none off. */
function nextDaily(settings: NotificationSettings, timeZone: string, now: Date): Date {
  return walk(
    nextQuarter(now),
    timeZone,
    (local) => local.time === settings.dailyAt && !isDayOff(settings, local),
  );
}

interface LocalTime {
  readonly weekday: string;
  /** `HH:MM` */
  readonly time: string;
}

function walk(from: Date, timeZone: string, fits: (local: LocalTime) => boolean): Date {
  const local = localTime(timeZone);
  if (fits(local(from))) return from;
  let at = nextQuarter(from);
  for (let steps = 0; steps < MOST_QUARTERS; steps++) {
    if (fits(local(at))) return at;
    at = new Date(at.getTime() + QUARTER);
  }
  return from;
}

function nextQuarter(at: Date): Date {
  return new Date(Math.ceil(at.getTime() / QUARTER) * QUARTER);
}

function isDayOff({ quietWeekends }: NotificationSettings, { weekday }: LocalTime): boolean {
  return quietWeekends && (weekday === "Sat" || weekday === "Sun");
}

/** Times of the same length compare as text; a night may go over midnight. */
function isNight({ quietNights }: NotificationSettings, { time }: LocalTime): boolean {
  if (quietNights === null) return false;
  const { from, until } = quietNights;
  return from < until ? time >= from && time < until : time >= from || time < until;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function localTime(timeZone: string): (at: Date) => LocalTime {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  formats.set(timeZone, format);
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return { weekday: parts.weekday ?? "", time: `${parts.hour}:${parts.minute}` };
  };
}
