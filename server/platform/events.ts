import type { EventMap, PersonalEvents, RealtimeEvents } from "#shared/events.ts";

type Handler<T> = (payload: T) => void;

/** Publish only after the commit. Handlers run at once, in order; one that throws does not stop the others. */
export interface Events {
  publish<N extends keyof EventMap>(name: N, payload: EventMap[N]): void;
  /** @returns a function that takes the handler away */
  on<N extends keyof EventMap>(name: N, handler: Handler<EventMap[N]>): () => void;
}

export const REALTIME_EVENTS = [
  "guidelines:changed",
  "questions:changed",
  "participation:changed",
  "threads:changed",
  "threads:moved",
  "reviews:changed",
  "versions:created",
  "versions:restored",
] as const satisfies readonly (keyof RealtimeEvents)[];

export const PERSONAL_EVENTS = ["notifications:changed"] as const satisfies readonly (keyof PersonalEvents)[];

export function createEvents(onError: (error: unknown) => void): Events {
  const handlers = new Map<keyof EventMap, Set<Handler<never>>>();
  return {
    publish(name, payload) {
      for (const handler of handlers.get(name) ?? []) {
        try {
          handler(payload as never);
        } catch (error) {
          onError(error);
        }
      }
    },
    on(name, handler) {
      const set = handlers.get(name) ?? new Set();
      handlers.set(name, set);
      set.add(handler as Handler<never>);
      return () => set.delete(handler as Handler<never>);
    },
  };
}
