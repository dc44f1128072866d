import express, { type Request, Router } from "express";
import { z } from "zod";
import { id } from "#shared/identity.ts";
import type { GuidelineId, ReviewId, VoteId } from "#shared/ids.ts";
import { LEVELS, MAX_SCAN_BYTES } from "#shared/review-status.ts";
import {
  confirmationRequest,
  inForceRequest,
  policy,
  releaseSheetQuery,
  reviewLinkRequest,
  reviewRequest,
  scanHash,
  voteRequest,
  withdrawalRequest,
} from "#shared/reviews.ts";
import { type Identity, signedIn } from "../identity/index.ts";
import type { Clock } from "../platform/clock.ts";
import { AppError, notFound } from "../platform/errors.ts";
import { parse, parsePath } from "../platform/http.ts";
import type { ReviewLinks } from "./links.ts";
import type { createSheetPrinter } from "./printed-sheet.ts";
import type { createReleaseSheets } from "./release-sheet.ts";
import { scanType } from "./scans.ts";
import type { ReviewService } from "./service.ts";
import type { ReviewStore } from "./store.ts";

/** Whoever decides has given the password within this time, in milliseconds. */
const FRESH = 15 * 60 * 1000;

const number = z.coerce.number().int().min(1).max(1_000_000);
const checksQuery = z.object({
  version: z.union([z.literal("draft"), number]).default("draft"),
  level: z.enum(LEVELS).default("major"),
});
const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export function reviewRoutes(parts: {
  readonly service: ReviewService;
  readonly store: ReviewStore;
  readonly links: ReviewLinks;
  readonly releaseSheet: ReturnType<typeof createReleaseSheets>;
  readonly printSheet: ReturnType<typeof createSheetPrinter>;
  readonly identity: Identity;
  readonly clock: Clock;
}): Router {
  const { service, store, links, releaseSheet, printSheet, identity, clock } = parts;
  const { session } = identity;
  const router = Router();
  const base = "/api/guidelines/:id";
  const one = `${base}/reviews/:rid`;

  /** An open window is not enough to decide for a body. */
  async function requireFresh(request: Request): Promise<void> {
    const found = await identity.authenticate(request.headers);
    if (found === null || clock.now().getTime() - found.startedAt.getTime() > FRESH)
      throw new AppError("reviews/sign-in-again", 403, "Give your password again before you decide.");
  }

  router.get("/api/reviews", session, async (request, response) => {
    response.json(await service.waitingFor(signedIn(request)));
  });
  router.get(`${base}/approval-policy`, session, async (request, response) => {
    await service.reading(signedIn(request), guidelineId(request));
    response.json(await service.policy(guidelineId(request)));
  });
  router.put(`${base}/approval-policy`, session, async (request, response) => {
    const wanted = parse(policy, request.body);
    response.json(await service.setPolicy(signedIn(request), guidelineId(request), wanted));
  });
  router.get(`${base}/review-checks`, session, async (request, response) => {
    const { version, level } = parse(checksQuery, request.query);
    response.json(await service.checks(signedIn(request), guidelineId(request), version, level));
  });

  router.get(`${base}/reviews`, session, async (request, response) => {
    response.json(await service.list(signedIn(request), guidelineId(request)));
  });
  router.post(`${base}/reviews`, session, async (request, response) => {
    const wanted = parse(reviewRequest, request.body);
    response.status(201).json(await service.request(signedIn(request), guidelineId(request), wanted));
  });
  router.get(one, session, async (request, response) => {
    response.json(await service.read(signedIn(request), ...ids(request)));
  });
  router.post(`${one}/votes`, session, async (request, response) => {
    const wanted = parse(voteRequest, request.body);
    await requireFresh(request);
    response.status(201).json(await service.vote(signedIn(request), ...ids(request), wanted));
  });
  router.post(`${one}/votes/:vid/confirmation`, session, async (request, response) => {
    const wanted = parse(confirmationRequest, request.body);
    const voteId = parsePath(id<VoteId>(), request.params.vid);
    await requireFresh(request);
    response.json(await service.confirm(signedIn(request), ...ids(request), voteId, wanted));
  });
  router.post(`${one}/withdrawal`, session, async (request, response) => {
    const { reason } = parse(withdrawalRequest, request.body);
    response.json(await service.withdraw(signedIn(request), ...ids(request), reason));
  });

  router.post(
    `${one}/scans`,
    session,
    // Who may not, is not waited for until all of the file is here.
    async (request, _response, next) => {
      await service.mayKeepScan(signedIn(request), ...ids(request));
      next();
    },
    express.raw({ type: "application/octet-stream", limit: MAX_SCAN_BYTES }),
    async (request, response) => {
      const bytes: unknown = request.body;
      const type = Buffer.isBuffer(bytes) ? scanType(bytes) : null;
      if (type === null || !Buffer.isBuffer(bytes))
        throw new AppError("reviews/scan-type", 422, "Expected a PDF, a PNG or a JPEG.");
      const scan = await service.keepScan(signedIn(request), ...ids(request), type, bytes);
      response.status(201).json({ scan });
    },
  );
  router.get(`${one}/scans/:scan`, session, async (request, response) => {
    const review = await service.read(signedIn(request), ...ids(request));
    const hash = parsePath(scanHash, request.params.scan);
    const scan =
      (await store.scan(review.guidelineId, hash)) ?? notFound("reviews/not-found", "There is no such scan.");
    response
      .set({ "Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff" })
      .attachment(`beschluss-${hash.slice(0, 8)}.${EXTENSIONS[scan.type]}`)
      .type(scan.type)
      .send(scan.bytes);
  });

  router.put(`${base}/versions/:number/in-force`, session, async (request, response) => {
    const { from } = parse(inForceRequest, request.body);
    const version = parsePath(number, request.params.number);
    response.json(await service.putInForce(signedIn(request), guidelineId(request), version, from));
  });
  router.get(`${base}/versions/:number/release-sheet`, session, async (request, response) => {
    const version = parsePath(number, request.params.number);
    const { format } = parse(releaseSheetQuery, request.query);
    const asked = [signedIn(request), guidelineId(request), version] as const;
    if (format === "json") {
      response.json(await releaseSheet(...asked));
      return;
    }
    const { name, file } = await printSheet(...asked);
    response.attachment(name).type("application/pdf").send(file);
  });

  router.get("/api/review-links/:token", async (request, response) => {
    response.json(await links.look(parsePath(token, request.params.token)));
  });
  router.post("/api/review-links/:token", async (request, response) => {
    const { password } = parse(reviewLinkRequest, request.body);
    const used = await links.use(parsePath(token, request.params.token), password, request.ip ?? "");
    response.set("Set-Cookie", [...used.signIn.cookies]).json({ path: used.path });
  });
  return router;
}

const EXTENSIONS = { "application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg" } as const;

const guidelineId = (request: Request) => parsePath(id<GuidelineId>(), request.params.id);

function ids(request: Request): readonly [GuidelineId, ReviewId] {
  return [guidelineId(request), parsePath(id<ReviewId>(), request.params.rid)];
}
