/**
 * Keeps a view and the shared document equal.
 *
 * Invariant: `base` is what view and shared document last had in common. Outside of a composition (IME) it is what
 * both show. A view that is behind is never written back: what was written in it since `base` is brought to the newer
 * shared document first.
 */
import { Fragment, type Node, Slice } from "prosemirror-model";
import { type EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { type Mapping, Transform } from "prosemirror-transform";
import type { Doc } from "yjs";
import { applyDoc, editSection } from "#shared/document/edits.ts";
import { rememberSections } from "#shared/document/read.ts";
import { createDocCache, toDoc } from "#shared/document/to-doc.ts";
import { bringKeptLine, type KeptLine, keepLine } from "./kept-line.ts";
import { rebase } from "./rebase.ts";
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
  /** Where the selection is, tied to the text; null while the view is behind. */
  selection(): KeptSelection | null;
  /** False after a failure that could not be mended: nothing may be typed that would not be shared. */
  isSound(): boolean;
  attach(view: View): void;
  /** Call it after each update of the view. */
  viewUpdated(before: EditorState): void;
  /** Call it once an input method has let go. */
  compositionEnded(): void;
  destroy(): void;
}

export interface SyncOptions {
  readonly onFailure: (error: unknown) => void;
  /** Has `write` write into the shared document; told where the selection was, and whether it is more than typing. */
  readonly onWrite: (write: () => void, selection: KeptSelection | null, isStructural: boolean) => void;
}

export function createSync(ydoc: Doc, { onFailure, onWrite }: SyncOptions): Sync {
  const forget = rememberSections(ydoc);
  const cache = createDocCache(ydoc);
  let view: View | null = null;
  let base: Node = cache.doc();
  let isSound = true;
  /** The binding itself is writing, into the one or the other. */
  let writing = false;
  /** The shared document is within a transaction: what it shows is not known before its end. */
  let inTransaction = false;
  let kept: KeptSelection | null = null;
  /** The line that is being composed, as it was when the view fell behind; null outside of that. */
  let keptLine: KeptLine | null = null;
  /** Sections of the cache that are known to be alike to those of `base`. */
  const twins = new WeakMap<Node, Node>();
  const alike: Alike = (before, after) => twins.get(after) === before;

  const onStart = () => {
    inTransaction = true;
    if (writing) return;
    view?.settle?.();
    kept = ownSelection();
    if (kept !== null && view?.composing) keptLine = keepLine(ydoc, view.state);
  };
  const onEnd = () => {
    inTransaction = false;
    if (!writing) guarded(() => bringTogether(null));
  };
  ydoc.on("beforeAllTransactions", onStart);
  ydoc.on("afterAllTransactions", onEnd);

  function ownSelection(): KeptSelection | null {
    if (view === null || view.state.doc !== base || isBehind()) return null;
    return keepSelection(ydoc, view.state);
  }

  /** Whatever has changed, here or there: afterwards both are equal, but for a line that is being composed. */
  function bringTogether(previous: EditorState | null): void {
    if (view === null || inTransaction) return;
    if (view.state.doc === base) {
      pull(view);
      return;
    }
    if (!isBehind()) {
      write(view.state.doc, previous);
      correct(view);
    } else if (view.composing) {
      pull(view);
    } else {
      merge(view.state.doc);
      correct(view);
    }
  }

  function isBehind(): boolean {
    return replacements(base, cache.doc(), { alike }).length > 0;
  }

  /** View → shared document; `base` is what that shows. */
  function write(doc: Node, previous: EditorState | null): void {
    const before = previous !== null && previous.doc === base ? keepSelection(ydoc, previous) : null;
    transact(() => applyDoc(ydoc, base, doc), before, isStructural(base, doc));
  }

  /** What was written in a view that is behind; also into sections that others have removed meanwhile. */
  function merge(mine: Node): void {
    const old = sectionsOf(base);
    const changed = mine.children.filter((section) => old.get(section.attrs.id) !== section);
    const here = new Map(changed.map((section) => [section.attrs.id as string, section]));
    const rebased = (theirs: Node) => {
      const before = old.get(theirs.attrs.id);
      const after = here.get(theirs.attrs.id);
      if (!before || !after) return theirs;
      const sides = { mine: after, theirs };
      const isKept = keptLine !== null && keptLine.section === theirs.attrs.id;
      const brought = isKept && keptLine !== null ? bringKeptLine(ydoc, keptLine, before, sides) : sides;
      return rebase(before, brought.mine, brought.theirs);
    };
    const drawn = cache.doc();
    const shown = sectionsOf(drawn);
    transact(
      () => {
        applyDoc(ydoc, drawn, drawn.copy(Fragment.from(drawn.children.map(rebased))));
        for (const id of here.keys()) if (!shown.has(id)) editSection(ydoc, id, rebased);
      },
      null,
      true,
    );
  }

  function transact(apply: () => void, before: KeptSelection | null, structural: boolean): void {
    writing = true;
    try {
      onWrite(() => ydoc.transact(apply, LOCAL), before, structural);
    } finally {
      writing = false;
    }
  }

  /** Gives the view the ids that its new lines have got, and takes from it what may not be. */
  function correct(shown: View): void {
    kept = null;
    show(shown, replacements(shown.state.doc, cache.doc(), { alike, pairBy: "place" }), null);
    agree(shown);
  }

  /** Shared document → view. */
  function pull(shown: View): void {
    const changes = replacements(base, cache.doc(), { alike });
    const ownSelection = kept;
    kept = null;
    if (changes.length === 0) {
      if (shown.state.doc === base) remember();
      return;
    }
    if (!shown.composing) {
      show(shown, changes, ownSelection);
      agree(shown);
      return;
    }
    pullAround(shown);
  }

  /**
   * Brings forward every section but those that are being written in: an input method loses its place when text
   * around it changes. Moves of sections wait too, so that none is shown twice or not at all meanwhile.
   */
  function pullAround(shown: View): void {
    const { doc } = shown.state;
    const here = shown.state.selection.$from.index(0);
    const stays = (section: Node, index: number) => index === here || section !== doc.child(index);
    const drawn = sectionsOf(cache.doc());
    const next = base.children.map((section, index) =>
      stays(section, index) ? section : (drawn.get(section.attrs.id) ?? section),
    );
    const held = base.children.map(stays);
    const changes = replacements(base, base.copy(Fragment.from(next)), { alike });
    const { mapping } = addReplacements(new Transform(base), replacements(base, doc));
    const moved = changes.map((change) => mapped(change, mapping));
    show(shown, moved, null);
    const sections = base.children.map((section, index) =>
      held[index] === true ? section : shown.state.doc.child(index),
    );
    base = held.includes(true) ? base.copy(Fragment.from(sections)) : shown.state.doc;
    next.forEach((section, index) => {
      if (held[index] === false) twins.set(section, base.child(index));
    });
  }

  /** Both show the same. @throws RangeError if something has kept the view from it. */
  function agree(shown: View): void {
    if (replacements(shown.state.doc, cache.doc(), { alike }).length > 0)
      throw new RangeError("The view does not show the shared document");
    base = shown.state.doc;
    keptLine = null;
    remember();
  }

  function remember(): void {
    cache.doc().forEach((section, _offset, index) => {
      twins.set(section, base.child(index));
    });
  }

  function show(shown: View, changes: readonly Replacement[], ownSelection: KeptSelection | null): void {
    if (changes.length === 0) return;
    const tr = addReplacements(shown.state.tr, changes);
    putSelection(ydoc, tr, ownSelection ?? { type: "other" });
    dispatch(shown, tr);
  }

  function dispatch(shown: View, tr: Transaction): void {
    writing = true;
    try {
      shown.dispatch(tr.setMeta(SYNC_META, true).setMeta("addToHistory", false));
    } finally {
      writing = false;
    }
  }

  /** A failure never leaves a view that could write something stale: the whole view is drawn anew. */
  function guarded(work: () => void): void {
    try {
      if (!isSound) rebuild();
      work();
    } catch (error) {
      isSound = false;
      try {
        rebuild();
      } catch {
        // Not even that: nothing can be typed until it succeeds, which the next change of the text tries.
      }
      onFailure(error);
    }
  }

  function rebuild(): void {
    if (view === null) return;
    const { tr, doc, selection: old } = view.state;
    const drawn = toDoc(ydoc);
    kept = null;
    tr.replace(0, doc.content.size, new Slice(drawn.content, 0, 0));
    tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(old.from, tr.doc.content.size))));
    dispatch(view, tr);
    base = view.state.doc;
    keptLine = null;
    if (!base.eq(drawn)) throw new RangeError("The view does not show the shared document");
    isSound = true;
  }

  return {
    doc: () => cache.doc(),
    selection: () => (inTransaction ? null : ownSelection()),
    isSound: () => isSound,
    attach(attached) {
      view = attached;
      guarded(() => correct(attached));
    },
    viewUpdated(previous) {
      if (!writing) guarded(() => bringTogether(previous));
    },
    compositionEnded() {
      guarded(() => bringTogether(null));
    },
    destroy() {
      ydoc.off("beforeAllTransactions", onStart);
      ydoc.off("afterAllTransactions", onEnd);
      cache.destroy();
      forget();
      view = null;
    },
  };
}

function mapped(change: Replacement, mapping: Mapping): Replacement {
  return change.type === "attributes"
    ? { ...change, pos: mapping.map(change.pos) }
    : { ...change, from: mapping.map(change.from, -1), to: mapping.map(change.to) };
}

function sectionsOf(doc: Node): ReadonlyMap<string, Node> {
  return new Map(doc.children.map((section) => [section.attrs.id as string, section]));
}

/** Whether there are more or fewer lines, boxes or objects: then what was done is more than typing. */
function isStructural(before: Node, after: Node): boolean {
  if (before.childCount !== after.childCount) return true;
  return before.children.some((node, index) => {
    const other = after.child(index);
    return node !== other && nodesIn(node) !== nodesIn(other);
  });
}

function nodesIn(section: Node): number {
  let count = 0;
  section.descendants((node) => {
    count += 1;
    return !node.inlineContent;
  });
  return count;
}
