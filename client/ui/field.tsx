import { useSignal } from "@preact/signals";
import { Eye, EyeOff } from "lucide";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { defineTexts } from "../i18n/index.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

interface FieldProps {
  readonly label: string;
  readonly name: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

interface InputProps extends FieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly type?: "text" | "email" | "date";
  readonly placeholder?: string;
  readonly autocomplete?: string;
  readonly required?: boolean;
  readonly maxLength?: number;
  /** Which keys a touch screen shows. */
  readonly inputMode?: "numeric";
  /** Offered while one types; anything else may be typed too. */
  readonly suggestions?: readonly string[];
  /** More than one line. */
  readonly long?: boolean;
}

/** A labelled line (or area) of text. */
export function TextField({
  label,
  name,
  hint,
  error,
  value,
  onInput,
  long = false,
  type = "text",
  suggestions = [],
  ...rest
}: InputProps) {
  const described = useDescribed(hint, error);
  const list = `${described.id}-list`;
  const shared = {
    class: "field__input",
    name,
    value,
    onInput: (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value),
    ...described.attributes,
    ...rest,
  };
  return (
    <div class="field">
      <label class="field__label" for={described.id}>
        {label}
      </label>
      {long && <textarea {...shared} />}
      {!long && type === "text" && (
        <input type="text" {...shared} {...(suggestions.length > 0 ? { list } : {})} />
      )}
      {suggestions.length > 0 && (
        <datalist id={list}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
      {!long && type === "email" && <input type="email" {...shared} />}
      {!long && type === "date" && <input type="date" {...shared} />}
      {described.below}
    </div>
  );
}

const passwordTexts = defineTexts({
  de: { show: "Passwort zeigen", hide: "Passwort verbergen" },
  en: { show: "Show password", hide: "Hide password" },
});

export function PasswordField({
  label,
  name,
  hint,
  error,
  value,
  onInput,
  ...rest
}: Omit<InputProps, "type" | "long">) {
  const described = useDescribed(hint, error);
  const shown = useSignal(false);
  const t = passwordTexts();
  const shared = {
    class: "field__input",
    name,
    value,
    onInput: (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value),
    ...described.attributes,
    ...rest,
  };
  return (
    <div class="field">
      <label class="field__label" for={described.id}>
        {label}
      </label>
      <div class="field__row">
        {shown.value ? <input type="text" {...shared} /> : <input type="password" {...shared} />}
        <Button
          square
          label={shown.value ? t.hide : t.show}
          onClick={() => {
            shown.value = !shown.value;
          }}
        >
          <Icon of={shown.value ? EyeOff : Eye} />
        </Button>
      </div>
      {described.below}
    </div>
  );
}

interface SelectProps<T extends string> extends FieldProps {
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

export function SelectField<T extends string>({
  label,
  name,
  hint,
  error,
  value,
  options,
  onChange,
}: SelectProps<T>) {
  const described = useDescribed(hint, error);
  return (
    <div class="field">
      <label class="field__label" for={described.id}>
        {label}
      </label>
      <select
        class="field__input"
        name={name}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value as T)}
        {...described.attributes}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {described.below}
    </div>
  );
}

/** Hint and error under a control, and the attributes that tie them to it. */
function useDescribed(hint: string | undefined, error: string | undefined) {
  const id = useId();
  const ids = [hint === undefined ? "" : `${id}-hint`, error === undefined ? "" : `${id}-error`].filter(
    Boolean,
  );
  const below: ComponentChildren = (
    <>
      {hint !== undefined && (
        <p class="field__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p class="field__error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </>
  );
  return {
    id,
    below,
    attributes: {
      id,
      "aria-invalid": error !== undefined,
      ...(ids.length === 0 ? {} : { "aria-describedby": ids.join(" ") }),
    },
  };
}
