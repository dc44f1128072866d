import type { PersonColour } from "#shared/roles.ts";

export interface FaceOf {
  readonly id: string;
  readonly name: string;
  readonly colour: PersonColour;
}

/** First letters of the first and the last name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.[0] ?? "";
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? "") : "";
  return (first + last).toUpperCase();
}

/**
 * Initials in the person's colour. The letters are drawn by the stylesheet: as text they would belong to the name of
 * a button around them, which says who it is in words.
 */
export function Face({ of }: { readonly of: FaceOf }) {
  return (
    <span
      class={`face person-${of.colour}`}
      role="img"
      aria-label={of.name}
      title={of.name}
      data-initials={initials(of.name)}
    />
  );
}

const MOST_SHOWN = 5;

export function Faces({ of }: { readonly of: readonly FaceOf[] }) {
  const rest = of.slice(MOST_SHOWN);
  return (
    <span class="faces">
      {of.slice(0, MOST_SHOWN).map((each) => (
        <Face key={each.id} of={each} />
      ))}
      {rest.length > 0 && (
        <span
          class="face person-slate"
          role="img"
          aria-label={rest.map((each) => each.name).join(", ")}
          data-initials={`+${rest.length}`}
        />
      )}
    </span>
  );
}
