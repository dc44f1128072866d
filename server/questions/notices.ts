/** Who hears of questions: the people who are asked, and those for whom somebody else has answered. */
import type { Person } from "#shared/identity.ts";
import type { BodyId, GuidelineId, PersonId } from "#shared/ids.ts";
import type { Notifications } from "../notifications/index.ts";
import type { NewEntry, StoredQuestion, Tx } from "./rows.ts";
import { questionPath } from "./view.ts";

export function createNotices({ notify }: Pick<Notifications, "notify">) {
  return {
    async asked(tx: Tx, question: StoredQuestion, by: PersonId): Promise<void> {
      for (const bodyId of question.definition.askedOf)
        await notify(tx, {
          kind: "questionAsked",
          bodyId,
          key: `question:${question.guidelineId}:${question.id}`,
          guidelineId: question.guidelineId,
          by,
          to: { bodies: [bodyId] },
          path: questionPath(question),
          sectionId: question.sectionId,
          thread: question.id,
        });
    },

    /** Questions that came with a section: one notice for each asked body. */
    async arranged(tx: Tx, guidelineId: GuidelineId, added: readonly StoredQuestion[]): Promise<void> {
      for (const [bodyId, [first]] of byBody(added))
        await notify(tx, {
          kind: "questionAsked",
          bodyId,
          key: `questions:${guidelineId}:${first.sectionId}:${bodyId}`,
          guidelineId,
          by: null,
          to: { bodies: [bodyId] },
          path: questionPath(first),
          sectionId: first.sectionId,
        });
    },

    async waiting(
      tx: Tx,
      guidelineId: GuidelineId,
      open: readonly StoredQuestion[],
      { id, bodies }: Person,
    ): Promise<void> {
      for (const [bodyId, [first]] of byBody(open))
        if (bodies.includes(bodyId))
          await notify(tx, {
            kind: "questionAsked",
            bodyId,
            key: `questions:${guidelineId}:${bodyId}`,
            guidelineId,
            by: null,
            to: { people: [id] },
            path: questionPath(first),
          });
    },

    /** The owners hear of every answer, the asked bodies of those that somebody else gave. */
    async stepped(
      tx: Tx,
      question: StoredQuestion,
      entry: NewEntry,
      entryId: number,
      owners: readonly PersonId[],
    ): Promise<void> {
      if (entry.kind === "deferred") return;
      await notify(tx, {
        kind: "questionDecided",
        key: `question-entry:${entryId}`,
        guidelineId: question.guidelineId,
        by: entry.personId,
        to: { people: owners, bodies: question.definition.askedOf },
        path: questionPath(question),
        sectionId: question.sectionId,
        thread: question.id,
      });
    },
  };
}

function byBody(
  questions: readonly StoredQuestion[],
): ReadonlyMap<BodyId, [StoredQuestion, ...StoredQuestion[]]> {
  const asked = new Map<BodyId, [StoredQuestion, ...StoredQuestion[]]>();
  for (const question of questions)
    for (const bodyId of question.definition.askedOf) {
      const list = asked.get(bodyId);
      if (list === undefined) asked.set(bodyId, [question]);
      else list.push(question);
    }
  return asked;
}
