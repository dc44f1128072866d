/** What a figure may be. Apart from shared/figures.ts, so that the browser need not carry zod for it. */
export const FIGURE_TYPES = ["image/png", "image/jpeg", "image/webp"] as const;
export type FigureType = (typeof FIGURE_TYPES)[number];

/** Bytes of one file as it is handed in. */
export const MAX_FIGURE_BYTES = 10 * 1024 * 1024;
/** Pixels of one side, and of the whole: what a phone can still decode. */
export const MAX_FIGURE_SIDE = 12_000;
export const MAX_FIGURE_PIXELS = 50_000_000;
/** Bytes of all figures of one guideline. */
export const MAX_GUIDELINE_FIGURES = 300 * 1024 * 1024;
