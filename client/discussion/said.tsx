/** One message: who said it when, what, and what its author may still do with it. */
import { useSignal } from "@preact/signals";
import { Ellipsis } from "lucide";
import type { Message, Thread } from "#shared/discussion.ts";
import { formatDate } from "../i18n/index.ts";
import { describeError } from "../shell/api.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu, type MenuItem } from "../ui/menu.tsx";
import { toast } from "../ui/toast.tsx";
import { MentionField } from "./mention-field.tsx";
import { MessageText } from "./message-text.tsx";
import type { Directory, Discussion } from "./model.ts";
import { discussionTexts } from "./texts.ts";
import { formatWhen } from "./when.ts";

interface SaidProps {
  readonly discussion: Discussion;
  readonly thread: Thread;
  readonly message: Message;
  readonly directory: Directory;
  readonly isFirst?: boolean;
}

export function Said({ discussion, thread, message, directory, isFirst = false }: SaidProps) {
  const t = discussionTexts();
  const editing = useSignal<string | null>(null);
  const asking = useSignal(false);
  const history = useSignal<readonly { readonly text: string; readonly until: string }[] | null>(null);
  const error = useSignal<string | null>(null);
  const head = (
    <p class="message__head">
      <span class="message__author">{message.author.name}</span>{" "}
      <time class="quiet" dateTime={message.createdAt}>
        {formatWhen(message.createdAt)}
      </time>
      {message.editedAt !== null && message.deletedAt === null && <span class="quiet"> · {t.edited}</span>}
    </p>
  );
  if (message.deletedAt !== null)
    return (
      <div class="message message--deleted">
        {head}
        <p class="quiet">{t.removed}</p>
      </div>
    );
  const mine = message.author.id === discussion.standing.value?.id && discussion.standing.value.comments;
  const mayRemove = mine && !(isFirst && thread.kind === "concern");
  const items: readonly MenuItem[] = [
    ...(mine ? [{ label: t.edit, onSelect: () => (editing.value = message.text) }] : []),
    ...(message.editedAt === null
      ? []
      : [
          {
            label: t.history,
            onSelect: () =>
              void discussion.history(thread.id, message.id).then((found) => (history.value = found)),
          },
        ]),
    ...(mayRemove ? [{ label: t.remove, danger: true, onSelect: () => (asking.value = true) }] : []),
  ];
  const save = async () => {
    if (editing.value === null || editing.value.trim() === "") return;
    try {
      await discussion.edit(thread.id, message.id, editing.value);
      editing.value = null;
      error.value = null;
    } catch (problem) {
      error.value = describeError(problem);
    }
  };
  return (
    <div class="message">
      <div class="message__row">
        {head}
        {items.length > 0 && (
          <Menu label={`${t.more}: ${message.author.name}`} items={items}>
            <Icon of={Ellipsis} />
          </Menu>
        )}
      </div>
      {editing.value === null ? (
        <MessageText text={message.text} directory={directory} />
      ) : (
        <div class="thread__form">
          <MentionField
            label={t.edit}
            value={editing.value}
            directory={directory}
            error={error.value ?? undefined}
            focuses
            onInput={(value) => (editing.value = value)}
            onSend={() => void save()}
            onCancel={() => (editing.value = null)}
          />
          <div class="thread__actions">
            <Button onClick={() => (editing.value = null)}>{t.cancel}</Button>
            <Button look="primary" onClick={() => void save()}>
              {t.save}
            </Button>
          </div>
        </div>
      )}
      {asking.value && (
        <Dialog title={t.removeTitle} onClose={() => (asking.value = false)}>
          <p>{t.removeLead}</p>
          <div class="dialog__actions">
            <Button autofocus onClick={() => (asking.value = false)}>
              {t.cancel}
            </Button>
            <Button
              look="danger"
              onClick={() => {
                asking.value = false;
                discussion
                  .remove(thread.id, message.id)
                  .catch((problem: unknown) => toast(describeError(problem)));
              }}
            >
              {t.remove}
            </Button>
          </div>
        </Dialog>
      )}
      {history.value !== null && (
        <Dialog title={t.history} onClose={() => (history.value = null)}>
          <ol class="message__history">
            {history.value.map(({ text, until }) => (
              <li key={until}>
                <p class="quiet">{t.historyUntil(formatDate(until))}</p>
                <MessageText text={text} directory={directory} />
              </li>
            ))}
          </ol>
          <div class="dialog__actions">
            <Button onClick={() => (history.value = null)}>{t.close}</Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
