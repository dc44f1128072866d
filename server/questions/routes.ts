import { type Request, Router } from "express";
import { z } from "zod";
import { id } from "#shared/identity.ts";
import type { GuidelineId } from "#shared/ids.ts";
import {
  decisionRequest,
  deferralRequest,
  exclusionRequest,
  holdRequest,
  ownQuestionRequest,
  questionChange,
  wordingRequest,
} from "#shared/questions.ts";
import { type Identity, signedIn } from "../identity/index.ts";
import { parse, parsePath } from "../platform/http.ts";
import type { Overview } from "./overview.ts";
import type { QuestionService } from "./service.ts";

export function questionRoutes(service: QuestionService, overview: Overview, { session }: Identity): Router {
  const router = Router();
  const base = "/api/guidelines/:id";
  const one = `${base}/questions/:question`;

  router.get("/api/questions", session, async (request, response) => {
    response.json(await service.waitingFor(signedIn(request)));
  });

  router.get(`${base}/questions`, session, async (request, response) => {
    response.json(await service.list(signedIn(request), guidelineId(request)));
  });
  router.post(`${base}/questions`, session, async (request, response) => {
    const wanted = parse(ownQuestionRequest, request.body);
    response.status(201).json(await service.ask(signedIn(request), guidelineId(request), wanted));
  });
  router.patch(one, session, async (request, response) => {
    const { dueOn } = parse(questionChange, request.body);
    response.json(await service.setDue(signedIn(request), ...ids(request), dueOn));
  });
  router.put(`${one}/decision`, session, async (request, response) => {
    const wanted = parse(decisionRequest, request.body);
    response.json(await service.decide(signedIn(request), ...ids(request), wanted));
  });
  router.delete(`${one}/decision`, session, async (request, response) => {
    response.json(await service.undo(signedIn(request), ...ids(request)));
  });
  router.put(`${one}/deferral`, session, async (request, response) => {
    const wanted = parse(deferralRequest, request.body);
    response.json(await service.defer(signedIn(request), ...ids(request), wanted));
  });
  router.put(`${one}/exclusion`, session, async (request, response) => {
    const wanted = parse(exclusionRequest, request.body);
    response.json(await service.exclude(signedIn(request), ...ids(request), wanted));
  });
  router.post(`${one}/wording`, session, async (request, response) => {
    const { replaces } = parse(wordingRequest, request.body);
    response.json(await service.takeOver(signedIn(request), ...ids(request), replaces));
  });

  router.get(`${base}/decisions`, session, async (request, response) => {
    response.json(await service.record(signedIn(request), guidelineId(request)));
  });
  router.get(`${base}/readiness`, session, async (request, response) => {
    await service.reading(signedIn(request), guidelineId(request));
    response.json(await overview.readiness(guidelineId(request)));
  });
  router.get(`${base}/briefing`, session, async (request, response) => {
    await service.reading(signedIn(request), guidelineId(request));
    response.json(await overview.briefing(guidelineId(request)));
  });
  router.get(`${base}/hold`, session, async (request, response) => {
    await service.reading(signedIn(request), guidelineId(request));
    response.json(await service.holdOf(guidelineId(request)));
  });
  router.put(`${base}/hold`, session, async (request, response) => {
    response.json(
      await service.hold(signedIn(request), guidelineId(request), parse(holdRequest, request.body)),
    );
  });
  router.delete(`${base}/hold`, session, async (request, response) => {
    await service.lift(signedIn(request), guidelineId(request));
    response.status(204).end();
  });
  return router;
}

const guidelineId = (request: Request) => parsePath(id<GuidelineId>(), request.params.id);

function ids(request: Request): readonly [GuidelineId, string] {
  const question = parsePath(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/), request.params.question);
  return [guidelineId(request), question];
}
