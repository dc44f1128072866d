import type { GuidelineId } from "#shared/ids.ts";
import type { Review } from "#shared/reviews.ts";
import { reviewTexts } from "./texts.ts";
import { useReviews } from "./use-reviews.ts";
import "./approval-state.css";

/** Beside a draft: what has become of its newest candidate, with the way there. */
export function ApprovalState({ guidelineId }: { readonly guidelineId: GuidelineId }) {
  const t = reviewTexts();
  const reviews = useReviews<readonly Review[]>(guidelineId, `/api/guidelines/${guidelineId}/reviews`);
  const newest = reviews.now.state === "loaded" ? reviews.now.value[0] : undefined;
  if (newest === undefined || newest.status === "withdrawn") return null;
  const name = newest.status === "adopted" ? t.edition(newest.edition) : t.candidate(newest.edition);
  return (
    <a
      class={`approval-state approval-state--${newest.status}`}
      href={`/guidelines/${guidelineId}/reviews/${newest.id}`}
    >
      {name}: {t.states[newest.status]}
      {newest.reason !== null && ` · ${newest.reason}`}
    </a>
  );
}
