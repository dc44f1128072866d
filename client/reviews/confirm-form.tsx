import { useSignal } from "@preact/signals";
import type { BodyState, Review } from "#shared/reviews.ts";
import { formatDate } from "../i18n/index.ts";
import { missing, useForm } from "../shell/form.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { toast } from "../ui/toast.tsx";
import { PasswordAgainField, usePasswordAgain } from "./decision-parts.tsx";
import { reviewTexts } from "./texts.ts";

interface ConfirmFormProps {
  readonly review: Review;
  readonly body: BodyState;
  readonly name: string;
  readonly onDone: () => Promise<void>;
}

/** A person of the body says whether the decision on paper is what was decided. */
export function ConfirmForm({ review, body, name, onDone }: ConfirmFormProps) {
  const t = reviewTexts();
  const form = useForm();
  const again = usePasswordAgain();
  const correct = useSignal(true);
  const given = body.awaiting;
  if (given === null) return null;
  const path = `/api/guidelines/${review.guidelineId}/reviews/${review.id}`;
  const work = async () => {
    const request = { correct: correct.value, contentHash: review.contentHash };
    if (!(await again.send(`${path}/votes/${given.id}/confirmation`, request))) return;
    toast(t.recorded);
    await onDone();
  };
  return (
    <form
      class="form vote"
      noValidate
      aria-label={t.confirmTitle(name)}
      onSubmit={form.submit(() => missing(again.required(), t.required), work)}
    >
      <h2>{t.confirmTitle(name)}</h2>
      {form.errors.sentence !== null && <Notice kind="error">{form.errors.sentence}</Notice>}
      <p>
        <strong>{t.voted[given.vote]}</strong>
        {given.resolution !== null &&
          `: ${t.resolution(formatDate(given.resolution.decidedOn), given.resolution.reportedBy)}`}
      </p>
      {given.onPaper !== null && (
        <p>
          {t.paper(formatDate(given.onPaper.receivedOn))}.{" "}
          <a href={`${path}/scans/${given.onPaper.scan}`}>{t.scan}</a>
        </p>
      )}
      <p class="quiet">{t.confirmLead}</p>
      <PasswordAgainField again={again} fields={form.errors.fields} />
      <div class="form__actions">
        {/* Once the password is asked for, what was chosen stands: Enter must not choose the other. */}
        {!(again.isWanted.value && correct.value) && (
          <Button type="submit" disabled={form.busy} onClick={() => set<boolean>(correct)(false)}>
            {t.reject}
          </Button>
        )}
        {!(again.isWanted.value && !correct.value) && (
          <Button
            type="submit"
            look="primary"
            disabled={form.busy}
            onClick={() => set<boolean>(correct)(true)}
          >
            {t.confirm}
          </Button>
        )}
      </div>
    </form>
  );
}
