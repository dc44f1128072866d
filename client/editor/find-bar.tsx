import { useSignal, useSignalEffect } from "@preact/signals";
import { ArrowDown, ArrowUp, CaseSensitive, Replace, WholeWord, X } from "lucide";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { defineTexts } from "../i18n/index.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { toast } from "../ui/toast.tsx";
import type { Desk } from "./desk.ts";
import {
  goToMatch,
  lookFor,
  type Match,
  matchesOf,
  replaceAll,
  replaceSelected,
  selectedMatch,
  type Wanted,
} from "./find.ts";

interface FindBarProps {
  readonly desk: Desk;
  /** The words to begin with. */
  readonly words: string;
  /** Begins with replacing. */
  readonly replacing: boolean;
}

/** Finds and replaces in the whole text. Enter goes on, Shift+Enter back, Escape closes and goes on writing there. */
export function FindBar({ desk, words, replacing }: FindBarProps) {
  const t = texts();
  const wanted = useSignal<Wanted>({ words, replacement: "", matchCase: false, wholeWords: false });
  const found = useSignal<{ readonly matches: readonly Match[]; readonly at: number }>({
    matches: [],
    at: -1,
  });
  const replaces = useSignal(replacing && desk.editable);
  const field = useRef<HTMLInputElement>(null);

  const view = () => desk.live.peek()?.view;
  const change = (next: Partial<Wanted>) => {
    wanted.value = { ...wanted.value, ...next };
  };
  const close = () => {
    desk.closeFind();
    view()?.focus();
  };
  const go = (direction: 1 | -1) => {
    const shown = view();
    if (shown) goToMatch(shown, found.value.matches, direction);
  };

  // Also where it is asked for again; before the next key, which is meant for the field.
  useLayoutEffect(() => {
    if (words !== "") change({ words });
    field.current?.focus();
    field.current?.select();
  }, [desk.find.value]);
  useSignalEffect(() => {
    const shown = desk.live.value?.view;
    if (shown !== undefined) lookFor(shown, wanted.value);
  });
  useSignalEffect(() => {
    const state = desk.editorState.value;
    if (state === null) return;
    const matches = matchesOf(state, wanted.value);
    found.value = { matches, at: selectedMatch(state, matches) };
  });
  useEffect(
    () => () => {
      const shown = desk.live.peek()?.view;
      if (shown && !shown.isDestroyed) lookFor(shown, { ...wanted.peek(), words: "" });
    },
    [],
  );

  const { matches, at } = found.value;
  const inPlaceholders = placeholdersWith(desk, wanted.value.words);
  const status =
    wanted.value.words === "" ? "" : at >= 0 ? t.nth(at + 1, matches.length) : t.count(matches.length);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    else if (event.key === "F3") go(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  return (
    <search class="find" aria-label={t.title} onKeyDown={onKeyDown}>
      <form
        class="find__row"
        onSubmit={(event) => {
          event.preventDefault();
          go(1);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !event.shiftKey) return;
          event.preventDefault();
          go(-1);
        }}
      >
        <input
          ref={field}
          class="find__field"
          type="text"
          aria-label={t.words}
          placeholder={t.words}
          spellcheck={false}
          autocomplete="off"
          value={wanted.value.words}
          onInput={(event) => change({ words: event.currentTarget.value })}
        />
        <output class="find__count" aria-live="polite">
          {status}
        </output>
        <Button
          square
          look="plain"
          label={t.previous}
          aria-disabled={matches.length === 0}
          onClick={() => go(-1)}
        >
          <Icon of={ArrowUp} />
        </Button>
        <Button square look="plain" label={t.next} aria-disabled={matches.length === 0} onClick={() => go(1)}>
          <Icon of={ArrowDown} />
        </Button>
        <Button
          square
          look="plain"
          label={t.matchCase}
          aria-pressed={wanted.value.matchCase}
          onClick={() => change({ matchCase: !wanted.value.matchCase })}
        >
          <Icon of={CaseSensitive} />
        </Button>
        <Button
          square
          look="plain"
          label={t.wholeWords}
          aria-pressed={wanted.value.wholeWords}
          onClick={() => change({ wholeWords: !wanted.value.wholeWords })}
        >
          <Icon of={WholeWord} />
        </Button>
        {desk.editable && (
          <Button
            square
            look="plain"
            label={t.replaceToo}
            aria-expanded={replaces.value}
            onClick={() => {
              replaces.value = !replaces.value;
            }}
          >
            <Icon of={Replace} />
          </Button>
        )}
        <Button square look="plain" label={t.close} onClick={close}>
          <Icon of={X} />
        </Button>
      </form>
      {replaces.value && (
        <form
          class="find__row"
          onSubmit={(event) => {
            event.preventDefault();
            const live = desk.live.peek();
            live?.binding.asOne(() => replaceSelected(live.view, wanted.value));
          }}
        >
          <input
            class="find__field"
            type="text"
            aria-label={t.replacement}
            placeholder={t.replacement}
            autocomplete="off"
            value={wanted.value.replacement}
            onInput={(event) => change({ replacement: event.currentTarget.value })}
          />
          <Button type="submit" aria-disabled={matches.length === 0}>
            {t.replace}
          </Button>
          <Button
            aria-disabled={matches.length === 0}
            onClick={() => {
              const live = desk.live.peek();
              if (live === null || matches.length === 0) return;
              const count = live.binding.asOne(() => replaceAll(live.view, wanted.value));
              toast(t.replaced(count), () => desk.undo());
            }}
          >
            {t.replaceAll}
          </Button>
        </form>
      )}
      {inPlaceholders > 0 && (
        <p class="find__note">
          {t.inPlaceholders(inPlaceholders)}{" "}
          <Button look="plain" onClick={() => desk.showPanel("variables")}>
            {t.showPlaceholders}
          </Button>
        </p>
      )}
    </search>
  );
}

/** Values of placeholders stand in the text, but are changed elsewhere. */
function placeholdersWith(desk: Desk, words: string): number {
  if (words === "") return 0;
  const wanted = words.toLocaleLowerCase();
  return Object.values(desk.values.value).filter((value) => value.toLocaleLowerCase().includes(wanted))
    .length;
}

const texts = defineTexts({
  de: {
    title: "Suchen und ersetzen",
    words: "Suchen",
    replacement: "Ersetzen durch",
    count: (count: number) => (count === 1 ? "1 Stelle" : `${count} Stellen`),
    nth: (nth: number, count: number) => `${nth} von ${count}`,
    previous: "Vorige Stelle",
    next: "Nächste Stelle",
    matchCase: "Groß- und Kleinschreibung beachten",
    wholeWords: "Nur ganze Wörter",
    replaceToo: "Ersetzen",
    replace: "Ersetzen",
    replaceAll: "Alle ersetzen",
    replaced: (count: number) => (count === 1 ? "1 Stelle ersetzt" : `${count} Stellen ersetzt`),
    inPlaceholders: (count: number) =>
      count === 1 ? "Auch in einem Platzhalter." : `Auch in ${count} Platzhaltern.`,
    showPlaceholders: "Platzhalter zeigen",
    close: "Schließen",
  },
  en: {
    title: "Find and replace",
    words: "Find",
    replacement: "Replace with",
    count: (count: number) => (count === 1 ? "1 place" : `${count} places`),
    nth: (nth: number, count: number) => `${nth} of ${count}`,
    previous: "Previous place",
    next: "Next place",
    matchCase: "Match case",
    wholeWords: "Whole words only",
    replaceToo: "Replace",
    replace: "Replace",
    replaceAll: "Replace all",
    replaced: (count: number) => (count === 1 ? "1 place replaced" : `${count} places replaced`),
    inPlaceholders: (count: number) =>
      count === 1 ? "Also in one placeholder." : `Also in ${count} placeholders.`,
    showPlaceholders: "Show placeholders",
    close: "Close",
  },
});
