import type { FigureType } from "#shared/figure-limits.ts";

/** What is kept of a picture that someone hands in. */
export interface Picture {
  readonly type: FigureType;
  /** In pixels, as stored; an orientation that goes with it may turn it. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
}

/** The file is none of the formats, is damaged, or moves. */
export class UnreadablePicture extends Error {
  readonly reason: "unknown" | "damaged" | "animated";
  constructor(reason: UnreadablePicture["reason"]) {
    super(`The picture is ${reason}`);
    this.reason = reason;
  }
}
