/**
 * `node test/run.ts check` runs type check, lint, unused code and the tests that need no browser;
 * `node test/run.ts all` runs the tests in a real browser too. The last line is `N passed, N failed`.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureClient } from "../server/platform/client-build.ts";
import { findChromium } from "./support/chromium.ts";

interface Count {
  readonly passed: number;
  readonly failed: number;
}

const root = join(import.meta.dirname, "..");
const reports = mkdtempSync(join(tmpdir(), "richtschnur-tests-"));
/** No step may hang for ever; in milliseconds. */
const LONGEST = 15 * 60_000;

const counts: Count[] = [
  await command("Types", "tsc", ["-b"]),
  await command("Lint", "biome", ["check", "--error-on-warnings", "."]),
  await command("Unused code", "knip", []),
  await build(),
  await command("Size of scripts", "size-limit", []),
  await tests("Tests", []),
];
if (process.argv[2] === "all") counts.push(...(await browserTests()));
rmSync(reports, { recursive: true, force: true });

const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`\n${passed} passed, ${failed} failed`);

/** A command counts as one: it passes or fails as a whole. */
async function command(title: string, name: string, args: readonly string[]): Promise<Count> {
  const code = await run(title, name, args, {});
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Once, before tests that start servers of their own would do it all at the same time. */
async function build(): Promise<Count> {
  console.log("\nBuild");
  try {
    console.log((await ensureClient()) ? "Built the interface." : "The interface is up to date.");
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.log(error);
    return { passed: 0, failed: 1 };
  }
}

async function browserTests(): Promise<readonly Count[]> {
  const { path, told } = findChromium();
  console.log(`\n${told}`);
  if (path === null) return [{ passed: 0, failed: 1 }];
  return [await tests("Browser tests", ["--config", "test/e2e/vitest.config.ts"], path)];
}

async function tests(title: string, args: readonly string[], chromiumPath?: string): Promise<Count> {
  const report = join(reports, `${title}.json`);
  const code = await run(
    title,
    "vitest",
    ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args],
    chromiumPath === undefined ? {} : { CHROMIUM_PATH: chromiumPath },
  );
  const { passed, failed } = readReport(report);
  // Errors outside of any test (a file that does not load is counted below, a stray rejection is not) fail too.
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

/** What we read of Vitest's JSON report (the format of Jest). */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

function readReport(file: string): Count {
  try {
    const report = JSON.parse(readFileSync(file, "utf8")) as Report;
    const unloaded = report.testResults.filter(
      ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
    );
    return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
  } catch {
    console.log("The tests ended without a report.");
    return { passed: 0, failed: 1 };
  }
}

/** Runs a package's command under this Node and resolves with its exit code. */
function run(
  title: string,
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  console.log(`\n${title}`);
  const startedAt = Date.now();
  const child = spawn(process.execPath, [join(root, "node_modules/.bin", name), ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...env },
    timeout: LONGEST,
  });
  return new Promise((resolve) => {
    child.on("error", (error) => {
      console.log(error.message);
      resolve(1);
    });
    child.on("exit", (code) => {
      console.log(`${title}: ${code === 0 ? "done" : "failed"} after ${seconds(Date.now() - startedAt)}`);
      resolve(code ?? 1);
    });
  });
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
