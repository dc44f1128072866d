/** Yjs updates (V1), written by hand: what no honest client would write. */
import {
  createEncoder,
  type Encoder,
  toUint8Array,
  writeAny,
  writeUint8,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
} from "lib0/encoding";

export interface Id {
  readonly client: number;
  readonly clock: number;
}

/** Where a struct stands: beside others, or (the first in its parent) under a root's name or a type's id. */
export interface Standing {
  readonly origin?: Id;
  readonly right?: Id;
  readonly parent?: string | Id;
  readonly sub?: string;
}

/** Reference number of the content, and how it is written. */
export interface Content {
  readonly ref: number;
  write(encoder: Encoder): void;
}

export interface ForgedStruct extends Standing {
  readonly content: Content;
}

/** Structs of one client, numbered from `clock`. */
export interface Block extends Id {
  readonly structs: readonly ForgedStruct[];
}

export type Deletion = readonly [client: number, clock: number, length: number];

const HAS_ORIGIN = 0x80;
const HAS_RIGHT = 0x40;
const HAS_SUB = 0x20;

export const gc = (length: number): Content => ({ ref: 0, write: (to) => writeVarUint(to, length) });
export const deleted = (length: number): Content => ({ ref: 1, write: (to) => writeVarUint(to, length) });
export const json = (text: string): Content => ({
  ref: 2,
  write(to) {
    writeVarUint(to, 1);
    writeVarString(to, text);
  },
});
export const binary = (bytes: Uint8Array): Content => ({
  ref: 3,
  write: (to) => writeVarUint8Array(to, bytes),
});
export const string = (text: string): Content => ({ ref: 4, write: (to) => writeVarString(to, text) });
export const embed = (value: unknown): Content => ({
  ref: 5,
  write: (to) => writeVarString(to, JSON.stringify(value)),
});
export const format = (key: string, value: unknown): Content => ({
  ref: 6,
  write(to) {
    writeVarString(to, key);
    writeVarString(to, JSON.stringify(value));
  },
});
/** 0 array, 1 map, 2 text, 3 XML element, 4 XML fragment, 5 XML hook, 6 XML text. */
export const type = (kind: number, name?: string): Content => ({
  ref: 7,
  write(to) {
    writeVarUint(to, kind);
    if (name !== undefined) writeVarString(to, name);
  },
});
export const any = (...values: readonly unknown[]): Content => ({
  ref: 8,
  write(to) {
    writeVarUint(to, values.length);
    for (const value of values) writeAny(to, value as never);
  },
});
/** Arrays in arrays, so deep that reading them by recursion fails. */
export const nestedAny = (depth: number): Content => ({
  ref: 8,
  write(to) {
    writeVarUint(to, 1);
    for (let level = 0; level < depth; level++) {
      writeUint8(to, 117);
      writeVarUint(to, 1);
    }
    writeUint8(to, 126);
  },
});
export const subdocument = (guid: string): Content => ({
  ref: 9,
  write(to) {
    writeVarString(to, guid);
    writeAny(to, {});
  },
});
export const skip = (length: number): Content => ({ ref: 10, write: (to) => writeVarUint(to, length) });

export function forgeUpdate(blocks: readonly Block[], deletions: readonly Deletion[] = []): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, blocks.length);
  for (const { client, clock, structs } of blocks) {
    writeVarUint(encoder, structs.length);
    writeVarUint(encoder, client);
    writeVarUint(encoder, clock);
    for (const struct of structs) writeStruct(encoder, struct);
  }
  const byClient = Map.groupBy(deletions, ([client]) => client);
  writeVarUint(encoder, byClient.size);
  for (const [client, ranges] of byClient) {
    writeVarUint(encoder, client);
    writeVarUint(encoder, ranges.length);
    for (const [, clock, length] of ranges) {
      writeVarUint(encoder, clock);
      writeVarUint(encoder, length);
    }
  }
  return toUint8Array(encoder);
}

function writeStruct(encoder: Encoder, { origin, right, parent, sub, content }: ForgedStruct): void {
  // Neither garbage nor gaps say where they stand.
  if (content.ref === 0 || content.ref === 10) {
    writeUint8(encoder, content.ref);
    content.write(encoder);
    return;
  }
  writeUint8(
    encoder,
    content.ref |
      (origin === undefined ? 0 : HAS_ORIGIN) |
      (right === undefined ? 0 : HAS_RIGHT) |
      (sub === undefined ? 0 : HAS_SUB),
  );
  if (origin !== undefined) writeId(encoder, origin);
  if (right !== undefined) writeId(encoder, right);
  if (origin === undefined && right === undefined) {
    writeVarUint(encoder, typeof parent === "string" ? 1 : 0);
    if (typeof parent === "string") writeVarString(encoder, parent);
    else writeId(encoder, parent ?? { client: 0, clock: 0 });
    if (sub !== undefined) writeVarString(encoder, sub);
  }
  content.write(encoder);
}

function writeId(encoder: Encoder, { client, clock }: Id): void {
  writeVarUint(encoder, client);
  writeVarUint(encoder, clock);
}
