import type { Body } from "#shared/identity.ts";
import type { BodyId } from "#shared/ids.ts";
import { bodyName } from "./body-names.ts";
import { identityTexts } from "./texts.ts";

interface BodiesFieldProps {
  readonly bodies: readonly Body[];
  readonly value: readonly BodyId[];
  readonly onChange: (value: readonly BodyId[]) => void;
}

/** Checkboxes for the bodies that a person belongs to. */
export function BodiesField({ bodies, value, onChange }: BodiesFieldProps) {
  return (
    <fieldset class="form__group bodies-field">
      <legend>{identityTexts().bodies}</legend>
      {bodies.map((body) => (
        <label key={body.id} class="choice">
          <input
            type="checkbox"
            checked={value.includes(body.id)}
            onChange={(event) =>
              onChange(
                event.currentTarget.checked ? [...value, body.id] : value.filter((each) => each !== body.id),
              )
            }
          />
          <span>{bodyName(body)}</span>
        </label>
      ))}
    </fieldset>
  );
}
