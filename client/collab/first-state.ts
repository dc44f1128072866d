/** A document as it comes over HTTP: compressed, and on its way before the scripts that need it have come. */
import { EPOCH_HEADER } from "#shared/collab-protocol.ts";
import type { GuidelineId } from "#shared/ids.ts";

export interface FirstState {
  /** Everything, as one Yjs update. */
  readonly update: Uint8Array;
  /** The epoch that it belongs to; it must never be brought together with another one's. */
  readonly epoch: string;
}

export function statePath(guidelineId: GuidelineId): string {
  return `/api/guidelines/${encodeURIComponent(guidelineId)}/state`;
}

/** How long nothing at all may come, in milliseconds. Slow is still worth the wait: the socket would be no faster. */
const LONGEST_SILENCE = 3000;

/** @returns null when it cannot be had, or nothing more comes of it: then the socket brings it */
export async function readFirstState(answer: Promise<Response>): Promise<FirstState | null> {
  try {
    const response = await soon(answer);
    const epoch = response.headers.get(EPOCH_HEADER);
    if (!response.ok || epoch === null || response.body === null) return null;
    return { update: await readBytes(response.body), epoch };
  } catch {
    return null;
  }
}

async function readBytes(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array> {
  const reader = body.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  try {
    for (;;) {
      const { done, value } = await soon(reader.read());
      if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
      parts.push(value);
    }
  } catch (error) {
    // Whatever still comes is wanted by nobody.
    reader.cancel().catch(() => {});
    throw error;
  }
}

/** @throws when it takes longer than the longest silence */
async function soon<T>(promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("Nothing came.")), LONGEST_SILENCE);
  });
  return Promise.race([promise, silence]).finally(() => clearTimeout(timer));
}
