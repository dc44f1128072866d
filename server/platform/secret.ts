import { createHmac, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The server's own secret; made on first start, readable by the server's account alone. */
export function readSecret(dataDir: string): string {
  const file = join(dataDir, "secret");
  if (!existsSync(file))
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  return readFileSync(file, "utf8");
}

/** A key for one purpose, of which the others cannot be told. */
export function deriveKey(dataDir: string, purpose: string): Buffer {
  return createHmac("sha256", readSecret(dataDir)).update(purpose).digest();
}
