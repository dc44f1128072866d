/** What a thread is called, in words. */
import type { Thread } from "#shared/discussion.ts";
import { blocks } from "#shared/discussion-rules.ts";
import { WRITTEN_VARIABLE } from "#shared/document/layout.ts";
import { tokensOf } from "#shared/document/quotes.ts";
import { bodyName } from "../identity/body-names.ts";
import { changedWords } from "./changed-words.ts";
import type { Whole } from "./drafts.ts";
import type { Directory } from "./model.ts";
import { discussionTexts } from "./texts.ts";

export function nameOfBody(id: string | null, { bodies }: Directory): string {
  const body = bodies.find((each) => each.id === id);
  return body === undefined ? "" : bodyName(body);
}

export function threadTitle(thread: Thread, directory: Directory): string {
  const t = discussionTexts();
  if (thread.kind === "inquiry") return t.inquiryTo(nameOfBody(thread.addressedTo, directory));
  if (thread.kind !== "concern") return t.kinds[thread.kind];
  if (thread.onBehalfOf === null) return t.ownConcern;
  const body = nameOfBody(thread.onBehalfOf, directory);
  return blocks(thread) ? t.blocksFor(body) : t.concernOf(body);
}

/** What a suggestion wants, as a sentence: screen readers pass over struck and inserted text. */
export function suggestionSentence(thread: Thread, placeholder: Placeholder, whole?: Whole): string {
  const t = discussionTexts();
  const { suggestion, place } = thread;
  if (suggestion === null) return "";
  if (place.quote === "" && place.on === "block")
    return aboutWhole(suggestion, whole, (text) => quoted(shortQuote(text, placeholder)));
  const said = (words: string) => quoted(shortQuote(words, placeholder));
  const quote = said(place.quote);
  switch (suggestion.action) {
    case "replace":
      return t.replaceBy(quote, said(suggestion.text));
    case "delete":
      return t.deleteText(quote);
    case "insert":
      return quote === "" ? t.insertHere(said(suggestion.text)) : t.insertAfter(said(suggestion.text), quote);
    default:
      return suggestion.action satisfies never;
  }
}

/** About what has no words to quote. */
function aboutWhole(
  { action, text }: NonNullable<Thread["suggestion"]>,
  whole: Whole | undefined,
  said: (text: string) => string,
): string {
  const t = discussionTexts();
  const what = whole === undefined ? t.line : t.wholes[whole];
  if (action === "delete") return t.deleteWhole(what);
  return action === "replace" ? t.replaceWhole(what, said(text)) : t.insertBehind(said(text), what);
}

/**
 * A suggestion as it is heard, where the card shows an excerpt: nothing of what changes is cut off, and of a replacement
 * each change is said by itself.
 */
export function spokenSuggestion(thread: Thread, placeholder: Placeholder, whole?: Whole): string {
  const t = discussionTexts();
  const { suggestion, place } = thread;
  const said = (words: string) => quoted(onOneLine(words, placeholder));
  if (suggestion === null) return "";
  if (place.quote === "" && place.on === "block") return aboutWhole(suggestion, whole, said);
  if (suggestion.action === "delete") return t.deleteText(said(place.quote));
  const excerpt = (words: string) => {
    const line = said(words);
    return line.length <= AROUND ? line : line.slice(-AROUND).replace(/^\S*\s/, "");
  };
  const inserted = (text: string, before: string) =>
    before === "" ? t.insertHere(said(text)) : t.insertAfter(said(text), excerpt(before));
  if (suggestion.action === "insert") return inserted(suggestion.text, place.quote);
  const tokens = tokensOf(place.quote);
  return changedWords(place.quote, suggestion.text)
    .map(({ from, to, text }) => {
      const gone = said(tokens.slice(from, to).join(""));
      if (text.trim() === "") return t.deleteText(gone);
      return gone === "" ? inserted(text, tokens.slice(0, from).join("")) : t.replaceBy(gone, said(text));
    })
    .join("; ");
}

const LONGEST = 160;
/** Characters of what stands before an insertion. */
const AROUND = 40;

/** What stands in the text for a placeholder. */
export type Placeholder = (name: string) => string;

/** Words that stand between quotation marks already: theirs are the inner ones. */
function quoted(words: string): string {
  return words.replaceAll("„", "‚").replaceAll(/[“”]/g, (mark) => (mark === "“" ? "‘" : "’"));
}

/** A quote on one line, with what placeholders stand for. */
export function shortQuote(quote: string, placeholder: Placeholder): string {
  const line = onOneLine(quote, placeholder);
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}

function onOneLine(quote: string, placeholder: Placeholder): string {
  return filled(quote, placeholder)
    .replaceAll(/[\n\v]+/g, " ")
    .trim();
}

export function filled(quote: string, placeholder: Placeholder): string {
  return quote.replaceAll(new RegExp(WRITTEN_VARIABLE, "gu"), (_all, name: string) => placeholder(name));
}
