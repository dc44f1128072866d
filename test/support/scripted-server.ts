/** A server for one end of the line whose every word the test says: real sockets, no room behind them. */
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { type Message, readMessage, writeMessage } from "./frames.ts";
import { until } from "./until.ts";

/** The server's end of one socket. */
export interface ScriptedSocket {
  readonly request: IncomingMessage;
  /** All that was received, oldest first. */
  readonly heard: readonly Message[];
  say(message: Message): void;
  close(code: number): void;
  /** Cuts the line without a close frame. */
  cut(): void;
  hear<T extends Message["type"]>(type: T, after?: number): Promise<Extract<Message, { type: T }>>;
}

export interface ScriptedRequest {
  readonly url: string;
  readonly body: Buffer;
  answer(status: number): void;
  /** Begins an answer of which nothing more comes. */
  begin(headers: Readonly<Record<string, string>>, body: Uint8Array): void;
}

export interface ScriptedServer {
  readonly url: string;
  readonly sockets: readonly ScriptedSocket[];
  /** HTTP requests; each waits for an answer. */
  readonly posts: readonly ScriptedRequest[];
  socket(index: number): Promise<ScriptedSocket>;
  close(): Promise<void>;
}

export async function openScriptedServer(): Promise<ScriptedServer> {
  const sockets: ScriptedSocket[] = [];
  const posts: ScriptedRequest[] = [];
  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    posts.push({
      url: request.url ?? "",
      body: Buffer.concat(chunks),
      answer: (status) => response.writeHead(status).end(),
      begin: (headers, body) => response.writeHead(200, headers).write(body),
    });
  });
  const server = new WebSocketServer({ server: http });
  server.on("connection", (socket, request) => sockets.push(scriptedSocket(socket, request)));
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    sockets,
    posts,
    socket: (index) => until(`socket ${index} to come`, () => sockets[index]),
    async close() {
      for (const client of server.clients) client.terminate();
      http.closeAllConnections();
      http.close();
      await once(http, "close");
    },
  };
}

function scriptedSocket(socket: WebSocket, request: IncomingMessage): ScriptedSocket {
  const heard: Message[] = [];
  socket.on("message", (data) => heard.push(readMessage(new Uint8Array(data as Buffer))));
  socket.on("error", () => {});
  return {
    request,
    heard,
    say: (message) => socket.send(writeMessage(message)),
    close: (code) => socket.close(code),
    cut: () => socket.terminate(),
    hear: (type, after = 0) =>
      until(
        `a message of type ${type}`,
        () => heard.filter((message) => message.type === type)[after],
      ) as never,
  };
}
