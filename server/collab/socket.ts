/** `WS /collab/:id`: from the upgrade to the room. */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { z } from "zod";
import { CLOSE, type CloseCode, MAX_FRAME } from "#shared/collab-protocol.ts";
import { SCHEMA_VERSION } from "#shared/document/layout.ts";
import { id } from "#shared/identity.ts";
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import type { Clock } from "../platform/clock.ts";
import type { Config } from "../platform/config.ts";
import { AppError } from "../platform/errors.ts";
import type { Events } from "../platform/events.ts";
import type { Log as Logger } from "../platform/log.ts";
import { isOwnOrigin } from "../platform/origin.ts";
import { refuseUpgrade, type UpgradeRouter } from "../platform/upgrade.ts";
import type { AccessControl } from "./access.ts";
import { type Connection, type ConnectionParts, createConnection, type Traffic } from "./connection.ts";
import { readMessage } from "./messages.ts";
import { type Held, watchRights } from "./rights.ts";
import type { Room } from "./room.ts";
import type { Rooms } from "./rooms.ts";

export const COLLAB_PATH = "/collab/";
const LOOK_EVERY = 5000;

const handshake = z.object({
  guidelineId: id<GuidelineId>(),
  /** Null for a plain y-websocket client; its clientID is bound at first sight. */
  clientId: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).nullable(),
  schema: z.coerce.number().int().nullable(),
  epoch: z.string().max(64).nullable(),
});
type Handshake = z.output<typeof handshake>;

interface Line extends Held {
  readonly connection: Connection;
}

type Admission =
  | { readonly state: "refused"; readonly code: CloseCode }
  | {
      readonly state: "admitted";
      readonly room: Room;
      readonly release: () => void;
      readonly who: ConnectionParts["who"];
      readonly expiresAt: Date;
      readonly epoch: number;
    };

export function serveSockets(parts: {
  readonly upgrades: UpgradeRouter;
  readonly rooms: Rooms;
  readonly access: AccessControl;
  readonly events: Events;
  readonly clock: Clock;
  readonly config: Config;
  readonly logger: Logger;
  readonly onClosed: (code: CloseCode) => void;
}) {
  const { upgrades, rooms, access, events, clock, config, logger } = parts;
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME,
    perMessageDeflate: false,
    // Answers to pings count and are bounded like everything else.
    autoPong: false,
  });
  const lines = new Set<Line>();
  const traffic: Traffic = { received: 0, sent: 0 };
  let draining = false;

  upgrades.on(COLLAB_PATH, (request, raw, head) => void upgrade(request, raw, head));

  async function upgrade(request: IncomingMessage, raw: Duplex, head: Buffer): Promise<void> {
    if (!isOwnOrigin(request, config)) return refuseUpgrade(raw, 403);
    const wanted = readHandshake(request);
    if (wanted === null) return refuseUpgrade(raw, 404);
    if (!access.mayBeSignedIn(request.headers)) return refuseUpgrade(raw, 401);
    const admission = await admit(request.headers, wanted).catch((error: unknown): Admission => {
      if (!(error instanceof AppError)) logger.error({ err: error }, "handshake failed");
      return { state: "refused", code: error instanceof AppError ? CLOSE.noRight : CLOSE.shuttingDown };
    });
    if (raw.destroyed && admission.state === "admitted") admission.release();
    // A browser does not see why an upgrade is refused, and asks over HTTP whether it has a session still.
    if (admission.state === "refused" && admission.code === CLOSE.signIn) return refuseUpgrade(raw, 401);
    // It does see the code of a close, which is what somebody with a session is told.
    server.handleUpgrade(request, raw, head, (socket) => {
      socket.on("error", () => socket.terminate());
      if (admission.state === "refused") socket.close(admission.code);
      else connect(socket, raw, admission, wanted.guidelineId, { cookie: request.headers.cookie });
    });
  }

  async function admit(headers: IncomingHttpHeaders, wanted: Handshake): Promise<Admission> {
    if (draining) return { state: "refused", code: CLOSE.shuttingDown };
    const epoch = await access.epoch();
    const granted = await access.of(headers, wanted.guidelineId);
    if (granted.state === "refused") return granted;
    if (windowsOf(granted.personId) >= config.collabLimits.windows)
      return { state: "refused", code: CLOSE.tooSlow };
    if (wanted.schema !== null && wanted.schema !== SCHEMA_VERSION)
      return { state: "refused", code: CLOSE.reload };
    const user = await access.presenceOf(granted.personId);
    if (user === null) return { state: "refused", code: CLOSE.signIn };
    const { room, release } = await rooms.hold(wanted.guidelineId);
    const stale = wanted.epoch !== null && wanted.epoch !== room.epoch;
    const foreign = wanted.clientId !== null && !room.claim(wanted.clientId, granted.personId);
    if (stale || foreign) {
      release();
      return { state: "refused", code: CLOSE.reload };
    }
    const { personId, canWrite, expiresAt } = granted;
    const who = { personId, user, canWrite, clientId: wanted.clientId, isPlain: wanted.schema === null };
    return { state: "admitted", room, release, who, expiresAt, epoch };
  }

  function windowsOf(personId: PersonId): number {
    let count = 0;
    for (const line of lines) if (line.personId === personId) count += 1;
    return count;
  }

  function connect(
    socket: WebSocket,
    raw: Duplex,
    { room, release, who, expiresAt, epoch }: Extract<Admission, { state: "admitted" }>,
    guidelineId: GuidelineId,
    headers: IncomingHttpHeaders,
  ): void {
    // A socket that came back before the server noticed that the old one is gone takes its place.
    for (const other of room.connections)
      if (who.clientId !== null && other.clientId === who.clientId)
        other.close(CLOSE.rightsChanged, "replaced");
    const connection = createConnection({
      socket,
      line: raw,
      who,
      limits: config.collabLimits,
      traffic,
      catchUp: room.catchUp,
      onRefused: ({ code, reason }) => drop(line, code, reason),
    });
    const { personId, canWrite } = who;
    const line: Line = { connection, personId, canWrite, guidelineId, headers, expiresAt, epoch };
    lines.add(line);
    room.join(connection);

    socket.on("message", (data: Buffer, isBinary: boolean) => {
      if (!lines.has(line)) return;
      traffic.received += data.length;
      if (!isBinary) return drop(line, CLOSE.contentRefused, "binary frames only");
      if (!connection.admits(data.length)) return drop(line, CLOSE.tooSlow, "too many messages");
      try {
        room.hear(connection, readMessage(data));
      } catch {
        drop(line, CLOSE.contentRefused, "unreadable frame");
      }
    });
    socket.on("ping", (data: Buffer) => {
      if (!lines.has(line)) return;
      if (connection.admits(data.length)) connection.pong(data);
      else drop(line, CLOSE.tooSlow, "too many messages");
    });
    socket.on("close", () => {
      lines.delete(line);
      room.leave(connection);
      release();
    });
  }

  /** From here on not a frame goes in or out. */
  function drop(line: Line, code: CloseCode, reason: string): void {
    lines.delete(line);
    parts.onClosed(code);
    line.connection.close(code, reason);
  }

  const endWatch = watchRights({
    held: lines,
    sendBack: (line) => drop(line, CLOSE.rightsChanged, "rights changed"),
    access,
    events,
    clock,
    logger,
  });
  const looking = setInterval(() => {
    const now = Date.now();
    for (const { connection } of lines) connection.look(now);
  }, LOOK_EVERY);

  return {
    get size() {
      return lines.size;
    },
    /** Sockets that are too slow at the moment. */
    get paused() {
      let count = 0;
      for (const { connection } of lines) if (connection.paused) count += 1;
      return count;
    },
    traffic: traffic as Readonly<Traffic>,
    /** Tells everybody to come again, and takes nobody new. */
    drain(): void {
      draining = true;
      clearInterval(looking);
      endWatch();
      for (const line of [...lines]) drop(line, CLOSE.shuttingDown, "shutting down");
    },
  };
}

function readHandshake(request: IncomingMessage): Handshake | null {
  const url = URL.parse(request.url ?? "", "ws://server");
  if (url === null) return null;
  const parsed = handshake.safeParse({
    guidelineId: url.pathname.slice(COLLAB_PATH.length),
    clientId: url.searchParams.get("clientId"),
    schema: url.searchParams.get("schema"),
    epoch: url.searchParams.get("epoch"),
  });
  return parsed.success ? parsed.data : null;
}
