/** The binding between the shared document and ProseMirror. */
import type { Node } from "prosemirror-model";
import { type Command, type EditorState, Plugin, type Transaction } from "prosemirror-state";
import type { Doc } from "yjs";
import { type Anchor, anchorAt, positionOf } from "#shared/document/anchors.ts";
import { createHistory, type Direction } from "./history.ts";
import { crossesBorder, deleteAcross, keepBorders } from "./section-guard.ts";
import { putSelection } from "./selection.ts";
import { settleSelection } from "./settle.ts";
import { createSync, LOCAL, SYNC_META, type View } from "./sync.ts";

export interface Binding {
  /** What the editor begins with. */
  readonly doc: Node;
  readonly plugins: readonly Plugin[];
  /** Take back and bring back what this person did, nothing else. */
  readonly undo: Command;
  readonly redo: Command;
  /** Has `work` taken back as one thing, apart from what was written before and after it. */
  asOne<T>(work: () => T): T;
  /** Changes the shared document itself, undoably: sections are added, moved and removed this way. */
  edit(change: (ydoc: Doc) => void): void;
  anchorAt(state: EditorState, pos: number): Anchor | null;
  positionOf(state: EditorState, anchor: Anchor): number | null;
  /** After the first sync and after a restore: what came from outside is not this person's to undo. */
  clearHistory(): void;
  destroy(): void;
}

export interface BindingOptions {
  /** Something went wrong; the text on screen has been drawn anew from what is shared, or an undo is left out. */
  readonly onFailure: (error: unknown) => void;
}

export function createBinding(ydoc: Doc, { onFailure }: BindingOptions): Binding {
  const history = createHistory(ydoc);
  const sync = createSync(ydoc, { onFailure, onWrite: history.record });
  let attached: View | null = null;

  const takeBack =
    (which: Direction): Command =>
    (_state, dispatch) => {
      if (!history.canTakeBack(which)) return false;
      if (dispatch === undefined) return true;
      try {
        const selection = history.takeBack(which, sync.selection());
        if (attached === null || selection === null || sync.selection() === null) return true;
        const { tr } = attached.state;
        putSelection(ydoc, tr, selection);
        attached.dispatch(tr.setMeta(SYNC_META, true).scrollIntoView());
      } catch (error) {
        onFailure(error);
      }
      return true;
    };

  const plugin = new Plugin({
    view(view) {
      attached = view;
      sync.attach({
        get state() {
          return view.state;
        },
        get composing() {
          return view.composing;
        },
        dispatch: (tr) => view.dispatch(tr),
        settle: () => settleSelection(view),
      });
      return {
        update: (_view, before) => sync.viewUpdated(before),
        destroy: () => {
          attached = null;
        },
      };
    },
    // What others wrote is shown as it is; no plugin may repair it, since all would do so at once.
    filterTransaction: (tr) => !(tr.docChanged && comesFromSync(tr.getMeta("appendedTransaction"))),
    appendTransaction: (transactions, before, after) =>
      transactions.some(comesFromSync) ? null : keepBorders(transactions, before, after),
    props: {
      editable: () => sync.isSound(),
      handleTextInput(view, _from, _to, text) {
        if (!crossesBorder(view.state)) return false;
        const { from, to } = view.state.selection;
        const tr = deleteAcross(view.state.tr, from, to);
        view.dispatch(tr.insertText(text, tr.selection.from));
        return true;
      },
      handlePaste(view) {
        if (!crossesBorder(view.state)) return false;
        const { from, to } = view.state.selection;
        view.dispatch(deleteAcross(view.state.tr, from, to));
        return false;
      },
      handleDOMEvents: {
        keydown(view) {
          settleSelection(view);
          return false;
        },
        compositionend() {
          // ProseMirror reads the last of it from the DOM first.
          setTimeout(() => sync.compositionEnded());
          return false;
        },
      },
    },
  });

  return {
    doc: sync.doc(),
    plugins: [plugin],
    undo: takeBack("undo"),
    redo: takeBack("redo"),
    asOne(work) {
      history.separate();
      try {
        return work();
      } finally {
        history.separate();
      }
    },
    edit(change) {
      history.record(() => ydoc.transact(() => change(ydoc), LOCAL), sync.selection(), true);
    },
    anchorAt: (state, pos) => anchorAt(ydoc, state.doc, pos),
    positionOf: (state, anchor) => positionOf(ydoc, state.doc, anchor),
    clearHistory: () => history.clear(),
    destroy() {
      history.destroy();
      sync.destroy();
    },
  };
}

function comesFromSync(tr: Transaction | undefined): boolean {
  return tr?.getMeta(SYNC_META) === true;
}
