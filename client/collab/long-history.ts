import { decodeStateVector } from "yjs";

/** Characters and other items ever written, from which on a document is better fetched compressed: about 100 KB. */
const LONG = 100_000;

/** @param stateVector encoded, in base64url, as `Content` has it */
export function hasLongHistory(stateVector: string): boolean {
  const bytes = Uint8Array.from(atob(stateVector.replaceAll("-", "+").replaceAll("_", "/")), (character) =>
    character.charCodeAt(0),
  );
  let items = 0;
  for (const clock of decodeStateVector(bytes).values()) items += clock;
  return items >= LONG;
}
