import { CircleHelp } from "lucide";
import { useEffect } from "preact/hooks";
import type { Body } from "#shared/identity.ts";
import type { Waiting } from "#shared/questions.ts";
import { formatDate } from "../i18n/index.ts";
import { bodyName } from "../identity/body-names.ts";
import { useQuery } from "../shell/query.ts";
import { followGuidelines } from "../shell/realtime.ts";
import { Icon } from "../ui/icon.tsx";
import { pageTexts } from "./page-texts.ts";
import "./pages.css";

/** What waits for the person on the start page: questions to their bodies. Nothing is shown while nothing does. */
export function WaitingList({ guidelineIds }: { readonly guidelineIds: readonly Waiting["guidelineId"][] }) {
  const t = pageTexts();
  const waiting = useQuery<readonly Waiting[]>("/api/questions");
  const bodies = useQuery<readonly Body[]>("/api/bodies");
  const ids = guidelineIds.join(" ");
  useEffect(() => followGuidelines(guidelineIds, ["questions:changed"], () => void waiting.reload()), [ids]);
  if (waiting.now.state !== "loaded" || bodies.now.state !== "loaded" || waiting.now.value.length === 0)
    return null;
  const all = bodies.now.value;
  const nameOf = (id: string) => {
    const body = all.find((each) => each.id === id);
    return body === undefined ? "" : bodyName(body);
  };
  return (
    <section class="page__section" aria-labelledby="waiting">
      <h2 id="waiting" class="visually-hidden">
        {t.waits}
      </h2>
      <ul class="waiting">
        {waiting.now.value.map((each) => (
          <li key={each.guidelineId + each.bodyId}>
            <a class="waiting__row" href={`/guidelines/${each.guidelineId}?scope=mine`}>
              <Icon of={CircleHelp} />
              <span class="waiting__what">
                <span>
                  <strong>{t.waiting(each.count, nameOf(each.bodyId))}</strong> {t.waitingWhere(each.title)}
                </span>
                <span class="quiet">{each.blocking > 0 ? t.waitingBlocks : t.waitingPlain}</span>
              </span>
              {each.due !== null && <span class="waiting__due">{t.due(formatDate(each.due))}</span>}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
