/** What the tests of the shared document have in common: documents to begin with, cohorts, ways to compare. */
import type fc from "fast-check";
import { Node } from "prosemirror-model";
import * as Y from "yjs";
import { buildDocument } from "#shared/document/build.ts";
import type { DocumentContent, LineContent } from "#shared/document/content.ts";
import { applyDoc } from "#shared/document/edits.ts";
import { schema } from "#shared/document/schema.ts";
import { createDocCache, type DocCache, toDoc } from "#shared/document/to-doc.ts";

/** How many runs a property has: PROPERTY_RUNS where set. */
function runs(usual: number): number {
  return Number(process.env.PROPERTY_RUNS ?? usual);
}

/** Time that a property may take, in milliseconds: generous, and more for more runs. */
export function timeLimit(usual: number): number {
  return Math.max(30_000, runs(usual) * 500);
}

/** Settings of a property: a printed seed, so that a failure can be run again with PROPERTY_SEED. */
export function settings(name: string, usual: number): fc.Parameters<unknown> {
  const seed = Number(process.env.PROPERTY_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const numRuns = runs(usual);
  console.log(`${name}: ${numRuns} runs, PROPERTY_SEED=${seed}`);
  return { seed, numRuns, endOnFailure: process.env.PROPERTY_SHRINK !== "1" };
}

function text(content: string, attributes: LineContent["attributes"] = {}): LineContent {
  return { attributes, spans: [{ text: content }] };
}

const box = { type: "example", verdict: "dont" } as const;

/** Three sections with every kind of line, box and object. */
export const everyKind: DocumentContent = {
  variables: { contact: "presse@example.org" },
  sections: [
    {
      key: "scope",
      title: "Scope",
      lines: [
        text("Who it is for", { kind: "h3" }),
        {
          attributes: {},
          spans: [{ text: "Ask " }, { variable: "contact" }, { text: " first", marks: { em: true } }],
        },
        text("one", { kind: "bullet" }),
        text("two", { kind: "bullet", indent: 1 }),
        { attributes: { kind: "divider" }, spans: [] },
        text("Always sign with your name.", { force: "binding" }),
      ],
    },
    {
      key: null,
      title: "Examples",
      lines: [
        { ...text("Do not guess."), box },
        { ...text("Do not argue.", { kind: "quote" }), box },
        text("Done", { kind: "task", checked: true }),
        {
          attributes: { kind: "table" },
          spans: [],
          table: {
            header: "row",
            rows: [
              [[text("When")], [text("Who")]],
              [[text("09:00"), text("12:00")], []],
            ],
          },
        },
        { attributes: { kind: "figure", ref: "picture", alt: "A picture" }, spans: [] },
      ],
    },
    {
      key: "mistakes",
      title: "Mistakes 🙈",
      lines: [
        { attributes: { kind: "pending", ref: "who-answers" }, spans: [] },
        { attributes: {}, spans: [{ text: "first line" }, { break: true }, { text: "second line 😀" }] },
        text("", { kind: "ordered", start: 3 }),
      ],
    },
  ],
};

export function newDoc(content: DocumentContent = everyKind): Y.Doc {
  const ydoc = new Y.Doc();
  buildDocument(ydoc, content);
  return ydoc;
}

/** A document as comparable JSON without what edits may choose: ids, and what follows from others. */
export function shape(doc: Node): unknown {
  return Node.fromJSON(schema, strip(doc.toJSON())).toJSON();
}

const OWN = new Set(["id", "column"]);

function strip(json: { type: string; attrs?: Record<string, unknown>; content?: never[] }): object {
  const isCell = json.type === "cell";
  const attrs = Object.entries(json.attrs ?? {}).map(([key, value]) => {
    const isOwn = OWN.has(key) || (isCell && key === "header") || (json.type === "table" && key === "ref");
    return [key, isOwn ? (key === "header" ? false : "id") : value];
  });
  return {
    ...json,
    ...(json.attrs ? { attrs: Object.fromEntries(attrs) } : {}),
    ...(json.content ? { content: json.content.map(strip) } : {}),
  };
}

/** Every character and embed that an edit of the shared document puts in or takes out of texts. */
export function countText(ydoc: Y.Doc, edit: () => void): { inserted: number; deleted: number } {
  const count = { inserted: 0, deleted: 0 };
  const observe = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
    for (const event of events) {
      if (!(event.target instanceof Y.Text)) continue;
      for (const op of event.delta) {
        if (typeof op.insert === "string") count.inserted += op.insert.length;
        else if (op.insert !== undefined) count.inserted++;
        count.deleted += op.delete ?? 0;
      }
    }
  };
  const sections = ydoc.getMap("sections");
  sections.observeDeep(observe);
  edit();
  sections.unobserveDeep(observe);
  return count;
}

/** One person: a Y.Doc and its view. Their updates wait in the mailboxes of the others. */
export interface Peer {
  readonly ydoc: Y.Doc;
  readonly cache: DocCache;
  readonly inbox: Uint8Array[];
  /** Brings the shared document to what the person has made of the view. */
  change(make: (doc: Node) => Node): { before: Node; after: Node };
  /** Takes in one waiting update. */
  receive(pick: number): void;
}

/** People who write in the same document, each starting from `content`. */
export function aCohort(size: number, content: DocumentContent = everyKind): Peer[] {
  const start = Y.encodeStateAsUpdate(newDoc(content));
  const peers: Peer[] = [];
  for (let clientId = 1; clientId <= size; clientId++) {
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, start);
    ydoc.clientID = clientId;
    const peer: Peer = {
      ydoc,
      cache: createDocCache(ydoc),
      inbox: [],
      change(make) {
        const before = peer.cache.doc();
        const after = make(before);
        ydoc.transact(() => applyDoc(ydoc, before, after));
        return { before, after };
      },
      receive(pick) {
        const [update] = peer.inbox.splice(Math.floor(pick * peer.inbox.length), 1);
        if (update) Y.applyUpdate(ydoc, update, "remote");
      },
    };
    ydoc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "remote") return;
      for (const other of peers) if (other !== peer) other.inbox.push(update);
    });
    peers.push(peer);
  }
  return peers;
}

/**
 * Delivers all that waits, in an order that `pick` decides. Taking in an update can write another one: Yjs cleans up
 * formats that have nothing left to format.
 */
export function deliverAll(peers: readonly Peer[], pick: () => number): void {
  while (peers.some((peer) => peer.inbox.length > 0)) {
    for (const peer of peers) while (peer.inbox.length > 0) peer.receive(pick());
  }
}

/** All text that is alive in the shared document, shown or not: also in removed sections, tables and cells. */
export function livingText(ydoc: Y.Doc): string {
  let all = "";
  const visit = (value: unknown) => {
    if (value instanceof Y.Text) all += value.toString();
    else if (value instanceof Y.Map) for (const child of value.values()) visit(child);
  };
  visit(ydoc.getMap("sections"));
  return all;
}

/** The view, checked: valid, ids of lines unique within each section, the same with and without a cache. */
export function checkedView(ydoc: Y.Doc, cache?: DocCache): Node {
  const doc = toDoc(ydoc);
  doc.check();
  if (cache && !cache.doc().eq(doc)) throw new Error("The cached view differs from a fresh one");
  doc.forEach((section) => {
    const ids = new Set<string>();
    section.descendants((node) => {
      const isLine = node.type === schema.nodes.block || (node.isLeaf && !node.isInline);
      if (!isLine && node.type !== schema.nodes.table) return;
      if (ids.has(node.attrs.id)) throw new Error(`The id ${node.attrs.id} stands twice in a section`);
      ids.add(node.attrs.id);
    });
  });
  return doc;
}
