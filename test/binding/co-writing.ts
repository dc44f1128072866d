/** People who write together through their bindings, and a ledger of every character: who typed it, what took it. */
import fc from "fast-check";
import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { expect } from "vitest";
import * as Y from "yjs";
import { addReplacements, replacements } from "#client/editor/binding/replacements.ts";
import { SYNC_META } from "#client/editor/binding/sync.ts";
import { type Anchor, anchorAt, positionOf } from "#shared/document/anchors.ts";
import { applyDoc } from "#shared/document/edits.ts";
import { schema } from "#shared/document/schema.ts";
import { applyEdit, type Edit, edit, KEEPING, TAKING } from "../document/random-edits.ts";
import { checkedView, everyKind, newDoc } from "../document/support.ts";
import { aPerson, type Person } from "./support.ts";

export type Act = { readonly who: number } & (
  | { readonly do: "edit"; readonly edit: Edit }
  | { readonly do: "undo" | "redo" | "leave" | "return" }
  | { readonly do: "hear"; readonly pick: number }
);

export interface Report {
  readonly typed: number;
  /** By act: how often, and how many characters it took away that its author had not seen. */
  readonly acts: ReadonlyMap<string, { times: number; lost: number }>;
}

export function acts(): fc.Arbitrary<Act> {
  const who = fc.nat(7);
  const of = (what: "undo" | "redo" | "leave" | "return") => fc.record({ who, do: fc.constant(what) });
  return fc.oneof(
    { arbitrary: fc.record({ who, do: fc.constant("edit" as const), edit: edit(["type"]) }), weight: 8 },
    {
      arbitrary: fc.record({ who, do: fc.constant("edit" as const), edit: edit([...KEEPING, ...TAKING]) }),
      weight: 8,
    },
    { arbitrary: fc.record({ who, do: fc.constant("hear" as const), pick: fraction() }), weight: 12 },
    { arbitrary: of("undo"), weight: 2 },
    { arbitrary: of("redo"), weight: 1 },
    { arbitrary: of("leave"), weight: 1 },
    { arbitrary: of("return"), weight: 2 },
  );
}

const fraction = () => fc.noBias(fc.nat(999)).map((part) => part / 1000);

/** Acts on sections go by the outline, as in the cord, and not through the text. */
const OF_SECTIONS = ["moveSection", "addSection", "pasteSection", "removeSection"];

interface Writer extends Person {
  readonly inbox: Uint8Array[];
  away: boolean;
}

/** A character that was typed: what it is in the shared document, and where it stood for its author. */
interface Typed {
  readonly character: string;
  readonly id: Y.ID;
  readonly section: string;
  readonly anchors: readonly [Anchor, Anchor] | null;
}

/** A stretch of the shared document that a local act deleted, with what its author saw then. */
interface Deletion {
  readonly act: string;
  readonly by: number;
  readonly client: number;
  readonly clock: number;
  readonly length: number;
  readonly seen: string;
}

export function aStage(size: number) {
  const start = Y.encodeStateAsUpdate(newDoc(everyKind));
  const writers: Writer[] = [];
  const ledger: Typed[] = [];
  const deletions: Deletion[] = [];
  const counts = new Map<string, { times: number; lost: number }>();
  let doing = "";
  let seen = "";
  let next = 0;

  for (let clientId = 1; clientId <= size; clientId++) {
    const writer: Writer = { ...aPerson(start, clientId), inbox: [], away: false };
    writer.ydoc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "network") return;
      for (const other of writers) if (other !== writer) other.inbox.push(update);
    });
    writer.ydoc.on("afterTransaction", (transaction: Y.Transaction) => {
      if (transaction.origin === "network") return;
      for (const [client, ranges] of transaction.deleteSet.clients)
        for (const { clock, len } of ranges)
          deletions.push({ act: doing, by: clientId, client, clock, length: len, seen });
    });
    writer.view.onDispatch = (tr) => {
      if (tr.getMeta(SYNC_META) === true && doing === "hear") expectSmall(tr);
    };
    writers.push(writer);
  }

  function count(act: string): { times: number; lost: number } {
    const known = counts.get(act) ?? { times: 0, lost: 0 };
    counts.set(act, known);
    return known;
  }

  function make(writer: Writer, { kind, ...where }: Edit): void {
    const character = String.fromCharCode(0x4e00 + next++);
    const before = writer.view.state.doc;
    const after = applyEdit(before, { kind, ...where }, character);
    if (after === before) return;
    count(kind).times++;
    if (OF_SECTIONS.includes(kind)) writer.binding.edit((ydoc) => applyDoc(ydoc, before, after));
    else writer.view.dispatch(addReplacements(writer.view.state.tr, replacements(before, after)));
    enter(writer, character);
  }

  /** Notes a character that has just been typed. */
  function enter({ ydoc, view }: Writer, character: string): void {
    const pos = positionIn(view.state.doc, character);
    const id = idOf(ydoc, character);
    if (pos === null || id === null) return;
    const section = view.state.doc.resolve(pos).node(1).attrs.id as string;
    const from = anchorAt(ydoc, view.state.doc, pos);
    const to = anchorAt(ydoc, view.state.doc, pos + 1, -1);
    ledger.push({ character, id, section, anchors: from !== null && to !== null ? [from, to] : null });
  }

  function hear(writer: Writer, pick: number): void {
    const [update] = writer.inbox.splice(Math.floor(pick * writer.inbox.length), 1);
    if (update !== undefined) Y.applyUpdate(writer.ydoc, update, "network");
  }

  return {
    perform(act: Act): void {
      const writer = writers[act.who % size] as Writer;
      doing = act.do === "edit" ? act.edit.kind : act.do;
      seen = writer.view.state.doc.textContent;
      switch (act.do) {
        case "edit":
          make(writer, act.edit);
          break;
        case "undo":
        case "redo":
          if (writer.binding[act.do](writer.view.state, writer.view.dispatch)) count(act.do).times++;
          break;
        case "hear":
          if (!writer.away) hear(writer, act.pick);
          break;
        case "leave":
        case "return":
          writer.away = act.do === "leave";
          break;
        default:
          act satisfies never;
      }
      expect(writer.failures, doing).toEqual([]);
    },

    /** Everyone hears everything; then all must see the same, and the ledger is gone through. */
    end(): Report {
      doing = "hear";
      while (writers.some(({ inbox }) => inbox.length > 0))
        for (const writer of writers) while (writer.inbox.length > 0) hear(writer, 0.5);
      const [first] = writers as [Writer];
      const shown = checkedView(first.ydoc);
      for (const { view, ydoc, failures } of writers) {
        expect(failures).toEqual([]);
        expect(view.state.doc.toJSON()).toEqual(shown.toJSON());
        expect(checkedView(ydoc).toJSON()).toEqual(shown.toJSON());
      }
      for (const typed of ledger) settle(first.ydoc, shown, typed);
      return { typed: ledger.length, acts: counts };
    },

    close(): void {
      for (const { binding } of writers) binding.destroy();
    },
  };

  /** What became of a character: it stands where it was typed, was taken by someone who saw it, or is lost. */
  function settle(ydoc: Y.Doc, shown: Node, typed: Typed): void {
    const taker = takerOf(ydoc, typed.id);
    if (taker !== null) {
      // One's own may be taken back unseen: in a section that is removed meanwhile.
      if (taker.by !== typed.id.client && !taker.seen.includes(typed.character)) count(taker.act).lost++;
      return;
    }
    const home = shown.children.find((section) => section.attrs.id === typed.section);
    if (home === undefined) return;
    const at = positionIn(shown, typed.character, typed.section);
    if (at === null) return;
    expect(home.textContent, "in the section in which it was typed").toContain(typed.character);
    if (typed.anchors === null) return;
    const [from, to] = typed.anchors.map((anchor) => positionOf(ydoc, shown, anchor));
    // It stands in a row or column that was taken out, and what is seen is a copy.
    if (from == null || to == null) return;
    expect(shown.textBetween(from, to), "what its anchors cover").toBe(typed.character);
  }

  /** The act that deleted a character, or what it stands in; null while it lives. */
  function takerOf(ydoc: Y.Doc, id: Y.ID): Deletion | null {
    const deletion = deletions.find(
      ({ client, clock, length }) => client === id.client && clock <= id.clock && id.clock < clock + length,
    );
    if (deletion !== undefined) return deletion;
    const { parent } = Y.getItem(ydoc.store, id);
    const around = parent !== null && typeof parent === "object" && "_item" in parent ? parent._item : null;
    return around === null ? null : takerOf(ydoc, around.id);
  }
}

/** The item that a character is in the shared document. */
function idOf(ydoc: Y.Doc, character: string): Y.ID | null {
  for (const struct of (ydoc.store.clients.get(ydoc.clientID) ?? []).toReversed()) {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
    const offset = struct.content.str.indexOf(character);
    if (offset >= 0) return Y.createID(struct.id.client, struct.id.clock + offset);
  }
  return null;
}

function positionIn(doc: Node, character: string, section?: string): number | null {
  let found: number | null = null;
  doc.descendants((node, pos) => {
    if (node.type === schema.nodes.section && section !== undefined && node.attrs.id !== section)
      return false;
    const index = node.isText ? (node.text ?? "").indexOf(character) : -1;
    if (index >= 0) found ??= pos + index;
    return found === null;
  });
  return found;
}

/**
 * What others did replaces lines that have changed, and no others. Where lines have changed places among each other
 * some are put in anew, so nothing is said of those.
 */
function expectSmall(tr: Transaction): void {
  const [before, after] = [linesOf(tr.before), linesOf(tr.doc)];
  const stayed = [...before.keys()].filter((key) => after.has(key));
  if (stayed.join() !== [...after.keys()].filter((key) => before.has(key)).join()) return;
  for (const key of stayed) {
    const { node, pos } = before.get(key) as Line;
    if (after.get(key)?.node.eq(node) !== true) continue;
    const { deletedAcross } = tr.mapping.mapResult(pos + 1, 1);
    expect(deletedAcross, `a line that has not changed is replaced: ${node.textContent}`).toBe(false);
  }
}

interface Line {
  readonly node: Node;
  readonly pos: number;
}

/** Lines by where they stand: section, box or cell, and their own id. A box in two parts is two places. */
function linesOf(doc: Node): ReadonlyMap<string, Line> {
  const lines = new Map<string, Line>();
  const visit = (parent: Node, start: number, path: string) => {
    const times = new Map<string, number>();
    parent.forEach((node, offset) => {
      const name = `${node.type.name} ${node.attrs.id ?? node.attrs.column ?? ""}`;
      const time = times.get(name) ?? 0;
      times.set(name, time + 1);
      const key = `${path}/${name} ${time}`;
      if (node.isTextblock) lines.set(key, { node, pos: start + offset });
      else visit(node, start + offset + 1, key);
    });
  };
  visit(doc, 0, "");
  return lines;
}
