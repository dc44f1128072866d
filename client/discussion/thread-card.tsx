import { CircleHelp, type IconNode, MessageSquare, PencilLine, TriangleAlert } from "lucide";
import { memo } from "preact/compat";
import type { Thread } from "#shared/discussion.ts";
import type { ThreadKind } from "#shared/discussion-limits.ts";
import { blocks } from "#shared/discussion-rules.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import type { Whole } from "./drafts.ts";
import type { Directory, Discussion } from "./model.ts";
import { Replaced } from "./replaced.tsx";
import { Said } from "./said.tsx";
import { discussionTexts } from "./texts.ts";
import { Actions } from "./thread-actions.tsx";
import {
  nameOfBody,
  type Placeholder,
  shortQuote,
  spokenSuggestion,
  suggestionSentence,
  threadTitle,
} from "./thread-words.ts";
import { formatWhen } from "./when.ts";

const ICONS: Readonly<Record<ThreadKind, IconNode>> = {
  comment: MessageSquare,
  inquiry: CircleHelp,
  concern: TriangleAlert,
  suggestion: PencilLine,
};

interface ThreadCardProps {
  readonly discussion: Discussion;
  readonly thread: Thread;
  readonly sectionTitle: string;
  readonly isFocused: boolean;
  readonly recedes: boolean;
  readonly position: { readonly at: number; readonly of: number };
  readonly onToText: (thread: Thread) => void;
}

/** One thread: its place, what was said, and what may become of it. Answers are shown once it is looked at. */
export const ThreadCard = memo(function ThreadCard(props: ThreadCardProps) {
  const { discussion, thread, sectionTitle, isFocused, recedes, position, onToText } = props;
  const t = discussionTexts();
  const directory = discussion.directory.value;
  const [first, ...answers] = thread.messages;
  const classes = [
    "thread",
    `thread--${thread.kind}`,
    blocks(thread) ? "thread--blocks" : "",
    isFocused ? "thread--focused" : "",
    recedes ? "thread--recedes" : "",
  ];
  return (
    <li
      class={classes.filter(Boolean).join(" ")}
      id={`thread-${thread.id}`}
      aria-setsize={position.of}
      aria-posinset={position.at}
      // By keys with the focus; by mouse only once it is released, since what is chosen grows and would slip from under it.
      onFocusCapture={({ target }) => {
        if (!isFocused && target instanceof Element && target.matches(":focus-visible"))
          discussion.focus(thread.id);
      }}
      onClickCapture={() => {
        if (!isFocused) discussion.focus(thread.id);
      }}
    >
      <h2 class="thread__kind">
        <Icon of={ICONS[thread.kind]} />
        {threadTitle(thread, directory)}
        {thread.status !== "open" && <span class="thread__status">{t.statuses[thread.status]}</span>}
        {thread.fromStaff && <span class="quiet">{t.fromStaff}</span>}
      </h2>
      <Place thread={thread} sectionTitle={sectionTitle} discussion={discussion} onToText={onToText} />
      {thread.suggestion?.outdated === true && thread.status === "open" && (
        <p class="thread__warning">{t.outdated}</p>
      )}
      {first === undefined ? (
        <p class="message__head">
          <span class="message__author">{thread.author.name}</span>{" "}
          <time class="quiet" dateTime={thread.createdAt}>
            {formatWhen(thread.createdAt)}
          </time>
        </p>
      ) : (
        <Said discussion={discussion} thread={thread} message={first} directory={directory} isFirst />
      )}
      {answers.length > 0 && !isFocused && (
        <Button look="plain" class="thread__replies" onClick={() => discussion.focus(thread.id)}>
          {t.replies(answers.length)}
        </Button>
      )}
      {isFocused && answers.length > 0 && (
        <ol class="thread__answers">
          {answers.map((message) => (
            <li key={message.id}>
              <Said discussion={discussion} thread={thread} message={message} directory={directory} />
            </li>
          ))}
        </ol>
      )}
      <Steps thread={thread} directory={directory} />
      <Actions discussion={discussion} thread={thread} isFocused={isFocused} />
    </li>
  );
});

function Place({
  thread,
  sectionTitle,
  discussion,
  onToText,
}: Pick<ThreadCardProps, "thread" | "sectionTitle" | "discussion" | "onToText">) {
  const t = discussionTexts();
  const { place } = thread;
  const { placeholder } = discussion;
  const whole = discussion.wholes.value.get(thread.id);
  const quote = shortQuote(place.quote, placeholder);
  if (place.state === "orphaned")
    return (
      <div class="thread__orphan">
        <p class="thread__warning">{t.orphaned}</p>
        {thread.suggestion !== null && <p>{suggestionSentence(thread, placeholder, whole)}</p>}
        {quote !== "" && <blockquote class="thread__quote thread__quote--gone">{quote}</blockquote>}
        {place.version !== null && (
          <a href={`/guidelines/${discussion.guideline.id}/versions/${place.version}`}>
            {t.orphanedIn(place.version)}
          </a>
        )}
      </div>
    );
  const words = wordsFor(thread, quote, sectionTitle, placeholder, whole);
  return (
    <button
      type="button"
      class={place.on === "section" ? "thread__quote thread__quote--whole" : "thread__quote"}
      title={t.toText}
      onClick={() => onToText(thread)}
    >
      <span class="visually-hidden">{`${t.toText}: `}</span>
      {thread.suggestion === null ? (
        words
      ) : (
        // What is struck, or shown as an excerpt, is heard as a sentence.
        <>
          <span class="visually-hidden">{spokenSuggestion(thread, placeholder, whole)}</span>
          <span aria-hidden="true">
            {thread.suggestion.action === "replace" && quote !== "" ? (
              <Replaced thread={thread} placeholder={placeholder} />
            ) : (
              words
            )}
          </span>
        </>
      )}
      {place.share < 1 && <span class="thread__changed">{t.changed}</span>}
    </button>
  );
}

/** A suggestion says what it wants; others say what they are about. */
function wordsFor(
  thread: Thread,
  quote: string,
  sectionTitle: string,
  placeholder: Placeholder,
  whole: Whole | undefined,
): string {
  const t = discussionTexts();
  if (thread.suggestion !== null) return suggestionSentence(thread, placeholder, whole);
  if (thread.place.on === "section") return t.onWhole(sectionTitle);
  if (quote !== "") return quote;
  return whole === undefined ? t.onBlock : t.wholes[whole];
}

/** What became of it, once something has. */
function Steps({ thread, directory }: { readonly thread: Thread; readonly directory: Directory }) {
  const t = discussionTexts();
  const steps = thread.steps.slice(1);
  if (steps.length === 0 || (thread.kind !== "concern" && thread.kind !== "suggestion")) return null;
  return (
    <ul class="thread__steps">
      {steps.map((step) => (
        <li key={step.at}>
          {t.stepBy(
            t.statuses[step.status],
            step.by.name,
            nameOfBody(step.body, directory),
            formatWhen(step.at),
          )}
          {step.reason !== null && <span class="thread__reason">{step.reason}</span>}
        </li>
      ))}
    </ul>
  );
}
