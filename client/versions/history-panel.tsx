import { useEffect } from "preact/hooks";
import type { Body } from "#shared/identity.ts";
import type { GuidelineId } from "#shared/ids.ts";
import type { Version } from "#shared/versions.ts";
import { formatDate, formatList, formatTime } from "../i18n/index.ts";
import { bodyName } from "../identity/body-names.ts";
import { describeError } from "../shell/api.ts";
import { useQuery } from "../shell/query.ts";
import { followGuidelines } from "../shell/realtime.ts";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { Notice } from "../ui/notice.tsx";
import { compareTexts } from "./compare-texts.ts";
import { versionTexts } from "./texts.ts";
import { versionName } from "./version-name.ts";
import "./versions.css";

/** Versions as knots along the time cord, newest on top. Bodies are named, people are not. */
export function HistoryPanel({ guidelineId }: { readonly guidelineId: GuidelineId }) {
  const t = versionTexts();
  const versions = useQuery<readonly Version[]>(`/api/guidelines/${guidelineId}/versions`);
  const bodies = useQuery<readonly Body[]>("/api/bodies");
  useEffect(
    () =>
      followGuidelines([guidelineId], ["versions:created", "reviews:changed"], () => void versions.reload()),
    [guidelineId],
  );
  if (versions.now.state === "loading") return <Skeleton />;
  if (versions.now.state === "failed")
    return <Notice kind="error">{describeError(versions.now.error)}</Notice>;
  if (versions.now.value.length === 0) return <Empty text={t.empty} />;
  const all = bodies.now.state === "loaded" ? bodies.now.value : [];
  const days = Map.groupBy(versions.now.value, (version) => formatDate(version.createdAt));
  return (
    <div class="history">
      {[...days].map(([day, list]) => (
        <section key={day}>
          <h2 class="history__day">{day}</h2>
          <ol class="cord history__cord">
            {list.map((version) => (
              <li key={version.number} class={`history__version history__version--${version.cause}`}>
                <span class={`knot ${knotOf(version)}`} aria-hidden="true" />
                <a href={`/guidelines/${guidelineId}/versions/${version.number}`}>{versionName(version)}</a>
                {version.status !== "snapshot" && (
                  <p class={`history__status history__status--${version.status}`}>
                    {t.statuses[version.status]}
                  </p>
                )}
                <p class="quiet">
                  {formatTime(version.createdAt)}
                  {version.bodies.length > 0 &&
                    ` · ${formatList(all.filter((body) => version.bodies.includes(body.id)).map(bodyName))}`}
                </p>
                {version.note !== null && <p class="history__note">{version.note}</p>}
                <a
                  class="history__compare"
                  href={`/guidelines/${guidelineId}/compare?from=${version.number}&to=draft`}
                  aria-label={`${compareTexts().compareWithDraft}: ${versionName(version)}`}
                >
                  {compareTexts().compareWithDraft}
                </a>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

/** Shape says what colour says: hollow, half, full, full in a ring; a square was handed over and came back. */
function knotOf({ status, cause }: Version): string {
  switch (status) {
    case "snapshot":
      return cause === "named" ? "history__knot--named" : "";
    case "inReview":
      return "knot--discussed";
    case "returned":
      return "knot--returned";
    case "adopted":
      return "knot--settled";
    case "inForce":
      return "knot--settled history__knot--inForce";
    case "superseded":
      return "history__knot--superseded";
    default:
      return status satisfies never;
  }
}
