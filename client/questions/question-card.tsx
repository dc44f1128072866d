import { useSignal } from "@preact/signals";
import { CircleAlert, CircleCheck, CircleDashed, CircleHelp, CircleMinus, Clock } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import { holdsApproval } from "#shared/question-status.ts";
import type { Question, QuestionEntry } from "#shared/questions.ts";
import { formatDate, formatList } from "../i18n/index.ts";
import { describeError } from "../shell/api.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { toast } from "../ui/toast.tsx";
import { AnswerForm } from "./answer-form.tsx";
import { DeferForm, ExcludeForm } from "./later-forms.tsx";
import { Offer } from "./offer.tsx";
import type { PanelDesk } from "./panel-desk.ts";
import { questionTexts } from "./texts.ts";
import { Wording } from "./wording.tsx";

interface QuestionCardProps {
  readonly desk: PanelDesk;
  readonly question: Question;
  /** Title of its section, where several stand below each other. */
  readonly section: string | null;
}

/** One question: what it asks first, why it matters, who is asked, and what holds now. */
export function QuestionCard({ desk, question, section }: QuestionCardProps) {
  const t = questionTexts();
  const { questions } = desk;
  const aside = useSignal<"none" | "defer" | "exclude">("none");
  const undoing = useSignal(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const opened = questions.opened.value?.id === question.id;
  const mayAnswer = questions.answersFor(question).length > 0;
  const overtaken = questions.overtaken.value === question.id;
  const wasOpen = useRef(false);
  useEffect(() => {
    if (opened) aside.value = "none";
    // The form is gone, and with it what had the focus.
    if (wasOpen.current && !opened) heading.current?.focus();
    // Who may not answer is led to the question itself.
    if (opened && !mayAnswer) {
      heading.current?.focus();
      questions.close();
    }
    wasOpen.current = opened;
  }, [opened]);
  const undo = desk.undoOf(question.id);
  const isUntouched = question.status === "open" || question.status === "proposed";
  const past = isUntouched ? question.history : question.history.slice(0, -1);
  const settled = question.status === "answered" || question.status === "notApplicable";

  return (
    <li class={`question question--${question.status}`} id={`question-${question.id}`}>
      <Status question={question} />
      <h3 class="question__text" ref={heading} tabIndex={-1}>
        {question.text}
      </h3>
      {section !== null && (
        <p class="question__section">
          <a
            href={`#${question.sectionId}`}
            onClick={(event) => {
              event.preventDefault();
              desk.goTo(question.sectionId);
            }}
          >
            {section}
          </a>
        </p>
      )}
      {question.why !== null && !settled && <p class="question__why">{question.why}</p>}
      {!settled && (
        <p class="question__asked">
          {t.asked(formatList(question.askedOf.map(questions.nameOf)))}
          {question.due !== null &&
            ` · ${question.due.proposed ? t.dueProposed(formatDate(question.due.on)) : t.due(formatDate(question.due.on))}`}
        </p>
      )}
      {overtaken && <Notice kind="concern">{t.decidedMeanwhile}</Notice>}
      {question.status === "proposed" && !opened && <Proposed desk={desk} question={question} />}
      {question.status === "answered" && <Signed desk={desk} entry={question.decision} />}
      {question.status === "notApplicable" && <Signed desk={desk} entry={question.exclusion} />}
      {question.status === "deferred" && <Signed desk={desk} entry={question.deferral} />}
      {question.status === "deferred" && question.blocking && <p class="question__why">{t.stillHolds}</p>}
      <Offer desk={desk} question={question} />

      {opened && mayAnswer && !settled && (
        <AnswerForm desk={desk} question={question} option={questions.opened.value?.option ?? null} />
      )}
      {!opened && aside.value === "defer" && (
        <DeferForm
          desk={desk}
          question={question}
          onClose={() => set<"none" | "defer" | "exclude">(aside)("none")}
        />
      )}
      {!opened && aside.value === "exclude" && (
        <ExcludeForm
          desk={desk}
          question={question}
          onClose={() => set<"none" | "defer" | "exclude">(aside)("none")}
        />
      )}
      {!opened && aside.value === "none" && mayAnswer && !settled && (
        <div class="question__actions">
          {question.status === "proposed" ? (
            <>
              <Button onClick={() => void confirm(desk, question)}>{t.confirm}</Button>
              <Button look="plain" onClick={() => questions.open(question.id)}>
                {t.otherAnswer}
              </Button>
            </>
          ) : (
            <Button
              look={question.blocking ? "primary" : "normal"}
              onClick={() => questions.open(question.id)}
            >
              {t.answer}
            </Button>
          )}
          {question.status !== "proposed" && (
            <Button look="plain" onClick={() => set<"none" | "defer" | "exclude">(aside)("defer")}>
              {t.later}
            </Button>
          )}
          <Button look="plain" onClick={() => set<"none" | "defer" | "exclude">(aside)("exclude")}>
            {t.notApplicable}
          </Button>
        </div>
      )}
      {undo !== null && (settled || question.status === "deferred") && (
        <div class="question__actions">
          <Button look="plain" onClick={() => set(undoing)(true)}>
            {t.undo}
          </Button>
        </div>
      )}
      {past.length > 0 && (
        <details class="question__history">
          <summary>{t.history(past.length)}</summary>
          <ol>
            {past.toReversed().map((entry) => (
              <li key={entry.at + entry.kind}>
                <p>{entryWords(entry)}</p>
                <SignatureLine desk={desk} entry={entry} />
                {entry.reason !== "" && <p class="question__reason">{entry.reason}</p>}
              </li>
            ))}
          </ol>
        </details>
      )}
      {undoing.value && undo !== null && (
        <Dialog title={t.undoTitle} onClose={() => set(undoing)(false)}>
          <p>{t.undoLead}</p>
          <div class="dialog__actions">
            <Button onClick={() => set(undoing)(false)}>{t.cancel}</Button>
            <Button
              look="primary"
              onClick={() => {
                set(undoing)(false);
                undo();
              }}
            >
              {t.undo}
            </Button>
          </div>
        </Dialog>
      )}
    </li>
  );
}

/** State in an icon and in words. */
function Status({ question }: { readonly question: Question }) {
  const t = questionTexts();
  const [icon, words] = ((): [Parameters<typeof Icon>[0]["of"], string] => {
    switch (question.status) {
      case "open":
        return holdsApproval(question) ? [CircleAlert, t.status.blocks] : [CircleHelp, t.status.open];
      case "proposed":
        return [CircleDashed, t.status.proposed];
      case "answered":
        return [CircleCheck, t.status.answered];
      case "deferred":
        return [Clock, t.status.deferred(formatDate(question.deferral.until))];
      case "notApplicable":
        return [CircleMinus, t.status.notApplicable];
      default:
        return question satisfies never;
    }
  })();
  const weight = holdsApproval(question) ? "blocks" : question.status;
  return (
    <p class={`question__status question__status--${weight}`}>
      <Icon of={icon} />
      {words}
      {question.origin === "own" && <span class="question__own">{t.own}</span>}
    </p>
  );
}

function Proposed({
  desk,
  question,
}: {
  readonly desk: PanelDesk;
  readonly question: Extract<Question, { status: "proposed" }>;
}) {
  const option = question.options?.find(({ value }) => value === question.proposal);
  return (
    <div class="question__answer">
      <p class="question__words">{question.proposalInWords}</p>
      {option?.wording != null && (
        <Wording
          lines={option.wording}
          fill={(name) => option.set[name] || desk.variables()[name] || null}
          labelOf={desk.labelOf}
          lang={desk.guideline.locale}
        />
      )}
    </div>
  );
}

/** What was decided, by whom, for whom, when and why. */
function Signed({ desk, entry }: { readonly desk: PanelDesk; readonly entry: QuestionEntry }) {
  const t = questionTexts();
  return (
    <div class="question__answer">
      {entry.kind === "answered" && <p class="question__words">{entry.inWords}</p>}
      {entry.kind === "deferred" && entry.person !== null && <p>{t.seenTo(entry.person.name)}</p>}
      {entry.reason !== "" && <p class="question__reason">{entry.reason}</p>}
      <SignatureLine desk={desk} entry={entry} />
    </div>
  );
}

function SignatureLine({ desk, entry }: { readonly desk: PanelDesk; readonly entry: QuestionEntry }) {
  const t = questionTexts();
  const { by, forBody, onBehalf, at } = entry;
  const date = formatDate(at);
  const body = forBody === null ? "" : desk.questions.nameOf(forBody);
  const line =
    body === ""
      ? t.signatureAlone(by.name, date)
      : onBehalf
        ? t.signatureOnBehalf(by.name, body, date)
        : t.signature(by.name, body, date);
  return <p class="question__signature">{line}</p>;
}

function entryWords(entry: QuestionEntry): string {
  const t = questionTexts();
  switch (entry.kind) {
    case "answered":
      return t.entry.answered(entry.inWords);
    case "deferred":
      return t.entry.deferred(formatDate(entry.until));
    case "notApplicable":
      return t.entry.notApplicable;
    case "undone":
      return t.entry.undone;
    default:
      return entry satisfies never;
  }
}

async function confirm(desk: PanelDesk, question: Extract<Question, { status: "proposed" }>): Promise<void> {
  const t = questionTexts();
  const [onBehalfOf] = desk.questions.answersFor(question);
  try {
    await desk.questions.decide(question.id, {
      answer: question.proposal,
      reason: "",
      ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    });
    toast(t.decided(question.proposalInWords), desk.undoOf(question.id));
  } catch (error) {
    toast(describeError(error));
    await desk.questions.reload();
  }
}
