import express, { Router } from "express";
import { MAX_FIGURE_BYTES } from "#shared/figure-limits.ts";
import { figureHash } from "#shared/figures.ts";
import { id } from "#shared/identity.ts";
import type { GuidelineId } from "#shared/ids.ts";
import { canEditDraft, type Guidelines } from "../guidelines/index.ts";
import { type Identity, signedIn } from "../identity/index.ts";
import { AppError, allow, notFound } from "../platform/errors.ts";
import { parse, parsePath } from "../platform/http.ts";
import type { FigureService } from "./service.ts";

/** Around the file itself: borders and headers of the parts. */
const MULTIPART = 64 * 1024;

export function figureRoutes(service: FigureService, guidelines: Guidelines, { session }: Identity): Router {
  const router = Router();

  router.post(
    "/api/guidelines/:id/figures",
    session,
    // Who may not, is not waited for until all of the file is here.
    async (request, _response, next) => {
      const guidelineId = parsePath(id<GuidelineId>(), request.params.id);
      const grant = await guidelines.grantOf(signedIn(request).id, guidelineId);
      if (grant === null)
        notFound("guidelines/not-found", "There is no such guideline, or you do not take part in it.");
      allow(
        canEditDraft(grant),
        "guidelines/not-allowed",
        "Your role on this guideline does not allow this.",
      );
      next();
    },
    express.raw({ type: "multipart/form-data", limit: MAX_FIGURE_BYTES + MULTIPART }),
    async (request, response) => {
      const guidelineId = parsePath(id<GuidelineId>(), request.params.id);
      const form = await formOf(request.body, request.get("content-type"));
      const file = form.get("file");
      const { figure, isNew } =
        file instanceof File
          ? await service.add(guidelineId, Buffer.from(await file.arrayBuffer()))
          : await service.adopt(signedIn(request).id, guidelineId, parse(figureHash, form.get("hash")));
      response.status(isNew ? 201 : 200).json(figure);
    },
  );

  router.get("/api/figures/:hash", session, async (request, response) => {
    const { figure, bytes } = await service.read(
      signedIn(request).id,
      parsePath(figureHash, request.params.hash),
    );
    response
      .set({
        "Cache-Control": "private, max-age=31536000, immutable",
        // Opened by itself it is a picture and can do nothing else.
        "Content-Security-Policy": "default-src 'none'; sandbox",
        ETag: `"${figure.hash}"`,
      })
      .type(figure.type)
      .send(bytes);
  });
  return router;
}

/** Node reads multipart itself; what it reads is no larger than `express.raw` lets in. */
async function formOf(body: unknown, type: string | undefined): Promise<FormData> {
  try {
    if (!Buffer.isBuffer(body)) throw new TypeError("no multipart body");
    return await new Response(new Uint8Array(body), { headers: { "content-type": type ?? "" } }).formData();
  } catch {
    throw new AppError("request/invalid", 400, "Expected multipart/form-data with a field file.");
  }
}
