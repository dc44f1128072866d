import { useSignal } from "@preact/signals";
import { Plus } from "lucide";
import { useEffect } from "preact/hooks";
import { isUnanswered } from "#shared/question-status.ts";
import type { Question } from "#shared/questions.ts";
import { formatDate } from "../i18n/index.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import type { Scope } from "./model.ts";
import { Objections } from "./objections.tsx";
import { OwnQuestionDialog } from "./own-question-dialog.tsx";
import type { PanelDesk } from "./panel-desk.ts";
import { QuestionCard } from "./question-card.tsx";
import { questionTexts } from "./texts.ts";
import { Ways } from "./ways.tsx";
import "./questions.css";

const SCOPES: readonly Scope[] = ["section", "mine", "open"];

/** Beside the text: what is to be clarified, who is asked, and what was decided. */
export function QuestionsPanel({ desk }: { readonly desk: PanelDesk }) {
  const t = questionTexts();
  const { questions, outline } = desk;
  const asking = useSignal(false);
  const scope = questions.scope.value;
  const opened = questions.opened.value;
  const answered = opened === null ? null : questions.find(opened.id);
  // A form that somebody is filling in stays, wherever the text is scrolled to meanwhile; and what came of it stays
  // until one reads on elsewhere.
  const pin = useSignal<{ readonly section: string; readonly closedAt: string | null } | null>(null);
  const pinned =
    pin.value !== null && (pin.value.closedAt === null || pin.value.closedAt === desk.current.value);
  const here = answered?.sectionId ?? (pinned ? pin.value?.section : desk.current.value);
  const section = outline.value.find(({ id }) => id === here) ?? outline.value[0];
  const shown = inScope(desk, scope, section?.id ?? null);
  const isLive = desk.text.value !== null;

  // Whoever comes from the start page or a notice finds the question, wherever it stands.
  useEffect(() => {
    if (answered === null) {
      if (pin.value !== null) pin.value = { ...pin.value, closedAt: desk.current.peek() };
      return;
    }
    pin.value = { section: answered.sectionId, closedAt: null };
    if (!shown.some(({ id }) => id === answered.id)) questions.show("section");
    desk.reveal(answered.sectionId);
  }, [answered?.id, isLive]);

  if (questions.state.value === "loading") return <Skeleton lines={5} />;
  const hold = questions.hold.value;
  const sections = new Map(outline.value.map(({ id, title }) => [id as string, title]));
  return (
    <div class="questions">
      {hold !== null && (
        <Notice kind="concern">
          <p>
            <strong>{t.held}.</strong> {t.heldUntil(formatDate(hold.reviewOn))}
          </p>
          <p>{hold.reason}</p>
          <p class="quiet">{t.heldBy(hold.by.name, formatDate(hold.at))}</p>
        </Notice>
      )}
      <fieldset class="scopes">
        <legend class="visually-hidden">{t.scopeLabel}</legend>
        {SCOPES.map((value) => (
          <label key={value} class="scopes__choice">
            <input
              type="radio"
              name="scope"
              checked={scope === value}
              onChange={() => questions.show(value)}
            />
            <span>
              {t.scopes[value]}
              {value !== "section" && <Count of={inScope(desk, value, null).length} />}
            </span>
          </label>
        ))}
      </fieldset>
      {scope === "section" && section !== undefined && (
        <div class="questions__section">
          <h2 class="side__title">{section.title}</h2>
          {desk.purposeOf(section.key) !== null && <p class="quiet">{desk.purposeOf(section.key)}</p>}
        </div>
      )}
      {shown.length === 0 && <p class="quiet questions__none">{t.empty[scope]}</p>}
      <ol class="questions__list">
        {shown.map((question) => (
          <QuestionCard
            key={question.id}
            desk={desk}
            question={question}
            section={scope === "section" ? null : (sections.get(question.sectionId) ?? null)}
          />
        ))}
      </ol>
      {desk.editable && section !== undefined && scope === "section" && (
        <Button look="plain" onClick={() => set(asking)(true)}>
          <Icon of={Plus} />
          {t.ask}
        </Button>
      )}
      {scope === "section" && section !== undefined && section.key !== null && (
        <Objections guideline={desk.guideline} sectionKey={section.key} />
      )}
      <Ways guidelineId={desk.guideline.id} here={null} />
      {asking.value && section !== undefined && (
        <OwnQuestionDialog desk={desk} section={section} onClose={() => set(asking)(false)} />
      )}
    </div>
  );
}

function Count({ of }: { readonly of: number }) {
  return of === 0 ? null : <span class="scopes__count">{of}</span>;
}

function inScope({ questions }: PanelDesk, scope: Scope, section: string | null): readonly Question[] {
  const all = questions.all.value;
  switch (scope) {
    case "section":
      return all.filter(({ sectionId }) => sectionId === section);
    case "mine":
      return all.filter(
        (question) =>
          isUnanswered(question) &&
          questions.answersFor(question).some((body) => !questions.isOnBehalf(body)),
      );
    case "open":
      return all.filter(isUnanswered);
    default:
      return scope satisfies never;
  }
}
