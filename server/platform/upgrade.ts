import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";

type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** The one place where connections become WebSockets. */
export interface UpgradeRouter {
  /** Hands over every upgrade whose path begins with `prefix`. */
  on(prefix: string, handler: UpgradeHandler): void;
}

/** @param elsewhere prefixes that another listener on the same server (socket.io) answers */
export function routeUpgrades(server: Server, elsewhere: readonly string[]): UpgradeRouter {
  const handlers = new Map<string, UpgradeHandler>();
  server.on("upgrade", (request, socket, head) => {
    // Without a listener, a reset connection would end the process.
    socket.on("error", () => socket.destroy());
    const path = request.url ?? "";
    if (elsewhere.some((prefix) => path.startsWith(prefix))) return;
    for (const [prefix, handler] of handlers) {
      if (path.startsWith(prefix)) return handler(request, socket, head);
    }
    refuseUpgrade(socket, 404);
  });
  return { on: (prefix, handler) => void handlers.set(prefix, handler) };
}

/** Answers an upgrade with a plain HTTP status and ends the connection. */
export function refuseUpgrade(socket: Duplex, status: 400 | 401 | 403 | 404 | 503): void {
  // Ended alone, it would stay half open for as long as the other side likes.
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () =>
    socket.destroy(),
  );
}
