/** The side panel's discussion: threads in the order of the text, with what is written about it now on top. */
import { useComputed, useSignal } from "@preact/signals";
import { Plus, Users } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import type { Thread } from "#shared/discussion.ts";
import { newId, type SectionId, type ThreadId } from "#shared/ids.ts";
import type { Desk } from "../editor/desk.ts";
import { describeError } from "../shell/api.ts";
import { Button } from "../ui/button.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { SelectField } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { toast } from "../ui/toast.tsx";
import { Composer } from "./composer.tsx";
import { focusCard } from "./focus-card.ts";
import { FILTERS, type Filter, passes } from "./model.ts";
import { ParticipationDialog } from "./participation-dialog.tsx";
import { showInText } from "./places.ts";
import { discussionTexts } from "./texts.ts";
import { ThreadCard } from "./thread-card.tsx";
import { useWindow } from "./use-window.ts";
import "./discussion.css";

export function DiscussionPanel({ desk }: { readonly desk: Desk }) {
  const t = discussionTexts();
  const { discussion } = desk;
  const list = useRef<HTMLOListElement>(null);
  const outline = desk.outline.value;
  const titleOf = (id: string) => outline.find((section) => section.id === id)?.title || t.untitled;
  const chosen = useComputed(() => inOrder(desk));
  const threads = chosen.value;
  const focused = discussion.focused.value;
  const at = threads.findIndex(({ id }) => id === focused);
  const window = useWindow(list, threads.length, at);
  const current = outline.find(({ id }) => id === desk.current.value) ?? outline[0];
  const suggestions = threads.filter(
    ({ kind, status, sectionId, suggestion }) =>
      kind === "suggestion" &&
      status === "open" &&
      sectionId === current?.id &&
      suggestion?.outdated === false,
  );
  const phase = useSignal(false);
  const draft = useSignal(discussion.drafts.composition());
  useEffect(() => {
    draft.value = discussion.drafts.composition();
  }, [discussion.composing.value]);

  // A thread that is chosen in the text is brought into sight.
  useEffect(() => {
    if (focused === null) return;
    document.getElementById(`thread-${focused}`)?.scrollIntoView({ block: "nearest" });
  }, [focused, window.from, window.to]);

  const toText = (thread: Thread) => {
    discussion.focus(thread.id);
    showInText(desk, thread);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event.target)) return;
    const step =
      event.altKey && event.key === "ArrowDown" ? 1 : event.altKey && event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = threads[Math.min(Math.max(at + step, 0), threads.length - 1)];
      if (next === undefined) return;
      discussion.focus(next.id);
      focusCard(next.id);
    } else if (event.key === "Escape" && focused !== null) {
      event.preventDefault();
      event.stopPropagation();
      const thread = threads[at];
      discussion.focus(null);
      if (thread !== undefined) showInText(desk, thread);
    }
  };

  if (discussion.state.value === "loading") return <Skeleton lines={6} />;
  if (discussion.state.value === "failed")
    return (
      <Notice kind="error">
        <p>{t.failed}</p>
        <Button onClick={() => void discussion.reload()}>{t.again}</Button>
      </Notice>
    );
  const mayWrite = discussion.standing.value?.comments === true;
  const begin = () => {
    if (current === undefined) return;
    discussion.compose({
      id: newId<ThreadId>(),
      sectionId: current.id as SectionId,
      anchor: null,
      kind: "comment",
      body: "",
      onBehalfOf: null,
      addressedTo: null,
      action: "replace",
      text: "",
    });
  };
  return (
    <section class="discussion" aria-label={t.tab} onKeyDown={onKeyDown}>
      <div class="discussion__head">
        <SelectField
          label={t.filter}
          name="filter"
          value={discussion.filter.value}
          options={FILTERS.map((value) => ({ value, label: t.filters[value] }))}
          onChange={(value: Filter) => discussion.choose(value)}
        />
        {mayWrite && discussion.composing.value === null && (
          <Button square label={t.composeHere(current?.title || t.untitled)} onClick={begin}>
            <Icon of={Plus} />
          </Button>
        )}
      </div>
      {discussion.composing.value !== null && (
        <Composer
          discussion={discussion}
          sectionTitle={titleOf(discussion.composing.value.sectionId)}
          onClose={() => {
            discussion.compose(null);
            desk.live.value?.view.dom.focus({ preventScroll: true });
          }}
        />
      )}
      {discussion.composing.value === null && draft.value !== null && (
        <div class="discussion__draft">
          <Button
            onClick={() => {
              discussion.compose(draft.value);
            }}
          >
            {t.continueDraft}
          </Button>
          <Button
            look="plain"
            onClick={() => {
              discussion.drafts.keepComposition(null);
              draft.value = null;
            }}
          >
            {t.discard}
          </Button>
        </div>
      )}
      {suggestions.length > 1 && desk.editable && (
        <Button
          onClick={() =>
            discussion.acceptAll(current?.id as SectionId).then(
              ({ accepted, outdated }) => toast(t.acceptedAll(accepted, outdated)),
              (error: unknown) => toast(describeError(error)),
            )
          }
        >
          {t.acceptAll}
        </Button>
      )}
      {threads.length === 0 && discussion.composing.value === null && (
        <Empty text={t.empties[discussion.filter.value]}>
          {mayWrite && <Button onClick={begin}>{t.composeHere(current?.title || t.untitled)}</Button>}
        </Empty>
      )}
      <ol ref={list} class="discussion__threads" aria-label={t.filters[discussion.filter.value]}>
        {threads.slice(window.from, window.to).map((thread, index) => (
          <ThreadCard
            key={thread.id}
            discussion={discussion}
            thread={thread}
            sectionTitle={titleOf(thread.sectionId)}
            isFocused={thread.id === focused}
            recedes={focused !== null && at >= 0 && thread.id !== focused}
            position={{ at: window.from + index + 1, of: threads.length }}
            onToText={toText}
          />
        ))}
      </ol>
      <p class="discussion__foot">
        <label class="discussion__choice">
          <input
            type="checkbox"
            checked={discussion.inText.value}
            onChange={(event) => discussion.showInText(event.currentTarget.checked)}
          />
          {t.inText}
        </label>
        <a href={`/guidelines/${discussion.guideline.id}/concerns`}>{t.register}</a>
        {discussion.guideline.role === "owner" && discussion.guideline.archivedAt === null && (
          <Button look="plain" class="discussion__phase" onClick={() => set(phase)(true)}>
            <Icon of={Users} />
            {t.participation}
          </Button>
        )}
      </p>
      {phase.value && (
        <ParticipationDialog guidelineId={discussion.guideline.id} onClose={() => set(phase)(false)} />
      )}
    </section>
  );
}

/** What the filter lets through, in the order of the text; what has lost its place stands behind its section. */
function inOrder({ discussion, outline }: Desk): readonly Thread[] {
  const me = discussion.me();
  const sections = new Map(outline.value.map(({ id }, index) => [id as string, index]));
  const positions = discussion.positions.value;
  const last = Number.MAX_SAFE_INTEGER;
  const place = (thread: Thread) => {
    if (thread.place.on === "section") return -1;
    return thread.place.state === "orphaned" ? last : (positions.get(thread.id) ?? last - 1);
  };
  return discussion.threads.value
    .filter((thread) => thread.id === discussion.focused.value || passes(thread, discussion.filter.value, me))
    .sort(
      (a, b) =>
        (sections.get(a.sectionId) ?? last) - (sections.get(b.sectionId) ?? last) ||
        place(a) - place(b) ||
        a.number - b.number,
    );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("textarea, input, select, [role=menu]") !== null;
}
