/**
 * What differs between two texts of a guideline, as people are shown it and as a program can act on it: put together,
 * the changes turn the older text into the newer one (ids aside, which nobody sees).
 */

import type { MarkName } from "./layout.ts";

/** JSON of a node of `schema`. */
export type NodeJson = Readonly<Record<string, unknown>>;

export interface Comparison {
  /** Both texts in one, as JSON of a `doc`: what is gone stands before what came in its place. */
  readonly doc: NodeJson;
  /** What is what in `doc`, in its positions, in ascending order of `from`. */
  readonly spans: readonly ComparedSpan[];
  /** In the order of `doc`; changes of variables come last. */
  readonly changes: readonly Change[];
  /** Values of the variables of both texts, the newer ones first. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A stretch of the text that holds both. `node` covers whole lines, rows or sections, the others text in a line. */
export interface ComparedSpan {
  readonly from: number;
  readonly to: number;
  readonly on: "text" | "node";
  readonly is: SpanKind;
  /** Id of the change that it belongs to. */
  readonly change: number;
}
/** `away` is where something stood that has moved; `altered` is a node whose attributes differ. */
export type SpanKind = "inserted" | "deleted" | "reformatted" | "moved" | "away" | "altered";

export type Change = ChangeBase &
  (SectionChange | RetitledChange | LinesChange | TableChange | VariableChange);

interface ChangeBase {
  /** Runs from 0. */
  readonly id: number;
  /** The section that it is in, with its newer title; null for variables. */
  readonly section: { readonly id: string; readonly title: string } | null;
  /** Nothing but how it looks. */
  readonly formatting: boolean;
  /** A line labelled binding is concerned, before or after. */
  readonly binding: boolean;
}

/** Places among the sections of the older (`from`) and the newer text (`to`). */
export type SectionChange =
  | { readonly type: "sectionAdded"; readonly to: number; readonly content: NodeJson }
  | { readonly type: "sectionRemoved"; readonly from: number }
  | { readonly type: "sectionMoved"; readonly from: number; readonly to: number };

export interface RetitledChange {
  readonly type: "retitled";
  readonly before: string;
  readonly after: string;
  readonly edits: readonly TextEdit[];
}

/** Places among the lines of a section or cell, boxes opened, the title not counted. */
export type LinesChange =
  | { readonly type: "linesAdded"; readonly to: number; readonly lines: readonly LineJson[] }
  | { readonly type: "linesRemoved"; readonly from: number; readonly lines: readonly LineJson[] }
  | {
      readonly type: "lineMoved";
      readonly from: number;
      /** Where it stood before, if in another section. */
      readonly fromSection: string | null;
      readonly to: number;
      readonly text: string;
    }
  | {
      readonly type: "lineEdited";
      readonly from: number;
      readonly to: number;
      readonly edits: readonly TextEdit[];
    }
  | {
      /** As many lines one behind the other, all in the same way. */
      readonly type: "linesAltered";
      readonly from: number;
      readonly to: number;
      readonly count: number;
      readonly text: string;
      readonly attributes: readonly AttributeEdit[];
    };

/** A line with the attributes of the box that it stands in; lines of one box have the same id there. */
export interface LineJson {
  readonly node: NodeJson;
  readonly box: Readonly<Record<string, unknown>> | null;
}

/** One replacement in a line: [from, to) of the older line's content in UTF-16 units, embeds count one. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  /** As text; a variable as `{{name}}`, a break as a line feed. */
  readonly deleted: string;
  readonly inserted: string;
  readonly content: readonly NodeJson[];
  /** `marks`: the words stay, their formatting changes. */
  readonly of: "words" | "marks";
  /** Marks that are on a part of what is replaced or of what replaces it, but not on all of both. */
  readonly marks: readonly MarkName[];
}

/** An attribute of the line's node; `box` is the box around it, with its id, or null. */
export interface AttributeEdit {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface TableChange {
  readonly type: "tableChanged";
  readonly from: number;
  readonly to: number;
  readonly edits: readonly TableEdit[];
}

/** Places among the table's rows and columns. Cells of new rows and columns count as empty before. */
export type TableEdit =
  | { readonly type: "rowAdded"; readonly to: number }
  | { readonly type: "rowRemoved"; readonly from: number; readonly text: string }
  | { readonly type: "rowMoved"; readonly from: number; readonly to: number }
  | { readonly type: "columnAdded"; readonly to: number }
  | { readonly type: "columnRemoved"; readonly from: number; readonly text: string }
  | { readonly type: "columnMoved"; readonly from: number; readonly to: number }
  | { readonly type: "header"; readonly before: string; readonly after: string }
  | {
      readonly type: "widths";
      /** CSS pixels by the newer column. */
      readonly after: readonly (number | null)[];
    }
  | {
      readonly type: "cell";
      /** In the newer table. */
      readonly row: number;
      readonly column: number;
      readonly changes: readonly LinesChange[];
    };

/** Null where there is none. */
export interface VariableChange {
  readonly type: "variableChanged";
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}
