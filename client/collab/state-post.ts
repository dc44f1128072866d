import { CLOSE } from "#shared/collab-protocol.ts";
import type { GuidelineId } from "#shared/ids.ts";
import type { PostResult } from "./outbox.ts";

/** Sends updates that exceed a frame over HTTP, where they meet the same guard as on the socket. */
export function createStatePost(options: {
  readonly origin: string;
  readonly guidelineId: GuidelineId;
  readonly clientId: string;
  readonly epoch: string;
  readonly fetch: typeof fetch;
}): (update: Uint8Array, signal: AbortSignal) => Promise<PostResult> {
  const query = new URLSearchParams({ clientId: options.clientId, epoch: options.epoch });
  const url = `${options.origin}/api/guidelines/${options.guidelineId}/state?${query}`;
  const request = options.fetch;
  return async (update, signal) => {
    try {
      const response = await request(url, {
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
