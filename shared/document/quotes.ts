/**
 * Quotes that are found again in a text that goes on changing. A quote is found by its relative positions as long as
 * they still cover it; else in its line; else where it stands in the document alone; else, changed, beside the place
 * that it was lost from. Else it is lost, and nothing is
 * ever guessed: better no place than another text.
 *
 * Everything here counts in a flow: one token per index of its Y.Text, so that a place in a quote is a place in Yjs.
 */
import * as Y from "yjs";
import { diffTokens, longestCommon, type Pairs } from "./diff.ts";
import { isVariableName, WRITTEN_VARIABLE } from "./layout.ts";
import { boxOf, type Flow, flowItems, readOrder, readSection, type Section, sectionFlows } from "./read.ts";
import { rootsOf } from "./to-doc.ts";

/** The smallest part of a quote that must stand at a place for it to be the quote's place. */
export const KEPT_SHARE = 0.5;
/** As much must be found where it is looked for beside a place that is lost. */
const NEARBY_SHARE = 0.7;
/** Comparisons that one quote may take. */
const MOST_COMPARED = 400_000;
/** Characters around a quote that are kept to tell it from others. */
export const CONTEXT = 32;
/** Shorter quotes stand in many places: they are not looked for by themselves alone. */
const TELLING = 8;
/** In shorter ones two characters in a row are a trace, where the positions are their own. */
const SHORT = 24;

/** A place in a flow, half open, with how much of the quote stands there. */
export interface Found {
  readonly section: string;
  readonly text: Y.Text;
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

export interface Sought {
  readonly section: string;
  readonly line: string | null;
  /** JSON of relative positions. */
  readonly start: unknown;
  readonly end: unknown;
  readonly quote: string;
  readonly before: string;
  readonly after: string;
}

/** One flow or title as tokens. */
interface Stretch {
  readonly text: Y.Text;
  /** One per index: a UTF-16 unit, `\n` for the end of a line, `\v` for a break, `{{name}}`, or `\uFFFC`. */
  readonly tokens: readonly string[];
  /** The same with one character per token, to search in. */
  readonly plain: string;
  readonly lines: readonly StretchLine[];
}

interface StretchLine {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  /** A table, a figure, a divider or an open question: it has no words of its own. */
  readonly isObject: boolean;
  /** The box that it stands in. */
  readonly box: string | null;
}

/** Reads a document's texts, each section once until it changes. */
export interface QuoteReader {
  /** Sections in their order. */
  readonly order: readonly string[];
  stretches(section: string): readonly Stretch[];
  stretchOf(text: Y.Text): { readonly section: string; readonly stretch: Stretch } | null;
  readonly ydoc: Y.Doc;
}

/** A reader of the document as it is now; read another one after a change. `known` keeps what has not changed. */
export function openQuoteReader(
  ydoc: Y.Doc,
  known: Map<string, readonly Stretch[]> = new Map(),
): QuoteReader {
  const { order: references, sections } = rootsOf(ydoc);
  const order = readOrder(references, sections);
  const owners = new Map<Y.Text, { section: string; stretch: Stretch }>();
  let indexed = false;

  function stretches(id: string): readonly Stretch[] {
    const before = known.get(id);
    if (before !== undefined) return before;
    const section = readSection(sections, id);
    const read = section === null ? [] : readStretches(section);
    known.set(id, read);
    return read;
  }

  return {
    ydoc,
    order,
    stretches,
    stretchOf(text) {
      if (!indexed) {
        for (const section of order)
          for (const stretch of stretches(section)) owners.set(stretch.text, { section, stretch });
        indexed = true;
      }
      return owners.get(text) ?? null;
    },
  };
}

/** How often a text stands in the document; counting ends at `most`. */
export function countQuote(reader: QuoteReader, quote: string, most: number): number {
  const wanted = plainOf(tokensOf(quote));
  let count = 0;
  for (const section of reader.order)
    for (const { plain } of reader.stretches(section))
      for (let at = plain.indexOf(wanted); at >= 0 && count < most; at = plain.indexOf(wanted, at + 1))
        count++;
  return count;
}

/**
 * Where a quote stands now, or null.
 * @param isNew whether a text that equals the quote can only be this one: false where another one stood elsewhere
 *   before, so that words around it must agree as well
 */
export function findQuote(reader: QuoteReader, sought: Sought, isNew: () => boolean): Found | null {
  const quote = tokensOf(sought.quote);
  if (quote.length === 0) return findSpot(reader, sought);
  return (
    byPositions(reader, sought, quote) ??
    inLine(reader, sought, quote) ??
    alone(reader, sought, quote, isNew) ??
    nearby(reader, sought, quote)
  );
}

/** Where a text stands in a line or else in its section, if it stands there once. */
export function findOnce(
  reader: QuoteReader,
  section: string,
  line: string | null,
  quote: string,
): Found | null {
  const wanted = plainOf(tokensOf(quote));
  const within = line === null ? null : lineAt(reader, line);
  const found = reader
    .stretches(section)
    .flatMap(({ text, plain }) =>
      occurrences(plain, wanted).map((from) => ({ section, text, from, to: from + wanted.length, share: 1 })),
    );
  const inThatLine = found.filter(
    ({ text, from, to }) => within?.text === text && from >= within.from && to <= within.to,
  );
  const [only, other] = inThatLine.length > 0 ? inThatLine : found;
  return other === undefined ? (only ?? null) : null;
}

/** Anchors of a place: relative positions as JSON, its line, and what stands around it. */
export function anchorsOf(
  reader: QuoteReader,
  { text, from, to }: Pick<Found, "text" | "from" | "to">,
): Pick<Sought, "line" | "start" | "end" | "before" | "after"> {
  const stretch = reader.stretchOf(text)?.stretch;
  const plain = stretch?.plain ?? "";
  const position = (index: number, side: number) =>
    Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index, side));
  return {
    line: stretch?.lines.find((line) => line.to >= from)?.id ?? null,
    start: position(from, 0),
    end: position(to, to > from ? -1 : 0),
    before: plain.slice(Math.max(0, from - CONTEXT), from),
    after: plain.slice(to, to + CONTEXT),
  };
}

/** The tokens between two indices of a flow. */
export function tokensAt(
  reader: QuoteReader,
  { text, from, to }: Pick<Found, "text" | "from" | "to">,
): string[] {
  return reader.stretchOf(text)?.stretch.tokens.slice(from, to) ?? [];
}

/** A line's stretch of its flow, without the embed that ends it. */
export function lineAt(reader: QuoteReader, id: string): Omit<Found, "share"> | null {
  for (const section of reader.order)
    for (const { text, lines } of reader.stretches(section)) {
      const line = lines.find((each) => each.id === id);
      if (line) return { section, text, from: line.from, to: line.to };
    }
  return null;
}

/** The stretch of a box: its lines that stand one behind the other, without the embed that ends the last of them. */
export function boxAt(reader: QuoteReader, id: string): Omit<Found, "share"> | null {
  for (const section of reader.order)
    for (const { text, lines } of reader.stretches(section)) {
      const first = lines.findIndex(({ box }) => box === id);
      if (first < 0) continue;
      const end = lines.findIndex(({ box }, at) => at > first && box !== id);
      const last = lines[end < 0 ? lines.length - 1 : end - 1];
      return { section, text, from: lines[first]?.from ?? 0, to: last?.to ?? 0 };
    }
  return null;
}

/** A quote as tokens; `tokensOf(tokens.join(""))` gives the same tokens. */
export function tokensOf(quote: string): string[] {
  const tokens: string[] = [];
  let from = 0;
  for (const { 0: written, 1: name, index } of quote.matchAll(new RegExp(WRITTEN_VARIABLE, "gu"))) {
    if (!isVariableName(name)) continue;
    tokens.push(...quote.slice(from, index).split(""), written);
    from = index + written.length;
  }
  tokens.push(...quote.slice(from).split(""));
  return tokens;
}

/** Tokens that stay between two texts. */
export function pairsOf(before: readonly string[], after: readonly string[]): Pairs {
  const plain = (code: string) => ({ code, style: "" });
  return diffTokens(before.map(plain), after.map(plain));
}

function byPositions(reader: QuoteReader, sought: Sought, quote: readonly string[]): Found | null {
  const start = absolute(reader.ydoc, sought.start);
  const end = absolute(reader.ydoc, sought.end);
  if (start === null || end === null || start.type !== end.type) return null;
  const owner = reader.stretchOf(start.type);
  if (owner === null || start.index >= end.index) return null;
  const { stretch, section } = owner;
  const exact = plainOf(quote);
  if (stretch.plain.slice(start.index, end.index) === exact)
    return { section, text: start.type, from: start.index, to: end.index, share: 1 };
  // What was taken back by undoing stands beside the positions of what it replaces.
  const near = stretch.plain.slice(Math.max(0, start.index - exact.length), end.index + exact.length);
  const again = near.indexOf(exact);
  if (again >= 0 && near.indexOf(exact, again + 1) < 0) {
    const from = Math.max(0, start.index - exact.length) + again;
    return { section, text: start.type, from, to: from + exact.length, share: 1 };
  }
  const covered = alignedIn(stretch, start.index, end.index, quote, quote.length < SHORT ? 2 : 3);
  if (covered !== null && covered.share >= KEPT_SHARE) return { section, text: start.type, ...covered };
  return null;
}

/** What is left of a quote beside the place that it was lost from: text that was taken back, and changed since. */
function nearby(reader: QuoteReader, sought: Sought, quote: readonly string[]): Found | null {
  const start = absolute(reader.ydoc, sought.start);
  const end = absolute(reader.ydoc, sought.end);
  const owner = start && reader.stretchOf(start.type);
  if (start === null || !owner || quote.length < TELLING) return null;
  const reach = quote.length + CONTEXT;
  const last = end?.type === start.type ? Math.max(start.index, end.index) : start.index;
  const found = alignedIn(owner.stretch, Math.max(0, start.index - reach), last + reach, quote, 4);
  if (found === null || found.share < NEARBY_SHARE) return null;
  // Scattered over a long text it would be anything.
  if (found.to - found.from > quote.length * 2 + CONTEXT) return null;
  return { section: owner.section, text: start.type, ...found };
}

/** The part of a stretch, within bounds, in which a quote stands, and how much of it. */
function alignedIn(
  stretch: Stretch,
  from: number,
  to: number,
  quote: readonly string[],
  run: number,
): { readonly from: number; readonly to: number; readonly share: number } | null {
  const pairs = solid(charactersIn(quote, stretch.tokens.slice(from, to)), run);
  const [first, last] = [pairs[0], pairs.at(-1)];
  if (first === undefined || last === undefined) return null;
  // What others put in the place of the quote's ends does not belong to it.
  return { from: from + first[1], to: from + last[1] + 1, share: pairs.length / quote.length };
}

/** Character by character, so that words typed into words cost nothing; by words where that takes too long. */
function charactersIn(quote: readonly string[], text: readonly string[]): Pairs {
  return quote.length * text.length <= MOST_COMPARED ? longestCommon(quote, text) : pairsOf(quote, text);
}

/** Single characters that happen to be alike are no trace of a text: several in a row are. */
function solid(pairs: Pairs, least: number): Pairs {
  const runs: (readonly [number, number])[][] = [];
  for (const pair of pairs) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && pair[0] === last[0] + 1 && pair[1] === last[1] + 1) run.push(pair);
    else runs.push([pair]);
  }
  return runs.filter((run) => run.length >= least).flat();
}

function inLine(reader: QuoteReader, sought: Sought, quote: readonly string[]): Found | null {
  if (sought.line === null) return null;
  const line = lineAt(reader, sought.line);
  const stretch = line && reader.stretchOf(line.text)?.stretch;
  if (!line || !stretch) return null;
  const exact = plainOf(quote);
  const places = occurrences(stretch.plain.slice(line.from, line.to), exact).map((at) => line.from + at);
  const agreeing = places.map((at) => ({ at, score: agreement(stretch, at, at + exact.length, sought) }));
  agreeing.sort((a, b) => b.score - a.score);
  const [best, second] = agreeing;
  if (best === undefined || (second !== undefined && second.score === best.score)) return null;
  if (best.score < 0.25 && exact.length < TELLING) return null;
  return { section: line.section, text: line.text, from: best.at, to: best.at + exact.length, share: 1 };
}

function alone(
  reader: QuoteReader,
  sought: Sought,
  quote: readonly string[],
  isNew: () => boolean,
): Found | null {
  const exact = plainOf(quote);
  const found: { section: string; stretch: Stretch; at: number }[] = [];
  for (const section of reader.order) {
    for (const stretch of reader.stretches(section)) {
      for (const at of occurrences(stretch.plain, exact)) found.push({ section, stretch, at });
      if (found.length > 1) return null;
    }
  }
  const [only] = found;
  if (only === undefined) return null;
  const { section, stretch, at } = only;
  const certain = exact.length >= TELLING && isNew();
  if (!certain && agreement(stretch, at, at + exact.length, sought) < 0.75) return null;
  return { section, text: stretch.text, from: at, to: at + exact.length, share: 1 };
}

/** A spot between two characters: it is where it is while one of its sides agrees. */
function findSpot(reader: QuoteReader, sought: Sought): Found | null {
  const start = absolute(reader.ydoc, sought.start);
  const owner = start && reader.stretchOf(start.type);
  if (start && owner) {
    const { stretch, section } = owner;
    const isBare = sought.before === "" && sought.after === "";
    const side = sides(stretch, start.index, start.index, sought);
    if (isBare || Math.max(side.before, side.after) >= KEPT_SHARE)
      return { section, text: start.type, from: start.index, to: start.index, share: 1 };
  }
  const around = sought.before + sought.after;
  if (around.length < TELLING) return null;
  const found: Found[] = [];
  for (const section of reader.order)
    for (const { text, plain } of reader.stretches(section))
      for (const at of occurrences(plain, around)) {
        const spot = at + sought.before.length;
        found.push({ section, text, from: spot, to: spot, share: 1 });
      }
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** How well the words around a place agree with those around the quote, 0 to 1. */
function agreement(stretch: Stretch, from: number, to: number, sought: Sought): number {
  const { before, after } = sides(stretch, from, to, sought);
  return (before + after) / 2;
}

function sides({ plain }: Stretch, from: number, to: number, sought: Sought) {
  const left = plain.slice(Math.max(0, from - CONTEXT), from);
  const right = plain.slice(to, to + CONTEXT);
  return {
    before: alikeEnds(sought.before, left),
    after: alikeEnds(reversed(sought.after), reversed(right)),
  };
}

/** Which part of the shorter text's end the other one shares; two empty ones agree. */
function alikeEnds(a: string, b: string): number {
  const length = Math.max(a.length, b.length);
  if (length === 0) return 1;
  let same = 0;
  while (same < a.length && same < b.length && a[a.length - 1 - same] === b[b.length - 1 - same]) same++;
  return Math.min(1, same / Math.min(length, CONTEXT / 2));
}

function reversed(text: string): string {
  return text.split("").reverse().join("");
}

function occurrences(plain: string, wanted: string): number[] {
  const found: number[] = [];
  for (let at = plain.indexOf(wanted); at >= 0 && found.length < 50; at = plain.indexOf(wanted, at + 1))
    found.push(at);
  return found;
}

function absolute(ydoc: Y.Doc, json: unknown): { readonly type: Y.Text; readonly index: number } | null {
  if (!isRelativePosition(json)) return null;
  const found = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(json), ydoc);
  return found?.type instanceof Y.Text ? { type: found.type, index: found.index } : null;
}

/** Whether JSON from anywhere is a relative position in this document; a root's name would make that root. */
export function isRelativePosition(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const { type, tname, item, assoc } = value as Record<string, unknown>;
  const isPlace = (place: unknown) => place === undefined || place === null || isStructId(place);
  if ((tname !== undefined && tname !== null) || !isPlace(type) || !isPlace(item)) return false;
  return (isStructId(type) || isStructId(item)) && (assoc === undefined || Number.isInteger(assoc));
}

function isStructId(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { client, clock } = value as Record<string, unknown>;
  return [client, clock].every((part) => Number.isSafeInteger(part) && Number(part) >= 0);
}

function plainOf(tokens: readonly string[]): string {
  return tokens.map((token) => (token.length === 1 ? token : "\uFFFC")).join("");
}

function readStretches(section: Section): Stretch[] {
  const title = section.map.get("title");
  const flows = sectionFlows(section).flatMap((flow) =>
    flow.text === null ? [] : [readStretch(flow.text, flow)],
  );
  return title instanceof Y.Text ? [readStretch(title, null), ...flows] : flows;
}

function readStretch(text: Y.Text, flow: Flow | null): Stretch {
  const tokens: string[] = [];
  for (const item of flowItems(text)) {
    if (item.kind === "line") tokens.push("\n");
    else if (item.kind === "unknown") for (let at = 0; at < item.length; at++) tokens.push("\uFFFC");
    else if (typeof item.run.content === "string") tokens.push(...item.run.content.split(""));
    else tokens.push("break" in item.run.content ? "\v" : `{{${item.run.content.variable}}}`);
  }
  const lines = (flow?.lines ?? []).map((line) => ({
    id: line.id,
    from: line.runs[0]?.index ?? line.end,
    to: line.end,
    isObject: line.shows !== "text",
    box: boxOf(line),
  }));
  return { text, tokens, plain: plainOf(tokens), lines };
}
