import { useEffect } from "preact/hooks";
import type { GuidelineId } from "#shared/ids.ts";
import { type Query, useQuery } from "../shell/query.ts";
import { followGuidelines } from "../shell/realtime.ts";

/** Something about a guideline's approvals, asked for again whenever it has changed. */
export function useReviews<T>(guidelineId: string, path: string): Query<T> {
  const found = useQuery<T>(path);
  useEffect(
    () => followGuidelines([guidelineId as GuidelineId], ["reviews:changed"], () => void found.reload()),
    [guidelineId, path],
  );
  return found;
}
