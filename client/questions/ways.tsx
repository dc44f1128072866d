import type { GuidelineId } from "#shared/ids.ts";
import { questionTexts } from "./texts.ts";
import "./ways.css";

const PAGES = ["readiness", "record", "briefing", "benefits", "approval"] as const;
export type GuidelinePage = (typeof PAGES)[number];

const PATHS: Readonly<Record<GuidelinePage, string>> = {
  readiness: "readiness",
  record: "decisions",
  briefing: "briefing",
  benefits: "benefits",
  approval: "approval",
};

/** The pages about a guideline as a whole; `here` is the one that is shown, null in the text itself. */
export function Ways({
  guidelineId,
  here,
}: {
  readonly guidelineId: GuidelineId;
  readonly here: GuidelinePage | null;
}) {
  const t = questionTexts();
  return (
    <nav class={here === null ? "ways ways--beside" : "ways"} aria-label={t.ways}>
      {here !== null && <a href={`/guidelines/${guidelineId}`}>{t.text}</a>}
      {PAGES.map((page) => (
        <a
          key={page}
          href={`/guidelines/${guidelineId}/${PATHS[page]}`}
          {...(page === here ? { "aria-current": "page" as const } : {})}
        >
          {t[page]}
        </a>
      ))}
    </nav>
  );
}
