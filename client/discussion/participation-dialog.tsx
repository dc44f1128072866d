import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Participation } from "#shared/discussion.ts";
import type { GuidelineId } from "#shared/ids.ts";
import { formatDate } from "../i18n/index.ts";
import { api } from "../shell/api.ts";
import { useForm } from "../shell/form.ts";
import { useQuery } from "../shell/query.ts";
import { followGuidelines } from "../shell/realtime.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { discussionTexts } from "./texts.ts";

interface ParticipationDialogProps {
  readonly guidelineId: GuidelineId;
  readonly onClose: () => void;
}

/** Opens the draft to all staff until a day; afterwards says what came and what became of it. */
export function ParticipationDialog({ guidelineId, onClose }: ParticipationDialogProps) {
  const t = discussionTexts();
  const path = `/api/guidelines/${guidelineId}/participation`;
  const phase = useParticipation(guidelineId);
  const form = useForm();
  const until = useSignal("");
  const now = phase.now.state === "loaded" ? phase.now.value : null;
  const isOpen = now?.state === "open";
  const open = async () => {
    await api.put<Participation>(path, { until: until.value });
    await phase.reload();
    until.value = "";
  };
  return (
    <Dialog title={t.participation} onClose={onClose}>
      <p class="quiet">{t.participationLead}</p>
      {phase.now.state === "loading" && <Skeleton />}
      {now !== null && (
        <section class="participation">
          <p>
            <strong>{isOpen ? t.participationRuns(lastDay(now)) : t.participationEnded(lastDay(now))}</strong>
          </p>
          <p>
            {t.participationCame(now.summary.threads, now.summary.messages, now.summary.votes)}{" "}
            {now.summary.threads > 0 && t.participationBecame(now.summary.open, now.summary.resolved)}
          </p>
          {now.summary.sections.length > 0 && (
            <>
              <h3 class="field__label">{t.participationWhere}</h3>
              <ul>
                {now.summary.sections.map(({ sectionId, title, threads }) => (
                  <li key={sectionId} class="participation__section">
                    <span>{title || t.untitled}</span> <span class="quiet">{threads}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
      )}
      <form
        class="form form-in-dialog"
        noValidate
        onSubmit={form.submit(
          (): Record<string, string> => (until.value === "" ? { until: t.participationDate } : {}),
          open,
        )}
      >
        {form.errors.sentence !== null && <Notice kind="error">{form.errors.sentence}</Notice>}
        <TextField
          label={t.participationUntil}
          name="until"
          type="date"
          value={until.value}
          error={form.errors.fields.until === undefined ? undefined : t.participationDate}
          onInput={set(until)}
        />
        <div class="dialog__actions">
          {isOpen && (
            <Button
              look="danger"
              onClick={() => {
                void api.delete(path).then(phase.reload);
              }}
            >
              {t.participationEnd}
            </Button>
          )}
          <Button onClick={onClose}>{t.close}</Button>
          <Button type="submit" look="primary" disabled={form.busy}>
            {isOpen ? t.participationChange : t.participationOpen}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** For staff who are here because of a phase: says so, and until when. */
export function ParticipantNote({ guidelineId }: { readonly guidelineId: GuidelineId }) {
  const { now } = useParticipation(guidelineId);
  if (now.state !== "loaded" || now.value === null) return null;
  return <p class="sheet__note">{discussionTexts().participantNote(lastDay(now.value))}</p>;
}

function useParticipation(guidelineId: GuidelineId) {
  const phase = useQuery<Participation | null>(`/api/guidelines/${guidelineId}/participation`);
  useEffect(
    () => followGuidelines([guidelineId], ["participation:changed"], () => void phase.reload()),
    [guidelineId],
  );
  return phase;
}

/** A phase ends with the midnight behind its last day. */
function lastDay({ endsAt }: Participation): string {
  return formatDate(new Date(Date.parse(endsAt) - 1).toISOString());
}
