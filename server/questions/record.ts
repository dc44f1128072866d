/** The decision record: every step on a question and every "not yet starting", with who, for which body, and why. */
import type { RecordEntry } from "#shared/questions.ts";
import type { StoredGuideline } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";
import { textOf } from "./definition.ts";
import { namesOf } from "./names.ts";
import type { QuestionStore } from "./store.ts";
import { entryView, holdView } from "./view.ts";

/** Everything that was decided on a guideline, newest first. */
export async function recordOf(
  { id: guidelineId, outline }: StoredGuideline,
  { store, identity }: { readonly store: QuestionStore; readonly identity: Identity },
): Promise<readonly RecordEntry[]> {
  const titles = new Map(outline.map(({ id, title }) => [id, title]));
  const questions = new Map((await store.ofGuideline(guidelineId)).map((each) => [each.id, each]));
  const entries = await store.entries(guidelineId);
  const holds = await store.holds(guidelineId);
  const names = await namesOf(identity, entries, holds);
  const about = [
    ...entries.flatMap((entry): RecordEntry[] => {
      const question = questions.get(entry.questionId);
      if (question === undefined) return [];
      return [
        {
          about: "question",
          questionId: question.id,
          text: textOf(question.definition),
          section: titles.get(question.sectionId) ?? "",
          entry: entryView(entry, names),
          superseded: entry.id !== question.entryId,
        },
      ];
    }),
    ...holds.map(
      (hold): RecordEntry => ({
        about: "hold",
        hold: holdView(hold, names),
        lifted:
          hold.lifted === null ? null : { at: hold.lifted.at, by: names.get(hold.lifted.personId) ?? "" },
      }),
    ),
  ];
  const at = (each: RecordEntry) => (each.about === "hold" ? each.hold.at : each.entry.at);
  return about.sort((one, other) => at(other).localeCompare(at(one)));
}
