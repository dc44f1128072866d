/**
 * Quotes, dashes, ellipses and spaces that do not break, set while typing in the way of the document's language.
 * Undoing at once gives back what was typed. Nothing is set in code.
 */
import { InputRule, inputRules } from "prosemirror-inputrules";
import type { Node } from "prosemirror-model";
import type { EditorState, Plugin, Transaction } from "prosemirror-state";
import type { Locale } from "#shared/roles.ts";
import { typesetWhileTyping } from "../shell/preferences.ts";

const NBSP = "\u00a0";
/** Stands for what is no text, so that no rule reaches over it. */
const OBJECT = "\ufffc";

interface Quotes {
  readonly double: readonly [open: string, close: string];
  readonly single: readonly [open: string, close: string];
}

const QUOTES: Readonly<Record<Locale, Quotes>> = {
  de: { double: ["„", "“"], single: ["‚", "‘"] },
  en: { double: ["“", "”"], single: ["‘", "’"] },
};
const APOSTROPHE = "’";
/** A quote behind one of these opens. */
const OPENS_BEHIND = /(?:^|[\s([{/–—„“‚‘\u00a0\ufffc-])$/;

export function typography(locale: Locale): Plugin {
  return inputRules({ rules: [...quoteRules(QUOTES[locale]), ...COMMON, ...OWN[locale]] });
}

function quoteRules({ double, single }: Quotes): readonly InputRule[] {
  return [
    rule(/"$/, (before) => (OPENS_BEHIND.test(before) ? double[0] : double[1])),
    rule(/'$/, (before) => {
      if (OPENS_BEHIND.test(before)) return single[0];
      return before.lastIndexOf(single[0]) > before.lastIndexOf(single[1]) ? single[1] : APOSTROPHE;
    }),
  ];
}

/** Paragraph signs, numbers and their units stay on one line, whatever the language. */
const COMMON: readonly InputRule[] = [
  rule(/\.\.\.$/, () => "…"),
  rule(/(?<=(?:^|[\s(])(?:§§?|Art\.|Abs\.|Nr\.|No\.)) \d$/, (_before, [match]) => `${NBSP}${match.slice(1)}`),
  rule(/(?<=\d) [%€]$/, (_before, [match]) => `${NBSP}${match.slice(1)}`),
  // Between words a hyphen with spaces is a dash; at the beginning of a line it begins a list.
  rule(/(?<=[^\s-]) --? $/, () => " – "),
];

const OWN: Readonly<Record<Locale, readonly InputRule[]>> = {
  de: [
    rule(/(?<=\S)--$/, () => "–"),
    abbreviation("z", "B"),
    abbreviation("d", "h"),
    abbreviation("u", "a"),
    abbreviation("o", "ä"),
    abbreviation("u", "U"),
    abbreviation("z", "T"),
    abbreviation("v", "a"),
    abbreviation("i", "d", "R"),
  ],
  en: [rule(/(?<=\S)--$/, () => "—")],
};

/** `z.B.` and `z. B.` become `z. B.`, which stays on one line. */
function abbreviation(...letters: readonly string[]): InputRule {
  const pattern = letters.map((letter) => `${letter}\\.`).join(" ?");
  return rule(new RegExp(`(?<=^|[\\s(„])${pattern}$`), () =>
    letters.map((letter) => `${letter}.`).join(NBSP),
  );
}

/** @param write what stands in place of the match; told the line's text before it */
function rule(pattern: RegExp, write: (before: string, match: RegExpMatchArray) => string): InputRule {
  const handler = (state: EditorState, match: RegExpMatchArray, start: number, end: number) => {
    if (!typesetWhileTyping.peek()) return null;
    const $end = state.doc.resolve(end);
    const typed = match[0];
    // The last character of the match is being typed; what stands there already keeps its marks.
    const shown = textBefore($end.parent, $end.parentOffset);
    const before = shown.slice(0, shown.length - (end - start));
    const text = write(before, match);
    return text === typed ? null : replaceText(state, start, end, text);
  };
  return new InputRule(pattern, handler, { inCodeMark: false });
}

function replaceText(state: EditorState, start: number, end: number, text: string): Transaction {
  const marks = state.storedMarks ?? state.doc.resolve(end).marks();
  return state.tr.replaceWith(start, end, state.schema.text(text, marks)).ensureMarks(marks);
}

function textBefore(line: Node, offset: number): string {
  return line.textBetween(0, offset, null, OBJECT);
}
