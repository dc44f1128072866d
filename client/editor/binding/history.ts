/** Undo and redo of what this person did, and of nothing else. */
import { ContentType, type Doc, type Item, isDeleted, UndoManager } from "yjs";
import { rootsOf } from "#shared/document/to-doc.ts";
import type { KeptSelection } from "./selection.ts";
import { LOCAL } from "./sync.ts";

export interface History {
  /** Has `write` write something of this person; what is more than typing is taken back by itself. */
  record(write: () => void, selection: KeptSelection | null, isStructural: boolean): void;
  /** What is written from here on is taken back apart from what was written before. */
  separate(): void;
  canTakeBack(which: Direction): boolean;
  /**
   * Takes the last thing back, or brings it back. Afterwards it is gone from the history even if that has failed.
   * @returns where the selection was, if that is known
   * @throws what Yjs throws: in some histories it cannot take an item back
   */
  takeBack(which: Direction, selection: KeptSelection | null): KeptSelection | null;
  clear(): void;
  destroy(): void;
}

export type Direction = "undo" | "redo";

/** Typing within this many milliseconds is taken back together. */
const CAPTURE_TIMEOUT = 500;
const SELECTION = "selection";

export function createHistory(ydoc: Doc): History {
  const { order, sections, variables } = rootsOf(ydoc);
  /** The items of the stack that is being taken from, as it was before. */
  let stack: UndoManager["undoStack"] = [];
  const manager = new UndoManager([order, sections, variables], {
    trackedOrigins: new Set([LOCAL]),
    captureTimeout: CAPTURE_TIMEOUT,
    deleteFilter: (item) => !isType(item) && !isWithinNew(item),
  });
  let selectionBefore: KeptSelection | null = null;

  manager.on("stack-item-added", ({ stackItem }) => {
    if (selectionBefore !== null) stackItem.meta.set(SELECTION, selectionBefore);
    selectionBefore = null;
  });
  manager.on("stack-item-updated", () => {
    selectionBefore = null;
  });

  /**
   * A section, table or cell that was added may hold what others have written since. So it is never deleted, nor
   * what it began with: the reference to it goes, and it can be brought back with all that is in it.
   */
  function isWithinNew(item: Item): boolean {
    const remaining = manager.undoing ? manager.undoStack : manager.redoStack;
    const taken = stack[remaining.length];
    if (taken === undefined) return false;
    for (let around = parentOf(item); around !== null; around = parentOf(around))
      if (isDeleted(taken.insertions, around.id)) return true;
    return false;
  }

  return {
    record(write, selection, isStructural) {
      selectionBefore = selection;
      if (isStructural) manager.stopCapturing();
      write();
      if (isStructural) manager.stopCapturing();
    },
    separate: () => manager.stopCapturing(),
    canTakeBack: (which) => manager[`${which}Stack`].length > 0,
    takeBack(which, selection) {
      stack = [...manager[`${which}Stack`]];
      selectionBefore = selection;
      try {
        return manager[which]()?.meta.get(SELECTION) ?? null;
      } finally {
        selectionBefore = null;
        // What has failed would fail again.
        const left = manager[`${which}Stack`];
        if (left.length === stack.length) left.pop();
        stack = [];
      }
    },
    clear: () => manager.clear(),
    destroy: () => manager.destroy(),
  };
}

function isType(item: Item): boolean {
  return item.content instanceof ContentType;
}

function parentOf(item: Item): Item | null {
  const { parent } = item;
  return parent !== null && "_item" in parent ? parent._item : null;
}
