import { Stamp } from "lucide";
import { useEffect } from "preact/hooks";
import type { Body } from "#shared/identity.ts";
import type { WaitingReview } from "#shared/reviews.ts";
import { formatDate } from "../i18n/index.ts";
import { bodyName } from "../identity/body-names.ts";
import { useQuery } from "../shell/query.ts";
import { onConnect, onRealtime } from "../shell/realtime.ts";
import { Icon } from "../ui/icon.tsx";
import { reviewTexts } from "./texts.ts";

/** Candidates that wait for the person's decision, on the start page. Nothing is shown while none does. */
export function WaitingReviews() {
  const t = reviewTexts();
  const waiting = useQuery<readonly WaitingReview[]>("/api/reviews");
  const bodies = useQuery<readonly Body[]>("/api/bodies");
  useEffect(() => {
    const stops = [
      onRealtime("reviews:changed", () => void waiting.reload()),
      onConnect(() => void waiting.reload()),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  if (waiting.now.state !== "loaded" || bodies.now.state !== "loaded" || waiting.now.value.length === 0)
    return null;
  const all = bodies.now.value;
  const nameOf = (id: string) => {
    const body = all.find((each) => each.id === id);
    return body === undefined ? "" : bodyName(body);
  };
  return (
    <section class="page__section" aria-labelledby="waiting-reviews">
      <h2 id="waiting-reviews" class="visually-hidden">
        {t.waitsTitle}
      </h2>
      <ul class="waiting">
        {waiting.now.value.map((each) => (
          <li key={each.reviewId + each.bodyId}>
            <a class="waiting__row" href={`/guidelines/${each.guidelineId}/reviews/${each.reviewId}`}>
              <Icon of={Stamp} />
              <span class="waiting__what">
                <strong>{wordsOf(each)}</strong>
                <span class="quiet">{t.waitsWhere(each.title, nameOf(each.bodyId))}</span>
              </span>
              {each.dueOn !== null && (
                <span class="waiting__due">
                  {(each.level === "editorial" ? t.objectUntil : t.due)(formatDate(each.dueOn))}
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function wordsOf({ confirm, level, asked, edition }: WaitingReview): string {
  const t = reviewTexts();
  if (confirm) return t.waitsConfirm(edition);
  return level === "editorial" ? t.waitsEditorial(edition) : t.waits[asked](edition);
}
