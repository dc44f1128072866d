import { useSignal } from "@preact/signals";
import type { GuidelineId } from "#shared/ids.ts";
import type { Version, VersionRequest } from "#shared/versions.ts";
import { api } from "../shell/api.ts";
import { missing, useForm } from "../shell/form.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { toast } from "../ui/toast.tsx";
import { versionTexts } from "./texts.ts";

/** Keeps the text as it is now, under a name. */
export function NameVersionDialog({
  guidelineId,
  warning,
  onClose,
}: {
  readonly guidelineId: GuidelineId;
  /** What is still missing in the text, to be known before it is kept. */
  readonly warning: string | null;
  readonly onClose: () => void;
}) {
  const t = versionTexts();
  const form = useForm();
  const title = useSignal("");
  const note = useSignal("");
  const work = async () => {
    const request: VersionRequest = { title: title.value, note: note.value };
    const version = await api.post<Version>(`/api/guidelines/${guidelineId}/versions`, request);
    toast(t.kept(version.title ?? ""));
    onClose();
  };
  return (
    <Dialog title={t.nameTitle} onClose={onClose}>
      <p class="quiet">{t.nameLead}</p>
      <form
        class="form form-in-dialog"
        noValidate
        onSubmit={form.submit(() => missing({ title: title.value }, t.required), work)}
      >
        {warning !== null && <Notice kind="concern">{warning}</Notice>}
        {form.errors.sentence !== null && <Notice kind="error">{form.errors.sentence}</Notice>}
        <TextField
          label={t.title}
          hint={t.titleHint}
          name="title"
          maxLength={120}
          value={title.value}
          error={form.errors.fields.title}
          onInput={set(title)}
        />
        <TextField long label={t.note} name="note" maxLength={2000} value={note.value} onInput={set(note)} />
        <div class="dialog__actions">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" look="primary" disabled={form.busy}>
            {t.keep}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
