/** The clients of one measurement, in a process of their own: writers that type, and listeners that look. */
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { WebSocket } from "ws";
import { applyUpdate, Doc, encodeStateVector } from "yjs";
import { flowsOf } from "../support/cohort.ts";
import { readMessage, writeMessage } from "../support/frames.ts";

export interface Seat {
  readonly url: string;
  readonly cookie: string;
  readonly clientID: number;
}

export interface Load {
  readonly origin: string;
  /** Whether the server speaks first and has a document; otherwise frames are only passed on. */
  readonly handshake: boolean;
  readonly writers: readonly Seat[];
  readonly listeners: readonly Seat[];
  /** Updates a second of each writer. */
  readonly rate: number;
  readonly seconds: number;
  readonly warmup: number;
}

/** Latencies in milliseconds, from before the send to the receipt of the frame that holds the text. */
export interface LoadResult {
  readonly p50: number;
  readonly p99: number;
  readonly delivered: number;
  readonly expected: number;
}

/** Typed text names itself, so that it is found in any frame: `~17~` is the 17th update of the run. */
const MARK = /~(\d+)~/g;

process.once("message", (load) => void run(load as Load));

async function run(load: Load): Promise<void> {
  const sentAt: number[] = [];
  const latencies: number[] = [];
  let measuringFrom = Number.POSITIVE_INFINITY;
  const onFrame = (data: Buffer) => {
    const now = performance.now();
    for (const [, number] of data.toString("latin1").matchAll(MARK))
      if (Number(number) >= measuringFrom) latencies.push(now - (sentAt[Number(number)] ?? now));
  };

  const listeners = await openAll(load.listeners, load);
  const writers = await openAll(load.writers, load);
  for (const { socket } of [...listeners, ...writers]) socket.on("message", onFrame);

  const stop = new AbortController();
  const typing = writers.map(async ({ socket, ydoc }, index) => {
    const flow = flowsOf(ydoc)[0] ?? ydoc.getText();
    ydoc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "typing") socket.send(writeMessage({ type: "update", update }));
    });
    await pause((1000 / load.rate / writers.length) * index);
    while (!stop.signal.aborted) {
      ydoc.transact(() => {
        flow.insert(0, `~${sentAt.length}~`);
        sentAt.push(performance.now());
      }, "typing");
      await pause(1000 / load.rate);
    }
  });

  await pause(load.warmup * 1000);
  measuringFrom = sentAt.length;
  process.send?.({ kind: "measuring" });
  await pause(load.seconds * 1000);
  stop.abort();
  await Promise.all(typing);
  const expected = (sentAt.length - measuringFrom) * (listeners.length + writers.length - 1);
  for (let waited = 0; latencies.length < expected && waited < 5000; waited += 20) await pause(20);

  latencies.sort((a, b) => a - b);
  const at = (part: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * part))] ?? 0;
  const value: LoadResult = { p50: at(0.5), p99: at(0.99), delivered: latencies.length, expected };
  process.send?.({ kind: "result", value });
}

interface Client {
  readonly socket: WebSocket;
  readonly ydoc: Doc;
}

async function openAll(seats: readonly Seat[], load: Load): Promise<Client[]> {
  const clients: Client[] = [];
  for (const seat of seats) clients.push(await open(seat, load));
  return clients;
}

async function open(seat: Seat, load: Load): Promise<Client> {
  const ydoc = new Doc();
  ydoc.clientID = seat.clientID;
  const socket = new WebSocket(seat.url, {
    headers: { cookie: seat.cookie },
    origin: load.origin,
    perMessageDeflate: false,
  });
  socket.on("error", (error) => {
    throw error;
  });
  const synced = new Promise<void>((resolve) => {
    if (!load.handshake) return resolve();
    const onMessage = (data: Buffer) => {
      const message = readMessage(new Uint8Array(data));
      if (message.type !== "step2") return;
      applyUpdate(ydoc, message.update);
      socket.off("message", onMessage);
      resolve();
    };
    socket.on("message", onMessage);
  });
  await once(socket, "open");
  if (load.handshake) socket.send(writeMessage({ type: "step1", stateVector: encodeStateVector(ydoc) }));
  await synced;
  return { socket, ydoc };
}
