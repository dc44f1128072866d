import type { Version } from "#shared/versions.ts";
import { versionTexts } from "./texts.ts";

export function versionName(version: Version): string {
  const t = versionTexts();
  if (version.edition !== null) return t.edition(version.edition);
  if (version.title !== null) return version.title;
  // What was frozen by itself is a candidate once it has been handed over.
  const handedOver = version.status === "inReview" || version.status === "returned";
  if (handedOver || version.cause === "candidate") return t.candidate;
  return version.cause === "restore" ? t.restore : t.automatic;
}
