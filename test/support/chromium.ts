/** Where the browser tests get their browser from. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

export interface FoundChromium {
  /** Null when none could be had. */
  readonly path: string | null;
  /** One line for people: what was done. */
  readonly told: string;
}

/**
 * A Chromium that runs: the one in CHROMIUM_PATH, Playwright's own, one of the system; else Debian's or Ubuntu's
 * package is installed (as root), else Playwright's download.
 */
export function findChromium(): FoundChromium {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== "")
    return runs(named)
      ? { path: named, told: `Chromium: ${named}, as CHROMIUM_PATH says.` }
      : { path: null, told: `No Chromium: CHROMIUM_PATH is ${named}, and that does not run.` };

  const present = firstThatRuns();
  if (present !== null) return { path: present, told: `Chromium: found ${present}.` };

  if (isRootOnDebian()) {
    console.log("Chromium: none found. Installing the system's package with apt-get.");
    const steps = ["update", "install -y --no-install-recommends chromium fonts-liberation"];
    for (const step of steps) run("apt-get", step.split(" "), { DEBIAN_FRONTEND: "noninteractive" });
    const installed = firstThatRuns();
    if (installed !== null)
      return { path: installed, told: `Chromium: installed ${installed} with apt-get.` };
  }

  console.log("Chromium: none found. Fetching Playwright's own.");
  const cli = join(import.meta.dirname, "../../node_modules/playwright-core/cli.js");
  run(process.execPath, [cli, "install", ...(isRootOnDebian() ? ["--with-deps"] : []), "chromium"], {});
  const fetched = firstThatRuns();
  if (fetched !== null) return { path: fetched, told: `Chromium: fetched ${fetched}.` };
  return {
    path: null,
    told: "No Chromium: none found, and neither apt-get nor Playwright could fetch one. Install Chromium or Chrome, or name one in CHROMIUM_PATH.",
  };
}

const SYSTEM_NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const SYSTEM_PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

function firstThatRuns(): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const system = SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [chromium.executablePath(), ...system, ...SYSTEM_PLACES].find(runs) ?? null;
}

/** A stub may stand where a browser should (Ubuntu's package points to a snap), so it has to answer. */
function runs(path: string): boolean {
  return existsSync(path) && spawnSync(path, ["--version"], { timeout: 20_000 }).status === 0;
}

function isRootOnDebian(): boolean {
  if (process.getuid?.() !== 0 || !existsSync("/etc/os-release")) return false;
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync("/etc/os-release", "utf8"));
}

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>>): void {
  spawnSync(command, args, { stdio: "inherit", env: { ...process.env, ...env }, timeout: 600_000 });
}
