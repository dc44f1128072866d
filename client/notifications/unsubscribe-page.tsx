import { useSignal } from "@preact/signals";
import { useRoute } from "preact-iso";
import type { UnsubscribeView } from "#shared/notifications.ts";
import { api, describeError } from "../shell/api.ts";
import { useForm } from "../shell/form.ts";
import { Page } from "../shell/page.tsx";
import { useQuery } from "../shell/query.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Notice } from "../ui/notice.tsx";
import { notificationTexts } from "./texts.ts";

/** Where the link at the foot of a mail leads; it works without a session, and nothing happens by looking. */
export default function UnsubscribePage() {
  const t = notificationTexts();
  const path = `/api/unsubscribe/${encodeURIComponent(useRoute().params.token ?? "")}`;
  const found = useQuery<UnsubscribeView>(path);
  switch (found.now.state) {
    case "loading":
      return (
        <Page title={t.unsubscribeTitle} narrow>
          <Skeleton />
        </Page>
      );
    case "failed":
      return <Page title={t.unsubscribeTitle} lead={describeError(found.now.error)} narrow children={null} />;
    case "loaded":
      return <Choice path={path} first={found.now.value} />;
    default:
      return found.now satisfies never;
  }
}

function Choice({ path, first }: { readonly path: string; readonly first: UnsubscribeView }) {
  const t = notificationTexts();
  const form = useForm();
  const view = useSignal(first);
  const came = useSignal(false);
  const now = view.value;
  const change = async () => {
    view.value = await api.post<UnsubscribeView>(path, { mail: !now.mail });
    came.value = view.value.mail;
  };
  const lead = now.mail ? t.unsubscribeLead(now.address, now.organisation) : t.unsubscribedLead;
  return (
    <Page title={now.mail ? t.unsubscribeTitle : t.unsubscribed} lead={lead} narrow>
      <form class="form" onSubmit={form.submit(() => ({}), change)}>
        {form.errors.sentence !== null && <Notice kind="error">{form.errors.sentence}</Notice>}
        <div role="status">{came.value ? t.resubscribed : now.mail ? "" : t.unsubscribed}</div>
        <div class="form__actions">
          <Button type="submit" look={now.mail ? "primary" : "normal"} disabled={form.busy}>
            {now.mail ? t.unsubscribe : t.resubscribe}
          </Button>
          <a class="button button--plain" href="/settings/notifications">
            {t.toSettings}
          </a>
        </div>
      </form>
    </Page>
  );
}
