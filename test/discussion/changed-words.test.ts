import fc from "fast-check";
import { expect, test } from "vitest";
import { changedWords } from "#client/discussion/changed-words.ts";
import { tokensOf } from "#shared/document/quotes.ts";

function applied(before: string, after: string): string {
  const tokens = [...tokensOf(before)];
  for (const { from, to, text } of changedWords(before, after).toReversed())
    tokens.splice(from, to - from, ...tokensOf(text));
  return tokens.join("");
}

test("what is struck and inserted gives the suggested text, whatever the lines are", () => {
  const lines = fc
    .array(fc.constantFrom("wir", "sehen", "nach.", "{{time}}", "", "am Tag"), { maxLength: 12 })
    .chain((words) =>
      fc
        .array(fc.constantFrom(" ", "\n"), { minLength: words.length, maxLength: words.length })
        .map((gaps) => words.map((word, index) => word + gaps[index]).join("")),
    );
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      expect(applied(before, after)).toBe(after);
      const changes = changedWords(before, after);
      for (const [index, { from, to }] of changes.entries()) {
        expect(from).toBeLessThanOrEqual(to);
        expect(from).toBeGreaterThanOrEqual(changes[index - 1]?.to ?? 0);
      }
    }),
  );
});

test("a line that is added is shown whole, and the words of others stay with their lines", () => {
  expect(
    changedWords("Erst lesen.\nDann antworten.", "Erst lesen.\nDann reden.\nEine Nacht warten."),
  ).toEqual([
    { from: 17, to: 26, text: "reden" },
    { from: 27, to: 27, text: "\nEine Nacht warten." },
  ]);
});

test("a line that is taken away is struck with its end", () => {
  expect(changedWords("Eins zwei.\nDrei.\nVier fünf.", "Eins zwei.\nVier fünf.")).toEqual([
    { from: 11, to: 17, text: "" },
  ]);
});
