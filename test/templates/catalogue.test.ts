import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { Doc } from "yjs";
import { mountTemplates } from "#server/templates/index.ts";
import { buildDocument } from "#shared/document/build.ts";
import { readOutline } from "#shared/document/outline.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import { LOCALES } from "#shared/roles.ts";
import { parseSectionFile } from "#shared/template-file.ts";

const templates = mountTemplates();
const FOLDER = join(import.meta.dirname, "../../templates");

test("both languages have the same sections, variables, questions and options", () => {
  const shape = (locale: "de" | "en") =>
    templates.sections(locale).map(({ key, variables, questions }) => ({
      key,
      variables: variables.map(({ name }) => name),
      questions: questions.map(({ id, type, blocking, askedOf, variable, options }) => ({
        id,
        type,
        blocking,
        askedOf,
        variable,
        options: options?.map(({ value }) => value),
      })),
    }));
  expect(shape("en")).toEqual(shape("de"));
});

test("question ids are unique in the whole catalogue", () => {
  const ids = templates.sections("de").flatMap(({ questions }) => questions.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

test("a question that does not block comes with a proposal or fills a variable", () => {
  for (const { questions } of templates.sections("de"))
    for (const question of questions.filter(({ blocking }) => !blocking))
      expect([question.id, question.proposal ?? question.variable]).toEqual([
        question.id,
        expect.any(String),
      ]);
});

test.each(LOCALES)(
  "every kit makes a valid document in %s, with open questions where rules are disputed",
  (locale) => {
    const blocking = new Set(
      templates
        .sections(locale)
        .flatMap(({ questions }) => questions.filter((each) => each.blocking).map(({ id }) => id)),
    );
    for (const kit of templates.kits(locale)) {
      const ydoc = new Doc();
      buildDocument(
        ydoc,
        templates.instantiate(kit.key, locale, { organisation: "Muster GmbH" }) ?? expect.fail(),
      );
      const doc = toDoc(ydoc);
      doc.check();
      expect(readOutline(ydoc).map(({ title }) => title)).toEqual(kit.sections.map(({ title }) => title));
      const pending = new Set<string>();
      doc.descendants((node) => {
        if (node.type.name === "pending") pending.add(node.attrs.ref);
      });
      expect(pending).toEqual(blocking);
      expect(kit.basics).toHaveLength(5);
    }
  },
);

test("texts for people have no exclamation marks and keep „§“ and its number together", () => {
  for (const locale of LOCALES)
    for (const { key } of templates.sections(locale)) {
      const text = readFileSync(join(FOLDER, locale, `${key}.md`), "utf8");
      expect([key, /[\p{L}.,]!(\s|$)/mu.test(text)]).toEqual([key, false]);
      expect([key, /§ \d/.test(text)]).toEqual([key, false]);
    }
});

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
