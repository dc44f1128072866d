import { useSignal } from "@preact/signals";
import { X } from "lucide";
import { useRef } from "preact/hooks";
import { formatList } from "../i18n/index.ts";
import { bodyKeyName } from "../identity/body-names.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { HistoryPanel } from "../versions/history-panel.tsx";
import type { Desk } from "./desk.ts";
import { narrow, phone } from "./narrow.ts";
import { editorTexts } from "./texts.ts";
import { useCover } from "./use-cover.ts";

type Tab = "questions" | "history";

/** Beside the text: the questions of the section that is being read, and the history. */
export function SidePanel({ desk }: { readonly desk: Desk }) {
  const t = editorTexts();
  const tab = useSignal<Tab>("questions");
  const side = useRef<HTMLElement>(null);
  useCover(side, narrow.value, () => desk.openPanel(false));
  return (
    <section
      ref={side}
      id="side-panel"
      class="side"
      aria-label={t.panel}
      // On phones it covers the text, which cannot be reached behind it.
      {...(phone.value ? { role: "dialog", "aria-modal": true } : { role: "complementary" })}
    >
      <div class="side__head">
        <Tabs
          label={t.panel}
          tabs={[
            { id: "questions", label: t.questions },
            { id: "history", label: t.history },
          ]}
          chosen={tab.value}
          onChoose={(chosen) => {
            tab.value = chosen;
          }}
        />
        <Button
          square
          look="plain"
          label={t.close}
          onClick={() => {
            desk.openPanel(false);
            document.querySelector<HTMLElement>('.bar [aria-controls="side-panel"]')?.focus();
          }}
        >
          <Icon of={X} />
        </Button>
      </div>
      <div class="side__body" role="tabpanel" id={`panel-${tab.value}`} aria-labelledby={`tab-${tab.value}`}>
        {tab.value === "questions" ? (
          <Questions desk={desk} />
        ) : (
          <HistoryPanel guidelineId={desk.guideline.id} />
        )}
      </div>
    </section>
  );
}

function Questions({ desk }: { readonly desk: Desk }) {
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
                {t.proposal}:{" "}
                {question.options?.find(({ value }) => value === question.proposal)?.label ??
                  question.proposal}
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
