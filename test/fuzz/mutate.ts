/** Real frames of one's own, and what becomes of them when bytes are changed. */
import { type Doc, Array as YArray, Map as YMap, type Text as YText } from "yjs";
import { ROOT } from "#shared/document/layout.ts";
import { newId } from "#shared/ids.ts";
import { below, type Random } from "#test/bench/random.ts";
import { flowsOf } from "#test/support/cohort.ts";
import { writeMessage } from "#test/support/frames.ts";

/** One change of every kind that the layout knows, as editors make them. @returns its frame, or null for none */
export function realFrame(ydoc: Doc, random: Random): Uint8Array {
  const kind = below(random, 12);
  if (kind === 0)
    return writeMessage({
      type: "awareness",
      entries: [{ clientId: ydoc.clientID, clock: below(random, 1000), state: { cursor: null } }],
    });
  if (kind === 1) return writeMessage({ type: "step1", stateVector: new Uint8Array([1, 5, 3]) });
  let written: Uint8Array | null = null;
  const hear = (update: Uint8Array) => {
    written = update;
  };
  ydoc.on("update", hear);
  ydoc.transact(() => change(ydoc, kind, random), "fuzz");
  ydoc.off("update", hear);
  return writeMessage({
    type: random() < 0.2 ? "step2" : "update",
    update: written ?? new Uint8Array([0, 0]),
  });
}

function change(ydoc: Doc, kind: number, random: Random): void {
  const flows = flowsOf(ydoc);
  const at = below(random, flows.length);
  const flow = flows[at];
  const ids = ydoc.getArray<string>(ROOT.order);
  const section = ydoc.getMap<YMap<unknown>>(ROOT.sections).get(ids.get(at));
  if (flow === undefined || section === undefined) return;
  const place = below(random, flow.length + 1);
  const within = (length: number) => Math.min(length, flow.length - place);
  switch (kind) {
    case 2:
      flow.delete(place, within(3));
      return;
    case 3:
      flow.format(place, within(4), { strong: random() < 0.5 ? true : null });
      return;
    case 4:
      flow.insertEmbed(place, { variable: "organisation" });
      return;
    case 5: {
      const id = newId();
      (section.get("lines") as YMap<unknown>).set(id, new YMap([["kind", "bullet"]]));
      flow.insertEmbed(place, { line: id });
      return;
    }
    case 6:
      ydoc.getMap(ROOT.variables).set("organisation", `Muster ${below(random, 100)}`);
      return;
    case 7:
      (section.get("boxes") as YMap<unknown>).set(newId(), new YMap([["type", "callout"]]));
      return;
    case 8:
      (section.get("title") as YText).insert(0, "T");
      return;
    case 9: {
      const table = new YMap<unknown>([
        ["rows", YArray.from([newId()])],
        ["columns", YArray.from([newId()])],
        ["cells", new YMap()],
      ]);
      (section.get("tables") as YMap<unknown>).set(newId(), table);
      return;
    }
    case 10:
      ids.insert(below(random, ids.length + 1), [ids.get(at)]);
      return;
    default:
      flow.insert(place, "ein Wort ", random() < 0.3 ? { em: true } : {});
  }
}

const EXTREMES: readonly (readonly number[])[] = [
  [0],
  [0x7f],
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80],
];

/** One to four changes of bytes, each of a random kind. */
export function mutate(frame: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  let bytes = [...frame];
  for (let changes = 1 + below(random, 4); changes > 0; changes--) {
    const at = below(random, bytes.length);
    const length = 1 + below(random, 8);
    switch (below(random, 8)) {
      case 0:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << below(random, 8));
        break;
      case 1:
        bytes[at] = below(random, 256);
        break;
      case 2:
        bytes.splice(at, length);
        break;
      case 3:
        bytes.splice(at, 0, ...Array.from({ length }, () => below(random, 256)));
        break;
      case 4:
        bytes.splice(at, 0, ...bytes.slice(at, at + length));
        break;
      case 5:
        bytes = [...bytes.slice(0, at), ...other.slice(below(random, other.length))];
        break;
      case 6:
        bytes.splice(at, 1, ...(EXTREMES[below(random, EXTREMES.length)] ?? []));
        break;
      default:
        bytes = bytes.slice(0, at + 1);
    }
  }
  return Uint8Array.from(bytes);
}
