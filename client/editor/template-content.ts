import type { Guideline } from "#shared/guidelines.ts";
import type { TemplateContent } from "#shared/templates.ts";
import { api } from "../shell/api.ts";
import { templateQuery } from "./catalogue.ts";

/** A catalogue section, ready to be put into a text. */
export function templateContent(key: string, guideline: Guideline): Promise<TemplateContent> {
  return api.get(`/api/templates/${encodeURIComponent(key)}${templateQuery(guideline)}`);
}
