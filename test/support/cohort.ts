/** Several people in one document, each with their own Y.Doc over a real socket, as in as many browsers. */
import { WebSocket as Socket } from "ws";
import { applyUpdate, Doc, type Map as YMap, Text as YText } from "yjs";
import { type Connection, openConnection } from "#client/collab/connection.ts";
import { readFirstState, statePath } from "#client/collab/first-state.ts";
import { ROOT } from "#shared/document/layout.ts";
import { readOrder } from "#shared/document/read.ts";
import type { GuidelineId } from "#shared/ids.ts";
import { readContent, type Someone } from "./people.ts";
import { until } from "./until.ts";

export interface Writer extends Disposable {
  readonly someone: Someone;
  /** Cuts the line as a failing network does; the connection comes back by itself. */
  cut(): void;
  readonly ydoc: Doc;
  readonly connection: Connection;
  /** All text of all sections, in order; embeds left out. */
  text(): string;
  /** Writes as a person does: one update, under an origin. Counted from the start of the section's flow. */
  type(section: number, offset: number, text: string): void;
  /** Resolves once everything typed is on disk. */
  saved(): Promise<void>;
}

export async function join(
  someone: Someone,
  guidelineId: GuidelineId,
  options: { readonly first?: "http" | "socket" } = {},
): Promise<Writer> {
  const { epoch } = await readContent(someone, guidelineId);
  const ydoc = new Doc();
  const { cut, ...transport } = transportOf(someone);
  const state =
    options.first === "http"
      ? await readFirstState(transport.fetch(someone.url + statePath(guidelineId)))
      : null;
  if (state !== null) applyUpdate(ydoc, state.update);
  const connection = openConnection({
    guidelineId,
    epoch,
    url: someone.url,
    ydoc,
    transport,
    isFilled: state !== null,
  });
  await within(30_000, `${someone.name} to be in step`, connection.synced);
  return writer(someone, ydoc, connection, cut);
}

export async function joinAll(people: readonly Someone[], guidelineId: GuidelineId): Promise<Writer[]> {
  return Promise.all(people.map((someone) => join(someone, guidelineId)));
}

/** Resolves once all have the same text, with that text. @throws with what each of them has instead */
export async function inStep(writers: readonly Writer[]): Promise<string> {
  return until(
    () => `all to see the same text; they have\n${writers.map(whereItStands).join("\n")}`,
    () => {
      const texts = new Set(writers.map((each) => each.text()));
      const open = writers.every(({ connection }) => connection.status.value.state === "open");
      const saved = writers.every(({ connection }) => connection.unsaved.value === 0);
      return open && saved && texts.size === 1 ? [...texts][0] : null;
    },
    20_000,
  );
}

function whereItStands({ someone, connection, ydoc, text }: Writer): string {
  const { status, unsaved } = connection;
  const waiting = ydoc.store.pendingStructs !== null || ydoc.store.pendingDs !== null;
  return `${someone.name}: ${status.value.state}, ${unsaved.value} unsaved, ${waiting ? "updates that wait for others, " : ""}${JSON.stringify(text())}`;
}

/** How Node reaches the server as this person: a browser adds cookie and origin by itself. */
function transportOf(someone: Someone) {
  const headers = { cookie: someone.cookie, origin: someone.url };
  let last: Socket | null = null;
  class SocketWithSession extends Socket {
    constructor(address: string | URL) {
      super(address, { headers });
      last = this;
    }
  }
  const fetchWithSession: typeof fetch = (input, init) =>
    fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), ...headers } });
  return {
    WebSocket: SocketWithSession as unknown as typeof WebSocket,
    fetch: fetchWithSession,
    cut: () => last?.terminate(),
  };
}

/** The flows of all sections, in the order in which they are shown; a hostile editor can take one away. */
export function flowsOf(ydoc: Doc): YText[] {
  const sections = ydoc.getMap(ROOT.sections);
  return readOrder(ydoc.getArray(ROOT.order), sections)
    .map((id) => (sections.get(id) as YMap<unknown>).get("flow"))
    .filter((flow) => flow instanceof YText);
}

function writer(someone: Someone, ydoc: Doc, connection: Connection, cut: () => void): Writer {
  return {
    cut,
    someone,
    ydoc,
    connection,
    text: () =>
      flowsOf(ydoc)
        .map((flow) => flow.toString())
        .join("\n"),
    type: (section, offset, text) =>
      ydoc.transact(() => flowsOf(ydoc)[section]?.insert(offset, text), "typing"),
    saved: async () =>
      void (await until(`${someone.name}'s work to be on disk`, () => connection.unsaved.value === 0)),
    [Symbol.dispose]: () => connection.destroy(),
  };
}

async function within<T>(milliseconds: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${milliseconds} ms in vain: ${what}`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
