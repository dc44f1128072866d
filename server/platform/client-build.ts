/** Keeps the built client in step with its sources, so that `npm start` is enough on a fresh machine. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
export const DIST = join(ROOT, "dist");
const STAMP = join(DIST, ".stamp");
const SOURCES = ["client", "shared", "vite.config.ts", "package-lock.json"];

/** Builds the client with Vite unless what is there was built from these very sources. @returns whether it built */
export async function ensureClient(): Promise<boolean> {
  const stamp = hashOf(SOURCES);
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp) return false;
  // Vite is loaded only when it is needed: it takes longer to load than the whole server.
  const { build } = await import("vite");
  await build({ configFile: join(ROOT, "vite.config.ts"), logLevel: "warn" });
  writeFileSync(STAMP, stamp);
  return true;
}

function hashOf(places: readonly string[]): string {
  const hash = createHash("sha256");
  for (const place of places) {
    const path = join(ROOT, place);
    const files = place.includes(".")
      ? [path]
      : readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort();
    for (const file of files)
      hash.update(file.slice(ROOT.length)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}
