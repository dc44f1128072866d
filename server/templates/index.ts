/** The door of templates: kits, sections, and the content of a new document. */
import type { DocumentContent } from "#shared/document/content.ts";
import type { Locale } from "#shared/roles.ts";
import type { Kit, TemplateSummary } from "#shared/templates.ts";

export interface Templates {
  kits(locale: Locale): readonly Kit[];
  sections(locale: Locale): readonly TemplateSummary[];
  /** The complete draft of a kit; null when there is no such kit. Blocking questions stand as `pending` lines. */
  instantiate(
    kit: string,
    locale: Locale,
    variables: Readonly<Record<string, string>>,
  ): DocumentContent | null;
}
