/** The door of guidelines: rights, and what a document is seeded from. */
import type { Router } from "express";
import type { DocumentContent } from "#shared/document/content.ts";
import type { OutlineSection } from "#shared/guidelines.ts";
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import type { Identity } from "../identity/index.ts";
import type { Notifications } from "../notifications/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db.ts";
import type { Events } from "../platform/events.ts";
import type { Templates } from "../templates/index.ts";
import { canReadDraft, type Grant } from "./policy.ts";
import { guidelineRoutes } from "./routes.ts";
import { createGuidelineService, type GuidelineService } from "./service.ts";
import { openGuidelineStore } from "./store.ts";

export { canEditDraft, canReadDraft, type Grant } from "./policy.ts";

export interface Guidelines {
  /** Null when the guideline does not exist or the person is no member of it (and no active person). */
  grantOf(personId: PersonId, guidelineId: GuidelineId): Promise<Grant | null>;
  /** What the document begins with, at its first opening; null when the guideline does not exist. */
  seedFor(guidelineId: GuidelineId): Promise<DocumentContent | null>;
  /** Keeps the outline for the list of guidelines; called by collab when section titles or order have changed. */
  setOutline(guidelineId: GuidelineId, outline: readonly OutlineSection[]): Promise<void>;
  readonly service: GuidelineService;
  readonly router: Router;
}

export function mountGuidelines(parts: {
  readonly db: Database;
  readonly events: Events;
  readonly clock: Clock;
  readonly identity: Identity;
  readonly notifications: Notifications;
  readonly templates: Templates;
}): Guidelines {
  const { db, events, clock, identity, notifications, templates } = parts;
  const store = openGuidelineStore(db);
  const service = createGuidelineService({ store, identity, notifications, templates, events, clock });
  identity.placeWith({ check: service.checkPlacement, place: service.place.bind(service) });
  notifications.guidelinesAre({
    async sight(db, guidelineId, people) {
      const grants = await store.grants(db, guidelineId, people);
      return new Map(
        [...grants].map(([id, grant]) => [id, canReadDraft(grant) ? "draft" : "membership"] as const),
      );
    },
    async titles(ids) {
      const found = await store.titles(ids);
      return new Map(
        [...found].map(([id, { title, outline }]) => [
          id,
          { title, sections: new Map(outline.map((section) => [section.id, section.title])) },
        ]),
      );
    },
  });
  return {
    grantOf: store.grant,
    seedFor: service.seedFor,
    async setOutline(guidelineId, outline) {
      await store.setOutline(guidelineId, outline);
      events.publish("guidelines:changed", { guidelineId });
    },
    service,
    router: guidelineRoutes(service, identity),
  };
}
