import type { Version } from "#shared/versions.ts";
import { versionTexts } from "./texts.ts";

export function versionName(version: Version): string {
  const t = versionTexts();
  if (version.title !== null) return version.title;
  return version.cause === "restore" ? t.restore : t.automatic;
}
