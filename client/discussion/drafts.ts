/** What is being written, kept on this device until it is sent: it survives closing the window, and being offline. */
import type { AnchorRequest } from "#shared/discussion.ts";
import type { ThreadKind } from "#shared/discussion-limits.ts";
import type { BodyId, GuidelineId, MessageId, SectionId, ThreadId } from "#shared/ids.ts";
import { newId } from "#shared/ids.ts";
import { keep, recall } from "../shell/device.ts";

/** What is chosen as a whole. */
export type Whole = "table" | "figure" | "divider" | "pending" | "box";

/** A contribution on its way. Its id is made once, so that sending again after a lost answer makes nothing twice. */
export interface Composition {
  readonly id: ThreadId;
  readonly sectionId: SectionId;
  /** Null: about the section as a whole. */
  readonly anchor: AnchorRequest | null;
  /** What the anchor is about as a whole; absent for words, lines and sections. */
  readonly whole?: Whole;
  /** The box or table around the place, which may be meant instead. */
  readonly around?: { readonly whole: Whole; readonly anchor: AnchorRequest } | undefined;
  readonly kind: ThreadKind;
  readonly body: string;
  /** A body that is spoken for; `null` for oneself. */
  readonly onBehalfOf: BodyId | null;
  readonly addressedTo: BodyId | null;
  readonly action: "replace" | "insert" | "delete";
  readonly text: string;
}

export interface ReplyDraft {
  readonly id: MessageId;
  readonly body: string;
}

export interface Drafts {
  composition(): Composition | null;
  keepComposition(composition: Composition | null): void;
  reply(thread: ThreadId): ReplyDraft;
  keepReply(thread: ThreadId, draft: ReplyDraft): void;
  /** After it was sent, or given up. */
  dropReply(thread: ThreadId): void;
}

export function createDrafts(person: string, guideline: GuidelineId): Drafts {
  const place = `richtschnur.draft.${person}.${guideline}`;
  const replyPlace = (thread: ThreadId) => `${place}.${thread}`;

  function read<T>(key: string): T | null {
    try {
      return JSON.parse(recall(key) || "null") as T | null;
    } catch {
      return null;
    }
  }

  return {
    composition: () => read<Composition>(place),
    keepComposition: (composition) => keep(place, composition === null ? "" : JSON.stringify(composition)),
    reply: (thread) => read<ReplyDraft>(replyPlace(thread)) ?? { id: newId<MessageId>(), body: "" },
    keepReply: (thread, draft) => keep(replyPlace(thread), draft.body === "" ? "" : JSON.stringify(draft)),
    dropReply: (thread) => keep(replyPlace(thread), ""),
  };
}
