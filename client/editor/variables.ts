/** The placeholders of a draft: what they say, and where they stand. */
import type { Node } from "prosemirror-model";
import { schema } from "#shared/document/schema.ts";
import type { Catalogue } from "./catalogue.ts";

export interface PlaceOfVariable {
  readonly pos: number;
  readonly section: string;
}

export interface UsedVariable {
  readonly name: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly example: string | undefined;
  /** Empty where nobody has said it yet. */
  readonly value: string;
  readonly places: readonly PlaceOfVariable[];
}

/** Every placeholder that stands in the text or has a value: the unset ones first, then as the text has them. */
export function usedVariables(
  doc: Node,
  values: Readonly<Record<string, string>>,
  catalogue: Catalogue,
): readonly UsedVariable[] {
  const places = new Map<string, PlaceOfVariable[]>();
  doc.forEach((section, start) => {
    section.descendants((node, pos) => {
      if (node.type !== schema.nodes.variable) return !node.isLeaf;
      const name: string = node.attrs.name;
      places.set(name, [...(places.get(name) ?? []), { pos: start + 1 + pos, section: section.attrs.id }]);
      return false;
    });
  });
  for (const name of Object.keys(values)) if (!places.has(name)) places.set(name, []);
  const all = [...places].map(([name, found]) => {
    const known = catalogue.variable(name);
    return {
      name,
      label: known?.label ?? name,
      hint: known?.hint,
      example: known?.example,
      value: values[name]?.trim() ?? "",
      places: found,
    };
  });
  return [...all.filter(isUnset), ...all.filter((variable) => !isUnset(variable))];
}

/** Stands in the text and says nothing. */
export function isUnset({ value, places }: UsedVariable): boolean {
  return value === "" && places.length > 0;
}
