import type { Guideline } from "#shared/guidelines.ts";
import type { GuidelineId } from "#shared/ids.ts";
import { isYes } from "#shared/review-status.ts";
import type { BodyState, Review } from "#shared/reviews.ts";
import { formatDate } from "../i18n/index.ts";
import { reviewTexts } from "./texts.ts";
import { useReviews } from "./use-reviews.ts";
import "./approval-state.css";

interface ApprovalStepProps {
  readonly guideline: Guideline;
  /** Nothing else is to be done first, so that asking for approval is the next step. */
  readonly isNext: boolean;
}

/** At the top of a draft: the step towards approval that this person takes next, or how far approval has come. */
export function ApprovalStep({ guideline, isNext }: ApprovalStepProps) {
  const step = stepOf(useNewest(guideline.id), guideline, isNext);
  if (step === null) return null;
  const look = step.state === "act" ? "button--primary" : `approval-step--${step.state}`;
  return (
    <a class={`button approval-step ${look} only-wide`} href={step.path}>
      {step.state !== "act" && <span class={`knot ${KNOTS[step.state]}`} aria-hidden="true" />}
      {step.words}
    </a>
  );
}

/** Above a draft whose newest candidate came back: why, until approval is asked for again. */
export function ReturnNote({ guidelineId }: { readonly guidelineId: GuidelineId }) {
  const t = reviewTexts();
  const newest = useNewest(guidelineId);
  if (newest?.status !== "returned") return null;
  return (
    <a class="return-note" href={`/guidelines/${guidelineId}/reviews/${newest.id}`}>
      <strong>
        {t.candidate(newest.edition)}: {t.states.returned}
      </strong>
      {newest.reason !== null && <span>{newest.reason}</span>}
    </a>
  );
}

const KNOTS = { open: "knot--discussed", adopted: "knot--settled" } as const;

interface Step {
  readonly state: "act" | "open" | "adopted";
  readonly words: string;
  readonly path: string;
}

/** Undefined: not known yet; null: approval has never been asked for. */
function useNewest(guidelineId: GuidelineId): Review | null | undefined {
  const reviews = useReviews<readonly Review[]>(guidelineId, `/api/guidelines/${guidelineId}/reviews`);
  return reviews.now.state === "loaded" ? (reviews.now.value[0] ?? null) : undefined;
}

function stepOf(newest: Review | null | undefined, guideline: Guideline, isNext: boolean): Step | null {
  const t = reviewTexts();
  if (newest === undefined) return null;
  const base = `/guidelines/${guideline.id}`;
  const leads = guideline.role === "owner" && guideline.archivedAt === null;
  switch (newest?.status) {
    case "open": {
      const path = `${base}/reviews/${newest.id}`;
      if (newest.bodies.some((body) => waitsForPerson(newest, body)))
        return { state: "act", words: t.decideNow, path };
      return { state: "open", words: progressOf(newest), path };
    }
    case "adopted": {
      const path = `${base}/reviews/${newest.id}`;
      if (leads && newest.inForceFrom === null) return { state: "act", words: t.putInForce, path };
      return { state: "adopted", words: t.edition(newest.edition), path };
    }
    default:
      return leads && isNext ? { state: "act", words: t.requestTitle, path: `${base}/approval` } : null;
  }
}

function waitsForPerson({ level }: Review, { asked, mayVote, mayConfirm }: BodyState): boolean {
  // Who may object to an editorial change, or comment, need not do anything.
  return mayConfirm || (mayVote && level !== "editorial" && asked !== "comment");
}

/** How many of the bodies that decide have said yes; to an editorial change they need not say anything. */
function progressOf({ level, dueOn, bodies }: Review): string {
  const t = reviewTexts();
  if (level === "editorial" && dueOn !== null) return t.objectUntil(formatDate(dueOn));
  const deciding = bodies.filter(({ asked }) => asked !== "comment");
  return t.underWay(deciding.filter(({ vote }) => vote !== null && isYes(vote.vote)).length, deciding.length);
}
