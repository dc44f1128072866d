/** A guideline with its questions, and people who may answer them. */
import type { Node } from "prosemirror-model";
import { schema } from "#shared/document/schema.ts";
import type { GuidelineRequest } from "#shared/guidelines.ts";
import type { Body } from "#shared/identity.ts";
import type { BodyId, GuidelineId } from "#shared/ids.ts";
import type { Question } from "#shared/questions.ts";
import type { BodyKey, GuidelineRole } from "#shared/roles.ts";
import { flowsOf, type Writer } from "#test/support/cohort.ts";
import { createGuideline, invite, readContent, type Someone, setUp } from "#test/support/people.ts";
import { SETUP_CODE, type ServerProcess, startServer } from "#test/support/server-process.ts";

export interface Clarification extends AsyncDisposable {
  readonly server: ServerProcess;
  readonly owner: Someone;
  body(key: BodyKey): BodyId;
  guideline(change?: Partial<GuidelineRequest>): Promise<AskedGuideline>;
}

export interface AskedGuideline {
  readonly id: GuidelineId;
  readonly path: string;
  member(name: string, role: GuidelineRole, ...bodies: readonly BodyKey[]): Promise<Someone>;
  questions(as?: Someone): Promise<readonly Question[]>;
  question(id: string, as?: Someone): Promise<Question>;
  decide(as: Someone, id: string, answer: unknown, more?: object): Promise<Question>;
  /** The status and code of the server's answer to a decision. */
  tryToDecide(as: Someone, id: string, answer: unknown, more?: object): Promise<Refusal>;
  undo(as: Someone, id: string): Promise<Question>;
  /** Lines of the draft, as a reader sees them: placeholders as `{{name}}`, an open question as `[[id]]`. */
  lines(): Promise<readonly string[]>;
  variables(): Promise<Readonly<Record<string, string>>>;
}

export interface Refusal {
  readonly status: number;
  readonly code: string | undefined;
}

export async function aClarification(): Promise<Clarification> {
  const server = await startServer();
  const owner = await setUp(server.url, SETUP_CODE);
  const bodies = await owner.ask<readonly Body[]>("GET", "/api/bodies");
  let count = 0;
  return {
    server,
    owner,
    body: (key) => {
      const found = bodies.find((body) => body.key === key);
      if (found === undefined) throw new Error(`There is no body ${key}.`);
      return found.id;
    },
    async guideline(change) {
      const { id } = await createGuideline(owner, change);
      const path = `/api/guidelines/${id}`;
      const questions = (as = owner) => as.ask<readonly Question[]>("GET", `${path}/questions`);
      const decision = (question: string) => `${path}/questions/${question}/decision`;
      return {
        id,
        path,
        member: (name, role, ...own) =>
          invite(owner, { name: `${name} ${letters(++count)}`, bodies: own, guideline: { id, role } }),
        questions,
        async question(wanted, as) {
          const found = (await questions(as)).find((question) => question.id === wanted);
          if (found === undefined) throw new Error(`There is no question ${wanted}.`);
          return found;
        },
        decide: (as, question, answer, more = {}) => as.ask("PUT", decision(question), { answer, ...more }),
        tryToDecide: async (as, question, answer, more = {}) =>
          refusal(await as.request("PUT", decision(question), { answer, ...more })),
        undo: (as, question) => as.ask("DELETE", decision(question)),
        lines: async () => linesOf(schema.nodeFromJSON((await readContent(owner, id)).doc)),
        variables: async () => (await readContent(owner, id)).variables,
      };
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** Types in front of these words, wherever they stand. */
export function typeBefore(writer: Writer, words: string, text: string): void {
  for (const flow of flowsOf(writer.ydoc)) {
    let index = 0;
    for (const { insert } of flow.toDelta() as { insert: string | object }[]) {
      const at = typeof insert === "string" ? insert.indexOf(words) : -1;
      if (at >= 0) {
        writer.ydoc.transact(() => flow.insert(index + at, text), "typing");
        return;
      }
      index += typeof insert === "string" ? insert.length : 1;
    }
  }
  throw new Error(`Nowhere stands “${words}”.`);
}

export async function refusal(response: Response): Promise<Refusal> {
  const { code } =
    response.status === 204 ? { code: undefined } : ((await response.json()) as { code?: string });
  return { status: response.status, code };
}

export function linesOf(doc: Node): string[] {
  const lines: string[] = [];
  doc.descendants((node) => {
    if (node.type === schema.nodes.pending) lines.push(`[[${node.attrs.ref}]]`);
    if (!node.isTextblock) return true;
    lines.push(node.textBetween(0, node.content.size, "", (leaf) => leaf.type.spec.leafText?.(leaf) ?? ""));
    return false;
  });
  return lines;
}

/** Names are made of letters alone. */
function letters(count: number): string {
  return [...String(count)].map((digit) => "Abcdefghij"[Number(digit)]).join("");
}
