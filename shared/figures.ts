/**
 * Figures: pictures in a text, stored once by the hash of what is kept of them.
 *
 *   POST /api/guidelines/:id/figures  multipart, `file` → 201 Figure (200 if it was here already)   editor
 *                                     or `hash` of a figure that one may read elsewhere             editor
 *   GET  /api/figures/:hash           → the picture; immutable            whoever may read a text that uses it
 */
import { z } from "zod";
import { FIGURE_TYPES } from "./figure-limits.ts";

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
