import { createHash } from "node:crypto";
import type { AuditRow } from "#shared/audit.ts";
import type { Witness } from "../audit/index.ts";
import type { ReviewStore } from "./store.ts";

/** Tells whether policies, reviews, votes and scans still are what the audit log says last of each of them. */
export function createReviewWitness(store: ReviewStore): Witness {
  const last = new Map<string, string>();

  return {
    async see({ guideline, entry }: AuditRow) {
      switch (entry.kind) {
        case "review.policy":
          last.set(`review_policies ${guideline}`, entry.hash);
          break;
        case "review.requested":
        case "review.ended":
        case "review.inForce":
          last.set(`reviews ${entry.review}`, entry.hash);
          break;
        case "review.voted":
        case "review.paperChecked":
          last.set(`review_votes ${entry.id}`, entry.hash);
          break;
        default:
      }
      return null;
    },
    async close() {
      for (const { name, hash } of await store.rows()) {
        if (!last.has(name)) return [name, "the audit log does not know it"];
        if (last.get(name) !== hash) return [name, "it is not as it was recorded"];
        last.delete(name);
      }
      for (const name of last.keys()) return [name, "it is missing"];
      for (const { reviewId, hash, bytes } of await store.scans())
        if (bytes === null || createHash("sha256").update(bytes).digest("hex") !== hash)
          return [`review_scans ${reviewId} ${hash}`, "it is not as it was handed in"];
      return null;
    },
  };
}
