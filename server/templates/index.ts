/** The door of templates: kits, sections, and the content of a new document. */
import { join } from "node:path";
import { type RequestHandler, Router } from "express";
import { z } from "zod";
import type { DocumentContent, SectionContent } from "#shared/document/content.ts";
import { LOCALES, type Locale } from "#shared/roles.ts";
import type { Kit, TemplateSummary } from "#shared/templates.ts";
import { notFound } from "../platform/errors.ts";
import { parse } from "../platform/http.ts";
import { type Catalogue, readCatalogue } from "./catalogue.ts";

export { TemplateFaults } from "#shared/template-file.ts";

export interface Templates {
  kits(locale: Locale): readonly Kit[];
  sections(locale: Locale): readonly TemplateSummary[];
  /** The complete draft of a kit; null when there is no such kit. Blocking questions stand as `pending` lines. */
  instantiate(
    kit: string,
    locale: Locale,
    variables: Readonly<Record<string, string>>,
  ): DocumentContent | null;
  /** For signed-in people. */
  routes(session: RequestHandler): Router;
}

const FOLDER = join(import.meta.dirname, "../../templates");
const localeQuery = z.object({ locale: z.enum(LOCALES) });

/** @throws TemplateFaults when a file of the catalogue is broken */
export function mountTemplates(folder: string = FOLDER): Templates {
  const catalogue = readCatalogue(folder);
  const templates = {
    kits: (locale: Locale) =>
      [...catalogue.kits.values()]
        .map((kit) => kitIn(catalogue, kit.key, locale))
        .filter((kit) => kit !== null),

    sections: (locale: Locale) =>
      [...catalogue.sections[locale].values()].map(({ key, title, purpose, variables, questions }) => ({
        key,
        locale,
        title,
        purpose,
        variables,
        questions,
      })),

    instantiate(
      key: string,
      locale: Locale,
      variables: Readonly<Record<string, string>>,
    ): DocumentContent | null {
      const kit = catalogue.kits.get(key);
      if (kit === undefined) return null;
      const sections = kit.sections.flatMap((section) => catalogue.sections[locale].get(section) ?? []);
      const filled = Object.entries(variables).filter(([, value]) => value !== "");
      return {
        sections: sections.map(({ key, title, lines }) => ({ key, title, lines })),
        variables: Object.fromEntries(filled),
      };
    },
  };

  return {
    ...templates,
    routes(session) {
      const router = Router();
      router.get("/api/kits", session, (request, response) => {
        response.json(templates.kits(parse(localeQuery, request.query).locale));
      });
      router.get("/api/templates", session, (request, response) => {
        response.json(templates.sections(parse(localeQuery, request.query).locale));
      });
      router.get("/api/templates/:key", session, (request, response) => {
        const { locale } = parse(localeQuery, request.query);
        const section = catalogue.sections[locale].get(String(request.params.key));
        if (section === undefined) return notFound("request/not-found", "There is no such section.");
        const { key, title, lines } = section;
        response.json({ key, title, lines } satisfies SectionContent);
      });
      return router;
    },
  };
}

function kitIn({ kits, sections }: Catalogue, key: string, locale: Locale): Kit | null {
  const kit = kits.get(key);
  const words = kit?.locales[locale];
  if (kit === undefined || words === undefined) return null;
  const files = kit.sections.flatMap((section) => sections[locale].get(section) ?? []);
  const variables = new Map(
    files.flatMap((file) => file.variables.map((variable) => [variable.name, variable])),
  );
  return {
    key,
    ...words,
    sections: files.map(({ key, title }) => ({ key, title })),
    basics: kit.basics.flatMap((name) => variables.get(name) ?? []),
  };
}
