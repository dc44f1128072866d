/** A guideline whose draft is discussed by people of several bodies. */
import type { Message, Thread, ThreadRequest } from "#shared/discussion.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import type { Guideline } from "#shared/guidelines.ts";
import type { Body } from "#shared/identity.ts";
import type { BodyId, SectionId, ThreadId } from "#shared/ids.ts";
import type { BodyKey, GuidelineRole } from "#shared/roles.ts";
import { type AppAtWork, anAppAtWork } from "#test/support/app.ts";
import { createGuideline, invite, type Someone } from "#test/support/people.ts";

export interface DiscussionAtWork extends AppAtWork {
  readonly owner: Someone;
  readonly guideline: Guideline;
  readonly bodies: Readonly<Record<BodyKey, BodyId>>;
  member(name: string, role: GuidelineRole, bodies?: readonly BodyKey[]): Promise<Someone>;
  /** Begins a thread; about the first section as a whole unless the request says otherwise. */
  begin(by: Someone, request?: Partial<ThreadRequest>): Promise<Thread>;
  threads(by: Someone): Promise<readonly Thread[]>;
  thread(by: Someone, id: ThreadId): Promise<Thread>;
  answer(by: Someone, id: ThreadId, body: string): Promise<Message>;
  move(by: Someone, id: ThreadId, status: Thread["status"], reason?: string): Promise<Response>;
  /** Path below the guideline. */
  path(rest: string): string;
  /** Lines of a section, as text. */
  lines(section: number): Promise<readonly { readonly id: string; readonly text: string }[]>;
  section(index: number): Promise<SectionId>;
}

export async function aDiscussion(
  options: Parameters<typeof anAppAtWork>[0] = {},
): Promise<DiscussionAtWork> {
  const work = await anAppAtWork(options);
  const { admin: owner, app } = work;
  const guideline = await createGuideline(owner);
  await owner.ask("GET", `/api/guidelines/${guideline.id}/content`);
  const all = await owner.ask<readonly Body[]>("GET", "/api/bodies");
  const bodies = Object.fromEntries(all.map((body) => [body.key, body.id])) as Record<BodyKey, BodyId>;
  const path = (rest: string) => `/api/guidelines/${guideline.id}/${rest}`;
  const sections = () =>
    app.collab.look(guideline.id, (ydoc) =>
      toDoc(ydoc).children.map((node) => {
        const lines: { id: string; text: string }[] = [];
        node.descendants((child) => {
          if (child.type.name === "block") lines.push({ id: child.attrs.id, text: child.textContent });
        });
        return { id: node.attrs.id as SectionId, lines };
      }),
    );
  return {
    ...work,
    owner,
    guideline,
    bodies,
    path,
    member: (name, role, of = []) =>
      invite(owner, { name, bodies: of, guideline: { id: guideline.id, role } }),
    begin: async (by, request = {}) =>
      by.ask("POST", path("threads"), {
        kind: "comment",
        sectionId: (await sections())[0]?.id,
        body: "Gilt das auch für Azubis?",
        ...request,
      }),
    threads: (by) => by.ask("GET", path("threads")),
    thread: (by, id) => by.ask("GET", path(`threads/${id}`)),
    answer: (by, id, body) => by.ask("POST", path(`threads/${id}/messages`), { body }),
    move: (by, id, status, reason) =>
      by.request("PATCH", path(`threads/${id}`), { status, ...(reason === undefined ? {} : { reason }) }),
    lines: async (section) => (await sections())[section]?.lines ?? [],
    section: async (index) => (await sections())[index]?.id as SectionId,
  };
}
