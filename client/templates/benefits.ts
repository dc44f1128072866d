import type { OutlineSection } from "#shared/guidelines.ts";
import type { TemplateSummary } from "#shared/templates.ts";

export interface Department {
  readonly key: string;
  readonly name: string;
  /** In the order of the text. */
  readonly gains: readonly {
    readonly section: OutlineSection;
    readonly purpose: string;
    readonly gain: string;
  }[];
}

/** What the sections of a text bring to each department; those that gain from most sections come first. */
export function departmentsOf(
  outline: readonly OutlineSection[],
  templates: readonly TemplateSummary[],
): readonly Department[] {
  const byKey = new Map(templates.map((template) => [template.key, template]));
  const all = outline.flatMap((section) => {
    const template = section.key === null ? undefined : byKey.get(section.key);
    return (template?.benefits ?? []).map(({ department, name, gains }) => ({
      department,
      name,
      gain: { section, purpose: template?.purpose ?? "", gain: gains },
    }));
  });
  return [...Map.groupBy(all, ({ department }) => department)]
    .map(([key, rows]) => ({ key, name: rows[0]?.name ?? key, gains: rows.map(({ gain }) => gain) }))
    .sort((a, b) => b.gains.length - a.gains.length);
}
