import type { Doc } from "yjs";
import { SCHEMA_VERSION } from "#shared/document/layout.ts";
import type { Guideline } from "#shared/guidelines.ts";
import type { GuidelineRole } from "#shared/roles.ts";
import { createGuideline, invite, readContent, type Someone, setUp } from "./people.ts";
import { SETUP_CODE, type ServerProcess, startServer } from "./server-process.ts";

/** A running server with an organisation, its admin, and one guideline that the admin owns. */
export interface GuidelineAtWork extends AsyncDisposable {
  readonly server: ServerProcess;
  readonly owner: Someone;
  readonly guideline: Guideline;
  /** Invites somebody onto the guideline and accepts for them. */
  member(name: string, role: GuidelineRole): Promise<Someone>;
  /** Where the socket of a tab with this document is. */
  socketPath(ydoc: Pick<Doc, "clientID">): string;
}

export async function aGuidelineAtWork(
  options: Parameters<typeof startServer>[0] = {},
): Promise<GuidelineAtWork> {
  const server = await startServer(options);
  const owner = await setUp(server.url, SETUP_CODE);
  const guideline = await createGuideline(owner);
  const { epoch } = await readContent(owner, guideline.id);
  return {
    server,
    owner,
    guideline,
    member: (name, role) => invite(owner, { name, guideline: { id: guideline.id, role } }),
    socketPath: (ydoc) =>
      `/collab/${guideline.id}?clientId=${ydoc.clientID}&schema=${SCHEMA_VERSION}&epoch=${epoch}`,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
