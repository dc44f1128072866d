import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { BodyId } from "#shared/ids.ts";
import type { Question } from "#shared/questions.ts";
import { ApiError } from "../shell/api.ts";
import { useForm } from "../shell/form.ts";
import { Button } from "../ui/button.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { toast } from "../ui/toast.tsx";
import { answerOf, type Draft, draftOf, previewOf } from "./answers.ts";
import type { PanelDesk } from "./panel-desk.ts";
import { questionTexts } from "./texts.ts";
import { Wording } from "./wording.tsx";

interface AnswerFormProps {
  readonly desk: PanelDesk;
  readonly question: Question;
  /** Chosen on the way here. */
  readonly option: string | null;
}

/** Options as what they are: sentences for the text. Nothing is decided before one has seen what it says. */
export function AnswerForm({ desk, question, option }: AnswerFormProps) {
  const t = questionTexts();
  const { questions } = desk;
  const form = useForm();
  const draft = useSignal(draftOf(question, option));
  const reason = useSignal("");
  const bodies = questions.answersFor(question);
  const forBody = useSignal<BodyId | undefined>(bodies[0]);
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const first =
      element.current?.querySelector<HTMLElement>("input:checked") ??
      element.current?.querySelector<HTMLElement>("input, textarea, select");
    first?.focus({ preventScroll: true });
    element.current?.closest(".question")?.scrollIntoView({ block: "nearest" });
  }, []);

  const change = (part: Partial<Draft>) => set(draft)({ ...draft.value, ...part });
  const check = (): Record<string, string> => {
    const given = answerOf(question, draft.value);
    if (!("wrong" in given)) return {};
    return {
      [given.wrong]:
        given.wrong === "option" ? t.chooseOne : given.wrong === "amount" ? t.number : t.required,
    };
  };
  const work = async () => {
    const given = answerOf(question, draft.value);
    if ("wrong" in given) return;
    const onBehalfOf = forBody.value;
    try {
      await questions.decide(question.id, {
        answer: given.answer,
        reason: reason.value.trim(),
        ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
      });
    } catch (error) {
      if (!(error instanceof ApiError) || error.problem.code !== "questions/decided") throw error;
      // What holds now takes the place of the form, and it says why.
      questions.close();
      await questions.reload();
      questions.overtake(question.id);
      return;
    }
    const now = questions.find(question.id);
    if (now?.status === "answered") toast(t.decided(now.decision.inWords), desk.undoOf(question.id));
  };

  const preview = previewOf(question, draft.value);
  const fill = (name: string) => preview.set[name] || desk.variables()[name] || null;
  const fills = Object.entries(preview.set).filter(([, value]) => value !== "");
  const errors = form.errors.fields;
  return (
    <form
      class="answer"
      ref={element}
      noValidate
      aria-label={t.yourAnswer}
      onSubmit={form.submit(check, work)}
    >
      {form.errors.sentence !== null && <Notice kind="error">{form.errors.sentence}</Notice>}
      {question.type === "option" && (
        <fieldset
          class="answer__options"
          aria-describedby={errors.option === undefined ? undefined : `${question.id}-error`}
        >
          <legend class="visually-hidden">{question.text}</legend>
          {question.options?.map((choice) => (
            <label key={choice.value} class="answer__option">
              <input
                type="radio"
                name={`answer-${question.id}`}
                checked={draft.value.option === choice.value}
                aria-invalid={errors.option !== undefined}
                onChange={() => change({ option: choice.value })}
              />
              <span class="answer__label">{choice.label}</span>
              {choice.wording !== null && (
                <span class="answer__wording">
                  <Wording
                    lines={choice.wording}
                    fill={(name) => choice.set[name] || desk.variables()[name] || null}
                    labelOf={desk.labelOf}
                    lang={desk.guideline.locale}
                  />
                </span>
              )}
            </label>
          ))}
          {errors.option !== undefined && (
            <p class="field__error" id={`${question.id}-error`}>
              {errors.option}
            </p>
          )}
        </fieldset>
      )}
      {question.type === "text" && (
        <TextField
          long
          label={t.words}
          name="words"
          maxLength={500}
          value={draft.value.words}
          error={errors.words}
          onInput={(words) => change({ words })}
        />
      )}
      {question.type === "number" && (
        <div class="answer__amount">
          <TextField
            label={t.amount}
            name="amount"
            inputMode="numeric"
            value={draft.value.amount}
            error={errors.amount}
            onInput={(amount) => change({ amount })}
          />
          {question.units !== undefined && question.units.length > 1 ? (
            <SelectField
              label={t.unit}
              name="unit"
              value={draft.value.unit}
              options={question.units}
              onChange={(unit) => change({ unit })}
            />
          ) : (
            <p class="answer__unit">{question.units?.[0]?.label}</p>
          )}
        </div>
      )}
      {question.type === "person" && (
        <>
          <TextField
            label={t.person}
            name="name"
            maxLength={120}
            suggestions={desk.guideline.members.map(({ name }) => name)}
            value={draft.value.name}
            error={errors.name}
            onInput={(name) => change({ name })}
          />
          {question.deputyVariable !== undefined && (
            <TextField
              label={t.deputy}
              name="deputy"
              maxLength={120}
              suggestions={desk.guideline.members.map(({ name }) => name)}
              value={draft.value.deputy}
              error={errors.deputy}
              onInput={(deputy) => change({ deputy })}
            />
          )}
        </>
      )}
      {question.type !== "option" && (preview.wording !== null || fills.length > 0) && (
        <div class="answer__preview">
          <p class="answer__caption">{t.putsIntoText}</p>
          {preview.wording !== null ? (
            <Wording
              lines={preview.wording}
              fill={fill}
              labelOf={desk.labelOf}
              lang={desk.guideline.locale}
            />
          ) : (
            fills.map(([name, value]) => <p key={name}>{t.fills(desk.labelOf(name), value)}</p>)
          )}
        </div>
      )}
      <TextField
        long
        label={t.reason}
        hint={t.reasonHint}
        name="reason"
        maxLength={2000}
        value={reason.value}
        onInput={set(reason)}
      />
      <AnswerFor
        desk={desk}
        bodies={bodies}
        chosen={forBody.value}
        onChoose={(body) => set<BodyId | undefined>(forBody)(body)}
      />
      <div class="answer__actions">
        <Button type="submit" look="primary" disabled={form.busy}>
          {t.decide}
        </Button>
        <Button look="plain" onClick={() => questions.close()}>
          {t.cancel}
        </Button>
      </div>
    </form>
  );
}

interface AnswerForProps {
  readonly desk: PanelDesk;
  readonly bodies: readonly BodyId[];
  readonly chosen: BodyId | undefined;
  readonly onChoose: (body: BodyId) => void;
}

/** For which body one answers; in its place is said before, not after. */
export function AnswerFor({ desk, bodies, chosen, onChoose }: AnswerForProps) {
  const t = questionTexts();
  const { questions } = desk;
  if (chosen === undefined) return null;
  const hint = questions.isOnBehalf(chosen) ? t.onBehalfHint(questions.nameOf(chosen)) : undefined;
  if (bodies.length === 1) return hint === undefined ? null : <p class="answer__behalf">{hint}</p>;
  return (
    <SelectField
      label={t.answerFor}
      name="for"
      hint={hint}
      value={chosen}
      options={bodies.map((value) => ({ value, label: questions.nameOf(value) }))}
      onChange={onChoose}
    />
  );
}
