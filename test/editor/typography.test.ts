import { undoInputRule } from "prosemirror-inputrules";
import { EditorState, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { expect, test } from "vitest";
import { typography } from "#client/editor/typography.ts";
import { schema } from "#shared/document/schema.ts";
import type { Locale } from "#shared/roles.ts";

/** A line in which somebody types, character by character. */
function aLine(locale: Locale, code = false) {
  const plugin = typography(locale);
  const section = schema.nodes.section.create({ id: "section-0000000" }, [
    schema.nodes.title.create(),
    schema.nodes.block.create(),
  ]);
  let state = EditorState.create({ doc: schema.nodes.doc.create(null, section), plugins: [plugin] });
  const dispatch = (tr: EditorState["tr"]) => {
    state = state.apply(tr);
  };
  dispatch(state.tr.setSelection(TextSelection.atEnd(state.doc)));
  if (code) dispatch(state.tr.addStoredMark(schema.marks.code.create()));
  const type = (character: string) => {
    const { from, to } = state.selection;
    const view = { state, composing: false, dispatch } as unknown as EditorView;
    const insert = () => state.tr.insertText(character);
    if (plugin.props.handleTextInput?.call(plugin, view, from, to, character, insert) !== true)
      dispatch(insert());
  };
  return {
    type(words: string) {
      for (const character of words) type(character);
      return this;
    },
    undo() {
      undoInputRule(state, dispatch);
      return this;
    },
    get text() {
      return state.doc.lastChild?.lastChild?.textContent.replaceAll("\u00a0", "~") ?? "";
    },
  };
}

test.each<[Locale, string, string]>([
  ["de", 'Er sagt: "Ja", und geht.', "Er sagt: „Ja“, und geht."],
  ["de", "\"Die 'neue' Regel\"", "„Die ‚neue‘ Regel“"],
  ["de", "Wie geht's dir?", "Wie geht’s dir?"],
  ["de", '("Klammer")', "(„Klammer“)"],
  ["en", 'He says: "Yes", and "no".', "He says: “Yes”, and “no”."],
  ["en", "It's the company's 'own' rule", "It’s the company’s ‘own’ rule"],
])("%s: %s becomes %s", (locale, typed, shown) => {
  expect(aLine(locale).type(typed).text).toBe(shown);
});

test.each<[Locale, string, string]>([
  ["de", "Montag - Freitag", "Montag – Freitag"],
  ["de", "Seite 3--5", "Seite 3–5"],
  ["en", "the rule--as it is", "the rule—as it is"],
  ["de", "und so weiter...", "und so weiter…"],
  ["de", "E-Mail und Ein-Personen-Betrieb", "E-Mail und Ein-Personen-Betrieb"],
])("%s: dashes and ellipses: %s becomes %s", (locale, typed, shown) => {
  expect(aLine(locale).type(typed).text).toBe(shown);
});

test.each<[Locale, string, string]>([
  ["de", "nach § 87 Abs. 1 Nr. 6", "nach §~87 Abs.~1 Nr.~6"],
  ["de", "z.B. hier", "z.~B. hier"],
  ["de", "z. B. hier", "z.~B. hier"],
  ["de", "(d.h. immer)", "(d.~h. immer)"],
  ["de", "i.d.R. ja", "i.~d.~R. ja"],
  ["de", "10 % und 5 €", "10~% und 5~€"],
  ["en", "under § 87", "under §~87"],
  ["de", "Das ist der Herz.Buben", "Das ist der Herz.Buben"],
])("%s: what belongs together stays on one line: %s", (locale, typed, shown) => {
  expect(aLine(locale).type(typed).text).toBe(shown);
});

test("undoing at once gives back what was typed", () => {
  const line = aLine("de").type('Sie sagt "');
  expect(line.text).toBe("Sie sagt „");
  expect(line.undo().text).toBe('Sie sagt "');
});

test("a hyphen at the beginning of a line is left to the list", () => {
  expect(aLine("de").type("- ").text).toBe("- ");
});

test("nothing is set in code", () => {
  expect(aLine("de", true).type('"x" -- ...').text).toBe('"x" -- ...');
});
