import { useSignal } from "@preact/signals";
import { MAX_REASON, type ThreadStatus } from "#shared/discussion-limits.ts";
import { missing, useForm } from "../shell/form.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { discussionTexts } from "./texts.ts";

/** Asks why: a reason is owed, and stays. */
export function ReasonDialog({
  status,
  onClose,
  onReason,
}: {
  readonly status: ThreadStatus;
  readonly onClose: () => void;
  readonly onReason: (status: ThreadStatus, reason: string) => Promise<void>;
}) {
  const t = discussionTexts();
  const form = useForm();
  const reason = useSignal("");
  return (
    <Dialog title={t.reasonTitles[status] ?? t.ways[status]} onClose={onClose}>
      <p class="quiet">{t.reasonLeads[status]}</p>
      <form
        class="form form-in-dialog"
        noValidate
        onSubmit={form.submit(
          () => missing({ reason: reason.value }, t.reasonRequired),
          async () => {
            await onReason(status, reason.value.trim());
            onClose();
          },
        )}
      >
        {form.errors.sentence !== null && <Notice kind="error">{form.errors.sentence}</Notice>}
        <TextField
          long
          label={t.reason}
          name="reason"
          maxLength={MAX_REASON}
          value={reason.value}
          error={form.errors.fields.reason}
          onInput={set(reason)}
        />
        <div class="dialog__actions">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" look="primary" disabled={form.busy}>
            {t.ways[status]}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
