/**
 * Does to the text what was decided. An intent is written with its decision, carried out in the room, and confirmed;
 * whatever happens in between, it can be carried out again and does nothing twice.
 *
 * Only what nobody has changed is replaced: the question's own line, or a passage that still says what was put there.
 */
import type { Doc } from "yjs";
import {
  findPassage,
  findPending,
  fingerprintOf,
  insertLines,
  replacePlace,
} from "#shared/document/passages.ts";
import { readVariables, setVariable } from "#shared/document/variables.ts";
import type { GuidelineId } from "#shared/ids.ts";
import type { Collab } from "../collab/index.ts";
import type { Log } from "../platform/log.ts";
import type { Intent, Passage, StoredIntent, StoredQuestion } from "./rows.ts";
import type { QuestionStore } from "./store.ts";

/** What has become of an intent in the text. */
export interface Outcome {
  /** The lines that stand for the question now; undefined when nothing could be put. */
  readonly passage: Passage | null | undefined;
  readonly text: "done" | "offered";
  /** Variables that people had filled otherwise. */
  readonly offered: Readonly<Record<string, string>>;
}

/** Call it inside a transaction of the room. */
export function carryOut(
  ydoc: Doc,
  question: Pick<StoredQuestion, "id" | "sectionId" | "passage">,
  intent: Intent,
): Outcome {
  const offered = fillVariables(ydoc, intent);
  const passage = putWording(ydoc, question, intent);
  const text = passage === undefined || Object.keys(offered).length > 0 ? "offered" : "done";
  return { passage, text, offered };
}

function fillVariables(ydoc: Doc, { variables, untouched, takeOver }: Intent): Record<string, string> {
  const now = readVariables(ydoc);
  const offered: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables)) {
    const current = now[name] ?? "";
    if (current === value) continue;
    if (takeOver !== null || (untouched[name] ?? [""]).includes(current)) setVariable(ydoc, name, value);
    else offered[name] = value;
  }
  return offered;
}

/** @returns what stands in the text for the question, or undefined when people have changed the place */
function putWording(
  ydoc: Doc,
  { id, sectionId, passage }: Pick<StoredQuestion, "id" | "sectionId" | "passage">,
  { wording, ids, takeOver }: Intent,
): Passage | null | undefined {
  const isQuestion = wording.length === 1 && wording[0]?.attributes.kind === "pending";
  const says = fingerprintOf(wording);
  const stands = (section: string, after: string | null, lines: readonly string[]): Passage | null =>
    isQuestion ? null : { section, lines, fingerprint: says, after };

  const done = ids.length === 0 ? null : findPassage(ydoc, ids);
  if (done !== null) return stands(done.section, done.after, done.lines);

  const pending = findPending(ydoc, id);
  const first = pending.find(({ section }) => section === sectionId) ?? pending[0];
  if (first !== undefined) {
    if (isQuestion) return null;
    const lines = replacePlace(ydoc, first, wording, ids);
    for (const other of pending) if (other !== first) replacePlace(ydoc, other, [], []);
    return stands(first.section, first.after, lines);
  }
  const place = passage === null || passage.lines.length === 0 ? null : findPassage(ydoc, passage.lines);
  if (place !== null) {
    if (place.fingerprint === says) return stands(place.section, place.after, place.lines);
    const mayGo = place.fingerprint === passage?.fingerprint || place.fingerprint === takeOver?.replaces;
    if (!mayGo) return undefined;
    return stands(place.section, place.after, replacePlace(ydoc, place, wording, ids));
  }
  // Nothing of it is in the text. It comes back where nothing was put; what people have taken out stays out.
  if (passage !== null && passage.lines.length === 0) {
    const { section, after } = passage;
    return stands(section, after, insertLines(ydoc, section, after, wording, ids));
  }
  if (wording.length === 0) return passage;
  if (takeOver === null) return undefined;
  return stands(sectionId, null, insertLines(ydoc, sectionId, END, wording, ids));
}

/** No line has this id, so that lines go to the section's end. */
const END = "~";

/** Carries intents out, one after the other on each guideline. */
export function createWorks(parts: {
  readonly store: QuestionStore;
  readonly collab: Pick<Collab, "edit">;
  readonly log: Log;
  /** A question has changed for those who look at it. */
  readonly onDone: (guidelineId: GuidelineId, questionId: string) => Promise<void>;
}) {
  const { store, collab, log } = parts;
  const chains = new Map<GuidelineId, Promise<void>>();

  async function work(guidelineId: GuidelineId): Promise<void> {
    for (const intent of await store.intents(guidelineId)) {
      const question = await store.find(guidelineId, intent.questionId);
      if (question === null) continue;
      let outcome: Outcome | null = null;
      await collab.edit(guidelineId, (ydoc) => {
        outcome = carryOut(ydoc, question, intent);
      });
      const { passage, text, offered } = outcome as unknown as Outcome;
      await store.confirm(intent, passage, text, offered);
      await parts.onDone(guidelineId, intent.questionId);
    }
  }

  return {
    /** Resolves once everything intended so far stands in the text, or was tried and waits for the next start. */
    carryOut(guidelineId: GuidelineId): Promise<void> {
      const before = chains.get(guidelineId) ?? Promise.resolve();
      const now = before
        .then(() => work(guidelineId))
        .catch((error: unknown) => log.error({ err: error, guidelineId }, "an answer waits for its text"));
      chains.set(guidelineId, now);
      void now.finally(() => {
        if (chains.get(guidelineId) === now) chains.delete(guidelineId);
      });
      return now;
    },

    /** What was left undone when the server stopped. */
    async resume(): Promise<void> {
      const left = new Set((await store.intents()).map(({ guidelineId }: StoredIntent) => guidelineId));
      await Promise.all([...left].map((guidelineId) => this.carryOut(guidelineId)));
    },

    async idle(): Promise<void> {
      await Promise.all(chains.values());
    },
  };
}
