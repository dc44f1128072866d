/**
 * The floor that everything is measured against: every frame goes to everybody else on the same path as it came; nothing
 * is read, checked or kept. For the self-test it can be faulty: DROP_EVERY=n keeps every n-th frame to itself,
 * DELAY_MS=n holds each back, KEEP_AFTER_MS=n keeps each in a file, and tells newcomers of it, but so long after it was shown.
 */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { WebSocket, WebSocketServer } from "ws";

const dropEvery = Number(process.env.DROP_EVERY ?? 0);
const delay = Number(process.env.DELAY_MS ?? 0);
const keepAfter = process.env.KEEP_AFTER_MS === undefined ? null : Number(process.env.KEEP_AFTER_MS);
const file = join(process.env.DATA_DIR ?? ".", "relay.log");
const rooms = new Map<string, Set<WebSocket>>();
let told = 0;

const server = new WebSocketServer({
  host: "127.0.0.1",
  port: Number(process.env.PORT),
  perMessageDeflate: false,
});
server.on("connection", (socket, request) => {
  const path = URL.parse(request.url ?? "/", "ws://relay")?.pathname ?? "/";
  const room = rooms.get(path) ?? new Set();
  rooms.set(path, room.add(socket));
  socket.on("error", () => {});
  socket.on("close", () => room.delete(socket));
  if (keepAfter !== null && existsSync(file))
    for (const line of readFileSync(file, "utf8").trim().split("\n"))
      socket.send(Buffer.from(line, "base64"), { binary: true });
  socket.on("message", (frame: Buffer) => {
    if (keepAfter !== null)
      setTimeout(() => appendFileSync(file, `${frame.toString("base64")}\n`), keepAfter);
    if (delay > 0) setTimeout(() => tell(room, socket, frame), delay);
    else tell(room, socket, frame);
  });
});

function tell(room: ReadonlySet<WebSocket>, from: WebSocket, frame: Buffer): void {
  for (const other of room) {
    if (other === from || other.readyState !== WebSocket.OPEN) continue;
    if (dropEvery > 0 && ++told % dropEvery === 0) continue;
    other.send(frame, { binary: true });
  }
}
