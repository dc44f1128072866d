/** What an answer to a clarifying question means: whether it fits, what it changes, how it reads. */
import type { Answer, Question } from "./template-questions.ts";

/** What an answer changes in a guideline. */
export interface AnswerEffect {
  /** Values that it puts into variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** Key of the prepared wording (see `wordingKey`) that stands where the question stood; null: nothing stands there. */
  readonly wording: string | null;
}

/** Under which a section keeps a prepared wording: the question's id, for options with the value behind a slash. */
export function wordingKey(questionId: string, optionValue?: string): string {
  return optionValue === undefined ? questionId : `${questionId}/${optionValue}`;
}

/** @throws RangeError when the answer is none to this question, see `fits` */
export function effectOf(question: Question, answer: Answer): AnswerEffect {
  if (!fits(question, answer)) throw new RangeError(`Not an answer to the question ${question.id}`);
  if (question.type === "option") {
    const option = question.options.find(({ value }) => value === answer);
    const key = wordingKey(question.id, String(answer));
    return { variables: option?.set ?? {}, wording: option?.wording === undefined ? null : key };
  }
  const wording = question.wording === undefined ? null : wordingKey(question.id);
  const variables: Record<string, string> = { [question.variable]: mainWords(question, answer) };
  if (question.type === "person" && question.deputyVariable !== undefined)
    variables[question.deputyVariable] = (answer as PersonAnswer).deputy ?? "";
  return { variables, wording };
}

/** Whether an answer is one that this question takes. */
export function fits(question: Question, answer: Answer): boolean {
  switch (question.type) {
    case "option":
      return question.options.some(({ value }) => value === answer);
    case "text":
      return typeof answer === "string";
    case "number":
      return (
        isAmount(answer) &&
        question.units.some(({ value }) => value === answer.unit) &&
        answer.amount >= question.min &&
        answer.amount <= (question.max ?? Number.POSITIVE_INFINITY)
      );
    case "person":
      return isPerson(answer) && (answer.deputy !== undefined) === (question.deputyVariable !== undefined);
  }
}

/** How an answer reads for people, in the question's language: an option by its label. */
export function answerInWords(question: Question, answer: Answer): string {
  if (question.type === "option")
    return question.options.find(({ value }) => value === answer)?.label ?? String(answer);
  const deputy = isPerson(answer) && answer.deputy !== undefined ? `, ${answer.deputy}` : "";
  return mainWords(question, answer) + deputy;
}

type AmountAnswer = Extract<Answer, { amount: number }>;
type PersonAnswer = Extract<Answer, { name: string }>;

function isAmount(answer: Answer): answer is AmountAnswer {
  return typeof answer === "object" && "amount" in answer;
}

function isPerson(answer: Answer): answer is PersonAnswer {
  return typeof answer === "object" && "name" in answer;
}

function mainWords(question: Question, answer: Answer): string {
  if (typeof answer === "string") return answer;
  if (isPerson(answer)) return answer.name;
  const unit =
    question.type === "number" ? question.units.find(({ value }) => value === answer.unit) : undefined;
  if (unit === undefined) return String(answer.amount);
  return answer.amount === 1 ? unit.one : unit.other.replace("{n}", String(answer.amount));
}
