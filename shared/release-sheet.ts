/** A release sheet in words, the same on a screen and on paper: what was decided, by whom, for which content. */
import type { ThreadStatus } from "./discussion-limits.ts";
import type { BodyId } from "./ids.ts";
import { SHEET_WORDS } from "./release-sheet-words.ts";
import { isNo, isYes } from "./review-status.ts";
import type { BodyState, ReleaseSheet, Review, Vote } from "./reviews.ts";
import type { Locale } from "./roles.ts";

export interface SheetView {
  readonly title: string;
  /** What it is about: the guideline and which Fassung. */
  readonly about: string;
  readonly organisation: string;
  readonly facts: readonly Fact[];
  /** The latest request first. */
  readonly reviews: readonly ReviewView[];
  readonly concerns: {
    readonly title: string;
    readonly none: string;
    readonly items: readonly ConcernView[];
  };
  readonly limits: { readonly title: string; readonly sentences: readonly string[] };
}

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** A checksum, set in groups. */
  readonly checksum?: true;
}

export interface ReviewView {
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly bodies: readonly BodyView[];
}

export interface BodyView {
  readonly name: string;
  readonly asked: string;
  readonly decision: string;
  readonly tone: "yes" | "no" | "none";
  readonly facts: readonly Fact[];
}

interface ConcernView {
  readonly title: string;
  readonly words: string;
  readonly end: string;
  readonly facts: readonly Fact[];
}

export interface SheetNames {
  readonly locale: Locale;
  /** IANA name, for when something happened; undefined: where the reader is. */
  readonly timeZone?: string;
  body(id: BodyId): string;
}

export function releaseSheetView(sheet: ReleaseSheet, names: SheetNames): SheetView {
  const t = SHEET_WORDS[names.locale];
  const latest = sheet.reviews[0];
  const which =
    sheet.edition !== null
      ? t.edition(sheet.edition)
      : latest === undefined
        ? t.version(sheet.version)
        : t.candidate(latest.edition);
  return {
    title: t.title,
    about: `${sheet.title}, ${which}`,
    organisation: sheet.organisation,
    facts: [
      { label: t.checksum, value: sheet.contentHash, checksum: true },
      { label: t.state, value: stateOf(latest, names) },
    ],
    reviews: sheet.reviews.map((review) => reviewView(review, names)),
    concerns: {
      title: t.concerns,
      none: t.noConcerns,
      items: sheet.concerns.map((concern) => ({
        title: `${t.concern} ${concern.number}, ${concern.body === null ? t.ownConcern : names.body(concern.body)}`,
        words: concern.words,
        end: t.ends[concern.end as ThreadStatus] ?? concern.end,
        facts: [
          { label: t.raised, value: dayOf(concern.raisedAt, names) },
          ...(concern.reason ? [{ label: t.reason, value: concern.reason }] : []),
        ],
      })),
    },
    limits: { title: t.limits, sentences: t.limitSentences },
  };
}

function stateOf(latest: Review | undefined, names: SheetNames): string {
  const t = SHEET_WORDS[names.locale];
  if (latest === undefined) return t.neverAsked;
  if (latest.status === "adopted")
    return latest.inForceFrom === null
      ? t.statuses.adopted
      : t.inForce(calendarDay(latest.inForceFrom, names));
  return t.statuses[latest.status];
}

function reviewView(review: Review, names: SheetNames): ReviewView {
  const t = SHEET_WORDS[names.locale];
  return {
    title: t.asked(momentOf(review.requestedAt, names)),
    facts: [
      { label: t.requestedBy, value: review.requestedBy.name },
      { label: t.level, value: t.levels[review.level] },
      ...(review.what === "" ? [] : [{ label: t.what, value: review.what }]),
      ...(review.dueOn === null ? [] : [{ label: t.due, value: calendarDay(review.dueOn, names) }]),
      { label: t.outcome, value: outcomeOf(review, names) },
      ...(review.reason === null || review.reason === "" ? [] : [{ label: t.reason, value: review.reason }]),
      { label: t.checksum, value: review.contentHash, checksum: true },
    ],
    bodies: review.bodies.map((body) => bodyView(body, review, names)),
  };
}

function outcomeOf({ status, endedAt }: Review, names: SheetNames): string {
  const state = SHEET_WORDS[names.locale].statuses[status];
  return endedAt === null ? state : `${state}, ${momentOf(endedAt, names)}`;
}

function bodyView(body: BodyState, review: Review, names: SheetNames): BodyView {
  const t = SHEET_WORDS[names.locale];
  const vote = body.vote ?? body.awaiting;
  const base = { name: names.body(body.bodyId), asked: t.askedFor[body.asked] };
  if (vote === null) return { ...base, decision: t.noVote, tone: "none", facts: [] };
  const counts = body.vote !== null;
  const decision = t.votes[vote.vote];
  return {
    ...base,
    decision: counts ? decision : t.unconfirmed(decision),
    tone: !counts ? "none" : isYes(vote.vote) ? "yes" : isNo(vote.vote) ? "no" : "none",
    facts: [
      ...factsOf(vote, names),
      ...(vote.contentHash === review.contentHash ? [] : [otherContent(vote, t)]),
    ],
  };
}

function otherContent(vote: Vote, t: (typeof SHEET_WORDS)[Locale]): Fact {
  return { label: t.otherContent, value: vote.contentHash, checksum: true };
}

function factsOf(vote: Vote, names: SheetNames): readonly Fact[] {
  const t = SHEET_WORDS[names.locale];
  const { resolution, onPaper, note } = vote;
  const by = vote.asDelegate ? t.asDelegate(vote.by.name) : vote.by.name;
  return [
    ...(resolution === null
      ? []
      : [
          { label: t.resolution, value: calendarDay(resolution.decidedOn, names) },
          { label: t.reportedBy, value: resolution.reportedBy },
        ]),
    { label: onPaper === null ? t.givenBy : t.recordedBy, value: `${by}, ${momentOf(vote.at, names)}` },
    ...(onPaper === null
      ? []
      : [
          { label: t.paper, value: calendarDay(onPaper.receivedOn, names) },
          { label: t.scan, value: onPaper.scan, checksum: true as const },
          {
            label: t.confirmation,
            value:
              onPaper.confirmedBy === null || onPaper.confirmedAt === null
                ? t.paperStates[onPaper.state]
                : `${t.paperStates[onPaper.state]}: ${onPaper.confirmedBy.name}, ${momentOf(onPaper.confirmedAt, names)}`,
          },
        ]),
    ...(note === "" ? [] : [{ label: isNo(vote.vote) ? t.reason : t.note, value: note }]),
    ...(vote.kept ? [{ label: t.kept, value: t.keptWhy }] : []),
  ];
}

function calendarDay(day: string, { locale }: SheetNames): string {
  return format(`${day}T12:00:00Z`, { dateStyle: "long", timeZone: "UTC" }, locale);
}

function dayOf(iso: string, { locale, timeZone }: SheetNames): string {
  return format(iso, { dateStyle: "long", timeZone }, locale);
}

function momentOf(iso: string, { locale, timeZone }: SheetNames): string {
  return format(iso, { dateStyle: "long", timeStyle: "short", timeZone }, locale);
}

function format(iso: string, options: Intl.DateTimeFormatOptions, locale: Locale): string {
  return new Intl.DateTimeFormat(locale === "de" ? "de-DE" : "en-GB", options).format(new Date(iso));
}
