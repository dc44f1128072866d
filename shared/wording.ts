/**
 * What a guideline's text can get wrong in tone: too many prohibitions, too many hands on an everyday post, a “§” that
 * a line break tears from its number. Hints for authors, and a rule for the templates.
 */
import type { Locale } from "./roles.ts";

export type WordingHint =
  | {
      readonly kind: "prohibitions";
      /** Prohibitions, and commands that count half. */
      readonly weight: number;
      readonly words: number;
      /** The sentences that forbid or command, each once. */
      readonly quotes: readonly string[];
    }
  | { readonly kind: "approval-steps"; readonly quote: string; readonly steps: number }
  | {
      readonly kind: "outdated-law" | "sign-in-word" | "exclamation" | "space";
      readonly quote: string;
    };

/** Above this share of all words, prohibitions set the tone; and fewer than two never do. */
const HEAVY = 1 / 100;
const MOST_APPROVALS = 2;

interface Patterns {
  readonly prohibition: RegExp;
  readonly command: RegExp;
  /** What an everyday post is called. */
  readonly routine: RegExp;
  /** Each match is somebody who has to look at it, agree or sign. */
  readonly approving: RegExp;
}

const PATTERNS: Readonly<Record<Locale, Patterns>> = {
  de: {
    prohibition:
      /\b(?:darf|dürfen|durfte)\b[^.;:!?]{0,80}?\b(?:nichts?|nie|niemals|kein\w*)\b|\b(?:niemand|kein\w*)\s+darf\b|\b(?:verboten|untersagt|unzulässig|unerlaubt)\b|\b(?:nicht|keinesfalls)\s+(?:gestattet|erlaubt|zulässig)\b|\bzu\s+unterlassen\b|\bstreng(?:stens)?\s+vertraulich\b/giu,
    command: /\b(?:muss|müssen|haben\s+zu|ist\s+zwingend)\b/giu,
    routine: /alltäglich|Routine|täglichen? Beitr/iu,
    approving:
      /freigegeben|freigibt|gibt\b[^.;]{0,40}?\bfrei\b|Freigabe durch|genehmig|gegenzeichn|mitzeichn|zeichnet|prüft|stimmt\b[^.;]{0,40}?\bzu\b|Zustimmung|liest\b[^.;]{0,40}?\bgegen\b/giu,
  },
  en: {
    prohibition:
      /\b(?:must|may|shall|should)\s+(?:not|never)\b|\b(?:mustn't|shan't)\b|\b(?:forbidden|prohibited|banned|not\s+(?:allowed|permitted))\b|\bno\s+\w+\s+may\b/giu,
    command: /\b(?:must|have\s+to|has\s+to|shall)\b(?!\s+(?:not|never))/giu,
    routine: /everyday|routine/iu,
    approving:
      /\bapprov(?:es|ed|al)\b|\bsigns?\s+off\b|\bcountersign|\bchecks\b|\breviews\b|\bconsents?\b|\bclears\b/giu,
  },
};

/** Names of laws that have been replaced: TMG by DDG, TTDSG by TDDDG, RStV by MStV, and two moved provisions. */
const OUTDATED =
  /\bTMG\b|\bTTDSG\b|\bRStV\b|§\s?5a\s+Abs\.\s?6\s+UWG|\b5a\s?\(6\)|§\s?75\s+Abs\.\s?3\s+Nr\.\s?17|\b75\s?\(3\)\s+no\.\s?17/gu;
const SIGN_IN_WORD = /\p{L}[:*_·]in(?:nen)?\b|\p{L}\/-?in(?:nen)?\b|\p{Ll}Innen\b|\p{L}\(in(?:nen)?\)/gu;
const EXCLAMATION = /[\p{L}.,]!(?=\s|$)/gmu;
/** An ordinary space that a line may break at. */
const TORN = /(?:§§?|Art\.|Abs\.|Nr\.) \d|\bz\. B\.|\bd\. h\./gu;

/** `paragraphs` are lines of plain text, examples left out: a bad example may be bad. */
export function wordingHints(paragraphs: readonly string[], locale: Locale): WordingHint[] {
  const patterns = PATTERNS[locale];
  const text = paragraphs.join("\n");
  const words = text.match(/[\p{L}\d]+/gu)?.length ?? 0;
  const prohibitions = text.match(patterns.prohibition) ?? [];
  const weight = prohibitions.length + (text.match(patterns.command)?.length ?? 0) / 2;
  const hints: WordingHint[] = [];
  if (weight >= 2 && weight / words > HEAVY)
    hints.push({ kind: "prohibitions", weight, words, quotes: sentencesWith(paragraphs, patterns) });
  for (const paragraph of paragraphs) {
    const steps = patterns.routine.test(paragraph) ? (paragraph.match(patterns.approving)?.length ?? 0) : 0;
    if (steps > MOST_APPROVALS) hints.push({ kind: "approval-steps", quote: paragraph, steps });
  }
  const quoted = (kind: "outdated-law" | "sign-in-word" | "exclamation" | "space", pattern: RegExp) =>
    (text.match(pattern) ?? []).map((quote) => ({ kind, quote }));
  return [
    ...hints,
    ...quoted("outdated-law", OUTDATED),
    ...(locale === "de" ? quoted("sign-in-word", SIGN_IN_WORD) : []),
    ...quoted("exclamation", EXCLAMATION),
    ...quoted("space", TORN),
  ];
}

function sentencesWith(paragraphs: readonly string[], { prohibition, command }: Patterns): readonly string[] {
  const sentences = paragraphs.flatMap((paragraph) => paragraph.split(/(?<=[.!?;])\s+/u));
  return [
    ...new Set(
      sentences.filter((sentence) => sentence.search(prohibition) >= 0 || sentence.search(command) >= 0),
    ),
  ];
}
