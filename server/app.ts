/** The composition root: puts the capabilities together and listens. main, dev, demo and the tests start here. */
import { once } from "node:events";
import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { dirname, join } from "node:path";
import type { Express } from "express";
import { sql } from "kysely";
import { mountAudit } from "#server/audit/index.ts";
import { type Collab, mountCollab } from "#server/collab/index.ts";
import { type Discussion, mountDiscussion } from "#server/discussion/index.ts";
import { mountFigures } from "#server/figures/index.ts";
import { canReadDraft, type Guidelines, mountGuidelines } from "#server/guidelines/index.ts";
import { type Identity, mountIdentity, signedIn } from "#server/identity/index.ts";
import { mountNotifications, type Notifications } from "#server/notifications/index.ts";
import { openPrint } from "#server/print/index.ts";
import { mountQuestions, type Questions } from "#server/questions/index.ts";
import { mountReviews, type Reviews } from "#server/reviews/index.ts";
import { mountTemplates } from "#server/templates/index.ts";
import { mountVersions, type Versions } from "#server/versions/index.ts";
import { firstRequests } from "./first-requests.ts";
import { migrations } from "./migrations/index.ts";
import { DIST } from "./platform/client-build.ts";
import { type Clock, systemClock } from "./platform/clock.ts";
import { type Config, SettingError } from "./platform/config.ts";
import { fileFault, openDatabase } from "./platform/db.ts";
import { AppError } from "./platform/errors.ts";
import { createEvents } from "./platform/events.ts";
import { answerErrors, createHttp, serveClient } from "./platform/http.ts";
import { createLog, type Log } from "./platform/log.ts";
import { createMailer } from "./platform/mail.ts";
import { createMetrics, metricsRoute } from "./platform/metrics.ts";
import { migrate } from "./platform/migrate.ts";
import { openRealtime, REALTIME_PATH } from "./platform/realtime.ts";
import { routeUpgrades } from "./platform/upgrade.ts";

/** How long a connection has to take what was still sent to it, in milliseconds. */
const LAST_WORDS = 1000;

export interface App {
  /** Where it listens, with the port that was really taken. */
  readonly url: string;
  readonly identity: Identity;
  readonly notifications: Notifications;
  readonly guidelines: Guidelines;
  readonly collab: Collab;
  readonly questions: Questions;
  readonly versions: Versions;
  readonly discussion: Discussion;
  readonly reviews: Reviews;
  /** Stops taking connections, tells the open ones to come again, and closes the file once all is on disk. */
  close(): Promise<void>;
}

export interface AppParts {
  /** Folder of kits and sections; the product's by default. */
  readonly templates?: string;
  readonly clock?: Clock;
  readonly log?: Log;
  /** Answers what no API route does; the built client by default. */
  readonly serveClient?: (app: Express) => void;
}

export async function openApp(config: Config, parts: AppParts = {}): Promise<App> {
  const clock = parts.clock ?? systemClock;
  const log = parts.log ?? createLog(config.logLevel);
  makeDataDir(config.dataDir);
  const fault = fileFault(config.dbFile);
  if (fault !== null) throw new SettingError(fault);
  const db = openDatabase(config.dbFile);
  const backup = join(
    config.dataDir,
    `before-migration-${clock.now().toISOString().replaceAll(":", "-")}.db`,
  );
  for (const name of await migrate(db, migrations, backup)) log.info({ migration: name }, "migrated");

  const metrics = createMetrics();
  const events = createEvents((error) => log.error({ err: error }, "an event handler failed"));
  const app = createHttp(config, log);
  const server = createServer(app);
  const closeConnections = connectionsOf(server);
  const upgrades = routeUpgrades(server, [`${REALTIME_PATH}/`]);

  const mailer = createMailer(config);
  const templates = mountTemplates(parts.templates);
  const audit = mountAudit({ db, clock });
  await audit.noteLogDays(config.collabLogDays, config.collabLogReason);
  const identity = mountIdentity({ db, config, events, clock, log, mailer, audit });
  const notifications = mountNotifications({ db, config, events, clock, log, mailer, identity });
  const guidelines = mountGuidelines({ db, events, clock, identity, notifications, templates, audit });
  const collab = await mountCollab({
    db,
    config,
    events,
    clock,
    log,
    metrics,
    identity,
    guidelines,
    upgrades,
  });
  const questions = mountQuestions({
    db,
    events,
    clock,
    log,
    identity,
    notifications,
    guidelines,
    templates,
    collab,
    audit,
  });
  const print = openPrint();
  const versions = mountVersions({
    db,
    events,
    clock,
    log,
    identity,
    guidelines,
    collab,
    templates,
    audit,
    print,
  });
  const discussion = await mountDiscussion({
    db,
    events,
    clock,
    log,
    identity,
    notifications,
    guidelines,
    collab,
    versions,
    audit,
  });
  questions.withConcerns({
    async statuses(guidelineId) {
      const { blocking, warning } = await discussion.openConcerns(guidelineId);
      return new Map([...blocking, ...warning].map(({ sectionId }) => [sectionId, "discussed"]));
    },
    async open(guidelineId) {
      const { blocking, warning } = await discussion.openConcerns(guidelineId);
      return [...blocking, ...warning].map(({ onBehalfOf, messages }) => ({
        body: onBehalfOf,
        words: messages[0]?.text ?? "",
      }));
    },
  });
  const reviews = mountReviews({
    db,
    events,
    clock,
    log,
    identity,
    notifications,
    guidelines,
    templates,
    questions,
    versions,
    discussion,
    audit,
    print,
  });
  const figures = mountFigures({ db, identity, guidelines });
  const realtime = openRealtime(server, config, events, {
    authenticate: identity.authenticate,
    async mayFollow(personId, guidelineId) {
      const grant = await guidelines.grantOf(personId, guidelineId);
      return grant !== null && canReadDraft(grant);
    },
  });

  app.get("/healthz", (_request, response) => void response.type("text").send("ok\n"));
  app.get("/readyz", async (_request, response) => {
    try {
      await db.transaction().execute((tx) => sql`select 1`.execute(tx));
      if (!(await collab.canWrite())) throw new Error("The log cannot be written.");
      response.type("text").send("ready\n");
    } catch {
      response.status(503).type("text").send("the database cannot be written\n");
    }
  });
  app.get("/metrics", metricsRoute(metrics, config));
  app.use(
    identity.router,
    notifications.router,
    audit.routes({
      session: identity.session,
      signedIn,
      async names(people, ids) {
        const named = new Map((await identity.people()).map(({ id, name }) => [id as string, name]));
        const titles = await guidelines.titles(ids);
        return Object.fromEntries([
          ...people.flatMap((id) => (named.has(id) ? [[id, named.get(id)]] : [])),
          ...titles,
        ]);
      },
    }),
    templates.routes(identity.session, identity.representation),
    guidelines.router,
    collab.router,
    questions.router,
    versions.router,
    discussion.router,
    reviews.router,
    figures.router,
  );
  app.use("/api", (request) => {
    throw new AppError(
      "request/not-found",
      404,
      `There is nothing at ${request.method} ${request.baseUrl}${request.path}.`,
    );
  });
  (parts.serveClient ?? ((to: Express) => serveClient(to, DIST, firstRequests)))(app);
  answerErrors(app, log);

  await notifications.start();
  server.listen(config.port, config.host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  questions.resume();

  return {
    url: config.port === 0 ? `http://localhost:${port}` : config.baseUrl.origin,
    identity,
    notifications,
    guidelines,
    collab,
    questions,
    versions,
    discussion,
    reviews,
    async close() {
      const closed = once(server, "close");
      server.close();
      await questions.close();
      print.close();
      await discussion.close();
      await reviews.close();
      await collab.drain();
      // It waits for every connection, so they end while it does.
      const realtimeClosed = realtime.close();
      closeConnections();
      await Promise.all([realtimeClosed, closed]);
      await Promise.all([versions.idle(), questions.idle()]);
      await notifications.close();
      await db.destroy();
    },
  };
}

/** @returns a function that ends every connection, also those that became sockets, of which Node keeps no list */
function connectionsOf(server: Server): () => void {
  const open = new Set<Socket>();
  server.on("connection", (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  return () => {
    for (const socket of open) {
      socket.destroySoon();
      // Who does not read would keep the process alive.
      setTimeout(() => socket.destroy(), LAST_WORDS).unref();
    }
  };
}

function makeDataDir(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new SettingError(
      `The setting DATA_DIR=${folder} cannot be used: ${(error as NodeJS.ErrnoException).code}.`,
    );
  }
}

/** Step by step: `recursive` never comes back from file systems that take no folders, such as /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}
