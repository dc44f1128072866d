/**
 * Notices: what a person should hear of. The server writes one per recipient, together with its cause; its sentence is
 * made when it is shown or mailed, in the reader's language.
 *
 *   GET   /api/notifications?before=         → Inbox, newest first; `before` is the id of the last one shown
 *   PATCH /api/notifications                 ReadChange → {changed: NoticeId[]}
 *   GET   /api/notifications/settings        → SettingsView
 *   PUT   /api/notifications/settings        NotificationSettings → SettingsView
 *   GET   /api/unsubscribe/:token            → UnsubscribeView          no session needed
 *   POST  /api/unsubscribe/:token            {mail} → UnsubscribeView   no session needed
 *   POST  /unsubscribe/:token                (RFC 8058) → 200           no session needed
 *   GET   /api/notifications/mails           → MailQueue                admin
 *   POST  /api/notifications/mails/:id       {action} → MailQueue       admin
 *
 * To add a kind: put its variant into `noticeContent` with the few parameters that its sentence needs (ids and plain
 * values, never words of a draft); give it a topic and what one must be allowed to see in `NOTICE_KINDS`; write its
 * sentence in `shared/notification-texts.ts` and its icon in `client/notifications/notice-row.tsx`. The compiler names
 * each place. Then call `notify(tx, …)` where the cause is written.
 */
import { z } from "zod";
import { id } from "./identity.ts";
import type { BodyId, GuidelineId, MailId, NoticeId, PersonId, SectionId } from "./ids.ts";
import { ASKED_FOR, ENDS, VOTES } from "./review-status.ts";
import { BODY_KEYS, GUIDELINE_ROLES } from "./roles.ts";

const bodyId = id<BodyId>().nullable();
const edition = z.number().int();

/** What happened, by kind, each with what its sentence needs beyond who, where and when. */
export const noticeContent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("memberAdded"), role: z.enum(GUIDELINE_ROLES) }),
  z.object({ kind: z.literal("roleChanged"), role: z.enum(GUIDELINE_ROLES) }),
  /** `bodyId`: not the person but a body of theirs was mentioned. */
  z.object({ kind: z.literal("mentioned"), bodyId }),
  /** `bodyId`: the body that is asked; null when it is the person. */
  z.object({ kind: z.literal("inquiryMade"), bodyId }),
  z.object({ kind: z.literal("questionAsked"), bodyId }),
  z.object({ kind: z.literal("questionDecided") }),
  /** Nobody's doing: a day comes near, or has come. */
  z.object({ kind: z.literal("questionsDue"), on: z.iso.date(), count: z.number().int().min(1), bodyId }),
  z.object({ kind: z.literal("commented") }),
  z.object({ kind: z.literal("replied") }),
  /** `bodyId`: the body that it was raised for; null when for the person alone. */
  z.object({ kind: z.literal("concernRaised"), bodyId }),
  z.object({ kind: z.literal("concernAnswered") }),
  z.object({ kind: z.literal("concernEnded"), outcome: z.enum(["settled", "withdrawn", "notFollowed"]) }),
  z.object({ kind: z.literal("suggestionMade") }),
  z.object({
    kind: z.literal("suggestionDecided"),
    outcome: z.enum(["accepted", "rejected", "outdated"]),
  }),
  z.object({ kind: z.literal("reviewRequested"), bodyId, asked: z.enum(ASKED_FOR), edition }),
  /** `confirm`: a decision on paper waits for the body's word. */
  z.object({ kind: z.literal("reviewReminder"), bodyId, edition, dueOn: z.iso.date(), confirm: z.boolean() }),
  z.object({ kind: z.literal("editorialAnnounced"), bodyId, edition, until: z.iso.date() }),
  z.object({ kind: z.literal("paperRecorded"), bodyId, edition }),
  z.object({ kind: z.literal("reviewVoted"), bodyId, vote: z.enum(VOTES), edition }),
  z.object({ kind: z.literal("reviewEnded"), outcome: z.enum(ENDS), edition }),
  z.object({ kind: z.literal("editionInForce"), edition }),
  z.object({ kind: z.literal("participationOpened"), until: z.iso.date() }),
  z.object({ kind: z.literal("participationEnded") }),
]);
export type NoticeContent = z.infer<typeof noticeContent>;
export type NoticeKind = NoticeContent["kind"];

/** What people choose about together: how its mails come. */
export const TOPICS = ["mentions", "requests", "discussion", "progress"] as const;
export type Topic = (typeof TOPICS)[number];

interface KindRule {
  readonly topic: Topic;
  /** Whoever lacks this right is not told: a membership of any role, or sight of the draft. */
  readonly needs: "membership" | "draft";
}

export const NOTICE_KINDS: Readonly<Record<NoticeKind, KindRule>> = {
  memberAdded: { topic: "progress", needs: "membership" },
  roleChanged: { topic: "progress", needs: "membership" },
  mentioned: { topic: "mentions", needs: "draft" },
  inquiryMade: { topic: "requests", needs: "draft" },
  questionAsked: { topic: "requests", needs: "draft" },
  questionsDue: { topic: "requests", needs: "draft" },
  questionDecided: { topic: "progress", needs: "draft" },
  commented: { topic: "discussion", needs: "draft" },
  replied: { topic: "discussion", needs: "draft" },
  concernRaised: { topic: "discussion", needs: "draft" },
  concernAnswered: { topic: "discussion", needs: "draft" },
  concernEnded: { topic: "discussion", needs: "draft" },
  suggestionMade: { topic: "discussion", needs: "draft" },
  suggestionDecided: { topic: "discussion", needs: "draft" },
  reviewRequested: { topic: "requests", needs: "draft" },
  reviewReminder: { topic: "requests", needs: "draft" },
  editorialAnnounced: { topic: "requests", needs: "draft" },
  paperRecorded: { topic: "requests", needs: "draft" },
  reviewVoted: { topic: "progress", needs: "draft" },
  reviewEnded: { topic: "progress", needs: "draft" },
  editionInForce: { topic: "progress", needs: "membership" },
  participationOpened: { topic: "progress", needs: "membership" },
  participationEnded: { topic: "progress", needs: "membership" },
};

/** A path of our own, never an address elsewhere. */
const path = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\p{Cc}\s]*$/u, "expected a path");

/** A notice as a service hands it to `notify`, inside the transaction that writes its cause. */
export type NewNotice = NoticeContent & {
  /**
   * Names the occasion, such as `message:<id>`. Nobody is told twice of one: where two kinds share a key (a reply that
   * mentions somebody), each person hears the one that was handed over first.
   */
  readonly key: string;
  readonly guidelineId: GuidelineId;
  /** Who caused it, and is not told; null where nobody did (a date has come). */
  readonly by: PersonId | null;
  readonly to: Recipients;
  /** Where it leads. */
  readonly path: string;
  readonly sectionId?: SectionId | null;
  /** What belongs together in the inbox, such as the id of a thread. */
  readonly thread?: string | null;
};

/** Bodies are resolved to their people when the notice is written. */
export interface Recipients {
  readonly people?: readonly PersonId[];
  readonly bodies?: readonly BodyId[];
  /** All who may see the guideline, as far as the kind asks for. */
  readonly everyone?: true;
}

export const noticeBody = z.object({
  id: id<BodyId>(),
  key: z.enum(BODY_KEYS).nullable(),
  name: z.string().nullable(),
});

/** A notice as its reader gets it, with the names that are true now. */
export const notice = z.object({
  id: id<NoticeId>(),
  content: noticeContent,
  at: z.iso.datetime(),
  read: z.boolean(),
  path,
  thread: z.string().nullable(),
  guideline: z.object({ id: id<GuidelineId>(), title: z.string() }),
  /** Title of the section that it is about, if it still stands in the draft. */
  section: z.string().nullable(),
  /** Null: nobody in particular, or somebody who is no longer here. */
  by: z.object({ id: id<PersonId>(), name: z.string() }).nullable(),
  /** The body that `content.bodyId` names. */
  body: noticeBody.nullable(),
});
export type Notice = z.infer<typeof notice>;

export const inbox = z.object({ unread: z.number().int(), notices: z.array(notice), more: z.boolean() });
export type Inbox = z.infer<typeof inbox>;

export const PAGE_SIZE = 50;

const noticeIds = z.array(id<NoticeId>()).min(1).max(1000);

/** Some notices, or all up to the newest that the reader has seen. */
export const readChange = z.union([
  z.object({ ids: noticeIds, read: z.boolean() }),
  z.object({ upTo: id<NoticeId>() }),
]);
export type ReadChange = z.infer<typeof readChange>;

export const noticePath = path;

/** At once, with others once a day, or in the inbox alone. */
const MAIL_CHOICES = ["atOnce", "daily", "never"] as const;
export type MailChoice = (typeof MAIL_CHOICES)[number];

/** A quarter of an hour of the day in the organisation's time zone, `HH:MM`. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):(00|15|30|45)$/, "expected a quarter of an hour");

const topicChoices = z.object({
  mentions: z.enum(MAIL_CHOICES),
  requests: z.enum(MAIL_CHOICES),
  discussion: z.enum(MAIL_CHOICES),
  progress: z.enum(MAIL_CHOICES),
} satisfies Record<Topic, unknown>);

export const notificationSettings = z.object({
  /** False: no mail at all, whatever the topics say. */
  mail: z.boolean(),
  topics: topicChoices,
  /** When the daily mail comes. */
  dailyAt: timeOfDay,
  /** From when until when no mail comes; null: it may come at any hour. */
  quietNights: z.object({ from: timeOfDay, until: timeOfDay }).nullable(),
  quietWeekends: z.boolean(),
});
export type NotificationSettings = z.infer<typeof notificationSettings>;

/** What holds for who has chosen nothing. */
export const DEFAULT_SETTINGS: NotificationSettings = {
  mail: true,
  topics: { mentions: "atOnce", requests: "atOnce", discussion: "daily", progress: "daily" },
  dailyAt: "08:00",
  quietNights: { from: "19:00", until: "07:00" },
  quietWeekends: true,
};

export const settingsView = z.object({
  settings: notificationSettings,
  /** Where mails go; null: this installation sends none. */
  address: z.string().nullable(),
  timeZone: z.string(),
});
export type SettingsView = z.infer<typeof settingsView>;

/** What the link in a mail shows, without a session. */
export const unsubscribeView = z.object({
  organisation: z.string(),
  /** Enough to know it again: `b•••@example.org`. */
  address: z.string(),
  mail: z.boolean(),
});
export type UnsubscribeView = z.infer<typeof unsubscribeView>;
export const unsubscribeRequest = z.object({ mail: z.boolean() });

/** A mail that did not leave, or of which nobody knows whether it did. */
export const stuckMail = z.object({
  id: id<MailId>(),
  status: z.enum(["failed", "uncertain"]),
  to: z.object({ name: z.string(), address: z.string() }),
  attempts: z.number().int(),
  /** Reply code of the mail server or code of the connection. */
  problem: z.string().nullable(),
  at: z.iso.datetime(),
});
export type StuckMail = z.infer<typeof stuckMail>;

export const mailQueue = z.object({
  /** Sender; null: this installation sends no mail. */
  from: z.string().nullable(),
  waiting: z.number().int(),
  /** Since when the mail server cannot be used, and why; null while it can. */
  unreachable: z.object({ since: z.iso.datetime(), problem: z.string() }).nullable(),
  stuck: z.array(stuckMail),
});
export type MailQueue = z.infer<typeof mailQueue>;
export const stuckMailRequest = z.object({ action: z.enum(["retry", "discard"]) });
