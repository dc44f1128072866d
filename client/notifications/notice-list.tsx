import {
  AtSign,
  CalendarClock,
  CircleCheck,
  CircleQuestionMark,
  KeyRound,
  Megaphone,
  MessageSquare,
  Pencil,
  Reply,
  Stamp,
  TriangleAlert,
  UserPlus,
} from "lucide";
import { groupNotices, type NoticeRow } from "#shared/notice-groups.ts";
import { noticeText } from "#shared/notification-texts.ts";
import type { Notice, NoticeKind } from "#shared/notifications.ts";
import { formatDate, formatTime, locale } from "../i18n/index.ts";
import { bodyName } from "../identity/body-names.ts";
import { Icon } from "../ui/icon.tsx";
import { inboxTexts } from "./inbox-texts.ts";
import { mark } from "./model.ts";

const ICONS = {
  memberAdded: UserPlus,
  roleChanged: KeyRound,
  mentioned: AtSign,
  inquiryMade: CircleQuestionMark,
  questionAsked: CircleQuestionMark,
  questionDecided: CircleCheck,
  questionsDue: CalendarClock,
  commented: MessageSquare,
  replied: Reply,
  concernRaised: TriangleAlert,
  concernAnswered: TriangleAlert,
  concernEnded: CircleCheck,
  suggestionMade: Pencil,
  suggestionDecided: CircleCheck,
  reviewRequested: Stamp,
  reviewReminder: Stamp,
  editorialAnnounced: Stamp,
  paperRecorded: Stamp,
  reviewVoted: Stamp,
  reviewEnded: Stamp,
  editionInForce: CircleCheck,
  participationOpened: Megaphone,
  participationEnded: Megaphone,
} satisfies Readonly<Record<NoticeKind, unknown>>;

interface NoticeListProps {
  readonly notices: readonly Notice[];
  /** Level of the guidelines' headings. */
  readonly level: 2 | 3;
  readonly onGo?: () => void;
}

/** Notices by guideline, as knots on a cord: full ones are unread. */
export function NoticeList({ notices, level, onGo }: NoticeListProps) {
  return (
    <div class="notices">
      {groupNotices(notices).map(({ guideline, rows }) => (
        <section key={guideline.id} aria-labelledby={`notices-${level}-${guideline.id}`}>
          {level === 2 ? (
            <h2 class="notices__guideline" id={`notices-2-${guideline.id}`}>
              {guideline.title}
            </h2>
          ) : (
            <h3 class="notices__guideline" id={`notices-3-${guideline.id}`}>
              {guideline.title}
            </h3>
          )}
          <ul class="notices__rows">
            {rows.map((row) => (
              <Row key={row.key} row={row} {...(onGo === undefined ? {} : { onGo })} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Row({ row, onGo }: { readonly row: NoticeRow; readonly onGo?: () => void }) {
  const t = inboxTexts();
  const { newest, earlier } = row;
  const all = [newest, ...earlier];
  const isUnread = all.some(({ read }) => !read);
  const { who, what } = noticeText(locale.value, {
    content: newest.content,
    by: newest.by?.name ?? null,
    body: newest.body === null ? null : bodyName(newest.body),
  });
  const details = [newest.section, whenOf(newest), earlier.length > 0 ? t.earlier(earlier.length) : null];
  const toggle = isUnread ? t.markRead : t.markUnread;
  return (
    <li class={isUnread ? "notice-row notice-row--unread" : "notice-row"}>
      <button
        type="button"
        class="notice-row__knot"
        aria-label={`${toggle}: ${who ?? ""} ${what}`}
        title={toggle}
        onClick={() => void mark(isUnread ? all : [newest], isUnread)}
      >
        <span class={isUnread ? "knot notice-row__full" : "knot"} />
      </button>
      <a
        class="notice-row__link"
        href={newest.path}
        onClick={() => {
          void mark(all, true);
          onGo?.();
        }}
      >
        <Icon of={ICONS[newest.content.kind]} />
        <span>
          {isUnread && <span class="visually-hidden">{t.unread} </span>}
          {who !== null && <strong class="notice-row__who">{who} </strong>}
          {what}
          <span class="notice-row__detail">
            {details
              .filter((detail) => detail !== null)
              .map((detail) => (
                <span key={detail}>{detail}</span>
              ))}
          </span>
        </span>
      </a>
    </li>
  );
}

function whenOf({ at }: Notice): string {
  return new Date(at).toDateString() === new Date().toDateString() ? formatTime(at) : formatDate(at);
}
