/**
 * Keeps a view and the shared document equal.
 *
 * Invariant: `base` is what the shared document shows and what the view shows, but for what is being composed (IME)
 * at this moment. A view that is behind is never written back: it is brought forward first.
 */
import { type Node, Slice } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import { Mapping, StepMap } from "prosemirror-transform";
import type { Doc, Transaction as YTransaction } from "yjs";
import { applyDoc } from "#shared/document/edits.ts";
import { createDocCache, toDoc } from "#shared/document/to-doc.ts";
import { type Alike, addReplacements, type Replacement, replacements } from "./replacements.ts";
import { type KeptSelection, keepSelection, putSelection } from "./selection.ts";

/** What an EditorView offers of what is needed here; tests bring their own without a browser. */
export interface View {
  readonly state: EditorState;
  dispatch(tr: Transaction): void;
  /** An input method is at work on the line with the caret. */
  readonly composing: boolean;
  /**
   * Takes over where the caret stands on the page. The browser tells of a move a little after it was made; an update
   * of the view in between would put the caret back, and a click would be lost.
   */
  settle?(): void;
}

/** Origin of everything that this person does. */
export const LOCAL = Symbol("local");
/** Meta of transactions that bring the view forward; they are never written back. */
export const SYNC_META = "richtschnur-sync";

export interface Sync {
  /** What the shared document shows now. */
  doc(): Node;
  attach(view: View): void;
  /** Call it after each update of the view. */
  viewUpdated(view: View, before: EditorState): void;
  /** Call it once an input method has let go. */
  compositionEnded(): void;
  destroy(): void;
}

export function createSync(
  ydoc: Doc,
  options: {
    readonly onFailure: (error: unknown) => void;
    /** Before the shared document is written: where the selection was, and whether it is more than typing. */
    readonly onWrite: (selection: KeptSelection | null, isStructural: boolean) => void;
  },
): Sync {
  const cache = createDocCache(ydoc);
  let view: View | null = null;
  let base: Node = cache.doc();
  let writing = false;
  let kept: KeptSelection | null = null;
  /** Sections of the cache that are known to be alike to those of the view. */
  const twins = new WeakMap<Node, Node>();
  const alike: Alike = (before, after) => twins.get(after) === before;

  function remember(): void {
    const drawn = cache.doc();
    for (let index = 0; index < drawn.childCount && index < base.childCount; index++)
      twins.set(drawn.child(index), base.child(index));
  }

  const before = (transaction: YTransaction) => {
    if (view === null || writing || transaction.origin === LOCAL || view.state.doc !== base) return;
    if (kept !== null) return;
    view.settle?.();
    kept = keepSelection(ydoc, view.state);
  };
  const after = () => {
    if (view === null || writing) return;
    guarded(() => pull());
  };
  ydoc.on("beforeTransaction", before);
  ydoc.on("afterAllTransactions", after);

  /** View → shared document. */
  function push(previous: EditorState): void {
    if (view === null) return;
    const { doc } = view.state;
    if (doc === base) return;
    if (isBehind()) return; // Composing; `compositionEnded` brings both together.
    write(doc, previous);
    correct();
  }

  function write(doc: Node, previous: EditorState | null): void {
    const selection = previous !== null && previous.doc === base ? keepSelection(ydoc, previous) : null;
    options.onWrite(selection, shapeOf(base) !== shapeOf(doc));
    writing = true;
    try {
      ydoc.transact(() => applyDoc(ydoc, base, doc), LOCAL);
    } finally {
      writing = false;
    }
  }

  /** Gives the view the ids that its new lines have got, and takes from it what may not be. */
  function correct(): void {
    if (view === null) return;
    const drawn = cache.doc();
    const changes = replacements(view.state.doc, drawn, alike, "shape");
    if (changes.length > 0) show(changes, null);
    base = view.state.doc;
    remember();
  }

  /** Shared document → view. */
  function pull(): void {
    if (view === null) return;
    const drawn = cache.doc();
    const changes = replacements(base, drawn, alike);
    if (view.state.doc === base) {
      const selection = kept;
      kept = null;
      if (changes.length > 0) show(changes, selection);
      base = view.state.doc;
      remember();
      return;
    }
    // Something is being composed: what does not touch its line is shown now, the rest waits.
    const composed = smallestRange(base, view.state.doc);
    const [line] = composed === null ? [] : [lineAround(base, composed.from)];
    const apart = line === undefined ? [] : changes.filter((change) => isApart(change, line));
    const shift = new Mapping(
      composed === null
        ? []
        : [new StepMap([composed.from, composed.to - composed.from, composed.slice.size])],
    );
    base = applied(base, apart);
    if (apart.length > 0)
      show(
        apart.map((change) => mapped(change, shift)),
        null,
      );
  }

  function isBehind(): boolean {
    return view !== null && base !== cache.doc() && replacements(base, cache.doc(), alike).length > 0;
  }

  /** What was composed meets what others did to the line meanwhile. */
  function merge(): void {
    if (view === null) return;
    if (view.state.doc === base) {
      pull();
      return;
    }
    if (!isBehind()) {
      write(view.state.doc, null);
      correct();
      return;
    }
    const composed = smallestRange(base, view.state.doc);
    const drawn = cache.doc();
    const changes = replacements(base, drawn, alike);
    const mapping = addReplacements(transactionOn(base), changes).mapping;
    if (composed !== null) {
      const tr = transactionOn(drawn);
      tr.replace(
        mapping.map(composed.from, -1),
        Math.max(mapping.map(composed.from, -1), mapping.map(composed.to)),
        composed.slice,
      );
      base = drawn;
      write(tr.doc, null);
    }
    correct();
  }

  function show(changes: readonly Replacement[], selection: KeptSelection | null): void {
    if (view === null) return;
    const tr = addReplacements(view.state.tr, changes)
      .setMeta(SYNC_META, true)
      .setMeta("addToHistory", false);
    if (selection !== null) putSelection(ydoc, tr, selection);
    writing = true;
    try {
      view.dispatch(tr);
    } finally {
      writing = false;
    }
  }

  /** A failure never leaves a view that could write something stale: the whole view is drawn anew. */
  function guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      rebuild();
      options.onFailure(error);
    }
  }

  function rebuild(): void {
    if (view === null) return;
    const drawn = toDoc(ydoc);
    kept = null;
    writing = true;
    try {
      const tr = view.state.tr.replace(0, view.state.doc.content.size, new Slice(drawn.content, 0, 0));
      view.dispatch(tr.setMeta(SYNC_META, true).setMeta("addToHistory", false));
    } finally {
      writing = false;
    }
    base = view.state.doc;
  }

  function transactionOn(doc: Node): Transaction {
    if (view === null) throw new RangeError("There is no view");
    // A state of the same schema with another document, for its transactions alone.
    const state = view.state;
    const tr = state.tr;
    tr.doc = doc;
    return tr;
  }

  function applied(doc: Node, changes: readonly Replacement[]): Node {
    return changes.length === 0 ? doc : addReplacements(transactionOn(doc), changes).doc;
  }

  return {
    doc: () => cache.doc(),
    attach(attached) {
      view = attached;
      guarded(correct);
    },
    viewUpdated(_view, previous) {
      if (!writing) guarded(() => push(previous));
    },
    compositionEnded() {
      guarded(merge);
    },
    destroy() {
      ydoc.off("beforeTransaction", before);
      ydoc.off("afterAllTransactions", after);
      cache.destroy();
      view = null;
    },
  };
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly slice: Slice;
}

/** The one stretch in which two documents differ. */
function smallestRange(before: Node, after: Node): Range | null {
  const from = before.content.findDiffStart(after.content);
  const end = before.content.findDiffEnd(after.content);
  if (from === null || end === null) return null;
  const overlap = Math.max(0, from - Math.min(end.a, end.b));
  return { from, to: end.a + overlap, slice: after.slice(from, end.b + overlap) };
}

function lineAround(doc: Node, pos: number): { readonly from: number; readonly to: number } {
  const $pos = doc.resolve(pos);
  return $pos.depth === 0 ? { from: pos, to: pos } : { from: $pos.before(), to: $pos.after() };
}

function isApart(change: Replacement, line: { readonly from: number; readonly to: number }): boolean {
  if (change.type === "attributes") return change.pos < line.from || change.pos >= line.to;
  return change.to <= line.from || change.from >= line.to;
}

function mapped(change: Replacement, mapping: Mapping): Replacement {
  return change.type === "attributes"
    ? { ...change, pos: mapping.map(change.pos) }
    : { ...change, from: mapping.map(change.from, -1), to: mapping.map(change.to) };
}

/** Number of lines and boxes: when it changes, what was done is more than typing. */
function shapeOf(doc: Node): number {
  let count = 0;
  doc.descendants((node) => {
    count += 1;
    return !node.inlineContent;
  });
  return count;
}
