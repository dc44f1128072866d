/** What stands on a printed comparison beside the text itself. */
import type { Locale } from "#shared/roles.ts";

type PageWord =
  | "kind"
  | "older"
  | "newer"
  | "hash"
  | "made"
  | "how"
  | "inserted"
  | "deleted"
  | "legend"
  | "list"
  | "binding"
  | "text"
  | "variables"
  | "decision"
  | "decisionLead"
  | "body"
  | "approval"
  | "approve"
  | "return"
  | "consent"
  | "consented"
  | "refused"
  | "resolution"
  | "reported"
  | "reason"
  | "signature"
  | "terms"
  | "page"
  | "of";

export interface PrintedWords {
  readonly live: string;
  readonly none: string;
  readonly untitled: string;
  readonly figure: string;
  readonly pending: string;
  readonly notes: { readonly moved: string; readonly away: string };
  /** In a Word file, how what has changed is marked. */
  readonly tracked: string;
  readonly missing: (label: string) => string;
  readonly summary: (changes: number, sections: number, binding: number) => string;
  /** Handed to the template as they are. */
  readonly page: Readonly<Record<PageWord, string>>;
}

export const PRINTED_WORDS: Readonly<Record<Locale, PrintedWords>> = {
  de: {
    live: "Stand beim Erstellen dieser Seiten",
    none: "Kein Unterschied: Beide Stände sind Wort für Wort gleich.",
    untitled: "Ohne Titel",
    figure: "Bild",
    pending: "Offene Klärungsfrage",
    notes: { moved: "hierher verschoben", away: "verschoben" },
    tracked:
      "Was neu ist und was wegfällt, ist als Änderung nachverfolgt. Verschobenes steht an der alten Stelle als gelöscht und an der neuen als eingefügt. Was nur das Aussehen betrifft, ist nicht gekennzeichnet. Wer unterschreibt, unterschreibt für den Inhalt mit der neuen Prüfsumme, nicht für spätere Änderungen in dieser Datei.",
    missing: (label) => `[${label} fehlt]`,
    summary: (changes, sections, binding) =>
      `${changes === 1 ? "1 Änderung" : `${changes} Änderungen`} in ${sections === 1 ? "1 Abschnitt" : `${sections} Abschnitten`}, ${
        binding === 0
          ? "keine davon betrifft Verbindliches."
          : `${binding} davon ${binding === 1 ? "betrifft" : "betreffen"} Verbindliches.`
      }`,
    page: {
      kind: "Vergleich zweier Stände",
      older: "Bisher",
      newer: "Neu",
      hash: "Prüfsumme des Inhalts (SHA-256)",
      made: "Erstellt am",
      how: "So lesen Sie diese Seiten",
      inserted: "Neu eingefügt",
      deleted: "Gestrichen",
      legend:
        "Die Zahl am Rand führt zur Änderung mit derselben Nummer in der Liste. Was nur das Aussehen betrifft, steht in der Liste und ist im Text nicht hervorgehoben.",
      list: "Die Änderungen im Überblick",
      binding: "betrifft Verbindliches",
      text: "Der Text mit den Änderungen",
      variables: "Platzhalter",
      decision: "Entscheidung auf Papier",
      decisionLead: "Die Entscheidung gilt für genau den Inhalt mit dieser Prüfsumme:",
      body: "Gremium",
      approval: "Freigabe (Leitung)",
      approve: "Freigegeben",
      return: "Zurückgegeben, Grund unten",
      consent: "Zustimmung (Interessenvertretung)",
      consented: "Zugestimmt",
      refused: "Zustimmung verweigert, Grund unten",
      resolution: "Beschluss vom",
      reported: "Mitgeteilt von",
      reason: "Grund oder Hinweis",
      signature: "Ort, Datum, Unterschrift",
      terms:
        "Ein Hinweis ist keine Bedingung. Schweigen und Fristablauf gelten nicht als Zustimmung. Dieses Blatt ersetzt keine Betriebs- oder Dienstvereinbarung.",
      page: "Seite",
      of: "von",
    },
  },
  en: {
    live: "as it was when these pages were made",
    none: "No difference: both states are the same word for word.",
    untitled: "Untitled",
    figure: "Picture",
    pending: "Open clarifying question",
    notes: { moved: "moved here", away: "moved" },
    tracked:
      "What is new and what is gone is tracked as a change. What has moved is deleted in its old place and inserted in its new one. What concerns the look alone is not marked. Whoever signs does so for the content with the new checksum, not for later changes to this file.",
    missing: (label) => `[${label} missing]`,
    summary: (changes, sections, binding) =>
      `${changes === 1 ? "1 change" : `${changes} changes`} in ${sections === 1 ? "1 section" : `${sections} sections`}, ${
        binding === 0
          ? "none of which concerns a binding rule."
          : `${binding} of which ${binding === 1 ? "concerns" : "concern"} binding rules.`
      }`,
    page: {
      kind: "Comparison of two states",
      older: "Before",
      newer: "New",
      hash: "Checksum of the content (SHA-256)",
      made: "Made on",
      how: "How to read these pages",
      inserted: "Newly added",
      deleted: "Deleted",
      legend:
        "The number in the margin leads to the change of the same number in the list. What concerns the look alone is in the list and not emphasised in the text.",
      list: "The changes at a glance",
      binding: "concerns a binding rule",
      text: "The text with its changes",
      variables: "Placeholders",
      decision: "Decision on paper",
      decisionLead: "The decision holds for exactly the content with this checksum:",
      body: "Body",
      approval: "Approval (management)",
      approve: "Approved",
      return: "Returned, reason below",
      consent: "Consent (staff representation)",
      consented: "Consented",
      refused: "Consent refused, reason below",
      resolution: "Resolution of",
      reported: "Reported by",
      reason: "Reason or note",
      signature: "Place, date, signature",
      terms:
        "A note is no condition. Silence and expiry are not consent. This sheet does not replace a works agreement.",
      page: "Page",
      of: "of",
    },
  },
};
