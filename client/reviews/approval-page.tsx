import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Guideline } from "#shared/guidelines.ts";
import type { Body } from "#shared/identity.ts";
import type { BodyId } from "#shared/ids.ts";
import type { Policy, Review } from "#shared/reviews.ts";
import { formatDate } from "../i18n/index.ts";
import { GuidelinePageFrame } from "../questions/guideline-page.tsx";
import { useQuery } from "../shell/query.ts";
import { followGuidelines } from "../shell/realtime.ts";
import { Button } from "../ui/button.tsx";
import { set } from "../ui/set.ts";
import { PolicyForm, PolicyList } from "./policy-form.tsx";
import { RequestForm } from "./request-form.tsx";
import { reviewTexts } from "./texts.ts";
import "./reviews.css";

/** Everything about the approval of a guideline: who decides, what is up for decision, what was decided. */
export default function ApprovalPage() {
  const t = reviewTexts();
  return (
    <GuidelinePageFrame<readonly Review[]> here="approval" title={t.approval} path="reviews">
      {({ guideline, value, nameOf, reload }) => (
        <Approval guideline={guideline} reviews={value} nameOf={nameOf} reload={reload} />
      )}
    </GuidelinePageFrame>
  );
}

interface ApprovalProps {
  readonly guideline: Guideline;
  readonly reviews: readonly Review[];
  readonly nameOf: (body: BodyId) => string;
  readonly reload: () => Promise<void>;
}

function Approval({ guideline, reviews, nameOf, reload }: ApprovalProps) {
  const t = reviewTexts();
  const policy = useQuery<Policy>(`/api/guidelines/${guideline.id}/approval-policy`);
  const bodies = useQuery<readonly Body[]>("/api/bodies");
  const editing = useSignal(false);
  useEffect(
    () =>
      followGuidelines([guideline.id], ["reviews:changed"], () => {
        void Promise.all([reload(), policy.reload()]);
      }),
    [guideline.id],
  );
  const leads = guideline.role === "owner" && guideline.archivedAt === null;
  const isOpen = reviews.some(({ status }) => status === "open");
  return (
    <div class="approval">
      <div class="approval__main">
        {reviews.length > 0 && <ReviewList reviews={reviews} guideline={guideline} />}
        {leads && !isOpen && policy.now.state === "loaded" && (
          // Another policy is another request: what holds it is asked for again.
          <RequestForm
            key={JSON.stringify(policy.now.value)}
            guideline={guideline}
            hasEdition={reviews.some(({ status }) => status === "adopted")}
            nameOf={nameOf}
          />
        )}
      </div>
      <section class="approval__beside" aria-labelledby="who">
        <h2 id="who">{t.who}</h2>
        {policy.now.state === "loaded" && <PolicyList policy={policy.now.value} nameOf={nameOf} />}
        {leads && (
          <Button disabled={policy.now.state !== "loaded"} onClick={() => set(editing)(true)}>
            {t.change}
          </Button>
        )}
        <p class="quiet">{t.silence}</p>
      </section>
      {editing.value && policy.now.state === "loaded" && bodies.now.state === "loaded" && (
        <PolicyForm
          guideline={guideline}
          policy={policy.now.value}
          bodies={bodies.now.value}
          onDone={policy.reload}
          onClose={() => set(editing)(false)}
        />
      )}
    </div>
  );
}

/** Candidates as knots on a cord, newest on top. */
function ReviewList({
  reviews,
  guideline,
}: {
  readonly reviews: readonly Review[];
  readonly guideline: Guideline;
}) {
  const t = reviewTexts();
  return (
    <ol class="candidates">
      {reviews.map((review) => (
        <li key={review.id} class={`candidates__one candidates__one--${review.status}`}>
          <span class={`knot ${KNOTS[review.status]}`} aria-hidden="true" />
          <a href={`/guidelines/${guideline.id}/reviews/${review.id}`}>
            {review.status === "adopted" ? t.edition(review.edition) : t.candidate(review.edition)}
          </a>
          <p>
            {t.states[review.status]}
            {review.inForceFrom !== null && ` · ${t.inForce(formatDate(review.inForceFrom))}`}
          </p>
          <p class="quiet">{t.requestedBy(review.requestedBy.name, formatDate(review.requestedAt))}</p>
          {review.reason !== null && <p class="bodies__note">{review.reason}</p>}
        </li>
      ))}
    </ol>
  );
}

const KNOTS = {
  open: "knot--discussed",
  returned: "knot--returned",
  withdrawn: "knot--open",
  expired: "knot--open",
  adopted: "knot--settled",
} as const;
