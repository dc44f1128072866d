import { Router } from "express";
import { guidelineChange, guidelineRequest, memberRequest } from "#shared/guidelines.ts";
import { id } from "#shared/identity.ts";
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import { catalogueKey, templateNewsSettled } from "#shared/templates.ts";
import { type Identity, signedIn } from "../identity/index.ts";
import { parse, parsePath } from "../platform/http.ts";
import type { GuidelineService } from "./service.ts";
import type { TemplateNewsService } from "./template-news.ts";

export function guidelineRoutes(
  service: GuidelineService,
  news: TemplateNewsService,
  { session }: Identity,
): Router {
  const router = Router();
  router.use("/api/guidelines", session);

  router.get("/api/guidelines", async (request, response) => {
    response.json(await service.list(signedIn(request), request.query.archived === "true"));
  });
  router.post("/api/guidelines", async (request, response) => {
    response.status(201).json(await service.create(signedIn(request), parse(guidelineRequest, request.body)));
  });
  router.get("/api/guidelines/:id", async (request, response) => {
    response.json(await service.read(signedIn(request), guidelineId(request.params.id)));
  });
  router.patch("/api/guidelines/:id", async (request, response) => {
    const change = parse(guidelineChange, request.body);
    response.json(await service.change(signedIn(request), guidelineId(request.params.id), change));
  });
  router.delete("/api/guidelines/:id", async (request, response) => {
    await service.change(signedIn(request), guidelineId(request.params.id), { archived: true });
    response.status(204).end();
  });
  router.put("/api/guidelines/:id/members/:userId", async (request, response) => {
    const { role } = parse(memberRequest, request.body);
    const { id: guideline, userId } = request.params;
    response.json(await service.setMember(signedIn(request), guidelineId(guideline), personId(userId), role));
  });
  router.delete("/api/guidelines/:id/members/:userId", async (request, response) => {
    const { id: guideline, userId } = request.params;
    await service.setMember(signedIn(request), guidelineId(guideline), personId(userId), null);
    response.status(204).end();
  });
  router.get("/api/guidelines/:id/template-news", async (request, response) => {
    response.json(await news.list(signedIn(request), guidelineId(request.params.id)));
  });
  router.put("/api/guidelines/:id/template-news/:key", async (request, response) => {
    const { version } = parse(templateNewsSettled, request.body);
    const key = parsePath(catalogueKey, request.params.key);
    await news.settle(signedIn(request), guidelineId(request.params.id), key, version);
    response.status(204).end();
  });
  return router;
}

const guidelineId = (value: string) => parsePath(id<GuidelineId>(), value);
const personId = (value: string) => parsePath(id<PersonId>(), value);
