/**
 * What a mail about notices says, in its reader's language, as plain text and as HTML. It names people, guidelines and
 * what happened, never words of a draft: mail passes through servers that nobody here knows.
 */
import { bodyNameIn } from "#shared/body-names.ts";
import { groupNotices, type NoticeRow } from "#shared/notice-groups.ts";
import { noticeSentence } from "#shared/notification-texts.ts";
import type { Notice } from "#shared/notifications.ts";
import type { Locale, Representation } from "#shared/roles.ts";
import type { Mail } from "../platform/mail.ts";
import { renderHtml, renderText } from "./render.ts";

const MOST_ROWS = 30;
/** Longer ones are cut by receivers anyway. */
const LONGEST_SUBJECT = 160;

export interface Letter {
  readonly reader: { readonly name: string; readonly email: string; readonly locale: Locale };
  /** Oldest first. */
  readonly notices: readonly Notice[];
  readonly organisation: {
    readonly name: string;
    readonly timeZone: string;
    readonly representation: Representation;
  };
  readonly links: { readonly base: URL; readonly unsubscribe: URL };
}

/** What is to be read, before it becomes text or HTML. */
export interface Page {
  readonly locale: Locale;
  readonly organisation: string;
  readonly greeting: string;
  readonly lead: string;
  readonly groups: readonly {
    readonly title: string;
    readonly rows: readonly { readonly sentence: string; readonly detail: string; readonly href: string }[];
  }[];
  /** What does not fit; empty if all does. */
  readonly rest: string;
  readonly open: { readonly label: string; readonly href: string };
  readonly why: string;
  readonly settings: { readonly label: string; readonly href: string };
  readonly unsubscribe: { readonly label: string; readonly href: string };
}

export function compose(letter: Letter): Pick<Mail, "to" | "subject" | "text" | "html" | "headers"> {
  const page = toPage(letter);
  return {
    to: { name: letter.reader.name, address: letter.reader.email },
    subject: oneLine(subjectOf(letter)),
    text: renderText(page),
    html: renderHtml(page),
    headers: {
      "List-Unsubscribe": `<${letter.links.unsubscribe.href}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
  };
}

function subjectOf({ reader, notices, organisation }: Letter): string {
  const t = TEXTS[reader.locale];
  const guidelines = new Map(notices.map(({ guideline }) => [guideline.id, guideline.title]));
  const [title = ""] = guidelines.values();
  const [first] = notices;
  if (notices.length === 1 && first !== undefined)
    return `${sentenceOf(first, reader.locale, organisation.representation)} – ${title}`;
  return guidelines.size === 1
    ? `${t.notices(notices.length)} – ${title}`
    : t.fromGuidelines(t.notices(notices.length), guidelines.size);
}

function toPage({ reader, notices, organisation, links }: Letter): Page {
  const { locale } = reader;
  const t = TEXTS[locale];
  const shown = groupNotices([...notices].reverse().slice(0, MOST_ROWS));
  const rest = notices.length - Math.min(notices.length, MOST_ROWS);
  const row = ({ newest, earlier }: NoticeRow) => ({
    sentence: sentenceOf(newest, locale, organisation.representation),
    detail: [
      timeOf(newest, locale, organisation.timeZone),
      earlier.length > 0 ? t.earlier(earlier.length) : "",
    ]
      .filter(Boolean)
      .join(" · "),
    href: new URL(newest.path, links.base).href,
  });
  return {
    locale,
    organisation: organisation.name,
    greeting: t.greeting(reader.name),
    lead: t.lead(notices.length),
    groups: shown.map(({ guideline, rows }) => ({ title: guideline.title, rows: rows.map(row) })),
    rest: rest > 0 ? t.rest(rest) : "",
    open: { label: t.open, href: new URL("/inbox", links.base).href },
    why: t.why(organisation.name),
    settings: { label: t.settings, href: new URL("/settings/notifications", links.base).href },
    unsubscribe: { label: t.unsubscribe, href: links.unsubscribe.href },
  };
}

function sentenceOf({ content, by, body }: Notice, locale: Locale, representation: Representation): string {
  return noticeSentence(locale, {
    content,
    by: by?.name ?? null,
    body: body === null ? null : bodyNameIn(locale, body, representation),
  });
}

function timeOf({ at }: Notice, locale: Locale, timeZone: string): string {
  return new Intl.DateTimeFormat(locale === "de" ? "de-DE" : "en-GB", {
    timeZone,
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  }).format(new Date(at));
}

/** Names are one line already; what stands in a header must be, whatever becomes of that rule. */
function oneLine(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
  return line.length <= LONGEST_SUBJECT ? line : `${line.slice(0, LONGEST_SUBJECT - 1).trimEnd()}…`;
}

interface Texts {
  readonly greeting: (name: string) => string;
  readonly lead: (count: number) => string;
  readonly notices: (count: number) => string;
  readonly fromGuidelines: (notices: string, guidelines: number) => string;
  readonly earlier: (count: number) => string;
  readonly rest: (count: number) => string;
  readonly open: string;
  readonly why: (organisation: string) => string;
  readonly settings: string;
  readonly unsubscribe: string;
}

const TEXTS: Readonly<Record<Locale, Texts>> = {
  de: {
    greeting: (name) => `Guten Tag, ${name}`,
    lead: (count) => (count === 1 ? "Es gibt etwas Neues für Sie." : "Es gibt Neues für Sie."),
    notices: (count) => `${count} Meldungen`,
    fromGuidelines: (notices, guidelines) => `${notices} aus ${guidelines} Leitlinien`,
    earlier: (count) => (count === 1 ? "dazu eine frühere Meldung" : `dazu ${count} frühere Meldungen`),
    rest: (count) =>
      count === 1
        ? "Eine weitere Meldung ist im Posteingang."
        : `${count} weitere Meldungen sind im Posteingang.`,
    open: "Posteingang öffnen",
    why: (organisation) =>
      `Sie bekommen diese E-Mail, weil Sie bei ${organisation} an einer Leitlinie mitwirken. Was im Entwurf steht, wird nicht per E-Mail verschickt.`,
    settings: "Einstellungen",
    unsubscribe: "Keine E-Mails mehr",
  },
  en: {
    greeting: (name) => `Hello ${name}`,
    lead: (count) => (count === 1 ? "There is something new for you." : "There is news for you."),
    notices: (count) => `${count} notices`,
    fromGuidelines: (notices, guidelines) => `${notices} from ${guidelines} guidelines`,
    earlier: (count) => (count === 1 ? "and an earlier notice" : `and ${count} earlier notices`),
    rest: (count) =>
      count === 1 ? "One more notice is in the inbox." : `${count} more notices are in the inbox.`,
    open: "Open the inbox",
    why: (organisation) =>
      `You get this mail because you take part in a guideline of ${organisation}. What the draft says is not sent by mail.`,
    settings: "Settings",
    unsubscribe: "No more mails",
  },
};
