/** The door of collab: reading and editing a guideline's text from inside the server. */
import type { Doc } from "yjs";
import type { Content } from "#shared/collab.ts";
import type { BodyId, GuidelineId } from "#shared/ids.ts";

/** The draft as everyone would see it once all that is applied is on disk. `seq` is the last row of the log in it. */
export interface Draft extends Content {
  readonly seq: number;
}

export interface Collab {
  /** Reads the draft through the room (opening it if need be); resolves once `seq` is durable. */
  read(guidelineId: GuidelineId): Promise<Draft>;
  /**
   * Runs `fn` on the live document in one Yjs transaction under the server's own clientID and resolves once it is
   * committed and on its way to every screen. Never call it inside an SQL transaction.
   */
  edit(guidelineId: GuidelineId, fn: (ydoc: Doc) => void): Promise<{ readonly seq: number }>;
  /** Bodies whose people have changed text after `seq`. Names no people. */
  participants(guidelineId: GuidelineId, sinceSeq: number): Promise<readonly BodyId[]>;
}
