/** What the questions need of the desk around an open text. */
import type { ReadonlySignal } from "@preact/signals";
import type { Doc } from "yjs";
import type { OutlineSection } from "#shared/document/outline.ts";
import type { Guideline } from "#shared/guidelines.ts";
import type { Questions } from "./model.ts";

export interface PanelDesk {
  readonly guideline: Guideline;
  readonly questions: Questions;
  readonly outline: ReadonlySignal<readonly OutlineSection[]>;
  readonly current: ReadonlySignal<string | null>;
  readonly editable: boolean;
  /** The shared document; what it says is read when it has changed, see `words`. */
  readonly ydoc: Doc;
  /** Changes whenever the text does. */
  readonly text: ReadonlySignal<unknown>;
  /** Values of placeholders as they are now; read again when they change. */
  variables(): Readonly<Record<string, string>>;
  /** Name of a placeholder. */
  labelOf(variable: string): string;
  /** What the section is for, in a sentence. */
  purposeOf(sectionKey: string | null): string | null;
  goTo(section: string): void;
  /** Scrolls to a section; the focus stays where it is. */
  reveal(section: string): void;
  /** Takes a decision back, for who may; null for others. */
  undoOf(question: string): (() => void) | null;
}
