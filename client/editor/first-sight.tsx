/** What stands around a text before the parts that one works with have been drawn, in the same places. */
import type { Guideline } from "#shared/guidelines.ts";
import { Mark } from "../ui/mark.tsx";
import { editorTexts } from "./texts.ts";

interface FirstSightProps {
  readonly guideline: Guideline;
}

export function FirstBar({ guideline }: FirstSightProps) {
  const t = editorTexts();
  return (
    <header class="bar">
      <span class="bar__home">
        <Mark />
      </span>
      <div class="bar__document">
        <h1 class="bar__title">{guideline.title}</h1>
        <span class="bar__status">{guideline.archivedAt === null ? t.draft : t.archived}</span>
      </div>
    </header>
  );
}

export function FirstCord({ guideline }: FirstSightProps) {
  const t = editorTexts();
  return (
    <nav class="rail" aria-label={t.sections}>
      <ol class="cord">
        {guideline.outline.map(({ id, title, status }) => (
          <li key={id} class="cord__item">
            <span class={`knot knot--${status}`} aria-hidden="true" />
            <a class="cord__link" href={`#${id}`}>
              {title || t.untitled}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
