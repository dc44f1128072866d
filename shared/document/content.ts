/**
 * Content on its way into a shared document: what a template, an import or a paste is read into before it becomes
 * sections, lines and boxes with ids of their own.
 */
import type { BoxAttributes, LineAttributes, MarkName, TableHeader } from "./layout.ts";

export type MarkSet = { readonly [M in MarkName]?: M extends "link" ? string : true };

/** A stretch of a line: text, a variable, or a break, with marks. */
export type Span =
  | { readonly text: string; readonly marks?: MarkSet }
  | { readonly variable: string; readonly marks?: MarkSet }
  | { readonly break: true; readonly marks?: MarkSet };

/** One line. Lines that share the same `box` object stand in one box. */
export interface LineContent {
  readonly attributes: Partial<Omit<LineAttributes, "box">>;
  readonly spans: readonly Span[];
  readonly box?: Partial<BoxAttributes>;
  /** Only for lines of kind `table`: rows of cells, each a list of lines. All rows have the same length. */
  readonly table?: {
    readonly header: TableHeader;
    readonly rows: readonly (readonly (readonly LineContent[])[])[];
  };
}

export interface SectionContent {
  /** The catalogue section that it came from. */
  readonly key: string | null;
  readonly title: string;
  readonly lines: readonly LineContent[];
}

/** Everything that a new guideline begins with. */
export interface DocumentContent {
  readonly sections: readonly SectionContent[];
  readonly variables: Readonly<Record<string, string>>;
}
