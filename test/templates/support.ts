import { mountTemplates } from "#server/templates/index.ts";
import type { LineContent, Span } from "#shared/document/content.ts";
import { DOCUMENT_KINDS, type Locale, REPRESENTATIONS } from "#shared/roles.ts";
import type { SectionFile } from "#shared/template-file.ts";
import type { TemplateSetting } from "#shared/templates.ts";

export const templates = mountTemplates();

/** Every kit in its own kind of document, with and without a works council; and some kit in everything else. */
export function settings(locale: Locale): TemplateSetting[] {
  const kits = templates
    .kits(locale, "none")
    .flatMap(({ key: kit, kind }) =>
      (["betriebsrat", "none"] as const).map((representation) => ({ kit, locale, kind, representation })),
    );
  return [
    ...kits,
    ...REPRESENTATIONS.map((representation) => ({
      kit: "behoerde",
      locale,
      kind: "instruction" as const,
      representation,
    })),
    ...DOCUMENT_KINDS.map((kind) => ({
      kit: "mittelstand",
      locale,
      kind,
      representation: "betriebsrat" as const,
    })),
  ];
}

/** The sections that a guideline of this setting begins with, as the files have them. */
export function sectionsOf(setting: TemplateSetting): SectionFile[] {
  const all = templates.sections(setting);
  return (templates.kit(setting)?.sections ?? []).flatMap(({ key }) => all.get(key) ?? []);
}

/** All lines of a section: its text and every prepared wording. */
export function allLines(section: SectionFile): LineContent[] {
  return [...section.lines, ...[...section.wordings.values()].flat()];
}

/** Every stretch of words in lines, those of tables included. */
export function spansOf(lines: readonly LineContent[]): Span[] {
  return lines.flatMap(({ spans, table }) => [
    ...spans,
    ...(table?.rows.flatMap((cells) => cells.flatMap((cell) => spansOf(cell))) ?? []),
  ]);
}

export function wordsOf(line: LineContent): string {
  return spansOf([line])
    .map((span) => ("text" in span ? span.text : "variable" in span ? "…" : " "))
    .join("");
}
