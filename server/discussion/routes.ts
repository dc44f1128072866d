import { type Request, Router } from "express";
import { z } from "zod";
import {
  acceptAllRequest,
  messageChange,
  messageRequest,
  participationRequest,
  threadChange,
  threadRequest,
} from "#shared/discussion.ts";
import { id } from "#shared/identity.ts";
import type { GuidelineId, MessageId, ThreadId } from "#shared/ids.ts";
import type { Locale } from "#shared/roles.ts";
import { canReadDraft, type Guidelines } from "../guidelines/index.ts";
import { type Identity, signedIn } from "../identity/index.ts";
import { allow, notFound } from "../platform/errors.ts";
import { parse, parsePath } from "../platform/http.ts";
import type { createParticipation } from "./participation.ts";
import { type RegisterNames, registerCsv, registerMarkdown } from "./register.ts";
import type { DiscussionService } from "./service.ts";

const registerQuery = z.object({ format: z.enum(["json", "csv", "md"]).default("json") });

export function discussionRoutes(
  service: DiscussionService,
  participation: ReturnType<typeof createParticipation>,
  names: (guidelineId: GuidelineId, locale: Locale) => Promise<RegisterNames>,
  guidelines: Guidelines,
  { session }: Identity,
): Router {
  const router = Router();
  const base = "/api/guidelines/:id";

  /** Who reads the draft reads its discussion; what else they may is the service's to say. */
  async function guideline(request: Request): Promise<GuidelineId> {
    const guidelineId = parsePath(id<GuidelineId>(), request.params.id);
    const grant = await guidelines.grantOf(signedIn(request).id, guidelineId);
    if (grant === null)
      return notFound("guidelines/not-found", "There is no such guideline, or you do not take part in it.");
    allow(canReadDraft(grant), "guidelines/not-allowed", "The draft is not open to readers.");
    return guidelineId;
  }
  const threadId = (request: Request) => parsePath(id<ThreadId>(), request.params.tid);
  const messageId = (request: Request) => parsePath(id<MessageId>(), request.params.mid);

  router.get(`${base}/threads`, session, async (request, response) => {
    response.json(await service.list(signedIn(request), await guideline(request)));
  });
  router.post(`${base}/threads`, session, async (request, response) => {
    const guidelineId = await guideline(request);
    const begun = await service.begin(signedIn(request), guidelineId, parse(threadRequest, request.body));
    response.status(201).json(begun);
  });
  router.get(`${base}/threads/:tid`, session, async (request, response) => {
    response.json(await service.read(signedIn(request), await guideline(request), threadId(request)));
  });
  router.patch(`${base}/threads/:tid`, session, async (request, response) => {
    const guidelineId = await guideline(request);
    const change = parse(threadChange, request.body);
    response.json(await service.move(signedIn(request), guidelineId, threadId(request), change));
  });
  router.put(`${base}/threads/:tid/vote`, session, async (request, response) => {
    response.json(await service.vote(signedIn(request), await guideline(request), threadId(request), true));
  });
  router.delete(`${base}/threads/:tid/vote`, session, async (request, response) => {
    response.json(await service.vote(signedIn(request), await guideline(request), threadId(request), false));
  });

  router.post(`${base}/threads/:tid/messages`, session, async (request, response) => {
    const guidelineId = await guideline(request);
    const { id, body } = parse(messageRequest, request.body);
    const answer = await service.answer(signedIn(request), guidelineId, threadId(request), body, id);
    response.status(201).json(answer);
  });
  router.patch(`${base}/threads/:tid/messages/:mid`, session, async (request, response) => {
    const guidelineId = await guideline(request);
    const { body } = parse(messageChange, request.body);
    const place = [guidelineId, threadId(request), messageId(request)] as const;
    response.json(await service.editMessage(signedIn(request), ...place, body));
  });
  router.delete(`${base}/threads/:tid/messages/:mid`, session, async (request, response) => {
    const place = [await guideline(request), threadId(request), messageId(request)] as const;
    response.json(await service.deleteMessage(signedIn(request), ...place));
  });
  router.get(`${base}/threads/:tid/messages/:mid/history`, session, async (request, response) => {
    const guidelineId = await guideline(request);
    response.json(await service.history(guidelineId, threadId(request), messageId(request)));
  });

  router.post(`${base}/suggestions/accept`, session, async (request, response) => {
    const guidelineId = await guideline(request);
    const { sectionId } = parse(acceptAllRequest, request.body);
    response.json(await service.acceptAll(signedIn(request), guidelineId, sectionId));
  });

  router.get(`${base}/concerns`, session, async (request, response) => {
    const guidelineId = await guideline(request);
    const { format } = parse(registerQuery, request.query);
    const concerns = await service.concerns(signedIn(request), guidelineId);
    if (format === "json") {
      response.json(concerns);
      return;
    }
    const named = await names(guidelineId, signedIn(request).locale);
    response
      .type(format === "csv" ? "text/csv" : "text/markdown")
      .attachment(`bedenken.${format}`)
      .send((format === "csv" ? registerCsv : registerMarkdown)(concerns, named));
  });

  router.get(`${base}/participation`, session, async (request, response) => {
    response.json(await participation.read(await guideline(request)));
  });
  router.put(`${base}/participation`, session, async (request, response) => {
    const guidelineId = await guideline(request);
    const { until } = parse(participationRequest, request.body);
    response.json(await participation.open(signedIn(request), guidelineId, until));
  });
  router.delete(`${base}/participation`, session, async (request, response) => {
    response.json(await participation.end(signedIn(request), await guideline(request)));
  });
  return router;
}
