/** What templates have brought since a guideline took its sections from them. */
import type { OutlineSection } from "#shared/guidelines.ts";
import type { Person } from "#shared/identity.ts";
import type { GuidelineId } from "#shared/ids.ts";
import type { TemplateNews, TemplateSetting } from "#shared/templates.ts";
import { allow, notFound } from "../platform/errors.ts";
import type { Events } from "../platform/events.ts";
import type { Templates } from "../templates/index.ts";
import type { OriginStore } from "./origins.ts";
import { canEditDraft, canReadDraft } from "./policy.ts";
import { type GuidelineStore, noGuideline, type StoredGuideline } from "./store.ts";

export type TemplateNewsService = ReturnType<typeof createTemplateNews>;

export function createTemplateNews(parts: {
  readonly store: GuidelineStore;
  readonly origins: OriginStore;
  readonly templates: Templates;
  readonly events: Events;
  readonly settingOf: (
    guideline: Pick<StoredGuideline, "kit" | "locale" | "kind">,
  ) => Promise<TemplateSetting>;
}) {
  const { store, origins, templates, events, settingOf } = parts;

  return {
    /** Called with every new outline: a section that appears comes from its template as it is now. */
    async remember(id: GuidelineId, outline: readonly OutlineSection[]): Promise<void> {
      const guideline = await store.find(id);
      if (guideline === null) return;
      const sections = templates.sections(await settingOf(guideline));
      const known = outline.flatMap(({ key }) => {
        const version = sections.get(key ?? "")?.version;
        return key === null || version === undefined ? [] : [[key, version] as const];
      });
      await origins.remember(id, new Map(known));
    },

    async list(person: Person, id: GuidelineId): Promise<readonly TemplateNews[]> {
      const grant = (await store.grant(person.id, id)) ?? noGuideline();
      allow(canReadDraft(grant), "guidelines/not-allowed", "The draft is not open to your role.");
      const guideline = (await store.find(id)) ?? noGuideline();
      const sections = templates.sections(await settingOf(guideline));
      const present = new Set(guideline.outline.map(({ key }) => key));
      return [...(await origins.of(id))].flatMap(([key, since]) => {
        const section = sections.get(key);
        if (section === undefined || section.version <= since || !present.has(key)) return [];
        const changes = section.changes.filter(({ version }) => version > since);
        return [{ key, title: section.title, since, version: section.version, changes: [...changes] }];
      });
    },

    /** An author has seen to what is new, up to a version that they saw. */
    async settle(person: Person, id: GuidelineId, key: string, version: number): Promise<void> {
      const grant = (await store.grant(person.id, id)) ?? noGuideline();
      allow(canEditDraft(grant), "guidelines/not-allowed", "Only authors see to what is new in a template.");
      if (!(await origins.of(id)).has(key)) notFound("request/not-found", "There is no such section.");
      await origins.update(id, key, version);
      events.publish("guidelines:changed", { guidelineId: id });
    },
  };
}
