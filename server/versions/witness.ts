import type { AuditRow } from "#shared/audit.ts";
import type { GuidelineId } from "#shared/ids.ts";
import type { VersionContent } from "#shared/versions.ts";
import type { Witness } from "../audit/index.ts";
import { contentHash, labelHash } from "./content-hash.ts";
import type { VersionStore } from "./store.ts";

/** Tells whether frozen versions are still what the audit log vouches for, and whether it vouches for all of them. */
export function createVersionWitness(store: VersionStore): Witness {
  const vouched = new Set<string>();
  /** What the log says last of each version that has been more than a snapshot. */
  const marks = new Map<string, string>();
  let first: string | null = null;

  return {
    async see({ at, guideline, entry }: AuditRow) {
      // Versions from before the log was begun are vouched for by nobody.
      first ??= at;
      if (entry.kind === "version.status" && guideline !== null)
        marks.set(nameOf(guideline, entry.number), `${entry.status} ${entry.edition}`);
      if (entry.kind !== "version.frozen" || guideline === null) return null;
      const name = nameOf(guideline, entry.number);
      vouched.add(name);
      const found = await read(store, guideline, entry.number);
      if (found === null) return [name, "it is missing or cannot be read"];
      if (contentHash(found) !== entry.contentHash || found.version?.contentHash !== entry.contentHash)
        return [name, "its text is not as it was frozen"];
      if (found.version === null || labelHash(found.version) !== entry.labelHash)
        return [name, "what is said of it is not as it was frozen"];
      return null;
    },
    async close() {
      if (first === null) return null;
      for (const { guidelineId, number } of await store.madeSince(first)) {
        const name = nameOf(guidelineId, number);
        if (!vouched.has(name)) return [name, "the audit log does not know it"];
      }
      for (const { guidelineId, number, status, edition } of await store.marked()) {
        const name = nameOf(guidelineId, number);
        if (marks.get(name) !== `${status} ${edition}`)
          return [name, "its status or its edition is not as it was recorded"];
        marks.delete(name);
      }
      for (const [name, mark] of marks)
        if (mark !== "snapshot null") return [name, "its status or its edition is not as it was recorded"];
      return null;
    },
  };
}

function nameOf(guidelineId: GuidelineId, number: number): string {
  return `versions ${guidelineId} ${number}`;
}

async function read(
  store: VersionStore,
  guidelineId: GuidelineId,
  number: number,
): Promise<VersionContent | null> {
  try {
    return await store.content(guidelineId, number);
  } catch {
    return null;
  }
}
