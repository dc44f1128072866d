/** A hand-made client of the collaboration socket, which says what no honest one would. */
import { WebSocket } from "ws";
import { type Message, readMessage, writeMessage } from "./frames.ts";
import type { Someone } from "./people.ts";
import { until } from "./until.ts";

/** How an attempt to open a socket, or the socket, ended: refused with an HTTP status, or closed with a code. */
export type End =
  | { readonly state: "refused"; readonly status: number }
  | { readonly state: "closed"; readonly code: number };

export interface RawSocket extends Disposable {
  readonly heard: Message[];
  say(message: Message): void;
  sayBytes(bytes: Uint8Array): void;
  hear<T extends Message["type"]>(type: T): Promise<Extract<Message, { type: T }>>;
  /** Stops reading, as a tab does whose machine sleeps; the line stays open. */
  pause(): void;
  resume(): void;
  /** Resolves when it has ended. */
  readonly end: Promise<End>;
}

/** Opens a socket under `path` (from `/collab/`); `someone` null has no session. */
export function openRawSocket(
  url: string,
  path: string,
  someone: Someone | null,
  origin: string | null = url,
): RawSocket {
  const socket = new WebSocket(url.replace(/^http/, "ws") + path, {
    headers: someone === null ? {} : { cookie: someone.cookie },
    ...(origin === null ? {} : { origin }),
  });
  const heard: Message[] = [];
  socket.on("message", (data) => heard.push(readMessage(new Uint8Array(data as Buffer))));
  const opened = new Promise<void>((resolve) => socket.once("open", resolve));
  const end = new Promise<End>((resolve) => {
    socket.once("unexpected-response", (_request, response) => {
      resolve({ state: "refused", status: response.statusCode ?? 0 });
      socket.terminate();
    });
    socket.once("close", (code) => resolve({ state: "closed", code }));
    // What ends a socket is told by the two above; an error without a listener would end the test run.
    socket.on("error", () => {});
  });
  return {
    heard,
    end,
    say: (message) => void opened.then(() => socket.send(writeMessage(message))),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    sayBytes: (bytes) => void opened.then(() => socket.send(bytes)),
    hear: (type) =>
      until(`a message of type ${type}`, () => heard.find((message) => message.type === type)) as never,
    [Symbol.dispose]: () => socket.terminate(),
  };
}
