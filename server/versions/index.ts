/** The door of versions: frozen states of a guideline's text. */
import type { Router } from "express";
import type { Audit, Witness } from "../audit/index.ts";
import type { Collab } from "../collab/index.ts";
import type { Guidelines } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db.ts";
import type { Events } from "../platform/events.ts";
import type { Log } from "../platform/log.ts";
import type { Print } from "../print/index.ts";
import type { Templates } from "../templates/index.ts";
import { versionRoutes } from "./routes.ts";
import { createVersionService, type VersionService } from "./service.ts";
import { openVersionStore } from "./store.ts";
import { createVersionWitness } from "./witness.ts";

export type { VersionTables } from "./store.ts";

/** For a check without a running server. */
export function versionWitness(db: Database): Witness {
  return createVersionWitness(openVersionStore(db));
}

export interface Versions {
  readonly service: VersionService;
  readonly router: Router;
  /** Resolves once no automatic snapshot is under way. */
  idle(): Promise<void>;
}

export function mountVersions(parts: {
  readonly db: Database;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
  readonly identity: Identity;
  readonly guidelines: Guidelines;
  readonly collab: Collab;
  readonly templates: Templates;
  readonly audit: Audit;
  readonly print: Print;
}): Versions {
  const { db, events, clock, log, identity, guidelines, collab, templates, audit, print } = parts;
  const store = openVersionStore(db);
  const service = createVersionService({
    store,
    collab,
    guidelines,
    identity,
    templates,
    audit,
    events,
    clock,
    print,
  });
  audit.heardBy(() => createVersionWitness(store));
  const underWay = new Set<Promise<unknown>>();

  events.on("collab:quiet", ({ guidelineId }) => {
    const snapshot = service
      .snapshot(guidelineId)
      .catch((error: unknown) => log.error({ err: error, guidelineId }, "automatic snapshot failed"))
      .finally(() => underWay.delete(snapshot));
    underWay.add(snapshot);
  });

  return {
    service,
    router: versionRoutes(service, guidelines, identity),
    idle: async () => void (await Promise.all(underWay)),
  };
}
