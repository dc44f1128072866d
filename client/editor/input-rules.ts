/** What turns into a form while it is typed, as in Markdown. Undoing at once gives back the characters. */
import { InputRule, inputRules, undoInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import type { MarkType } from "prosemirror-model";
import type { Plugin } from "prosemirror-state";
import type { LineAttributes } from "#shared/document/layout.ts";
import { schema } from "#shared/document/schema.ts";

/** At the start of a line: the characters go, the line becomes what they say. */
function lineRule(
  pattern: RegExp,
  attributes: (match: RegExpMatchArray) => Partial<LineAttributes>,
): InputRule {
  return new InputRule(pattern, (state, match, start, end) => {
    const $start = state.doc.resolve(start);
    if ($start.parent.type !== schema.nodes.block || $start.parent.attrs.kind !== "text") return null;
    const tr = state.tr.delete(start, end);
    for (const [name, value] of Object.entries(attributes(match)))
      tr.setNodeAttribute($start.before(), name, value);
    return tr;
  });
}

/** `**words**` and the like: the last character of the pattern has not been written yet. */
function markRule(pattern: RegExp, mark: MarkType): InputRule {
  return new InputRule(pattern, (state, match, start, end) => {
    const [whole, lead = "", text = ""] = match;
    if (!state.doc.resolve(start).parent.type.allowsMarkType(mark)) return null;
    const from = start + lead.length;
    const fence = (whole.length - lead.length - text.length) / 2;
    const tr = state.tr;
    tr.delete(from + fence + text.length, end);
    tr.delete(from, from + fence);
    tr.addMark(from, from + text.length, mark.create());
    return tr.removeStoredMark(mark);
  });
}

export function editorInputRules(): readonly Plugin[] {
  const { strong, em, strike, code } = schema.marks;
  return [
    inputRules({
      rules: [
        lineRule(/^#{1,3}\s$/, () => ({ kind: "h3" })),
        lineRule(/^#{4}\s$/, () => ({ kind: "h4" })),
        lineRule(/^\s*[-*]\s$/, () => ({ kind: "bullet" })),
        lineRule(/^(\d{1,3})[.)]\s$/, ([, start]) => ({ kind: "ordered", start: Number(start) })),
        lineRule(/^\[( |x)?\]\s$/, ([, checked]) => ({ kind: "task", checked: checked === "x" })),
        lineRule(/^>\s$/, () => ({ kind: "quote" })),
        markRule(/(^|\s)\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, strong),
        markRule(/(^|\s)\*([^*\s](?:[^*]*[^*\s])?)\*$/, em),
        markRule(/(^|\s)~~([^~\s](?:[^~]*[^~\s])?)~~$/, strike),
        markRule(/(^|\s)`([^`\s](?:[^`]*[^`\s])?)`$/, code),
      ],
    }),
    keymap({ Backspace: undoInputRule }),
  ];
}
