import type { Guideline } from "#shared/guidelines.ts";
import type { BodyId } from "#shared/ids.ts";
import type { Check, Checks } from "#shared/reviews.ts";
import { Notice } from "../ui/notice.tsx";
import { reviewTexts } from "./texts.ts";

interface CheckListProps {
  readonly guideline: Guideline;
  readonly checks: Checks;
  readonly nameOf: (body: BodyId) => string;
  readonly labelOf: (variable: string) => string;
}

/** What holds approval, and what only warns; each leads to its place. */
export function CheckList({ guideline, checks, nameOf, labelOf }: CheckListProps) {
  const t = reviewTexts();
  const titles = new Map(guideline.outline.map(({ id, title }) => [id as string, title]));
  const row = (check: Check) => {
    const { words, path } = describe(check, guideline, titles, nameOf, labelOf);
    return <li key={words}>{path === null ? words : <a href={path}>{words}</a>}</li>;
  };
  return (
    <div class="checks">
      {checks.blocks.length === 0 ? (
        <Notice>{t.nothingBlocks}</Notice>
      ) : (
        <section class="checks__blocks">
          <h3>{t.blocks(checks.blocks.length)}</h3>
          <ul>{checks.blocks.map(row)}</ul>
        </section>
      )}
      {checks.warns.length > 0 && (
        <details>
          <summary>{t.warns(checks.warns.length)}</summary>
          <ul>{checks.warns.map(row)}</ul>
        </details>
      )}
    </div>
  );
}

function describe(
  check: Check,
  guideline: Guideline,
  titles: ReadonlyMap<string, string>,
  nameOf: (body: BodyId) => string,
  labelOf: (variable: string) => string,
): { readonly words: string; readonly path: string | null } {
  const t = reviewTexts();
  const base = `/guidelines/${guideline.id}`;
  const section = (id: string | null) => titles.get(id ?? "") ?? "";
  const at = (id: string) => `${base}?section=${id}`;
  switch (check.what) {
    case "finding": {
      const { finding } = check;
      if (finding.what === "question")
        return { words: t.question(finding.text), path: `${base}?question=${finding.questionId}` };
      return finding.what === "hold"
        ? { words: t.held, path: `${base}/readiness` }
        : {
            words: t.variable(labelOf(finding.name), section(finding.sectionId), finding.times),
            path: at(finding.sectionId),
          };
    }
    case "variable":
      return {
        words: t.variable(labelOf(check.name), section(check.sectionId), check.times),
        path: at(check.sectionId),
      };
    case "concern":
      return {
        words: t.concern(check.number, check.body === null ? null : nameOf(check.body)),
        path: `${base}?thread=${check.threadId}`,
      };
    case "altText":
      return { words: t.altText(section(check.sectionId)), path: at(check.sectionId) };
    case "contact":
      return { words: t.contact, path: null };
    case "outdatedLaw":
      return { words: t.law(check.law, check.now, section(check.sectionId)), path: at(check.sectionId) };
    case "nobodySpeaks":
      return {
        words: (check.reason === "nobody" ? t.nobody : t.onlyRequester)(nameOf(check.body)),
        path: null,
      };
    case "representationNotAsked":
      return { words: t.representationNotAsked(nameOf(check.body)), path: null };
    case "unchanged":
      return { words: t.unchanged(check.edition), path: null };
    case "notEditorial":
      return {
        words: t.notEditorial[check.reason](section(check.sectionId)),
        path: check.sectionId === null ? null : at(check.sectionId),
      };
    default:
      return check satisfies never;
  }
}
