import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { ApiError, api } from "./api.ts";
import { loadSession } from "./session.ts";

/** What an address of the API holds, as far as it is known. */
export type Loaded<T> =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly error: unknown }
  | { readonly state: "loaded"; readonly value: T };

export interface Query<T> {
  readonly now: Loaded<T>;
  /** Asks again; what is shown stays until the answer is there. */
  readonly reload: () => Promise<void>;
}

/** Loads an address of the API when it is first shown and whenever it changes. */
export function useQuery<T>(path: string): Query<T> {
  const state: Signal<Loaded<T>> = useSignal<Loaded<T>>({ state: "loading" });
  const asked = useRef(0);
  const reload = async (): Promise<void> => {
    const mine = ++asked.current;
    try {
      const value = await api.get<T>(path);
      // An answer that has been overtaken is older than what is shown.
      if (mine === asked.current || state.value.state !== "loaded") state.value = { state: "loaded", value };
    } catch (error) {
      if (state.value.state !== "loaded") state.value = { state: "failed", error };
    }
  };
  useEffect(() => {
    let current = true;
    asked.current += 1;
    const mine = asked.current;
    state.value = { state: "loading" };
    api.get<T>(path).then(
      (value) => {
        if (current && (mine === asked.current || state.value.state !== "loaded"))
          state.value = { state: "loaded", value };
      },
      (error: unknown) => {
        if (!current) return;
        state.value = { state: "failed", error };
        // The session has ended elsewhere: asking again who is here leads to the sign-in page and back.
        if (error instanceof ApiError && error.problem.code === "identity/not-signed-in") void loadSession();
      },
    );
    return () => {
      current = false;
    };
  }, [path, state]);
  return { now: state.value, reload };
}
