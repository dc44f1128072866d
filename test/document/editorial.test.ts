import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { Transform } from "prosemirror-transform";
import { expect, test } from "vitest";
import { compare } from "#shared/document/compare.ts";
import type { DocumentContent, LineContent } from "#shared/document/content.ts";
import { editorialRefusals } from "#shared/document/editorial.ts";
import { schema } from "#shared/document/schema.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import { applyEdit, edit, KEEPING, TAKING } from "./random-edits.ts";
import { aCohort, newDoc, settings, timeLimit } from "./support.ts";

/** Reasons against the change from one wording of a line to another, beside a line that stays. */
function against(
  before: string,
  after: string,
  attributes: LineContent["attributes"] = {},
): readonly string[] {
  return refusals(docOf(lineOf(before, attributes)), docOf(lineOf(after, attributes)));
}

function refusals(
  older: Node,
  newer: Node,
  before: Record<string, string> = {},
  after: Record<string, string> = before,
): readonly string[] {
  const comparison = compare({ doc: older, variables: before }, { doc: newer, variables: after });
  return [...new Set(editorialRefusals(comparison).flatMap(({ reasons }) => reasons))].toSorted();
}

function lineOf(text: string, attributes: LineContent["attributes"] = {}): LineContent {
  return { attributes, spans: [{ text }] };
}

const STAYS = "Alle Mitarbeiterinnen und Mitarbeiter kennen die Kommunikation der Geschäftsführung.";

function docOf(...lines: readonly LineContent[]): Node {
  const content: DocumentContent = {
    variables: {},
    sections: [{ key: "scope", title: "Geltung", lines: [...lines, lineOf(STAYS)] }],
  };
  return toDoc(newDoc(content));
}

test.each([
  [
    "ein Fehler, den der Text an anderer Stelle nicht hat",
    "Unsere Mitarbetier schreiben.",
    "Unsere Mitarbeiter schreiben.",
  ],
  ["ein Buchstabe fehlt", "Fragen an die Komunikation.", "Fragen an die Kommunikation."],
  ["ein doppelter Buchstabe", "Nennen Sie Ihre Addresse.", "Nennen Sie Ihre Adresse."],
  ["Groß und klein", "Alle mitarbeiter lesen das.", "Alle Mitarbeiter lesen das."],
  ["alte Rechtschreibung", "Wir wissen, daß Fehler geschehen.", "Wir wissen, dass Fehler geschehen."],
  ["das und dass", "Wir wissen, das Fehler geschehen.", "Wir wissen, dass Fehler geschehen."],
  ["Umlaute", "Wir grüssen freundlich zurueck.", "Wir grüßen freundlich zurück."],
  ["ein Bindestrich", "Unser Social Media Team hilft.", "Unser Social-Media-Team hilft."],
  ["zusammen", "Wir arbeiten bereichs übergreifend.", "Wir arbeiten bereichsübergreifend."],
  ["Anführungszeichen", 'Schreiben Sie "Danke".', "Schreiben Sie „Danke“."],
  ["ein Punkt am Ende", "Wir helfen gern", "Wir helfen gern."],
  ["ein Komma, wo nichts daran hängt", "Hallo liebes Team.", "Hallo, liebes Team."],
  ["eine Adresse", "Schreiben Sie an presse@example.org.", "Schreiben Sie an kontakt@example.org."],
  ["eine Telefonnummer", "Rufen Sie 0511 123456 an.", "Rufen Sie +49 511 1234-78 an."],
  [
    "eine Seite",
    "Mehr dazu finden alle auf https://example.org/a.",
    "Mehr dazu finden alle auf https://example.com/b/c?d=1.",
  ],
])("%s ist redaktionell", (_what, before, after) => {
  expect(against(before, after)).toEqual([]);
  expect(against(before, after, { force: "binding" })).toEqual(["binding"]);
});

test.each([
  ["Kommentare werden gelöscht.", "Kommentare werden nicht gelöscht.", "negation"],
  ["Sie haben keine Pflicht dazu.", "Sie haben eine Pflicht dazu.", "negation"],
  ["You can answer.", "You can't answer.", "negation"],
  ["Das ist zulässig.", "Das ist unzulässig.", "modal"],
  ["Sie sollen antworten.", "Sie müssen antworten.", "modal"],
  ["Sie koennen antworten.", "Sie können antworten.", "modal"],
  ["Sie müssten antworten.", "Sie müssen antworten.", "modal"],
  ["You must answer.", "You may answer.", "modal"],
  ["You should answer.", "You shall answer.", "modal"],
  ["Antwort in 24 Stunden.", "Antwort in 48 Stunden.", "number"],
  ["Antwort in 2 Stunden.", "Antwort in 2 Tagen.", "number"],
  ["Antwort in 24h.", "Antwort in 24d.", "number"],
  ["Antwort in zwei Tagen.", "Antwort in drei Tagen.", "number"],
  ["Bis 1.000 Euro.", "Bis 1,000 Euro.", "number"],
  ["Bis 10 000 Euro.", "Bis 100 00 Euro.", "number"],
  ["Ab 01.02.2026.", "Ab 01.03.2026.", "number"],
  ["Ab 01/02/2026.", "Ab 01/03/2026.", "number"],
  ["Geöffnet 0800-1200 Uhr.", "Geöffnet 0900-1700 Uhr.", "number"],
  ["Nach § 3 gilt das.", "Nach § 5 gilt das.", "number"],
  ["Die Geschäftsleitung entscheidet.", "Die Geschäftsleistung entscheidet.", "wording"],
  ["Die Leitung entscheidet.", "Die Leistung entscheidet.", "wording"],
  ["Darüber entscheidet der Personalrat.", "Darüber entscheidet das Personalamt.", "wording"],
  ["Anfragen zur Anleitung.", "Anfragen zur Ableitung.", "wording"],
  ["Fragen sie die Leitung.", "Fragen Sie die Leitung.", "wording"],
  ["Posten Sie in Maßen.", "Posten Sie in Massen.", "wording"],
  ["Wir vermeiden Streit.", "Wir vermieden Streit.", "wording"],
  ["Die Freundschaft gilt.", "Die Feindschaft gilt.", "wording"],
  ["Fotos sind erlaubt", "Fotos sind erlaubt?", "punctuation"],
  [
    "Der Vorstand, nicht der Betriebsrat entscheidet.",
    "Der Vorstand nicht, der Betriebsrat entscheidet.",
    "punctuation",
  ],
  ["Employees, who post, must sign.", "Employees who post must sign.", "punctuation"],
  ["Bis 5 Grad.", "Bis -5 Grad.", "punctuation"],
  ["Der Betriebsrat fragt die Leitung.", "Die Leitung fragt der Betriebsrat.", "wording"],
  ["Es gilt nicht öffentlich.", "Es gilt öffentlich.", "negation"],
  ["Bis 100 Euro.", "Bis 100 \u202EEuro.", "wording"],
  ["Wir arbeiten.", "Wir arbeitеn.", "wording"],
])("%s → %s ist mehr als redaktionell", (before, after, reason) => {
  expect(against(before, after)).toContain(reason);
  expect(against(after, before)).toContain(reason);
});

test("looks, links and empty lines are editorial, striking through is not", () => {
  const older = docOf(lineOf("Wer es wissen will, liest nach."));
  const at = older.resolve(1).posAtIndex(1) + 1;
  const marked = (name: "strong" | "link" | "strike", doc = older) =>
    new Transform(doc).addMark(
      at,
      at + 3,
      schema.mark(name, name === "link" ? { href: "https://example.org" } : null),
    ).doc;
  expect(refusals(older, marked("strong"))).toEqual([]);
  expect(refusals(older, marked("link"))).toEqual([]);
  expect(refusals(marked("link"), marked("strong", marked("link")))).toEqual([]);
  expect(refusals(older, marked("strike"))).toEqual(["struck"]);
  expect(refusals(marked("strike"), older)).toEqual(["struck"]);
  expect(refusals(docOf(), docOf(lineOf("")))).toEqual([]);
  expect(refusals(docOf(lineOf("", { force: "binding" })), docOf())).toEqual(["binding", "removed"]);
});

test("labels, boxes, tasks and what counts are never editorial", () => {
  const from = (attributes: LineContent["attributes"]) =>
    docOf(lineOf("Immer freundlich bleiben.", attributes));
  expect(refusals(from({}), from({ kind: "bullet" }))).toEqual([]);
  expect(refusals(from({}), from({ kind: "ordered" }))).toEqual(["form"]);
  expect(refusals(from({ kind: "task" }), from({ kind: "task", checked: true }))).toEqual(["checked"]);
  expect(refusals(from({}), from({ force: "recommended" }))).toEqual(["label"]);
  expect(refusals(from({ force: "binding" }), from({ force: "recommended" }))).toEqual(["binding", "label"]);
  expect(refusals(from({ force: "binding" }), from({ force: "binding", kind: "bullet" }))).toEqual([
    "binding",
  ]);
  const boxed = (verdict: "do" | "dont") =>
    docOf({ ...lineOf("Immer freundlich bleiben."), box: { type: "example", verdict } });
  expect(refusals(boxed("do"), boxed("dont"))).toEqual(["box"]);
});

test("a variable may change its contact data, unless a binding line shows it", () => {
  const using = (force: "none" | "binding") =>
    docOf({ attributes: { force }, spans: [{ text: "Fragen an " }, { variable: "contact" }, { text: "." }] });
  const mails = [{ contact: "Presse, alt@example.org" }, { contact: "Presse, neu@example.org" }] as const;
  expect(refusals(using("none"), using("none"), ...mails)).toEqual([]);
  expect(refusals(using("binding"), using("binding"), ...mails)).toEqual(["binding"]);
  const hours = [{ response: "24 Stunden" }, { response: "4 Stunden" }] as const;
  expect(refusals(docOf(), docOf(), ...hours)).toEqual(["number"]);
  expect(refusals(docOf(), docOf(), {}, { contact: "neu@example.org" })).toEqual(["wording"]);
});

test("a change in a table's cell counts as in a line, and rows do not come or go", () => {
  const table = (...cells: readonly string[]): LineContent => ({
    attributes: { kind: "table" },
    spans: [],
    table: { header: "row", rows: cells.map((cell) => [[lineOf(cell)], [lineOf("Kommunikation")]]) },
  });
  expect(refusals(docOf(table("Wer", "die Komunikation")), docOf(table("Wer", "die Kommunikation")))).toEqual(
    [],
  );
  expect(refusals(docOf(table("Wer", "in 2 Tagen")), docOf(table("Wer", "in 3 Tagen")))).toEqual(["number"]);
  expect(refusals(docOf(table("Wer")), docOf(table("Wer", "und wann")))).toEqual(["added"]);
});

test(
  "whatever people do, what passes as editorial touches no binding line and keeps every figure and every word of weight",
  () => {
    let passed = 0;
    const edits = fc.array(edit([...KEEPING, ...TAKING]), { minLength: 1, maxLength: 3 });
    const texts = fc.constantFrom("nicht ", "muss ", "7", " ", ".", "soll", "s", "{");
    const property = fc.property(edits, texts, (script, text) => {
      const [peer] = aCohort(1);
      if (!peer) throw new Error("nobody there");
      const older = peer.cache.doc();
      for (const each of script) peer.change((doc) => applyEdit(doc, each, text));
      const newer = peer.cache.doc();
      const comparison = compare({ doc: older, variables: {} }, { doc: newer, variables: {} });
      const refused = editorialRefusals(comparison);
      for (const { change, reasons } of refused) {
        expect(reasons.length).toBeGreaterThan(0);
        expect(comparison.changes[change]).toBeDefined();
      }
      if (refused.length > 0) return;
      passed++;
      expect(bindingLines(newer)).toEqual(bindingLines(older));
      expect(weighty(newer)).toEqual(weighty(older));
    });
    fc.assert(property, settings("editorial", 400));
    expect(passed).toBeGreaterThan(0);
  },
  timeLimit(400),
);

function bindingLines(doc: Node): readonly unknown[] {
  const lines: unknown[] = [];
  doc.descendants((node) => {
    if (node.attrs.force === "binding") lines.push(node.toJSON());
  });
  return lines;
}

function weighty(doc: Node): readonly string[] {
  const text = doc.textBetween(0, doc.content.size, "\n", (leaf) => leaf.type.spec.leafText?.(leaf) ?? "");
  return text.toLowerCase().match(/\d+|\b(?:nicht|muss|soll|not|always|first)\b|\{\{.*?\}\}/g) ?? [];
}
