import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { Thread } from "#shared/discussion.ts";
import type { Guideline } from "#shared/guidelines.ts";
import type { BodyId } from "#shared/ids.ts";
import type { Review } from "#shared/reviews.ts";
import { formatDate } from "../i18n/index.ts";
import { GuidelinePageFrame } from "../questions/guideline-page.tsx";
import { api } from "../shell/api.ts";
import { missing, useForm } from "../shell/form.ts";
import { useQuery } from "../shell/query.ts";
import { followGuidelines } from "../shell/realtime.ts";
import { session } from "../shell/session.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { BodyRows } from "./body-rows.tsx";
import { CandidateText } from "./candidate-text.tsx";
import { ConfirmForm } from "./confirm-form.tsx";
import { PaperDialog } from "./paper-dialog.tsx";
import { reviewTexts } from "./texts.ts";
import { VoteForm } from "./vote-form.tsx";
import "./reviews.css";

/** One candidate: what it is about, who has decided what, and the place to decide. */
export default function ReviewPage() {
  const t = reviewTexts();
  const id = useRoute().params.rid ?? "";
  return (
    <GuidelinePageFrame<Review>
      key={id}
      here="approval"
      title={t.approval}
      path={`reviews/${encodeURIComponent(id)}`}
    >
      {({ guideline, value, nameOf, reload }) => (
        <Candidate guideline={guideline} review={value} nameOf={nameOf} reload={reload} />
      )}
    </GuidelinePageFrame>
  );
}

interface CandidateProps {
  readonly guideline: Guideline;
  readonly review: Review;
  readonly nameOf: (body: BodyId) => string;
  readonly reload: () => Promise<void>;
}

function Candidate({ guideline, review, nameOf, reload }: CandidateProps) {
  const t = reviewTexts();
  const opened = useSignal<"paper" | "withdraw" | "inForce" | null>(null);
  const show = set<"paper" | "withdraw" | "inForce" | null>(opened);
  useEffect(
    () => followGuidelines([guideline.id], ["reviews:changed"], () => void reload()),
    [guideline.id, review.id],
  );
  const current = session.value;
  const representation = current.state === "signedIn" ? current.me.organisation.representation : "none";
  const leads = guideline.role === "owner" && guideline.archivedAt === null;
  const isOpen = review.status === "open";
  const onPaper = leads && isOpen && review.bodies.some(({ due, awaiting }) => due && awaiting === null);
  const consents = review.bodies.some(({ asked }) => asked === "consent");
  const mayPutInForce = leads && review.status === "adopted" && !hasCome(review.inForceFrom);
  return (
    <article class="candidate">
      <header class="candidate__head">
        <h2>{review.status === "adopted" ? t.edition(review.edition) : t.candidate(review.edition)}</h2>
        <p class={`candidate__status candidate__status--${review.status}`}>
          {t.states[review.status]}
          {review.inForceFrom !== null && ` · ${t.inForce(formatDate(review.inForceFrom))}`}
        </p>
        <p class="quiet">
          {t.requestedBy(review.requestedBy.name, formatDate(review.requestedAt))} · {t.levels[review.level]}
          {isOpen &&
            review.dueOn !== null &&
            ` · ${(review.level === "editorial" ? t.objectUntil : t.due)(formatDate(review.dueOn))}`}
        </p>
        {review.what !== "" && <p class="candidate__what">{review.what}</p>}
        {review.reason !== null && (
          <Notice kind="concern">
            <strong>{t.reason}:</strong> {review.reason}
          </Notice>
        )}
        <Places guideline={guideline} review={review} />
      </header>

      {review.bodies.map((body) => {
        const name = nameOf(body.bodyId);
        if (body.mayConfirm)
          return <ConfirmForm key={body.bodyId} review={review} body={body} name={name} onDone={reload} />;
        if (body.mayVote)
          return <VoteForm key={body.bodyId} review={review} body={body} name={name} onDone={reload} />;
        return null;
      })}

      <section aria-labelledby="bodies">
        <h2 id="bodies">{t.bodies}</h2>
        <BodyRows review={review} nameOf={nameOf} />
        <p class="quiet">{t.silence}</p>
        {consents && representation !== "none" && <p class="quiet">{t.agreement(representation)}</p>}
      </section>

      <CandidateText guideline={guideline} version={review.version} />

      <div class="form__actions">
        <a class="button" href={`/guidelines/${review.guidelineId}/versions/${review.version}/release-sheet`}>
          {t.releaseSheet}
        </a>
        {onPaper && <Button onClick={() => show("paper")}>{t.recordPaper}</Button>}
        {leads && isOpen && <Button onClick={() => show("withdraw")}>{t.withdraw}</Button>}
        {mayPutInForce && (
          <Button look="primary" onClick={() => show("inForce")}>
            {t.putInForce}
          </Button>
        )}
      </div>
      {opened.value === "paper" && (
        <PaperDialog review={review} nameOf={nameOf} onDone={reload} onClose={() => show(null)} />
      )}
      {opened.value === "withdraw" && (
        <WithdrawDialog review={review} onDone={reload} onClose={() => show(null)} />
      )}
      {opened.value === "inForce" && (
        <InForceDialog review={review} onDone={reload} onClose={() => show(null)} />
      )}
    </article>
  );
}

/** Where it is read: as a whole, in two minutes, and what has changed since one's own last yes. */
function Places({ guideline, review }: Pick<CandidateProps, "guideline" | "review">) {
  const t = reviewTexts();
  const base = `/guidelines/${guideline.id}`;
  const own = review.bodies.filter(({ mayVote, mayConfirm }) => mayVote || mayConfirm);
  const since = own.map(({ lastYes }) => lastYes).find((version) => version !== null) ?? null;
  const before = review.bodies.map(({ lastYes }) => lastYes).find((version) => version !== null) ?? null;
  const from = since ?? before;
  const concerns = useQuery<readonly Thread[]>(`/api/guidelines/${guideline.id}/concerns`);
  const open =
    concerns.now.state === "loaded" ? concerns.now.value.filter(({ status }) => status === "open") : [];
  return (
    <nav class="candidate__places" aria-label={t.whatIsNew}>
      <a class="button" href={`${base}/versions/${review.version}`}>
        {t.read}
      </a>
      <a class="button" href={`${base}/briefing`}>
        {t.briefing}
      </a>
      {from !== null && from !== review.version && (
        <a class="button" href={`${base}/compare?from=${from}&to=${review.version}`}>
          {since === null ? t.sinceEdition : t.sinceYes}
        </a>
      )}
      {open.length > 0 && (
        <a class="button" href={`${base}/concerns`}>
          {t.concerns(open.length)}
        </a>
      )}
      {own.length > 0 && since === null && <span class="quiet">{t.firstTime}</span>}
    </nav>
  );
}

interface StepProps {
  readonly review: Review;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}

function WithdrawDialog({ review, onDone, onClose }: StepProps) {
  const t = reviewTexts();
  const form = useForm();
  const reason = useSignal("");
  const work = async () => {
    await api.post(`/api/guidelines/${review.guidelineId}/reviews/${review.id}/withdrawal`, {
      reason: reason.value,
    });
    await onDone();
    onClose();
  };
  return (
    <Dialog title={t.withdrawTitle} onClose={onClose}>
      <p>{t.withdrawLead}</p>
      <form class="form form-in-dialog" noValidate onSubmit={form.submit(() => ({}), work)}>
        {form.errors.sentence !== null && <Notice kind="error">{form.errors.sentence}</Notice>}
        <TextField
          long
          label={t.withdrawReason}
          name="reason"
          maxLength={2000}
          value={reason.value}
          onInput={set(reason)}
        />
        <div class="dialog__actions">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" look="danger" disabled={form.busy}>
            {t.withdraw}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function InForceDialog({ review, onDone, onClose }: StepProps) {
  const t = reviewTexts();
  const form = useForm();
  const from = useSignal(review.inForceFrom ?? new Date().toISOString().slice(0, 10));
  const work = async () => {
    await api.put(`/api/guidelines/${review.guidelineId}/versions/${review.version}/in-force`, {
      from: from.value,
    });
    await onDone();
    onClose();
  };
  return (
    <Dialog title={t.putInForce} onClose={onClose}>
      <p>{t.inForceLead}</p>
      <form
        class="form form-in-dialog"
        noValidate
        onSubmit={form.submit(() => missing({ from: from.value }, t.required), work)}
      >
        {form.errors.sentence !== null && <Notice kind="error">{form.errors.sentence}</Notice>}
        <TextField
          label={t.inForceFrom}
          name="from"
          type="date"
          value={from.value}
          error={form.errors.fields.from}
          onInput={set(from)}
        />
        <div class="dialog__actions">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" look="primary" disabled={form.busy}>
            {t.putInForce}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Whether the day has come, as far as this device knows; the server decides. */
function hasCome(day: string | null): boolean {
  return day !== null && day <= new Date().toISOString().slice(0, 10);
}
