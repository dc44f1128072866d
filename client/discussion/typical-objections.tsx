import type { SectionId } from "#shared/ids.ts";
import type { ObjectionGroup } from "#shared/templates.ts";
import { useQuery } from "../shell/query.ts";
import { Button } from "../ui/button.tsx";
import type { Discussion } from "./model.ts";
import { discussionTexts } from "./texts.ts";

interface TypicalObjectionsProps {
  readonly discussion: Discussion;
  readonly sectionId: SectionId;
  /** Raising takes over the words of an objection; answering reads what an answer can say. */
  readonly onTake: ((words: string) => void) | null;
}

/** What is often said about a section, and outlines of answers: nobody has to begin with an empty field. */
export function TypicalObjections({ discussion, sectionId, onTake }: TypicalObjectionsProps) {
  const t = discussionTexts();
  const { locale, kit, kind, outline } = discussion.guideline;
  const query = new URLSearchParams({ locale, kit, kind });
  const groups = useQuery<readonly ObjectionGroup[]>(`/api/objections?${query}`);
  const section = outline.find(({ id }) => id === sectionId)?.key;
  if (groups.now.state !== "loaded" || section === null || section === undefined) return null;
  const own = new Set(
    discussion.directory.value.bodies.flatMap(({ id, key }) =>
      key !== null && discussion.standing.value?.bodies.includes(id) ? [key] : [],
    ),
  );
  // Those of one's own bodies first.
  const fitting = groups.now.value
    .map((group) => ({
      ...group,
      isOwn: group.bodies.some((body) => own.has(body)),
      objections: group.objections.filter(({ sections }) => sections.includes(section)),
    }))
    .filter(({ objections }) => objections.length > 0)
    .sort((a, b) => Number(b.isOwn) - Number(a.isOwn));
  if (fitting.length === 0) return null;
  return (
    <details class="objections">
      <summary>{onTake === null ? t.typicalAnswers : t.typicalObjections}</summary>
      {fitting.map((group) => (
        <section key={group.key}>
          <h3 class="objections__group">{group.title}</h3>
          <ul>
            {group.objections.map(({ id, concern, answer }) => (
              <li key={id} class="objections__one">
                <p>{concern}</p>
                {onTake === null ? (
                  <ul class="objections__answer">
                    {answer.map((point) => (
                      <li key={point}>{point}</li>
                    ))}
                  </ul>
                ) : (
                  <Button look="plain" onClick={() => onTake(concern)}>
                    {t.takeWords}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </details>
  );
}
