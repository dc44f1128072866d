/** From templates to content: kits become drafts, in which blocking questions stand and proposals fill the rest. */
import type { DocumentContent, LineContent } from "#shared/document/content.ts";
import { inTerms } from "#shared/template-adapt.ts";
import { effectOf } from "#shared/template-answers.ts";
import type { SectionFile } from "#shared/template-file.ts";
import type { Kit, TemplateContent, TemplateSetting } from "#shared/templates.ts";
import { type AdaptedCatalogue, type KitFile, sectionKeys } from "./catalogue.ts";

/** `given` are the basics of the start, which go before proposals and the kit's defaults. */
export function instantiateKit(
  kit: KitFile,
  setting: TemplateSetting,
  catalogue: AdaptedCatalogue,
  given: Readonly<Record<string, string>>,
): DocumentContent {
  const sections = sectionsOf(kit, setting, catalogue).map(instantiateSection);
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
  return {
    sections: sections.map(({ key, title, lines }) => ({ key, title, lines })),
    variables: Object.assign(
      {},
      ...sections.map(({ variables }) => variables),
      defaultsOf(kit, setting, catalogue),
      filled,
    ),
  };
}

/**
 * A blocking question stays as its `pending` line. Of all others the proposal counts for the time being: its wording
 * stands in the question's place, its values fill variables. Without a proposal the wording stands, its gap visible.
 */
export function instantiateSection({ key, title, lines, questions, wordings }: SectionFile): TemplateContent {
  const effects = new Map(
    questions
      .filter((question) => !question.blocking)
      .map((question) => [
        question.id,
        question.proposal === undefined
          ? { variables: {}, wording: wordings.has(question.id) ? question.id : null }
          : effectOf(question, question.proposal),
      ]),
  );
  const inPlace = (line: LineContent): readonly LineContent[] => {
    const effect = line.attributes.kind === "pending" ? effects.get(line.attributes.ref ?? "") : undefined;
    if (effect === undefined) return [line];
    return effect.wording === null ? [] : (wordings.get(effect.wording) ?? []);
  };
  return {
    key,
    title,
    lines: lines.flatMap(inPlace),
    variables: Object.assign({}, ...[...effects.values()].map(({ variables }) => variables)),
  };
}

/** A kit as the interface sees it. */
export function describeKit(kit: KitFile, setting: TemplateSetting, catalogue: AdaptedCatalogue): Kit {
  const { title, description, documentTitle, bodies } = kit.locales[setting.locale];
  const sections = sectionsOf(kit, setting, catalogue);
  const variables = new Map(
    sections.flatMap((section) => section.variables.map((variable) => [variable.name, variable])),
  );
  const asked = new Set(sections.flatMap((section) => section.questions.map(({ id }) => id)));
  const represented = setting.representation !== "none";
  return {
    key: kit.key,
    kind: kit.kind,
    title,
    description,
    documentTitle: inTerms(documentTitle, catalogue.terms),
    sections: sections.map((section) => ({
      key: section.key,
      title: section.title,
      asks: section.questions.some(({ blocking }) => blocking),
    })),
    basics: kit.basics.flatMap((name) => variables.get(name) ?? []),
    defaults: defaultsOf(kit, setting, catalogue),
    blocking: kit.blocking.filter((id) => asked.has(id)),
    bodies: bodies
      .filter(({ key }) => represented || key !== "betriebsrat")
      .map((body) => ({ ...body, name: inTerms(body.name, catalogue.terms) })),
    approval: kit.approval
      .map(({ approve, consent }) => ({
        approve,
        consent: represented ? consent : consent.filter((key) => key !== "betriebsrat"),
      }))
      .filter(({ approve, consent }) => approve.length + consent.length > 0),
  };
}

function sectionsOf(kit: KitFile, setting: TemplateSetting, { sections }: AdaptedCatalogue): SectionFile[] {
  return sectionKeys(kit, setting).flatMap((key) => sections.get(key) ?? []);
}

function defaultsOf(kit: KitFile, { locale }: TemplateSetting, { terms }: AdaptedCatalogue) {
  return Object.fromEntries(
    Object.entries(kit.locales[locale].defaults).map(([name, value]) => [name, inTerms(value, terms)]),
  );
}
