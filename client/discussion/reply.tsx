/** An answer in the making, kept on this device with every key. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Thread } from "#shared/discussion.ts";
import { describeError } from "../shell/api.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { MentionField } from "./mention-field.tsx";
import type { Discussion } from "./model.ts";
import { discussionTexts } from "./texts.ts";
import { TypicalObjections } from "./typical-objections.tsx";

export function Reply({
  discussion,
  thread,
  onDone,
}: {
  readonly discussion: Discussion;
  readonly thread: Thread;
  readonly onDone: () => void;
}) {
  const t = discussionTexts();
  const draft = useSignal(discussion.drafts.reply(thread.id));
  const busy = useSignal(false);
  const error = useSignal<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const send = async (event?: Event) => {
    event?.preventDefault();
    if (busy.value || draft.value.body.trim() === "") return;
    busy.value = true;
    try {
      await discussion.answer(thread.id, draft.value.id, draft.value.body);
      discussion.drafts.dropReply(thread.id);
      onDone();
    } catch (problem) {
      error.value = problem instanceof TypeError ? t.keptOffline : describeError(problem);
    } finally {
      busy.value = false;
    }
  };
  return (
    <form class="thread__form" onSubmit={send}>
      {error.value !== null && <Notice kind="error">{error.value}</Notice>}
      {thread.kind === "concern" && thread.status === "open" && discussion.standing.value?.edits === true && (
        <TypicalObjections discussion={discussion} sectionId={thread.sectionId} onTake={null} />
      )}
      <MentionField
        field={field}
        label={t.answerLabel}
        value={draft.value.body}
        directory={discussion.directory.value}
        onInput={(body) => {
          draft.value = { ...draft.value, body };
          discussion.drafts.keepReply(thread.id, draft.value);
        }}
        onSend={() => void send()}
        onCancel={onDone}
      />
      <p class="field__hint">{t.answerHint}</p>
      <div class="thread__actions">
        <Button onClick={onDone}>{t.cancel}</Button>
        <Button type="submit" look="primary" disabled={busy.value}>
          {t.send}
        </Button>
      </div>
    </form>
  );
}
