/** What follows from the status of a question. Apart from the contract, so that the browser need not carry zod. */
import type { Question } from "./questions.ts";

/** Whether it still holds approval. */
export function holdsApproval({ blocking, status }: Pick<Question, "blocking" | "status">): boolean {
  return blocking && (status === "open" || status === "deferred");
}

/** Whether somebody still has to answer; a proposal stands until somebody objects. */
export function isUnanswered({ status }: Pick<Question, "status">): boolean {
  return status === "open" || status === "deferred";
}
