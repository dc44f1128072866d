/** The words of the collaboration socket: message types, close codes and presence. No zod: the client carries it. */
import type { PersonId } from "./ids.ts";
import type { PersonColour } from "./roles.ts";

/**
 * First varint of every message. 0 to 3 are those of y-websocket.
 * - `durable` (server → client): varuint `count`. Of the sync messages of types step 2 and update that this
 *   connection has sent so far, the first `count` are on disk.
 * - `keepalive` (server → client): nothing more. Stock clients close after 30 s of silence.
 * - `cursors` (server → our own clients): varuint count; for each a varuint clientID, a varuint clock and the cursor as
 *   varuint8array (collab-cursor.ts). Of people whose state has come by `awareness`; it replaces the cursor in it.
 */
export const MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  durable: 100,
  keepalive: 101,
  cursors: 102,
} as const;

/** Close codes of the collaboration socket. 44xx are final for this state, 45xx mean "come again". */
export const CLOSE = {
  signIn: 4401,
  noRight: 4403,
  /** Schema, epoch, or text that this server never had: reload. */
  reload: 4409,
  contentRefused: 4422,
  shuttingDown: 4503,
  tooSlow: 4508,
  gap: 4509,
  rightsChanged: 4510,
} as const;
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

/** Answer header of `GET …/state`: the epoch of the document that it holds. */
export const EPOCH_HEADER = "Document-Epoch";

/** Largest inbound frame in bytes; the client splits what exceeds SPLIT_ABOVE. */
export const MAX_FRAME = 1024 * 1024;
export const SPLIT_ABOVE = 512 * 1024;

/** Who someone is, stamped by the server onto their awareness state. Never stored. */
export interface PresenceUser {
  readonly id: PersonId;
  readonly name: string;
  readonly colour: PersonColour;
  /** Name key or own name of one of their bodies; null for people without a body. */
  readonly body: string | null;
}

/** A cursor: two Yjs relative positions (JSON) in the flow or title of one section. */
export interface PresenceCursor {
  readonly section: string;
  readonly anchor: unknown;
  readonly head: unknown;
}

/** Awareness state as the clients see it: `cursor` comes from the client, `user` from the server. */
export interface PresenceState {
  readonly user: PresenceUser;
  readonly cursor: PresenceCursor | null;
}
