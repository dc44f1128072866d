/**
 * References to laws as they are written in German texts: "§ 87 Abs. 1 Nr. 6 BetrVG". In the shared document one is
 * text with a link to where the law can be read, so it is understood everywhere: in Markdown, in HTML, on paper.
 */

/** The law's path on gesetze-im-internet.de, or its CELEX number on EUR-Lex. */
type Source = { readonly path: string } | { readonly celex: string };

const LAWS: Readonly<Record<string, Source>> = {
  AGG: { path: "agg" },
  AktG: { path: "aktg" },
  ArbSchG: { path: "arbschg" },
  ArbZG: { path: "arbzg" },
  BBG: { path: "bbg_2009" },
  BDSG: { path: "bdsg_2018" },
  BeamtStG: { path: "beamtstg" },
  BetrVG: { path: "betrvg" },
  BFSG: { path: "bfsg" },
  BGB: { path: "bgb" },
  BGG: { path: "bgg" },
  "BITV 2.0": { path: "bitv_2_0" },
  BPersVG: { path: "bpersvg_2021" },
  DDG: { path: "ddg" },
  GeschGehG: { path: "geschgehg" },
  GewO: { path: "gewo" },
  GG: { path: "gg" },
  HGB: { path: "hgb" },
  HinSchG: { path: "hinschg" },
  JuSchG: { path: "juschg" },
  KSchG: { path: "kschg" },
  KunstUrhG: { path: "kunsturhg" },
  KUG: { path: "kunsturhg" },
  MarkenG: { path: "markeng" },
  NachwG: { path: "nachwg" },
  "SGB IX": { path: "sgb_9_2018" },
  StGB: { path: "stgb" },
  TDDDG: { path: "ttdsg" },
  TVG: { path: "tvg" },
  UrhG: { path: "urhg" },
  UWG: { path: "uwg_2004" },
  VwVfG: { path: "vwvfg" },
  WpHG: { path: "wphg" },
  DSA: { celex: "32022R2065" },
  DSGVO: { celex: "32016R0679" },
  "DS-GVO": { celex: "32016R0679" },
  "KI-VO": { celex: "32024R1689" },
  MAR: { celex: "32014R0596" },
};

/**
 * Abbreviations of the laws that are known, in alphabetical order. Not sorted before somebody asks: the first
 * comparison of a language costs a slow machine a tenth of a second.
 */
export function knownLaws(): readonly string[] {
  return Object.keys(LAWS).toSorted((a, b) => a.localeCompare(b, "de"));
}

export interface LawReference {
  /** As it is written, with blanks that do not break within "§ 87" and "Abs. 1". */
  readonly text: string;
  readonly href: string;
}

const NAMES = Object.keys(LAWS)
  .toSorted((a, b) => b.length - a.length)
  .map((name) => name.replaceAll(/[.]/g, "\\.").replaceAll(" ", "\\s"))
  .join("|");
const NUMBER = "\\d{1,4}\\s?[a-z]?";
const PART =
  "(?:Abs\\.|Absatz|S\\.|Satz|Nr\\.|Nummer|lit\\.|Buchst\\.|Hs\\.|Halbs\\.)\\s?(?:\\d{1,3}[a-z]?|[a-z])\\b";
const REFERENCE = new RegExp(
  `(?<![\\p{L}\\d])(§§?|Art\\.|Artikel)\\s?(${NUMBER})((?:,?\\s${PART})*)\\s(${NAMES})$`,
  "u",
);

/** Whether the text speaks of a place in a law at its end, and of which. Null for laws that are not known. */
export function lawAtEnd(text: string): (LawReference & { readonly length: number }) | null {
  const match = REFERENCE.exec(text);
  if (match === null) return null;
  const [whole, sign = "", number = "", parts = "", law = ""] = match;
  const name = law.replaceAll(/\s/g, " ");
  const source = LAWS[name];
  if (source === undefined) return null;
  const isArticle = sign.startsWith("Art");
  if ("celex" in source && !isArticle) return null;
  const head = `${sign}\u00a0${number.replaceAll(/\s/g, "")}`;
  const rest = [...parts.matchAll(new RegExp(PART, "gu"))].map(([part]) =>
    part.replace(/\.?\s?(?=(\d{1,3}[a-z]?|[a-z])$)/, joined),
  );
  return {
    text: [head, ...rest, name.replaceAll(" ", "\u00a0")].join(" "),
    href: addressOf(source, number.replaceAll(/\s/g, ""), isArticle),
    length: whole.length,
  };
}

/** "Abs.1" and "Abs. 1" become "Abs. 1" with a blank that does not break. */
function joined(between: string): string {
  return `${between.startsWith(".") ? "." : ""}\u00a0`;
}

function addressOf(source: Source, number: string, isArticle: boolean): string {
  if ("celex" in source)
    return `https://eur-lex.europa.eu/legal-content/DE/TXT/HTML/?uri=CELEX:${source.celex}#art_${number}`;
  return `https://www.gesetze-im-internet.de/${source.path}/${isArticle ? `art_${number}` : `__${number}`}.html`;
}
