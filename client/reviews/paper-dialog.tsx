import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { BodyId } from "#shared/ids.ts";
import { isNo, SCAN_TYPES, type VoteKind, votesFor } from "#shared/review-status.ts";
import type { Review } from "#shared/reviews.ts";
import { missing, useForm } from "../shell/form.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { PasswordField, SelectField, TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { toast } from "../ui/toast.tsx";
import { decide, handInScan } from "./decide.ts";
import { reviewTexts } from "./texts.ts";

interface PaperDialogProps {
  readonly review: Review;
  readonly nameOf: (body: BodyId) => string;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}

/** The owner records what a body has decided on paper; it is for the body to confirm it. */
export function PaperDialog({ review, nameOf, onDone, onClose }: PaperDialogProps) {
  const t = reviewTexts();
  const form = useForm();
  const open = review.bodies.filter(
    ({ due, awaiting, asked }) => due && awaiting === null && votesFor(asked, review.level).length > 0,
  );
  const bodyId = useSignal<BodyId | "">(open[0]?.bodyId ?? "");
  const body = open.find((each) => each.bodyId === bodyId.value);
  const choices = body === undefined ? [] : votesFor(body.asked, review.level);
  const chosen = useSignal<VoteKind | null>(null);
  const vote = chosen.value !== null && choices.includes(chosen.value) ? chosen.value : choices[0];
  const note = useSignal("");
  const receivedOn = useSignal("");
  const decidedOn = useSignal("");
  const reportedBy = useSignal("");
  const file = useSignal<File | null>(null);
  const password = useSignal("");
  const wantsPassword = useSignal(false);
  const fileId = useId();
  const path = `/api/guidelines/${review.guidelineId}/reviews/${review.id}`;
  const byResolution = body?.asked === "consent" && vote !== "object";
  const no = vote !== undefined && isNo(vote);

  const check = () =>
    missing(
      {
        file: file.value?.name ?? "",
        onPaper: receivedOn.value,
        ...(no ? { note: note.value } : {}),
        ...(byResolution ? { resolution: decidedOn.value, reportedBy: reportedBy.value } : {}),
      },
      t.required,
    );
  const work = async () => {
    if (file.value === null) return;
    const scan = await handInScan(path, file.value);
    const answer = await decide(
      `${path}/votes`,
      {
        bodyId: bodyId.value,
        vote,
        note: note.value,
        contentHash: review.contentHash,
        onPaper: { scan, receivedOn: receivedOn.value },
        ...(byResolution ? { resolution: { decidedOn: decidedOn.value, reportedBy: reportedBy.value } } : {}),
      },
      password.value,
    );
    if (answer === "password") {
      wantsPassword.value = true;
      return;
    }
    toast(t.recorded);
    await onDone();
    onClose();
  };
  const { fields, sentence } = form.errors;
  return (
    <Dialog title={t.recordPaper} onClose={onClose}>
      <p class="quiet">{t.recordPaperLead}</p>
      <form class="form form-in-dialog" noValidate onSubmit={form.submit(check, work)}>
        {sentence !== null && <Notice kind="error">{sentence}</Notice>}
        <SelectField
          label={t.body}
          name="body"
          value={bodyId.value}
          options={open.map((each) => ({ value: each.bodyId, label: nameOf(each.bodyId) }))}
          onChange={set<BodyId | "">(bodyId)}
        />
        {vote !== undefined && (
          <SelectField
            label={t.decision}
            name="vote"
            value={vote}
            options={choices.map((each) => ({ value: each, label: t.voted[each] }))}
            onChange={set<VoteKind | null>(chosen)}
          />
        )}
        {byResolution && (
          <div class="vote__pair">
            <TextField
              label={t.decidedOn}
              name="decidedOn"
              type="date"
              value={decidedOn.value}
              error={fields.resolution}
              onInput={set(decidedOn)}
            />
            <TextField
              label={t.reportedBy}
              name="reportedBy"
              maxLength={120}
              value={reportedBy.value}
              error={fields.reportedBy}
              onInput={set(reportedBy)}
            />
          </div>
        )}
        {no && (
          <TextField
            long
            label={t.giveReason}
            name="note"
            maxLength={2000}
            value={note.value}
            error={fields.note}
            onInput={set(note)}
          />
        )}
        <TextField
          label={t.receivedOn}
          name="receivedOn"
          type="date"
          value={receivedOn.value}
          error={fields.onPaper}
          onInput={set(receivedOn)}
        />
        <div class="field">
          <label class="field__label" for={fileId}>
            {t.paperFile}
          </label>
          <input
            id={fileId}
            type="file"
            accept={SCAN_TYPES.join(",")}
            aria-invalid={fields.file !== undefined}
            aria-describedby={`${fileId}-hint`}
            onChange={(event) => set<File | null>(file)(event.currentTarget.files?.[0] ?? null)}
          />
          <p class="field__hint" id={`${fileId}-hint`}>
            {t.paperFileHint}
          </p>
          {fields.file !== undefined && <p class="field__error">{fields.file}</p>}
        </div>
        {wantsPassword.value && (
          <PasswordField
            label={t.password}
            hint={t.passwordHint}
            name="password"
            autocomplete="current-password"
            value={password.value}
            onInput={set(password)}
          />
        )}
        <div class="dialog__actions">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" look="primary" disabled={form.busy}>
            {t.recordSend}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
