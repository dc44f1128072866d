import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { Doc } from "yjs";
import { mountTemplates } from "#server/templates/index.ts";
import { buildDocument } from "#shared/document/build.ts";
import type { LineContent } from "#shared/document/content.ts";
import { readOutline } from "#shared/document/outline.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import { LOCALES } from "#shared/roles.ts";
import { parseSectionFile } from "#shared/template-file.ts";
import type { TemplateSetting } from "#shared/templates.ts";
import { settings, templates } from "./support.ts";

const SETTING: TemplateSetting = {
  kit: null,
  locale: "de",
  kind: "guideline",
  representation: "betriebsrat",
};
const FOLDER = join(import.meta.dirname, "../../templates");

test("both languages have the same sections, variables, questions, options, answers and kinds of lines", () => {
  const shape = (setting: TemplateSetting) =>
    [...templates.sections(setting).values()].map((section) => ({
      key: section.key,
      version: section.version,
      changes: section.changes.map(({ version, on }) => ({ version, on })),
      variables: section.variables.map(({ name }) => name),
      benefits: section.benefits.map(({ department }) => department),
      codetermination: section.codetermination.map(({ label }) => label),
      law: section.law.map(({ confidence, asOf, recheck }) => ({ confidence, asOf, recheck })),
      questions: section.questions.map((question) => ({
        id: question.id,
        type: question.type,
        blocking: question.blocking,
        askedOf: question.askedOf,
        proposal: question.type === "text" || question.type === "person" ? null : question.proposal,
        variables: question.type === "option" ? [] : [question.variable],
        options: question.type === "option" ? question.options.map(({ value }) => value) : [],
        units: question.type === "number" ? question.units.map(({ value }) => value) : [],
      })),
      wordings: [...section.wordings].map(([key, lines]) => [key, lines.map(lineShape)]),
      lines: section.lines.map(lineShape),
    }));
  for (const setting of settings("de")) expect(shape({ ...setting, locale: "en" })).toEqual(shape(setting));
});

/** What must be the same in every language about a line: what it is, where it stands, what is filled in. */
function lineShape({ attributes, box, spans, table }: LineContent) {
  return {
    attributes,
    box: box ?? null,
    variables: spans.flatMap((span) => ("variable" in span ? [span.variable] : [])).sort(),
    rows: table?.rows.length ?? 0,
    columns: table?.rows[0]?.length ?? 0,
  };
}

test("question ids are unique in the whole catalogue", () => {
  const ids = [...templates.sections(SETTING).values()].flatMap(({ questions }) =>
    questions.map(({ id }) => id),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test("a question that does not block comes with a proposal or fills a variable", () => {
  for (const setting of settings("de"))
    for (const { questions } of templates.sections(setting).values())
      for (const question of questions.filter(({ blocking }) => !blocking))
        if (question.type === "option" && question.options.some(({ wording }) => wording !== undefined))
          expect([question.id, question.proposal]).toEqual([question.id, expect.any(String)]);
});

test.each(LOCALES)(
  "every kit makes a valid document in %s, with open questions where rules are disputed",
  (locale) => {
    for (const setting of settings(locale)) {
      const kit = templates.kit(setting) ?? expect.fail();
      const ydoc = new Doc();
      buildDocument(ydoc, templates.instantiate(setting, { organisation: "Muster GmbH" }) ?? expect.fail());
      const doc = toDoc(ydoc);
      doc.check();
      expect(readOutline(ydoc).map(({ title }) => title)).toEqual(kit.sections.map(({ title }) => title));
      const pending: string[] = [];
      doc.descendants((node) => {
        if (node.type.name === "pending") pending.push(node.attrs.ref);
      });
      expect(new Set(pending)).toEqual(new Set(kit.blocking));
      expect(pending).toHaveLength(kit.blocking.length);
      expect(kit.basics).toHaveLength(5);
    }
  },
);

const HEAD = `---
key: sample
title: Sample
purpose: To try.
variables:
  - name: contact
    label: Contact
    example: Lena
---
`;

test.each([
  ["no front matter", "Text", 1, "expected front matter"],
  ["broken YAML", "---\nkey: [\n---\n", 2, "cannot be read as YAML"],
  ["a missing title", "---\nkey: sample\npurpose: x\n---\n", 2, "title"],
  ["an unknown field", `${HEAD.replace("purpose", "porpoise")}`, 2, "porpoise"],
  ["an unknown variable", `${HEAD}Ask {{boss}}.`, 10, "unknown variable boss, expected one of contact"],
  ["a variable in capitals", `${HEAD}Ask {{Boss}}.`, 10, "no variable"],
  ["an unknown question", `${HEAD}\n[[who]]`, 11, "unknown question who"],
  ["an unknown box", `${HEAD}::: danger\nx\n:::`, 10, "unknown box danger, expected one of do, dont"],
  ["a box that is never closed", `${HEAD}::: do\nx`, 10, "never closed"],
  ["a table with ragged rows", `${HEAD}| a | b |\n| c |`, 10, "same number of cells"],
  ["an unsafe link", `${HEAD}[x](ftp://example.org)`, 10, "none of http, https, mailto, tel"],
])("%s is told with file, line and what was expected", (_what, source, line, words) => {
  const faults = (() => {
    try {
      parseSectionFile("de/sample.md", source);
      return [];
    } catch (error) {
      return (error as { faults: { file: string; line: number; message: string }[] }).faults;
    }
  })();
  expect(faults).toContainEqual({ file: "de/sample.md", line, message: expect.stringContaining(words) });
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

test("a broken catalogue stops the start and names every fault at once", () => {
  const folder = mkdtempSync(join(tmpdir(), "richtschnur-templates-"));
  folders.push(folder);
  cpSync(FOLDER, folder, { recursive: true });
  writeFileSync(join(folder, "de/goals.md"), "broken");
  writeFileSync(join(folder, "en/dialogue.md"), "broken");
  expect(() => mountTemplates(folder)).toThrow(/de\/goals\.md:1: [\s\S]*en\/dialogue\.md:1: /);
});
