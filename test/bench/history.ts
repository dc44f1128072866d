/** A long history of one document: recorded (github.com/josephg/editing-traces), or made up from a seed. */
import { readFile, writeFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { applyUpdate, Doc, encodeStateAsUpdate, getState, Map as YMap, type Text as YText } from "yjs";
import { ROOT } from "#shared/document/layout.ts";
import { flowsOf } from "../support/cohort.ts";
import { below, type Random, seeded } from "./random.ts";

/** At `position` (UTF-16 units) so many go and this text comes. */
type Edit = readonly [position: number, deleted: number, inserted: string];

/** Edits as updates on top of a document, all by one client. */
export interface History {
  readonly clientID: number;
  /** The client's clock when all is there. */
  readonly end: number;
  readonly updates: readonly Uint8Array[];
  /** Bytes of the whole document at the end, encoded. */
  readonly stateBytes: number;
}

const CLIENT = 1_000_001;
export const GENERATED_EDITS = 259_778;

/** @param source a path to a recorded trace (JSON, may be gzipped), or how many edits to make up */
export async function makeHistory(source: string | number, document: Uint8Array): Promise<History> {
  const edits = typeof source === "string" ? await readTrace(source) : makeUp(source, seeded(20_251_124));
  const ydoc = new Doc();
  ydoc.clientID = CLIENT;
  applyUpdate(ydoc, document);
  const updates: Uint8Array[] = [];
  ydoc.on("update", (update: Uint8Array) => updates.push(update));
  const write = createPen(ydoc);
  for (const edit of edits) write(edit);
  return {
    clientID: CLIENT,
    end: getState(ydoc.store, CLIENT),
    updates,
    stateBytes: encodeStateAsUpdate(ydoc).length,
  };
}

/** Each update with its length in front; the rest stands in the first line as JSON. */
export async function keepHistory(file: string, { updates, ...head }: History): Promise<void> {
  const parts: Buffer[] = [Buffer.from(`${JSON.stringify(head)}\n`)];
  for (const update of updates) {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(update.length);
    parts.push(length, Buffer.from(update));
  }
  await writeFile(file, Buffer.concat(parts));
}

export async function loadHistory(file: string): Promise<History> {
  const bytes = await readFile(file);
  const headEnd = bytes.indexOf("\n");
  const head = JSON.parse(bytes.toString("utf8", 0, headEnd)) as Omit<History, "updates">;
  const updates: Uint8Array[] = [];
  for (let at = headEnd + 1; at < bytes.length; ) {
    const length = bytes.readUInt32LE(at);
    updates.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return { ...head, updates };
}

async function readTrace(file: string): Promise<Edit[]> {
  const bytes = await readFile(file);
  const json = file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  const trace = JSON.parse(json.toString("utf8")) as {
    readonly startContent?: string;
    readonly txns: readonly { readonly patches: readonly Edit[] }[];
  };
  const start: Edit[] = trace.startContent ? [[0, 0, trace.startContent]] : [];
  return [...start, ...trace.txns.flatMap(({ patches }) => patches)];
}

/** Somebody writes a long paper: words at the caret, slips, corrections elsewhere, now and then a passage moved. */
function makeUp(count: number, random: Random): Edit[] {
  const edits: Edit[] = [];
  const letters = "eeeeeaaiioonnnsssrrrtttdhulcmwgfbkpvz";
  let length = 0;
  let caret = 0;
  while (edits.length < count) {
    const what = random();
    if (what < 0.06 && caret > 8) {
      for (let left = 1 + below(random, 8); left > 0; left--) {
        edits.push([--caret, 1, ""]);
        length -= 1;
      }
    } else if (what < 0.1) caret = below(random, length + 1);
    else if (what < 0.102 && length > 400) {
      const gone = 20 + below(random, 80);
      caret = below(random, length - gone);
      edits.push([caret, gone, ""]);
      length -= gone;
    } else if (what < 0.103) {
      const passage = Array.from({ length: 12 }, () => word(random, letters)).join(" ");
      edits.push([caret, 0, passage]);
      caret += passage.length;
      length += passage.length;
    } else {
      for (const letter of `${word(random, letters)}${random() < 0.08 ? "\n" : " "}`) {
        edits.push([caret++, 0, letter]);
        length += 1;
      }
    }
  }
  return edits.slice(0, count);
}

function word(random: Random, letters: string): string {
  return Array.from({ length: 1 + below(random, 9) }, () => letters[below(random, letters.length)]).join("");
}

/** Writes into the first section as the editor would: a line feed ends a line with an embed of its own. */
function createPen(ydoc: Doc): (edit: Edit) => void {
  const [flow] = flowsOf(ydoc);
  const [section] = ydoc.getArray<string>(ROOT.order).toArray();
  const lines = ydoc
    .getMap<YMap<unknown>>(ROOT.sections)
    .get(section ?? "")
    ?.get("lines");
  if (flow === undefined || !(lines instanceof YMap)) throw new Error("The document has no section.");
  let ended = 0;
  return ([position, deleted, inserted]) =>
    ydoc.transact(() => {
      if (deleted > 0) (flow as YText).delete(position, deleted);
      let at = position;
      for (const [index, text] of inserted.split("\n").entries()) {
        if (index > 0) {
          const id = `history-${ended++}`;
          (lines as YMap<unknown>).set(id, new YMap([["kind", "text"]]));
          (flow as YText).insertEmbed(at++, { line: id });
        }
        if (text !== "") (flow as YText).insert(at, text);
        at += text.length;
      }
    });
}
