import type { AuditEntry } from "#shared/audit.ts";
import type { GuidelineRole, OrganisationRole } from "#shared/roles.ts";
import { defineTexts, formatDate } from "../i18n/index.ts";

export interface Names {
  person(id: string): string;
  role(role: GuidelineRole | null): string;
}

/** How each kind of row goes on behind the name of who did it. */
type Sentences = {
  readonly [K in AuditEntry["kind"]]: (entry: Extract<AuditEntry, { kind: K }>, names: Names) => string;
};

interface AuditTexts {
  readonly title: string;
  readonly lead: string;
  readonly server: string;
  readonly someone: string;
  readonly noRole: string;
  readonly empty: string;
  readonly older: string;
  readonly verify: string;
  readonly verifying: string;
  readonly sound: (rows: number) => string;
  readonly head: string;
  readonly broken: (row: string) => string;
  readonly sentences: Sentences;
}

const organisationRoles: Readonly<Record<"de" | "en", Readonly<Record<OrganisationRole, string>>>> = {
  de: { member: "Mitglied", admin: "Administration" },
  en: { member: "member", admin: "administration" },
};

const concernEnded = {
  de: {
    settled: (number: number) => `hat Bedenken ${number} für erledigt erklärt.`,
    withdrawn: (number: number) => `hat Bedenken ${number} zurückgezogen.`,
    notFollowed: (number: number) => `ist Bedenken ${number} nicht gefolgt.`,
  },
  en: {
    settled: (number: number) => `settled concern ${number}.`,
    withdrawn: (number: number) => `withdrew concern ${number}.`,
    notFollowed: (number: number) => `did not follow concern ${number}.`,
  },
};

const statusNames = {
  de: {
    snapshot: "nicht mehr zur Entscheidung",
    inReview: "liegt zur Entscheidung vor",
    returned: "zurückgegeben",
    adopted: "beschlossen",
    inForce: "in Kraft",
    superseded: "ersetzt",
  },
  en: {
    snapshot: "no longer up for decision",
    inReview: "up for decision",
    returned: "returned",
    adopted: "adopted",
    inForce: "in force",
    superseded: "superseded",
  },
};

const voteNames = {
  de: {
    approve: "Freigabe",
    return: "Zurückgegeben",
    consent: "Zustimmung",
    refuse: "Zustimmung verweigert",
    noted: "Stellungnahme",
    object: "Widerspruch",
  },
  en: {
    approve: "Approval",
    return: "Returned",
    consent: "Consent",
    refuse: "Consent refused",
    noted: "Comment",
    object: "Objection",
  },
};

const endNames = {
  de: {
    returned: "Die Vorlage ist nicht angenommen.",
    withdrawn: "hat die Vorlage zurückgezogen.",
    expired: "Die Frist ist abgelaufen, ohne Beschluss.",
    adopted: "Die Vorlage ist beschlossen.",
  },
  en: {
    returned: "The candidate was not accepted.",
    withdrawn: "withdrew the candidate.",
    expired: "Time ran out, nothing was decided.",
    adopted: "The candidate has been adopted.",
  },
};

export const auditTexts = defineTexts<AuditTexts>({
  de: {
    title: "Prüfprotokoll",
    lead: "Wer Rechte geändert, entschieden oder einen Stand festgehalten hat. Was jemand liest oder schreibt, steht hier nicht.",
    server: "Server",
    someone: "Jemand, den es hier nicht mehr gibt",
    noRole: "kein Recht",
    empty: "Noch ist nichts geschehen, das festzuhalten wäre.",
    older: "Ältere zeigen",
    verify: "Unversehrtheit prüfen",
    verifying: "Wird geprüft",
    sound: (rows) => `Alle ${rows} Einträge sind so, wie sie geschrieben wurden.`,
    head: "Prüfsumme des letzten Eintrags",
    broken: (row) =>
      `Nicht so, wie es geschrieben wurde: ${row}. Alles davor ist unversehrt. Vergleichen Sie mit einer Sicherung.`,
    sentences: {
      "organisation.setUp": () => "hat die Organisation eingerichtet.",
      "person.added": ({ person, role }, names) =>
        `hat ${names.person(person)} aufgenommen (${organisationRoles.de[role]}).`,
      "person.role": ({ person, role }, names) =>
        `hat ${names.person(person)} das Recht „${organisationRoles.de[role]}“ gegeben.`,
      "person.bodies": ({ person }, names) => `hat die Gremien von ${names.person(person)} geändert.`,
      "person.closed": ({ person }, names) => `hat das Konto von ${names.person(person)} geschlossen.`,
      "person.opened": ({ person }, names) => `hat das Konto von ${names.person(person)} wieder geöffnet.`,
      "person.password": ({ person }, names) => `hat ${names.person(person)} ein neues Passwort gegeben.`,
      "body.added": () => "hat ein Gremium angelegt.",
      "body.renamed": () => "hat ein Gremium umbenannt.",
      "guideline.created": () => "hat die Leitlinie angelegt.",
      "guideline.changed": () => "hat Titel, Art oder Termin geändert.",
      "guideline.archived": () => "hat die Leitlinie ins Archiv gelegt.",
      "guideline.unarchived": () => "hat die Leitlinie aus dem Archiv geholt.",
      "member.role": ({ person, before, after }, names) =>
        `hat das Recht von ${names.person(person)} geändert: ${names.role(after)} statt ${names.role(before)}.`,
      "version.frozen": ({ number }) => `hat Stand ${number} festgehalten.`,
      "question.decided": ({ step, onBehalf }) => {
        const what = {
          answered: "hat eine Klärungsfrage beantwortet",
          deferred: "hat eine Klärungsfrage zurückgestellt",
          notApplicable: "hat eine Klärungsfrage für nicht zutreffend erklärt",
          undone: "hat eine Antwort zurückgenommen",
        }[step];
        return `${what}${onBehalf ? ", stellvertretend" : ""}.`;
      },
      "review.policy": () => "hat festgelegt, wer die Leitlinie freigibt und ihr zustimmt.",
      "version.status": ({ number, status, edition }) =>
        `Stand ${number}: ${statusNames.de[status]}${edition === null ? "" : ` (Fassung ${edition})`}.`,
      "review.requested": ({ number }) => `hat für Stand ${number} Freigabe und Zustimmung angefordert.`,
      "review.voted": ({ vote, onPaper, kept }) =>
        `${voteNames.de[vote]}${onPaper ? ", auf Papier, noch zu bestätigen" : ""}${kept ? ", gilt für unveränderten Inhalt fort" : ""}.`,
      "review.paperChecked": ({ correct }) =>
        correct
          ? "hat eine Entscheidung auf Papier bestätigt."
          : "hat eine Entscheidung auf Papier als falsch eingetragen abgelehnt.",
      "review.ended": ({ end }) => endNames.de[end],
      "review.inForce": ({ edition, from }) =>
        `hat Fassung ${edition} in Kraft gesetzt, ab ${formatDate(from)}.`,
      "hold.set": () => "hat entschieden, noch nicht zu beginnen.",
      "concern.ended": ({ number, outcome }) => concernEnded.de[outcome](number),
      "participation.set": ({ endsAt }) => `hat den Entwurf für alle geöffnet, bis ${formatDate(endsAt)}.`,
      "hold.lifted": () => "hat die Entscheidung aufgehoben, noch nicht zu beginnen.",
      "setting.logDays": ({ days, reason }) =>
        `bewahrt die einzelnen Schritte eines Textes jetzt ${days} Tage auf.${reason === null ? "" : ` Grund: ${reason}`}`,
    },
  },
  en: {
    title: "Audit log",
    lead: "Who changed rights, decided or kept a state. What people read or write is not in here.",
    server: "Server",
    someone: "Somebody who is no longer here",
    noRole: "no right",
    empty: "Nothing has happened yet that had to be recorded.",
    older: "Show older ones",
    verify: "Check that it is intact",
    verifying: "Being checked",
    sound: (rows) => `All ${rows} entries are as they were written.`,
    head: "Checksum of the last entry",
    broken: (row) => `Not as it was written: ${row}. Everything before it is intact. Compare with a backup.`,
    sentences: {
      "organisation.setUp": () => "set up the organisation.",
      "person.added": ({ person, role }, names) =>
        `added ${names.person(person)} (${organisationRoles.en[role]}).`,
      "person.role": ({ person, role }, names) =>
        `gave ${names.person(person)} the right “${organisationRoles.en[role]}”.`,
      "person.bodies": ({ person }, names) => `changed the bodies of ${names.person(person)}.`,
      "person.closed": ({ person }, names) => `closed the account of ${names.person(person)}.`,
      "person.opened": ({ person }, names) => `opened the account of ${names.person(person)} again.`,
      "person.password": ({ person }, names) => `gave ${names.person(person)} a new password.`,
      "body.added": () => "added a body.",
      "body.renamed": () => "renamed a body.",
      "guideline.created": () => "began the guideline.",
      "guideline.changed": () => "changed title, kind or date.",
      "guideline.archived": () => "archived the guideline.",
      "guideline.unarchived": () => "took the guideline out of the archive.",
      "member.role": ({ person, before, after }, names) =>
        `changed the right of ${names.person(person)}: ${names.role(after)} instead of ${names.role(before)}.`,
      "version.frozen": ({ number }) => `kept state ${number}.`,
      "question.decided": ({ step, onBehalf }) => {
        const what = {
          answered: "answered a clarifying question",
          deferred: "deferred a clarifying question",
          notApplicable: "declared a clarifying question not applicable",
          undone: "took an answer back",
        }[step];
        return `${what}${onBehalf ? ", on behalf of the body" : ""}.`;
      },
      "review.policy": () => "laid down who approves the guideline and who consents to it.",
      "version.status": ({ number, status, edition }) =>
        `State ${number}: ${statusNames.en[status]}${edition === null ? "" : ` (edition ${edition})`}.`,
      "review.requested": ({ number }) => `asked for approval and consent for state ${number}.`,
      "review.voted": ({ vote, onPaper, kept }) =>
        `${voteNames.en[vote]}${onPaper ? ", on paper, to be confirmed" : ""}${kept ? ", still holds for the same content" : ""}.`,
      "review.paperChecked": ({ correct }) =>
        correct ? "confirmed a decision on paper." : "rejected a decision on paper as wrongly recorded.",
      "review.ended": ({ end }) => endNames.en[end],
      "review.inForce": ({ edition, from }) => `put edition ${edition} into force from ${formatDate(from)}.`,
      "hold.set": () => "decided not to begin yet.",
      "concern.ended": ({ number, outcome }) => concernEnded.en[outcome](number),
      "participation.set": ({ endsAt }) => `opened the draft to all staff until ${formatDate(endsAt)}.`,
      "hold.lifted": () => "lifted the decision not to begin yet.",
      "setting.logDays": ({ days, reason }) =>
        `keeps the single steps of a text for ${days} days now.${reason === null ? "" : ` Reason: ${reason}`}`,
    },
  },
});
