/** A suggested replacement as in the text: what goes is struck, what comes is inserted, with some words around. */
import type { ComponentChildren } from "preact";
import type { Thread } from "#shared/discussion.ts";
import { tokensOf } from "#shared/document/quotes.ts";
import { changedWords } from "./changed-words.ts";
import { filled, type Placeholder } from "./thread-words.ts";

/** Characters of unchanged text that are kept on each side of a change. */
const AROUND = 28;

export function Replaced({
  thread: { place, suggestion },
  placeholder,
}: {
  readonly thread: Thread;
  readonly placeholder: Placeholder;
}) {
  const tokens = tokensOf(place.quote);
  const words = (from: number, to: number) => filled(tokens.slice(from, to).join(""), placeholder);
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const { from, to, text } of changedWords(place.quote, suggestion?.text ?? "")) {
    parts.push(shortened(words(at, from), at > 0, true));
    if (to > from) parts.push(<del class="thread__out">{words(from, to)}</del>);
    if (text !== "") parts.push(<ins class="thread__in">{filled(text, placeholder)}</ins>);
    at = to;
  }
  parts.push(shortened(words(at, tokens.length), at > 0, false));
  return <span class="thread__replaced">{parts}</span>;
}

/** Leaves out the middle of a long stretch, or its outer part where no change stands on that side. */
function shortened(text: string, keepsStart: boolean, keepsEnd: boolean): string {
  if (text.length <= (keepsStart && keepsEnd ? 2 * AROUND : AROUND)) return text;
  const start = keepsStart ? text.slice(0, AROUND).replace(/\S*$/, "") : "";
  const end = keepsEnd ? text.slice(-AROUND).replace(/^\S*/, "") : "";
  return `${start}…${end}`;
}
