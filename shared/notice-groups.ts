/** Notices as people read them: by guideline, and what belongs to one thread in one row. */
import type { Notice } from "./notifications.ts";

export interface NoticeRow {
  /** Stays the same while the thread goes on. */
  readonly key: string;
  readonly newest: Notice;
  /** The others of the same thread, newest first. */
  readonly earlier: readonly Notice[];
}

export interface NoticeGroup {
  readonly guideline: Notice["guideline"];
  readonly rows: readonly NoticeRow[];
}

/** @param notices newest first; guidelines and threads stand where their newest notice does */
export function groupNotices(notices: readonly Notice[]): readonly NoticeGroup[] {
  return [...groupBy(notices, ({ guideline }) => guideline.id).values()].map((ofGuideline) => ({
    guideline: ofGuideline[0].guideline,
    rows: [...groupBy(ofGuideline, ({ thread, id }) => thread ?? id)].map(([key, [newest, ...earlier]]) => ({
      key,
      newest,
      earlier,
    })),
  }));
}

type NonEmpty<T> = [T, ...T[]];

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, NonEmpty<T>> {
  const groups = new Map<string, NonEmpty<T>>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
