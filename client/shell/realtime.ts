/** Hears from the server that something has changed; the text itself travels another way. */
import type { Socket } from "socket.io-client";
import type { PersonalEvents, RealtimeEvents } from "#shared/events.ts";
import type { GuidelineId } from "#shared/ids.ts";

type Heard = RealtimeEvents & PersonalEvents;

/** After a fetch that failed, in milliseconds. */
const AGAIN = 5000;

let socket: Promise<Socket> | null = null;
/** By guideline: whom to tell that its news are heard from now on. */
const followers = new Map<GuidelineId, Set<() => void>>();

/** Nobody waits for it before reading or writing, so it is fetched apart. */
function connection(): Promise<Socket> {
  socket ??= fetchClient().then(({ io }) => {
    const opened = io({ transports: ["websocket", "polling"] });
    opened.on("connect", () => {
      for (const id of followers.keys()) join(opened, id);
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

function join(now: Socket, id: GuidelineId): void {
  now.emit("guideline:join", id, () => {
    for (const told of followers.get(id) ?? []) told();
  });
}

/**
 * Hears of guidelines until the returned function is called.
 * @param onFollowing told whenever that begins, for the first time or after the line was lost: what happened before
 * must be asked for
 */
function joinGuideline(id: GuidelineId, onFollowing: () => void): () => void {
  const told = () => onFollowing();
  const all = followers.get(id) ?? new Set();
  const isFirst = all.size === 0;
  followers.set(id, all.add(told));
  void connection().then((now) => {
    if (isFirst && now.connected && followers.has(id)) join(now, id);
  });
  return () => {
    all.delete(told);
    if (all.size > 0) return;
    followers.delete(id);
    void connection().then((now) => {
      if (!followers.has(id)) now.emit("guideline:leave", id);
    });
  };
}

/** Guidelines of a list begin to be followed shortly after one another, in milliseconds. */
const TOGETHER = 50;

/**
 * Asks again whenever one of the events tells of one of the guidelines, and whenever they begin to be heard, for the
 * first time or after the line was lost.
 * @returns a function that ends it
 */
export function followGuidelines(
  ids: readonly GuidelineId[],
  names: readonly (keyof RealtimeEvents)[],
  reload: () => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(reload, TOGETHER);
  };
  const stops = [
    ...ids.map((id) => joinGuideline(id, soon)),
    ...names.map((name) =>
      onRealtime(name, ({ guidelineId }) => {
        if (ids.includes(guidelineId)) reload();
      }),
    ),
  ];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
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
