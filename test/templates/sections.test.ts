import { expect, test } from "vitest";
import { LOCALES } from "#shared/roles.ts";
import type { SectionFile } from "#shared/template-file.ts";
import { allLines, sectionsOf, settings, spansOf, templates, wordsOf } from "./support.ts";

/** Of every section, as each kit has it with a works council; and the kit's name, to say where a fault is. */
const SECTIONS = LOCALES.flatMap((locale) =>
  templates.kits(locale, "betriebsrat").flatMap(({ key: kit, kind }) =>
    sectionsOf({ kit, locale, kind, representation: "betriebsrat" }).map((section) => ({
      where: `${locale}/${section.key} in ${kit}`,
      locale,
      section,
    })),
  ),
);

function usedVariables(section: SectionFile): Set<string> {
  return new Set(spansOf(allLines(section)).flatMap((span) => ("variable" in span ? [span.variable] : [])));
}

test("the catalogue has twenty sections in each language, and each is in some kit", () => {
  for (const locale of LOCALES) {
    const files = [...templates.sections(settings(locale)[0] ?? expect.fail()).keys()].sort();
    expect(files).toHaveLength(20);
    const inKits = SECTIONS.filter((each) => each.locale === locale).map(({ section }) => section.key);
    expect([...new Set(inKits)].sort()).toEqual(files);
  }
});

test("every variable of a section stands in its text, whatever the kit", () => {
  for (const locale of LOCALES) {
    const used = new Map<string, Set<string>>();
    const declared = new Map<string, string[]>();
    for (const setting of settings(locale))
      for (const [key, section] of templates.sections(setting)) {
        used.set(key, (used.get(key) ?? new Set()).union(usedVariables(section)));
        declared.set(
          key,
          section.variables.map(({ name }) => name),
        );
      }
    for (const [key, names] of declared)
      expect({ key, unused: names.filter((name) => !used.get(key)?.has(name)) }).toEqual({ key, unused: [] });
  }
});

test("every question stands in the text or fills a variable that does", () => {
  for (const { where, section } of SECTIONS) {
    const places = new Set(
      section.lines.flatMap(({ attributes }) => (attributes.kind === "pending" ? [attributes.ref] : [])),
    );
    const used = usedVariables(section);
    for (const question of section.questions) {
      const fills =
        question.type === "option"
          ? question.options.map(({ set = {} }) => Object.keys(set))
          : [[question.variable, ...("deputyVariable" in question ? [question.deputyVariable ?? ""] : [])]];
      const reaches = fills.every(
        (names) => names.length > 0 && names.every((name) => name === "" || used.has(name)),
      );
      expect({ where, id: question.id, reached: places.has(question.id) || reaches }).toEqual({
        where,
        id: question.id,
        reached: true,
      });
      if (places.has(question.id) && question.type !== "option")
        expect([where, question.id, section.wordings.has(question.id)]).toEqual([where, question.id, true]);
    }
    for (const set of section.questions.flatMap((each) => (each.type === "option" ? each.options : [])))
      for (const name of Object.keys(set.set ?? {}))
        expect([where, name, section.variables.some((each) => each.name === name)]).toEqual([
          where,
          name,
          true,
        ]);
  }
});

test("a question is asked once in a text, and every option of one in the text says something there", () => {
  for (const { where, section } of SECTIONS) {
    const places = section.lines.flatMap(({ attributes }) =>
      attributes.kind === "pending" ? [String(attributes.ref)] : [],
    );
    expect([where, new Set(places).size]).toEqual([where, places.length]);
    for (const question of section.questions)
      if (question.type === "option" && places.includes(question.id))
        for (const { value, wording } of question.options)
          expect([where, question.id, value, wording !== undefined]).toEqual([
            where,
            question.id,
            value,
            true,
          ]);
  }
});

test("a section opens with its core rule and has two pairs of examples and a situation", () => {
  for (const { where, section } of SECTIONS) {
    const first = section.lines[0];
    expect([where, first?.attributes.kind, first?.attributes.force]).toEqual([where, undefined, "binding"]);
    const boxes = new Set(section.lines.flatMap(({ box }) => box ?? []));
    const count = (wanted: object) =>
      [...boxes].filter((box) => JSON.stringify(box) === JSON.stringify(wanted)).length;
    expect({
      where,
      pairs:
        count({ type: "example", verdict: "do" }) === count({ type: "example", verdict: "dont" }) &&
        count({ type: "example", verdict: "do" }) >= 2,
      situations: count({ type: "situation" }) >= 1,
      recommended: allLines(section).some(({ attributes }) => attributes.force === "recommended"),
    }).toEqual({ where, pairs: true, situations: true, recommended: true });
  }
});

test("law has a date and says how sure it is, and every section labels what needs co-determination", () => {
  for (const { where, section } of SECTIONS) {
    expect([where, section.codetermination.length > 0]).toEqual([where, true]);
    for (const { ref, asOf, recheck } of section.law)
      expect([where, ref, asOf < recheck]).toEqual([where, ref, true]);
  }
  const anchored = new Set(
    SECTIONS.filter(({ section }) => section.law.length > 0).map(({ section }) => section.key),
  );
  expect(anchored.size).toBe(20);
});

test("a section names another one only where the guideline has it", () => {
  for (const locale of LOCALES)
    for (const setting of settings(locale)) {
      const titles = [...templates.sections(setting).values()].map(({ title }) => title);
      const present = sectionsOf(setting);
      const absent = titles.filter((title) => !present.some((section) => section.title === title));
      const quoted = locale === "de" ? (title: string) => `„${title}“` : (title: string) => `“${title}”`;
      for (const section of present)
        for (const line of allLines(section))
          for (const title of absent)
            expect([setting.kit, section.key, wordsOf(line).includes(quoted(title))]).toEqual([
              setting.kit,
              section.key,
              false,
            ]);
    }
});

test("what several sections share is called the same everywhere", () => {
  for (const locale of LOCALES) {
    const variables = new Map<string, string>();
    const departments = new Map<string, string>();
    for (const section of sectionsOf({
      kit: "konzern",
      locale,
      kind: "policy",
      representation: "betriebsrat",
    })) {
      for (const { name, ...rest } of section.variables) {
        expect(variables.get(name) ?? JSON.stringify(rest)).toBe(JSON.stringify(rest));
        variables.set(name, JSON.stringify(rest));
      }
      for (const { department, name } of section.benefits) {
        expect(departments.get(department) ?? name).toBe(name);
        departments.set(department, name);
      }
    }
  }
});

test("a change that a guideline should hear of is told for every version after the first", () => {
  for (const { where, section } of SECTIONS)
    expect([where, section.changes.map(({ version }) => version)]).toEqual([
      where,
      Array.from({ length: section.version - 1 }, (_, index) => index + 2),
    ]);
});
