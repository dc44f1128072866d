/** References to laws become links while they are typed: at the blank or sign behind the name of the law. */
import { InputRule, inputRules } from "prosemirror-inputrules";
import { type Command, type Plugin, TextSelection } from "prosemirror-state";
import { schema } from "#shared/document/schema.ts";
import { type LawReference, lawAtEnd } from "./law.ts";

const { block } = schema.nodes;
const { link, code } = schema.marks;

/** How far a reference reaches back at most, in characters. */
const REACH = 80;

export function lawPlugin(): Plugin {
  const rule = new InputRule(/[\s.,;:)\]–]$/, (state, match, start, end) => {
    const $start = state.doc.resolve(start);
    if ($start.parent.type !== block) return null;
    const before = $start.parent.textBetween(
      Math.max(0, $start.parentOffset - REACH),
      $start.parentOffset,
      "",
      "￼",
    );
    const found = lawAtEnd(before);
    if (found === null) return null;
    const from = start - found.length;
    if (state.doc.rangeHasMark(from, start, link) || state.doc.rangeHasMark(from, start, code)) return null;
    const marks = $start.marks();
    const tr = state.tr.insertText(match[0], start, end);
    tr.replaceWith(from, start, schema.text(found.text, [...marks, link.create({ href: found.href })]));
    return tr.removeStoredMark(link);
  });
  return inputRules({ rules: [rule] });
}

/** Writes a reference where the cursor is. */
export function insertLaw({ text, href }: LawReference): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    if ($from.parent.type !== block) return false;
    const tr = state.tr.replaceSelectionWith(
      schema.text(text, [...$from.marks(), link.create({ href })]),
      false,
    );
    if (tr.selection instanceof TextSelection) tr.removeStoredMark(link);
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}
