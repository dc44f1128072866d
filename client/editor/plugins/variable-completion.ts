/** `{{` begins a placeholder: what is typed behind it chooses among those that are known. */
import { type EditorState, Plugin, PluginKey, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { schema } from "#shared/document/schema.ts";

/** A placeholder that is being written, in ProseMirror positions; the caret stands at `to`. */
export interface Completing {
  readonly from: number;
  readonly to: number;
  /** What was typed behind the braces. */
  readonly words: string;
}

interface CompletionState {
  readonly now: Completing | null;
  /** Where somebody did not want it; there it does not come again. */
  readonly dismissed: number | null;
}

const key = new PluginKey<CompletionState>("variable-completion");
const DISMISS = "richtschnur-dismiss-completion";
/** Longest name of a placeholder that is looked for. */
const LONGEST = 40;

export function completingAt(state: EditorState): Completing | null {
  return key.getState(state)?.now ?? null;
}

/** @param onKey keys while a placeholder is being written; true if it was dealt with */
export function variableCompletion(onKey: (event: KeyboardEvent) => boolean): Plugin<CompletionState> {
  return new Plugin<CompletionState>({
    key,
    state: {
      init: () => ({ now: null, dismissed: null }),
      apply(tr, before, _old, state) {
        if (tr.getMeta(DISMISS) === true) return { now: null, dismissed: before.now?.from ?? null };
        if (!tr.docChanged && !tr.selectionSet) return before;
        const dismissed = before.dismissed === null ? null : tr.mapping.map(before.dismissed, -1);
        const found = find(state);
        return {
          now: found?.from === dismissed ? null : found,
          dismissed: found === null ? null : dismissed,
        };
      },
    },
    props: {
      handleKeyDown: (view, event) => completingAt(view.state) !== null && onKey(event),
    },
  });
}

export function dismissCompletion(view: EditorView): void {
  view.dispatch(view.state.tr.setMeta(DISMISS, true).setMeta("addToHistory", false));
}

/** Puts the placeholder in place of what was typed. */
export function complete(view: EditorView, name: string): void {
  const now = completingAt(view.state);
  if (now === null) return;
  const { from, to } = now;
  view.dispatch(view.state.tr.replaceWith(from, to, schema.nodes.variable.create({ name })).scrollIntoView());
}

function find({ selection }: EditorState): Completing | null {
  if (!(selection instanceof TextSelection) || selection.$cursor === null) return null;
  const { $cursor } = selection;
  if ($cursor?.parent.type !== schema.nodes.block) return null;
  const before = $cursor.parent.textBetween(
    Math.max(0, $cursor.parentOffset - LONGEST),
    $cursor.parentOffset,
    null,
    "\ufffc",
  );
  const words = /\{\{([\p{L}\p{N} -]*)$/u.exec(before)?.[1];
  if (words === undefined) return null;
  return { from: $cursor.pos - words.length - 2, to: $cursor.pos, words };
}
