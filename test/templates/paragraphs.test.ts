import { expect, test } from "vitest";
import { Doc } from "yjs";
import { paragraphsOf } from "#client/templates/paragraphs.ts";
import { buildDocument } from "#shared/document/build.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import { wordingHints } from "#shared/wording.ts";

test("what a section says is read without its bad examples, and without the other sections", () => {
  const ydoc = new Doc();
  const line = (text: string) => ({ attributes: {}, spans: [{ text }] });
  const dont = { type: "example", verdict: "dont" } as const;
  buildDocument(ydoc, {
    sections: [
      {
        key: "one",
        title: "Eins",
        lines: [
          line("Niemand darf hier nichts posten."),
          { attributes: {}, spans: [{ text: "Fragen Sie " }, { variable: "contact" }, { text: "." }] },
          { ...line("Das ist verboten."), box: dont },
        ],
      },
      { key: "two", title: "Zwei", lines: [line("Anderswo ist alles untersagt.")] },
    ],
    variables: {},
  });
  const doc = toDoc(ydoc);
  const paragraphs = paragraphsOf(doc, String(doc.firstChild?.attrs.id));
  expect(paragraphs).toEqual(["Eins", "Niemand darf hier nichts posten.", "Fragen Sie …."]);
  expect(wordingHints(paragraphs, "de")).toEqual([]);
  expect(wordingHints([...paragraphs, "Das ist verboten."], "de")).toMatchObject([{ kind: "prohibitions" }]);
});
