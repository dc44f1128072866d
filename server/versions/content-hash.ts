import type { Version, VersionContent } from "#shared/versions.ts";
import { hashOf } from "../platform/canonical-json.ts";

/** SHA-256 (hex) over the canonical JSON of text and variables: what an approval will be bound to. */
export function contentHash({ doc, variables }: Pick<VersionContent, "doc" | "variables">): string {
  return hashOf({ doc, variables });
}

/** SHA-256 (hex) over what is said of a version and never changes: its name, note, time, bodies. */
export function labelHash(version: Version): string {
  const { number, cause, title, note, createdAt, bodies } = version;
  return hashOf({ number, cause, title, note, createdAt, bodies });
}
