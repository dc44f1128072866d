/** Finds and replaces in all of a text: titles, lines, cells and boxes. */
import { getSearchState, SearchQuery, setSearchState } from "prosemirror-search";
import { type EditorState, TextSelection, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { showSelection } from "./show-selection.ts";

export interface Wanted {
  readonly words: string;
  readonly replacement: string;
  readonly matchCase: boolean;
  readonly wholeWords: boolean;
}

/** A place where the words stand, in ProseMirror positions. */
export interface Match {
  readonly from: number;
  readonly to: number;
}

/** Marks every match in the text until something else is looked for; no words mark nothing. */
export function lookFor(view: EditorView, wanted: Wanted): void {
  const query = queryOf(wanted);
  if (getSearchState(view.state)?.query.eq(query)) return;
  view.dispatch(setSearchState(view.state.tr, query).setMeta("addToHistory", false));
}

export function matchesOf(state: EditorState, wanted: Wanted): readonly Match[] {
  const query = queryOf(wanted);
  const matches: Match[] = [];
  if (!query.valid) return matches;
  for (let from = 0; ; ) {
    const match = query.findNext(state, from);
    if (match === null) return matches;
    matches.push({ from: match.from, to: match.to });
    from = match.to;
  }
}

/** Which of the matches is selected, counted from 0; -1 if none is. */
export function selectedMatch({ selection }: EditorState, matches: readonly Match[]): number {
  return matches.findIndex(({ from, to }) => from === selection.from && to === selection.to);
}

/** Selects the next match behind (or before) the selection, around the end where need be. */
export function goToMatch(view: EditorView, matches: readonly Match[], direction: 1 | -1): void {
  const { from, to } = view.state.selection;
  const next =
    direction === 1
      ? (matches.find((match) => match.from >= to && match.to > from) ?? matches[0])
      : (matches.findLast((match) => match.to <= from) ?? matches.at(-1));
  if (next === undefined) return;
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, next.from, next.to)));
  // Also while the focus is in the field, where ProseMirror would bring nothing into sight.
  showSelection(view);
}

/** Replaces the selected match and selects the next one; selects one first where none is. */
export function replaceSelected(view: EditorView, wanted: Wanted): void {
  const matches = matchesOf(view.state, wanted);
  const match = matches[selectedMatch(view.state, matches)];
  if (match !== undefined) view.dispatch(replaceIn(view.state.tr, [match], wanted.replacement));
  goToMatch(view, matchesOf(view.state, wanted), 1);
}

/**
 * Replaces every match. Each transaction holds at most one match of a line: a line's change is written back as one
 * stretch, and what stands between two matches is not to be written anew, since others may be typing in it.
 * @returns how many were replaced
 */
export function replaceAll(view: EditorView, wanted: Wanted): number {
  const matches = matchesOf(view.state, wanted);
  for (let left = matches; left.length > 0; ) {
    const { doc } = view.state;
    const last = new Map(left.map((match) => [doc.resolve(match.from).start(), match]));
    const now = [...last.values()];
    const tr = replaceIn(view.state.tr, now, wanted.replacement);
    left = left
      .filter((match) => !now.includes(match))
      .map(({ from, to }) => ({ from: tr.mapping.map(from, 1), to: tr.mapping.map(to, -1) }));
    view.dispatch(tr);
  }
  return matches.length;
}

/** The words that are selected in one line: what somebody wants to look for. */
export function searchedSelection({ selection, doc }: EditorState): string {
  const { from, to, $from, $to } = selection;
  return selection instanceof TextSelection && $from.parent === $to.parent ? doc.textBetween(from, to) : "";
}

function replaceIn(tr: Transaction, matches: readonly Match[], replacement: string): Transaction {
  for (const { from, to } of matches.toSorted((a, b) => b.from - a.from)) {
    // The new words look like the first of the old ones.
    const marks = tr.doc.resolve(from).marksAcross(tr.doc.resolve(to)) ?? [];
    if (replacement === "") tr.delete(from, to);
    else tr.replaceWith(from, to, tr.doc.type.schema.text(replacement, marks));
  }
  return tr;
}

function queryOf({ words, matchCase, wholeWords }: Wanted): SearchQuery {
  return new SearchQuery({ search: words, caseSensitive: matchCase, wholeWord: wholeWords, literal: true });
}
