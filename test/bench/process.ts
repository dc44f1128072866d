/** The server under test as a process on a core of its own, and what the kernel says of it. Linux only. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { bareEnv } from "../support/server-process.ts";

export const SERVER_CORE = 0;
export const GENERATOR_CORE = 1;
/** Clock ticks of /proc/<pid>/stat per second (USER_HZ). */
const TICKS = 100;
const PROBE = join(import.meta.dirname, "probe.ts");

export interface Usage {
  /** CPU seconds of all threads since the start. */
  readonly cpu: number;
  /** Resident memory, in MiB. */
  readonly memory: number;
  readonly threads: number;
  readonly descriptors: number;
}

export interface Program {
  readonly script: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
}

export interface Host {
  readonly port: number;
  readonly running: boolean;
  usage(): Usage;
  start(): Promise<void>;
  /** SIGTERM, after 15 s SIGKILL. */
  stop(): Promise<void>;
  /** SIGKILL: it gets no chance to tidy up. */
  kill(): Promise<void>;
  /** Full garbage collection. @returns what is held after it, in MiB: heap and buffers, not pages that lie about */
  collect(): Promise<number>;
}

/** A server that can be started again and again on the same port. */
export async function createHost(programAt: (port: number) => Program): Promise<Host> {
  const port = await freePort();
  const program = programAt(port);
  let child: ChildProcess | null = null;
  process.on("exit", () => child?.kill("SIGKILL"));

  async function end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const exit = once(running, "exit");
    running.kill(signal);
    const hard = setTimeout(() => running.kill("SIGKILL"), 15_000);
    await exit;
    clearTimeout(hard);
  }

  return {
    port,
    get running() {
      return child !== null && child.exitCode === null && child.signalCode === null;
    },
    async start() {
      const log = openSync(program.logFile, "a");
      const command = [process.execPath, "--expose-gc", `--import=${PROBE}`, program.script];
      const [name, ...args] = canPin() ? ["taskset", "-c", String(SERVER_CORE), ...command] : command;
      const started = spawn(name as string, args, {
        cwd: program.cwd,
        env: { ...bareEnv(), ...program.env },
        stdio: ["ignore", log, log, "ipc"],
      });
      closeSync(log);
      child = started;
      for (const since = Date.now(); !(await answers(port)); await pause(20)) {
        if (started.exitCode !== null || Date.now() - since > 60_000)
          throw new Error(`The server did not start:\n${readFileSync(program.logFile, "utf8").slice(-2000)}`);
      }
    },
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
    usage: () => usageOf(child?.pid ?? 0),
    async collect() {
      if (child === null) throw new Error("The server is not running.");
      const answer = once(child, "message");
      child.send("collect");
      const [bytes] = (await answer) as [number];
      return bytes / 2 ** 20;
    },
  };
}

/** Told before this process is put onto one core, from where it would see that one alone. */
const pinning = availableParallelism() > 1 && spawnSync("taskset", ["-V"]).status === 0;

/** Whether server and load can have a core each. */
export function canPin(): boolean {
  return pinning;
}

/** Puts this process, with all its threads, onto one core. */
export function pinTo(core: number): void {
  if (canPin()) spawnSync("taskset", ["-acp", String(core), String(process.pid)]);
}

export function usageOf(pid: number): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  // Behind the name in brackets, which may hold blanks: state is field 3, utime and stime are 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const status = readFileSync(`/proc/${pid}/status`, "latin1");
  const number = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
  return {
    cpu: (Number(fields[11]) + Number(fields[12])) / TICKS,
    memory: number("VmRSS") / 1024,
    threads: number("Threads"),
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
  };
}

/** Bytes of all files under a folder. */
export function bytesIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile())
      bytes += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  return bytes;
}

/** Looks at memory again and again until stopped. @returns the largest and all readings with their time */
export function watchMemory(host: Host, every = 250) {
  const readings: { at: number; memory: number }[] = [];
  const look = () => readings.push({ at: performance.now(), memory: host.usage().memory });
  look();
  const timer = setInterval(look, every);
  return {
    readings,
    stop(): number {
      clearInterval(timer);
      look();
      return Math.max(...readings.map(({ memory }) => memory));
    },
  };
}

async function answers(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`);
    await response.body?.cancel();
    // Peers know no such path; that they answer is enough.
    return response.status !== 503;
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
