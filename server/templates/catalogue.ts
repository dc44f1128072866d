/** All files under templates/, read and checked once at start. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { z } from "zod";
import { type BodyKey, DOCUMENT_KINDS, LOCALES, type Locale, REPRESENTATIONS } from "#shared/roles.ts";
import {
  adaptSource,
  holds,
  type Terms,
  tokensOf,
  unknownToken,
  withSection,
} from "#shared/template-adapt.ts";
import { fits } from "#shared/template-answers.ts";
import {
  parseFrontMatter,
  parseSectionFile,
  type SectionFile,
  type TemplateFault,
  TemplateFaults,
} from "#shared/template-file.ts";
import {
  type Answer,
  kitFile,
  type ObjectionGroup,
  objectionsFile,
  type TemplateSetting,
  termsFile,
  type Variable,
  variablesFile,
} from "#shared/templates.ts";

export type KitFile = z.output<typeof kitFile>;

/** What the files say, in the words of one guideline. */
export interface AdaptedCatalogue {
  readonly sections: ReadonlyMap<string, SectionFile>;
  readonly objections: readonly ObjectionGroup[];
  /** Words of the setting, see terms.yaml. */
  readonly terms: Terms;
}

export interface Catalogue {
  readonly kits: ReadonlyMap<string, KitFile>;
  /** @throws TemplateFaults never after the start, where all files were checked */
  adaptedTo(setting: TemplateSetting): AdaptedCatalogue;
}

interface Source {
  readonly file: string;
  readonly text: string;
}

interface Language {
  readonly sections: readonly Source[];
  readonly objections: Source;
  readonly terms: z.output<typeof termsFile>;
  readonly variables: ReadonlyMap<string, Variable>;
}

/** @throws TemplateFaults with everything that is wrong in all files */
export function readCatalogue(folder: string): Catalogue {
  const faults: TemplateFault[] = [];
  const gather = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof TemplateFaults)) throw error;
      faults.push(...error.faults);
      return null;
    }
  };
  const yaml = <T extends z.ZodType>(name: string, schema: T) =>
    gather(() => parseFrontMatter(name, readFileSync(join(folder, name), "utf8"), 1, schema));

  const kits = new Map<string, KitFile>();
  for (const { file } of filesIn(folder, "kits", ".yaml")) {
    const kit = yaml(file, kitFile);
    if (kit !== null) kits.set(kit.key, kit);
  }
  const known = new Set<string>([
    ...kits.keys(),
    ...DOCUMENT_KINDS,
    ...REPRESENTATIONS.filter((each) => each !== "none"),
    "represented",
    "unrepresented",
    ...filesIn(folder, LOCALES[0], ".md").map(({ file }) => withSection(basename(file, ".md"))),
  ]);

  const languages = new Map<Locale, Language>();
  for (const locale of LOCALES) {
    const terms = yaml(`${locale}/terms.yaml`, termsFile);
    const variables = yaml(`${locale}/variables.yaml`, variablesFile);
    if (terms === null || variables === null) continue;
    const language: Language = {
      sections: filesIn(folder, locale, ".md"),
      objections: source(folder, `${locale}/objections.yaml`),
      terms,
      variables: new Map(variables.map((variable) => [variable.name, variable])),
    };
    languages.set(locale, language);
    const anyKit = [...kits.values()][0] ?? null;
    const setting: TemplateSetting = { kit: null, locale, kind: "guideline", representation: "betriebsrat" };
    const whole = gather(() => adapt(language, setting, anyKit, null, known));
    if (whole !== null) for (const kit of kits.values()) faults.push(...kitFaults(kit, locale, whole, known));
  }
  if (faults.length > 0) throw new TemplateFaults(faults);

  const made = new Map<string, AdaptedCatalogue>();
  return {
    kits: new Map([...kits].sort(([, one], [, other]) => one.position - other.position)),
    adaptedTo(setting) {
      const key = [setting.locale, setting.kit, setting.kind, setting.representation].join(" ");
      let adapted = made.get(key);
      if (adapted === undefined) {
        const kit = kits.get(setting.kit ?? "") ?? null;
        const own = kit ?? [...kits.values()][0] ?? null;
        const language = languages.get(setting.locale) as Language;
        const tokens = new Set([...tokensOf(setting), ...sectionTokens(kit, setting)]);
        adapted = inKit(adapt(language, setting, own, tokens, known), kit, setting);
        made.set(key, adapted);
      }
      return adapted;
    },
  };
}

/** `kit` gives the words; `tokens` null keeps everything, whatever its condition. */
function adapt(
  language: Language,
  setting: TemplateSetting,
  kit: KitFile | null,
  tokens: ReadonlySet<string> | null,
  known: ReadonlySet<string>,
): AdaptedCatalogue {
  const terms = termsOf(language, setting, kit);
  const faults: TemplateFault[] = [];
  const sections = new Map<string, SectionFile>();
  const read = <T>(work: () => T) => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof TemplateFaults)) throw error;
      faults.push(...error.faults);
      return null;
    }
  };
  const shown = <T extends Parameters<typeof holds>[0]>(items: readonly T[]) =>
    tokens === null ? [...items] : items.filter((item) => holds(item, tokens));

  for (const { file, text } of language.sections) {
    const section = read(() =>
      parseSectionFile(file, adaptSource(file, text, terms, tokens, known), language.variables),
    );
    if (section === null) continue;
    const { questions, law, codetermination, benefits } = section;
    for (const { when = [], unless = [] } of [...questions, ...law, ...codetermination, ...benefits])
      for (const token of [...when, ...unless])
        if (!known.has(token)) faults.push({ file, line: 1, message: unknownToken(token, known) });
    const gone = new Set(questions.filter((each) => !shown([each]).length).map(({ id }) => id));
    sections.set(section.key, {
      ...section,
      questions: shown(questions),
      law: shown(law),
      codetermination: shown(codetermination),
      benefits: shown(benefits),
      lines: section.lines.filter(
        ({ attributes }) => attributes.kind !== "pending" || !gone.has(attributes.ref ?? ""),
      ),
    });
  }
  const { file, text } = language.objections;
  const objections = read(() =>
    parseFrontMatter(file, adaptSource(file, text, terms, tokens, known), 1, objectionsFile),
  );
  for (const { objections: list } of objections ?? [])
    for (const { id, sections: keys } of list)
      for (const key of keys)
        if (!sections.has(key))
          faults.push({ file, line: 1, message: `${id} names the section ${key}, which does not exist` });
  if (faults.length > 0) throw new TemplateFaults(faults);
  return { sections, objections: shown(objections ?? []), terms };
}

/** The sections that a kit has in a setting; without a kit, none. */
function sectionTokens(kit: KitFile | null, setting: TemplateSetting): string[] {
  return kit === null ? [] : sectionKeys(kit, setting).map(withSection);
}

function termsOf(language: Language, { kind, representation, locale }: TemplateSetting, kit: KitFile | null) {
  const words = kit?.locales[locale];
  const titles = language.sections.map(({ file, text }) => [
    `section-${basename(file, ".md")}`,
    quoted(/^title: *"?(.*?)"?$/m.exec(text)?.[1] ?? "", locale),
  ]);
  return {
    ...Object.fromEntries(titles),
    ...words?.terms,
    ...language.terms.kinds[kind],
    ...language.terms.representations[representation],
    ...words?.representations[representation],
  };
}

function quoted(title: string, locale: Locale): string {
  return locale === "de" ? `„${title}“` : `“${title}”`;
}

/** With the kit's own choice of what blocks and what is proposed. */
function inKit(adapted: AdaptedCatalogue, kit: KitFile | null, setting: TemplateSetting): AdaptedCatalogue {
  const sections = new Map(
    [...adapted.sections].map(([key, section]) => [
      key,
      {
        ...section,
        questions: section.questions.map((question) => {
          const proposal = kit === null ? undefined : proposalsOf(kit, setting.locale)[question.id];
          // Whether it fits its question is checked when the files are read.
          return {
            ...question,
            askedOf: askedIn(setting, question.askedOf),
            blocking: kit === null ? question.blocking : kit.blocking.includes(question.id),
            ...(proposal === undefined ? {} : { proposal }),
          } as typeof question;
        }),
      },
    ]),
  );
  return { ...adapted, sections };
}

function proposalsOf(kit: KitFile, locale: Locale): Readonly<Record<string, Answer>> {
  return { ...kit.proposals, ...kit.locales[locale].proposals };
}

/** Without a staff representation its questions go to the others, or to management. */
function askedIn({ representation }: TemplateSetting, askedOf: readonly BodyKey[]): BodyKey[] {
  if (representation !== "none") return [...askedOf];
  const others = askedOf.filter((key) => key !== "betriebsrat");
  return others.length > 0 ? others : ["geschaeftsfuehrung"];
}

function kitFaults(
  kit: KitFile,
  locale: Locale,
  { sections }: AdaptedCatalogue,
  known: ReadonlySet<string>,
): TemplateFault[] {
  const file = `kits/${kit.key}.yaml`;
  const report = (message: string): TemplateFault => ({ file, line: 1, message });
  const entries = kit.sections.map((each) => (typeof each === "string" ? { key: each } : each));
  const chosen = entries.flatMap(({ key }) => sections.get(key) ?? []);
  const variables = new Set(chosen.flatMap((section) => section.variables.map(({ name }) => name)));
  const questions = new Set(chosen.flatMap((section) => section.questions.map(({ id }) => id)));
  const tokens = entries.flatMap((each) => [
    ...(("when" in each && each.when) || []),
    ...(("unless" in each && each.unless) || []),
  ]);
  return [
    ...entries
      .filter(({ key }) => !sections.has(key))
      .map(({ key }) => report(`there is no section ${key} in ${locale}/`)),
    ...kit.basics
      .filter((name) => !variables.has(name))
      .map((name) => report(`no section of the kit has the variable ${name} in ${locale}/`)),
    ...[...kit.blocking, ...Object.keys(proposalsOf(kit, locale))]
      .filter((id) => !questions.has(id))
      .map((id) => report(`no section of the kit asks ${id} in ${locale}/`)),
    ...chosen
      .flatMap((section) => section.questions)
      .flatMap((question) => {
        const proposal = proposalsOf(kit, locale)[question.id];
        return proposal === undefined || fits(question, proposal)
          ? []
          : report(`the proposal for ${question.id} is no answer to it`);
      }),
    ...tokens.filter((token) => !known.has(token)).map((token) => report(unknownToken(token, known))),
  ];
}

/** The section on co-determination needs no word in the kit to stand where there is a staff representation. */
const CODETERMINATION_SECTION = "co-determination";

/** Keys of the sections that a kit puts into a guideline, in order. */
export function sectionKeys(kit: KitFile, setting: TemplateSetting): string[] {
  const tokens = tokensOf(setting);
  const entries = kit.sections.map((each) => (typeof each === "string" ? { key: each } : each));
  return entries
    .filter(
      (entry) =>
        holds(entry, tokens) || (entry.key === CODETERMINATION_SECTION && setting.representation !== "none"),
    )
    .map(({ key }) => key);
}

function filesIn(folder: string, within: string, ending: string): Source[] {
  return readdirSync(join(folder, within))
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => source(folder, `${within}/${name}`));
}

function source(folder: string, file: string): Source {
  return { file, text: readFileSync(join(folder, file), "utf8") };
}
