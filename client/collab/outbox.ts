/**
 * Everything that a connection sends passes here: it counts what is not on disk yet, keeps changes back while the
 * server could not place them, and takes what is too large for a frame another way.
 */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { createDecoder, readVarUint, readVarUint8Array } from "lib0/decoding";
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from "lib0/encoding";
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from "y-protocols/sync";
import { mergeUpdates } from "yjs";
import { MESSAGE, SPLIT_ABOVE } from "#shared/collab-protocol.ts";

type Frame = Uint8Array<ArrayBuffer>;
type Pass = (frame: Frame) => void;

/** How the server answered work that was too large for a frame. */
export type PostResult =
  | { readonly state: "durable" }
  /** With the close code that the socket would have had. */
  | { readonly state: "refused"; readonly code: number }
  | { readonly state: "lost" };

export interface Outbox {
  readonly unsaved: ReadonlySignal<number>;
  /** A local change was made. Call it before the change is sent. */
  changed(): void;
  /** Takes a frame of the provider and passes on what may leave now. */
  send(frame: Frame, pass: Pass): void;
  /** A new socket is open; nothing has been sent on it. */
  opened(): void;
  /** The socket is gone, and what it was not told to be on disk may be lost with it. */
  closed(): void;
  /** The first `count` messages of this socket are on disk. */
  durable(count: number): void;
  /** Since when (milliseconds since 1970) the oldest message on this socket waits to be durable; 0 if none does. */
  waitingSince(): number;
}

/** Changes that one message carried: its number on this socket (from 1), and when it left. */
interface Sent {
  readonly message: number;
  readonly changes: number;
  readonly at: number;
}

/** What goes over HTTP, and what was made since. */
interface Posting {
  readonly state: "posting";
  readonly update: Uint8Array;
  readonly held: Uint8Array[];
  readonly abort: AbortController;
  readonly pass: Pass;
  started: boolean;
}

/**
 * - `closed`: no socket.
 * - `silent`: the server has not asked for what we have (sync step 1): it never does with people who only read.
 *   Changes wait for the answer (step 2), which holds them; alone, after offline work, they would leave a gap.
 * - `live`: changes leave as they come.
 * - `posting`: large work goes over HTTP. It waits for what was sent before it, since the two ways may overtake one
 *   another, and what comes after it waits for it: each may build on the other.
 */
type Phase =
  | { readonly state: "closed" }
  | { readonly state: "silent" }
  | { readonly state: "live" }
  | Posting;

export function createOutbox(options: {
  /** Sends an update over HTTP; never rejects. */
  readonly post: (update: Uint8Array, signal: AbortSignal) => Promise<PostResult>;
  /** Posted work was refused; the socket would have been closed with `code`. */
  readonly onRefused: (code: number) => void;
  /** Posted work did not arrive. */
  readonly onLost: () => void;
}): Outbox {
  let phase: Phase = { state: "closed" };
  let messages = 0;
  /** Changes that no message on this socket carries yet. */
  const loose = signal(0);
  const sent = signal<readonly Sent[]>([]);
  const posting = signal(0);
  const unsaved = computed(() =>
    sent.value.reduce((sum, { changes }) => sum + changes, loose.value + posting.value),
  );

  function send(frame: Frame, pass: Pass): void {
    const decoder = createDecoder(frame);
    const kind = readVarUint(decoder) === MESSAGE.sync ? readVarUint(decoder) : null;
    if (kind === null || kind === messageYjsSyncStep1) {
      pass(frame);
      return;
    }
    const update = readVarUint8Array(decoder);
    if (phase.state === "posting") phase.held.push(update);
    else if (kind === messageYjsSyncStep2) deliver(frame, update, pass);
    else if (phase.state === "live") deliver(frame, update, pass);
  }

  function deliver(frame: Frame, update: Uint8Array, pass: Pass): void {
    if (update.length > SPLIT_ABOVE) {
      phase = {
        state: "posting",
        update,
        held: [],
        abort: new AbortController(),
        pass,
        started: false,
      };
      posting.value = loose.value;
      loose.value = 0;
      postIfFree();
      return;
    }
    phase = { state: "live" };
    messages++;
    sent.value = [...sent.value, { message: messages, changes: loose.value, at: Date.now() }];
    loose.value = 0;
    pass(frame);
  }

  function postIfFree(): void {
    if (phase.state !== "posting" || phase.started || sent.value.length > 0) return;
    phase.started = true;
    void post(phase);
  }

  async function post(mine: Posting): Promise<void> {
    const result = await options.post(mine.update, mine.abort.signal);
    if (phase !== mine) return;
    switch (result.state) {
      case "durable":
        posting.value = 0;
        phase = { state: "live" };
        if (mine.held.length > 0) {
          const held = mergeUpdates(mine.held);
          deliver(updateFrame(held), held, mine.pass);
        }
        return;
      case "refused":
        options.onRefused(result.code);
        return;
      case "lost":
        options.onLost();
        return;
      default:
        result satisfies never;
    }
  }

  return {
    unsaved,
    send,
    changed: () => {
      loose.value++;
    },
    opened: () => {
      phase = { state: "silent" };
      messages = 0;
    },
    closed: () => {
      if (phase.state === "posting") phase.abort.abort();
      phase = { state: "closed" };
      loose.value = unsaved.value;
      sent.value = [];
      posting.value = 0;
    },
    durable: (count) => {
      sent.value = sent.value.filter(({ message }) => message > count);
      postIfFree();
    },
    waitingSince: () => sent.value[0]?.at ?? 0,
  };
}

function updateFrame(update: Uint8Array): Frame {
  const encoder = createEncoder();
  writeVarUint(encoder, MESSAGE.sync);
  writeVarUint(encoder, messageYjsUpdate);
  writeVarUint8Array(encoder, update);
  return toUint8Array(encoder);
}
