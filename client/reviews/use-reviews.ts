import { useEffect } from "preact/hooks";
import { type Query, useQuery } from "../shell/query.ts";
import { joinGuideline, onRealtime } from "../shell/realtime.ts";

/** Something about a guideline's approvals, asked for again whenever it has changed. */
export function useReviews<T>(guidelineId: string, path: string): Query<T> {
  const found = useQuery<T>(path);
  useEffect(() => {
    const stops = [
      joinGuideline(guidelineId as Parameters<typeof joinGuideline>[0]),
      onRealtime("reviews:changed", (event) => void (event.guidelineId === guidelineId && found.reload())),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [guidelineId, path]);
  return found;
}
