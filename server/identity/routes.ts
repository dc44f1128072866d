import { type RequestHandler, type Response, Router } from "express";
import { z } from "zod";
import {
  acceptRequest,
  bodyRequest,
  id,
  invitationRequest,
  ownChange,
  personChange,
  setupRequest,
  signInRequest,
} from "#shared/identity.ts";
import type { BodyId, PersonId } from "#shared/ids.ts";
import { notFound } from "../platform/errors.ts";
import { parse, parsePath } from "../platform/http.ts";
import type { Auth, SignIn } from "./auth.ts";
import { type IdentityService, toPerson } from "./service.ts";
import { signedIn } from "./session.ts";
import type { IdentityStore } from "./store.ts";

const token = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/);

export function identityRoutes(
  service: IdentityService,
  store: IdentityStore,
  auth: Auth,
  session: RequestHandler,
): Router {
  const router = Router();

  async function answerSignedIn(response: Response, status: number, signIn: SignIn): Promise<void> {
    const person = await store.person(signIn.personId);
    if (person === null) return notFound("identity/person-not-found", "There is no such person.");
    response
      .status(status)
      .set("Set-Cookie", [...signIn.cookies])
      .json(await service.me(person));
  }

  router.get("/api/setup", async (_request, response) => {
    response.json(await service.setupState());
  });
  router.post("/api/setup", async (request, response) => {
    await service.requireNotSetUp();
    await answerSignedIn(response, 201, await service.setUp(parse(setupRequest, request.body)));
  });

  router.post("/api/auth/sign-in/email", async (request, response) => {
    const { email, password } = parse(signInRequest, request.body);
    await answerSignedIn(response, 200, await service.signIn(email, password, request.ip ?? ""));
  });
  router.post("/api/auth/sign-out", async (request, response) => {
    const ended = await auth.session(request.headers);
    response.set("Set-Cookie", [...(await auth.signOut(request.headers))]).json({});
    if (ended !== null) service.signedOut(ended.personId);
  });

  router.get("/api/me", session, async (request, response) => {
    response.json(await service.me(signedIn(request)));
  });
  router.patch("/api/me", session, async (request, response) => {
    const { locale } = parse(ownChange, request.body);
    response.json(await service.me(await service.changeLocale(signedIn(request), locale)));
  });

  router.get("/api/people", session, async (_request, response) => {
    response.json((await store.people()).map(toPerson));
  });
  router.patch("/api/people/:id", session, async (request, response) => {
    const change = parse(personChange, request.body);
    response.json(
      await service.changePerson(signedIn(request), parsePath(id<PersonId>(), request.params.id), change),
    );
  });

  router.get("/api/bodies", session, async (_request, response) => {
    response.json(await store.bodies());
  });
  router.post("/api/bodies", session, async (request, response) => {
    response
      .status(201)
      .json(await service.addBody(signedIn(request), parse(bodyRequest, request.body).name));
  });
  router.patch("/api/bodies/:id", session, async (request, response) => {
    const { name } = parse(bodyRequest, request.body);
    response.json(
      await service.renameBody(signedIn(request), parsePath(id<BodyId>(), request.params.id), name),
    );
  });

  router.post("/api/invitations", session, async (request, response) => {
    response
      .status(201)
      .json(await service.invite(signedIn(request), parse(invitationRequest, request.body)));
  });
  router.get("/api/invitations/:token", async (request, response) => {
    response.json(await service.invitation(parsePath(token, request.params.token)));
  });
  router.post("/api/invitations/:token", async (request, response) => {
    const { name, password } = parse(acceptRequest, request.body);
    const signIn = await service.accept(parsePath(token, request.params.token), name, password);
    await answerSignedIn(response, 201, signIn);
  });

  return router;
}
