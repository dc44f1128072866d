import type { LineContent, Span } from "#shared/document/content.ts";
import { questionTexts } from "./texts.ts";

interface WordingProps {
  readonly lines: readonly LineContent[];
  /** What stands in a placeholder; null: nothing yet. */
  readonly fill: (variable: string) => string | null;
  readonly labelOf: (variable: string) => string;
  readonly lang: string;
}

/** Prepared lines as they will stand in the text, with what their placeholders would say. */
export function Wording({ lines, fill, labelOf, lang }: WordingProps) {
  const t = questionTexts();
  return (
    <div class="wording" lang={lang}>
      {lines.map((line, index) => {
        const { force = "none", kind = "text" } = line.attributes;
        return (
          <p key={index} class={`wording__line wording__line--${kind}`}>
            {force !== "none" && (
              <span class={`wording__force wording__force--${force}`}>
                {force === "binding" ? t.binding : t.recommended}
              </span>
            )}
            {line.spans.map((span, at) => (
              <Piece key={at} span={span} fill={fill} labelOf={labelOf} />
            ))}
          </p>
        );
      })}
    </div>
  );
}

function Piece({ span, fill, labelOf }: Pick<WordingProps, "fill" | "labelOf"> & { readonly span: Span }) {
  if ("break" in span) return <br />;
  if ("variable" in span) {
    const value = fill(span.variable);
    return value === null || value === "" ? (
      <span class="variable variable--unset">{labelOf(span.variable)}</span>
    ) : (
      <span class="variable">{value}</span>
    );
  }
  const { strong, em, strike, code } = span.marks ?? {};
  let shown = <>{span.text}</>;
  if (strong) shown = <strong>{shown}</strong>;
  if (em) shown = <em>{shown}</em>;
  if (strike) shown = <s>{shown}</s>;
  if (code) shown = <code>{shown}</code>;
  return shown;
}
