/** Frames of the collaboration socket, written and read by hand: for tests of what exactly goes over the line. */
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from "lib0/decoding";
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from "lib0/encoding";
import { MESSAGE } from "#shared/collab-protocol.ts";

/** One state in an awareness message; `state` null means gone. */
export interface AwarenessEntry {
  readonly clientId: number;
  readonly clock: number;
  readonly state: unknown;
}

/** Where somebody is now; the cursor as bytes. */
export interface CursorEntry {
  readonly clientId: number;
  readonly clock: number;
  readonly cursor: Uint8Array;
}

export type Message =
  | { readonly type: "step1"; readonly stateVector: Uint8Array }
  | { readonly type: "step2"; readonly update: Uint8Array }
  | { readonly type: "update"; readonly update: Uint8Array }
  | { readonly type: "awareness"; readonly entries: readonly AwarenessEntry[] }
  | { readonly type: "cursors"; readonly entries: readonly CursorEntry[] }
  | { readonly type: "durable"; readonly count: number }
  | { readonly type: "keepalive" }
  | { readonly type: "other"; readonly number: number };

export function readMessage(frame: Uint8Array): Message {
  const decoder = createDecoder(frame);
  const number = readVarUint(decoder);
  switch (number) {
    case MESSAGE.sync: {
      const kind = readVarUint(decoder);
      const bytes = readVarUint8Array(decoder);
      return kind === 0
        ? { type: "step1", stateVector: bytes }
        : { type: kind === 1 ? "step2" : "update", update: bytes };
    }
    case MESSAGE.awareness:
      return { type: "awareness", entries: readEntries(readVarUint8Array(decoder)) };
    case MESSAGE.cursors:
      return {
        type: "cursors",
        entries: Array.from({ length: readVarUint(decoder) }, () => ({
          clientId: readVarUint(decoder),
          clock: readVarUint(decoder),
          cursor: readVarUint8Array(decoder),
        })),
      };
    case MESSAGE.durable:
      return { type: "durable", count: readVarUint(decoder) };
    case MESSAGE.keepalive:
      return { type: "keepalive" };
    default:
      return { type: "other", number };
  }
}

export function writeMessage(message: Message): Uint8Array {
  const encoder = createEncoder();
  switch (message.type) {
    case "step1":
      writeVarUint(encoder, MESSAGE.sync);
      writeVarUint(encoder, 0);
      writeVarUint8Array(encoder, message.stateVector);
      break;
    case "step2":
    case "update":
      writeVarUint(encoder, MESSAGE.sync);
      writeVarUint(encoder, message.type === "step2" ? 1 : 2);
      writeVarUint8Array(encoder, message.update);
      break;
    case "awareness":
      writeVarUint(encoder, MESSAGE.awareness);
      writeVarUint8Array(encoder, writeEntries(message.entries));
      break;
    case "cursors":
      writeVarUint(encoder, MESSAGE.cursors);
      writeVarUint(encoder, message.entries.length);
      for (const { clientId, clock, cursor } of message.entries) {
        writeVarUint(encoder, clientId);
        writeVarUint(encoder, clock);
        writeVarUint8Array(encoder, cursor);
      }
      break;
    case "durable":
      writeVarUint(encoder, MESSAGE.durable);
      writeVarUint(encoder, message.count);
      break;
    case "keepalive":
      writeVarUint(encoder, MESSAGE.keepalive);
      break;
    case "other":
      writeVarUint(encoder, message.number);
      break;
    default:
      message satisfies never;
  }
  return toUint8Array(encoder);
}

function readEntries(bytes: Uint8Array): AwarenessEntry[] {
  const decoder = createDecoder(bytes);
  return Array.from({ length: readVarUint(decoder) }, () => ({
    clientId: readVarUint(decoder),
    clock: readVarUint(decoder),
    state: JSON.parse(readVarString(decoder)) as unknown,
  }));
}

function writeEntries(entries: readonly AwarenessEntry[]): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, entries.length);
  for (const { clientId, clock, state } of entries) {
    writeVarUint(encoder, clientId);
    writeVarUint(encoder, clock);
    writeVarString(encoder, JSON.stringify(state));
  }
  return toUint8Array(encoder);
}
