/**
 * The text of a guideline over HTTP; its live words are in shared/collab-protocol.ts.
 *
 *   GET  /api/guidelines/:id/content    → Content                          everyone but readers
 *   GET  /api/guidelines/:id/state?sv=  → binary Yjs V1 (diff to `sv`, base64url state vector)
 *   POST /api/guidelines/:id/state?clientId=&epoch=   binary Yjs V1 → 204   same guard as the socket
 *   WS   /collab/:id?clientId=&schema=&epoch=
 */
import { z } from "zod";

/** ProseMirror JSON (`doc` of shared/document/schema.ts). */
export const docJson = z.looseObject({ type: z.literal("doc") });

export const content = z.object({
  doc: docJson,
  variables: z.record(z.string(), z.string()),
  /** base64url of the encoded Yjs state vector. */
  stateVector: z.string(),
  schemaVersion: z.number().int(),
  /** Random id of this incarnation of the document; part of the handshake. */
  epoch: z.string(),
});
export type Content = z.infer<typeof content>;
