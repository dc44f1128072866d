/** The door of guidelines: rights, and what a document is seeded from. */
import type { Router } from "express";
import type { DocumentContent } from "#shared/document/content.ts";
import type { OutlineSection } from "#shared/guidelines.ts";
import type { GuidelineId, PersonId, SectionId } from "#shared/ids.ts";
import type { SectionStatus } from "#shared/section-status.ts";
import type { Audit } from "../audit/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Notifications } from "../notifications/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { AnyDatabase, Database } from "../platform/db.ts";
import type { Events } from "../platform/events.ts";
import type { Templates } from "../templates/index.ts";
import { openOriginStore } from "./origins.ts";
import { openPhaseStore, type PhaseStore } from "./participation.ts";
import { canReadDraft, type Grant } from "./policy.ts";
import { guidelineRoutes } from "./routes.ts";
import { createGuidelineService, type GuidelineService } from "./service.ts";
import { openGuidelineStore, type StoredGuideline } from "./store.ts";
import { createTemplateNews } from "./template-news.ts";

export type { Phase } from "./participation.ts";
export {
  canComment,
  canDiscuss,
  canEditDraft,
  canManage,
  canOverrule,
  canReadDraft,
  canReadHistory,
  type Grant,
} from "./policy.ts";
export type { StoredGuideline } from "./store.ts";

/** What another capability knows of sections: which are open, which are in discussion. Others count as settled. */
export type StatusSource = (
  guidelineIds: readonly GuidelineId[],
) => Promise<ReadonlyMap<SectionId, SectionStatus>>;

export interface Guidelines {
  /**
   * Null when the guideline does not exist or the person is no member of it (and no active person).
   * @param on a neighbour's transaction, for what must hold together with what it writes
   */
  grantOf(personId: PersonId, guidelineId: GuidelineId, on?: AnyDatabase): Promise<Grant | null>;
  owners(guidelineId: GuidelineId, on?: AnyDatabase): Promise<readonly PersonId[]>;
  /** A guideline whoever asks; null when there is none. */
  find(guidelineId: GuidelineId, on?: AnyDatabase): Promise<StoredGuideline | null>;
  /** What the list of guidelines shows of sections comes from here too, besides from their text. */
  addStatusSource(source: StatusSource): void;
  /** What the document begins with, at its first opening; null when the guideline does not exist. */
  seedFor(guidelineId: GuidelineId): Promise<DocumentContent | null>;
  /** Keeps the outline for the list of guidelines; called by collab when section titles or order have changed. */
  setOutline(guidelineId: GuidelineId, outline: readonly OutlineSection[]): Promise<void>;
  /** Titles of those that there are, for lists that name them. */
  titles(ids: readonly GuidelineId[]): Promise<ReadonlyMap<GuidelineId, string>>;
  /** The title, and those of the draft's sections, as the list of guidelines has them. */
  sectionTitles(guidelineId: GuidelineId): Promise<{
    readonly title: string;
    readonly sections: ReadonlyMap<SectionId, string>;
  }>;
  /** For how long drafts are open to all staff. Who sets one publishes `guidelines:access-changed`. */
  readonly phases: PhaseStore;
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
  readonly audit: Audit;
}): Guidelines {
  const { db, events, clock, identity, notifications, templates, audit } = parts;
  const store = openGuidelineStore(db, clock);
  const phases = openPhaseStore(db, clock);
  const statusSources: StatusSource[] = [];
  const service = createGuidelineService({
    store,
    identity,
    notifications,
    templates,
    audit,
    events,
    clock,
    statusSources,
  });
  const news = createTemplateNews({
    store,
    origins: openOriginStore(db),
    templates,
    events,
    settingOf: service.settingOf,
  });
  identity.placeWith({ check: service.checkPlacement, place: service.place.bind(service) });
  notifications.guidelinesAre({
    async sight(db, guidelineId, people) {
      const grants = await store.grants(db, guidelineId, people);
      return new Map(
        [...grants].map(([id, grant]) => [id, canReadDraft(grant) ? "draft" : "membership"] as const),
      );
    },
    titles: titlesOf,
  });

  async function titlesOf(ids: readonly GuidelineId[]) {
    const found = await store.titles(ids);
    return new Map(
      [...found].map(([id, { title, outline }]) => [
        id,
        { title, sections: new Map(outline.map((section) => [section.id, section.title])) },
      ]),
    );
  }

  return {
    grantOf: store.grant,
    find: store.find,
    async titles(ids) {
      const found = await store.titles(ids);
      return new Map([...found].map(([id, { title }]) => [id, title]));
    },
    async owners(guidelineId, on = db) {
      const grants = await store.grants(on, guidelineId, null);
      return [...grants].flatMap(([id, { role }]) => (role === "owner" ? [id] : []));
    },
    addStatusSource: (source) => void statusSources.push(source),
    seedFor: service.seedFor,
    async setOutline(guidelineId, outline) {
      const changed = await store.setOutline(guidelineId, outline);
      await news.remember(guidelineId, outline);
      // Who hears of a change looks at the draft; told without one, that would open a draft just put away, for ever.
      if (changed) events.publish("guidelines:changed", { guidelineId });
    },
    async sectionTitles(guidelineId) {
      const found = (await titlesOf([guidelineId])).get(guidelineId);
      return found ?? { title: "", sections: new Map() };
    },
    phases,
    service,
    router: guidelineRoutes(service, news, identity),
  };
}
