/** Somebody who types: single characters into the first section, each an update of its own, a new line now and then. */
import { applyUpdate, Doc, getState, Map as YMap, type Text as YText } from "yjs";
import { ROOT } from "#shared/document/layout.ts";
import { flowsOf } from "../support/cohort.ts";
import { until } from "../support/until.ts";
import { type Client, connectClient, type Hearing, type Seat } from "./client.ts";
import type { Ledger, Track } from "./ledger.ts";

const CHARACTERS_A_LINE = 80;

export interface Typist {
  readonly client: Client;
  readonly track: Track;
  /** One edit: one character, or `text`; behind a full line it begins a new one in the same update. */
  type(text?: string): void;
  /** Puts a block of so many characters in place of the last one: traffic without growth. */
  replaceBlock(size: number): void;
  /** Bytes of all updates so far. */
  readonly bytes: number;
}

/** Connects somebody who writes; resolves once the document with its sections is there. */
export async function seatTypist(seat: Seat, ledger: Ledger, hearing: Hearing = {}): Promise<Typist> {
  const ydoc = new Doc();
  ydoc.clientID = seat.clientID;
  const client = await connectClient(seat, hearing, ydoc);
  await until("the document to arrive", () => flowsOf(ydoc).length > 0, 30_000);
  // What others write need not be applied: what this one types stays valid without, as on a slow line.
  client.following = false;
  return createTypist(client, ydoc, ledger);
}

/** Somebody who starts from a document that is known beforehand: the relay has none to give. */
export async function seatTypistOn(
  seat: Seat,
  document: Uint8Array,
  ledger: Ledger,
  hearing: Hearing = {},
): Promise<Typist> {
  const ydoc = new Doc();
  ydoc.clientID = seat.clientID;
  applyUpdate(ydoc, document);
  const client = await connectClient(seat, hearing, ydoc);
  client.following = false;
  return createTypist(client, ydoc, ledger);
}

function createTypist(client: Client, ydoc: Doc, ledger: Ledger): Typist {
  const [flow] = flowsOf(ydoc);
  const [section] = ydoc.getArray<string>(ROOT.order).toArray();
  const lines = ydoc
    .getMap<YMap<unknown>>(ROOT.sections)
    .get(section ?? "")
    ?.get("lines");
  if (flow === undefined || !(lines instanceof YMap)) throw new Error("The document has no section.");
  const { clientID } = ydoc;
  const track = ledger.track(clientID);
  let caret = 0;
  let inLine = 0;
  let edits = 0;
  let bytes = 0;
  let written: Uint8Array | null = null;
  ydoc.on("update", (update: Uint8Array, origin: unknown) => {
    if (origin === track) written = update;
  });

  function edit(change: (flow: YText) => void): void {
    ydoc.transact(() => change(flow as YText), track);
    if (written === null) throw new Error("An edit changed nothing.");
    edits += 1;
    bytes += written.length;
    track.ends.push(getState(ydoc.store, clientID));
    track.sentAt.push(performance.now());
    client.sendUpdate(written);
  }

  return {
    client,
    track,
    get bytes() {
      return bytes;
    },
    type: (text) =>
      edit((flow) => {
        if (inLine >= CHARACTERS_A_LINE) {
          const id = `${clientID.toString(36)}-${edits.toString(36)}`;
          (lines as YMap<YMap<unknown>>).set(id, new YMap([["kind", "text"]]));
          flow.insertEmbed(caret++, { line: id });
          inLine = 0;
        }
        const typed = text ?? String.fromCharCode(97 + (edits % 26));
        flow.insert(caret, typed);
        caret += typed.length;
        inLine += typed.length;
      }),
    replaceBlock: (size) =>
      edit((flow) => {
        caret -= inLine;
        if (inLine > 0) flow.delete(caret, inLine);
        const block = `${edits} `.padEnd(size, "x");
        flow.insert(caret, block);
        caret += size;
        inLine = size;
      }),
  };
}
