import { autoUpdate, computePosition, flip, offset, shift } from "@floating-ui/dom";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { isVariableName } from "#shared/document/layout.ts";
import { defineTexts } from "../i18n/index.ts";
import { steady } from "../ui/steady.ts";
import type { Desk } from "./desk.ts";
import { complete, completingAt, dismissCompletion } from "./plugins/variable-completion.ts";
import { usedVariables } from "./variables.ts";

const LIST = "variable-list";
const MOST = 8;

interface Choice {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

/** The placeholders to choose from, at the caret, while `{{` is being written. Focus stays in the text. */
export function VariableList({ desk }: { readonly desk: Desk }) {
  const t = texts();
  const now = useMemo(
    () => steady(() => (desk.editorState.value === null ? null : completingAt(desk.editorState.value))),
    [desk],
  ).value;
  const list = useRef<HTMLDivElement>(null);
  const at = useSignal(0);
  const choices = now === null ? [] : choose(desk, now.words, t.fresh);
  const chosen = Math.min(at.value, choices.length - 1);
  const view = desk.live.value?.view;

  useEffect(() => {
    at.value = 0;
  }, [now?.words]);
  useEffect(() => {
    desk.onCompletionKey.current = (event) => {
      const choice = choices[chosen];
      if (view === undefined || choice === undefined) return false;
      if (event.key === "ArrowDown") at.value = (chosen + 1) % choices.length;
      else if (event.key === "ArrowUp") at.value = (chosen + choices.length - 1) % choices.length;
      else if (event.key === "Enter" || event.key === "Tab") complete(view, choice.name);
      else if (event.key === "Escape") dismissCompletion(view);
      else return false;
      return true;
    };
    // Screen readers follow the choice while the focus stays in the text.
    const dom = view?.dom;
    if (dom === undefined || now === null || choices.length === 0) return undefined;
    dom.setAttribute("aria-controls", LIST);
    dom.setAttribute("aria-activedescendant", `${LIST}-${chosen}`);
    return () => {
      dom.removeAttribute("aria-controls");
      dom.removeAttribute("aria-activedescendant");
    };
  });
  useEffect(() => {
    const element = list.current;
    if (element === null || view === undefined || now === null) return undefined;
    const anchor = {
      getBoundingClientRect: () => {
        const { left, top, bottom } = view.coordsAtPos(now.from);
        return new DOMRect(left, top, 1, bottom - top);
      },
      contextElement: view.dom,
    };
    return autoUpdate(anchor, element, async () => {
      const place = await computePosition(anchor, element, {
        strategy: "fixed",
        placement: "bottom-start",
        middleware: [offset(6), flip(), shift({ padding: 8 })],
      });
      element.style.left = `${place.x}px`;
      element.style.top = `${place.y}px`;
    });
  }, [view, now?.from]);

  if (now === null || view === undefined || choices.length === 0) return null;
  return (
    <div
      ref={list}
      id={LIST}
      class="menu__list completion"
      role="listbox"
      aria-label={t.title}
      onMouseDown={(event) => event.preventDefault()}
    >
      {choices.map(({ name, label, value }, index) => (
        <div
          key={name}
          id={`${LIST}-${index}`}
          class="menu__item"
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          onClick={() => complete(view, name)}
          onKeyDown={() => {}}
        >
          <span>{label}</span>
          <span class="quiet">{value}</span>
        </div>
      ))}
    </div>
  );
}

function choose(desk: Desk, words: string, fresh: (name: string) => string): readonly Choice[] {
  const doc = desk.editorState.peek()?.doc;
  const values = desk.values.value;
  const catalogue = desk.catalogue.sections.flatMap(({ variables }) => variables);
  const known = new Map<string, Choice>();
  if (doc !== undefined)
    for (const { name, label, value } of usedVariables(doc, values, desk.catalogue))
      known.set(name, { name, label, value });
  for (const { name, label } of catalogue)
    if (!known.has(name)) known.set(name, { name, label, value: values[name] ?? "" });
  const wanted = words.trim().toLocaleLowerCase();
  const fitting = [...known.values()].filter(
    ({ name, label }) =>
      label.toLocaleLowerCase().includes(wanted) || name.toLocaleLowerCase().includes(wanted),
  );
  // What it is called is what was written: everybody sees it so, everywhere.
  const name = words.trim().replaceAll(/\s+/g, " ").normalize("NFC");
  const isNew = fitting.length === 0 && isVariableName(name);
  return isNew ? [{ name, label: fresh(name), value: "" }] : fitting.slice(0, MOST);
}

const texts = defineTexts({
  de: { title: "Platzhalter", fresh: (name: string) => `Neuer Platzhalter „${name}“` },
  en: { title: "Placeholders", fresh: (name: string) => `New placeholder “${name}”` },
});
