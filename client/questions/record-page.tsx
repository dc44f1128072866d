import type { Guideline } from "#shared/guidelines.ts";
import type { BodyId } from "#shared/ids.ts";
import type { RecordEntry } from "#shared/questions.ts";
import { formatDate } from "../i18n/index.ts";
import { Button } from "../ui/button.tsx";
import { Empty } from "../ui/empty.tsx";
import { GuidelinePageFrame } from "./guideline-page.tsx";
import { pageTexts } from "./page-texts.ts";
import { recordCsv, recordLines, recordMarkdown, signature } from "./record-export.ts";

/** The decision record (Beschlussprotokoll): what was decided, by whom, for whom, why; earlier answers too. */
export default function RecordPage() {
  const t = pageTexts();
  return (
    <GuidelinePageFrame<readonly RecordEntry[]> here="record" title={t.record} path="decisions">
      {({ guideline, value, nameOf }) => <Record guideline={guideline} record={value} nameOf={nameOf} />}
    </GuidelinePageFrame>
  );
}

interface RecordProps {
  readonly guideline: Guideline;
  readonly record: readonly RecordEntry[];
  readonly nameOf: (body: BodyId) => string;
}

function Record({ guideline, record, nameOf }: RecordProps) {
  const t = pageTexts();
  if (record.length === 0)
    return (
      <Empty text={t.recordEmpty}>
        <a class="button" href={`/guidelines/${guideline.id}`}>
          {t.toQuestions}
        </a>
      </Empty>
    );
  const lines = recordLines(record, nameOf);
  const days = Map.groupBy(lines, (line) => formatDate(line.at));
  const now = new Date().toISOString();
  return (
    <>
      <p class="record__lead">{t.recordLead}</p>
      <div class="record__actions">
        <Button onClick={() => print()}>{t.print}</Button>
        <Button
          onClick={() =>
            save(`${guideline.slug}.md`, "text/markdown", recordMarkdown(guideline.title, lines, now))
          }
        >
          {t.markdown}
        </Button>
        <Button onClick={() => save(`${guideline.slug}.csv`, "text/csv", recordCsv(lines))}>{t.csv}</Button>
      </div>
      {[...days].map(([day, list]) => (
        <section key={day} class="record__day" aria-label={day}>
          <h2 class="record__date">{day}</h2>
          <ol>
            {list.map((line, index) => (
              <li key={index} class={line.holds ? "record__entry" : "record__entry record__entry--past"}>
                <p class="record__section">{line.section}</p>
                <h3 class="record__about">{line.about}</h3>
                <p class="record__answer">
                  <span class={`record__step record__step--${line.kind}`}>{line.step}</span>
                  {line.answer !== "" && <strong>{line.answer}</strong>}
                  {!line.holds && <span class="quiet">({t.superseded})</span>}
                </p>
                {line.reason !== "" && <p class="record__reason">{line.reason}</p>}
                <p class="quiet">{signature(line)}</p>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${pageTexts().record.toLowerCase().replaceAll(" ", "-")}-${name}`;
  link.click();
  URL.revokeObjectURL(address);
}
