import { useEffect, useRef } from "preact/hooks";
import { Doc } from "yjs";
import { buildDocument } from "#shared/document/build.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import type { TemplateNews, TemplateSummary } from "#shared/templates.ts";
import { type WordingHint, wordingHints } from "#shared/wording.ts";
import type { Desk } from "../editor/desk.ts";
import { templateContent } from "../editor/template-content.ts";
import { formatDate, locale } from "../i18n/index.ts";
import { drawSections, type JsonNode } from "../reading/draw.ts";
import { describeError } from "../shell/api.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { toast } from "../ui/toast.tsx";
import { settleNews } from "./model.ts";
import { paragraphsOf } from "./paragraphs.ts";
import { templateTexts } from "./texts.ts";
import "./templates.css";

interface SectionBackgroundProps {
  readonly desk: Desk;
  readonly template: TemplateSummary;
  /** What is new in the template, or null. */
  readonly news: TemplateNews | null;
  readonly onSettled: () => void;
  readonly onClose: () => void;
}

/** What stands behind a section: whom it serves, what needs co-determination, which law, what is new. */
export function SectionBackground({ desk, template, news, onSettled, onClose }: SectionBackgroundProps) {
  const t = templateTexts();
  return (
    <Dialog title={t.aboutSection(template.title)} onClose={onClose}>
      <div class="background">
        {/* Read from the top: the first button is at the end, far out of sight. */}
        <p class="background__purpose" tabIndex={-1} autofocus>
          {template.purpose}
        </p>
        {news !== null && <News desk={desk} news={news} onSettled={onSettled} />}
        <Tone desk={desk} templateKey={template.key} />
        {template.benefits.length > 0 && (
          <section>
            <h3>{t.benefits}</h3>
            <dl class="background__benefits">
              {template.benefits.map(({ department, name, gains }) => (
                <div key={department}>
                  <dt>{name}</dt>
                  <dd>{gains}</dd>
                </div>
              ))}
            </dl>
          </section>
        )}
        <section>
          <h3>{t.codetermination}</h3>
          <p class="quiet">{t.codeterminationLead}</p>
          <ul class="background__list">
            {template.codetermination.map(({ rules, label, because }) => (
              <li key={rules}>
                <p>
                  {rules}: <strong>{t.labels[label]}</strong>
                </p>
                {because !== undefined && <p class="quiet">{because}</p>}
              </li>
            ))}
          </ul>
        </section>
        {template.law.length > 0 && (
          <section>
            <h3>{t.law}</h3>
            <p class="quiet">{t.lawLead}</p>
            <ul class="background__list">
              {template.law.map(({ ref, says, confidence, asOf, recheck }) => (
                <li key={ref}>
                  <p>
                    <strong>{ref}</strong>
                  </p>
                  <p>{says}</p>
                  <p class="quiet">
                    {t.asOf(monthName(asOf), monthName(recheck))} · {t.confidence[confidence]}
                  </p>
                </li>
              ))}
            </ul>
          </section>
        )}
        <div class="dialog__actions">
          <Button onClick={onClose}>{t.close}</Button>
        </div>
      </div>
    </Dialog>
  );
}

/** What the section's text could do better, as it is now; nothing when there is nothing to say. */
function Tone({ desk, templateKey }: { readonly desk: Desk; readonly templateKey: string }) {
  const t = templateTexts();
  const state = desk.editorState.value;
  const section = desk.outline.value.find(({ key }) => key === templateKey);
  if (state === null || section === undefined) return null;
  const said: Partial<Record<WordingHint["kind"], string>> = {
    prohibitions: t.prohibitions,
    "approval-steps": t.manyHands,
    "outdated-law": t.outdatedLaw,
  };
  const hints = wordingHints(paragraphsOf(state.doc, section.id), desk.guideline.locale).flatMap((hint) => {
    const sentence = said[hint.kind];
    return sentence === undefined
      ? []
      : [{ sentence, quotes: "quotes" in hint ? hint.quotes : [hint.quote] }];
  });
  if (hints.length === 0) return null;
  return (
    <section>
      <h3>{t.tone}</h3>
      <ul class="background__list">
        {hints.map(({ sentence, quotes }) => (
          <li key={sentence + quotes.join()}>
            <p>{sentence}</p>
            {quotes.map((quote) => (
              <p key={quote} class="quiet">
                {quote}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface NewsProps {
  readonly desk: Desk;
  readonly news: TemplateNews;
  readonly onSettled: () => void;
}

function News({ desk, news, onSettled }: NewsProps) {
  const t = templateTexts();
  const settle = () =>
    void settleNews(desk.guideline, news).then(onSettled, (error: unknown) => toast(describeError(error)));
  return (
    <section class="background__news">
      <h3>{t.news}</h3>
      <p>{t.newsLead(news.since, news.version)}</p>
      <ul class="background__list">
        {news.changes.map(({ version, on, what }) => (
          <li key={version}>
            <p>{what}</p>
            <p class="quiet">{formatDate(on)}</p>
          </li>
        ))}
      </ul>
      <details>
        <summary>{t.showTemplate}</summary>
        <TemplateText desk={desk} templateKey={news.key} />
      </details>
      {desk.editable && (
        <>
          <p class="quiet">{t.newsEdit}</p>
          <Button onClick={settle}>{t.settled}</Button>
        </>
      )}
    </section>
  );
}

function TemplateText({ desk, templateKey }: { readonly desk: Desk; readonly templateKey: string }) {
  const paper = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let gone = false;
    templateContent(templateKey, desk.guideline).then(
      ({ variables, ...section }) => {
        if (gone || paper.current === null) return;
        const ydoc = new Doc();
        buildDocument(ydoc, { sections: [section], variables: {} });
        paper.current.replaceChildren(
          ...drawSections(toDoc(ydoc).toJSON() as JsonNode, {
            variables: { ...variables, ...desk.values.value },
            catalogue: desk.catalogue,
            // One section alone has no number.
            kind: "guideline",
          }),
        );
      },
      (error: unknown) => toast(describeError(error)),
    );
    return () => {
      gone = true;
    };
  }, [templateKey]);
  return <div ref={paper} class="background__paper sheet__text" lang={desk.guideline.locale} />;
}

/** “Mai 2026” of “2026-05”. */
function monthName(month: string): string {
  return new Intl.DateTimeFormat(locale.value, { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}
