import { Router } from "express";
import { z } from "zod";
import { id } from "#shared/identity.ts";
import type { NoticeId } from "#shared/ids.ts";
import { readChange } from "#shared/notifications.ts";
import { type Identity, signedIn } from "../identity/index.ts";
import { parse } from "../platform/http.ts";
import type { NotificationService } from "./service.ts";

const page = z.object({ before: id<NoticeId>().optional() });

export function notificationRoutes(service: NotificationService, { session }: Identity): Router {
  const router = Router();
  router.use("/api/notifications", session);

  router.get("/api/notifications", async (request, response) => {
    const { before = null } = parse(page, request.query);
    response.json(await service.inbox(signedIn(request).id, before));
  });
  router.patch("/api/notifications", async (request, response) => {
    const changed = await service.mark(signedIn(request).id, parse(readChange, request.body));
    response.json({ changed });
  });
  return router;
}
