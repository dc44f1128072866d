/**
 * `node test/run.ts check` runs type check, lint, unused code and the tests that need no browser;
 * `node test/run.ts all` runs the tests in a real browser too. The last line is `N passed, N failed`.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
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
  const args = ["--config", "test/e2e/vitest.config.ts"];
  const first = await tests("Browser tests", args, path);
  const files = first.failures.map(({ file }) => file);
  if (first.failed === 0 || first.failed !== first.failures.length) return [first];
  // Browser, server and several people share this machine: what fails on it once is tried again with everything new,
  // and is named, since it is a flaw of the test or of the product all the same.
  const again = await tests("Browser tests, the failed files again", [...args, ...new Set(files)], path);
  if (again.failed > again.failures.length) return [first];
  const still = new Set(again.failures.map(({ name }) => name));
  const unsteady = first.failures.filter(({ name }) => !still.has(name));
  for (const { file, name } of unsteady)
    console.log(`Unsteady, passed at the second try only: ${file}: ${name}`);
  return [{ passed: first.passed + unsteady.length, failed: first.failed - unsteady.length }];
}

interface Failure {
  readonly file: string;
  readonly name: string;
}

async function tests(
  title: string,
  args: readonly string[],
  chromiumPath?: string,
): Promise<Count & { readonly failures: readonly Failure[] }> {
  const report = join(reports, `${title}.json`);
  const code = await run(
    title,
    "vitest",
    ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args],
    chromiumPath === undefined ? {} : { CHROMIUM_PATH: chromiumPath },
  );
  const { passed, failed, failures } = readReport(report);
  // Errors outside of any test (a file that does not load is counted below, a stray rejection is not) fail too.
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed, failures };
}

/** What we read of Vitest's JSON report (the format of Jest). */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

function readReport(file: string): Count & { readonly failures: readonly Failure[] } {
  try {
    const report = JSON.parse(readFileSync(file, "utf8")) as Report;
    const unloaded = report.testResults.filter(
      ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
    );
    const failures = report.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === "failed")
        .map(({ fullName }) => ({ file: relative(root, name), name: fullName })),
    );
    return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length, failures };
  } catch {
    console.log("The tests ended without a report.");
    return { passed: 0, failed: 1, failures: [] };
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
