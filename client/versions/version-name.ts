import type { Version } from "#shared/versions.ts";
import { versionTexts } from "./texts.ts";

export function versionName(version: Version): string {
  const t = versionTexts();
  if (version.edition !== null) return t.edition(version.edition);
  if (version.title !== null) return version.title;
  if (version.cause === "candidate") return t.candidate;
  return version.cause === "restore" ? t.restore : t.automatic;
}
