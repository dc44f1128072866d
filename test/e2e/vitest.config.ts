import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

/** Tests in a real browser against a real server process; one file at a time, since each starts both. */
export default defineConfig({
  root: resolve(import.meta.dirname, "../.."),
  test: {
    include: ["test/e2e/**/*.test.ts"],
    testTimeout: 90_000,
    hookTimeout: 90_000,
    fileParallelism: false,
    // What is waited for comes over a socket, from a server that shares two cores with the browser.
    expect: { poll: { timeout: 10_000 } },
  },
});
