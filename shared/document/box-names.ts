/** Names of boxes in Markdown and HTML. */
import type { BoxAttributes } from "./layout.ts";

export function boxName({ type, tone, verdict }: BoxAttributes): string {
  return type === "callout" ? tone : type === "example" ? verdict : type;
}

export const BOX_NAMES: ReadonlyMap<string, Partial<BoxAttributes>> = new Map(
  [
    ...(["note", "tip", "warning", "important"] as const).map((tone) => ({ type: "callout" as const, tone })),
    ...(["do", "dont"] as const).map((verdict) => ({ type: "example" as const, verdict })),
    { type: "situation" as const },
  ].map((box) => [Object.values(box).at(-1) as string, box]),
);
