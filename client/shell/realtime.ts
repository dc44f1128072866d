/** Hears from the server that something has changed; the text itself travels another way. */
import { io, type Socket } from "socket.io-client";
import type { PersonalEvents, RealtimeEvents } from "#shared/events.ts";
import type { GuidelineId } from "#shared/ids.ts";

type Heard = RealtimeEvents & PersonalEvents;

let socket: Socket | null = null;
const joined = new Map<GuidelineId, number>();

function connection(): Socket {
  if (socket === null) {
    socket = io({ transports: ["websocket", "polling"] });
    socket.on("connect", () => {
      for (const id of joined.keys()) socket?.emit("guideline:join", id);
    });
  }
  return socket;
}

/** Follows a guideline until the returned function is called. */
export function joinGuideline(id: GuidelineId): () => void {
  const now = connection();
  const count = joined.get(id) ?? 0;
  joined.set(id, count + 1);
  if (count === 0 && now.connected) now.emit("guideline:join", id);
  return () => {
    const left = (joined.get(id) ?? 1) - 1;
    if (left > 0) {
      joined.set(id, left);
      return;
    }
    joined.delete(id);
    now.emit("guideline:leave", id);
  };
}

/**
 * Whenever the line is there, for the first time or again: what was said before must be asked for.
 * @returns a function that takes the handler away
 */
export function onConnect(handler: () => void): () => void {
  const now = connection();
  now.on("connect", handler);
  return () => now.off("connect", handler);
}

/** @returns a function that takes the handler away */
export function onRealtime<N extends keyof Heard>(name: N, handler: (payload: Heard[N]) => void): () => void {
  const now = connection();
  now.on(name as string, handler);
  return () => now.off(name as string, handler);
}
