/** What this person may do with a thread: bring it on, answer, agree. */
import { useSignal } from "@preact/signals";
import { Ellipsis, ThumbsUp } from "lucide";
import type { Thread } from "#shared/discussion.ts";
import type { ThreadStatus } from "#shared/discussion-limits.ts";
import { needsReason } from "#shared/discussion-rules.ts";
import { describeError } from "../shell/api.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/menu.tsx";
import { toast } from "../ui/toast.tsx";
import type { Discussion } from "./model.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { Reply } from "./reply.tsx";
import { discussionTexts } from "./texts.ts";

/** The first of these is what this person is waited for; the others stand in a menu. */
const FIRST: readonly ThreadStatus[] = ["settled", "accepted", "resolved", "notFollowed"];

interface ActionsProps {
  readonly discussion: Discussion;
  readonly thread: Thread;
  readonly isFocused: boolean;
}

export function Actions({ discussion, thread, isFocused }: ActionsProps) {
  const t = discussionTexts();
  const reasonFor = useSignal<ThreadStatus | null>(null);
  const replying = useSignal(discussion.drafts.reply(thread.id).body !== "");
  const ways = discussion.ways(thread);
  const me = discussion.standing.value;
  const canAccept = thread.suggestion?.outdated !== true;
  const open = ways.filter((way) => way !== "accepted" || canAccept);
  const first = FIRST.find((way) => open.includes(way));
  const rest = open.filter((way) => way !== first);

  const go = (status: ThreadStatus) => {
    if (needsReason(thread, status)) {
      reasonFor.value = status;
      return;
    }
    discussion.move(thread.id, status).then(
      () => toast(t.done[status]),
      (error: unknown) => toast(describeError(error)),
    );
  };
  const mayVote =
    me?.comments === true &&
    thread.author.id !== me.id &&
    thread.kind !== "suggestion" &&
    !thread.votesCounted;
  return (
    <>
      <div class="thread__actions">
        {first !== undefined && (isFocused || first === "settled" || first === "accepted") && (
          <Button
            look={isFocused && (first === "settled" || first === "accepted") ? "primary" : "normal"}
            onClick={() => go(first)}
          >
            {t.ways[first]}
          </Button>
        )}
        {me?.comments === true && !replying.value && isFocused && (
          <Button onClick={() => (replying.value = true)}>{t.answer}</Button>
        )}
        {mayVote && (isFocused || thread.votes > 0) && (
          <Button
            look="plain"
            class="thread__vote"
            aria-pressed={thread.voted === true}
            label={t.vote(thread.votes)}
            onClick={() =>
              discussion
                .vote(thread.id, thread.voted !== true)
                .catch((error: unknown) => toast(describeError(error)))
            }
          >
            <Icon of={ThumbsUp} />
            {thread.votes > 0 && thread.votes}
          </Button>
        )}
        {!mayVote && thread.votes > 0 && <span class="quiet">{t.votes(thread.votes)}</span>}
        {isFocused && rest.length > 0 && (
          <Menu label={t.more} items={rest.map((way) => ({ label: t.ways[way], onSelect: () => go(way) }))}>
            <Icon of={Ellipsis} />
          </Menu>
        )}
      </div>
      {replying.value && isFocused && (
        <Reply discussion={discussion} thread={thread} onDone={() => (replying.value = false)} />
      )}
      {reasonFor.value !== null && (
        <ReasonDialog
          status={reasonFor.value}
          onClose={() => (reasonFor.value = null)}
          onReason={async (status, reason) => {
            await discussion.move(thread.id, status, reason);
            toast(t.done[status]);
          }}
        />
      )}
    </>
  );
}
