/**
 * Puts the source of a template into the words of one guideline, before it is parsed:
 *
 *   {name}                     a term of terms.yaml or of the kit, such as {document} or {management};
 *                              with a capital ({Document}) at the beginning of a sentence
 *   %% when schule behoerde    the lines up to the next %% stand only where one of the tokens holds
 *   %% unless kmu              … where none of them holds
 *   %%
 *
 *   {section-crisis}           the title of a section in quotation marks; `%% when with-crisis` asks whether the
 *                              guideline's kit has it
 *
 * Lines are emptied, never removed, so that faults keep their line; in the text a line of %% is left, which the
 * parser passes over without ending a table.
 */
import { type TemplateFault, TemplateFaults } from "./template-file.ts";
import type { Condition } from "./template-questions.ts";
import type { TemplateSetting } from "./templates.ts";

export type Terms = Readonly<Record<string, string>>;

/** What is true in a setting: its kit, its kind of document, its staff representation. */
export function tokensOf({ kit, kind, representation }: TemplateSetting): ReadonlySet<string> {
  const represented = representation === "none" ? ["unrepresented"] : ["represented", representation];
  return new Set([...(kit === null ? [] : [kit]), kind, ...represented]);
}

/** The token that holds where a section is in the guideline's kit. */
export function withSection(key: string): string {
  return `with-${key}`;
}

export function holds({ when, unless }: Condition, tokens: ReadonlySet<string>): boolean {
  const named = (list: readonly string[]) => list.some((token) => tokens.has(token));
  return (when === undefined || named(when)) && (unless === undefined || !named(unless));
}

/**
 * `tokens` null keeps all regions, to check a file as a whole; `known` are the tokens that may be named at all.
 * @throws TemplateFaults
 */
export function adaptSource(
  file: string,
  source: string,
  terms: Terms,
  tokens: ReadonlySet<string> | null,
  known: ReadonlySet<string>,
): string {
  const faults: TemplateFault[] = [];
  let region: { readonly line: number; readonly shown: boolean } | null = null;
  /** Front matter stands between the first two. */
  let rules = 0;
  const adapted = source
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((text, index) => {
      if (text === "---") rules += 1;
      const nothing = rules < 2 ? "" : "%%";
      const report = (message: string) => faults.push({ file, line: index + 1, message });
      if (!text.startsWith("%%")) {
        return region === null || region.shown ? inTerms(text, terms, report) : nothing;
      }
      const head = /^%%(?:\s+(when|unless)\s+(.+?))?\s*$/.exec(text);
      if (head === null) report("expected %% when …, %% unless … or %% alone");
      const [, word, list] = head ?? [];
      if ((word === undefined) === (region === null))
        report(word === undefined ? "%% closes a region, but none is open" : "a region is open already");
      const named = list?.split(/\s+/) ?? [];
      for (const token of named) if (!known.has(token)) report(unknownToken(token, known));
      const shown = tokens === null || holds(word === "unless" ? { unless: named } : { when: named }, tokens);
      region = word === undefined ? null : { line: index + 1, shown };
      return nothing;
    });
  const open = region as { readonly line: number } | null;
  if (open !== null)
    faults.push({ file, line: open.line, message: "the region is never closed, expected a line of %%" });
  if (faults.length > 0) throw new TemplateFaults(faults);
  return adapted.join("\n");
}

export function unknownToken(token: string, known: ReadonlySet<string>): string {
  return `unknown condition ${token}, expected one of ${[...known].join(", ")}`;
}

/** `{n}` belongs to units of numbers, `{{name}}` to variables. */
const TERM = /(?<!\{)\{([A-Za-z][A-Za-z-]+)\}(?!\})/g;

/** @returns the text with its terms filled in; unknown ones are reported and stay */
export function inTerms(text: string, terms: Terms, report: (message: string) => void = () => {}): string {
  return text.replaceAll(TERM, (whole, name: string) => {
    const term = terms[name.charAt(0).toLowerCase() + name.slice(1)];
    if (term === undefined) {
      report(`unknown term ${whole}, expected one of ${Object.keys(terms).join(", ")}`);
      return whole;
    }
    return /^[A-Z]/.test(name) ? term.charAt(0).toUpperCase() + term.slice(1) : term;
  });
}
