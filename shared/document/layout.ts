/**
 * The layout of the shared document (Y.Doc): what stands under which key, and which values an attribute may have.
 * The binding, the server's guard, templates, imports and restore all read this one description.
 *
 *   order      Y.Array<SectionId>            the first occurrence counts
 *   sections   Y.Map<SectionId, Y.Map>       key, title, flow, lines, boxes, tables
 *   variables  Y.Map<string>
 *
 * A flow is a Y.Text of characters, marks (as attributes) and embeds. `{line: id}` ends a line; the rest behind
 * the last one is a line under a derived id (see read.ts). No '\n' in a flow: a break inside a line is `{break: true}`.
 * Every attribute has a default and may be absent. A value that a reader does not know is left alone.
 */
import { isId } from "../ids.ts";

/** Grows with every change of the layout that an older client would misread. Part of the handshake. */
export const SCHEMA_VERSION = 1;

export const ROOT = { order: "order", sections: "sections", variables: "variables" } as const;

export const TEXT_KINDS = ["text", "h3", "h4", "bullet", "ordered", "task", "quote"] as const;
export const OBJECT_KINDS = ["table", "figure", "divider", "pending"] as const;
/** Kinds of a line with text in it; the others stand for one object, and text in their stretch stands before it. */
export type TextKind = (typeof TEXT_KINDS)[number];
export type ObjectKind = (typeof OBJECT_KINDS)[number];
export type LineKind = TextKind | ObjectKind;

export const FORCES = ["none", "binding", "recommended"] as const;
export type Force = (typeof FORCES)[number];

export const BOX_TYPES = ["callout", "example", "situation"] as const;
export type BoxType = (typeof BOX_TYPES)[number];
export const TONES = ["note", "tip", "warning", "important"] as const;
export type Tone = (typeof TONES)[number];
export const VERDICTS = ["do", "dont"] as const;
export type Verdict = (typeof VERDICTS)[number];

export const TABLE_HEADERS = ["none", "row", "column", "both"] as const;
export type TableHeader = (typeof TABLE_HEADERS)[number];

export const MAX_INDENT = 5;
/** Longest text of one attribute, in UTF-16 units. */
export const MAX_ATTRIBUTE_LENGTH = 2000;

/** The attributes of a line, all optional in the shared state. `ref` is a tableId, a figure's hash or a questionId. */
export interface LineAttributes {
  readonly kind: LineKind;
  readonly indent: number;
  readonly checked: boolean;
  readonly start: number;
  readonly force: Force;
  readonly box: string | null;
  readonly ref: string | null;
  readonly alt: string;
  readonly caption: string;
}

export interface BoxAttributes {
  readonly type: BoxType;
  readonly tone: Tone;
  readonly verdict: Verdict;
}

/** One attribute: its default, and whether a value found in the shared state may stand there. */
export interface Attribute<T> {
  readonly default: T;
  accepts(value: unknown): value is T;
}

function oneOf<const T extends string>(values: readonly T[], fallback: NoInfer<T>): Attribute<T> {
  return { default: fallback, accepts: (value): value is T => values.includes(value as T) };
}

function integer(min: number, max: number, fallback: number): Attribute<number> {
  return {
    default: fallback,
    accepts: (value): value is number =>
      Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
  };
}

const flag: Attribute<boolean> = { default: false, accepts: (value) => typeof value === "boolean" };
const plainText: Attribute<string> = {
  default: "",
  accepts: (value): value is string => typeof value === "string" && value.length <= MAX_ATTRIBUTE_LENGTH,
};
const reference: Attribute<string | null> = {
  default: null,
  accepts: (value) => value === null || isId(value),
};

export const LINE_ATTRIBUTES: { readonly [K in keyof LineAttributes]: Attribute<LineAttributes[K]> } = {
  kind: oneOf([...TEXT_KINDS, ...OBJECT_KINDS], "text"),
  indent: integer(0, MAX_INDENT, 0),
  checked: flag,
  start: integer(0, 100_000, 1),
  force: oneOf(FORCES, "none"),
  box: reference,
  ref: reference,
  alt: plainText,
  caption: plainText,
};

export const BOX_ATTRIBUTES: { readonly [K in keyof BoxAttributes]: Attribute<BoxAttributes[K]> } = {
  type: oneOf(BOX_TYPES, "callout"),
  tone: oneOf(TONES, "note"),
  verdict: oneOf(VERDICTS, "do"),
};

export const MARKS = ["strong", "em", "underline", "strike", "code", "link"] as const;
export type MarkName = (typeof MARKS)[number];

/** Whether a value may stand as a mark's attribute in a flow: `true`, an address for links, `null` to end it. */
export function acceptsMark(name: string, value: unknown): boolean {
  if (value === null) return (MARKS as readonly string[]).includes(name);
  if (name === "link") return typeof value === "string" && isSafeHref(value);
  return value === true && (MARKS as readonly string[]).includes(name);
}

/** Embeds of a flow. */
export type Embed = { readonly line: string } | { readonly variable: string } | { readonly break: true };

export function isEmbed(value: unknown): value is Embed {
  if (typeof value !== "object" || value === null) return false;
  const keys = Object.keys(value);
  if (keys.length !== 1) return false;
  const embed = value as Record<string, unknown>;
  return isId(embed.line) || isVariableName(embed.variable) || embed.break === true;
}

const VARIABLE_NAME = /^\p{L}[\p{L}\p{M}\p{N}-]*(?: [\p{L}\p{M}\p{N}-]+)*$/u;
const TEMPLATE_VARIABLE_NAME = /^[a-z][a-z0-9-]*$/;
const MAX_NAME_LENGTH = 64;

/**
 * Templates name their variables with a key, such as `lead-department`, and say what it is called in each language.
 * One that people make themselves is named by their own words, such as `Zahl der Tage`: those are what is shown of it.
 */
export function isVariableName(value: unknown): value is string {
  // Values are looked up by name in plain objects, which have a `constructor` of their own.
  return isNameLike(value, VARIABLE_NAME) && !(value in Object.prototype);
}

/** Lower-case words with hyphens. */
export function isTemplateVariableName(value: unknown): value is string {
  return isNameLike(value, TEMPLATE_VARIABLE_NAME) && isVariableName(value);
}

function isNameLike(value: unknown, pattern: RegExp): value is string {
  return typeof value === "string" && value.length <= MAX_NAME_LENGTH && pattern.test(value);
}

/** A variable as it stands in quotes and in Markdown, with its name; not everything that looks like one has a name. */
export const WRITTEN_VARIABLE = /\{\{([\p{L}\p{M}\p{N} -]{1,64})\}\}/u;

const SAFE_HREF = /^(?:https?:\/\/|mailto:|tel:)[^\s\p{Cc}]+$/iu;

/** Addresses that a link may have: http, https, mailto and tel, without blanks, at most 2000 characters. */
export function isSafeHref(value: string): boolean {
  return value.length <= MAX_ATTRIBUTE_LENGTH && SAFE_HREF.test(value);
}

/** Cells of a table that are shown at most. */
export const MAX_CELLS = 2000;

const MAX_WIDTHS = 200;

/** Whether a value may stand as a table's `widths`: CSS pixels by column id, at most 200. */
export function isWidths(value: unknown): value is Readonly<Record<string, number>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= MAX_WIDTHS && entries.every(([id, width]) => isId(id) && isWidth(width));
}

/** Whether a column can be so wide, in CSS pixels. */
export function isWidth(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) <= 10_000;
}

/** The key of a table's cell under `cells`. */
export function cellKey(row: string, column: string): string {
  return `${row}:${column}`;
}

/**
 * Whether a key may stand under `cells`: `row:column`, or `row:column:random` for a cell that was made by whoever
 * typed into it first. The flows of all keys of one place are shown in that cell, one behind the other.
 */
export function isCellKey(key: string): boolean {
  const parts = key.split(":");
  return (parts.length === 2 || parts.length === 3) && parts.every(isId);
}
