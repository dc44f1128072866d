/** The questions of one open guideline: what is known of them, who may answer, and what is done to them. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Guideline } from "#shared/guidelines.ts";
import type { Body } from "#shared/identity.ts";
import type { BodyId, GuidelineId } from "#shared/ids.ts";
import { holdsApproval, isUnanswered } from "#shared/question-status.ts";
import type { Hold, Question } from "#shared/questions.ts";
import type { Answer } from "#shared/template-questions.ts";
import type { SectionNote } from "../guidelines/section-notes.ts";
import { bodyName } from "../identity/body-names.ts";
import { api } from "../shell/api.ts";
import { followGuidelines, onRealtime } from "../shell/realtime.ts";
import { session } from "../shell/session.ts";
import { afterPaint } from "../ui/after-paint.ts";
import { questionTexts } from "./texts.ts";

/** The question whose form is open, with the option that was chosen on the way to it. */
export interface OpenQuestion {
  readonly id: string;
  readonly option: string | null;
}

export type Scope = "section" | "mine" | "open";

export interface Questions {
  readonly guidelineId: GuidelineId;
  readonly state: ReadonlySignal<"loading" | "ready" | "failed">;
  readonly all: ReadonlySignal<readonly Question[]>;
  readonly hold: ReadonlySignal<Hold | null>;
  readonly bodies: ReadonlySignal<readonly Body[]>;
  /** By section: how many questions are open there. */
  readonly notes: ReadonlySignal<ReadonlyMap<string, SectionNote>>;
  readonly scope: ReadonlySignal<Scope>;
  readonly opened: ReadonlySignal<OpenQuestion | null>;
  /** Who has lost to a faster one is told, in the place of the form. */
  readonly overtaken: ReadonlySignal<string | null>;
  find(id: string): Question | null;
  nameOf(body: BodyId): string;
  /** Bodies for which the person may answer; an owner for all of them. Empty: may not. */
  answersFor(question: Question): readonly BodyId[];
  /** Whether answering for this body is in its place. */
  isOnBehalf(body: BodyId): boolean;
  show(scope: Scope): void;
  open(id: string, option?: string | null): void;
  close(): void;
  decide(id: string, request: { answer: Answer; reason: string; onBehalfOf?: BodyId }): Promise<void>;
  defer(
    id: string,
    request: { until: string; personId: string | null; reason: string; onBehalfOf?: BodyId },
  ): Promise<void>;
  exclude(id: string, request: { reason: string; onBehalfOf?: BodyId }): Promise<void>;
  undo(id: string): Promise<void>;
  takeOver(id: string, replaces: string | null): Promise<void>;
  setDue(id: string, dueOn: string | null): Promise<void>;
  ask(request: object): Promise<Question>;
  overtake(id: string | null): void;
  reload(): Promise<void>;
  destroy(): void;
}

export function createQuestions(guideline: Pick<Guideline, "id" | "role" | "archivedAt">): Questions {
  const base = `/api/guidelines/${guideline.id}`;
  const state = signal<"loading" | "ready" | "failed">("loading");
  const all = signal<readonly Question[]>([]);
  const hold = signal<Hold | null>(null);
  const bodies = signal<readonly Body[]>([]);
  const scope = signal<Scope>("section");
  const opened = signal<OpenQuestion | null>(null);
  const overtaken = signal<string | null>(null);

  /** Count what was asked for and what has become known: an answer that was on its way meanwhile is older. */
  let asked = 0;
  let known = 0;

  const put = (changed: Question) => {
    known += 1;
    const isHere = all.value.some(({ id }) => id === changed.id);
    all.value = isHere
      ? all.value.map((question) => (question.id === changed.id ? changed : question))
      : [...all.value, changed];
  };

  async function reload(): Promise<void> {
    const turn = ++asked;
    const before = known;
    try {
      const [questions, held, found] = await Promise.all([
        api.get<readonly Question[]>(`${base}/questions`),
        api.get<Hold | null>(`${base}/hold`),
        api.get<readonly Body[]>("/api/bodies"),
      ]);
      if (turn !== asked) return;
      if (before !== known) return reload();
      all.value = questions;
      hold.value = held;
      bodies.value = found;
      state.value = "ready";
    } catch {
      if (state.value === "loading") state.value = "failed";
    }
  }
  // The text comes first.
  afterPaint(() => void reload());
  // What was decided while the line was down.
  const unfollow = followGuidelines([guideline.id], [], () => void reload());
  const stop = onRealtime("questions:changed", ({ guidelineId, question }) => {
    if (guidelineId !== guideline.id) return;
    if (question === null) {
      void reload();
      return;
    }
    put(question);
    // Whoever is just answering sees why the form is gone.
    if (opened.value?.id !== question.id || !isDecidedByOther(question)) return;
    opened.value = null;
    overtaken.value = question.id;
  });

  const send = async (id: string, work: Promise<Question>) => {
    put(await work);
    if (opened.value?.id === id) opened.value = null;
  };
  const one = (id: string) => `${base}/questions/${encodeURIComponent(id)}`;

  const model: Questions = {
    guidelineId: guideline.id,
    state,
    all,
    hold,
    bodies,
    scope,
    opened,
    overtaken,
    notes: computed(() => {
      const t = questionTexts();
      const open = Map.groupBy(all.value.filter(isUnanswered), ({ sectionId }) => sectionId);
      return new Map(
        [...open].map(([sectionId, questions]) => [
          sectionId,
          { status: "open", words: t.count(questions.length) } satisfies SectionNote,
        ]),
      );
    }),
    find: (id) => all.value.find((question) => question.id === id) ?? null,
    nameOf(id) {
      const body = bodies.value.find((each) => each.id === id);
      return body === undefined ? "" : bodyName(body);
    },
    answersFor({ askedOf }) {
      const discusses = guideline.role !== "reader" && guideline.role !== "participant";
      if (guideline.archivedAt !== null || !discusses || hold.value !== null) return [];
      const own = askedOf.filter((body) => myBodies().includes(body));
      return guideline.role === "owner" ? [...own, ...askedOf.filter((body) => !own.includes(body))] : own;
    },
    isOnBehalf: (body) => !myBodies().includes(body),
    show(next) {
      scope.value = next;
    },
    open(id, option = null) {
      overtaken.value = null;
      opened.value = { id, option };
    },
    close() {
      opened.value = null;
    },
    decide: (id, request) => send(id, api.put<Question>(`${one(id)}/decision`, request)),
    defer: (id, request) => send(id, api.put<Question>(`${one(id)}/deferral`, request)),
    exclude: (id, request) => send(id, api.put<Question>(`${one(id)}/exclusion`, request)),
    undo: (id) => send(id, api.delete<Question>(`${one(id)}/decision`)),
    takeOver: (id, replaces) => send(id, api.post<Question>(`${one(id)}/wording`, { replaces })),
    setDue: (id, dueOn) => send(id, api.patch<Question>(one(id), { dueOn })),
    async ask(request) {
      const question = await api.post<Question>(`${base}/questions`, request);
      await reload();
      return question;
    },
    overtake(id) {
      overtaken.value = id;
    },
    reload,
    destroy() {
      unfollow();
      stop();
    },
  };
  return model;
}

/** What waits before everything else: the questions that hold approval and that the person may answer. */
export function nextToAnswer(
  questions: Questions,
): { readonly question: Question; readonly count: number } | null {
  const mine = questions.all.value.filter(
    (question) => holdsApproval(question) && questions.answersFor(question).length > 0,
  );
  const [question] = mine;
  return question === undefined ? null : { question, count: mine.length };
}

function isDecidedByOther(question: Question): boolean {
  const entry =
    question.status === "answered"
      ? question.decision
      : question.status === "notApplicable"
        ? question.exclusion
        : null;
  const current = session.value;
  return entry !== null && current.state === "signedIn" && entry.by.id !== current.me.id;
}

function myBodies(): readonly BodyId[] {
  const current = session.value;
  return current.state === "signedIn" ? current.me.bodies : [];
}
