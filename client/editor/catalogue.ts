/** What the templates know about the placeholders and questions that stand in a text. */
import type { Locale } from "#shared/roles.ts";
import type { Question, TemplateSummary, Variable } from "#shared/templates.ts";
import { api } from "../shell/api.ts";

export interface Catalogue {
  readonly sections: readonly TemplateSummary[];
  variable(name: string): Variable | null;
  question(id: string): Question | null;
}

export async function loadCatalogue(locale: Locale): Promise<Catalogue> {
  return createCatalogue(await api.get<readonly TemplateSummary[]>(`/api/templates?locale=${locale}`));
}

function createCatalogue(sections: readonly TemplateSummary[]): Catalogue {
  const variables = new Map(
    sections.flatMap((section) => section.variables.map((each) => [each.name, each])),
  );
  const questions = new Map(sections.flatMap((section) => section.questions.map((each) => [each.id, each])));
  return {
    sections,
    variable: (name) => variables.get(name) ?? null,
    question: (id) => questions.get(id) ?? null,
  };
}
