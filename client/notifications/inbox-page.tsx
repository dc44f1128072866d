import { useSignal } from "@preact/signals";
import { CheckCheck, Settings2 } from "lucide";
import { KEPT_DAYS } from "#shared/notification-texts.ts";
import { describeError } from "../shell/api.ts";
import { Page } from "../shell/page.tsx";
import { Button } from "../ui/button.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { Icon } from "../ui/icon.tsx";
import { toast } from "../ui/toast.tsx";
import { inboxTexts } from "./inbox-texts.ts";
import { inbox, loadOlder, markAllRead } from "./model.ts";
import { NoticeList } from "./notice-list.tsx";
import "./notifications.css";

/** Everything that concerns who is signed in, as far back as it is kept. */
export default function InboxPage() {
  const t = inboxTexts();
  const busy = useSignal(false);
  const now = inbox.value;
  const older = async () => {
    busy.value = true;
    await loadOlder().catch((error: unknown) => toast(describeError(error)));
    busy.value = false;
  };
  const settings = (
    <a class="button" href="/settings/notifications">
      <Icon of={Settings2} />
      {t.settings}
    </a>
  );
  return (
    <Page
      title={t.inbox}
      {...(now === null || now.notices.length === 0 ? {} : { lead: t.unreadCount(now.unread) })}
    >
      <div class="inbox-page">
        {now === null && <Skeleton />}
        {now !== null && now.notices.length === 0 && <Empty text={t.empty}>{settings}</Empty>}
        {now !== null && now.notices.length > 0 && (
          <>
            <div class="inbox-page__actions">
              <Button disabled={now.unread === 0} onClick={() => void markAllRead()}>
                <Icon of={CheckCheck} />
                {t.allRead}
              </Button>
              {settings}
            </div>
            <NoticeList notices={now.notices} level={2} />
            {now.more && (
              <Button class="inbox-page__older" disabled={busy.value} onClick={() => void older()}>
                {t.older}
              </Button>
            )}
            <p class="inbox-page__kept quiet">{t.kept(KEPT_DAYS)}</p>
          </>
        )}
      </div>
    </Page>
  );
}
