/** The rules of discussion: write, then publish. */
import type { AcceptedAll, Message, MessageEdit, Place, Thread, ThreadData } from "#shared/discussion.ts";
import type { ThreadStatus } from "#shared/discussion-limits.ts";
import { blocks, isSuggestable, needsReason } from "#shared/discussion-rules.ts";
import type { Person } from "#shared/identity.ts";
import { type GuidelineId, type MessageId, newId, type ThreadId } from "#shared/ids.ts";
import type { Audit } from "../audit/index.ts";
import type { Guidelines } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Clock } from "../platform/clock.ts";
import { AppError, allow, notFound } from "../platform/errors.ts";
import type { Events } from "../platform/events.ts";
import type { Notices } from "./notices.ts";
import type { PlaceKeeper } from "./places.ts";
import {
  type Actor,
  canAcceptSuggestions,
  canAnswer,
  canBegin,
  canChangeMessage,
  canMove,
  canSpeakFor,
  canVote,
} from "./policy.ts";
import type { PostLimit } from "./post-limit.ts";
import { headOf, type Proposed } from "./rows.ts";
import type { DiscussionStore } from "./store.ts";
import type { Acceptance } from "./suggestions.ts";

export type DiscussionService = ReturnType<typeof createDiscussionService>;

export function createDiscussionService(parts: {
  readonly store: DiscussionStore;
  readonly places: PlaceKeeper;
  readonly acceptance: Acceptance;
  readonly limit: PostLimit;
  readonly notices: Notices;
  readonly audit: Audit;
  readonly guidelines: Guidelines;
  readonly identity: Identity;
  readonly events: Events;
  readonly clock: Clock;
}) {
  const { store, places, acceptance, limit, notices, audit, guidelines, identity, events, clock } = parts;
  const now = () => clock.now().toISOString();

  return {
    async list(person: Person, guidelineId: GuidelineId): Promise<readonly Thread[]> {
      const [threads, voted] = await Promise.all([
        store.list(guidelineId),
        store.votesOf(guidelineId, person.id),
      ]);
      return threads.map((thread) => ({ ...thread, voted: voted.has(thread.id) }));
    },

    async read(person: Person, guidelineId: GuidelineId, id: ThreadId): Promise<Thread> {
      const thread = await find(guidelineId, id);
      return { ...thread, voted: (await store.votesOf(guidelineId, person.id)).has(id) };
    },

    async begin(person: Person, guidelineId: GuidelineId, request: ThreadData): Promise<Thread> {
      const actor = await actorOf(person, guidelineId);
      const { kind, onBehalfOf, addressedTo } = request;
      allow(canBegin(actor, kind), "discussion/not-allowed", "Your right does not reach that far.");
      checkShape(request);
      if (onBehalfOf !== null)
        allow(
          canSpeakFor(actor, onBehalfOf),
          "discussion/not-allowed",
          "Only people of a body speak for it.",
        );
      if (addressedTo !== null && !actor.bodies.some((body) => body.id === addressedTo))
        notFound("identity/body-not-found", "There is no such body.");
      const id = request.id ?? newId<ThreadId>();
      if (await store.exists(id)) return this.again(person, guidelineId, id);
      await limit.take(person.id);
      const place = await places.begin(guidelineId, request.sectionId, request.anchor);
      if (place === null)
        throw new AppError("discussion/place-gone", 409, "The passage is not there any more.");
      const proposed = request.suggestion === undefined ? null : clean(request.suggestion, place.place);
      if (proposed !== null && place.place.on === "text" && !isSuggestable(place.place.quote))
        throw new AppError("request/invalid", 422, "A suggestion is about words.", {
          anchor: "expected a passage of words, without breaks, figures, tables or empty lines",
        });
      const owners = await guidelines.owners(guidelineId);
      const createdAt = now();
      const message =
        request.body === ""
          ? null
          : { id: newId<MessageId>(), author: person.id, text: request.body, createdAt };
      const isNew = await store.add(
        {
          ...place,
          id,
          guidelineId,
          kind,
          suggestion: proposed,
          author: person.id,
          onBehalfOf,
          addressedTo,
          fromStaff: actor.grant.role === "participant",
          createdAt,
        },
        message,
        (tx) =>
          notices.begun(
            tx,
            { id, kind, sectionId: place.sectionId, onBehalfOf, addressedTo, guidelineId, owners },
            person.id,
            request.body,
          ),
      );
      if (!isNew) return this.again(person, guidelineId, id);
      // The text may have moved on between finding the place and keeping it.
      places.schedule(guidelineId);
      return tell(guidelineId, id, null);
    },

    /** A request that came twice. */
    async again(person: Person, guidelineId: GuidelineId, id: ThreadId): Promise<Thread> {
      const thread = await find(guidelineId, id);
      allow(thread.author.id === person.id, "discussion/not-allowed", "This id is taken.");
      return thread;
    },

    async answer(
      person: Person,
      guidelineId: GuidelineId,
      threadId: ThreadId,
      text: string,
      messageId: MessageId = newId<MessageId>(),
    ): Promise<Message> {
      const actor = await actorOf(person, guidelineId);
      allow(canAnswer(actor), "discussion/not-allowed", "Your right does not reach that far.");
      const thread = await find(guidelineId, threadId);
      const before = await store.message(messageId);
      if (before !== null) {
        allow(
          before.message.author.id === person.id && before.threadId === threadId,
          "discussion/not-allowed",
          "This id is taken.",
        );
        return before.message;
      }
      await limit.take(person.id);
      const message = { id: messageId, author: person.id, text, createdAt: now() };
      const isNew = await store.addMessage(threadId, message, (tx) =>
        notices.answered(tx, { ...thread, guidelineId, owners: [] }, person.id, messageId, text),
      );
      if (!isNew) return this.answer(person, guidelineId, threadId, text, messageId);
      return tellMessage(guidelineId, threadId, messageId);
    },

    async editMessage(
      person: Person,
      guidelineId: GuidelineId,
      threadId: ThreadId,
      messageId: MessageId,
      text: string,
    ): Promise<Message> {
      const thread = await ownMessage(person, guidelineId, threadId, messageId);
      await store.editMessage(messageId, text, now(), (tx) =>
        notices.mentioned(tx, { ...thread, guidelineId, owners: [] }, person.id, messageId, text),
      );
      return tellMessage(guidelineId, threadId, messageId);
    },

    /** Leaves a stub. What a concern says stays: the register would be empty without it. */
    async deleteMessage(
      person: Person,
      guidelineId: GuidelineId,
      threadId: ThreadId,
      messageId: MessageId,
    ): Promise<Message> {
      const thread = await ownMessage(person, guidelineId, threadId, messageId);
      const isConcern = thread.kind === "concern" && thread.messages[0]?.id === messageId;
      allow(!isConcern, "discussion/not-allowed", "A concern can be withdrawn, but not deleted.");
      await store.deleteMessage(messageId, now());
      return tellMessage(guidelineId, threadId, messageId);
    },

    async history(
      guidelineId: GuidelineId,
      threadId: ThreadId,
      messageId: MessageId,
    ): Promise<readonly MessageEdit[]> {
      await messageIn(guidelineId, threadId, messageId);
      return store.history(messageId);
    },

    /** What becomes of a thread. Accepting a suggestion also writes the text. */
    async move(
      person: Person,
      guidelineId: GuidelineId,
      threadId: ThreadId,
      change: { readonly status: ThreadStatus; readonly reason: string },
    ): Promise<Thread> {
      const thread = await find(guidelineId, threadId);
      const actor = await actorOf(person, guidelineId);
      const { status, reason } = change;
      if (!canMove(actor, thread, status)) {
        // Two people decide the same thing at the same moment: the second one learns of the first.
        const couldBefore = canMove(actor, { ...thread, status: "open" }, status);
        if (thread.status !== "open" && couldBefore) throw alreadyEnded();
        allow(false, "discussion/not-allowed", "This thread cannot be brought there by you.");
      }
      if (needsReason(thread, status) && reason === "")
        throw new AppError("discussion/reason-missing", 422, "Say why.", { reason: "expected a reason" });
      if (status === "accepted") {
        await acceptance.accept(guidelineId, thread, person.id);
        return tell(guidelineId, threadId, null);
      }
      const step = {
        status,
        at: now(),
        by: person.id,
        body: spokenFor(actor, thread, status),
        reason: reason === "" ? null : reason,
      };
      const about = { ...thread, guidelineId, owners: await guidelines.owners(guidelineId) };
      const told = await store.step(threadId, thread.status, step, async (tx) => {
        await notices.ended(tx, about, person.id, status);
        if (thread.kind === "concern" && isConcernEnd(status))
          await audit.record(
            tx,
            { actor: person.id, guideline: guidelineId },
            { kind: "concern.ended", number: thread.number, outcome: status, body: thread.onBehalfOf },
          );
      });
      if (!told) throw alreadyEnded();
      return tell(guidelineId, threadId, null);
    },

    /** Accepts every open suggestion of a section that still fits, in the order of the text. */
    async acceptAll(person: Person, guidelineId: GuidelineId, sectionId: string): Promise<AcceptedAll> {
      const actor = await actorOf(person, guidelineId);
      const open = (await store.list(guidelineId)).filter(
        (thread) =>
          thread.sectionId === sectionId &&
          thread.kind === "suggestion" &&
          canMove(actor, thread, "accepted"),
      );
      allow(canAcceptSuggestions(actor), "discussion/not-allowed", "Only authors accept suggestions.");
      let accepted = 0;
      for (const thread of open) {
        const done = await acceptance.accept(guidelineId, thread, person.id).then(
          () => true,
          (error: unknown) => {
            if (error instanceof AppError) return false;
            throw error;
          },
        );
        if (done) accepted += 1;
        await tell(guidelineId, thread.id, null);
      }
      return { accepted, outdated: open.length - accepted };
    },

    async vote(
      person: Person,
      guidelineId: GuidelineId,
      threadId: ThreadId,
      votes: boolean,
    ): Promise<Thread> {
      const thread = await find(guidelineId, threadId);
      allow(canVote(await actorOf(person, guidelineId), thread), "discussion/not-allowed", "You wrote it.");
      if (!(await store.vote(threadId, person.id, votes)))
        throw new AppError("discussion/votes-counted", 409, "The votes have been counted with the phase.");
      return { ...(await tell(guidelineId, threadId, null)), voted: votes };
    },

    /** The register: all concerns, where they stand in the text of now. */
    async concerns(person: Person, guidelineId: GuidelineId): Promise<readonly Thread[]> {
      await places.settle(guidelineId);
      return (await this.list(person, guidelineId)).filter(({ kind }) => kind === "concern");
    },

    /** Concerns that stand in the way of approval, and those that warn. */
    async openConcerns(guidelineId: GuidelineId) {
      const open = (await store.list(guidelineId)).filter(
        (thread) => thread.kind === "concern" && thread.status === "open",
      );
      return { blocking: open.filter(blocks), warning: open.filter((thread) => !blocks(thread)) };
    },
  };

  async function find(guidelineId: GuidelineId, id: ThreadId): Promise<Thread> {
    return (
      (await store.find(guidelineId, id)) ??
      notFound("discussion/thread-not-found", "There is no such thread.")
    );
  }

  async function messageIn(guidelineId: GuidelineId, threadId: ThreadId, messageId: MessageId) {
    const thread = await find(guidelineId, threadId);
    const message = thread.messages.find(({ id }) => id === messageId);
    if (message === undefined) return notFound("discussion/message-not-found", "There is no such message.");
    return { thread, message };
  }

  async function ownMessage(
    person: Person,
    guidelineId: GuidelineId,
    threadId: ThreadId,
    messageId: MessageId,
  ): Promise<Thread> {
    const { thread, message } = await messageIn(guidelineId, threadId, messageId);
    const actor = await actorOf(person, guidelineId);
    allow(
      canChangeMessage(actor, message.author.id),
      "discussion/not-allowed",
      "Only its author changes a message.",
    );
    if (message.deletedAt !== null) notFound("discussion/message-not-found", "The message has been deleted.");
    return thread;
  }

  async function actorOf(person: Person, guidelineId: GuidelineId): Promise<Actor> {
    const grant = await guidelines.grantOf(person.id, guidelineId);
    if (grant === null)
      return notFound("guidelines/not-found", "There is no such guideline, or you do not take part in it.");
    return { person, grant, bodies: await identity.bodies() };
  }

  async function tell(guidelineId: GuidelineId, id: ThreadId, messageId: MessageId | null): Promise<Thread> {
    const thread = await find(guidelineId, id);
    const message = thread.messages.find((each) => each.id === messageId) ?? null;
    const first = messageId === null && thread.messages.length === 1 ? (thread.messages[0] ?? null) : null;
    // A section with open concerns is in discussion, also in the list of guidelines.
    if (thread.kind === "concern" && messageId === null)
      events.publish("guidelines:changed", { guidelineId });
    events.publish("threads:changed", { guidelineId, thread: headOf(thread), message: message ?? first });
    return thread;
  }

  async function tellMessage(
    guidelineId: GuidelineId,
    threadId: ThreadId,
    messageId: MessageId,
  ): Promise<Message> {
    const thread = await tell(guidelineId, threadId, messageId);
    const message = thread.messages.find(({ id }) => id === messageId);
    return message ?? notFound("discussion/message-not-found", "There is no such message.");
  }
}

/** Which fields belong to which kind. */
function checkShape({ kind, body, onBehalfOf, addressedTo, suggestion, anchor }: ThreadData): void {
  const fields: Record<string, string> = {};
  if (kind !== "suggestion" && body === "") fields.body = "expected a message";
  if (kind === "inquiry" && addressedTo === null) fields.addressedTo = "expected the body that is asked";
  if (kind !== "inquiry" && addressedTo !== null) fields.addressedTo = "only inquiries ask a body";
  if (kind !== "concern" && onBehalfOf !== null) fields.onBehalfOf = "only concerns are raised for a body";
  if ((kind === "suggestion") !== (suggestion !== undefined)) fields.suggestion = "expected with suggestions";
  if (kind === "suggestion" && anchor === undefined) fields.anchor = "expected a passage";
  if (suggestion?.action === "replace" && suggestion.text === "") fields.suggestion = "expected a text";
  if (suggestion?.action === "insert" && suggestion.text.trim() === "") fields.suggestion = "expected a text";
  if (Object.keys(fields).length > 0)
    throw new AppError("request/invalid", 422, "Some of the input cannot be used.", fields);
}

/** Only what may stand in a text: no control characters, and line ends only where lines are meant. */
function clean(suggestion: NonNullable<ThreadData["suggestion"]>, { on, quote }: Place): Proposed {
  const plain = suggestion.text.replaceAll("\r\n", "\n").replaceAll(/[^\P{Cc}\n]|\uFFFC/gu, "");
  const text = on === "block" ? plain : plain.replaceAll(/\s*\n\s*/g, quote.includes("\n") ? "\n" : " ");
  return { action: suggestion.action, text: suggestion.action === "delete" ? "" : text };
}

/** The body in whose name a step is taken, if it is one. */
function spokenFor(actor: Actor, thread: Thread, status: ThreadStatus) {
  if (thread.kind === "concern" && status === "notFollowed")
    return actor.bodies.find((body) => body.key === "geschaeftsfuehrung")?.id ?? null;
  if (thread.kind === "concern") return thread.onBehalfOf;
  if (thread.kind === "inquiry" && thread.addressedTo !== null)
    return actor.person.bodies.includes(thread.addressedTo) ? thread.addressedTo : null;
  return null;
}

function isConcernEnd(status: ThreadStatus): status is "settled" | "withdrawn" | "notFollowed" {
  return status === "settled" || status === "withdrawn" || status === "notFollowed";
}

function alreadyEnded(): AppError {
  return new AppError("discussion/already-ended", 409, "This has been decided in the meantime.");
}
