/**
 * Suggested changes of one place, brought into a text that has gone on since: what the suggestion changes must still
 * be as it was; around it others may have written. Nothing of theirs is ever overwritten.
 */
import * as Y from "yjs";
import { newId } from "../ids.ts";
import { type Embed, isVariableName } from "./layout.ts";
import { type Found, lineAt, pairsOf, type QuoteReader, tokensAt, tokensOf } from "./quotes.ts";
import { readSection, sectionFlows } from "./read.ts";
import { rootsOf } from "./to-doc.ts";

export interface Change {
  readonly action: "replace" | "insert" | "delete";
  readonly text: string;
  /**
   * It is about something as a whole: a line, the lines of a box, or what has no words (a table, a figure). `delete`
   * takes it away, `insert` adds lines behind it, `replace` puts others in its place.
   */
  readonly block: boolean;
  /** It is about all lines of a box: what is inserted stands behind the box. */
  readonly box: boolean;
}

/** One edit of a flow: `remove` tokens at `index`, then `insert` there. */
interface Hunk {
  readonly index: number;
  readonly remove: number;
  readonly insert: readonly string[];
}

export type Plan =
  /** Somebody has written where the suggestion wants to write, or its place is gone. */
  | { readonly state: "outdated" }
  /** The text is already as the suggestion wants it. */
  | { readonly state: "done" }
  | {
      readonly state: "fits";
      readonly hunks: readonly Hunk[];
      readonly at: Found;
      /** The line that new lines take their kind from; null for plain ones. */
      readonly like: string | null;
      /** The line whose end goes as well once its words are gone. */
      readonly ending: string | null;
    };

/** What accepting would do. `at` is where the quote stands now. */
export function planChange(reader: QuoteReader, quote: string, change: Change, at: Found | null): Plan {
  if (at === null) return { state: "outdated" };
  if (change.block && quote === "") {
    const plan = planWithoutWords(reader, change, at);
    if (plan !== null) return plan;
  }
  const base = tokensOf(quote);
  const theirs = tokensAt(reader, at);
  if (change.action === "insert") return planInsert(reader, change, at);
  const wanted = change.action === "delete" ? [] : tokensOf(change.text);
  const same = theirs.join("") === base.join("");
  if (!same && theirs.join("") === wanted.join("")) return { state: "done" };
  const hunks = hunksOf(base, wanted);
  const moved = same ? hunks : rebase(hunks, hunksOf(base, theirs));
  if (moved === null) return { state: "outdated" };
  if (change.block && change.action === "delete" && !same) return { state: "outdated" };
  const isGone = change.block && change.action === "delete";
  return {
    ...{ state: "fits", at, like: lineOf(reader, at) },
    hunks: moved.map((hunk) => ({ ...hunk, index: hunk.index + at.from })),
    ending: isGone ? (linesAt(reader, at).findLast(({ to }) => to === at.to)?.id ?? null) : null,
  };
}

/** About an object, or about a line that was empty; null where it is still empty and written like any other. */
function planWithoutWords(reader: QuoteReader, { action, text }: Change, at: Found): Plan | null {
  const here = linesAt(reader, at).filter(({ from, to }) => from <= at.from && at.from <= to);
  const object = here.find(({ isObject }) => isObject);
  if (object === undefined) {
    const words = here.map(({ from, to }) => tokensAt(reader, { text: at.text, from, to }).join("")).join("");
    if (words === "" || action === "insert") return null;
    return { state: action === "replace" && words === text ? "done" : "outdated" };
  }
  const added = action === "delete" ? [] : text.split("\n").flatMap((line) => [...tokensOf(line), "\n"]);
  const fits = { state: "fits", at, like: null, ending: null } as const;
  if (action === "insert") {
    const index = object.to + 1;
    const following = reader
      .stretchOf(at.text)
      ?.stretch.tokens.slice(index, index + added.length)
      .join("");
    return following === added.join("")
      ? { state: "done" }
      : { ...fits, hunks: [{ index, remove: 0, insert: added }] };
  }
  // Words that somebody has typed before it would run into the next line.
  if (here.length > 1) return { state: "outdated" };
  return { ...fits, hunks: [{ index: object.to, remove: 1, insert: added }] };
}

/** Whether the text around the place already reads as the suggestion wants it. */
export function standsThere(
  reader: QuoteReader,
  place: {
    readonly line: string | null;
    readonly quote: string;
    readonly before: string;
    readonly after: string;
  },
  change: Change,
): boolean {
  if (change.block && place.quote === "")
    return change.action !== "insert" && place.line !== null && lineAt(reader, place.line) === null;
  const insert = change.block ? `\n${change.text}` : change.text;
  const text =
    change.action === "insert" ? place.quote + insert : change.action === "delete" ? "" : change.text;
  // A line that is taken away takes its end along.
  const after = change.block && change.action === "delete" ? place.after.replace(/^\n/, "") : place.after;
  const wanted = tokensOf(place.before + text + after).join("");
  if (wanted === "") return false;
  return reader.order.some((section) =>
    reader.stretches(section).some(({ tokens }) => tokens.join("").includes(wanted)),
  );
}

/** Writes a plan that fits; call it inside `ydoc.transact`, in the state that it was planned for. */
export function applyPlan(
  { ydoc }: QuoteReader,
  { hunks, at, like, ending }: Extract<Plan, { state: "fits" }>,
): void {
  for (const { index, remove, insert } of hunks.toReversed()) {
    if (remove > 0) at.text.delete(index, remove);
    write(ydoc, at, index, insert, like);
  }
  // The unterminated rest of a flow has no end of its own: it is gone with its text.
  if (ending !== null && endsLine(at.text, at.from, ending)) at.text.delete(at.from, 1);
}

function planInsert(reader: QuoteReader, change: Change, at: Found): Plan {
  const lines = change.text.split("\n");
  const stretch = reader.stretchOf(at.text)?.stretch;
  const line = stretch?.lines.find(({ from, to }) => from <= at.to && at.to <= to);
  const isRest = change.block && stretch?.tokens[line?.to ?? at.to] !== "\n";
  const index = change.block ? (line?.to ?? at.to) + (isRest ? 0 : 1) : at.to;
  const inLines = lines.flatMap((text) => (isRest ? ["\n", ...tokensOf(text)] : [...tokensOf(text), "\n"]));
  const insert = change.block ? inLines : tokensOf(lines.join(" "));
  const following = stretch?.tokens.slice(index, index + insert.length).join("");
  if (following === insert.join("")) return { state: "done" };
  const like = change.box ? null : lineOf(reader, at);
  return { state: "fits", at, like, ending: null, hunks: [{ index, remove: 0, insert }] };
}

function hunksOf(before: readonly string[], after: readonly string[]): Hunk[] {
  const hunks: Hunk[] = [];
  let [b, a] = [0, 0];
  for (const [nextB, nextA] of [...pairsOf(before, after), [before.length, after.length] as const]) {
    if (b < nextB || a < nextA) hunks.push({ index: b, remove: nextB - b, insert: after.slice(a, nextA) });
    b = nextB + 1;
    a = nextA + 1;
  }
  return hunks;
}

/** `own` in the place of `others`, both counted from the same text; null where they touch the same words. */
function rebase(own: readonly Hunk[], others: readonly Hunk[]): Hunk[] | null {
  const moved: Hunk[] = [];
  for (const hunk of own) {
    let shift = 0;
    for (const other of others) {
      const [start, end] = [other.index, other.index + other.remove];
      if (start < hunk.index + hunk.remove && end > hunk.index) return null;
      // Words put into what is replaced or taken away would be lost with it, or torn apart.
      if (other.remove === 0 && start > hunk.index && start < hunk.index + hunk.remove) return null;
      if (end <= hunk.index) shift += other.insert.length - other.remove;
    }
    moved.push({ ...hunk, index: hunk.index + shift });
  }
  return moved;
}

/** The line that a place begins in. */
function lineOf(reader: QuoteReader, at: Found): string | null {
  return linesAt(reader, at).find(({ to }) => to >= at.from)?.id ?? null;
}

function linesAt(reader: QuoteReader, { text }: Found) {
  return reader.stretchOf(text)?.stretch.lines ?? [];
}

function write(ydoc: Y.Doc, at: Found, start: number, tokens: readonly string[], line: string | null): void {
  let index = start;
  let text = "";
  const flush = () => {
    if (text !== "") at.text.insert(index, text);
    index += text.length;
    text = "";
  };
  for (const token of tokens) {
    const embed = embedOf(token);
    if (token.length === 1 && token !== "\n" && token !== "\v" && embed === null) {
      text += token;
      continue;
    }
    flush();
    const content: Embed = embed ?? (token === "\v" ? { break: true } : { line: splitLine(ydoc, at, line) });
    at.text.insertEmbed(index, content);
    index += 1;
  }
  flush();
}

function embedOf(token: string): Embed | null {
  const name = /^\{\{(.+)\}\}$/.exec(token)?.[1];
  return isVariableName(name) ? { variable: name } : null;
}

/** As Enter does: the head of a line gets a new id and what the line is like; the tail keeps the old one. */
function splitLine(ydoc: Y.Doc, at: Found, line: string | null): string {
  const id = newId();
  const section = readSection(rootsOf(ydoc).sections, at.section);
  const owner = section && sectionFlows(section).find(({ text }) => text === at.text)?.owner;
  const lines = owner?.get("lines");
  const like = lines instanceof Y.Map && line !== null ? lines.get(line) : undefined;
  if (!(lines instanceof Y.Map) || !(like instanceof Y.Map)) return id;
  const copy = new Y.Map<unknown>();
  for (const name of ["kind", "indent", "force", "box"])
    if (like.get(name) !== undefined) copy.set(name, like.get(name));
  lines.set(id, copy);
  return id;
}

function endsLine(text: Y.Text, index: number, line: string): boolean {
  let at = 0;
  for (const { insert } of text.toDelta() as { insert: unknown }[]) {
    const length = typeof insert === "string" ? insert.length : 1;
    if (at <= index && index < at + length)
      return typeof insert === "object" && insert !== null && (insert as { line?: unknown }).line === line;
    at += length;
  }
  return false;
}
