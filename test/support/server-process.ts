/** The real server as a process of its own: for tests that kill it, start it again, or look at its output. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./until.ts";

/** What a set-up needs to say; fixed so that tests can set up without reading the output. */
export const SETUP_CODE = "set-up-for-tests";

export interface ServerProcess extends AsyncDisposable {
  readonly url: string;
  readonly dataDir: string;
  child(): ChildProcess;
  /** Everything that it has printed since its last start. */
  output(): string;
  /** SIGKILL: it gets no chance to tidy up. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for it to end. @returns its exit code */
  stop(): Promise<number | null>;
  /** Starts it again on the same port and data. */
  start(): Promise<void>;
}

/** Starts `node server/main.ts` on a free port and a temporary data folder, which is removed at the end. */
export async function startServer(
  options: {
    readonly env?: Readonly<Record<string, string>>;
    /** Options of Node itself, before the name of the program. */
    readonly nodeOptions?: readonly string[];
    /** Of another server; neither emptied nor removed. */
    readonly dataDir?: string;
  } = {},
): Promise<ServerProcess> {
  const port = await freePort();
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "richtschnur-data-")));
  const url = `http://localhost:${port}`;
  const env = {
    ...bareEnv(),
    PORT: String(port),
    BASE_URL: url,
    DATA_DIR: dataDir,
    SETUP_CODE,
    ...options.env,
  };
  let child: ChildProcess | null = null;
  let output = "";

  async function start(): Promise<void> {
    output = "";
    const started = spawn(process.execPath, [...(options.nodeOptions ?? []), "server/main.ts"], {
      cwd: join(import.meta.dirname, "../.."),
      env,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    child = started;
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
    };
    started.stdout?.on("data", listen);
    started.stderr?.on("data", listen);
    await until(
      "the server to be ready",
      async () => {
        if (started.exitCode !== null)
          throw new Error(`The server ended with ${started.exitCode}:\n${output}`);
        return isReady(url);
      },
      60_000,
    );
  }

  async function end(signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null) return running?.exitCode ?? null;
    const exit = once(running, "exit");
    running.kill(signal);
    const [code] = (await exit) as [number | null];
    return code;
  }

  const killWithUs = () => void child?.kill("SIGKILL");
  process.on("exit", killWithUs);
  await start();
  return {
    url,
    dataDir,
    child() {
      if (child === null) throw new Error("The server is not running.");
      return child;
    },
    output: () => output,
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
    start,
    async [Symbol.asyncDispose]() {
      await end("SIGKILL");
      process.off("exit", killWithUs);
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The environment without what a test runner or a person's shell may have set for the server. */
export function bareEnv(): Readonly<Record<string, string | undefined>> {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, NODE_ENV: "production" };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("A TCP server has a port.");
  return address.port;
}
