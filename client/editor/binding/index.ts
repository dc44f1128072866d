/** The binding between the shared document and ProseMirror. */
import type { Node } from "prosemirror-model";
import { type Command, type EditorState, Plugin } from "prosemirror-state";
import { type Doc, UndoManager } from "yjs";
import { type Anchor, anchorAt, positionOf } from "#shared/document/anchors.ts";
import { rootsOf } from "#shared/document/to-doc.ts";
import { crossesSections, deleteAcross, sameSections } from "./section-guard.ts";
import { type KeptSelection, putSelection } from "./selection.ts";
import { settleSelection } from "./settle.ts";
import { createSync, LOCAL, SYNC_META, type View } from "./sync.ts";

export interface Binding {
  /** What the editor begins with. */
  readonly doc: Node;
  readonly plugins: readonly Plugin[];
  /** Take back and bring back what this person did, nothing else. */
  readonly undo: Command;
  readonly redo: Command;
  /** Changes the shared document itself, undoably: sections are added, moved and removed this way. */
  edit(change: (ydoc: Doc) => void): void;
  anchorAt(state: EditorState, pos: number): Anchor | null;
  positionOf(state: EditorState, anchor: Anchor): number | null;
  /** After the first sync and after a restore: what came from outside is not this person's to undo. */
  clearHistory(): void;
  destroy(): void;
}

export interface BindingOptions {
  /** Something went wrong; the text on screen has been drawn anew from what is shared. */
  readonly onFailure: (error: unknown) => void;
}

const SELECTION = "selection";

export function createBinding(ydoc: Doc, { onFailure }: BindingOptions): Binding {
  const { order, sections, variables } = rootsOf(ydoc);
  const history = new UndoManager([order, sections, variables], {
    trackedOrigins: new Set([LOCAL]),
    captureTimeout: 500,
  });
  let selectionBefore: KeptSelection | null = null;
  let attached: View | null = null;

  const sync = createSync(ydoc, {
    onFailure,
    onWrite(selection, isStructural) {
      selectionBefore = selection;
      if (isStructural) history.stopCapturing();
    },
  });
  history.on("stack-item-added", ({ stackItem }) => {
    if (selectionBefore !== null && !stackItem.meta.has(SELECTION))
      stackItem.meta.set(SELECTION, selectionBefore);
    selectionBefore = null;
  });

  const takeBack =
    (which: "undo" | "redo"): Command =>
    (_state, dispatch) => {
      const stack = which === "undo" ? history.undoStack : history.redoStack;
      const item = stack.at(-1);
      if (item === undefined) return false;
      if (dispatch === undefined) return true;
      try {
        history[which]();
      } catch (error) {
        // In some histories Yjs cannot take an item back; the next one still can be.
        if (stack.at(-1) === item) stack.pop();
        onFailure(error);
        return true;
      }
      const selection: unknown = item.meta.get(SELECTION);
      if (attached !== null && selection !== undefined) {
        const tr = attached.state.tr.setMeta(SYNC_META, true);
        putSelection(ydoc, tr, selection as KeptSelection);
        attached.dispatch(tr.scrollIntoView());
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
        update: (updated, before) => sync.viewUpdated(updated, before),
        destroy: () => {
          attached = null;
        },
      };
    },
    appendTransaction(transactions, before, after) {
      if (transactions.some((tr) => tr.getMeta(SYNC_META) === true)) return null;
      if (before.doc === after.doc || sameSections(before.doc, after.doc)) return null;
      // Whatever it was, it took a section with it: only what was selected is emptied instead.
      const wanted = deleteAcross(before.tr, before.selection.from, before.selection.to);
      return after.tr
        .replaceWith(0, after.doc.content.size, wanted.doc.content)
        .setSelection(wanted.selection.getBookmark().resolve(wanted.doc));
    },
    props: {
      handleTextInput(view, _from, _to, text) {
        if (!crossesSections(view.state)) return false;
        const { from, to } = view.state.selection;
        const tr = deleteAcross(view.state.tr, from, to);
        view.dispatch(tr.insertText(text, tr.selection.from));
        return true;
      },
      handlePaste(view) {
        if (!crossesSections(view.state)) return false;
        const { from, to } = view.state.selection;
        view.dispatch(deleteAcross(view.state.tr, from, to));
        return false;
      },
      handleDOMEvents: {
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
    edit(change) {
      history.stopCapturing();
      ydoc.transact(() => change(ydoc), LOCAL);
      history.stopCapturing();
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
