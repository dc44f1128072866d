/** The door of collab: reading and editing a guideline's text from inside the server. */
import type { Router } from "express";
import type { Doc } from "yjs";
import type { Content } from "#shared/collab.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import { readVariables } from "#shared/document/variables.ts";
import type { BodyId, GuidelineId, PersonId } from "#shared/ids.ts";
import type { Guidelines } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Config } from "../platform/config.ts";
import type { Database } from "../platform/db.ts";
import type { Events } from "../platform/events.ts";
import type { Log as Logger } from "../platform/log.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { UpgradeRouter } from "../platform/upgrade.ts";
import { createAccess } from "./access.ts";
import { openDocClientStore } from "./doc-clients.ts";
import { openLog } from "./log.ts";
import { observe } from "./observe.ts";
import { createRooms } from "./rooms.ts";
import { collabRoutes } from "./routes.ts";
import { serveSockets } from "./socket.ts";

export { reportRoom } from "./report.ts";

const DAY = 24 * 60 * 60 * 1000;

/** The draft as everyone would see it once all that is applied is on disk. `seq` is the last row of the log in it. */
export interface Draft extends Content {
  readonly seq: number;
}

export interface Collab {
  /** Reads the draft through the room (opening it if need be); resolves once `seq` is durable. */
  read(guidelineId: GuidelineId): Promise<Draft>;
  /**
   * Runs `fn` on the live document in one Yjs transaction under the server's own clientID and resolves once it is
   * committed and on its way to every screen. Never call it inside an SQL transaction. With `onBehalfOf` the history
   * counts it as work of that person's bodies.
   */
  edit(
    guidelineId: GuidelineId,
    fn: (ydoc: Doc) => void,
    onBehalfOf?: PersonId,
  ): Promise<{ readonly seq: number }>;
  /** What `fn` reads in the live document, once all that it may have seen is on disk. It must not write. */
  look<T>(guidelineId: GuidelineId, fn: (ydoc: Doc) => T): Promise<T>;
  /** Bodies whose people have changed text after `seq`. Names no people. */
  participants(guidelineId: GuidelineId, sinceSeq: number): Promise<readonly BodyId[]>;
  readonly router: Router;
  /** Whether what people write can be kept. */
  canWrite(): Promise<boolean>;
  /** Tells everybody to come again and resolves once all work is on disk. */
  drain(): Promise<void>;
}

export async function mountCollab(parts: {
  readonly db: Database;
  readonly config: Config;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly identity: Identity;
  readonly guidelines: Guidelines;
  readonly upgrades: UpgradeRouter;
}): Promise<Collab> {
  const { db, config, events, clock, log: logger, metrics, identity, guidelines, upgrades } = parts;
  const observed = observe(metrics);
  const log = openLog(config.dbFile, observed.committed);
  const clients = openDocClientStore(db, clock);
  const access = createAccess(identity, guidelines, db);
  const rooms = createRooms({
    log,
    clients,
    guidelines,
    events,
    clock,
    logger,
    quietAfter: config.quietAfter,
    mostIdleBytes: config.collabIdleBytes,
    onRefused({ code, reason }) {
      observed.refused(reason);
      logger.warn({ code, reason }, "update refused");
    },
    onDelivered: observed.delivered,
  });
  const sockets = serveSockets({
    upgrades,
    rooms,
    access,
    events,
    clock,
    config,
    logger,
    onClosed: observed.closed,
  });
  observed.watch({
    connections: () => sockets.size,
    rooms: () => rooms.size,
    stale: () => sockets.paused,
    documentBytes: () => rooms.bytes,
    received: () => sockets.traffic.received,
    sent: () => sockets.traffic.sent,
  });

  /** Who wrote, 30 days after a clientID's last use, and the single steps, by the setting. */
  async function forget(): Promise<void> {
    await clients.forget();
    const limit = new Date(clock.now().getTime() - config.collabLogDays * DAY);
    const rows = await log.thin(limit.toISOString().slice(0, 13));
    if (rows > 0) logger.info({ rows }, "old steps of the log forgotten");
  }
  await forget();
  const forgetting = setInterval(() => {
    forget().catch((error: unknown) => logger.error({ err: error }, "what is old was not forgotten"));
  }, DAY);

  const collab = {
    async read(guidelineId: GuidelineId): Promise<Draft> {
      const { room, release } = await rooms.hold(guidelineId);
      try {
        const draft = {
          doc: toDoc(room.document.ydoc).toJSON() as Content["doc"],
          variables: readVariables(room.document.ydoc),
          stateVector: Buffer.from(room.document.vector()).toString("base64url"),
          schemaVersion: room.schemaVersion,
          epoch: room.epoch,
        };
        return { ...draft, seq: await room.durable() };
      } finally {
        release();
      }
    },

    async edit(
      guidelineId: GuidelineId,
      fn: (ydoc: Doc) => void,
      onBehalfOf?: PersonId,
    ): Promise<{ readonly seq: number }> {
      const { room, release } = await rooms.hold(guidelineId);
      try {
        return { seq: await room.edit(fn, onBehalfOf) };
      } finally {
        release();
      }
    },

    async look<T>(guidelineId: GuidelineId, fn: (ydoc: Doc) => T): Promise<T> {
      const { room, release } = await rooms.hold(guidelineId);
      try {
        const seen = fn(room.document.ydoc);
        await room.durable();
        return seen;
      } finally {
        release();
      }
    },

    async participants(guidelineId: GuidelineId, sinceSeq: number): Promise<readonly BodyId[]> {
      const writers = await clients.people(guidelineId, await log.clientsSince(guidelineId, sinceSeq));
      const took = new Set<BodyId>();
      for (const person of await identity.people())
        if (writers.includes(person.id)) for (const body of person.bodies) took.add(body);
      return (await identity.bodies()).flatMap((body) => (took.has(body.id) ? [body.id] : []));
    },
  };

  return {
    ...collab,
    canWrite: log.canWrite,
    router: collabRoutes(collab, rooms, access, identity),
    async drain() {
      clearInterval(forgetting);
      sockets.drain();
      await rooms.close();
      await log.close();
    },
  };
}
