import { useSignal, useSignalEffect } from "@preact/signals";
import { ArrowDown } from "lucide";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { MAX_ATTRIBUTE_LENGTH } from "#shared/document/layout.ts";
import { defineTexts } from "../i18n/index.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import type { Desk } from "./desk.ts";
import { isUnset, type UsedVariable, usedVariables } from "./variables.ts";

/** How long the list may be behind the text, in milliseconds. */
const REST = 200;

/** Every placeholder with its value and where it stands. A value is shared while it is typed. */
export function VariablesPanel({ desk }: { readonly desk: Desk }) {
  const t = texts();
  const variables = useUsedVariables(desk);
  const unset = variables.filter(isUnset).length;
  return (
    <>
      <h2 class="side__title">{t.title}</h2>
      <p class="quiet">{t.lead}</p>
      {variables.length === 0 && <p class="quiet">{t.none}</p>}
      <p class={unset > 0 ? "variables__state variables__state--unset" : "variables__state"} role="status">
        {variables.length > 0 && (unset > 0 ? t.unset(unset) : t.complete)}
      </p>
      <ul class="variables">
        {variables.map((variable) => (
          <VariableItem key={variable.name} desk={desk} variable={variable} />
        ))}
      </ul>
    </>
  );
}

function VariableItem({ desk, variable }: { readonly desk: Desk; readonly variable: UsedVariable }) {
  const t = texts();
  const { name, label, hint, example, value, places } = variable;
  const next = useSignal(0);
  const jump = () => {
    const place = places[next.value % places.length];
    next.value = (next.value + 1) % Math.max(1, places.length);
    if (place !== undefined) desk.goToPosition(place.pos);
  };
  const titles = [...new Set(places.map(({ section }) => section))].map(
    (id) => desk.outline.value.find((section) => section.id === id)?.title || t.untitled,
  );
  return (
    <li class={isUnset(variable) ? "variables__item variables__item--unset" : "variables__item"}>
      {desk.editable ? (
        <ValueField
          label={label}
          hint={hint}
          example={example}
          value={value}
          onChange={(typed) => desk.setVariable(name, typed)}
        />
      ) : (
        <dl class="variables__read">
          <dt>{label}</dt>
          <dd>{value === "" ? t.missing : value}</dd>
        </dl>
      )}
      {places.length === 0 ? (
        <p class="quiet">{t.nowhere}</p>
      ) : (
        <div class="variables__places">
          <Button look="plain" label={`${t.places(places.length)}: ${t.jump(label)}`} onClick={jump}>
            <Icon of={ArrowDown} />
            {t.places(places.length)}
          </Button>
          <span class="quiet">{titles.join(" · ")}</span>
        </div>
      )}
    </li>
  );
}

interface ValueFieldProps {
  readonly label: string;
  readonly hint: string | undefined;
  readonly example: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Keeps what is being typed, also the blank at its end; shows what others write while nobody types here. */
function ValueField({ label, hint, example, value, onChange }: ValueFieldProps) {
  const typed = useSignal(value);
  const writing = useRef(false);
  useEffect(() => {
    if (!writing.current || value !== typed.value.trim()) typed.value = value;
  }, [value]);
  return (
    <div
      onFocusIn={() => {
        writing.current = true;
      }}
      onFocusOut={() => {
        writing.current = false;
        typed.value = value;
      }}
    >
      <TextField
        label={label}
        name={label}
        hint={hint}
        placeholder={example ?? ""}
        value={typed.value}
        maxLength={Math.min(500, MAX_ATTRIBUTE_LENGTH)}
        onInput={(next) => {
          typed.value = next;
          onChange(next.trim());
        }}
      />
    </div>
  );
}

/** Follows the text at rest, not with every key. */
function useUsedVariables(desk: Desk): readonly UsedVariable[] {
  const doc = useSignal(desk.editorState.peek()?.doc ?? null);
  useSignalEffect(() => {
    const next = desk.editorState.value?.doc ?? null;
    if (doc.peek() === null) {
      doc.value = next;
      return undefined;
    }
    const timer = setTimeout(() => {
      doc.value = next;
    }, REST);
    return () => clearTimeout(timer);
  });
  const values = desk.values.value;
  return useMemo(
    () => (doc.value === null ? [] : usedVariables(doc.value, values, desk.catalogue)),
    [doc.value, values],
  );
}

const texts = defineTexts({
  de: {
    title: "Platzhalter",
    lead: "Ein Wert, den Sie hier eintragen, steht sofort an jeder Stelle im Text.",
    none: "In diesem Text stehen keine Platzhalter. Mit {{ fügen Sie einen ein.",
    unset: (count: number) =>
      count === 1 ? "1 Platzhalter ist noch leer." : `${count} Platzhalter sind noch leer.`,
    complete: "Alle Platzhalter haben einen Wert.",
    missing: "fehlt",
    nowhere: "Steht nirgends im Text.",
    places: (count: number) => (count === 1 ? "1 Stelle" : `${count} Stellen`),
    jump: (label: string) => `zur nächsten Stelle mit „${label}“`,
    untitled: "Ohne Titel",
  },
  en: {
    title: "Placeholders",
    lead: "A value that you enter here stands everywhere in the text at once.",
    none: "There are no placeholders in this text. Type {{ to insert one.",
    unset: (count: number) =>
      count === 1 ? "1 placeholder is still empty." : `${count} placeholders are still empty.`,
    complete: "All placeholders have a value.",
    missing: "missing",
    nowhere: "Stands nowhere in the text.",
    places: (count: number) => (count === 1 ? "1 place" : `${count} places`),
    jump: (label: string) => `to the next place with “${label}”`,
    untitled: "Untitled",
  },
});
