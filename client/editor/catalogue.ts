/** What the templates know about the placeholders and questions that stand in a text. */
import type { Guideline } from "#shared/guidelines.ts";
import type { Question, TemplateSummary, Variable } from "#shared/templates.ts";
import { api } from "../shell/api.ts";

export interface Catalogue {
  readonly sections: readonly TemplateSummary[];
  variable(name: string): Variable | null;
  question(id: string): Question | null;
}

/** Templates speak in the words of one guideline: its language, its kit, its kind. */
export function templateQuery({ locale, kit, kind }: Pick<Guideline, "locale" | "kit" | "kind">): string {
  return `?${new URLSearchParams({ locale, kit, kind })}`;
}

export function cataloguePath(guideline: Guideline): string {
  return `/api/templates${templateQuery(guideline)}`;
}

export async function loadCatalogue(guideline: Guideline): Promise<Catalogue> {
  return createCatalogue(await api.get<readonly TemplateSummary[]>(cataloguePath(guideline)));
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
