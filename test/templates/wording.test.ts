import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LOCALES, type Locale } from "#shared/roles.ts";
import { wordingHints } from "#shared/wording.ts";
import { allLines, sectionsOf, templates, wordsOf } from "./support.ts";

const FOLDER = join(import.meta.dirname, "../../templates");

test("no section is heavy with prohibitions, sends an everyday post through many hands, or cites a law that is gone", () => {
  for (const locale of LOCALES)
    for (const { key: kit, kind } of templates.kits(locale, "betriebsrat"))
      for (const section of sectionsOf({ kit, locale, kind, representation: "betriebsrat" })) {
        const paragraphs = allLines(section)
          .filter(({ box }) => box?.verdict !== "dont")
          .map(wordsOf);
        expect([section.key, wordingHints(paragraphs, locale)]).toEqual([section.key, []]);
      }
});

test("no file breaks the rules of its language, in questions, law and objections as little as in the text", () => {
  for (const locale of LOCALES)
    for (const name of readdirSync(join(FOLDER, locale))) {
      const text = readFileSync(join(FOLDER, locale, name), "utf8");
      const hints = wordingHints(text.split("\n"), locale).filter(({ kind }) => kind !== "approval-steps");
      expect([name, hints]).toEqual([name, []]);
    }
});

test("no sentence stands in two sections", () => {
  for (const locale of LOCALES) {
    const seen = new Map<string, string>();
    for (const { key } of templates.kits(locale, "betriebsrat"))
      for (const section of sectionsOf({
        kit: key,
        locale,
        kind: "guideline",
        representation: "betriebsrat",
      }))
        for (const line of allLines(section))
          for (const sentence of wordsOf(line).split(/(?<=[.?])\s+/)) {
            if (sentence.split(" ").length < 5) continue;
            expect([sentence, seen.get(sentence) ?? section.key]).toEqual([sentence, section.key]);
            seen.set(sentence, section.key);
          }
  }
});

test("English texts have English quotation marks and apostrophes, German texts German ones", () => {
  const text = (locale: Locale) =>
    readdirSync(join(FOLDER, locale))
      .map((name) => readFileSync(join(FOLDER, locale, name), "utf8"))
      .join("\n");
  expect(text("en")).not.toMatch(/„|\p{L}'/u);
  expect(text("de")).not.toMatch(/”/);
});

test.each<[string, Locale, string[], string]>([
  [
    "prohibitions",
    "de",
    ["Beschäftigte dürfen nichts posten, was nicht freigegeben ist. Private Nutzung ist verboten."],
    "prohibitions",
  ],
  [
    "commands",
    "de",
    ["Alle müssen fragen. Sie müssen warten. Sie müssen danken. Niemand muss antworten."],
    "prohibitions",
  ],
  [
    "prohibitions",
    "en",
    ["Staff must not post. Private use is forbidden, and photos are not allowed."],
    "prohibitions",
  ],
  [
    "three hands on an everyday post",
    "de",
    [
      "Einen alltäglichen Beitrag prüft das Team, die Rechtsstelle stimmt ihm zu, und die Leitung gibt ihn frei.",
    ],
    "approval-steps",
  ],
  [
    "three hands on an everyday post",
    "en",
    ["A routine post is checked: the team reviews it, legal clears it, and management approves it.", ""],
    "approval-steps",
  ],
  ["an old law", "de", ["Das Impressum folgt § 5 TMG."], "outdated-law"],
  ["an old law", "en", ["See § 5a (6) UWG.", "Consent follows the TTDSG."], "outdated-law"],
  ["a sign inside a word", "de", ["Alle Mitarbeiter:innen lesen mit."], "sign-in-word"],
  ["a capital inside a word", "de", ["Alle MitarbeiterInnen lesen mit."], "sign-in-word"],
  ["an exclamation mark", "de", ["Willkommen!"], "exclamation"],
  ["a space that tears", "de", ["Es gilt § 87 BetrVG."], "space"],
])("%s in a text (%s) are found", (_what, locale, paragraphs, kind) => {
  expect(wordingHints(paragraphs, locale).map((hint) => hint.kind)).toContain(kind);
});

test("a plain rule with one limit is no cause for a hint", () => {
  const rule = [
    "Einen alltäglichen Beitrag sieht vorher eine zweite Person aus dem Team an. Danach geht er hinaus.",
    "Daten anderer dürfen nicht in Beiträge.",
    "Kolleginnen und Kollegen innen wie außen lesen mit.",
  ];
  expect(wordingHints(rule, "de")).toEqual([]);
});
