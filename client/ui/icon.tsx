import { createElement } from "preact";

/** Lucide's description of an icon: elements with their attributes. */
type IconNode = readonly (readonly [string, Readonly<Record<string, string | number | undefined>>])[];

/** A drawing beside words; what it means must stand there too, or in the name of the control around it. */
export function Icon({ of }: { readonly of: IconNode }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      {of.map(([tag, attributes]) => createElement(tag, { ...attributes, key: JSON.stringify(attributes) }))}
    </svg>
  );
}
