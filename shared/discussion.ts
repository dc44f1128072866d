/**
 * The discussion of a draft: comments, inquiries, concerns and suggestions, each a thread at a place in the text.
 *
 *   GET    /api/guidelines/:id/threads                     → Thread[], oldest first
 *   POST   /api/guidelines/:id/threads                     ThreadRequest → 201 Thread
 *   GET    /api/guidelines/:id/threads/:tid                → Thread
 *   PATCH  /api/guidelines/:id/threads/:tid                ThreadChange → Thread
 *   POST   …/threads/:tid/messages                         MessageRequest → 201 Message
 *   PATCH  …/threads/:tid/messages/:mid                    {body} → Message                 its author
 *   DELETE …/threads/:tid/messages/:mid                    → Message, emptied               its author
 *   GET    …/threads/:tid/messages/:mid/history            → MessageEdit[], newest first
 *   PUT    …/threads/:tid/vote · DELETE …/threads/:tid/vote → Thread
 *   POST   /api/guidelines/:id/suggestions/accept          {sectionId} → AcceptedAll        editor
 *   GET    /api/guidelines/:id/concerns?format=csv|md      → Concern register: Thread[], or a file
 *   GET    /api/guidelines/:id/participation               → Participation | null
 *   PUT    /api/guidelines/:id/participation               {until} → Participation          owner
 *   DELETE /api/guidelines/:id/participation               → Participation, ended           owner
 *
 * A concern raised for a body blocks approval while it is open; one raised for oneself warns. Threads are never
 * deleted; a deleted message leaves a stub.
 */
import { z } from "zod";
import {
  MAX_MENTIONS,
  MAX_MESSAGE,
  MAX_QUOTE,
  MAX_REASON,
  THREAD_KINDS,
  THREAD_STATUSES,
} from "./discussion-limits.ts";
import { id } from "./identity.ts";
import type { BodyId, GuidelineId, MessageId, PersonId, SectionId, ThreadId } from "./ids.ts";
import { mentionsOf } from "./mentions.ts";
import { PERSON_COLOURS } from "./roles.ts";

const message = z
  .string()
  .trim()
  .min(1)
  .max(MAX_MESSAGE)
  .refine((text) => mentionsOf(text).length <= MAX_MENTIONS, `expected at most ${MAX_MENTIONS} mentions`);
const reason = z.string().trim().max(MAX_REASON);

/** JSON of a Yjs relative position. What is none finds no place and does no harm. */
const relative = z.record(z.string(), z.unknown());

/** Where a thread stands. Only the server writes it; browsers draw it from the relative positions. */
export const place = z.object({
  on: z.enum(["text", "block", "section"]),
  /** The line that it begins in, or the box that it is; null for titles, cells that nobody has typed in, and sections. */
  line: z.string().nullable(),
  /** Start and end in the flow; null for sections. Objects (a table, a figure) have them at their line's end. */
  start: relative.nullable(),
  end: relative.nullable(),
  /** The text as it was when the thread began, placeholders as `{{name}}`, line ends as `\n`. */
  quote: z.string(),
  /** Up to 32 characters around it, as last seen. */
  before: z.string(),
  after: z.string(),
  /** Orphaned: its text is gone. It stays listed, and is looked for again after each change. */
  state: z.enum(["anchored", "orphaned"]),
  /** Which part of the quote still stands there, 0 to 1. */
  share: z.number().min(0).max(1),
  /** While orphaned: the newest version in which the quote stood, if there is one. */
  version: z.number().int().nullable(),
});
export type Place = z.infer<typeof place>;

/**
 * `replace` and `delete` are about the quote, on a block also about what has none (a table, a figure); `insert` puts the
 * text behind it, on a block as new lines.
 */
export const suggestion = z.object({
  action: z.enum(["replace", "insert", "delete"]),
  text: z.string(),
  /** The place has changed so much that accepting would overwrite somebody's words. */
  outdated: z.boolean(),
});

export const participant = z.object({
  id: id<PersonId>(),
  name: z.string(),
  colour: z.enum(PERSON_COLOURS),
});
export type Participant = z.infer<typeof participant>;

export const threadMessage = z.object({
  id: id<MessageId>(),
  author: participant,
  /** Markdown subset, with mentions as `@[Name](person:id)` and `@[Name](body:id)`. Empty when deleted. */
  text: z.string(),
  createdAt: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
  deletedAt: z.iso.datetime().nullable(),
});
export type Message = z.infer<typeof threadMessage>;

/** What became of a thread, and who said so. `by` accepts or rejects, settles or goes on without. */
export const threadStep = z.object({
  status: z.enum(THREAD_STATUSES),
  at: z.iso.datetime(),
  by: participant,
  /** The body that was spoken for. */
  body: id<BodyId>().nullable(),
  reason: z.string().nullable(),
});
export type ThreadStep = z.infer<typeof threadStep>;

const threadHead = z.object({
  id: id<ThreadId>(),
  /** Runs per guideline: „Bedenken 4“. */
  number: z.number().int(),
  kind: z.enum(THREAD_KINDS),
  status: z.enum(THREAD_STATUSES),
  sectionId: id<SectionId>(),
  place,
  suggestion: suggestion.nullable(),
  author: participant,
  /** The body that a concern is raised for: it blocks approval while it is open. */
  onBehalfOf: id<BodyId>().nullable(),
  /** The body that an inquiry asks. */
  addressedTo: id<BodyId>().nullable(),
  /** Came from somebody who is no member, in a participation phase. */
  fromStaff: z.boolean(),
  createdAt: z.iso.datetime(),
  /** Everything that became of it, oldest first; the first is its beginning. */
  steps: z.array(threadStep),
  votes: z.number().int(),
  /** Counted at the end of a participation phase. Who voted is forgotten then, so nobody can vote any more. */
  votesCounted: z.boolean(),
  messageCount: z.number().int(),
});
/** A thread without its messages, as it travels with events. */
export type ThreadHead = z.infer<typeof threadHead>;

export const thread = threadHead.extend({
  messages: z.array(threadMessage),
  /** Whether the person who asks has voted for it; absent in events. */
  voted: z.boolean().optional(),
});
export type Thread = z.infer<typeof thread>;

/** The anchor as the browser sees it. The server looks for the place itself and believes nothing of it. */
export const anchorRequest = z.object({
  line: z.string().max(200).optional(),
  start: relative.optional(),
  end: relative.optional(),
  quote: z.string().max(MAX_QUOTE).default(""),
  before: z.string().max(200).default(""),
  after: z.string().max(200).default(""),
  /** The line as a whole is meant; `line` may also be the id of a box, which stands for all of its lines. */
  block: z.boolean().default(false),
});
export type AnchorRequest = z.input<typeof anchorRequest>;

export const threadRequest = z.object({
  /** Made by the browser, so that a request that is sent again makes nothing twice. */
  id: id<ThreadId>().optional(),
  kind: z.enum(THREAD_KINDS),
  sectionId: id<SectionId>(),
  /** Absent: the section as a whole. */
  anchor: anchorRequest.optional(),
  /** The first message. A suggestion may do without. */
  body: message.or(z.literal("")),
  onBehalfOf: id<BodyId>().nullable().default(null),
  addressedTo: id<BodyId>().nullable().default(null),
  suggestion: z
    .object({ action: z.enum(["replace", "insert", "delete"]), text: z.string().max(MAX_QUOTE) })
    .optional(),
});
export type ThreadRequest = z.input<typeof threadRequest>;
export type ThreadData = z.output<typeof threadRequest>;

export const messageRequest = z.object({ id: id<MessageId>().optional(), body: message });
export const messageChange = z.object({ body: message });

export const threadChange = z.object({ status: z.enum(THREAD_STATUSES), reason: reason.default("") });

export const messageEdit = z.object({
  /** What stood there until then. */
  text: z.string(),
  until: z.iso.datetime(),
});
export type MessageEdit = z.infer<typeof messageEdit>;

export const acceptAllRequest = z.object({ sectionId: id<SectionId>() });
export interface AcceptedAll {
  readonly accepted: number;
  /** Suggestions whose place has changed too much; they stay open. */
  readonly outdated: number;
}

/** The draft is open to all staff, who read it, comment and vote for comments without being members. */
export const participation = z.object({
  state: z.enum(["open", "ended"]),
  opensAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  /** What came and what became of it, as it is now. Counts no people. */
  summary: z.object({
    threads: z.number().int(),
    messages: z.number().int(),
    votes: z.number().int(),
    open: z.number().int(),
    resolved: z.number().int(),
    sections: z.array(z.object({ sectionId: id<SectionId>(), title: z.string(), threads: z.number().int() })),
  }),
});
export type Participation = z.infer<typeof participation>;

export const participationRequest = z.object({
  /** The last day, as an ISO date: it ends with that day where the organisation is. Or a moment. */
  until: z.iso.date().or(z.iso.datetime()),
});

/** What `threads:changed` carries: the thread, and the message that is new or other, if it was about one. */
export interface ThreadChanged {
  readonly guidelineId: GuidelineId;
  readonly thread: ThreadHead;
  readonly message: Message | null;
}

/** What `threads:moved` carries: places that are other than before. */
export interface ThreadsMoved {
  readonly guidelineId: GuidelineId;
  readonly places: readonly (Pick<ThreadHead, "id" | "sectionId" | "place"> & {
    readonly outdated: boolean;
  })[];
}
