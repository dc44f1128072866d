/** Values that variables have without anybody's doing: an answer may fill those, and taking it back brings them back. */

import type { StoredGuideline } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Templates } from "../templates/index.ts";
import type { StoredEntry, StoredQuestion } from "./rows.ts";
import type { QuestionStore } from "./store.ts";
import { proposedVariables } from "./view.ts";

export function createValues({
  store,
  identity,
  templates,
}: {
  readonly store: QuestionStore;
  readonly identity: Identity;
  readonly templates: Templates;
}) {
  /** Values of variables that nobody has typed: what the start, the kit, the proposal or an earlier answer put there. */
  async function machineValues(
    guideline: StoredGuideline,
    question: StoredQuestion,
    names: readonly string[],
  ) {
    const sources = await valueSources(guideline, question);
    const earlier = (await store.entries(question.guidelineId, question.id)).flatMap((entry: StoredEntry) =>
      entry.kind === "answered" ? [entry.set] : [],
    );
    return Object.fromEntries(
      names.map((name) => [name, ["", ...[...sources, ...earlier].flatMap((values) => values[name] ?? [])]]),
    );
  }

  async function restingValues(
    guideline: StoredGuideline,
    question: StoredQuestion,
    names: readonly string[],
  ) {
    const sources = await valueSources(guideline, question);
    return Object.fromEntries(
      names.map((name) => [name, sources.find((values) => values[name] !== undefined)?.[name] ?? ""]),
    );
  }

  /** In the order in which a new draft takes them. */
  async function valueSources(guideline: StoredGuideline, { definition }: StoredQuestion) {
    const setting = { ...guideline, representation: await identity.representation() };
    return [guideline.variables, templates.kit(setting)?.defaults ?? {}, proposedVariables(definition)];
  }

  return { machineValues, restingValues };
}
