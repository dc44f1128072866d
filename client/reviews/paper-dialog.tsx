import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { BodyId } from "#shared/ids.ts";
import { isNo, SCAN_TYPES, type VoteKind, votesFor } from "#shared/review-status.ts";
import type { Review } from "#shared/reviews.ts";
import { missing, useForm } from "../shell/form.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { toast } from "../ui/toast.tsx";
import { handInScan } from "./decide.ts";
import { PasswordAgainField, ResolutionFields, usePasswordAgain, useResolution } from "./decision-parts.tsx";
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
  const resolution = useResolution();
  const file = useSignal<File | null>(null);
  const handedIn = useSignal<string | null>(null);
  const again = usePasswordAgain();
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
        ...(byResolution ? resolution.required() : {}),
        ...again.required(),
      },
      t.required,
    );
  const work = async () => {
    if (file.value === null) return;
    // Once handed in it is there, also where the password has to be given again.
    const scan = handedIn.value ?? (await handInScan(path, file.value));
    handedIn.value = scan;
    const taken = await again.send(`${path}/votes`, {
      bodyId: bodyId.value,
      vote,
      note: note.value,
      contentHash: review.contentHash,
      onPaper: { scan, receivedOn: receivedOn.value },
      ...(byResolution ? { resolution: resolution.read() } : {}),
    });
    if (!taken) return;
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
        {byResolution && <ResolutionFields resolution={resolution} fields={fields} />}
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
            onChange={(event) => {
              file.value = event.currentTarget.files?.[0] ?? null;
              handedIn.value = null;
            }}
          />
          <p class="field__hint" id={`${fileId}-hint`}>
            {t.paperFileHint}
          </p>
          {fields.file !== undefined && <p class="field__error">{fields.file}</p>}
        </div>
        <PasswordAgainField again={again} fields={fields} />
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
