import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { ThreadRequest } from "#shared/discussion.ts";
import { THREAD_KINDS, type ThreadKind } from "#shared/discussion-limits.ts";
import { isSuggestable, speaksFor } from "#shared/discussion-rules.ts";
import type { BodyId } from "#shared/ids.ts";
import { describeError } from "../shell/api.ts";
import { Button } from "../ui/button.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import type { Composition } from "./drafts.ts";
import { focusCard } from "./focus-card.ts";
import { MentionField } from "./mention-field.tsx";
import type { Discussion } from "./model.ts";
import { discussionTexts } from "./texts.ts";
import { nameOfBody, shortQuote } from "./thread-words.ts";
import { TypicalObjections } from "./typical-objections.tsx";

interface ComposerProps {
  readonly discussion: Discussion;
  readonly sectionTitle: string;
  /** Back to where one was. */
  readonly onClose: () => void;
}

/** A contribution in the making: first its kind, then its words. Kept on this device with every key. */
export function Composer({ discussion, sectionTitle, onClose }: ComposerProps) {
  const t = discussionTexts();
  const errors = useSignal<Readonly<Record<string, string>>>({});
  const sentence = useSignal<string | null>(null);
  const busy = useSignal(false);
  const element = useRef<HTMLFormElement>(null);
  const now = discussion.composing.value;
  // Before the next key, which is meant for the form.
  useLayoutEffect(() => {
    element.current?.querySelector<HTMLElement>("input:checked, textarea")?.focus();
    element.current?.scrollIntoView({ block: "nearest" });
  }, [now?.id]);
  if (now === null) return null;

  const standing = discussion.standing.value;
  const directory = discussion.directory.value;
  const change = (part: Partial<Composition>) => {
    const next = { ...now, ...part };
    discussion.compose(next);
    discussion.drafts.keepComposition(next);
    errors.value = {};
  };
  const quote = now.anchor === null ? "" : shortQuote(now.anchor.quote ?? "", discussion.placeholder);
  const isWords = now.anchor?.block === true || isSuggestable(now.anchor?.quote ?? "");
  const kinds = THREAD_KINDS.filter((kind) => {
    if (kind === "comment") return true;
    if (standing?.discusses !== true) return false;
    return kind !== "suggestion" || (now.anchor !== null && isWords);
  });
  const voices = directory.bodies.filter(({ id }) => standing !== null && speaksFor(standing, id));

  const send = async () => {
    const found = check(now, t.required);
    errors.value = found;
    if (busy.value || Object.keys(found).length > 0) {
      requestAnimationFrame(() =>
        element.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(),
      );
      return;
    }
    busy.value = true;
    try {
      await discussion.begin(requestOf(now));
      discussion.drafts.keepComposition(null);
      discussion.compose(null);
      focusCard(now.id);
    } catch (problem) {
      sentence.value = problem instanceof TypeError ? t.keptOffline : describeError(problem);
    } finally {
      busy.value = false;
    }
  };
  const { around } = now;
  const onBlock = now.whole === undefined ? t.onBlock : t.wholes[now.whole];
  const verb = { comment: t.send, inquiry: t.ask, concern: t.raise, suggestion: t.propose }[now.kind];
  const edited = now.kind === "suggestion" && now.action !== "delete";

  return (
    <form
      ref={element}
      class={`composer composer--${now.kind}`}
      aria-label={t.compose}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <p class={quote === "" ? "thread__quote thread__quote--whole" : "thread__quote"}>
        {quote === "" ? (now.anchor === null ? t.onWhole(sectionTitle) : onBlock) : quote}
      </p>
      {around !== undefined && (
        <Button
          look="plain"
          onClick={() => change({ ...around, around: undefined, ...begun(around.anchor) })}
        >
          {t.widen[around.whole]}
        </Button>
      )}
      {sentence.value !== null && <Notice kind="error">{sentence.value}</Notice>}
      <fieldset class="composer__kinds">
        <legend class="visually-hidden">{t.kind}</legend>
        {kinds.map((kind) => (
          <label key={kind} class="composer__kind">
            <input
              type="radio"
              name="kind"
              value={kind}
              checked={now.kind === kind}
              onChange={() => change({ kind, ...firstChoice(kind, now, voices[0]?.id ?? null) })}
            />
            <span>{t.kinds[kind]}</span>
          </label>
        ))}
      </fieldset>
      <p class="field__hint">{t.kindHints[now.kind]}</p>
      {now.kind === "concern" && (
        <SelectField
          label={t.forWhom}
          name="onBehalfOf"
          value={now.onBehalfOf ?? ""}
          options={[
            ...voices.map(({ id }) => ({ value: id as string, label: nameOfBody(id, directory) })),
            { value: "", label: t.forMyself },
          ]}
          hint={now.onBehalfOf === null ? t.warnsNote : t.blocksNote}
          onChange={(value) => change({ onBehalfOf: value === "" ? null : (value as BodyId) })}
        />
      )}
      {now.kind === "inquiry" && (
        <SelectField
          label={t.askWhom}
          name="addressedTo"
          value={now.addressedTo ?? ""}
          error={errors.value.addressedTo}
          options={[
            { value: "", label: t.choose },
            ...directory.bodies.map(({ id }) => ({ value: id as string, label: nameOfBody(id, directory) })),
          ]}
          onChange={(value) => change({ addressedTo: value === "" ? null : (value as BodyId) })}
        />
      )}
      {now.kind === "suggestion" && (
        <fieldset class="composer__kinds">
          <legend class="visually-hidden">{t.kinds.suggestion}</legend>
          {ACTIONS.map((action) => (
            <label key={action} class="composer__kind">
              <input
                type="radio"
                name="action"
                value={action}
                checked={now.action === action}
                onChange={() => change({ action, text: action === "insert" ? "" : textOf(now.anchor) })}
              />
              <span>{t.actions[action]}</span>
            </label>
          ))}
        </fieldset>
      )}
      {edited && (
        <TextField
          long
          label={now.action === "insert" ? t.insertText : t.newText}
          name="text"
          value={now.text}
          hint={now.text.includes("{{") ? t.placeholders : undefined}
          error={errors.value.text}
          onInput={(text) => change({ text })}
        />
      )}
      {now.kind === "concern" && now.body === "" && (
        <TypicalObjections
          discussion={discussion}
          sectionId={now.sectionId}
          onTake={(body) => change({ body })}
        />
      )}
      <MentionField
        label={now.kind === "suggestion" ? t.whyOptional : t.message}
        value={now.body}
        directory={directory}
        error={errors.value.body}
        onInput={(body) => change({ body })}
        onSend={() => void send()}
        onCancel={onClose}
      />
      <p class="field__hint">{t.answerHint}</p>
      <div class="thread__actions">
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button type="submit" look="primary" disabled={busy.value}>
          {verb}
        </Button>
      </div>
    </form>
  );
}

const ACTIONS = ["replace", "insert", "delete"] as const;

/** The words that there are to be changed. */
function textOf(anchor: Composition["anchor"]): string {
  const quote = anchor?.quote ?? "";
  return isSuggestable(quote) ? quote : "";
}

/** What a suggestion begins with: other words, or none where there are none to be changed. */
function begun(anchor: Composition["anchor"]): Pick<Composition, "action" | "text"> {
  const text = textOf(anchor);
  return { action: text === "" ? "delete" : "replace", text };
}

/** What a kind begins with. */
function firstChoice(kind: ThreadKind, now: Composition, voice: BodyId | null): Partial<Composition> {
  if (kind === "concern") return { onBehalfOf: voice };
  if (kind === "suggestion" && now.text === "") return begun(now.anchor);
  return {};
}

function check(now: Composition, required: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  if (now.kind !== "suggestion" && now.body.trim() === "") found.body = required;
  if (now.kind === "inquiry" && now.addressedTo === null) found.addressedTo = required;
  if (now.kind === "suggestion" && now.action !== "delete") {
    if (now.text.trim() === "" || (now.action === "replace" && now.text === now.anchor?.quote))
      found.text = required;
  }
  return found;
}

function requestOf(now: Composition): ThreadRequest {
  const { id, kind, sectionId, anchor, body, onBehalfOf, addressedTo, action, text } = now;
  return {
    id,
    kind,
    sectionId,
    body: body.trim(),
    ...(anchor === null ? {} : { anchor }),
    ...(kind === "concern" ? { onBehalfOf } : {}),
    ...(kind === "inquiry" ? { addressedTo } : {}),
    ...(kind === "suggestion" ? { suggestion: { action, text: action === "delete" ? "" : text } } : {}),
  };
}
