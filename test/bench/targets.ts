/** The servers that are measured, each started fresh with the same documents in it. */
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { Doc } from "yjs";
import { SCHEMA_VERSION } from "#shared/document/layout.ts";
import { flowsOf } from "../support/cohort.ts";
import { until } from "../support/until.ts";
import { connectClient, type Dialect, type Hearing, type Seat } from "./client.ts";
import type { Ledger } from "./ledger.ts";
import { createHost, type Host } from "./process.ts";
import { documentOf, readStencil } from "./stencil.ts";
import { seatTypist, seatTypistOn, type Typist } from "./typist.ts";

export const TARGETS = ["richtschnur", "hocuspocus", "y-websocket", "relay"] as const;
export type TargetName = (typeof TARGETS)[number];

/** So high that no load here meets them; the guard itself cannot be switched off. */
export const RAISED_LIMITS = {
  COLLAB_MESSAGES_PER_SECOND: "10000000",
  COLLAB_BYTES_PER_SECOND: "10000000000",
  COLLAB_WINDOWS_PER_PERSON: "100000",
} as const;

const ROOT_FOLDER = join(import.meta.dirname, "../..");
export const PEERS_FOLDER = join(import.meta.dirname, "peers");

const DIALECTS: Readonly<Record<TargetName, Dialect>> = {
  richtschnur: "y-websocket",
  hocuspocus: "hocuspocus",
  "y-websocket": "y-websocket",
  relay: "relay",
};

export type Role = "writer" | "listener";

export interface Site extends AsyncDisposable {
  readonly target: TargetName;
  readonly host: Host;
  readonly dataDir: string;
  /** Every document begins with this state. */
  readonly document: Uint8Array;
  /** A place of its own, with a new clientID unless one is given. */
  seat(document: number, role: Role, index: number, clientID?: number): Seat;
  typist(document: number, index: number, ledger: Ledger, hearing?: Hearing): Promise<Typist>;
  /** Sees to it that a document is there: peers get it by their first client. */
  seed(document: number): Promise<void>;
}

export async function openSite(
  target: TargetName,
  /** Of the stencil. */
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Site> {
  const scratch = await mkdtemp(join(folder, `${target}-`));
  const dataDir = join(scratch, "data");
  const stencil = await readStencil(folder);
  if (target === "richtschnur") await cp(stencil.dataDir, dataDir, { recursive: true });
  else await mkdir(dataDir);
  const document = await documentOf(folder);
  const dialect = DIALECTS[target];

  const host = await createHost((port) => {
    const logFile = join(scratch, "server.log");
    const shared = { PORT: String(port), HOST: "127.0.0.1", DATA_DIR: dataDir, NODE_ENV: "production" };
    switch (target) {
      case "richtschnur":
        return {
          script: "server/main.ts",
          cwd: ROOT_FOLDER,
          env: { ...shared, LOG_LEVEL: "warn", ...RAISED_LIMITS, ...env },
          logFile,
        };
      case "relay":
        return { script: "test/bench/relay.ts", cwd: ROOT_FOLDER, env: { ...shared, ...env }, logFile };
      case "hocuspocus":
      case "y-websocket":
        return { script: `${target}.js`, cwd: PEERS_FOLDER, env: { ...shared, ...env }, logFile };
      default:
        return target satisfies never;
    }
  });
  await host.start();

  function seat(number: number, role: Role, index: number, clientID = new Doc().clientID): Seat {
    const origin = `ws://127.0.0.1:${host.port}`;
    if (target !== "richtschnur") {
      const name = `guideline-${number}`;
      return { url: `${origin}/${name}`, headers: {}, document: name, dialect, clientID };
    }
    const id = stencil.guidelines[number];
    if (id === undefined) throw new Error(`There is no document ${number}.`);
    const people = number > 0 ? [] : role === "writer" ? stencil.editors : stencil.commenters;
    const cookie = people[index % people.length] ?? stencil.owner;
    return {
      url: `${origin}/collab/${id}?clientId=${clientID}&schema=${SCHEMA_VERSION}`,
      headers: { Cookie: cookie, Origin: `http://127.0.0.1:${host.port}` },
      document: id,
      dialect,
      clientID,
    };
  }

  return {
    target,
    host,
    dataDir,
    document,
    seat,
    typist: (number, index, ledger, hearing) =>
      target === "relay"
        ? seatTypistOn(seat(number, "writer", index), document, ledger, hearing)
        : seatTypist(seat(number, "writer", index), ledger, hearing),
    async seed(number) {
      if (target === "richtschnur" || target === "relay") return;
      const seeder = await connectClient(seat(number, "writer", 0));
      seeder.sendUpdate(document);
      const ydoc = new Doc();
      const reader = await connectClient(seat(number, "writer", 0), {}, ydoc);
      await until("the document to be seeded", () => flowsOf(ydoc).length > 0);
      seeder.close();
      reader.close();
    },
    async [Symbol.asyncDispose]() {
      await host.kill();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}
