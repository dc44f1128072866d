import { CLOSE } from "#shared/collab-protocol.ts";
import type { GuidelineId } from "#shared/ids.ts";
import type { PostResult } from "./outbox.ts";

/** What is too large for the socket, over HTTP. */
export interface StateRoute {
  /** Hands in an update, which meets the same guard as on the socket. */
  post(update: Uint8Array, signal: AbortSignal): Promise<PostResult>;
  /** Whether the session behind this window is over, as far as the server can be asked. */
  isSignedOut(): Promise<boolean>;
}

export function createStateRoute(options: {
  readonly origin: string;
  readonly guidelineId: GuidelineId;
  readonly clientId: () => string;
  readonly epoch: string;
  readonly fetch: typeof fetch;
}): StateRoute {
  const { origin, guidelineId, clientId, epoch, fetch: request } = options;
  const url = `${origin}/api/guidelines/${guidelineId}/state`;
  return {
    async post(update, signal) {
      try {
        const query = new URLSearchParams({ clientId: clientId(), epoch });
        const response = await request(`${url}?${query}`, {
          method: "POST",
          headers: { "content-type": "application/octet-stream" },
          body: new Uint8Array(update),
          signal,
        });
        return outcome(response.status);
      } catch {
        // No network, or the socket went and took this with it: the next step 2 carries it again.
        return { state: "lost" };
      }
    },

    async isSignedOut() {
      try {
        return (await request(`${origin}/api/me`)).status === 401;
      } catch {
        return false;
      }
    },
  };
}

function outcome(status: number): PostResult {
  if (status < 300) return { state: "durable" };
  switch (status) {
    case 401:
      return { state: "refused", code: CLOSE.signIn };
    case 403:
    case 404:
      return { state: "refused", code: CLOSE.noRight };
    case 409:
      return { state: "refused", code: CLOSE.reload };
    case 400:
    case 413:
    case 422:
      return { state: "refused", code: CLOSE.contentRefused };
    default:
      return { state: "lost" };
  }
}
