/** A field for messages: calls people and bodies by name with "@", and completes the names. */
import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { MAX_MESSAGE } from "#shared/discussion-limits.ts";
import { type Mention, mentionText } from "#shared/mentions.ts";
import { bodyName } from "../identity/body-names.ts";
import type { Directory } from "./model.ts";
import { discussionTexts } from "./texts.ts";

interface MentionFieldProps {
  readonly label: string;
  readonly value: string;
  readonly directory: Directory;
  readonly onInput: (value: string) => void;
  /** Ctrl or Cmd with Enter. */
  readonly onSend?: () => void;
  readonly onCancel?: () => void;
  readonly error?: string | undefined;
  readonly field?: RefObject<HTMLTextAreaElement | null>;
  /** Takes the focus when it is first shown. */
  readonly focuses?: boolean;
}

interface Candidate {
  readonly name: string;
  readonly mention: Mention;
  readonly isBody: boolean;
}

const MOST_SHOWN = 7;

/** `value` is as messages are stored, with mentions as `@[Name](person:id)`; people see `@Name` while they write. */
export function MentionField(props: MentionFieldProps) {
  const { label, value, directory, onInput, onSend, onCancel, error, focuses = false } = props;
  const t = discussionTexts();
  const own = useRef<HTMLTextAreaElement>(null);
  const area = props.field ?? own;
  const id = useId();
  useEffect(() => {
    if (focuses) area.current?.focus();
  }, []);
  const known = useRef(new Map<string, Mention>());
  const found = useSignal<readonly Candidate[]>([]);
  const chosen = useSignal(0);
  const shown = plainOf(value, known.current);

  function tell(text: string): void {
    onInput(storedOf(text, known.current));
  }

  function complete(): void {
    const element = area.current;
    const typed =
      element && /(?:^|\s)@([\p{L}\p{N}.\- ]{0,40})$/u.exec(element.value.slice(0, element.selectionStart));
    found.value = typed ? matching(typed[1] ?? "", directory) : [];
    chosen.value = 0;
  }

  function take({ name, mention }: Candidate): void {
    const element = area.current;
    if (element === null) return;
    known.current.set(name, mention);
    const end = element.selectionStart;
    const start = element.value.slice(0, end).lastIndexOf("@");
    const text = `${element.value.slice(0, start)}@${name} ${element.value.slice(end)}`;
    found.value = [];
    // At once, so that the next key finds the caret behind the name.
    element.value = text;
    element.setSelectionRange(start + name.length + 2, start + name.length + 2);
    tell(text);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const list = found.value;
    const pick = list[chosen.value];
    if (pick !== undefined) {
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (step !== 0) chosen.value = (chosen.value + step + list.length) % list.length;
      else if (event.key === "Enter" || event.key === "Tab") take(pick);
      else if (event.key === "Escape") found.value = [];
      else return;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSend?.();
    }
    if (event.key === "Escape" && onCancel) {
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    }
  }

  const open = found.value.length > 0;
  return (
    <div class="mention-field">
      <label class="visually-hidden" for={id}>
        {label}
      </label>
      <textarea
        ref={area}
        id={id}
        class="field__input"
        rows={3}
        maxLength={MAX_MESSAGE}
        placeholder={label}
        value={shown}
        aria-autocomplete="list"
        aria-controls={`${id}-names`}
        aria-invalid={error !== undefined}
        {...(open ? { "aria-activedescendant": `${id}-${chosen.value}` } : {})}
        onInput={(event) => {
          tell(event.currentTarget.value);
          complete();
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          found.value = [];
        }}
      />
      <div
        class="mention-field__names"
        id={`${id}-names`}
        role="listbox"
        aria-label={t.mentionable}
        hidden={!open}
      >
        {found.value.map((candidate, at) => (
          <div
            key={candidate.mention.id}
            id={`${id}-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === chosen.value}
            onMouseDown={(event) => {
              event.preventDefault();
              take(candidate);
            }}
          >
            {candidate.name}
            {candidate.isBody && <span class="quiet"> {t.body}</span>}
          </div>
        ))}
      </div>
      {error !== undefined && <p class="field__error">{error}</p>}
    </div>
  );
}

function matching(typed: string, { people, bodies }: Directory): readonly Candidate[] {
  const wanted = typed.toLocaleLowerCase();
  const all: Candidate[] = [
    ...bodies.map((body) => ({
      name: bodyName(body),
      mention: { type: "body" as const, id: body.id },
      isBody: true,
    })),
    ...people
      .filter(({ status }) => status === "active")
      .map(({ id, name }) => ({ name, mention: { type: "person" as const, id }, isBody: false })),
  ];
  const starts = ({ name }: Candidate) =>
    name
      .toLocaleLowerCase()
      .split(" ")
      .some((_word, at, words) => words.slice(at).join(" ").startsWith(wanted));
  return all.filter(starts).slice(0, MOST_SHOWN);
}

const MARKED = /@\[([^\]\n]{1,120})\]\((person|body):([A-Za-z0-9_-]{1,64})\)/g;

/** As it is shown while writing; remembers whom each name stands for. */
function plainOf(stored: string, known: Map<string, Mention>): string {
  return stored.replaceAll(MARKED, (_all, name: string, type: Mention["type"], id: string) => {
    known.set(name, { type, id } as Mention);
    return `@${name}`;
  });
}

/** Longest names first, so that "Jonas Weber" is not taken for "Jonas". */
function storedOf(text: string, known: ReadonlyMap<string, Mention>): string {
  const names = [...known.keys()].sort((a, b) => b.length - a.length);
  let stored = text;
  for (const name of names)
    stored = stored.replaceAll(`@${name}`, mentionText(name, known.get(name) as Mention));
  return stored;
}
