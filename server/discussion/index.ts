/** The door of discussion: threads at places in a draft, and the concerns that are open. */

import type { Router } from "express";
import { bodyNameIn } from "#shared/body-names.ts";
import type { Thread } from "#shared/discussion.ts";
import type { GuidelineId } from "#shared/ids.ts";
import type { Locale } from "#shared/roles.ts";
import type { Audit } from "../audit/index.ts";
import type { Collab } from "../collab/index.ts";
import type { Guidelines } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Notifications } from "../notifications/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db.ts";
import type { Events } from "../platform/events.ts";
import type { Log } from "../platform/log.ts";
import type { Versions } from "../versions/index.ts";
import { createNotices } from "./notices.ts";
import { createParticipation } from "./participation.ts";
import { createPlaceKeeper } from "./places.ts";
import { createPostLimit } from "./post-limit.ts";
import type { RegisterNames } from "./register.ts";
import { discussionRoutes } from "./routes.ts";
import { createDiscussionService, type DiscussionService } from "./service.ts";
import { openDiscussionStore } from "./store.ts";
import { createAcceptance } from "./suggestions.ts";
import { newestWith } from "./version-with.ts";

export interface Discussion {
  /** Concerns raised for bodies, which block approval, and people's own, which warn. Open ones only, oldest first. */
  openConcerns(guidelineId: GuidelineId): Promise<{
    readonly blocking: readonly Thread[];
    readonly warning: readonly Thread[];
  }>;
  readonly service: DiscussionService;
  readonly participation: ReturnType<typeof createParticipation>;
  readonly router: Router;
  close(): Promise<void>;
}

export async function mountDiscussion(parts: {
  readonly db: Database;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
  readonly identity: Identity;
  readonly notifications: Notifications;
  readonly guidelines: Guidelines;
  readonly collab: Collab;
  readonly versions: Versions;
  readonly audit: Audit;
}): Promise<Discussion> {
  const { db, events, clock, log, identity, notifications, guidelines, collab, versions, audit } = parts;
  const store = openDiscussionStore(db);
  const places = createPlaceKeeper({
    store,
    collab,
    events,
    log,
    versionWith: (guidelineId, quote) => newestWith(versions, guidelineId, quote),
  });
  const notices = createNotices(notifications);
  const acceptance = createAcceptance({ store, places, collab, clock, log, notices });
  const service = createDiscussionService({
    store,
    places,
    acceptance,
    limit: createPostLimit(),
    notices,
    audit,
    guidelines,
    identity,
    events,
    clock,
  });
  const participation = createParticipation({
    store,
    guidelines,
    events,
    clock,
    log,
    notices,
    audit,
    people: identity.people,
    timeZone: identity.timeZone,
  });
  guidelines.addStatusSource(async (ids) => {
    const sections = await store.sectionsWithOpenConcerns(ids);
    return new Map(sections.map((id) => [id, "discussed" as const]));
  });
  await acceptance.resume();

  /** What the register calls things, in the language of who reads it. */
  async function names(guidelineId: GuidelineId, locale: Locale): Promise<RegisterNames> {
    const [{ title, sections }, bodies, representation] = await Promise.all([
      guidelines.sectionTitles(guidelineId),
      identity.bodies(),
      identity.representation(),
    ]);
    return {
      locale,
      title,
      section: (id) => sections.get(id) ?? "",
      body(id) {
        const body = bodies.find((each) => each.id === id);
        return body === undefined ? "" : bodyNameIn(locale, body, representation);
      },
    };
  }

  return {
    openConcerns: (guidelineId) => service.openConcerns(guidelineId),
    service,
    participation,
    router: discussionRoutes(service, participation, names, guidelines, identity),
    async close() {
      await participation.close();
      await places.close();
    },
  };
}
