/** How threads lie in the database, and what they are read into. */
import type { Selectable, Transaction } from "kysely";
import { z } from "zod";
import {
  type Message,
  type Participant,
  type Place,
  place,
  suggestion,
  type Thread,
  type thread,
} from "#shared/discussion.ts";
import type { ThreadKind, ThreadStatus } from "#shared/discussion-limits.ts";
import type { BodyId, GuidelineId, MessageId, PersonId, SectionId, ThreadId } from "#shared/ids.ts";
import type { IdentityTables } from "../identity/index.ts";

type ThreadsTable = {
  readonly id: ThreadId;
  readonly guideline_id: GuidelineId;
  readonly number: number;
  readonly kind: ThreadKind;
  readonly status: ThreadStatus;
  readonly section_id: SectionId;
  readonly place: string;
  readonly suggestion: string | null;
  readonly outdated: number;
  readonly author_id: PersonId;
  readonly on_behalf_of: BodyId | null;
  readonly addressed_to: BodyId | null;
  readonly from_staff: number;
  readonly intent: string | null;
  readonly created_at: string;
  readonly past_votes: number;
};

type MessagesTable = {
  readonly id: MessageId;
  readonly thread_id: ThreadId;
  readonly position: number;
  readonly author_id: PersonId;
  readonly text: string;
  readonly created_at: string;
  readonly edited_at: string | null;
  readonly deleted_at: string | null;
};

export type DiscussionTables = IdentityTables & {
  readonly threads: ThreadsTable;
  readonly thread_steps: {
    readonly thread_id: ThreadId;
    readonly position: number;
    readonly status: ThreadStatus;
    readonly at: string;
    readonly person_id: PersonId;
    readonly body_id: BodyId | null;
    readonly reason: string | null;
  };
  readonly thread_messages: MessagesTable;
  readonly thread_message_edits: {
    readonly message_id: MessageId;
    readonly until: string;
    readonly text: string;
  };
  readonly thread_votes: { readonly thread_id: ThreadId; readonly person_id: PersonId };
};

export type Tx = Transaction<DiscussionTables>;

/** What a suggestion says, without what follows from the text as it is now. */
const proposed = suggestion.omit({ outdated: true });
export type Proposed = z.infer<typeof proposed>;

export interface NewThread {
  readonly id: ThreadId;
  readonly guidelineId: GuidelineId;
  readonly kind: ThreadKind;
  readonly sectionId: SectionId;
  readonly place: Place;
  readonly suggestion: Proposed | null;
  readonly author: PersonId;
  readonly onBehalfOf: BodyId | null;
  readonly addressedTo: BodyId | null;
  readonly fromStaff: boolean;
  readonly createdAt: string;
}

export interface NewMessage {
  readonly id: MessageId;
  readonly author: PersonId;
  readonly text: string;
  readonly createdAt: string;
}

export interface NewStep {
  readonly status: ThreadStatus;
  readonly at: string;
  readonly by: PersonId;
  readonly body: BodyId | null;
  readonly reason: string | null;
}

/** What is looked after while the text changes. */
export interface Placed {
  readonly id: ThreadId;
  readonly kind: ThreadKind;
  readonly status: ThreadStatus;
  readonly sectionId: SectionId;
  readonly place: Place;
  readonly suggestion: Proposed | null;
  readonly outdated: boolean;
}

/** Somebody is accepting a suggestion: what is needed to finish it after a crash. */
export const intent = z.object({
  by: z.custom<PersonId>((value) => typeof value === "string"),
  at: z.string(),
});
export type Intent = z.infer<typeof intent>;

type PlacedRow = Pick<
  Selectable<ThreadsTable>,
  "id" | "kind" | "status" | "section_id" | "place" | "suggestion" | "outdated"
>;

export function toPlaced(row: PlacedRow): Pick<Placed, "id" | "kind" | "status" | "sectionId" | "place"> {
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    sectionId: row.section_id,
    place: place.parse(JSON.parse(row.place)),
  };
}

export function toProposed(row: PlacedRow): Proposed | null {
  return row.suggestion === null ? null : proposed.parse(JSON.parse(row.suggestion));
}

export function toSuggestion(row: PlacedRow): Thread["suggestion"] {
  const found = toProposed(row);
  return found === null ? null : { ...found, outdated: row.outdated === 1 };
}

export function toMessage(
  row: Selectable<MessagesTable> & { readonly name: string; readonly colour: Participant["colour"] },
): Message {
  return {
    id: row.id,
    author: { id: row.author_id, name: row.name, colour: row.colour },
    text: row.text,
    createdAt: row.created_at,
    editedAt: row.edited_at,
    deletedAt: row.deleted_at,
  };
}

/** The thread without its messages. */
export function headOf({ messages: _messages, voted: _voted, ...head }: z.infer<typeof thread>) {
  return head;
}
