/**
 * How far Yjs will walk to place new items of a sequence. An honest item finds its right neighbour at once, or behind
 * what colleagues have written meanwhile; made-up neighbours can make 10,000 small items take minutes. So the walk
 * is done here first, by the same rules (Item.integrate of Yjs: YATA), over a light copy of the list, and within a
 * budget.
 */
import { ContentType, type GC, type ID, Item } from "yjs";

type Struct = Item | GC;

/**
 * @param steps how many items may be passed in all
 * @param find the struct that holds an id, of the document or of the update; null when there is none
 * @returns places the next new item in its parent ("client:clock" of its type or a root's name), under a key where
 * it has one: false once the budget is spent
 */
export function createPlacing(
  steps: number,
  find: (id: ID) => Struct | null,
  isNew: (struct: Struct) => boolean,
  startOfRoot: (name: string) => Item | null,
): (item: Item, parent: string, sub: string | null) => boolean {
  let left = steps;
  const firsts = new Map<string, number>();
  /** What stands behind a character, or at the start of a parent, where that is not what the document says. */
  const behind = new Map<string, Item | null>();

  /** What stands behind the character `id` of `struct`. */
  function next(struct: Item, id: ID): Item | null {
    const placed = behind.get(keyOf(id));
    if (placed !== undefined) return placed;
    if (id.clock < struct.id.clock + struct.length - 1) return struct;
    return isNew(struct) ? null : struct.right;
  }

  function startOf(parent: string): Item | null {
    const placed = behind.get(parent);
    if (placed !== undefined) return placed;
    const [client, clock] = parent.split(":").map(Number);
    if (client === undefined || clock === undefined) return startOfRoot(parent);
    const type = find({ client, clock } as ID);
    if (!(type instanceof Item) || isNew(type) || !(type.content instanceof ContentType)) return null;
    return type.content.type._start;
  }

  /** Past all who claim to be the first under a key, Yjs walks for each of them. */
  function isFirstUnder(key: string): boolean {
    const others = firsts.get(key) ?? 0;
    firsts.set(key, others + 1);
    left -= others;
    return left >= 0;
  }

  return (item, parent, sub) => {
    if (sub !== null) return item.origin !== null || isFirstUnder(`${parent} ${sub}`);
    const origin = item.origin === null ? null : find(item.origin);
    const first =
      origin instanceof Item && item.origin !== null ? next(origin, item.origin) : startOf(parent);
    let at = item.origin === null ? parent : keyOf(item.origin);
    let follows = first;
    const walked = new Set<Struct>();
    const conflicting = new Set<Struct>();
    for (let other = first; other !== null && !holds(other, item.rightOrigin); ) {
      if (--left < 0) return false;
      const last = lastOf(other);
      const then = next(other, last);
      walked.add(other);
      conflicting.add(other);
      let passes = false;
      if (isSame(item.origin, other.origin)) {
        if (other.id.client < item.id.client) passes = true;
        else if (isSame(item.rightOrigin, other.rightOrigin)) break;
      } else {
        const before = other.origin === null ? null : find(other.origin);
        if (before === null || !walked.has(before)) break;
        passes = !conflicting.has(before);
      }
      if (passes) {
        at = keyOf(last);
        follows = then;
        conflicting.clear();
      }
      other = then;
    }
    behind.set(keyOf(lastOf(item)), follows);
    behind.set(at, item);
    return true;
  };
}

function lastOf({ id, length }: Item): ID {
  return { client: id.client, clock: id.clock + length - 1 } as ID;
}

function keyOf({ client, clock }: ID): string {
  return `${client}:${clock}`;
}

function holds(item: Item, id: ID | null): boolean {
  if (id === null || id.client !== item.id.client) return false;
  return id.clock >= item.id.clock && id.clock < item.id.clock + item.length;
}

function isSame(a: ID | null, b: ID | null): boolean {
  return a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock);
}
