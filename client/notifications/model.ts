/** The inbox of who is signed in, kept up to date while any window of it is open. */
import { signal } from "@preact/signals";
import type { NoticeId } from "#shared/ids.ts";
import { noticeSentence } from "#shared/notification-texts.ts";
import type { Inbox, Notice } from "#shared/notifications.ts";
import { locale } from "../i18n/index.ts";
import { bodyName } from "../identity/body-names.ts";
import { api, describeError } from "../shell/api.ts";
import { onConnect, onRealtime } from "../shell/realtime.ts";
import { toast } from "../ui/toast.tsx";
import { inboxTexts } from "./inbox-texts.ts";

/** Null until it is known. */
export const inbox = signal<Inbox | null>(null);
/** What was said last to who does not see it: a notice that has just come. */
export const announcement = signal("");

let followers = 0;
let stop = () => {};

/** Keeps the inbox up to date until the returned function is called. */
export function followInbox(): () => void {
  followers += 1;
  if (followers === 1) {
    void loadInbox();
    const stops = [
      onRealtime("notifications:changed", () => void loadInbox()),
      onConnect(() => void loadInbox()),
    ];
    stop = () => {
      for (const each of stops) each();
    };
  }
  return () => {
    followers -= 1;
    if (followers === 0) stop();
  };
}

let asked = 0;

/** Asks for the newest page; what is shown stays when there is no answer. */
async function loadInbox(): Promise<void> {
  const mine = ++asked;
  const next = await api.get<Inbox>("/api/notifications").catch(() => null);
  // An answer that has been overtaken would take a notice away again.
  if (next === null || mine !== asked) return;
  const before = inbox.value;
  inbox.value = before === null ? next : { ...next, ...withOlder(before, next) };
  const [newest] = next.notices;
  if (before === null || newest === undefined || newest.read) return;
  if (!before.notices.some(({ id }) => id === newest.id))
    announcement.value = inboxTexts().arrived(sentenceOf(newest));
}

/** Pages that were opened stay open. */
function withOlder(before: Inbox, next: Inbox): Pick<Inbox, "notices" | "more"> {
  const last = next.notices.at(-1);
  const at = before.notices.findIndex(({ id }) => id === last?.id);
  const older = at === -1 ? [] : before.notices.slice(at + 1);
  return { notices: [...next.notices, ...older], more: older.length > 0 ? before.more : next.more };
}

export async function loadOlder(): Promise<void> {
  const last = inbox.value?.notices.at(-1);
  if (last === undefined) return;
  const page = await api.get<Inbox>(`/api/notifications?before=${last.id}`);
  const now = inbox.value;
  if (now?.notices.at(-1)?.id !== last.id) return;
  inbox.value = { unread: page.unread, notices: [...now.notices, ...page.notices], more: page.more };
}

/** Shown at once; taken back with a word when the server does not take it. */
export async function mark(notices: readonly Notice[], read: boolean): Promise<void> {
  const ids = notices.filter((notice) => notice.read !== read).map(({ id }) => id);
  if (ids.length === 0) return;
  show(ids, read);
  try {
    await api.patch("/api/notifications", { ids, read });
  } catch (error) {
    show(ids, !read);
    toast(describeError(error));
  }
}

/** All that has been shown, not what comes at this moment. */
export async function markAllRead(): Promise<void> {
  const upTo = inbox.value?.notices[0]?.id;
  if (upTo === undefined) return;
  try {
    const { changed } = await api.patch<{ changed: NoticeId[] }>("/api/notifications", { upTo });
    show(changed, true);
    toast(inboxTexts().allReadDone(changed.length), () => void undo(changed));
  } catch (error) {
    toast(describeError(error));
  }
}

async function undo(ids: readonly NoticeId[]): Promise<void> {
  try {
    await api.patch("/api/notifications", { ids, read: false });
    await loadInbox();
  } catch (error) {
    toast(describeError(error));
  }
}

function show(ids: readonly NoticeId[], read: boolean): void {
  const now = inbox.value;
  if (now === null) return;
  const changed = new Set(ids);
  inbox.value = {
    ...now,
    unread: Math.max(0, now.unread + (read ? -1 : 1) * changed.size),
    notices: now.notices.map((notice) => (changed.has(notice.id) ? { ...notice, read } : notice)),
  };
}

export function sentenceOf({ content, by, body }: Notice): string {
  return noticeSentence(locale.value, {
    content,
    by: by?.name ?? null,
    body: body === null ? null : bodyName(body),
  });
}
