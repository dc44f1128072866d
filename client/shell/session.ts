import { signal } from "@preact/signals";
import type { Me, SetupState } from "#shared/identity.ts";
import { setLocale } from "../i18n/index.ts";
import { ApiError, api } from "./api.ts";

/** Who is signed in on this device, once that is known. */
export type SessionState =
  | { readonly state: "loading" }
  | { readonly state: "unreachable" }
  | { readonly state: "none"; readonly setup: SetupState }
  | { readonly state: "signedIn"; readonly me: Me };

export const session = signal<SessionState>({ state: "loading" });

/** Asks the server who is signed in. */
export async function loadSession(): Promise<void> {
  try {
    const me = await api.get<Me>("/api/me").catch((error: unknown) => {
      if (error instanceof ApiError && error.problem.status === 401) return null;
      throw error;
    });
    session.value =
      me === null ? { state: "none", setup: await api.get<SetupState>("/api/setup") } : signedIn(me);
  } catch {
    session.value = { state: "unreachable" };
  }
}

/** After setting up, signing in or accepting an invitation. */
export function enter(me: Me): void {
  session.value = signedIn(me);
}

export async function signOut(): Promise<void> {
  await api.post("/api/auth/sign-out");
  // A fresh page keeps nothing of the person who left.
  location.assign("/sign-in");
}

function signedIn(me: Me): SessionState {
  setLocale(me.locale);
  return { state: "signedIn", me };
}
