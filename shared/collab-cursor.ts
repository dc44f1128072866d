/**
 * A cursor as bytes, as it travels from the server to our own clients: a few dozen instead of a few hundred in JSON,
 * times everybody who looks on.
 */
import { createDecoder, readVarString, readVarUint8Array } from "lib0/decoding";
import { createEncoder, toUint8Array, writeVarString, writeVarUint8Array } from "lib0/encoding";
import {
  createRelativePositionFromJSON,
  decodeRelativePosition,
  encodeRelativePosition,
  relativePositionToJSON,
} from "yjs";
import type { PresenceCursor } from "./collab-protocol.ts";
import { isId } from "./ids.ts";

const NONE = new Uint8Array();

/** Nothing for no cursor; else its section, and anchor and head as Yjs encodes them. */
export function encodeCursor(cursor: PresenceCursor | null): Uint8Array {
  if (cursor === null) return NONE;
  const encoder = createEncoder();
  writeVarString(encoder, cursor.section);
  for (const position of [cursor.anchor, cursor.head])
    writeVarUint8Array(encoder, encodeRelativePosition(createRelativePositionFromJSON(position)));
  return toUint8Array(encoder);
}

/** @throws on bytes that are no cursor */
export function decodeCursor(bytes: Uint8Array): PresenceCursor | null {
  if (bytes.length === 0) return null;
  const decoder = createDecoder(bytes);
  const position = () => relativePositionToJSON(decodeRelativePosition(readVarUint8Array(decoder)));
  return { section: readVarString(decoder), anchor: position(), head: position() };
}

/** A cursor of the shape that we draw, or none. Strangers write it, so nothing in it is believed. */
export function readCursor(value: unknown): PresenceCursor | null {
  if (typeof value !== "object" || value === null) return null;
  const { section, anchor, head } = value as Record<string, unknown>;
  return isId(section) && isPosition(anchor) && isPosition(head) ? { section, anchor, head } : null;
}

/** What Yjs can encode: it would never end with a clock that is no number. */
function isPosition(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { item, type, tname, assoc } = value as Record<string, unknown>;
  if (!(assoc === undefined || assoc === null || assoc === 0 || assoc === -1)) return false;
  if (!(isClockOrNone(item) && isClockOrNone(type))) return false;
  if (!(tname === undefined || tname === null || typeof tname === "string")) return false;
  return [item, type, tname].some((part) => part !== undefined && part !== null);
}

function isClockOrNone(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  const { client, clock } = value as Record<string, unknown>;
  return [client, clock].every((part) => Number.isSafeInteger(part) && (part as number) >= 0);
}
