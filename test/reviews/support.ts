/** A guideline that is ready for approval, with people of the bodies that decide. */

import { toDoc } from "#shared/document/to-doc.ts";
import type { Guideline } from "#shared/guidelines.ts";
import type { Body } from "#shared/identity.ts";
import type { BodyId } from "#shared/ids.ts";
import type { Policy, Review, ReviewRequest } from "#shared/reviews.ts";
import type { BodyKey } from "#shared/roles.ts";
import { type AppAtWork, anAppAtWork } from "#test/support/app.ts";
import { flowsOf } from "#test/support/cohort.ts";
import { createGuideline, invite, type Someone } from "#test/support/people.ts";

export interface ApprovalAtWork extends AppAtWork {
  readonly owner: Someone;
  readonly it: Someone;
  readonly council: Someone;
  readonly boss: Someone;
  readonly guideline: Guideline;
  readonly bodies: Readonly<Record<BodyKey, BodyId>>;
  path(rest: string): string;
  /** IT and works council first, then management. */
  policy(): Policy;
  request(change?: Partial<ReviewRequest>): Promise<Review>;
  review(id: string, by?: Someone): Promise<Review>;
  vote(by: Someone, review: Review, key: BodyKey, vote: string, more?: object): Promise<Response>;
  /** Adds words to the draft. */
  type(words: string): Promise<void>;
  /** Consent by resolution of today. */
  resolution(): { readonly resolution: { readonly decidedOn: string; readonly reportedBy: string } };
}

export async function anApproval(options: Parameters<typeof anAppAtWork>[0] = {}): Promise<ApprovalAtWork> {
  const work = await anAppAtWork(options);
  const owner = work.admin;
  const guideline = await createGuideline(owner);
  const path = (rest: string) => `/api/guidelines/${guideline.id}/${rest}`;
  const all = await owner.ask<readonly Body[]>("GET", "/api/bodies");
  const bodies = Object.fromEntries(all.map((body) => [body.key, body.id])) as Record<BodyKey, BodyId>;
  const member = (name: string, key: BodyKey) =>
    invite(owner, { name, bodies: [key], guideline: { id: guideline.id, role: "approver" } });
  const [it, council, boss] = [
    await member("Jonas Weber", "it"),
    await member("Miriam Vogt", "betriebsrat"),
    await member("Doris Kern", "geschaeftsfuehrung"),
  ];
  for (const { id, blocking } of await owner.ask<readonly { id: string; blocking: boolean }[]>(
    "GET",
    path("questions"),
  ))
    if (blocking) await owner.ask("PUT", path(`questions/${id}/exclusion`), { reason: "Gilt hier nicht." });
  const policy = (): Policy => ({
    steps: [
      [
        { bodyId: bodies.it, asked: "approve", speakers: [], delegate: null },
        { bodyId: bodies.betriebsrat, asked: "consent", speakers: [], delegate: null },
      ],
      [{ bodyId: bodies.geschaeftsfuehrung, asked: "approve", speakers: [], delegate: null }],
    ],
  });
  await owner.ask("PUT", path("approval-policy"), policy());
  return {
    ...work,
    owner,
    it,
    council,
    boss,
    guideline,
    bodies,
    path,
    policy,
    request: (change = {}) => owner.ask("POST", path("reviews"), change),
    review: (id, by = owner) => by.ask("GET", path(`reviews/${id}`)),
    vote: (by, review, key, vote, more = {}) =>
      by.request("POST", path(`reviews/${review.id}/votes`), {
        bodyId: bodies[key],
        vote,
        contentHash: review.contentHash,
        ...more,
      }),
    type: (words) =>
      work.app.collab
        .edit(guideline.id, (ydoc) => {
          const [flow] = flowsOf(ydoc);
          const delta = (flow?.toDelta() ?? []) as readonly { insert: string | object }[];
          const first = delta.findIndex(({ insert }) => typeof insert === "string");
          // Every embed is one long.
          flow?.insert(first, words);
        })
        .then(() => {}),
    resolution: () => ({
      resolution: { decidedOn: berlinDay(work.clock.now()), reportedBy: "Miriam Vogt, Vorsitzende" },
    }),
  };
}

export function berlinDay(at: Date): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin" }).format(at);
}

/** A change of spelling alone: an uppercase letter becomes a lowercase one or the other way round. */
export function spell(work: ApprovalAtWork): Promise<() => Promise<void>> {
  return changeLine(work, "none", (text) => {
    const at = text.search(/(?<= )\p{L}{4,}/u);
    const letter = text[at] ?? "";
    const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
    return { at, removed: 1, words: other };
  });
}

/** Edits the first line with this label whose text stands in one piece. @returns what takes it back */
export async function changeLine(
  work: ApprovalAtWork,
  force: string,
  how: (text: string) => { readonly at: number; readonly removed: number; readonly words: string },
): Promise<() => Promise<void>> {
  const edit = async (find: string, at: number, removed: number, words: string) => {
    await work.app.collab.edit(work.guideline.id, (ydoc) => {
      for (const flow of flowsOf(ydoc)) {
        let index = 0;
        for (const { insert } of flow.toDelta() as { insert: string | object }[]) {
          if (insert === find) {
            flow.delete(index + at, removed);
            flow.insert(index + at, words);
            return;
          }
          index += typeof insert === "string" ? insert.length : 1;
        }
      }
      throw new Error("There is no such line.");
    });
  };
  const text = await work.app.collab.look(work.guideline.id, (ydoc) => {
    let found = "";
    toDoc(ydoc).descendants((node) => {
      const fits = node.type.name === "block" && node.attrs.force === force && node.childCount === 1;
      if (found === "" && fits && node.firstChild?.isText && /\p{L} \p{L}{4,}/u.test(node.textContent))
        found = node.textContent;
    });
    return found;
  });
  const { at, removed, words } = how(text);
  const before = text.slice(at, at + removed);
  const after = text.slice(0, at) + words + text.slice(at + removed);
  await edit(text, at, removed, words);
  return () => edit(after, at, words.length, before);
}
