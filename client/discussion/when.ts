import { formatDate, formatTime, formatWeekday } from "../i18n/index.ts";

const DAY = 24 * 60 * 60 * 1000;

/** As people say it: today by the time, this week by the day, before that by the date. */
export function formatWhen(iso: string, now = new Date()): string {
  const then = new Date(iso);
  if (then.toDateString() === now.toDateString()) return formatTime(iso);
  return now.getTime() - then.getTime() < 6 * DAY && then < now ? formatWeekday(iso) : formatDate(iso);
}
