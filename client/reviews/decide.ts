/** Sends a decision; where the session is old, it asks for the password first and then sends it again. */
import type { Review } from "#shared/reviews.ts";
import { ApiError, api } from "../shell/api.ts";
import { session } from "../shell/session.ts";

/** @returns "password" when the session is too old and no password was given */
export async function decide(path: string, body: unknown, password: string): Promise<Review | "password"> {
  const current = session.value;
  if (password !== "" && current.state === "signedIn")
    await api.post("/api/auth/sign-in/email", { email: current.me.email, password });
  try {
    return await api.post<Review>(path, body);
  } catch (error) {
    if (error instanceof ApiError && error.problem.code === "reviews/sign-in-again" && password === "")
      return "password";
    throw error;
  }
}

export async function handInScan(reviewPath: string, file: File): Promise<string> {
  const response = await fetch(`${reviewPath}/scans`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: file,
  });
  const answer = await response.json();
  if (!response.ok) throw new ApiError(answer);
  return (answer as { readonly scan: string }).scan;
}
