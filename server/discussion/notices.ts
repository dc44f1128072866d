/** Who hears of what in a discussion. Each is called inside the transaction of its cause. */
import type { Thread } from "#shared/discussion.ts";
import type { ThreadStatus } from "#shared/discussion-limits.ts";
import type { GuidelineId, MessageId, PersonId, ThreadId } from "#shared/ids.ts";
import { mentionsOf } from "#shared/mentions.ts";
import type { NewNotice, Recipients } from "#shared/notifications.ts";
import type { Notifications } from "../notifications/index.ts";
import type { AnyTransaction } from "../platform/db.ts";
import type { Tx } from "./rows.ts";

type About = Pick<Thread, "id" | "kind" | "sectionId" | "onBehalfOf" | "addressedTo"> & {
  readonly guidelineId: GuidelineId;
  /** The text is theirs to answer for. */
  readonly owners: readonly PersonId[];
};
/** A thread with all that has been said and done in it. */
type Whole = About & Pick<Thread, "author" | "messages" | "steps">;

export function createNotices({ notify }: Pick<Notifications, "notify">) {
  const of = (thread: About, by: PersonId | null, key: string, to: Recipients) => ({
    key,
    guidelineId: thread.guidelineId,
    by,
    to,
    path: threadPath(thread.guidelineId, thread.id),
    sectionId: thread.sectionId,
    thread: thread.id,
  });
  const send = (tx: Tx, notice: NewNotice) => notify(tx, notice);

  async function mentions(tx: Tx, thread: About, by: PersonId, key: string, text: string): Promise<void> {
    const found = mentionsOf(text);
    const people = found.flatMap((mention) => (mention.type === "person" ? [mention.id] : []));
    if (people.length > 0)
      await send(tx, { ...of(thread, by, key, { people }), kind: "mentioned", bodyId: null });
    for (const mention of found)
      if (mention.type === "body")
        await send(tx, {
          ...of(thread, by, key, { bodies: [mention.id] }),
          kind: "mentioned",
          bodyId: mention.id,
        });
  }

  return {
    /** A thread has begun: first who is called by name, then who is asked, then who owns the text. */
    async begun(tx: Tx, thread: About, by: PersonId, text: string): Promise<void> {
      const key = `thread:${thread.id}`;
      const asked = thread.addressedTo;
      if (asked !== null)
        await send(tx, { ...of(thread, by, key, { bodies: [asked] }), kind: "inquiryMade", bodyId: asked });
      await mentions(tx, thread, by, key, text);
      const notice = of(thread, by, key, { people: thread.owners });
      if (thread.kind === "concern")
        await send(tx, { ...notice, kind: "concernRaised", bodyId: thread.onBehalfOf });
      else if (thread.kind === "suggestion") await send(tx, { ...notice, kind: "suggestionMade" });
      else await send(tx, { ...notice, kind: "commented" });
    },

    /** An answer: who is called by name, and who has taken part so far. */
    async answered(tx: Tx, thread: Whole, by: PersonId, messageId: MessageId, text: string): Promise<void> {
      const key = `message:${messageId}`;
      await mentions(tx, thread, by, key, text);
      const people = [thread.author.id, ...thread.messages.map(({ author }) => author.id)];
      const to = { people: [...new Set(people)] };
      if (thread.kind === "concern" && thread.onBehalfOf !== null)
        await send(tx, {
          ...of(thread, by, key, { ...to, bodies: [thread.onBehalfOf] }),
          kind: "concernAnswered",
        });
      else await send(tx, { ...of(thread, by, key, to), kind: "replied" });
    },

    /** Called by name only when a message was edited. */
    mentioned: (tx: Tx, thread: About, by: PersonId, messageId: MessageId, text: string) =>
      mentions(tx, thread, by, `message:${messageId}`, text),

    /** The draft is open to all staff: once per day that it lasts to, however often that is said. */
    phaseOpened: (
      tx: AnyTransaction,
      guidelineId: GuidelineId,
      by: PersonId,
      people: readonly PersonId[],
      until: string,
    ): Promise<void> =>
      notify(tx, {
        kind: "participationOpened",
        until,
        key: `participation:${guidelineId}:${until}`,
        guidelineId,
        by,
        to: { people },
        path: `/guidelines/${guidelineId}`,
      }),

    /** It is over, for those who take part in the guideline. */
    phaseEnded: (tx: AnyTransaction, guidelineId: GuidelineId, endsAt: string): Promise<void> =>
      notify(tx, {
        kind: "participationEnded",
        key: `participation:${guidelineId}:ended:${endsAt}`,
        guidelineId,
        by: null,
        to: { everyone: true },
        path: `/guidelines/${guidelineId}`,
      }),

    /** What became of a concern or a suggestion. */
    async ended(tx: Tx, thread: Whole, by: PersonId, status: ThreadStatus): Promise<void> {
      const key = `thread:${thread.id}:${status}:${thread.steps.length}`;
      if (status === "settled" || status === "withdrawn" || status === "notFollowed") {
        const people = [thread.author.id, ...thread.owners];
        const bodies = thread.onBehalfOf === null ? [] : [thread.onBehalfOf];
        if (thread.kind === "concern")
          await send(tx, {
            ...of(thread, by, key, { people, bodies }),
            kind: "concernEnded",
            outcome: status,
          });
      } else if (status === "accepted" || status === "rejected") {
        const to = { people: [thread.author.id] };
        await send(tx, { ...of(thread, by, key, to), kind: "suggestionDecided", outcome: status });
      }
    },
  };
}

export type Notices = ReturnType<typeof createNotices>;

/** Where a thread is read. */
export function threadPath(guidelineId: GuidelineId, threadId: ThreadId): string {
  return `/guidelines/${guidelineId}?thread=${threadId}`;
}
