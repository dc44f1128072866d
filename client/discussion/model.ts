/** The discussion of one open draft: what is said, what is looked at, what is being written. Signals; no drawing. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { AcceptedAll, Message, MessageEdit, Thread, ThreadRequest } from "#shared/discussion.ts";
import type { ThreadStatus } from "#shared/discussion-limits.ts";
import { type Standing, waysOn } from "#shared/discussion-rules.ts";
import type { Guideline } from "#shared/guidelines.ts";
import type { Body, Me, Person } from "#shared/identity.ts";
import type { MessageId, SectionId, ThreadId } from "#shared/ids.ts";
import type { SectionNotes } from "../guidelines/section-notes.ts";
import { api } from "../shell/api.ts";
import { keep, recall } from "../shell/device.ts";
import { followGuidelines, onRealtime } from "../shell/realtime.ts";
import { session } from "../shell/session.ts";
import { afterPaint } from "../ui/after-paint.ts";
import { type Composition, createDrafts, type Drafts, type Whole } from "./drafts.ts";
import { discussionTexts } from "./texts.ts";

export const FILTERS = ["open", "concerns", "mine", "body", "resolved"] as const;
export type Filter = (typeof FILTERS)[number];

/** Names of everybody and of all bodies, for mentions and for who is spoken for. */
export interface Directory {
  readonly people: readonly Person[];
  readonly bodies: readonly Body[];
}

export interface SectionCount {
  readonly open: number;
  readonly concerns: number;
}

export interface Discussion {
  readonly guideline: Guideline;
  readonly state: ReadonlySignal<"loading" | "failed" | "loaded">;
  readonly threads: ReadonlySignal<readonly Thread[]>;
  readonly directory: ReadonlySignal<Directory>;
  readonly openCount: ReadonlySignal<number>;
  /** For the cord: sections with open concerns are in discussion. */
  readonly notes: SectionNotes;
  readonly counts: ReadonlySignal<ReadonlyMap<string, SectionCount>>;
  readonly focused: ReadonlySignal<ThreadId | null>;
  readonly filter: ReadonlySignal<Filter>;
  /** Whether suggestions are shown in the text. */
  readonly inText: ReadonlySignal<boolean>;
  /** What is being written about a place, or null. */
  readonly composing: ReadonlySignal<Composition | null>;
  readonly standing: ReadonlySignal<Standing | null>;
  /** Where threads stand in the text that is shown, as ProseMirror positions; the text's plugin keeps it. */
  readonly positions: ReadonlySignal<ReadonlyMap<ThreadId, number>>;
  /** What threads are about that have no words to quote. */
  readonly wholes: ReadonlySignal<ReadonlyMap<ThreadId, Whole>>;
  readonly drafts: Drafts;
  /** What stands in the text for a placeholder of a quote. */
  readonly placeholder: (name: string) => string;
  me(): Me | null;
  reload(): Promise<void>;
  focus(id: ThreadId | null): void;
  choose(filter: Filter): void;
  showInText(shown: boolean): void;
  compose(composition: Composition | null): void;
  placed(positions: ReadonlyMap<ThreadId, number>, wholes: ReadonlyMap<ThreadId, Whole>): void;
  ways(thread: Thread): readonly ThreadStatus[];
  begin(request: ThreadRequest): Promise<Thread>;
  answer(thread: ThreadId, id: MessageId, body: string): Promise<void>;
  edit(thread: ThreadId, message: MessageId, body: string): Promise<void>;
  remove(thread: ThreadId, message: MessageId): Promise<void>;
  history(thread: ThreadId, message: MessageId): Promise<readonly MessageEdit[]>;
  move(thread: ThreadId, status: ThreadStatus, reason?: string): Promise<void>;
  vote(thread: ThreadId, votes: boolean): Promise<void>;
  acceptAll(sectionId: SectionId): Promise<AcceptedAll>;
  destroy(): void;
}

const STORED_IN_TEXT = "richtschnur.suggestions-in-text";

export function createDiscussion(
  guideline: Discussion["guideline"],
  placeholder: Discussion["placeholder"],
): Discussion {
  const base = `/api/guidelines/${guideline.id}`;
  const state = signal<"loading" | "failed" | "loaded">("loading");
  const byId = signal<ReadonlyMap<ThreadId, Thread>>(new Map());
  const threads = computed(() => [...byId.value.values()].sort((a, b) => a.number - b.number));
  const directory = signal<Directory>({ people: [], bodies: [] });
  const focused = signal<ThreadId | null>(null);
  const filter = signal<Filter>("open");
  const inText = signal(recall(STORED_IN_TEXT) !== "false");
  const composing = signal<Composition | null>(null);
  const positions = signal<ReadonlyMap<ThreadId, number>>(new Map());
  const wholes = signal<ReadonlyMap<ThreadId, Whole>>(new Map());
  const me = () => (session.value.state === "signedIn" ? session.value.me : null);
  const drafts = createDrafts(me()?.id ?? "nobody", guideline.id);
  let destroyed = false;
  /** Counts what is heard over the socket: the answer to a request that began before is older than that. */
  let news = 0;
  const heardAt = new Map<ThreadId, number>();
  const heardSince = (id: ThreadId, moment: number) => (heardAt.get(id) ?? 0) > moment;

  const counts = computed(() => {
    const found = new Map<string, SectionCount>();
    for (const thread of threads.value) {
      if (thread.status !== "open") continue;
      const { open, concerns } = found.get(thread.sectionId) ?? { open: 0, concerns: 0 };
      const isConcern = thread.kind === "concern" ? 1 : 0;
      found.set(thread.sectionId, { open: open + 1, concerns: concerns + isConcern });
    }
    return found;
  });

  const standing = computed((): Standing | null => {
    const now = session.value.state === "signedIn" ? session.value.me : null;
    return now === null ? null : standingOf(now, guideline, directory.value.bodies);
  });

  /** An answer may have been on its way while something newer was heard: it is passed over. */
  function put(thread: Thread): void {
    const before = byId.value.get(thread.id);
    if (before !== undefined && isOlder(thread, before)) return;
    byId.value = new Map(byId.value).set(thread.id, {
      ...thread,
      voted: thread.voted ?? before?.voted ?? false,
    });
  }

  async function reload(): Promise<void> {
    try {
      const began = news;
      const all = await api.get<readonly Thread[]>(`${base}/threads`);
      if (destroyed) return;
      byId.value = new Map(all.map((thread) => [thread.id, thread]));
      state.value = "loaded";
      for (const id of heardAt.keys()) if (heardSince(id, began)) void fetchOne(id).catch(() => {});
    } catch {
      if (state.value !== "loaded") state.value = "failed";
    }
  }

  async function loadDirectory(): Promise<void> {
    const [people, bodies] = await Promise.all([
      api.get<readonly Person[]>("/api/people"),
      api.get<readonly Body[]>("/api/bodies"),
    ]);
    directory.value = { people, bodies };
  }

  /** A thread that is not here as a whole is asked for, again if there was news of it in between. */
  async function fetchOne(id: ThreadId): Promise<void> {
    const began = news;
    const thread = await api.get<Thread>(`${base}/threads/${id}`);
    if (heardSince(id, began)) return fetchOne(id);
    put(thread);
  }

  const stops = [
    onRealtime("threads:changed", ({ guidelineId, thread, message }) => {
      if (guidelineId !== guideline.id) return;
      heardAt.set(thread.id, ++news);
      if (state.value !== "loaded") return;
      const before = byId.value.get(thread.id);
      const others = before?.messages.filter(({ id }) => id !== message?.id) ?? [];
      const messages = message === null ? others : [...others, message].sort(byTime);
      if (messages.length === thread.messageCount) put({ ...thread, messages });
      else void fetchOne(thread.id).catch(() => {});
    }),
    onRealtime("threads:moved", ({ guidelineId, places }) => {
      if (guidelineId !== guideline.id) return;
      const next = new Map(byId.value);
      for (const { id, sectionId, place, outdated } of places) {
        const thread = next.get(id);
        if (thread === undefined) continue;
        const suggestion = thread.suggestion && { ...thread.suggestion, outdated };
        next.set(id, { ...thread, sectionId, place, suggestion });
      }
      byId.value = next;
    }),
    // What was said while the line was down.
    followGuidelines([guideline.id], [], () => void reload()),
  ];
  // The text comes first.
  afterPaint(() => {
    if (destroyed) return;
    void reload();
    void loadDirectory().catch(() => {});
  });

  return {
    guideline,
    state,
    threads,
    directory,
    openCount: computed(() => threads.value.filter(({ status }) => status === "open").length),
    notes: computed(
      () =>
        new Map(
          [...counts.value].flatMap(([id, { open, concerns }]) =>
            concerns === 0
              ? []
              : [
                  [
                    id,
                    { status: "discussed" as const, words: discussionTexts().counts(open, concerns) },
                  ] as const,
                ],
          ),
        ),
    ),
    counts,
    focused,
    filter,
    inText,
    composing,
    standing,
    positions,
    wholes,
    drafts,
    placeholder,
    me,
    reload,
    focus(id) {
      focused.value = id;
    },
    choose(next) {
      filter.value = next;
    },
    showInText(shown) {
      inText.value = shown;
      keep(STORED_IN_TEXT, String(shown));
    },
    compose(composition) {
      composing.value = composition;
    },
    placed(next, objects) {
      positions.value = next;
      wholes.value = objects;
    },
    ways: (thread) => (standing.value === null ? [] : waysOn(standing.value, thread)),
    async begin(request) {
      const thread = await api.post<Thread>(`${base}/threads`, request);
      put(thread);
      focused.value = thread.id;
      return thread;
    },
    async answer(thread, id, body) {
      await api.post<Message>(`${base}/threads/${thread}/messages`, { id, body });
      await fetchOne(thread);
    },
    async edit(thread, message, body) {
      await api.patch<Message>(`${base}/threads/${thread}/messages/${message}`, { body });
      await fetchOne(thread);
    },
    async remove(thread, message) {
      await api.delete(`${base}/threads/${thread}/messages/${message}`);
      await fetchOne(thread);
    },
    history: (thread, message) => api.get(`${base}/threads/${thread}/messages/${message}/history`),
    async move(thread, status, reason = "") {
      put(await api.patch<Thread>(`${base}/threads/${thread}`, { status, reason }));
    },
    async vote(thread, votes) {
      const path = `${base}/threads/${thread}/vote`;
      if (votes) put(await api.put<Thread>(path, {}));
      else {
        await api.delete(path);
        await fetchOne(thread);
      }
    },
    acceptAll: (sectionId) => api.post<AcceptedAll>(`${base}/suggestions/accept`, { sectionId }),
    destroy() {
      destroyed = true;
      for (const stop of stops) stop();
    },
  };
}

/** Steps and messages are only ever added: a deleted message leaves a stub. */
function isOlder(thread: Thread, than: Thread): boolean {
  return thread.steps.length < than.steps.length || thread.messageCount < than.messageCount;
}

/** Which threads a filter shows. */
export function passes(thread: Thread, filter: Filter, me: Me | null): boolean {
  const isOpen = thread.status === "open";
  switch (filter) {
    case "open":
      return isOpen;
    case "concerns":
      return thread.kind === "concern";
    case "mine":
      return (
        thread.author.id === me?.id ||
        thread.messages.some(
          ({ author, text }) => author.id === me?.id || text.includes(`(person:${me?.id})`),
        )
      );
    case "body":
      return (me?.bodies ?? []).some(
        (body) =>
          thread.onBehalfOf === body ||
          thread.addressedTo === body ||
          thread.messages.some(({ text }) => text.includes(`(body:${body})`)),
      );
    case "resolved":
      return !isOpen;
    default:
      return filter satisfies never;
  }
}

function standingOf(
  me: Me,
  { role, archivedAt }: Discussion["guideline"],
  bodies: readonly Body[],
): Standing {
  const open = archivedAt === null && role !== "reader";
  const isManagement = bodies.some(({ id, key }) => key === "geschaeftsfuehrung" && me.bodies.includes(id));
  return {
    id: me.id,
    bodies: me.bodies,
    comments: open,
    discusses: open && role !== "participant",
    edits: open && (role === "editor" || role === "owner"),
    overrules: open && role === "approver" && isManagement,
    inPlaceOf: role === "owner" ? bodies.flatMap(({ id, members }) => (members === 0 ? [id] : [])) : [],
  };
}

function byTime(a: Message, b: Message): number {
  return a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0;
}
