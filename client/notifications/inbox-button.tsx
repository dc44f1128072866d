import { autoUpdate, computePosition, offset, shift } from "@floating-ui/dom";
import { useSignal } from "@preact/signals";
import { Inbox as InboxIcon, Settings2 } from "lucide";
import { useEffect, useId, useRef } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { Empty } from "../ui/empty.tsx";
import { Icon } from "../ui/icon.tsx";
import { onDemand } from "../ui/on-demand.tsx";
import { inboxTexts } from "./inbox-texts.ts";
import { announcement, followInbox, inbox, markAllRead } from "./model.ts";
import "./notifications.css";

const MOST_SHOWN = 99;

const NoticeList = onDemand(async () => (await import("./notice-list.tsx")).NoticeList);

/** How much is unread, and the newest of it without leaving the page. */
export function InboxButton() {
  const t = inboxTexts();
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const isOpen = useSignal(false);
  useEffect(followInbox, []);
  useEffect(() => {
    const button = anchor.current?.querySelector("button");
    const popover = panel.current;
    if (!button || !popover) return;
    let stop = () => {};
    const onToggle = () => {
      const open = popover.matches(":popover-open");
      isOpen.value = open;
      button.setAttribute("aria-expanded", String(open));
      stop();
      if (!open) return;
      stop = autoUpdate(button, popover, async () => {
        const place = await computePosition(button, popover, {
          strategy: "fixed",
          placement: "bottom-end",
          middleware: [offset(6), shift({ padding: 8 })],
        });
        popover.style.left = `${place.x}px`;
        popover.style.top = `${place.y}px`;
      });
      popover.querySelector("h2")?.focus();
    };
    popover.addEventListener("toggle", onToggle);
    return () => {
      stop();
      popover.removeEventListener("toggle", onToggle);
    };
  }, []);
  const close = () => panel.current?.hidePopover();
  const unread = inbox.value?.unread ?? 0;
  const notices = inbox.value?.notices ?? [];
  return (
    <span class="inbox" ref={anchor}>
      <Button
        square
        look="plain"
        label={t.button(unread)}
        aria-haspopup="dialog"
        aria-expanded="false"
        {...{ popovertarget: id }}
      >
        <Icon of={InboxIcon} />
        {unread > 0 && (
          <span class="inbox__count" aria-hidden="true">
            {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
          </span>
        )}
      </Button>
      <span class="visually-hidden" role="status">
        {announcement.value}
      </span>
      <div
        ref={panel}
        id={id}
        class="inbox__panel"
        popover="auto"
        role="dialog"
        aria-labelledby={`${id}-title`}
      >
        <div class="inbox__head">
          <div>
            <h2 id={`${id}-title`} class="inbox__title" tabIndex={-1}>
              {t.inbox}
            </h2>
            {notices.length > 0 && <p class="quiet">{t.unreadCount(unread)}</p>}
          </div>
          {unread > 0 && (
            <Button look="plain" onClick={() => void markAllRead()}>
              {t.allRead}
            </Button>
          )}
          <a
            class="button button--plain button--icon"
            href="/settings/notifications"
            aria-label={t.settings}
            title={t.settings}
            onClick={close}
          >
            <Icon of={Settings2} />
          </a>
        </div>
        <div class="inbox__body">
          {notices.length === 0 && <Empty text={t.empty} />}
          {isOpen.value && <NoticeList notices={notices} level={3} onGo={close} onFailure={close} />}
        </div>
        {notices.length > 0 && (
          <a class="inbox__foot" href="/inbox" onClick={close}>
            {t.showAll}
          </a>
        )}
      </div>
    </span>
  );
}
