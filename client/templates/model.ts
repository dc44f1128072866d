import type { Guideline } from "#shared/guidelines.ts";
import type { TemplateNews } from "#shared/templates.ts";
import { api } from "../shell/api.ts";

/** Where to ask what templates have brought since this guideline took its sections from them. */
export function newsPath({ id }: Pick<Guideline, "id">): string {
  return `/api/guidelines/${encodeURIComponent(id)}/template-news`;
}

/** Says that somebody has seen to what is new. */
export function settleNews(guideline: Guideline, { key, version }: TemplateNews): Promise<void> {
  return api.put(`${newsPath(guideline)}/${encodeURIComponent(key)}`, { version });
}
