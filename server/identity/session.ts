import type { Request, RequestHandler } from "express";
import { AppError } from "../platform/errors.ts";
import type { Auth } from "./auth.ts";
import type { IdentityStore, StoredPerson } from "./store.ts";

const people = new WeakMap<Request, StoredPerson>();

/** Lets only signed-in, active people through; `signedIn` tells who it is. */
export function requireSession(auth: Auth, store: IdentityStore): RequestHandler {
  return async (request, _response, next) => {
    const session = await auth.session(request.headers);
    const person = session === null ? null : await store.person(session.personId);
    if (person?.status !== "active") throw new AppError("identity/not-signed-in", 401, "Sign in first.");
    people.set(request, person);
    next();
  };
}

/** The person behind a request that has passed `requireSession`. */
export function signedIn(request: Request): StoredPerson {
  const person = people.get(request);
  if (person === undefined) throw new AppError("identity/not-signed-in", 401, "Sign in first.");
  return person;
}
