/** What a notice says, in the inbox and in mails alike: who, and what they did. No word of a draft is in it. */
import type { NoticeContent } from "./notifications.ts";
import type { VoteKind } from "./review-status.ts";
import { ROLE_NAMES } from "./role-names.ts";
import type { Locale } from "./roles.ts";

/** Notices are deleted after this many days, read or not. */
export const KEPT_DAYS = 90;

/** `who` is null where it is nobody's doing; then `what` is a whole sentence. */
export interface NoticeText {
  readonly who: string | null;
  readonly what: string;
}

interface Parts {
  readonly content: NoticeContent;
  readonly by: string | null;
  /** Name of the body that `content` names. */
  readonly body: string | null;
}

export function noticeText(locale: Locale, parts: Parts): NoticeText {
  const t = TEXTS[locale];
  const { content, by, body } = parts;
  const asA = body === null ? "" : ` (${body})`;
  if (content.kind === "questionAsked" && by === null) return { who: null, what: t.questionsWait(asA) };
  return { who: isImpersonal(content) ? null : (by ?? t.somebody), what: t.what(content, asA) };
}

/** Whether it is nobody's doing. */
function isImpersonal(content: NoticeContent): boolean {
  return (
    content.kind === "participationEnded" ||
    content.kind === "questionsDue" ||
    content.kind === "reviewReminder" ||
    content.kind === "editionInForce" ||
    (content.kind === "reviewEnded" && (content.outcome === "expired" || content.outcome === "adopted")) ||
    (content.kind === "suggestionDecided" && content.outcome === "outdated")
  );
}

/** `Birgit Rau hat geantwortet` */
export function noticeSentence(locale: Locale, parts: Parts): string {
  const { who, what } = noticeText(locale, parts);
  return who === null ? what : `${who} ${what}`;
}

interface Texts {
  readonly somebody: string;
  /** For questions that came with the text, which nobody in particular asks. */
  questionsWait(asA: string): string;
  /** @param asA ` (Betriebsrat)`: the body as whose member the reader is meant; else empty */
  what(content: NoticeContent, asA: string): string;
}

const VOTED: Readonly<Record<Locale, Readonly<Record<VoteKind, string>>>> = {
  de: {
    approve: "hat freigegeben",
    return: "hat zurückgegeben",
    consent: "hat die Zustimmung mitgeteilt",
    refuse: "hat mitgeteilt, dass die Zustimmung verweigert ist",
    noted: "hat Stellung genommen",
    object: "hat der redaktionellen Änderung widersprochen",
  },
  en: {
    approve: "approved",
    return: "returned it",
    consent: "reported the consent",
    refuse: "reported that consent is refused",
    noted: "commented on it",
    object: "objected to the editorial change",
  },
};

const TEXTS: Readonly<Record<Locale, Texts>> = {
  de: {
    somebody: "Jemand",
    questionsWait: (asA) => `Klärungsfragen warten auf Ihre Antwort${asA}`,
    what(content, asA) {
      switch (content.kind) {
        case "memberAdded":
          return `hat Sie hinzugefügt. Ihr Recht: ${ROLE_NAMES.de[content.role]}`;
        case "roleChanged":
          return `hat Ihr Recht geändert: ${ROLE_NAMES.de[content.role]}`;
        case "mentioned":
          return `hat Sie erwähnt${asA}`;
        case "inquiryMade":
          return `hat eine Rückfrage an Sie${asA}`;
        case "questionAsked":
          return `bittet Sie, eine Klärungsfrage zu beantworten${asA}`;
        case "questionDecided":
          return "hat eine Klärungsfrage beantwortet";
        case "questionsDue": {
          const until = day("de-DE", content.on);
          return content.count === 1
            ? `Eine Klärungsfrage soll bis ${until} beantwortet sein${asA}`
            : `${content.count} Klärungsfragen sollen bis ${until} beantwortet sein${asA}`;
        }
        case "commented":
          return "hat kommentiert";
        case "replied":
          return "hat geantwortet";
        case "concernRaised":
          return `hat Bedenken geäußert${asA}`;
        case "concernAnswered":
          return "hat auf Bedenken geantwortet";
        case "concernEnded":
          return {
            settled: "hat Bedenken für erledigt erklärt",
            withdrawn: "hat Bedenken zurückgezogen",
            notFollowed: "hat entschieden, Bedenken nicht zu folgen",
          }[content.outcome];
        case "suggestionMade":
          return "hat eine Änderung vorgeschlagen";
        case "suggestionDecided":
          return {
            accepted: "hat einen Vorschlag übernommen",
            rejected: "hat einen Vorschlag abgelehnt",
            outdated: "Ein Vorschlag passt nicht mehr zum Text",
          }[content.outcome];
        case "reviewRequested":
          return {
            approve: `bittet um Ihre Freigabe der Vorlage zu Fassung ${content.edition}${asA}`,
            consent: `bittet um die Zustimmung zur Vorlage zu Fassung ${content.edition}${asA}`,
            comment: `legt Ihnen die Vorlage zu Fassung ${content.edition} vor${asA}`,
          }[content.asked];
        case "reviewReminder":
          return content.confirm
            ? `Eine Entscheidung auf Papier zu Fassung ${content.edition} wartet bis ${day("de-DE", content.dueOn)} auf Ihre Bestätigung${asA}`
            : `Die Vorlage zu Fassung ${content.edition} wartet bis ${day("de-DE", content.dueOn)} auf Ihre Entscheidung${asA}`;
        case "editorialAnnounced":
          return `kündigt redaktionelle Änderungen an, Widerspruch ist bis ${day("de-DE", content.until)} möglich${asA}`;
        case "paperRecorded":
          return `hat eine Entscheidung auf Papier eingetragen, bitte bestätigen Sie sie${asA}`;
        case "reviewVoted":
          return `${VOTED.de[content.vote]}${asA}`;
        case "reviewEnded":
          return {
            returned: `hat die Vorlage zu Fassung ${content.edition} nicht angenommen`,
            withdrawn: `hat die Vorlage zu Fassung ${content.edition} zurückgezogen`,
            expired: `Die Frist für Fassung ${content.edition} ist abgelaufen, ohne Beschluss`,
            adopted: `Fassung ${content.edition} ist beschlossen`,
          }[content.outcome];
        case "editionInForce":
          return `Fassung ${content.edition} ist in Kraft`;
        case "participationOpened":
          return `hat die Beteiligungsphase eröffnet, bis ${day("de-DE", content.until)}`;
        case "participationEnded":
          return "Die Beteiligungsphase ist zu Ende";
        default:
          return content satisfies never;
      }
    },
  },
  en: {
    somebody: "Somebody",
    questionsWait: (asA) => `Clarifying questions wait for your answer${asA}`,
    what(content, asA) {
      switch (content.kind) {
        case "memberAdded":
          return `has added you. Your right: ${ROLE_NAMES.en[content.role]}`;
        case "roleChanged":
          return `has changed your right: ${ROLE_NAMES.en[content.role]}`;
        case "mentioned":
          return `mentioned you${asA}`;
        case "inquiryMade":
          return `has an inquiry for you${asA}`;
        case "questionAsked":
          return `asks you to answer a clarifying question${asA}`;
        case "questionDecided":
          return "answered a clarifying question";
        case "questionsDue": {
          const until = day("en-GB", content.on);
          return content.count === 1
            ? `A clarifying question is due by ${until}${asA}`
            : `${content.count} clarifying questions are due by ${until}${asA}`;
        }
        case "commented":
          return "commented";
        case "replied":
          return "replied";
        case "concernRaised":
          return `raised a concern${asA}`;
        case "concernAnswered":
          return "answered a concern";
        case "concernEnded":
          return {
            settled: "declared a concern settled",
            withdrawn: "withdrew a concern",
            notFollowed: "decided not to follow a concern",
          }[content.outcome];
        case "suggestionMade":
          return "suggested a change";
        case "suggestionDecided":
          return {
            accepted: "accepted a suggestion",
            rejected: "rejected a suggestion",
            outdated: "A suggestion no longer fits the text",
          }[content.outcome];
        case "reviewRequested":
          return {
            approve: `asks for your approval of the candidate for edition ${content.edition}${asA}`,
            consent: `asks for consent to the candidate for edition ${content.edition}${asA}`,
            comment: `hands you the candidate for edition ${content.edition}${asA}`,
          }[content.asked];
        case "reviewReminder":
          return content.confirm
            ? `A decision on paper about edition ${content.edition} waits for your confirmation until ${day("en-GB", content.dueOn)}${asA}`
            : `The candidate for edition ${content.edition} waits for your decision until ${day("en-GB", content.dueOn)}${asA}`;
        case "editorialAnnounced":
          return `announces editorial changes; objections are possible until ${day("en-GB", content.until)}${asA}`;
        case "paperRecorded":
          return `recorded a decision on paper, please confirm it${asA}`;
        case "reviewVoted":
          return `${VOTED.en[content.vote]}${asA}`;
        case "reviewEnded":
          return {
            returned: `did not accept the candidate for edition ${content.edition}`,
            withdrawn: `withdrew the candidate for edition ${content.edition}`,
            expired: `Time is up for edition ${content.edition}, nothing has been decided`,
            adopted: `Edition ${content.edition} has been adopted`,
          }[content.outcome];
        case "editionInForce":
          return `Edition ${content.edition} is in force`;
        case "participationOpened":
          return `opened the participation phase, until ${day("en-GB", content.until)}`;
        case "participationEnded":
          return "The participation phase has ended";
        default:
          return content satisfies never;
      }
    },
  },
};

/** @param date an ISO date, which has no time zone */
function day(tag: string, date: string): string {
  return new Intl.DateTimeFormat(tag, { day: "numeric", month: "long", timeZone: "UTC" }).format(
    new Date(date),
  );
}
