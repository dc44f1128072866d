/** The floor that we measure against: every frame goes to everybody else as it came. */
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";

const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
server.on("connection", (socket) => {
  socket.on("error", () => {});
  socket.on("message", (data) => {
    for (const other of server.clients)
      if (other !== socket && other.readyState === other.OPEN) other.send(data, { binary: true });
  });
});
server.on("listening", () => process.send?.((server.address() as AddressInfo).port));
