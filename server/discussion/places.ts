/**
 * Keeps the places of threads in step with the text. A pass runs shortly after a change and looks only at threads in
 * sections that have changed since the last one, and at those that have lost their place.
 */
import type * as Y from "yjs";
import type { AnchorRequest, Place } from "#shared/discussion.ts";
import {
  anchorsOf,
  boxAt,
  countQuote,
  type Found,
  findOnce,
  findQuote,
  lineAt,
  openQuoteReader,
  type QuoteReader,
  tokensAt,
} from "#shared/document/quotes.ts";
import { type Change, planChange } from "#shared/document/suggestions.ts";
import { rootsOf } from "#shared/document/to-doc.ts";
import { type GuidelineId, isId, type SectionId, type ThreadId } from "#shared/ids.ts";
import type { Collab } from "../collab/index.ts";
import type { Events } from "../platform/events.ts";
import type { Log } from "../platform/log.ts";
import type { Placed, Proposed } from "./rows.ts";
import type { DiscussionStore } from "./store.ts";

/** Between a change and the pass that follows it, in milliseconds. */
const AFTER = 400;

type Moved = Pick<Placed, "id" | "sectionId" | "place" | "outdated">;

export type PlaceKeeper = ReturnType<typeof createPlaceKeeper>;

export function createPlaceKeeper(parts: {
  readonly store: DiscussionStore;
  readonly collab: Collab;
  readonly events: Events;
  readonly log: Log;
  /** The newest version in which a quote stands. */
  readonly versionWith: (guidelineId: GuidelineId, quote: string) => Promise<number | null>;
}) {
  const { store, collab, events, log, versionWith } = parts;
  const memories = new WeakMap<Y.Doc, Memory>();
  const timers = new Map<GuidelineId, NodeJS.Timeout>();
  const underWay = new Map<GuidelineId, Promise<void>>();
  let closed = false;

  const stop = events.on("collab:changed", ({ guidelineId }) => schedule(guidelineId));

  function schedule(guidelineId: GuidelineId): void {
    if (closed || timers.has(guidelineId)) return;
    timers.set(
      guidelineId,
      setTimeout(() => {
        timers.delete(guidelineId);
        void pass(guidelineId);
      }, AFTER),
    );
  }

  /** One pass after the other. */
  function pass(guidelineId: GuidelineId): Promise<void> {
    const before = underWay.get(guidelineId) ?? Promise.resolve();
    const run = before
      .then(() => follow(guidelineId))
      .catch((error: unknown) => log.error({ err: error, guidelineId }, "places not followed"));
    underWay.set(guidelineId, run);
    void run.then(() => {
      if (underWay.get(guidelineId) === run) underWay.delete(guidelineId);
    });
    return run;
  }

  async function follow(guidelineId: GuidelineId): Promise<void> {
    const placed = await store.places(guidelineId);
    if (placed.length === 0) return;
    const moved = await collab.look(guidelineId, (ydoc) => memoryOf(ydoc).follow(placed));
    if (moved.length === 0) return;
    const lost = new Map<string, number | null>();
    for (const { place } of moved)
      if (place.state === "orphaned" && place.quote !== "" && !lost.has(place.quote))
        lost.set(place.quote, await versionWith(guidelineId, place.quote));
    const places = moved.map((each) =>
      each.place.state === "orphaned"
        ? { ...each, place: { ...each.place, version: lost.get(each.place.quote) ?? each.place.version } }
        : each,
    );
    await store.setPlaces(places);
    events.publish("threads:moved", { guidelineId, places });
  }

  function memoryOf(ydoc: Y.Doc): Memory {
    const known = memories.get(ydoc) ?? createMemory(ydoc);
    memories.set(ydoc, known);
    return known;
  }

  return {
    schedule,
    /** Resolves once all places are as the text of now has them. */
    settle: (guidelineId: GuidelineId) => pass(guidelineId),

    /** The place that a browser means, or null where it is not to be found. */
    begin(
      guidelineId: GuidelineId,
      sectionId: SectionId,
      anchor: AnchorRequest | undefined,
    ): Promise<{ readonly sectionId: SectionId; readonly place: Place } | null> {
      return collab.look(guidelineId, (ydoc) => beginIn(memoryOf(ydoc).reader(), sectionId, anchor));
    },

    /** A reader of the live document, within `collab.look` or `collab.edit`. */
    reader: (ydoc: Y.Doc): QuoteReader => memoryOf(ydoc).reader(),

    async close(): Promise<void> {
      closed = true;
      stop();
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(underWay.values());
    },
  };
}

/** Where a place stands now. */
export function findPlace(
  reader: QuoteReader,
  sectionId: string,
  place: Place,
  isNew: () => boolean,
): Found | null {
  if (isObject(place)) return objectAt(reader, place);
  const { line, start, end, quote, before, after } = place;
  return findQuote(reader, { section: sectionId, line, start, end, quote, before, after }, isNew);
}

/** What a suggestion wants to do at its place. */
export function changeOf(reader: QuoteReader, { action, text }: Proposed, { on, line }: Place): Change {
  return { action, text, block: on === "block", box: isBox(reader, line) };
}

function isBox(reader: QuoteReader, line: string | null): boolean {
  return line !== null && boxAt(reader, line) !== null;
}

type Stretches = ReturnType<QuoteReader["stretches"]>;

interface Memory {
  reader(): QuoteReader;
  follow(placed: readonly Placed[]): readonly Moved[];
}

/** What is known of one open document: its texts, what has changed in it, and how it was at the last pass. */
function createMemory(ydoc: Y.Doc): Memory {
  const { sections, order } = rootsOf(ydoc);
  const known = new Map<string, Stretches>();
  const dirty = new Set<string>();
  const seen = new Set<ThreadId>();
  let orderChanged = true;
  let previous: QuoteReader | null = null;

  sections.observeDeep((changes) => {
    for (const change of changes)
      for (const id of change.target === sections ? change.keys.keys() : [String(change.path[0])]) {
        known.delete(id);
        dirty.add(id);
      }
  });
  order.observe(() => {
    orderChanged = true;
  });

  function follow(placed: readonly Placed[]): readonly Moved[] {
    const reader = openQuoteReader(ydoc, known);
    const shown = new Set(reader.order);
    const moved: Moved[] = [];
    for (const thread of placed) {
      // What became of a suggestion is history: its words are no longer those of the text.
      if (thread.suggestion !== null && thread.status !== "open") continue;
      const untouched =
        thread.place.state === "anchored" &&
        seen.has(thread.id) &&
        !dirty.has(thread.sectionId) &&
        shown.has(thread.sectionId);
      const nothingNew = thread.place.state === "orphaned" && seen.has(thread.id) && dirty.size === 0;
      seen.add(thread.id);
      if (untouched || (nothingNew && !orderChanged)) continue;
      const now = whereNow(reader, previous, thread);
      if (now !== null) moved.push(now);
    }
    dirty.clear();
    orderChanged = false;
    // Sections are read anew after a change, so what this reader holds stays as it is now.
    for (const id of reader.order) reader.stretches(id);
    previous = frozen(reader);
    return moved;
  }

  return { reader: () => openQuoteReader(ydoc, known), follow };
}

/** The texts of now, to be compared with later ones. */
function frozen(reader: QuoteReader): QuoteReader {
  const texts = new Map(reader.order.map((id) => [id, reader.stretches(id)]));
  return { ...reader, stretches: (id) => texts.get(id) ?? [] };
}

/** How a thread's place has changed, or null where it has not. */
function whereNow(reader: QuoteReader, previous: QuoteReader | null, thread: Placed): Moved | null {
  const { place } = thread;
  if (place.on === "section") {
    const state = reader.order.includes(thread.sectionId) ? "anchored" : "orphaned";
    return state === place.state ? null : { ...thread, place: { ...place, state } };
  }
  const found = findPlace(reader, thread.sectionId, place, () => isNew(previous, place));
  const outdated = isOutdated(reader, thread, found);
  if (found === null) {
    if (place.state === "orphaned" && outdated === thread.outdated) return null;
    return { ...thread, outdated, place: { ...place, state: "orphaned", share: 0 } };
  }
  const around = anchorsOf(reader, found);
  // A box goes by its own id as long as it stands.
  const anchors = isBox(reader, place.line) ? { ...around, line: place.line } : around;
  const same =
    place.state === "anchored" &&
    place.share === found.share &&
    thread.sectionId === found.section &&
    place.line === anchors.line &&
    JSON.stringify([place.start, place.end]) === JSON.stringify([anchors.start, anchors.end]);
  if (same && outdated === thread.outdated) return null;
  return {
    id: thread.id,
    sectionId: found.section as SectionId,
    outdated,
    place: {
      ...place,
      ...(anchors as Pick<Place, keyof typeof anchors>),
      state: "anchored",
      share: found.share,
      version: null,
    },
  };
}

/** Another text with the same words that stood there before is not the one that was lost. */
function isNew(previous: QuoteReader | null, place: Place): boolean {
  if (previous === null) return false;
  const own = place.state === "anchored" && place.share === 1 ? 1 : 0;
  return countQuote(previous, place.quote, own + 1) <= own;
}

function isOutdated(
  reader: QuoteReader,
  { suggestion, status, place }: Placed,
  found: Found | null,
): boolean {
  if (suggestion === null || status !== "open") return false;
  const change = changeOf(reader, suggestion, place);
  return planChange(reader, place.quote, change, found).state === "outdated";
}

/** Tables, figures, and lines without text have nothing to quote: they are known by their id alone. */
function isObject({ on, quote }: Place): boolean {
  return on === "block" && quote === "";
}

function objectAt(reader: QuoteReader, { line }: Place): Found | null {
  const found = line === null ? null : (lineAt(reader, line) ?? boxAt(reader, line));
  return found && { ...found, to: found.from, share: 1 };
}

function beginIn(
  reader: QuoteReader,
  sectionId: SectionId,
  anchor: AnchorRequest | undefined,
): { readonly sectionId: SectionId; readonly place: Place } | null {
  if (!isId(sectionId) || !reader.order.includes(sectionId)) return null;
  const none = { line: null, start: null, end: null, before: "", after: "", version: null };
  if (anchor === undefined) {
    const [title] = reader.stretches(sectionId);
    const quote = title === undefined ? "" : title.tokens.join("");
    return { sectionId, place: { ...none, on: "section", quote, state: "anchored", share: 1 } };
  }
  const found = anchor.block ? blockIn(reader, anchor) : textIn(reader, sectionId, anchor);
  if (found === null) return null;
  const quote = tokensAt(reader, found).join("");
  const anchors = anchorsOf(reader, found) as Pick<Place, keyof ReturnType<typeof anchorsOf>>;
  const on = anchor.block ? "block" : "text";
  const boxed = anchor.block && isBox(reader, anchor.line ?? null) ? { line: anchor.line ?? null } : {};
  return {
    sectionId: found.section as SectionId,
    place: { ...none, ...anchors, ...boxed, on, quote, state: "anchored", share: 1 },
  };
}

function blockIn(reader: QuoteReader, { line = "" }: AnchorRequest): Found | null {
  const found = lineAt(reader, line) ?? boxAt(reader, line);
  return found && { ...found, share: 1 };
}

/** What the browser saw, as it stands now: the person may have been a moment behind. */
function textIn(reader: QuoteReader, section: SectionId, anchor: AnchorRequest): Found | null {
  const { line = null, start = null, end = null, quote = "", before = "", after = "" } = anchor;
  const isSpot = quote === "" && start !== null;
  if (quote === "" && !isSpot) return null;
  const found = findQuote(reader, { section, line, start, end, quote, before, after }, () => true);
  return found ?? (isSpot ? null : findOnce(reader, section, line, quote));
}
