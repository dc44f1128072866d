import type { Guideline } from "#shared/guidelines.ts";
import type { ObjectionGroup } from "#shared/templates.ts";
import { templateQuery } from "../editor/catalogue.ts";
import { useQuery } from "../shell/query.ts";
import { questionTexts } from "./texts.ts";

interface ObjectionsProps {
  readonly guideline: Guideline;
  /** Only those that this section of the catalogue deals with. */
  readonly sectionKey: string;
}

/** Typical objections with the outline of an answer, for whoever clarifies a section. */
export function Objections({ guideline, sectionKey }: ObjectionsProps) {
  const t = questionTexts();
  const groups = useQuery<readonly ObjectionGroup[]>(`/api/objections${templateQuery(guideline)}`);
  if (groups.now.state !== "loaded") return null;
  const shown = groups.now.value
    .map((group) => ({
      ...group,
      objections: group.objections.filter(({ sections }) => sections.includes(sectionKey)),
    }))
    .filter(({ objections }) => objections.length > 0);
  if (shown.length === 0) return null;
  return (
    <details class="objections">
      <summary>{t.objections}</summary>
      <p class="quiet">{t.objectionsLead}</p>
      {shown.map(({ key, title, objections }) => (
        <section key={key} lang={guideline.locale}>
          <h3 class="objections__group">{title}</h3>
          {objections.map(({ id, concern, answer }) => (
            <div key={id} class="objection">
              <blockquote class="objection__concern">{concern}</blockquote>
              <ul class="objection__answer">
                {answer.map((point) => (
                  <li key={point}>{point}</li>
                ))}
              </ul>
            </div>
          ))}
        </section>
      ))}
    </details>
  );
}
