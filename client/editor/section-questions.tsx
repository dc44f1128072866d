import { answerInWords } from "#shared/template-answers.ts";
import { formatList } from "../i18n/index.ts";
import { bodyKeyName } from "../identity/body-names.ts";
import type { Desk } from "./desk.ts";
import { editorTexts } from "./texts.ts";

/** The questions of the section that is being read. */
export function SectionQuestions({ desk }: { readonly desk: Desk }) {
  const t = editorTexts();
  const section = desk.outline.value.find(({ id }) => id === desk.current.value) ?? desk.outline.value[0];
  const template = desk.catalogue.sections.find(({ key }) => key === section?.key);
  return (
    <>
      <h2 class="side__title">{section?.title || t.untitled}</h2>
      {template !== undefined && <p class="quiet">{template.purpose}</p>}
      {(template === undefined || template.questions.length === 0) && <p class="quiet">{t.noQuestions}</p>}
      <ul>
        {template?.questions.map((question) => (
          <li key={question.id} class="question">
            {question.blocking && <p class="question__mark">{t.blocking}</p>}
            <p class="question__text">{question.text}</p>
            <p class="quiet">{t.asked(formatList(question.askedOf.map(bodyKeyName)))}</p>
            {question.why !== undefined && <p class="quiet">{question.why}</p>}
            {question.proposal !== undefined && (
              <p class="question__proposal">
                {t.proposal}: {answerInWords(question, question.proposal)}
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
