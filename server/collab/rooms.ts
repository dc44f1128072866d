/** All documents at work: opened once, seeded once, kept while somebody is there, forgotten after a while. */
import { Doc, encodeStateAsUpdate } from "yjs";
import { buildDocument } from "#shared/document/build.ts";
import { SCHEMA_VERSION } from "#shared/document/layout.ts";
import { readOutline } from "#shared/document/outline.ts";
import { type GuidelineId, newId } from "#shared/ids.ts";
import type { Guidelines } from "../guidelines/index.ts";
import type { Clock } from "../platform/clock.ts";
import { notFound } from "../platform/errors.ts";
import type { Events } from "../platform/events.ts";
import type { Log as Logger } from "../platform/log.ts";
import type { DocClientStore } from "./doc-clients.ts";
import type { Refusal } from "./guard.ts";
import type { Log, StoredDocument } from "./log.ts";
import { openRoom, type Room } from "./room.ts";

/** How long a room stays open behind the last one who left, in milliseconds. */
const GRACE = 30_000;
const OUTLINE_AFTER = 1000;

export type Rooms = ReturnType<typeof createRooms>;

interface Entry {
  readonly opening: Promise<Room>;
  /** Work that must not lose the room under it: reads, edits, handshakes. */
  holds: number;
  /** Something was written since the last quiet spell was told. */
  changed: boolean;
  outline: string;
  quiet: NodeJS.Timeout | null;
  outlineTimer: NodeJS.Timeout | null;
  unload: NodeJS.Timeout | null;
}

export function createRooms(parts: {
  readonly log: Log;
  readonly clients: DocClientStore;
  readonly guidelines: Guidelines;
  readonly events: Events;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A spell without changes after which `collab:quiet` is told, in milliseconds. */
  readonly quietAfter: number;
  readonly onRefused: (refusal: Refusal) => void;
}) {
  const { log, clients, guidelines, events, clock, logger, quietAfter } = parts;
  const entries = new Map<GuidelineId, Entry>();

  function entryOf(id: GuidelineId): Entry {
    const known = entries.get(id);
    if (known !== undefined) return known;
    const entry: Entry = {
      opening: open(id),
      holds: 0,
      changed: false,
      outline: "",
      quiet: null,
      outlineTimer: null,
      unload: null,
    };
    entries.set(id, entry);
    // Whoever comes next tries anew.
    entry.opening.catch(() => entries.delete(id));
    return entry;
  }

  async function open(id: GuidelineId): Promise<Room> {
    const stored = (await log.load(id)) ?? (await seed(id));
    const owners = await clients.ofDocument(id);
    const room: Room = openRoom({
      doc: id,
      stored,
      clients: owners,
      log,
      clock,
      bind: (client, personId) =>
        void clients
          .use(id, client, personId)
          .catch((error: unknown) => logger.error({ err: error }, "clientID not kept")),
      onRefused: parts.onRefused,
      onChanged: () => changed(id, room),
      onFailed(error) {
        logger.error({ err: error, guidelineId: id }, "room failed, it will be opened anew");
        forget(id);
      },
    });
    return room;
  }

  async function seed(id: GuidelineId): Promise<StoredDocument> {
    const content = await guidelines.seedFor(id);
    if (content === null) return notFound("guidelines/not-found", "There is no such guideline.");
    const ydoc = new Doc();
    buildDocument(ydoc, content);
    const hour = clock.now().toISOString().slice(0, 13);
    const update = encodeStateAsUpdate(ydoc);
    await log.create({
      doc: id,
      epoch: newId(),
      schemaVersion: SCHEMA_VERSION,
      client: ydoc.clientID,
      hour,
      update,
    });
    const outline = readOutline(ydoc);
    const stored = await log.load(id);
    if (stored === null) throw new Error("A document that was just made is not there.");
    await guidelines.setOutline(id, outline);
    return stored;
  }

  function changed(id: GuidelineId, room: Room): void {
    const entry = entries.get(id);
    if (entry === undefined) return;
    entry.changed = true;
    if (entry.quiet !== null) clearTimeout(entry.quiet);
    entry.quiet = setTimeout(() => tellQuiet(id, entry), quietAfter);
    entry.quiet.unref();
    entry.outlineTimer ??= setTimeout(() => {
      entry.outlineTimer = null;
      void putOutline(id, entry, room);
    }, OUTLINE_AFTER);
  }

  function tellQuiet(id: GuidelineId, entry: Entry): void {
    if (entry.quiet !== null) clearTimeout(entry.quiet);
    entry.quiet = null;
    if (!entry.changed) return;
    entry.changed = false;
    events.publish("collab:quiet", { guidelineId: id });
  }

  async function putOutline(id: GuidelineId, entry: Entry, room: Room): Promise<void> {
    const outline = readOutline(room.ydoc);
    const json = JSON.stringify(outline);
    if (json === entry.outline) return;
    entry.outline = json;
    await guidelines
      .setOutline(id, outline)
      .catch((error: unknown) => logger.error({ err: error, guidelineId: id }, "outline not kept"));
  }

  function forget(id: GuidelineId): void {
    const entry = entries.get(id);
    entries.delete(id);
    for (const timer of [entry?.quiet, entry?.outlineTimer, entry?.unload]) if (timer) clearTimeout(timer);
  }

  function release(id: GuidelineId, entry: Entry): void {
    entry.holds -= 1;
    if (entry.holds > 0 || entries.get(id) !== entry) return;
    if (entry.unload !== null) clearTimeout(entry.unload);
    entry.unload = setTimeout(() => void unload(id, entry), GRACE);
    entry.unload.unref();
  }

  async function unload(id: GuidelineId, entry: Entry): Promise<void> {
    const room = await entry.opening;
    if (entry.holds > 0 || !room.idle || entries.get(id) !== entry) return;
    await putOutline(id, entry, room);
    if (entry.holds > 0 || !room.idle || entries.get(id) !== entry) return;
    forget(id);
    await room
      .close()
      .catch((error: unknown) => logger.error({ err: error, guidelineId: id }, "keyframe not kept"));
  }

  return {
    /** Opens the room where needed and keeps it open until `release` is called. */
    async hold(id: GuidelineId): Promise<{ readonly room: Room; release(): void }> {
      const entry = entryOf(id);
      entry.holds += 1;
      try {
        const room = await entry.opening;
        return {
          room,
          release() {
            if (room.connections.size === 0) tellQuiet(id, entry);
            release(id, entry);
          },
        };
      } catch (error) {
        entry.holds -= 1;
        throw error;
      }
    },

    async *all(): AsyncGenerator<Room> {
      for (const entry of [...entries.values()]) yield await entry.opening;
    },

    /** Rooms that are open now, without waiting for those on their way. */
    get size() {
      return entries.size;
    },

    /** Tells quiet spells, keeps outlines and keyframes of everything. */
    async close(): Promise<void> {
      for (const [id, entry] of [...entries]) {
        const room = await entry.opening.catch(() => null);
        if (room === null) continue;
        if (!room.failed) await room.durable();
        await putOutline(id, entry, room);
        forget(id);
        await room.close();
      }
    },
  };
}
