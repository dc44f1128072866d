/**
 * The door of print: pages for paper, as accessible PDF (PDF/UA-1) set by Typst. What is printed is data to a template
 * of ours and never Typst itself, so that no text of a guideline can run as code. Each page is set in a process of its
 * own, which may be ended at any moment: a compiler in a thread cannot.
 */
import { fork } from "node:child_process";
import { readFile } from "node:fs/promises";
import { AppError } from "../platform/errors.ts";
import type { Answer, Job } from "./compile.ts";

export { printable } from "./printable.ts";

/** Templates, each a file beside this one. */
export type Template = "redline" | "release-sheet";

export interface Print {
  /** @throws AppError `print/busy`, `print/failed`, `print/unavailable` */
  pdf(template: Template, data: PrintData): Promise<Buffer>;
  /** Ends what is under way, and what waits. */
  close(): void;
}

/** What every template is told; the rest is its own. */
export interface PrintData {
  readonly title: string;
  readonly lang: string;
}

export interface PrintLimits {
  /** Milliseconds. */
  readonly time: number;
  /** Bytes of memory, watched where the system tells them (Linux). */
  readonly memory: number;
  /** Jobs that wait beside the one under way. */
  readonly waiting: number;
}

export const PRINT_LIMITS: PrintLimits = { time: 30_000, memory: 1024 ** 3, waiting: 8 };

export function openPrint(limits: PrintLimits = PRINT_LIMITS): Print {
  const underWay = new Set<() => void>();
  let last: Promise<unknown> = Promise.resolve();
  let jobs = 0;
  let closed = false;

  return {
    async pdf(template, data) {
      if (jobs > limits.waiting) throw new AppError("print/busy", 503, "Too many pages are being set.");
      jobs++;
      // One at a time: whoever writes meanwhile is more urgent than paper.
      const mine = last.then(() => {
        if (closed) throw new AppError("print/failed", 503, "The server is closing.");
        return setInProcess({ template, data }, limits, underWay);
      });
      last = mine.catch(() => {}).finally(() => jobs--);
      return mine;
    },
    close() {
      closed = true;
      for (const end of underWay) end();
    },
  };
}

function setInProcess(job: Job, limits: PrintLimits, underWay: Set<() => void>): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  // No environment: a page needs no secret.
  const child = fork(new URL("./compile.ts", import.meta.url), { env: {}, serialization: "advanced" });
  const end = () => void child.kill("SIGKILL");
  const fail = (why: string) => {
    reject(new AppError("print/failed", 500, why));
    end();
  };
  underWay.add(end);
  const timer = setTimeout(() => fail("Setting the page took too long."), limits.time);
  const look = async () => {
    if ((await memoryOf(child.pid)) > limits.memory) fail("Setting the page took too much memory.");
  };
  const watch = setInterval(look, 250);
  void look();
  child.on("message", (answer: Answer) => {
    if (answer.type === "pdf") resolve(Buffer.from(answer.pdf));
    else if (answer.type === "unavailable")
      reject(new AppError("print/unavailable", 503, "There is no PDF compiler for this system."));
    else reject(new AppError("print/failed", 500, answer.why));
    end();
  });
  child.on("error", (error) => fail(error.message));
  child.on("exit", () => {
    fail("The page could not be set.");
    clearTimeout(timer);
    clearInterval(watch);
    underWay.delete(end);
  });
  child.send(job);
  return promise;
}

/** Resident bytes of a process; 0 where the system does not tell. */
async function memoryOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
}
