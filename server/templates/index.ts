/** The door of templates: kits, sections, objections, and the content of a new document. */
import { join } from "node:path";
import { type RequestHandler, Router } from "express";
import { z } from "zod";
import type { DocumentContent, LineContent } from "#shared/document/content.ts";
import { DOCUMENT_KINDS, LOCALES, type Locale, type Representation } from "#shared/roles.ts";
import type { SectionFile } from "#shared/template-file.ts";
import {
  catalogueKey,
  type Kit,
  type ObjectionGroup,
  type Question,
  type TemplateSetting,
  type TemplateSummary,
} from "#shared/templates.ts";
import { notFound } from "../platform/errors.ts";
import { parse } from "../platform/http.ts";
import { readCatalogue } from "./catalogue.ts";
import { describeKit, instantiateKit, instantiateSection } from "./instantiate.ts";

export { TemplateFaults } from "#shared/template-file.ts";

export interface Templates {
  kits(locale: Locale, representation: Representation): readonly Kit[];
  /** One kit as the interface sees it; null when there is none with that key. */
  kit(setting: TemplateSetting): Kit | null;
  /**
   * All sections by key, in the words of one guideline. Their questions have `blocking` and `proposal` as the
   * guideline's kit says; `wordings` holds what answers put into the text (see `effectOf`).
   */
  sections(setting: TemplateSetting): ReadonlyMap<string, SectionFile>;
  /** A question of the catalogue with its section; null when no section asks it in this setting. */
  question(
    setting: TemplateSetting,
    id: string,
  ): { readonly question: Question; readonly section: SectionFile } | null;
  /** The prepared wording under a key that `effectOf` gave. */
  wording(setting: TemplateSetting, sectionKey: string, wordingKey: string): readonly LineContent[];
  objections(setting: TemplateSetting): readonly ObjectionGroup[];
  /** The complete draft of a kit; null when there is no such kit. Blocking questions stand as `pending` lines. */
  instantiate(setting: TemplateSetting, variables: Readonly<Record<string, string>>): DocumentContent | null;
  /** For signed-in people, in the words of their organisation's staff representation. */
  routes(session: RequestHandler, representation: () => Promise<Representation>): Router;
}

const FOLDER = join(import.meta.dirname, "../../templates");
const localeQuery = z.object({ locale: z.enum(LOCALES) });
const settingQuery = localeQuery.extend({
  kit: catalogueKey.nullable().default(null),
  kind: z.enum(DOCUMENT_KINDS).default("guideline"),
});

/** @throws TemplateFaults when a file of the catalogue is broken */
export function mountTemplates(folder: string = FOLDER): Templates {
  const catalogue = readCatalogue(folder);
  const templates: Omit<Templates, "routes"> = {
    kits: (locale, representation) =>
      [...catalogue.kits.values()].map((kit) => {
        const setting = { kit: kit.key, locale, kind: kit.kind, representation };
        return describeKit(kit, setting, catalogue.adaptedTo(setting));
      }),
    kit(setting) {
      const kit = catalogue.kits.get(setting.kit ?? "");
      return kit === undefined ? null : describeKit(kit, setting, catalogue.adaptedTo(setting));
    },
    sections: (setting) => catalogue.adaptedTo(setting).sections,
    question(setting, id) {
      for (const section of catalogue.adaptedTo(setting).sections.values()) {
        const question = section.questions.find((each) => each.id === id);
        if (question !== undefined) return { question, section };
      }
      return null;
    },
    wording: (setting, sectionKey, wordingKey) =>
      catalogue.adaptedTo(setting).sections.get(sectionKey)?.wordings.get(wordingKey) ?? [],
    objections: (setting) => catalogue.adaptedTo(setting).objections,
    instantiate(setting, variables) {
      const kit = catalogue.kits.get(setting.kit ?? "");
      return kit === undefined ? null : instantiateKit(kit, setting, catalogue.adaptedTo(setting), variables);
    },
  };

  return {
    ...templates,
    routes(session, representation) {
      const settingOf = async (query: unknown): Promise<TemplateSetting> => ({
        ...parse(settingQuery, query),
        representation: await representation(),
      });
      const router = Router();
      router.get("/api/kits", session, async (request, response) => {
        response.json(templates.kits(parse(localeQuery, request.query).locale, await representation()));
      });
      router.get("/api/objections", session, async (request, response) => {
        response.json(templates.objections(await settingOf(request.query)));
      });
      router.get("/api/templates", session, async (request, response) => {
        const setting = await settingOf(request.query);
        const sections = [...templates.sections(setting).values()];
        response.json(sections.map((section) => summary(section, setting.locale)));
      });
      router.get("/api/templates/:key", session, async (request, response) => {
        const setting = await settingOf(request.query);
        const section = templates.sections(setting).get(String(request.params.key));
        if (section === undefined) return notFound("request/not-found", "There is no such section.");
        response.json(instantiateSection(section));
      });
      return router;
    },
  };
}

function summary(
  { file: _file, lines: _lines, wordings: _wordings, changes: _changes, ...rest }: SectionFile,
  locale: Locale,
): TemplateSummary {
  return { ...rest, locale, variables: [...rest.variables] };
}
