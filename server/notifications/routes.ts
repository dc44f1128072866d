import { type Request, Router } from "express";
import { z } from "zod";
import { id } from "#shared/identity.ts";
import type { MailId, NoticeId, PersonId } from "#shared/ids.ts";
import {
  type MailQueue,
  notificationSettings,
  readChange,
  type SettingsView,
  stuckMailRequest,
  type UnsubscribeView,
  unsubscribeRequest,
} from "#shared/notifications.ts";
import { type Identity, signedIn } from "../identity/index.ts";
import type { Clock } from "../platform/clock.ts";
import { allow, notFound } from "../platform/errors.ts";
import { parse, parsePath } from "../platform/http.ts";
import type { Mailer } from "../platform/mail.ts";
import type { MailStore } from "./mail-store.ts";
import type { Outbox } from "./outbox.ts";
import { canTendMails } from "./policy.ts";
import type { NotificationService } from "./service.ts";
import type { SettingsStore } from "./settings.ts";
import { masked, type UnsubscribeLinks } from "./unsubscribe.ts";

const page = z.object({ before: id<NoticeId>().optional() });

export function notificationRoutes(parts: {
  readonly service: NotificationService;
  readonly settings: SettingsStore;
  readonly mails: MailStore;
  readonly outbox: Outbox | null;
  readonly mailer: Mailer | null;
  readonly identity: Identity;
  readonly unsubscribeLinks: UnsubscribeLinks;
  readonly clock: Clock;
}): Router {
  const { service, settings, mails, outbox, mailer, identity, unsubscribeLinks, clock } = parts;
  const router = Router();
  router.use("/api/notifications", identity.session);

  router.get("/api/notifications", async (request, response) => {
    const { before = null } = parse(page, request.query);
    response.json(await service.inbox(signedIn(request).id, before));
  });
  router.patch("/api/notifications", async (request, response) => {
    const changed = await service.mark(signedIn(request).id, parse(readChange, request.body));
    response.json({ changed });
  });

  router.get("/api/notifications/settings", async (request, response) => {
    response.json(await settingsView(signedIn(request)));
  });
  router.put("/api/notifications/settings", async (request, response) => {
    const person = signedIn(request);
    await settings.save(person.id, parse(notificationSettings, request.body), clock.now());
    response.json(await settingsView(person));
  });

  router.get("/api/notifications/mails", async (request, response) => {
    mayTendMails(request);
    response.json(await mailQueue());
  });
  router.post("/api/notifications/mails/:id", async (request, response) => {
    mayTendMails(request);
    const { action } = parse(stuckMailRequest, request.body);
    const mailId = parsePath(id<MailId>(), request.params.id);
    if (!(await mails.unstick(mailId, action, clock.now())))
      notFound("notifications/mail-not-found", "There is no such mail, or it is on its way.");
    if (action === "retry") {
      outbox?.reconnect();
      await outbox?.sendDue();
    }
    response.json(await mailQueue());
  });

  router.get("/api/unsubscribe/:token", async (request, response) => {
    response.json(await unsubscribeView(holder(request)));
  });
  router.post("/api/unsubscribe/:token", async (request, response) => {
    const personId = holder(request);
    await switchMail(personId, parse(unsubscribeRequest, request.body).mail);
    response.json(await unsubscribeView(personId));
  });
  // What a mail program calls by itself (RFC 8058). The page at the same address is the interface's.
  router.post("/unsubscribe/:token", async (request, response) => {
    await switchMail(holder(request), false);
    response.type("text").send("No more mails.\n");
  });
  return router;

  async function settingsView(person: {
    readonly id: PersonId;
    readonly email: string;
  }): Promise<SettingsView> {
    return {
      settings: await settings.of(person.id),
      address: mailer === null ? null : person.email,
      timeZone: (await identity.organisation())?.timeZone ?? "UTC",
    };
  }

  async function mailQueue(): Promise<MailQueue> {
    return {
      from: mailer?.from ?? null,
      waiting: await mails.waiting(),
      unreachable: outbox?.unreachable() ?? null,
      stuck: [...(await mails.stuck())],
    };
  }

  function holder(request: Request): PersonId {
    const token = request.params.token;
    const personId = typeof token === "string" ? unsubscribeLinks.personOf(token) : null;
    return personId ?? noLink();
  }

  async function switchMail(personId: PersonId, mail: boolean): Promise<void> {
    if ((await identity.person(personId)) === null) noLink();
    await settings.save(personId, { ...(await settings.of(personId)), mail }, clock.now());
  }

  async function unsubscribeView(personId: PersonId): Promise<UnsubscribeView> {
    const person = (await identity.person(personId)) ?? noLink();
    const organisation = await identity.organisation();
    return {
      organisation: organisation?.name ?? "",
      address: masked(person.email),
      mail: (await settings.of(personId)).mail,
    };
  }
}

function mayTendMails(request: Request): void {
  allow(canTendMails(signedIn(request)), "identity/not-allowed", "Only administrators tend mails.");
}

function noLink(): never {
  return notFound("notifications/link-not-found", "This link is incomplete, or the account is gone.");
}
