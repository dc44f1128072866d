/**
 * Where a new item may stand and what it may hold, by shared/document/layout.ts. A Yjs item's parent never changes,
 * so a document in which every item was checked once can hold nothing else.
 */
import {
  ContentAny,
  ContentDeleted,
  ContentEmbed,
  ContentFormat,
  ContentString,
  ContentType,
  type Item,
  Array as YArray,
  Map as YMap,
  Text as YText,
} from "yjs";
import {
  acceptsMark,
  BOX_ATTRIBUTES,
  isCellKey,
  isEmbed,
  isVariableName,
  isWidths,
  LINE_ATTRIBUTES,
  MAX_ATTRIBUTE_LENGTH,
  ROOT,
  TABLE_HEADERS,
} from "#shared/document/layout.ts";
import { isId } from "#shared/ids.ts";

/** The role of a shared type in the layout. */
export type Place =
  | "order"
  | "sections"
  | "variables"
  | "section"
  | "title"
  | "flow"
  | "lines"
  | "line"
  | "boxes"
  | "box"
  | "tables"
  | "table"
  | "ids"
  | "cells"
  | "cell";

export function rootPlace(key: string): Place | null {
  switch (key) {
    case ROOT.order:
      return "order";
    case ROOT.sections:
      return "sections";
    case ROOT.variables:
      return "variables";
    default:
      return null;
  }
}

/** Places whose items follow one another; in all others each item stands under a key. */
export function isSequence(place: Place): boolean {
  return place === "flow" || place === "title" || place === "order" || place === "ids";
}

type TypeConstructor = typeof YArray | typeof YMap | typeof YText;
interface Child {
  readonly place: Place;
  readonly type: TypeConstructor;
}

const map = (place: Place): Child => ({ place, type: YMap });
const text = (place: Place): Child => ({ place, type: YText });
const list = (place: Place): Child => ({ place, type: YArray });

const SECTION: Readonly<Record<string, Child>> = {
  title: text("title"),
  flow: text("flow"),
  lines: map("lines"),
  boxes: map("boxes"),
  tables: map("tables"),
};
const TABLE: Readonly<Record<string, Child>> = {
  rows: list("ids"),
  columns: list("ids"),
  cells: map("cells"),
};
const CELL: Readonly<Record<string, Child>> = { flow: text("flow"), lines: map("lines") };

/** The type that belongs under `key` of a place, or null where none does. */
export function childAt(place: Place, key: string | null): Child | null {
  if (key === null) return null;
  switch (place) {
    case "sections":
      return isId(key) ? map("section") : null;
    case "lines":
      return isId(key) ? map("line") : null;
    case "boxes":
      return isId(key) ? map("box") : null;
    case "tables":
      return isId(key) ? map("table") : null;
    case "cells":
      return isCellKey(key) ? map("cell") : null;
    case "section":
      return own(SECTION, key);
    case "table":
      return own(TABLE, key);
    case "cell":
      return own(CELL, key);
    default:
      return null;
  }
}

/** @returns what is wrong with an item's content at its place, or null when nothing is */
export function contentFault(place: Place, key: string | null, content: Item["content"]): string | null {
  if (key !== null && isSequence(place)) return "no keys in a sequence";
  if (content instanceof ContentDeleted) return null;
  if (content instanceof ContentType) {
    const child = childAt(place, key);
    if (child === null) return `no type belongs under ${place}`;
    return content.type instanceof child.type && content.type.constructor === child.type
      ? null
      : `wrong type under ${place}`;
  }
  switch (place) {
    case "title":
      return content instanceof ContentString && !content.str.includes("\n") ? null : "a title is plain text";
    case "flow":
      return flowFault(content);
    case "order":
    case "ids":
      return content instanceof ContentAny && content.arr.every(isId) ? null : "only ids belong here";
    default:
      return valueFault(place, key, content);
  }
}

function flowFault(content: Item["content"]): string | null {
  if (content instanceof ContentString) return content.str.includes("\n") ? "a flow has no line feeds" : null;
  if (content instanceof ContentEmbed) return isEmbed(content.embed) ? null : "unknown embed";
  if (content instanceof ContentFormat)
    return acceptsMark(content.key, content.value) ? null : "unknown mark";
  return "unknown content in a flow";
}

function valueFault(place: Place, key: string | null, content: Item["content"]): string | null {
  if (key === null || !(content instanceof ContentAny) || content.arr.length !== 1)
    return `no value under ${place}`;
  return acceptsValue(place, key, content.arr[0]) ? null : `value not allowed under ${place}`;
}

function acceptsValue(place: Place, key: string, value: unknown): boolean {
  switch (place) {
    case "variables":
      return isVariableName(key) && typeof value === "string" && value.length <= MAX_ATTRIBUTE_LENGTH;
    case "section":
      return key === "key" && (value === null || isId(value));
    case "line":
      return own(LINE_ATTRIBUTES, key)?.accepts(value) ?? false;
    case "box":
      return own(BOX_ATTRIBUTES, key)?.accepts(value) ?? false;
    case "table":
      if (key === "header") return (TABLE_HEADERS as readonly unknown[]).includes(value);
      return key === "widths" && isWidths(value);
    default:
      return false;
  }
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | null {
  return Object.hasOwn(table, key) ? (table[key] ?? null) : null;
}
