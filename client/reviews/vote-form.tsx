import { useSignal } from "@preact/signals";
import { isNo, type VoteKind, votesFor } from "#shared/review-status.ts";
import type { BodyState, Review } from "#shared/reviews.ts";
import { missing, useForm } from "../shell/form.ts";
import { session } from "../shell/session.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { toast } from "../ui/toast.tsx";
import { PasswordAgainField, ResolutionFields, usePasswordAgain, useResolution } from "./decision-parts.tsx";
import { reviewTexts } from "./texts.ts";

interface VoteFormProps {
  readonly review: Review;
  readonly body: BodyState;
  readonly name: string;
  readonly onDone: () => Promise<void>;
}

/** Decides for one body: first that it was read, then what, then why or by which resolution. */
export function VoteForm({ review, body, name, onDone }: VoteFormProps) {
  const t = reviewTexts();
  const form = useForm();
  const read = useSignal(false);
  const choice = useSignal<VoteKind | null>(null);
  const note = useSignal("");
  const current = session.value;
  const resolution = useResolution(current.state === "signedIn" ? current.me.name : "");
  const again = usePasswordAgain();
  const choices = votesFor(body.asked, review.level);
  const chosen = choice.value ?? (choices.length === 1 ? (choices[0] as VoteKind) : null);
  const no = chosen !== null && isNo(chosen);
  const byResolution = body.asked === "consent" && chosen !== "object";
  const path = `/api/guidelines/${review.guidelineId}/reviews/${review.id}/votes`;

  const check = () =>
    missing(
      {
        vote: chosen ?? "",
        ...(no ? { note: note.value } : {}),
        ...(byResolution ? resolution.required() : {}),
        ...again.required(),
      },
      t.required,
    );
  const work = async () => {
    const taken = await again.send(path, {
      bodyId: body.bodyId,
      vote: chosen,
      note: note.value,
      contentHash: review.contentHash,
      ...(byResolution ? { resolution: resolution.read() } : {}),
    });
    if (!taken) return;
    toast(t.recorded);
    await onDone();
  };
  const { fields, sentence } = form.errors;
  return (
    <form class="form vote" noValidate aria-label={t.decideFor(name)} onSubmit={form.submit(check, work)}>
      <h2>{t.decideFor(name)}</h2>
      {current.state === "signedIn" && !current.me.bodies.includes(body.bodyId) && (
        <p class="quiet">{t.inPlaceOf(name)}</p>
      )}
      {sentence !== null && <Notice kind="error">{sentence}</Notice>}
      <label class="choice">
        <input
          type="checkbox"
          checked={read.value}
          onChange={(event) => set<boolean>(read)(event.currentTarget.checked)}
        />
        <span>{t.haveRead}</span>
      </label>
      {choices.length > 1 && (
        <fieldset class="form__group">
          <legend>{t.decision}</legend>
          {choices.map((each) => (
            <label key={each} class="choice">
              <input
                type="radio"
                name="vote"
                checked={choice.value === each}
                onChange={() => set<VoteKind | null>(choice)(each)}
              />
              <span>{labelOf(each)}</span>
            </label>
          ))}
          {fields.vote !== undefined && <p class="field__error">{t.required}</p>}
        </fieldset>
      )}
      {byResolution && chosen !== null && <ResolutionFields resolution={resolution} fields={fields} />}
      {chosen !== null && (
        <TextField
          long
          label={no ? t.giveReason : t.note}
          hint={no ? t.reasonHint : t.noteHint}
          name="note"
          maxLength={2000}
          value={note.value}
          error={fields.note}
          onInput={set(note)}
        />
      )}
      <PasswordAgainField again={again} fields={fields} />
      <div class="form__actions">
        <Button type="submit" look={no ? "danger" : "primary"} disabled={form.busy || !read.value}>
          {chosen === null ? t.decide : labelOf(chosen)}
        </Button>
      </div>
    </form>
  );
}

function labelOf(vote: VoteKind): string {
  const t = reviewTexts();
  return {
    approve: t.yes.approve,
    return: t.no.approve,
    consent: t.yes.consent,
    refuse: t.no.consent,
    noted: t.yes.comment,
    object: t.object,
  }[vote];
}
