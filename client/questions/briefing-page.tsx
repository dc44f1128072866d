import type { ComponentChildren } from "preact";
import type { Guideline } from "#shared/guidelines.ts";
import type { BodyId } from "#shared/ids.ts";
import type { Briefing } from "#shared/questions.ts";
import { formatDate, formatList } from "../i18n/index.ts";
import { Button } from "../ui/button.tsx";
import { GuidelinePageFrame } from "./guideline-page.tsx";
import { pageTexts } from "./page-texts.ts";

/** So that all of it fits on one sheet; what is left out is counted. */
const MOST = { decided: 9, open: 9, concerns: 4 };

/** What management needs in two minutes, on one sheet, always from what is there now. */
export default function BriefingPage() {
  const t = pageTexts();
  return (
    <GuidelinePageFrame<Briefing> here="briefing" title={t.briefing} path="briefing">
      {({ guideline, value, nameOf }) => <Sheet guideline={guideline} briefing={value} nameOf={nameOf} />}
    </GuidelinePageFrame>
  );
}

interface SheetProps {
  readonly guideline: Guideline;
  readonly briefing: Briefing;
  readonly nameOf: (body: BodyId) => string;
}

function Sheet({ guideline, briefing, nameOf }: SheetProps) {
  const t = pageTexts();
  const { variables, hold, sections, proposed } = briefing;
  const decided = [...briefing.decided].sort((a, b) => Number(b.blocking) - Number(a.blocking));
  const open = [...briefing.open].sort(
    (a, b) => Number(b.blocking) - Number(a.blocking) || (a.due?.on ?? "9").localeCompare(b.due?.on ?? "9"),
  );
  const dues = briefing.open.flatMap(({ due }) => due?.on ?? []).sort();
  const values = (...names: readonly string[]) =>
    names
      .map((name) => variables[name] ?? "")
      .filter(Boolean)
      .join(", ");
  return (
    <div class="briefing">
      <div class="briefing__head">
        <p>
          <strong>{t.progress(sections.settled, sections.all)}.</strong>{" "}
          {proposed > 0 && t.proposals(proposed)}
        </p>
        <p class="quiet">{t.asOf(formatDate(new Date().toISOString()))}</p>
        <Button onClick={() => print()}>{t.print}</Button>
      </div>
      {hold !== null && (
        <div class="hold">
          <h2 class="hold__title">{t.held}</h2>
          <p class="hold__reason">{hold.reason}</p>
          <p class="quiet">{t.heldUntil(formatDate(hold.reviewOn))}</p>
        </div>
      )}
      <div class="briefing__columns">
        <div class="briefing__column">
          <Block title={t.purpose} lang={guideline.locale}>
            <p>{variables.goals || t.purposeOpen}</p>
            {variables.audiences && (
              <p>
                <span class="briefing__term">{t.forWhom}</span> {variables.audiences}
              </p>
            )}
          </Block>
          <Block title={t.decided}>
            {decided.length === 0 && <p class="quiet">{t.decidedNone}</p>}
            <ul class="briefing__list">
              {decided.slice(0, MOST.decided).map((each) => (
                <li key={each.text}>
                  <span class="briefing__question">{each.text}</span>
                  <strong>{each.inWords}</strong>
                </li>
              ))}
            </ul>
            <More all={decided.length} shown={MOST.decided} />
          </Block>
          <Block title={t.concerns}>
            {briefing.concerns.length === 0 && <p>{t.concernsNone}</p>}
            <ul class="briefing__list">
              {briefing.concerns.slice(0, MOST.concerns).map(({ body, words }) => (
                <li key={words}>
                  <span>{words}</span>
                  {body !== null && <span class="briefing__detail">{nameOf(body)}</span>}
                </li>
              ))}
            </ul>
            <More all={briefing.concerns.length} shown={MOST.concerns} />
          </Block>
        </div>
        <div class="briefing__column">
          <Block title={t.effort}>
            <p>{variables["hours-per-week"] ? t.hours(variables["hours-per-week"]) : t.effortOpen}</p>
            {values("lead-department", "lead-person", "deputy") !== "" && (
              <p>
                <span class="briefing__term">{t.lead}</span>{" "}
                {values("lead-department", "lead-person", "deputy")}
              </p>
            )}
          </Block>
          <Block title={t.open}>
            {open.length === 0 && <p class="quiet">{t.openNone}</p>}
            <ul class="briefing__list">
              {open.slice(0, MOST.open).map((each) => (
                <li key={each.text}>
                  <span>{each.text}</span>
                  <span class="briefing__detail">
                    {[
                      formatList(each.askedOf.map(nameOf)),
                      ...(each.blocking ? [t.blocksIt] : []),
                      ...(each.deferred ? [t.isDeferred] : []),
                      ...(each.due === null ? [] : [t.due(formatDate(each.due.on))]),
                    ].join(" · ")}
                  </span>
                </li>
              ))}
            </ul>
            <More all={open.length} shown={MOST.open} />
          </Block>
          <Block title={t.dates}>
            <p>
              {guideline.targetDate === null ? t.noTarget : t.targetDate(formatDate(guideline.targetDate))}
            </p>
            {dues[0] !== undefined && <p>{t.nextDue(formatDate(dues[0]))}</p>}
          </Block>
        </div>
      </div>
    </div>
  );
}

function Block({
  title,
  lang,
  children,
}: {
  readonly title: string;
  readonly lang?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="briefing__block">
      <h2>{title}</h2>
      <div lang={lang}>{children}</div>
    </section>
  );
}

function More({ all, shown }: { readonly all: number; readonly shown: number }) {
  return all > shown ? <p class="briefing__detail">{pageTexts().more(all - shown)}</p> : null;
}
