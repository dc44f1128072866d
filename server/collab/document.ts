/**
 * The state of one document in memory: as bytes while that is enough, as a Y.Doc from the first moment that needs
 * more. Whoever only reads, and a document at rest, cost the bytes alone.
 */
import {
  applyUpdate,
  type Doc,
  decodeStateVector,
  diffUpdate,
  encodeStateAsUpdate,
  encodeStateVector,
  encodeStateVectorFromUpdate,
  getState,
  Doc as YDoc,
} from "yjs";

export type SharedDocument = ReturnType<typeof openSharedDocument>;

/**
 * @param updates in order; `vector` is the state vector of the first one where that is known
 * @param onUpdate told of each change (an encoded update), in its turn
 */
export function openSharedDocument(
  {
    updates,
    vector: firstVector,
  }: { readonly updates: readonly Uint8Array[]; readonly vector: Uint8Array | null },
  onUpdate: (update: Uint8Array) => void,
) {
  let ydoc: Doc | null = null;
  /** Everything, as one update; null while the Y.Doc knows better. */
  let state: Uint8Array | null = updates.length === 1 ? (updates[0] ?? null) : null;
  let vector: Uint8Array | null = state === null ? null : firstVector;
  /** All deletions and nothing else, of a document at rest; null before somebody says them. */
  let deletions: Uint8Array | null = null;
  /** Milliseconds that the Y.Doc took to be built. */
  let wakingTime = 0;
  /** The server's own; stays the same however often the Y.Doc is built. */
  let clientID: number | null = null;
  if (state === null) awake(updates);

  function awake(from: readonly Uint8Array[]): Doc {
    const began = performance.now();
    const built = new YDoc({ gc: true });
    clientID ??= built.clientID;
    built.clientID = clientID;
    built.transact(() => {
      for (const update of from) applyUpdate(built, update, "log");
    });
    built.on("update", (update: Uint8Array) => {
      state = null;
      vector = null;
      onUpdate(update);
    });
    ydoc = built;
    deletions = null;
    wakingTime = performance.now() - began;
    return built;
  }

  function live(): Doc {
    return ydoc ?? awake(state === null ? [] : [state]);
  }

  function encoded(): Uint8Array {
    state ??= encodeStateAsUpdate(live());
    return state;
  }

  return {
    /** Built where needed: not for a look at the whole, for which the bytes are there. */
    get ydoc(): Doc {
      return live();
    },
    /** Of the last time that it woke, in milliseconds. */
    get wakingTime() {
      return wakingTime;
    },
    /** The whole document as one update; kept until the next change. */
    encoded,
    vector(): Uint8Array {
      vector ??= ydoc === null ? encodeStateVectorFromUpdate(encoded()) : encodeStateVector(ydoc);
      return vector;
    },
    /** What a reader with this state vector lacks. @throws on an unreadable one */
    since(stateVector: Uint8Array): Uint8Array {
      return isEmptyVector(stateVector) ? encoded() : encodeStateAsUpdate(live(), stateVector);
    },
    /**
     * Whether an update is what a client answers that has just this state: nothing new, and the deletions that it knows
     * of. Says so of a document at rest alone; of others the guard does.
     */
    isEcho(update: Uint8Array): boolean {
      if (isEmptyUpdate(update)) return true;
      if (ydoc !== null) return false;
      deletions ??= diffUpdate(encoded(), this.vector());
      return Buffer.compare(update, deletions) === 0;
    },
    /** Whether structs of a clientID are in the document, or it is the server's own. */
    hasUsed(client: number): boolean {
      if (client === clientID) return true;
      return ydoc === null ? decodeStateVector(this.vector()).has(client) : getState(ydoc.store, client) > 0;
    },
    get clientID(): number {
      clientID ??= live().clientID;
      return clientID;
    },
    /** Keeps the bytes alone. */
    sleep(): void {
      if (ydoc === null) return;
      encoded();
      this.vector();
      ydoc.destroy();
      ydoc = null;
    },
    destroy(): void {
      ydoc?.destroy();
    },
  };
}

function isEmptyVector(stateVector: Uint8Array): boolean {
  return stateVector.length === 1 && stateVector[0] === 0;
}

/** No structs, no deletions. */
function isEmptyUpdate(update: Uint8Array): boolean {
  return update.length === 2 && update[0] === 0 && update[1] === 0;
}
