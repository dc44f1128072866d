import { createHash } from "node:crypto";
import type { ScanType } from "#shared/review-status.ts";

/** What a file is, by its first bytes; null for what cannot be a scanned decision. */
export function scanType(bytes: Buffer): ScanType | null {
  if (bytes.subarray(0, 5).toString("latin1") === "%PDF-") return "application/pdf";
  if (bytes.subarray(0, 8).equals(PNG)) return "image/png";
  if (bytes.subarray(0, 3).equals(JPEG)) return "image/jpeg";
  return null;
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

export function scanHashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
