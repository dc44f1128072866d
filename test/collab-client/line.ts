import { Doc, encodeStateAsUpdate, encodeStateVector } from "yjs";
import { type Connection, openConnection } from "#client/collab/connection.ts";
import type { GuidelineId } from "#shared/ids.ts";
import {
  openScriptedServer,
  type ScriptedServer,
  type ScriptedSocket,
} from "#test/support/scripted-server.ts";

/** A connection and the server's end of it, before anything was said. */
export interface Line extends AsyncDisposable {
  readonly ydoc: Doc;
  readonly server: ScriptedServer;
  readonly connection: Connection;
  /** Changes the document as a person would: one update. */
  type(text: string): void;
}

export async function openLine(): Promise<Line> {
  const server = await openScriptedServer();
  const ydoc = new Doc();
  const connection = openConnection({
    guidelineId: "a-guideline" as GuidelineId,
    epoch: "an-epoch",
    url: server.url,
    ydoc,
  });
  return {
    ydoc,
    server,
    connection,
    type: (text) => ydoc.transact(() => ydoc.getText("text").insert(0, text), "typing"),
    async [Symbol.asyncDispose]() {
      connection.destroy();
      await server.close();
    },
  };
}

/** What the server says first to someone who may write, for a document with the given state. */
export function greet(socket: ScriptedSocket, state = new Doc()): void {
  socket.say({ type: "step2", update: encodeStateAsUpdate(state) });
  socket.say({ type: "step1", stateVector: encodeStateVector(state) });
}
