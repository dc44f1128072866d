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
import type { Dismissal } from "./connection.ts";
import type { DocClientStore } from "./doc-clients.ts";
import type { Log, StoredDocument } from "./log.ts";
import { openRoom, type Room } from "./room.ts";

/** How long a room stays open behind the last one who left, in milliseconds. */
const GRACE = 30_000;
const OUTLINE_AFTER = 1000;
const LOOK_EVERY = 500;

export type Rooms = ReturnType<typeof createRooms>;

interface Entry {
  readonly opening: Promise<Room>;
  /** Once it is open. */
  room: Room | null;
  /** Work that must not lose the room under it: reads, edits, handshakes. */
  holds: number;
  /** When the last one let go, in milliseconds since 1970. */
  leftAt: number;
  /** When it was last written to since the last quiet spell was told; null: not at all. */
  changedAt: number | null;
  /** When something was written that is not in the outline; null: nothing was. */
  outlineSince: number | null;
  outline: string;
  unloading: boolean;
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
  /** Bytes of documents that stay open behind the last one who left; beyond, those left longest ago go first. */
  readonly mostIdleBytes: number;
  readonly onRefused: (refusal: Dismissal) => void;
  readonly onDelivered: (milliseconds: number) => void;
}) {
  const { log, clients, guidelines, events, clock, logger, quietAfter, mostIdleBytes } = parts;
  const entries = new Map<GuidelineId, Entry>();

  function entryOf(id: GuidelineId): Entry {
    const known = entries.get(id);
    if (known !== undefined) return known;
    const entry: Entry = {
      opening: open(id),
      room: null,
      holds: 0,
      leftAt: Date.now(),
      changedAt: null,
      outlineSince: null,
      outline: "",
      unloading: false,
    };
    entries.set(id, entry);
    entry.opening.then(
      (room) => {
        entry.room = room;
      },
      // Whoever comes next tries anew.
      () => forget(id, entry),
    );
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
        void log
          .bind({ doc: id, client, personId, day: clock.now().toISOString().slice(0, 10) })
          .catch((error: unknown) => logger.error({ err: error }, "clientID not kept")),
      onRefused: parts.onRefused,
      onDelivered: parts.onDelivered,
      onChanged: () => changed(id),
      onFailed(error) {
        logger.error({ err: error, guidelineId: id }, "room failed, it will be opened anew");
        const entry = entries.get(id);
        if (entry?.room === room) forget(id, entry);
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

  function changed(id: GuidelineId): void {
    const entry = entries.get(id);
    if (entry === undefined) return;
    entry.changedAt = Date.now();
    entry.outlineSince ??= entry.changedAt;
    events.publish("collab:changed", { guidelineId: id });
  }

  function tellQuiet(id: GuidelineId, entry: Entry): void {
    if (entry.changedAt === null) return;
    entry.changedAt = null;
    events.publish("collab:quiet", { guidelineId: id });
  }

  async function putOutline(id: GuidelineId, entry: Entry, room: Room): Promise<void> {
    if (entry.outlineSince === null) return;
    entry.outlineSince = null;
    const outline = readOutline(room.document.ydoc);
    const json = JSON.stringify(outline);
    if (json === entry.outline) return;
    entry.outline = json;
    await guidelines
      .setOutline(id, outline)
      .catch((error: unknown) => logger.error({ err: error, guidelineId: id }, "outline not kept"));
  }

  function forget(id: GuidelineId, entry: Entry): void {
    if (entries.get(id) === entry) entries.delete(id);
  }

  async function unload(id: GuidelineId, entry: Entry, room: Room): Promise<void> {
    if (entry.unloading) return;
    entry.unloading = true;
    try {
      await putOutline(id, entry, room);
      if (entry.holds > 0 || !room.idle || entries.get(id) !== entry) return;
      forget(id, entry);
      await room.close();
    } catch (error) {
      logger.error({ err: error, guidelineId: id }, "keyframe not kept");
    } finally {
      entry.unloading = false;
    }
  }

  /** What is due in each room by now: outline, quiet spell, rest. */
  function look(): void {
    const now = Date.now();
    const idle: { readonly id: GuidelineId; readonly entry: Entry; readonly room: Room }[] = [];
    for (const [id, entry] of entries) {
      const { room } = entry;
      if (room === null) continue;
      if (entry.outlineSince !== null && now - entry.outlineSince >= OUTLINE_AFTER)
        void putOutline(id, entry, room);
      if (entry.changedAt !== null && now - entry.changedAt >= quietAfter) tellQuiet(id, entry);
      room.look(now);
      if (entry.holds === 0) idle.push({ id, entry, room });
    }
    idle.sort((a, b) => b.entry.leftAt - a.entry.leftAt);
    let bytes = 0;
    for (const { id, entry, room } of idle) {
      bytes += room.bytes;
      if (now - entry.leftAt >= GRACE || bytes > mostIdleBytes) void unload(id, entry, room);
    }
  }

  const looking = setInterval(look, LOOK_EVERY);

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
            entry.holds -= 1;
            entry.leftAt = Date.now();
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

    /** Of the state of all documents, roughly. */
    get bytes() {
      let sum = 0;
      for (const { room } of entries.values()) sum += room?.bytes ?? 0;
      return sum;
    },

    /** Rooms that are open now, without waiting for those on their way. */
    get size() {
      return entries.size;
    },

    /** Tells quiet spells, keeps outlines and keyframes of everything. */
    async close(): Promise<void> {
      clearInterval(looking);
      for (const [id, entry] of [...entries]) {
        const room = await entry.opening.catch(() => null);
        if (room === null) continue;
        if (!room.failed) await room.durable();
        await putOutline(id, entry, room);
        forget(id, entry);
        await room.close();
      }
    },
  };
}
