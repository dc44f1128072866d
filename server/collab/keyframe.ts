/** How large a document is, and when its state is worth being kept as a whole beside the single steps. */
import type { GuidelineId } from "#shared/ids.ts";
import type { Delivery } from "./delivery.ts";
import type { SharedDocument } from "./document.ts";
import type { Log, StoredDocument } from "./log.ts";

/** Rows after which a keyframe is worth its while, where they are a good part of the document; and in any case. */
const EVERY = 500;
const AT_LAST = 5000;
/** Largest document, in bytes of its state. */
const MAX_DOCUMENT = 32 * 1024 * 1024;

export function createKeyframe(parts: {
  readonly doc: GuidelineId;
  readonly stored: StoredDocument;
  readonly document: SharedDocument;
  readonly delivery: Delivery;
  readonly log: Log;
}) {
  const { doc, stored, document, delivery, log } = parts;
  let bytes = stored.updates.reduce((sum, update) => sum + update.length, 0);
  let last = {
    seq: stored.keyframeSeq,
    bytes: stored.keyframeSeq > 0 ? (stored.updates[0]?.length ?? 0) : 0,
  };
  let behind = bytes - last.bytes;

  return {
    /** Of the state, roughly: what was last kept and everything since. */
    get bytes() {
      return bytes;
    },

    /** The document has grown by an update of so many bytes. */
    grew(by: number): void {
      bytes += by;
      behind += by;
    },

    /** By the sum of all updates since the last look, and only where that is too much by the state itself. */
    fits(added: number): boolean {
      if (bytes + added <= MAX_DOCUMENT) return true;
      bytes = document.encoded().length;
      return bytes + added <= MAX_DOCUMENT;
    },

    /** Whether one is due now that this row is on disk. */
    isDue(seq: number): boolean {
      const rows = seq - last.seq;
      return rows >= AT_LAST || (rows >= EVERY && behind * 4 >= last.bytes);
    },

    /** Keeps the state, unless it holds more than is on disk: the next quiet moment comes. */
    async keep(): Promise<void> {
      if (!delivery.settled || delivery.committed === last.seq) return;
      const state = document.encoded();
      last = { seq: delivery.committed, bytes: state.length };
      bytes = state.length;
      behind = 0;
      await log.keep({ doc, seq: last.seq, state, vector: document.vector() });
    },
  };
}
