/**
 * Whether two wordings of one line differ in nothing but spelling or contact data. A closed list of what is harmless
 * rather than a measure of likeness: „Leitung“ and „Leistung“ are one letter apart, „zulässig“ and „unzulässig“ two,
 * and without a dictionary nobody can tell a slip from another word. Where in doubt the answer is no.
 */

/** What makes a difference more than spelling. */
export type WordingReason = "negation" | "modal" | "number" | "placeholder" | "punctuation" | "wording";

/**
 * What speaks against taking the difference for spelling; empty where nothing does.
 * @param vocabulary words of the older text in lower case and how often each stands there: a slip of one letter counts
 *   as one only where the text itself spells the word in the newer way elsewhere, and nowhere in the older way
 */
export function differenceInWording(
  before: string,
  after: string,
  vocabulary: ReadonlyMap<string, number>,
): readonly WordingReason[] {
  const [older, newer] = [tokensOf(before), tokensOf(after)];
  const gaps: (readonly [string, string])[] = [];
  let i = 0;
  let j = 0;
  while (i < older.length && j < newer.length) {
    const [a, b] = [older[i] as Token, newer[j] as Token];
    gaps.push([a.gap, b.gap]);
    if (isSame(a, b, vocabulary)) {
      i++;
      j++;
    } else if (isJoined(a, older[i + 1], b)) {
      i += 2;
      j++;
    } else if (isJoined(b, newer[j + 1], a)) {
      i++;
      j += 2;
    } else break;
  }
  const [restBefore, restAfter] = [older.slice(i), newer.slice(j)];
  // Both lists end with the end of the line, so that they can only end together.
  if (restBefore.length > 0 || restAfter.length > 0) return reasonsOf(restBefore, restAfter);
  const weighs = [...older, ...newer].some(({ kind, text }) => kind === "word" && WEIGHTY.has(fold(text)));
  const last = gaps.length - 1;
  return gaps.every(([was, is], at) => isHarmlessGap(was, is, weighs, at === last)) ? [] : ["punctuation"];
}

/** The words of a text in lower case, as a vocabulary counts them. */
export function wordsIn(text: string): readonly string[] {
  return tokensOf(text).flatMap((token) => (token.kind === "word" ? [fold(token.text)] : []));
}

type TokenKind = "word" | "number" | "placeholder" | "mail" | "address" | "phone" | "other" | "end";
interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Punctuation between the token before and this one. */
  readonly gap: string;
}

const MAIL = String.raw`[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+`;
const ADDRESS = String.raw`(?:https?:\/\/|www\.)[^\s„“”"'«»<>()]*[^\s„“”"'«»<>().,;:!?]`;
/** With an area or country code: other figures may be amounts. */
const PHONE = String.raw`(?:\+\d{1,3}|\(0\d{2,5}\)|0\d{2,5})[ \/-]{0,3}\d(?:[ \/-]{0,3}\d){3,13}(?![\d.,:%€])`;
const TOKEN = new RegExp(
  [
    String.raw`(?<placeholder>\{\{[^{}]*\}\})`,
    `(?<mail>${MAIL})`,
    `(?<address>${ADDRESS})`,
    String.raw`(?<phone>(?<![\p{L}\p{N}.,:+-])${PHONE}(?![\p{L}]))`,
    // A unit that is written together with its figure belongs to it.
    String.raw`(?<number>[\p{L}]*\p{N}(?:[\p{N}\p{L}]|[.,:\/](?=\p{N}))*)`,
    String.raw`(?<word>[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*)`,
    String.raw`(?<gap>[,;.:!?"…\-])`,
    String.raw`(?<other>\S)`,
  ].join("|"),
  "gu",
);
const KINDS = ["placeholder", "mail", "address", "phone", "number", "word", "other"] as const;

/** Hours and dates can look like the number of a telephone. */
const NOT_A_PHONE = /^(?:\d{4}\s?-\s?\d{4}|\d{1,4}[/-]\d{1,2}[/-]\d{1,4})$/;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let gap = "";
  const plain = plainTypography(text);
  for (const { groups = {}, 0: whole, index } of plain.matchAll(TOKEN)) {
    if (groups.gap !== undefined) {
      gap += isHyphen(plain, index) ? "" : whole;
      continue;
    }
    const kind = KINDS.find((name) => groups[name] !== undefined) ?? "other";
    tokens.push({ kind: kind === "phone" && NOT_A_PHONE.test(whole) ? "number" : kind, text: whole, gap });
    gap = "";
  }
  return [...tokens, { kind: "end", text: "", gap }];
}

/** A hyphen within a word parts it as a blank does; before a figure it is a minus, and between blanks a dash. */
function isHyphen(text: string, at: number): boolean {
  return /^[\p{L}\p{M}]-[\p{L}\p{M}]$/u.test(text.slice(Math.max(0, at - 1), at + 2));
}

/** Signs that look different and mean the same. Other invisible signs are left: some turn the order of what follows. */
function plainTypography(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll("\u00AD", "")
    .replaceAll(/[\u00A0\u2009\u202F\s]+/gu, " ")
    .replaceAll(/[„“”«»‟]/gu, '"')
    .replaceAll(/[’‘‚]/gu, "'")
    .replaceAll(/[‐‑–—]/gu, "-")
    .replaceAll("...", "…");
}

function isSame(a: Token, b: Token, vocabulary: ReadonlyMap<string, number>): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "mail" || a.kind === "address" || a.kind === "phone") return true;
  return a.text === b.text || (a.kind === "word" && isSameWord(a.text, b.text, vocabulary));
}

/** Words that are others with a capital letter: "Sie" is who is spoken to. */
const SPOKEN_TO = /^(?:sie|ihr|ihre|ihrem|ihren|ihrer|ihres|ihnen)$/;
/** Pairs that the rules below would take for one word. */
const CONFUSED = [
  ["masse", "maße"],
  ["massen", "maßen"],
  ["busse", "buße"],
  ["bussen", "bußen"],
  ["leitung", "leistung"],
  ["leiten", "leisten"],
  ["entscheiden", "entschieden"],
  ["vermeiden", "vermieden"],
] as const;

function isSameWord(before: string, after: string, vocabulary: ReadonlyMap<string, number>): boolean {
  const [a, b] = [fold(before), fold(after)];
  if (a === b) return !SPOKEN_TO.test(a);
  if ([a, b].every((word) => /^da(?:s|ss|ß)$/.test(word))) return true;
  // "muss" and "müssen", "nicht" and "nichts" are one slip apart.
  if (WEIGHTY.has(a) || WEIGHTY.has(b)) return false;
  if (CONFUSED.some((pair) => pair.every((stem) => a.includes(stem) || b.includes(stem)))) return false;
  if (transcribed(a) === transcribed(b)) return true;
  if (Math.min(a.length, b.length) < SHORTEST_SLIP) return false;
  if (single(a) === single(b) && a.at(-1) === b.at(-1)) return true;
  const isSlip = !vocabulary.has(b) ? false : (vocabulary.get(a) ?? 0) <= 1;
  return isSlip && isInnerSlip(a, b);
}

/** Shorter words have too many neighbours that are words as well. */
const SHORTEST_SLIP = 6;
/** Prefixes and endings carry meaning and grammar: a slip is within. */
const [KEPT_BEFORE, KEPT_AFTER] = [3, 2];

/** One letter missing, doubled, or two that changed places. One letter for another may be another word. */
function isInnerSlip(a: string, b: string): boolean {
  if (a.slice(0, KEPT_BEFORE) !== b.slice(0, KEPT_BEFORE) || a.slice(-KEPT_AFTER) !== b.slice(-KEPT_AFTER))
    return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  if (a.length === b.length)
    return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return long.length - short.length === 1 && long.slice(at + 1) === short.slice(at);
}

/** Two words that became one, or one that became two, with or without a hyphen. */
function isJoined(first: Token, second: Token | undefined, whole: Token): boolean {
  if (second?.kind !== "word" || first.kind !== "word" || whole.kind !== "word" || second.gap !== "")
    return false;
  const pieces = [first.text, second.text].map(fold);
  if ([...pieces, fold(whole.text)].some((word) => word.length < 3 || WEIGHTY.has(word))) return false;
  return pieces.join("") === fold(whole.text);
}

function fold(word: string): string {
  return word.toLowerCase();
}

function transcribed(word: string): string {
  return word.replaceAll("ß", "ss").replaceAll("ä", "ae").replaceAll("ö", "oe").replaceAll("ü", "ue");
}

function single(word: string): string {
  return word.replaceAll(/(\p{L})\1+/gu, "$1");
}

/**
 * Commas can turn a sentence round ("…, nicht …" and "… nicht, …"), so they may change only where nothing in the line
 * denies, demands, permits, joins or limits. A full stop at the end of a line says nothing.
 */
function isHarmlessGap(was: string, is: string, weighs: boolean, atEnd: boolean): boolean {
  if (was === is) return true;
  if (atEnd) return [was, is].every((gap) => gap === "" || gap === ".");
  return !weighs && [was, is].every((gap) => gap === "" || gap === ",");
}

/** Why what is left of both lines is not the same, the heaviest reasons first. */
function reasonsOf(before: readonly Token[], after: readonly Token[]): readonly WordingReason[] {
  const [gone, come] = [without(before, after), without(after, before)];
  const found = new Set([...gone, ...come].map(reasonOf));
  // The same words in another order.
  if (found.size === 0) found.add("wording");
  return ORDER.filter((reason) => found.has(reason));
}

const ORDER: readonly WordingReason[] = [
  "negation",
  "modal",
  "number",
  "placeholder",
  "punctuation",
  "wording",
];

function without(tokens: readonly Token[], others: readonly Token[]): readonly Token[] {
  const left = new Map<string, number>();
  for (const { text } of others) left.set(fold(text), (left.get(fold(text)) ?? 0) + 1);
  return tokens.filter(({ text }) => {
    const count = left.get(fold(text)) ?? 0;
    left.set(fold(text), count - 1);
    return count <= 0;
  });
}

function reasonOf({ kind, text }: Token): WordingReason {
  if (kind === "number" || kind === "phone") return "number";
  if (kind === "placeholder") return "placeholder";
  if (kind !== "word") return "wording";
  const word = fold(text);
  if (NEGATIONS.has(word) || /^(?:kein|niemand|nirgend|nicht)/.test(word) || word.endsWith("n't"))
    return "negation";
  if (MODALS.has(word)) return "modal";
  return FIGURES.has(word) ? "number" : "wording";
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const NEGATIONS = words(`
  nicht nichts nie niemals weder ohne außer ausser ausgenommen statt anstatt gegen
  not no none nobody nothing never neither nor without except excluding unless cannot instead against
`);
const MODALS = words(`
  muss muß müssen musst müsst musste mussten müsste müssten soll sollen sollst sollte sollten
  kann können kannst könnte könnten konnte konnten darf dürfen darfst dürfte dürften durfte durften
  mag mögen möchte möchten will wollen wollte wollten wird werden würde würden wurde wurden
  braucht brauchen hat haben ist sind sei seien war waren wäre wären
  must shall should may might can could will would ought need needs has have is are was were be
  erlaubt verboten untersagt verpflichtet verpflichtend freiwillig zulässig unzulässig verbindlich unverbindlich
  allowed forbidden prohibited required permitted optional voluntary binding mandatory
`);
const FIGURES = words(`
  null ein eine einen einem einer eines eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf
  erste ersten zweite zweiten dritte dritten einmal zweimal halb halbe doppelt hundert tausend
  zero one two three four five six seven eight nine ten eleven twelve first second third once twice half double
  montag dienstag mittwoch donnerstag freitag samstag sonntag werktag werktage arbeitstag arbeitstage
  januar februar märz april mai juni juli august september oktober november dezember
  monday tuesday wednesday thursday friday saturday sunday january february march june july october december
  sekunde sekunden minute minuten stunde stunden tag tage tagen woche wochen monat monate monaten jahr jahre jahren
  seconds minutes hour hours day days week weeks month months year years
  täglich wöchentlich monatlich jährlich daily weekly monthly yearly
`);
const LIMITS = words(`
  und oder aber sowie sondern nur auch noch erst bereits alle alles allen aller jede jeder jedes jeden jedem
  manche einige viele wenige mehr weniger mindestens höchstens maximal minimal immer stets meist oft selten
  wenn falls sofern soweit solange bis ab vor nach seit während binnen innerhalb außerhalb mit für durch wegen trotz
  and or but only also all any each every some many few more less least most always often rarely
  if when whenever until from before after since within outside with for by because despite who which that
  der die das den dem des dessen deren welche welcher welches wer was wo
`);
/** Words on which the meaning of a sentence turns. */
const WEIGHTY: ReadonlySet<string> = new Set([...NEGATIONS, ...MODALS, ...FIGURES, ...LIMITS]);
