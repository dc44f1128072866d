/** Messages of the collaboration socket as bytes; shared/collab-protocol.ts names them. */
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from "lib0/decoding";
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from "lib0/encoding";
import { MESSAGE } from "#shared/collab-protocol.ts";

const STEP1 = 0;
const STEP2 = 1;
const UPDATE = 2;

/** One state in an awareness message, its JSON not yet read. */
export interface AwarenessEntry {
  readonly client: number;
  readonly clock: number;
  readonly json: string;
}

/** Where somebody is now, as bytes (shared/collab-cursor.ts). */
export interface CursorEntry {
  readonly client: number;
  readonly clock: number;
  readonly cursor: Uint8Array;
}

export type Inbound =
  | { readonly type: "step1"; readonly stateVector: Uint8Array }
  | { readonly type: "update"; readonly update: Uint8Array }
  | { readonly type: "awareness"; readonly entries: readonly AwarenessEntry[] }
  | { readonly type: "queryAwareness" }
  | { readonly type: "unknown" };

const MOST_ENTRIES = 2000;

/** @throws on a message that is cut short or malformed */
export function readMessage(message: Uint8Array): Inbound {
  const decoder = createDecoder(message);
  switch (readVarUint(decoder)) {
    case MESSAGE.sync: {
      const kind = readVarUint(decoder);
      const bytes = readVarUint8Array(decoder);
      if (kind === STEP1) return { type: "step1", stateVector: bytes };
      return kind === STEP2 || kind === UPDATE ? { type: "update", update: bytes } : { type: "unknown" };
    }
    case MESSAGE.awareness: {
      const states = createDecoder(readVarUint8Array(decoder));
      const count = readVarUint(states);
      if (count > MOST_ENTRIES) throw new RangeError("too many states");
      const entries: AwarenessEntry[] = [];
      for (let index = 0; index < count; index++)
        entries.push({
          client: readVarUint(states),
          clock: readVarUint(states),
          json: readVarString(states),
        });
      return { type: "awareness", entries };
    }
    case MESSAGE.queryAwareness:
      return { type: "queryAwareness" };
    default:
      return { type: "unknown" };
  }
}

/** A message as it stands on the line: one unmasked, final, binary WebSocket frame (RFC 6455, 5.2), for any reader. */
export type Frame = Buffer & { readonly __frame: never };

function frame(...parts: readonly (number | Uint8Array)[]): Frame {
  const encoder = createEncoder();
  for (const part of parts) {
    if (typeof part === "number") writeVarUint(encoder, part);
    else writeVarUint8Array(encoder, part);
  }
  return framed(toUint8Array(encoder));
}

const FINAL_BINARY = 0x82;

function framed(message: Uint8Array): Frame {
  const { length } = message;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const bytes = Buffer.allocUnsafeSlow(head + length);
  bytes[0] = FINAL_BINARY;
  if (head === 2) bytes[1] = length;
  else if (head === 4) {
    bytes[1] = 126;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = 127;
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  bytes.set(message, head);
  return bytes as Frame;
}

export const step1Frame = (stateVector: Uint8Array) => frame(MESSAGE.sync, STEP1, stateVector);
export const step2Frame = (update: Uint8Array) => frame(MESSAGE.sync, STEP2, update);
export const updateFrame = (update: Uint8Array) => frame(MESSAGE.sync, UPDATE, update);
export const durableFrame = (count: number) => frame(MESSAGE.durable, count);
export const keepaliveFrame = frame(MESSAGE.keepalive);

export function awarenessFrame(entries: readonly AwarenessEntry[]): Frame {
  const encoder = createEncoder();
  writeVarUint(encoder, entries.length);
  for (const { client, clock, json } of entries) {
    writeVarUint(encoder, client);
    writeVarUint(encoder, clock);
    writeVarString(encoder, json);
  }
  return frame(MESSAGE.awareness, toUint8Array(encoder));
}

export function cursorsFrame(entries: readonly CursorEntry[]): Frame {
  const encoder = createEncoder();
  writeVarUint(encoder, MESSAGE.cursors);
  writeVarUint(encoder, entries.length);
  for (const { client, clock, cursor } of entries) {
    writeVarUint(encoder, client);
    writeVarUint(encoder, clock);
    writeVarUint8Array(encoder, cursor);
  }
  return framed(toUint8Array(encoder));
}
