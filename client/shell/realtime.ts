/** Hears from the server that something has changed; the text itself travels another way. */
import type { Socket } from "socket.io-client";
import type { PersonalEvents, RealtimeEvents } from "#shared/events.ts";
import type { GuidelineId } from "#shared/ids.ts";

type Heard = RealtimeEvents & PersonalEvents;

/** After a fetch that failed, in milliseconds. */
const AGAIN = 5000;

let socket: Promise<Socket> | null = null;
const joined = new Map<GuidelineId, number>();

/** Nobody waits for it before reading or writing, so it is fetched apart. */
function connection(): Promise<Socket> {
  socket ??= fetchClient().then(({ io }) => {
    const opened = io({ transports: ["websocket", "polling"] });
    opened.on("connect", () => {
      for (const id of joined.keys()) opened.emit("guideline:join", id);
    });
    return opened;
  });
  return socket;
}

function fetchClient(): Promise<typeof import("socket.io-client")> {
  return import("socket.io-client").catch(async () => {
    await new Promise((resolve) => setTimeout(resolve, AGAIN));
    return fetchClient();
  });
}

/** Follows a guideline until the returned function is called. */
export function joinGuideline(id: GuidelineId): () => void {
  const count = joined.get(id) ?? 0;
  joined.set(id, count + 1);
  void connection().then((now) => {
    if (count === 0 && now.connected && joined.has(id)) now.emit("guideline:join", id);
  });
  return () => {
    const left = (joined.get(id) ?? 1) - 1;
    if (left > 0) {
      joined.set(id, left);
      return;
    }
    joined.delete(id);
    void connection().then((now) => {
      if (!joined.has(id)) now.emit("guideline:leave", id);
    });
  };
}

/**
 * Whenever the line is there, for the first time or again: what was said before must be asked for.
 * @returns a function that takes the handler away
 */
export function onConnect(handler: () => void): () => void {
  return listen("connect", handler, (now) => {
    if (now.connected) handler();
  });
}

/** @returns a function that takes the handler away */
export function onRealtime<N extends keyof Heard>(name: N, handler: (payload: Heard[N]) => void): () => void {
  return listen(name, handler);
}

function listen<A extends readonly never[]>(
  name: string,
  handler: (...said: A) => void,
  begin: (now: Socket) => void = () => {},
): () => void {
  let over = false;
  void connection().then((now) => {
    if (over) return;
    now.on(name, handler);
    begin(now);
  });
  return () => {
    over = true;
    void connection().then((now) => now.off(name, handler));
  };
}
