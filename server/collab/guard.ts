/**
 * What a client sends is looked at here before anything of it is applied. An update either passes whole or is
 * refused whole; the room goes on either way.
 */
import { createDecoder, readVarUint } from "lib0/decoding";
import {
  type AbstractType,
  ContentType,
  type Doc,
  decodeUpdate,
  diffUpdate,
  encodeStateVector,
  findRootTypeKey,
  type GC,
  getItem,
  getState,
  type ID,
  Item,
  Skip,
} from "yjs";
import { CLOSE } from "#shared/collab-protocol.ts";
import { ROOT } from "#shared/document/layout.ts";
import { childAt, contentFault, isSequence, type Place, rootPlace } from "./layout-check.ts";
import { createPlacing } from "./placing.ts";

export type Refusal = {
  readonly verdict: "refused";
  readonly code: typeof CLOSE.noRight | typeof CLOSE.gap | typeof CLOSE.contentRefused;
  /** For log and counters; names no content. */
  readonly reason: string;
};

export type Verdict =
  | Refusal
  /** Nothing in it that the document does not have. */
  | { readonly verdict: "nothing" }
  /** `adds` tells whether there is new text or structure in it, or only deletions. */
  | { readonly verdict: "fine"; readonly update: Uint8Array; readonly adds: boolean };

export interface GuardSettings {
  /** Most clocks (characters, roughly) of one struct and of one client. */
  readonly maxStruct: number;
  readonly maxClock: number;
  readonly maxStructs: number;
  /** Most ranges of one delete set: a client that comes back sends all that it knows of. */
  readonly maxRanges: number;
  /** Most items that all new ones of an update pass on the way to their places. */
  readonly maxSteps: number;
}

export const GUARD_SETTINGS: GuardSettings = {
  maxStruct: 2_000_000,
  maxClock: 2 ** 40,
  maxStructs: 200_000,
  maxRanges: 200_000,
  maxSteps: 500_000,
};

/**
 * @param owns whether new structs of this clientID may come from who sent the update
 */
export function inspect(
  ydoc: Doc,
  update: Uint8Array,
  owns: (client: number) => boolean,
  settings: GuardSettings = GUARD_SETTINGS,
): Verdict {
  try {
    return inspectDecodable(ydoc, update, owns, settings);
  } catch {
    return refuse(CLOSE.contentRefused, "unreadable");
  }
}

function inspectDecodable(
  ydoc: Doc,
  update: Uint8Array,
  owns: (client: number) => boolean,
  settings: GuardSettings,
): Verdict {
  // Before anything walks through lengths that a stranger has written.
  const whole = decodeUpdate(update);
  const limit = limitsFault(update, whole, settings);
  if (limit !== null) return limit;

  // Mostly all of it is new; then it need not be written anew without what the document has.
  const known = whole.structs.some(({ id }) => id.clock < getState(ydoc.store, id.client));
  const trimmed = known ? diffUpdate(update, encodeStateVector(ydoc)) : update;
  const { structs, ds } = known ? decodeUpdate(trimmed) : whole;
  const ends = new Map<number, number>();
  const fresh = new Map<number, Struct[]>();
  for (const struct of structs) {
    const { client, clock } = struct.id;
    if (struct instanceof Skip) return refuse(CLOSE.gap, "skip");
    if (clock !== (ends.get(client) ?? getState(ydoc.store, client))) return refuse(CLOSE.gap, "gap");
    if (!ends.has(client) && !owns(client)) return refuse(CLOSE.noRight, "foreign clientID");
    ends.set(client, clock + struct.length);
    push(fresh, client, struct);
  }

  const endOf = (client: number) => ends.get(client) ?? getState(ydoc.store, client);
  let deletes = false;
  const frame = ds.clients.size === 0 ? null : frameOf(ydoc);
  for (const [client, ranges] of ds.clients) {
    const kept = frame?.get(client) ?? [];
    for (const { clock, len } of ranges) {
      deletes = true;
      if (clock < 0 || len < 0 || clock + len > endOf(client))
        return refuse(CLOSE.gap, "deletes what is not there");
      if (kept.some((each) => each >= clock && each < clock + len))
        return refuse(CLOSE.contentRefused, "takes a section apart");
    }
  }
  if (structs.length === 0 && !deletes) return { verdict: "nothing" };

  const fault = createLayoutCheck(ydoc, fresh, endOf, settings.maxSteps)(structs);
  return fault ?? { verdict: "fine", update: trimmed, adds: structs.length > 0 };
}

/**
 * What nobody takes away, clocks by client: sections, their titles and flows. Who removes a section takes it out of the
 * order alone, so that it can be brought back; a section without a flow could be neither read nor written.
 */
function frameOf(ydoc: Doc): ReadonlyMap<number, readonly number[]> {
  const frame = new Map<number, number[]>();
  const keep = (item: Item | undefined) => {
    if (item !== undefined && !item.deleted) push(frame, item.id.client, item.id.clock);
  };
  for (const section of ydoc.getMap(ROOT.sections)._map.values()) {
    keep(section);
    if (section.deleted || !(section.content instanceof ContentType)) continue;
    keep(section.content.type._map.get("title"));
    keep(section.content.type._map.get("flow"));
  }
  return frame;
}

type Struct = Item | GC;

/** No structs, no deletions. */
const EMPTY_UPDATE_LENGTH = 2;

/** How many blocks of structs an update says that it has: its first number. */
function blocksOf(update: Uint8Array): number {
  return readVarUint(createDecoder(update));
}

function limitsFault(
  update: Uint8Array,
  { structs, ds }: ReturnType<typeof decodeUpdate>,
  settings: GuardSettings,
): Refusal | null {
  if (structs.length > settings.maxStructs) return refuse(CLOSE.contentRefused, "too many structs");
  let ranges = 0;
  for (const each of ds.clients.values()) ranges += each.length;
  // Of another encoding, for one.
  if (structs.length === 0 && ranges === 0 && update.length !== EMPTY_UPDATE_LENGTH)
    return refuse(CLOSE.contentRefused, "unreadable");
  if (ranges > settings.maxRanges) return refuse(CLOSE.contentRefused, "too many deletions");
  const clients = new Set<number>();
  for (const { id, length } of structs) {
    const sane =
      Number.isSafeInteger(id.client) && Number.isSafeInteger(id.clock) && Number.isSafeInteger(length);
    if (!sane || length <= 0 || length > settings.maxStruct || id.clock + length > settings.maxClock)
      return refuse(CLOSE.contentRefused, "length out of bounds");
    clients.add(id.client);
  }
  // Of two blocks of one client, Yjs would apply the second alone.
  if (blocksOf(update) !== clients.size) return refuse(CLOSE.contentRefused, "not one block per client");
  return null;
}

/** Where an item stands. `gone`: what it hangs on was deleted and forgotten, so it will be nothing as well. */
interface Stood {
  readonly place: Place;
  readonly parent: string;
}
type Standing = Stood | "gone" | Refusal;

/** Of the types in open documents. A Yjs item's parent never changes, nor does the key under which it stands. */
const standingsInTypes = new WeakMap<AbstractType<unknown>, Stood>();

/** Resolves where each new item stands, through new and old items alike, and looks at what it holds. */
function createLayoutCheck(
  ydoc: Doc,
  fresh: ReadonlyMap<number, readonly Struct[]>,
  endOf: (client: number) => number,
  maxSteps: number,
): (structs: readonly (Struct | Skip)[]) => Refusal | null {
  const standings = new Map<Item, Standing>();
  const subs = new Map<Item, string | null>();
  const place = createPlacing(
    maxSteps,
    findStruct,
    ({ id }) => id.clock >= getState(ydoc.store, id.client),
    (name) => ydoc.share.get(name)?._start ?? null,
  );

  function findStruct({ client, clock }: ID): Struct | null {
    if (clock >= endOf(client)) return null;
    if (clock < getState(ydoc.store, client)) return getItem(ydoc.store, { client, clock }) as Struct;
    return structAt(fresh.get(client) ?? [], clock);
  }

  /** A chain of origins can be long, so it is walked and not recursed. */
  function standingOf(item: Item): Standing {
    const chain = new Set<Item>();
    let current = item;
    let found = standings.get(current);
    while (found === undefined) {
      if (chain.has(current)) return refuse(CLOSE.contentRefused, "circular origins");
      chain.add(current);
      const next = leaning(current);
      if (next instanceof Item) {
        current = next;
        found = standings.get(next);
      } else found = next;
    }
    for (const link of chain) standings.set(link, found);
    return found;
  }

  /** The item whose standing this one shares, or its own standing. */
  function leaning(item: Item): Item | Standing {
    if (item.parent !== null && typeof item.parent === "object" && !isID(item.parent))
      return standingIn(item.parent);
    for (const origin of [item.origin, item.rightOrigin]) {
      if (origin === null) continue;
      const struct = findStruct(origin);
      if (struct === null) return refuse(CLOSE.gap, "origin is not there");
      return struct instanceof Item ? struct : "gone";
    }
    if (typeof item.parent === "string") return atRoot(item.parent);
    if (!isID(item.parent)) return "gone";
    const parent = findStruct(item.parent);
    if (parent === null) return refuse(CLOSE.gap, "parent is not there");
    return parent instanceof Item ? inside(parent) : "gone";
  }

  /** Standing of what hangs in the type that a new item brings. */
  function inside(parent: Item): Standing {
    if (!(parent.content instanceof ContentType))
      return parent.deleted ? "gone" : refuse(CLOSE.contentRefused, "parent is no type");
    const above = standingOf(parent);
    if (above === "gone" || "verdict" in above) return above;
    const child = isSequence(above.place) ? null : childAt(above.place, subOf(parent));
    return child === null
      ? refuse(CLOSE.contentRefused, "parent out of place")
      : { place: child.place, parent: `${parent.id.client}:${parent.id.clock}` };
  }

  /** Standing of what hangs in a type that the document has: never another one than at first. */
  function standingIn(type: AbstractType<unknown>): Standing {
    const known = standingsInTypes.get(type);
    if (known !== undefined) return known;
    const found = type._item === null ? atRoot(findRootTypeKey(type)) : inside(type._item);
    if (found !== "gone" && !("verdict" in found)) standingsInTypes.set(type, found);
    return found;
  }

  function atRoot(key: string): Standing {
    const place = rootPlace(key);
    return place === null ? refuse(CLOSE.contentRefused, "unknown root") : { place, parent: key };
  }

  /** A map's key travels with the first item under it alone; the others have it from their origin. */
  function subOf(item: Item): string | null {
    const chain: Item[] = [];
    let current: Item | null = item;
    let found: string | null | undefined;
    while (current !== null) {
      found = current.parentSub ?? subs.get(current);
      if (found !== undefined) break;
      chain.push(current);
      const origin: ID | null = current.origin ?? current.rightOrigin;
      const struct: Struct | null = origin === null ? null : findStruct(origin);
      current = struct instanceof Item ? struct : null;
    }
    for (const link of chain) subs.set(link, found ?? null);
    return found ?? null;
  }

  function fault(item: Item): Refusal | null {
    const standing = standingOf(item);
    if (standing === "gone") return null;
    if ("verdict" in standing) return standing;
    const right = item.origin === null || item.rightOrigin === null ? null : findStruct(item.rightOrigin);
    if (item.rightOrigin !== null && item.origin !== null && right === null)
      return refuse(CLOSE.gap, "origin is not there");
    if (right instanceof Item) {
      const beside = standingOf(right);
      if (beside !== "gone" && (!("parent" in beside) || beside.parent !== standing.parent))
        return refuse(CLOSE.contentRefused, "origins disagree");
    }
    // What stands in a sequence has no key, and has none from its neighbours either.
    const sub = isSequence(standing.place) ? item.parentSub : subOf(item);
    const wrong = contentFault(standing.place, sub, item.content);
    if (wrong !== null) return refuse(CLOSE.contentRefused, wrong);
    return place(item, standing.parent, sub) ? null : refuse(CLOSE.contentRefused, "takes too long to place");
  }

  return (structs) => {
    for (const struct of structs) {
      if (!(struct instanceof Item)) continue;
      const refusal = fault(struct);
      if (refusal !== null) return refusal;
    }
    return null;
  };
}

/** Binary search; the structs of one client lie side by side in the order of their clocks. */
function structAt(structs: readonly Struct[], clock: number): Struct | null {
  let low = 0;
  let high = structs.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const struct = structs[middle];
    if (struct === undefined) return null;
    if (clock < struct.id.clock) high = middle - 1;
    else if (clock >= struct.id.clock + struct.length) low = middle + 1;
    else return struct;
  }
  return null;
}

function isID(value: unknown): value is ID {
  return typeof value === "object" && value !== null && "client" in value && "clock" in value;
}

function refuse(code: Refusal["code"], reason: string): Refusal {
  return { verdict: "refused", code, reason };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
