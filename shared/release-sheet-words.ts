/** The words of a release sheet (Vermerk über Freigabe und Zustimmung). */
import type { ThreadStatus } from "./discussion-limits.ts";
import type { AskedFor, Level, ReviewEnd, VoteKind } from "./review-status.ts";
import type { Locale } from "./roles.ts";

interface SheetWords {
  readonly title: string;
  readonly edition: (number: number) => string;
  readonly candidate: (number: number) => string;
  readonly version: (number: number) => string;
  readonly checksum: string;
  readonly state: string;
  readonly neverAsked: string;
  readonly inForce: (day: string) => string;
  readonly statuses: Readonly<Record<"open" | ReviewEnd, string>>;
  readonly asked: (moment: string) => string;
  readonly requestedBy: string;
  readonly level: string;
  readonly levels: Readonly<Record<Level, string>>;
  readonly what: string;
  readonly due: string;
  readonly outcome: string;
  readonly reason: string;
  readonly note: string;
  readonly askedFor: Readonly<Record<AskedFor, string>>;
  readonly votes: Readonly<Record<VoteKind, string>>;
  readonly noVote: string;
  readonly unconfirmed: (decision: string) => string;
  readonly resolution: string;
  readonly reportedBy: string;
  readonly givenBy: string;
  readonly asDelegate: (name: string) => string;
  readonly recordedBy: string;
  readonly paper: string;
  readonly scan: string;
  readonly confirmation: string;
  readonly paperStates: Readonly<Record<"awaitsConfirmation" | "confirmed" | "rejected", string>>;
  readonly kept: string;
  readonly keptWhy: string;
  readonly otherContent: string;
  readonly concerns: string;
  readonly noConcerns: string;
  readonly concern: string;
  readonly ownConcern: string;
  readonly raised: string;
  readonly ends: Readonly<Record<ThreadStatus, string>>;
  readonly limits: string;
  readonly limitSentences: readonly string[];
}

export const SHEET_WORDS: Readonly<Record<Locale, SheetWords>> = {
  de: {
    title: "Vermerk über Freigabe und Zustimmung",
    edition: (number) => `Fassung ${number}`,
    candidate: (number) => `Vorlage zu Fassung ${number}`,
    version: (number) => `Zwischenstand ${number}`,
    checksum: "Prüfsumme (SHA-256)",
    state: "Stand",
    neverAsked: "Für diesen Stand wurde keine Freigabe angefordert.",
    inForce: (day) => `Beschlossen, in Kraft ab ${day}`,
    statuses: {
      open: "Die Entscheidung steht aus",
      adopted: "Beschlossen",
      returned: "Zurückgegeben",
      withdrawn: "Zurückgezogen",
      expired: "Frist abgelaufen, ohne Entscheidung",
    },
    asked: (moment) => `Angefordert am ${moment}`,
    requestedBy: "Angefordert von",
    level: "Art der Änderung",
    levels: {
      major: "Größere Änderung: neue Freigabe und neue Kenntnisnahme",
      minor: "Kleinere Änderung: neue Freigabe",
      editorial: "Redaktionelle Änderung: Widerspruch binnen fünf Arbeitstagen möglich",
    },
    what: "Worum es geht",
    due: "Frist",
    outcome: "Ergebnis",
    reason: "Grund",
    note: "Hinweis (keine Bedingung)",
    askedFor: { approve: "Freigabe", consent: "Zustimmung", comment: "Stellungnahme" },
    votes: {
      approve: "Freigegeben",
      return: "Zurückgegeben",
      consent: "Zugestimmt",
      refuse: "Zustimmung verweigert",
      noted: "Stellung genommen",
      object: "Widersprochen",
    },
    noVote: "Keine Entscheidung. Schweigen gilt nicht als Zustimmung.",
    unconfirmed: (decision) => `${decision}, auf Papier und noch nicht bestätigt: ohne Wirkung`,
    resolution: "Beschluss vom",
    reportedBy: "Mitgeteilt von",
    givenBy: "Erklärt von",
    asDelegate: (name) => `${name} (in Vertretung)`,
    recordedBy: "Eingetragen von",
    paper: "Auf Papier, eingegangen am",
    scan: "Prüfsumme des Scans",
    confirmation: "Vom Gremium bestätigt",
    paperStates: { awaitsConfirmation: "noch nicht", confirmed: "ja", rejected: "nein, abgelehnt" },
    kept: "Übernommen",
    keptWhy: "Für denselben Inhalt schon früher erklärt; der Inhalt hat sich nicht geändert.",
    otherContent: "Galt einem anderen Inhalt",
    concerns: "Bedenken und was daraus wurde",
    noConcerns: "Bis zur Entscheidung wurden keine Bedenken geäußert.",
    concern: "Bedenken",
    ownConcern: "in eigener Sache",
    raised: "Geäußert am",
    ends: {
      open: "Offen",
      resolved: "Erledigt",
      settled: "Erledigt",
      withdrawn: "Zurückgezogen",
      notFollowed: "Nicht gefolgt",
      accepted: "Übernommen",
      rejected: "Abgelehnt",
    },
    limits: "Was dieser Vermerk nicht ist",
    limitSentences: [
      "Er ersetzt keine Betriebs- oder Dienstvereinbarung.",
      "Freigabe und Zustimmung sind zwei Entscheidungen; keine steht für die andere.",
      "Jede Entscheidung gilt nur für den Inhalt mit der Prüfsumme, die dabeisteht. Ein anderer Inhalt braucht neue Entscheidungen.",
      "Schweigen und Fristablauf gelten nicht als Zustimmung, und ein Hinweis ist keine Bedingung.",
    ],
  },
  en: {
    title: "Record of approval and consent",
    edition: (number) => `version ${number}`,
    candidate: (number) => `candidate for version ${number}`,
    version: (number) => `snapshot ${number}`,
    checksum: "Checksum (SHA-256)",
    state: "State",
    neverAsked: "No approval was requested for this state.",
    inForce: (day) => `Adopted, in force from ${day}`,
    statuses: {
      open: "Not decided yet",
      adopted: "Adopted",
      returned: "Returned",
      withdrawn: "Withdrawn",
      expired: "Expired without a decision",
    },
    asked: (moment) => `Requested on ${moment}`,
    requestedBy: "Requested by",
    level: "Kind of change",
    levels: {
      major: "Major change: new approval and new acknowledgement",
      minor: "Minor change: new approval",
      editorial: "Editorial change: objection possible within five working days",
    },
    what: "What it is about",
    due: "Due on",
    outcome: "Outcome",
    reason: "Reason",
    note: "Note (no condition)",
    askedFor: { approve: "Approval", consent: "Consent", comment: "Comment" },
    votes: {
      approve: "Approved",
      return: "Returned",
      consent: "Consented",
      refuse: "Consent refused",
      noted: "Commented",
      object: "Objected",
    },
    noVote: "No decision. Silence is not consent.",
    unconfirmed: (decision) => `${decision}, on paper and not confirmed yet: of no effect`,
    resolution: "Resolution of",
    reportedBy: "Reported by",
    givenBy: "Given by",
    asDelegate: (name) => `${name} (as delegate)`,
    recordedBy: "Recorded by",
    paper: "On paper, received on",
    scan: "Checksum of the scan",
    confirmation: "Confirmed by the body",
    paperStates: { awaitsConfirmation: "not yet", confirmed: "yes", rejected: "no, rejected" },
    kept: "Kept",
    keptWhy: "Given before for the same content, which has not changed.",
    otherContent: "Was for other content",
    concerns: "Concerns and how they ended",
    noConcerns: "No concerns were raised before the decision.",
    concern: "Concern",
    ownConcern: "on own behalf",
    raised: "Raised on",
    ends: {
      open: "Open",
      resolved: "Settled",
      settled: "Settled",
      withdrawn: "Withdrawn",
      notFollowed: "Not followed",
      accepted: "Accepted",
      rejected: "Rejected",
    },
    limits: "What this record is not",
    limitSentences: [
      "It does not replace a works agreement.",
      "Approval and consent are two decisions; neither stands for the other.",
      "Each decision holds only for the content with the checksum beside it. Other content needs new decisions.",
      "Silence and expiry are not consent, and a note is no condition.",
    ],
  },
};
