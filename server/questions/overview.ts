/** A guideline as a whole: its readiness, and the briefing for management. Always from what is there now. */

import type { BodyId, GuidelineId, SectionId } from "#shared/ids.ts";
import { isUnanswered } from "#shared/question-status.ts";
import type { Briefing, Finding, Readiness } from "#shared/questions.ts";
import type { SectionStatus } from "#shared/section-status.ts";
import type { Collab } from "../collab/index.ts";
import { lookAt, readinessOf } from "./readiness.ts";
import type { QuestionService } from "./service.ts";
import type { QuestionStore } from "./store.ts";

/** What others know that belongs into readiness and briefing: open concerns, and the sections that they are about. */
export interface Concerns {
  statuses(guidelineId: GuidelineId): Promise<ReadonlyMap<SectionId, SectionStatus>>;
  open(
    guidelineId: GuidelineId,
  ): Promise<readonly { readonly body: BodyId | null; readonly words: string }[]>;
}

const NO_CONCERNS: Concerns = { statuses: async () => new Map(), open: async () => [] };

export type Overview = ReturnType<typeof createOverview>;

export function createOverview(parts: {
  readonly store: QuestionStore;
  readonly service: QuestionService;
  readonly collab: Pick<Collab, "look">;
}) {
  const { store, service, collab } = parts;
  let concerns = NO_CONCERNS;

  async function look(guidelineId: GuidelineId) {
    const questions = await service.all(guidelineId);
    const stored = await store.ofGuideline(guidelineId);
    const sight = await collab.look(guidelineId, (ydoc) => lookAt(ydoc, stored));
    return { questions, sight };
  }

  const overview = {
    async readiness(guidelineId: GuidelineId): Promise<Readiness> {
      const { questions, sight } = await look(guidelineId);
      const hold = await service.holdOf(guidelineId);
      return readinessOf(sight, questions, hold, await concerns.statuses(guidelineId));
    },

    /** Everything that holds approval; empty when nothing does. */
    async blocking(guidelineId: GuidelineId): Promise<readonly Finding[]> {
      const { sections, hold } = await overview.readiness(guidelineId);
      const held: Finding[] = hold === null ? [] : [{ what: "hold", hold }];
      return [...held, ...sections.flatMap(({ blocks }) => blocks)];
    },

    async warnings(guidelineId: GuidelineId): Promise<readonly Finding[]> {
      return (await overview.readiness(guidelineId)).sections.flatMap(({ warns }) => warns);
    },

    async briefing(guidelineId: GuidelineId): Promise<Briefing> {
      const { questions, sight } = await look(guidelineId);
      const hold = await service.holdOf(guidelineId);
      const { sections } = readinessOf(sight, questions, hold, await concerns.statuses(guidelineId));
      return {
        variables: sight.variables,
        hold,
        decided: questions.flatMap((question) =>
          question.status === "answered"
            ? [
                {
                  text: question.text,
                  inWords: question.decision.inWords,
                  forBody: question.decision.forBody,
                  at: question.decision.at,
                  blocking: question.blocking,
                },
              ]
            : [],
        ),
        open: questions.filter(isUnanswered).map(({ text, askedOf, blocking, due, status }) => ({
          text,
          askedOf,
          blocking,
          due,
          deferred: status === "deferred",
        })),
        proposed: questions.filter(({ status }) => status === "proposed").length,
        sections: {
          settled: sections.filter(({ status }) => status === "settled").length,
          all: sections.length,
        },
        concerns: [...(await concerns.open(guidelineId))],
      };
    },

    /** Whoever keeps concerns says here which are open. */
    withConcerns(known: Concerns): void {
      concerns = known;
    },
  };
  return overview;
}
