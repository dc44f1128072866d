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

/** @returns null when it cannot be had: then the socket brings it */
export async function readFirstState(answer: Promise<Response>): Promise<FirstState | null> {
  try {
    const response = await answer;
    const epoch = response.headers.get(EPOCH_HEADER);
    if (!response.ok || epoch === null) return null;
    return { update: new Uint8Array(await response.arrayBuffer()), epoch };
  } catch {
    return null;
  }
}
