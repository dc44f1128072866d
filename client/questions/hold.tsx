import { useSignal } from "@preact/signals";
import type { Guideline } from "#shared/guidelines.ts";
import type { Hold } from "#shared/questions.ts";
import { formatDate } from "../i18n/index.ts";
import { api, describeError } from "../shell/api.ts";
import { missing, useForm } from "../shell/form.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { toast } from "../ui/toast.tsx";
import { pageTexts } from "./page-texts.ts";

interface HoldProps {
  readonly guideline: Guideline;
  readonly onChanged: () => Promise<void>;
}

/** "Not yet starting" as it was decided, and the way back. */
export function HoldBanner({
  guideline,
  hold,
  mayLift,
  onChanged,
}: HoldProps & { readonly hold: Hold; readonly mayLift: boolean }) {
  const t = pageTexts();
  const lift = async () => {
    try {
      await api.delete(`/api/guidelines/${guideline.id}/hold`);
      await onChanged();
      toast(t.lifted);
    } catch (error) {
      toast(describeError(error));
    }
  };
  const signed = (hold.onBehalf ? t.heldByBehalf : t.heldBy)(hold.by.name, formatDate(hold.at));
  return (
    <section class="hold" aria-label={t.held}>
      <h2 class="hold__title">{t.held}</h2>
      <p class="hold__reason">{hold.reason}</p>
      <p class="quiet">
        {t.heldUntil(formatDate(hold.reviewOn))}. {signed}.
      </p>
      {mayLift && <Button onClick={() => void lift()}>{t.lift}</Button>}
    </section>
  );
}

export function HoldDialog({ guideline, onChanged, onClose }: HoldProps & { readonly onClose: () => void }) {
  const t = pageTexts();
  const form = useForm();
  const reason = useSignal("");
  const reviewOn = useSignal("");
  const work = async () => {
    await api.put(`/api/guidelines/${guideline.id}/hold`, { reason: reason.value, reviewOn: reviewOn.value });
    await onChanged();
    onClose();
  };
  return (
    <Dialog title={t.holdTitle} onClose={onClose}>
      <p>{t.holdLead}</p>
      <form
        class="form form-in-dialog"
        noValidate
        onSubmit={form.submit(
          () => missing({ reason: reason.value, reviewOn: reviewOn.value }, t.required),
          work,
        )}
      >
        {form.errors.sentence !== null && <Notice kind="error">{form.errors.sentence}</Notice>}
        <TextField
          long
          label={t.holdReason}
          name="reason"
          maxLength={2000}
          value={reason.value}
          error={form.errors.fields.reason}
          onInput={set(reason)}
        />
        <TextField
          label={t.reviewOn}
          type="date"
          name="reviewOn"
          value={reviewOn.value}
          error={form.errors.fields.reviewOn}
          onInput={set(reviewOn)}
        />
        <div class="dialog__actions">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" look="primary" disabled={form.busy}>
            {t.holdConfirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
