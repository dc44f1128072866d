import { useSignal } from "@preact/signals";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { Guideline } from "#shared/guidelines.ts";
import { defineTexts } from "../i18n/index.ts";
import { Dialog } from "../ui/dialog.tsx";
import { keyLabel } from "../ui/key-names.ts";
import { type Offer, type OfferGroup, offered } from "./palette-offers.ts";
import { useQuery } from "./query.ts";
import "./palette.css";

interface PaletteProps {
  readonly onClose: () => void;
  readonly onShortcuts: () => void;
}

/** Finds sections, actions and guidelines by some letters of their names. */
export default function Palette({ onClose, onShortcuts }: PaletteProps) {
  const t = texts();
  const { route } = useLocation();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const words = useSignal("");
  const at = useSignal(0);
  const guidelines = useQuery<readonly Guideline[]>("/api/guidelines");
  const known: readonly OfferGroup[] = [
    ...offered(),
    {
      title: t.guidelines,
      offers:
        guidelines.now.state === "loaded"
          ? guidelines.now.value.map((guideline) => ({
              label: guideline.title,
              onSelect: () => route(`/guidelines/${guideline.id}`),
            }))
          : [],
    },
    {
      title: t.pages,
      offers: [
        { label: t.start, onSelect: () => route("/") },
        { label: t.fresh, onSelect: () => route("/new") },
        { label: t.people, onSelect: () => route("/people") },
        { label: t.shortcuts, keys: "Mod-/", onSelect: onShortcuts },
      ],
    },
  ];
  const groups = known
    .map(({ title, offers }) => ({ title, offers: offers.filter(({ label }) => fits(label, words.value)) }))
    .filter(({ offers }) => offers.length > 0);
  const all = groups.flatMap(({ offers }) => offers);
  const chosen = Math.min(at.value, all.length - 1);

  useLayoutEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  const take = (offer: Offer | undefined) => {
    if (offer === undefined) return;
    onClose();
    // The dialog gives the focus back first.
    queueMicrotask(offer.onSelect);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: chosen + 1,
      ArrowUp: chosen - 1 + all.length,
      Home: 0,
      End: all.length - 1,
    };
    const step = steps[event.key];
    if (event.key === "Enter") take(all[chosen]);
    else if (step !== undefined && all.length > 0 && (event.key.startsWith("Arrow") || words.value === ""))
      at.value = step % all.length;
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={t.title} class="palette" onClose={onClose}>
      <input
        class="field__input palette__words"
        type="text"
        role="combobox"
        aria-label={t.title}
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        {...(all.length > 0 ? { "aria-activedescendant": `${id}-${chosen}` } : {})}
        placeholder={t.placeholder}
        autocomplete="off"
        spellcheck={false}
        value={words.value}
        onInput={(event) => {
          words.value = event.currentTarget.value;
          at.value = 0;
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={`${id}-list`} class="palette__list" role="listbox" aria-label={t.title}>
        {groups.map(({ title, offers }, group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options inside a listbox
          <div key={title} role="group" aria-labelledby={`${id}-group-${group}`}>
            <div id={`${id}-group-${group}`} class="palette__group">
              {title}
            </div>
            {offers.map((each) => {
              const index = all.indexOf(each);
              return (
                <div
                  key={each.label}
                  id={`${id}-${index}`}
                  class="menu__item palette__item"
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === chosen}
                  onClick={() => take(each)}
                  onKeyDown={onKeyDown}
                >
                  <span>{each.label}</span>
                  {each.keys !== undefined && <kbd>{keyLabel(each.keys)}</kbd>}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      <p class={all.length === 0 ? "quiet" : "visually-hidden"} role="status">
        {all.length === 0 ? t.nothing : t.count(all.length)}
      </p>
    </Dialog>
  );
}

/** Every word begins a word of the label, in any order. */
function fits(label: string, words: string): boolean {
  const parts = label.toLocaleLowerCase().split(/[^\p{L}\p{N}]+/u);
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return wanted.every((word) => parts.some((part) => part.startsWith(word)));
}

const texts = defineTexts({
  de: {
    title: "Suchen und springen",
    placeholder: "Abschnitt, Aktion oder Leitlinie",
    guidelines: "Leitlinien",
    pages: "Seiten",
    start: "Übersicht",
    fresh: "Neue Leitlinie",
    people: "Menschen",
    shortcuts: "Tastenkürzel",
    nothing: "Nichts gefunden. Versuchen Sie es mit dem Anfang eines Wortes.",
    count: (count: number) => (count === 1 ? "1 Treffer" : `${count} Treffer`),
  },
  en: {
    title: "Search and jump",
    placeholder: "Section, action or guideline",
    guidelines: "Guidelines",
    pages: "Pages",
    start: "Overview",
    fresh: "New guideline",
    people: "People",
    shortcuts: "Keyboard shortcuts",
    nothing: "Nothing found. Try the beginning of a word.",
    count: (count: number) => (count === 1 ? "1 result" : `${count} results`),
  },
});
