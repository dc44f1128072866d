import { CircleCheck, CircleDashed, CircleX, Hourglass } from "lucide";
import type { BodyId } from "#shared/ids.ts";
import { isNo, votesFor } from "#shared/review-status.ts";
import type { BodyState, Review, Vote } from "#shared/reviews.ts";
import { formatDate } from "../i18n/index.ts";
import { Icon } from "../ui/icon.tsx";
import { reviewTexts } from "./texts.ts";

interface BodyRowsProps {
  readonly review: Review;
  readonly nameOf: (body: BodyId) => string;
}

/** One row for each body: what it was asked for, and what it has decided. */
export function BodyRows({ review, nameOf }: BodyRowsProps) {
  const t = reviewTexts();
  const steps = new Set(review.bodies.map(({ step }) => step)).size;
  return (
    <ul class="bodies">
      {review.bodies.map((body) => {
        const shown = body.vote ?? body.awaiting;
        return (
          <li key={body.bodyId} class={`bodies__row bodies__row--${lookOf(body)}`}>
            <Icon of={ICONS[lookOf(body)]} />
            <div>
              <h3 class="bodies__name">{nameOf(body.bodyId)}</h3>
              <p class="quiet">
                {t.asked[body.asked]}
                {steps > 1 && ` · ${t.stepNumber(body.step + 1)}`}
              </p>
            </div>
            <div class="bodies__state">
              <p>
                <strong>{stateOf(body, review)}</strong>
              </p>
              {shown !== null && <Details vote={shown} review={review} />}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Details({ vote, review }: { readonly vote: Vote; readonly review: Review }) {
  const t = reviewTexts();
  const { resolution, onPaper } = vote;
  return (
    <div class="quiet">
      {resolution !== null && <p>{t.resolution(formatDate(resolution.decidedOn), resolution.reportedBy)}</p>}
      {onPaper !== null && (
        <p>
          {t.paper(formatDate(onPaper.receivedOn))}
          {onPaper.confirmedBy !== null && `, ${t.confirmedBy(onPaper.confirmedBy.name)}`}{" "}
          <a href={`/api/guidelines/${review.guidelineId}/reviews/${review.id}/scans/${onPaper.scan}`}>
            {t.scan}
          </a>
        </p>
      )}
      <p>
        {t.by(vote.by.name, formatDate(vote.at))}
        {vote.asDelegate && `, ${t.asDelegate}`}
      </p>
      {vote.kept && <p>{t.kept}</p>}
      {vote.note !== "" && <p class="bodies__note">{vote.note}</p>}
    </div>
  );
}

const ICONS = { yes: CircleCheck, no: CircleX, due: Hourglass, later: CircleDashed } as const;

function lookOf({ vote, due }: BodyState): keyof typeof ICONS {
  if (vote !== null) return isNo(vote.vote) ? "no" : "yes";
  return due ? "due" : "later";
}

function stateOf(body: BodyState, { level, status }: Review): string {
  const t = reviewTexts();
  if (body.vote !== null) return t.voted[body.vote.vote];
  if (body.awaiting !== null) return t.awaits;
  if (votesFor(body.asked, level).length === 0 || status !== "open")
    return level === "editorial" ? t.notNeeded : t.undecided;
  if (level === "editorial") return t.object;
  return body.due ? t.waiting[body.asked] : t.later;
}
