import { Router } from "express";
import { z } from "zod";
import { id } from "#shared/identity.ts";
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import {
  comparisonQuery,
  type RedlineFormat,
  redlineQuery,
  restoreRequest,
  versionRequest,
} from "#shared/versions.ts";
import { canEditDraft, canReadHistory, type Grant, type Guidelines } from "../guidelines/index.ts";
import { type Identity, signedIn } from "../identity/index.ts";
import { allow, notFound } from "../platform/errors.ts";
import { parse, parsePath } from "../platform/http.ts";
import type { VersionService } from "./service.ts";

const number = z.coerce.number().int().min(1).max(1_000_000);
const MEDIA_TYPES: Readonly<Record<RedlineFormat, string>> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pdf: "application/pdf",
};
const numberOrDraft = z.union([z.literal("draft"), number]);

export function versionRoutes(
  service: VersionService,
  guidelines: Guidelines,
  { session }: Identity,
): Router {
  const router = Router();
  const base = "/api/guidelines/:id/versions";

  async function guideline(
    personId: PersonId,
    value: unknown,
    may: (grant: Grant) => boolean,
  ): Promise<GuidelineId> {
    const guidelineId = parsePath(id<GuidelineId>(), value);
    const grant = await guidelines.grantOf(personId, guidelineId);
    if (grant === null)
      return notFound("guidelines/not-found", "There is no such guideline, or you do not take part in it.");
    allow(may(grant), "guidelines/not-allowed", "Your role on this guideline does not allow this.");
    return guidelineId;
  }

  router.get(base, session, async (request, response) => {
    response.json(
      await service.list(await guideline(signedIn(request).id, request.params.id, canReadHistory)),
    );
  });
  router.post(base, session, async (request, response) => {
    const guidelineId = await guideline(signedIn(request).id, request.params.id, canEditDraft);
    const { title, note } = parse(versionRequest, request.body);
    response.status(201).json(await service.name(guidelineId, title, note));
  });
  router.get(`${base}/compare`, session, async (request, response) => {
    const guidelineId = await guideline(signedIn(request).id, request.params.id, canReadHistory);
    const { from, to } = parse(comparisonQuery, request.query);
    response.json(await service.compare(guidelineId, from, to));
  });
  router.get(`${base}/compare/export`, session, async (request, response) => {
    const guidelineId = await guideline(signedIn(request).id, request.params.id, canReadHistory);
    const { from, to, format } = parse(redlineQuery, request.query);
    const { name, file } = await service.redline(guidelineId, from, to, format);
    response.attachment(name).type(MEDIA_TYPES[format]).send(file);
  });
  router.get(`${base}/:number`, session, async (request, response) => {
    const guidelineId = await guideline(signedIn(request).id, request.params.id, canReadHistory);
    response.json(await service.content(guidelineId, parsePath(numberOrDraft, request.params.number)));
  });
  router.post(`${base}/:number/restore`, session, async (request, response) => {
    const guidelineId = await guideline(signedIn(request).id, request.params.id, canEditDraft);
    const { sectionId } = parse(restoreRequest, request.body);
    response
      .status(201)
      .json(await service.restore(guidelineId, parsePath(number, request.params.number), sectionId));
  });
  return router;
}
