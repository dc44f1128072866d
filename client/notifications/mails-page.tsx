import { useSignal } from "@preact/signals";
import type { MailQueue, StuckMail } from "#shared/notifications.ts";
import { formatDate, formatTime } from "../i18n/index.ts";
import { api, describeError } from "../shell/api.ts";
import { Page } from "../shell/page.tsx";
import { useQuery } from "../shell/query.ts";
import { Button } from "../ui/button.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { Notice } from "../ui/notice.tsx";
import { toast } from "../ui/toast.tsx";
import { notificationTexts } from "./texts.ts";
import "./notifications.css";

const PATH = "/api/notifications/mails";

/** For administrators: whether mails leave, and what becomes of those that did not. */
export default function MailsPage() {
  const t = notificationTexts();
  const found = useQuery<MailQueue>(PATH);
  const from = found.now.state === "loaded" ? found.now.value.from : null;
  return (
    <Page title={t.mailsTitle} {...(from === null ? {} : { lead: t.mailsLead(from) })}>
      {found.now.state === "loading" && <Skeleton />}
      {found.now.state === "failed" && <Notice kind="error">{describeError(found.now.error)}</Notice>}
      {found.now.state === "loaded" && <Queue queue={found.now.value} onChanged={found.reload} />}
    </Page>
  );
}

function Queue({ queue, onChanged }: { readonly queue: MailQueue; readonly onChanged: () => Promise<void> }) {
  const t = notificationTexts();
  const { from, waiting, unreachable, stuck } = queue;
  return (
    <div class="form">
      {from === null && <Notice>{t.mailsOff}</Notice>}
      {unreachable !== null && (
        <Notice kind="concern">{t.unreachable(momentOf(unreachable.since), unreachable.problem)}</Notice>
      )}
      {from !== null && <p>{t.waiting(waiting)}</p>}
      <section aria-labelledby="stuck">
        <h2 id="stuck" class="stuck__title">
          {t.stuckTitle}
        </h2>
        {stuck.length === 0 ? (
          <Empty text={t.stuckEmpty} />
        ) : (
          <>
            <p class="quiet">{t.stuckHint}</p>
            <ul class="stuck">
              {stuck.map((mail) => (
                <Stuck key={mail.id} mail={mail} onChanged={onChanged} />
              ))}
            </ul>
          </>
        )}
      </section>
    </div>
  );
}

function Stuck({ mail, onChanged }: { readonly mail: StuckMail; readonly onChanged: () => Promise<void> }) {
  const t = notificationTexts();
  const busy = useSignal(false);
  const { name, address } = mail.to;
  const act = async (action: "retry" | "discard") => {
    busy.value = true;
    await api.post(`${PATH}/${mail.id}`, { action }).catch((error: unknown) => toast(describeError(error)));
    await onChanged();
    busy.value = false;
  };
  const problem = mail.problem === null ? null : (t.problems[mail.problem] ?? t.problem(mail.problem));
  return (
    <li class="stuck__row">
      <div>
        <p class="stuck__to">
          {name} <span class="quiet">{address}</span>
        </p>
        <p class="stuck__detail">
          {[t.stuck[mail.status], problem, t.attempts(mail.attempts), momentOf(mail.at)]
            .filter((part) => part !== null)
            .join(" · ")}
        </p>
      </div>
      <Button disabled={busy.value} aria-label={t.retryLabel(name)} onClick={() => void act("retry")}>
        {t.retry}
      </Button>
      <Button
        look="plain"
        disabled={busy.value}
        aria-label={t.discardLabel(name)}
        onClick={() => void act("discard")}
      >
        {t.discard}
      </Button>
    </li>
  );
}

function momentOf(iso: string): string {
  return `${formatDate(iso)}, ${formatTime(iso)}`;
}
