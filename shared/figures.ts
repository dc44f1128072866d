/**
 * Figures: pictures in a text, stored once by the hash of what is kept of them.
 *
 *   POST /api/guidelines/:id/figures  multipart, `file` → 201 Figure (200 if it was here already)   editor
 *                                     or `hash` of a figure that one may read elsewhere             editor
 *   GET  /api/figures/:hash           → the picture; immutable            whoever may read a text that uses it
 */
import { z } from "zod";

export const FIGURE_TYPES = ["image/png", "image/jpeg", "image/webp"] as const;
export type FigureType = (typeof FIGURE_TYPES)[number];

/** Bytes of one file as it is handed in. */
export const MAX_FIGURE_BYTES = 10 * 1024 * 1024;
/** Pixels of one side, and of the whole: what a phone can still decode. */
export const MAX_FIGURE_SIDE = 12_000;
export const MAX_FIGURE_PIXELS = 50_000_000;
/** Bytes of all figures of one guideline. */
export const MAX_GUIDELINE_FIGURES = 300 * 1024 * 1024;

/** SHA-256 of the stored bytes, in hex. */
export const figureHash = z.string().regex(/^[0-9a-f]{64}$/, "expected a hash");

export const figure = z.object({
  hash: figureHash,
  type: z.enum(FIGURE_TYPES),
  width: z.number().int(),
  height: z.number().int(),
  /** Of what is stored. */
  bytes: z.number().int(),
});
export type Figure = z.infer<typeof figure>;
