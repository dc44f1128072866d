import type { SectionContent } from "#shared/document/content.ts";
import type { Locale } from "#shared/roles.ts";
import { api } from "../shell/api.ts";

/** A catalogue section, ready to be put into a text. */
export function templateContent(key: string, locale: Locale): Promise<SectionContent> {
  return api.get(`/api/templates/${encodeURIComponent(key)}?locale=${locale}`);
}
