import { promisify } from "node:util";
import { gzip, zstdCompress } from "node:zlib";
import express, { Router } from "express";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { z } from "zod";
import { CLOSE, EPOCH_HEADER } from "#shared/collab-protocol.ts";
import { id } from "#shared/identity.ts";
import type { GuidelineId } from "#shared/ids.ts";
import type { Identity } from "../identity/index.ts";
import { AppError } from "../platform/errors.ts";
import { parse, parsePath } from "../platform/http.ts";
import type { AccessControl } from "./access.ts";
import type { Refusal } from "./guard.ts";
import type { Collab } from "./index.ts";
import type { Room } from "./room.ts";
import type { Rooms } from "./rooms.ts";

const MAX_STATE = "32mb";
/** Large pieces of work that one person may hand in within a minute: each may cost a second. */
const POSTS_PER_MINUTE = 30;
/** That of somebody who has nothing. */
const EMPTY_VECTOR = new Uint8Array([0]);

const stateQuery = z.object({ sv: z.base64url().max(100_000).optional() });
const postQuery = z.object({
  clientId: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  epoch: z.string().max(64),
});

export function collabRoutes(
  collab: Pick<Collab, "read">,
  rooms: Rooms,
  access: AccessControl,
  { session }: Identity,
): Router {
  const router = Router();
  const base = "/api/guidelines/:id";
  const posts = new RateLimiterMemory({ points: POSTS_PER_MINUTE, duration: 60 });

  router.get(`${base}/content`, session, async (request, response) => {
    const { guidelineId } = await granted(request);
    const { seq: _seq, ...content } = await collab.read(guidelineId);
    response.json(content);
  });

  router.get(`${base}/state`, session, async (request, response) => {
    const { guidelineId } = await granted(request);
    const { sv } = parse(stateQuery, request.query);
    const { room, release } = await rooms.hold(guidelineId);
    try {
      const encoding = sv === undefined ? request.acceptsEncodings("zstd", "gzip", "identity") : "identity";
      response.type("application/octet-stream").vary("Accept-Encoding").set(EPOCH_HEADER, room.epoch);
      if (encoding === "zstd" || encoding === "gzip")
        response.set("Content-Encoding", encoding).send(await packed(room, encoding));
      else {
        const state = encodeState(room, sv === undefined ? EMPTY_VECTOR : Buffer.from(sv, "base64url"));
        await room.durable();
        response.send(Buffer.from(state));
      }
    } finally {
      release();
    }
  });

  router.post(
    `${base}/state`,
    session,
    async (request, _response, next) => {
      const { guidelineId, personId } = await granted(request);
      const { epoch } = parse(postQuery, request.query);
      await posts.consume(personId).catch(() => {
        throw new AppError("request/too-many", 429, "Too much work at once. It is tried again in a minute.");
      });
      const { room, release } = await rooms.hold(guidelineId);
      release();
      if (epoch !== room.epoch)
        throw new AppError("collab/stale-epoch", 409, "The document has begun anew. Reload the page.");
      next();
    },
    express.raw({ type: () => true, limit: MAX_STATE }),
    async (request, response) => {
      const { guidelineId, personId, canWrite } = await granted(request);
      const { room, release } = await rooms.hold(guidelineId);
      try {
        const body: unknown = request.body;
        const update = body instanceof Uint8Array ? body : new Uint8Array();
        const refusal = await room.post(update, { personId, canWrite });
        if (refusal !== null) throw problemOf(refusal);
        response.status(204).end();
      } finally {
        release();
      }
    },
  );

  async function granted(request: express.Request) {
    const guidelineId = parsePath(id<GuidelineId>(), request.params.id);
    const answer = await access.of(request.headers, guidelineId);
    if (answer.state === "refused")
      throw refused(answer.code, await access.takesPart(request.headers, guidelineId));
    return { ...answer, guidelineId };
  }

  return router;
}

const PACKERS = { zstd: promisify(zstdCompress), gzip: promisify(gzip) } as const;
type Packing = keyof typeof PACKERS;

/** The whole state as it was last packed for somebody: many who open the same document cost one compression. */
const packedStates = new WeakMap<
  Room,
  { readonly state: Uint8Array; readonly packing: Packing; readonly bytes: Promise<Buffer> }
>();

async function packed(room: Room, packing: Packing): Promise<Buffer> {
  const state = room.document.encoded();
  await room.durable();
  const known = packedStates.get(room);
  if (known?.state === state && known.packing === packing) return known.bytes;
  const bytes = PACKERS[packing](state);
  packedStates.set(room, { state, packing, bytes });
  return bytes;
}

function encodeState({ document }: Room, since: Uint8Array): Uint8Array {
  try {
    return document.since(since);
  } catch {
    throw new AppError("request/invalid", 400, "The state vector cannot be read.", {
      sv: "expected an encoded state vector",
    });
  }
}

function refused(code: number, isMember: boolean): AppError {
  if (code === CLOSE.signIn) return new AppError("identity/not-signed-in", 401, "Sign in first.");
  return isMember
    ? new AppError("guidelines/not-allowed", 403, "The draft is not open to readers.")
    : new AppError("guidelines/not-found", 404, "There is no such guideline, or you do not take part in it.");
}

function problemOf({ code, reason }: Refusal): AppError {
  if (code === CLOSE.noRight) return new AppError("guidelines/not-allowed", 403, `Refused: ${reason}.`);
  if (code === CLOSE.gap)
    return new AppError("collab/stale-epoch", 409, `Refused: ${reason}. Reload the page.`);
  return new AppError("request/invalid", 422, `Refused: ${reason}.`);
}
