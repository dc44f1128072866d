import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { BodyId } from "#shared/ids.ts";
import type { Question } from "#shared/questions.ts";
import { missing, useForm } from "../shell/form.ts";
import { Button } from "../ui/button.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { toast } from "../ui/toast.tsx";
import { AnswerFor } from "./answer-form.tsx";
import type { PanelDesk } from "./panel-desk.ts";
import { questionTexts } from "./texts.ts";

interface LaterProps {
  readonly desk: PanelDesk;
  readonly question: Question;
  readonly onClose: () => void;
}

/** "Later": who sees to it, until when. */
export function DeferForm({ desk, question, onClose }: LaterProps) {
  const t = questionTexts();
  const form = useForm();
  const until = useSignal("");
  const person = useSignal("");
  const reason = useSignal("");
  const { element, bodies, forBody } = useStanding(desk, question);
  const work = async () => {
    await desk.questions.defer(question.id, {
      until: until.value,
      personId: person.value === "" ? null : person.value,
      reason: reason.value.trim(),
      ...(forBody.value === undefined ? {} : { onBehalfOf: forBody.value }),
    });
    toast(t.deferredToast);
    onClose();
  };
  return (
    <form
      class="answer"
      ref={element}
      noValidate
      aria-label={t.defer}
      onSubmit={form.submit(() => missing({ until: until.value }, t.required), work)}
    >
      <p class="quiet">{question.blocking ? t.deferLeadBlocking : t.deferLead}</p>
      {form.errors.sentence !== null && <Notice kind="error">{form.errors.sentence}</Notice>}
      <TextField
        label={t.until}
        type="date"
        name="until"
        value={until.value}
        error={form.errors.fields.until}
        onInput={set(until)}
      />
      <SelectField
        label={t.whoSeesToIt}
        name="person"
        value={person.value}
        options={[
          { value: "", label: t.nobody },
          ...desk.guideline.members
            .filter(({ status }) => status === "active")
            .map(({ id, name }) => ({ value: id as string, label: name })),
        ]}
        onChange={set(person)}
      />
      <TextField
        long
        label={t.reason}
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
      <Actions label={t.defer} busy={form.busy} onClose={onClose} />
    </form>
  );
}

/** The question does not concern this organisation; the reason stays. */
export function ExcludeForm({ desk, question, onClose }: LaterProps) {
  const t = questionTexts();
  const form = useForm();
  const reason = useSignal("");
  const { element, bodies, forBody } = useStanding(desk, question);
  const work = async () => {
    await desk.questions.exclude(question.id, {
      reason: reason.value.trim(),
      ...(forBody.value === undefined ? {} : { onBehalfOf: forBody.value }),
    });
    toast(t.excludedToast, desk.undoOf(question.id));
    onClose();
  };
  return (
    <form
      class="answer"
      ref={element}
      noValidate
      aria-label={t.exclude}
      onSubmit={form.submit(() => missing({ reason: reason.value }, t.required), work)}
    >
      <p class="quiet">{t.excludeLead}</p>
      {form.errors.sentence !== null && <Notice kind="error">{form.errors.sentence}</Notice>}
      <TextField
        long
        label={t.whyNotApplicable}
        name="reason"
        maxLength={2000}
        value={reason.value}
        error={form.errors.fields.reason}
        onInput={set(reason)}
      />
      <AnswerFor
        desk={desk}
        bodies={bodies}
        chosen={forBody.value}
        onChoose={(body) => set<BodyId | undefined>(forBody)(body)}
      />
      <Actions label={t.exclude} busy={form.busy} onClose={onClose} />
    </form>
  );
}

function useStanding(desk: PanelDesk, question: Question) {
  const bodies = desk.questions.answersFor(question);
  const forBody = useSignal<BodyId | undefined>(bodies[0]);
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => element.current?.querySelector<HTMLElement>("input, textarea")?.focus(), []);
  return { bodies, forBody, element };
}

function Actions({
  label,
  busy,
  onClose,
}: {
  readonly label: string;
  readonly busy: boolean;
  readonly onClose: () => void;
}) {
  return (
    <div class="answer__actions">
      <Button type="submit" look="primary" disabled={busy}>
        {label}
      </Button>
      <Button look="plain" onClick={onClose}>
        {questionTexts().cancel}
      </Button>
    </div>
  );
}
