/** socket.io: tells the browsers of a guideline's members, or of one person, that something has changed. It carries no text. */
import type { Server as HttpServer, IncomingHttpHeaders } from "node:http";
import { Server, type Socket } from "socket.io";
import { type GuidelineId, isId, type PersonId } from "#shared/ids.ts";
import type { Config } from "./config.ts";
import { type Events, PERSONAL_EVENTS, REALTIME_EVENTS } from "./events.ts";
import { isOwnOrigin } from "./origin.ts";

export const REALTIME_PATH = "/socket.io";
const RECHECK_EVERY = 60_000;

export interface Realtime {
  close(): Promise<void>;
}

/** The two questions that capabilities answer: who is this, and may they hear of this guideline's draft. */
export interface RealtimeAccess {
  authenticate(headers: IncomingHttpHeaders): Promise<{ readonly personId: PersonId } | null>;
  mayFollow(personId: PersonId, guidelineId: GuidelineId): Promise<boolean>;
}

export function openRealtime(
  server: HttpServer,
  config: Config,
  events: Events,
  access: RealtimeAccess,
): Realtime {
  const io = new Server(server, {
    path: REALTIME_PATH,
    serveClient: false,
    destroyUpgrade: false,
    maxHttpBufferSize: 10_000,
    perMessageDeflate: false,
    allowRequest: (request, answer) => answer(null, isOwnOrigin(request, config)),
  });
  const people = new Map<Socket, PersonId>();

  io.use(async (socket, next) => {
    const session = await access.authenticate(socket.handshake.headers).catch(() => null);
    if (session === null) return next(new Error("identity/not-signed-in"));
    people.set(socket, session.personId);
    next();
  });

  io.on("connection", (socket) => {
    socket.on("disconnect", () => people.delete(socket));
    const self = people.get(socket);
    if (self !== undefined) socket.join(PERSON_PREFIX + self);
    socket.on("guideline:join", async (id: unknown, answer: unknown) => {
      const personId = people.get(socket);
      const joined =
        isId(id) && personId !== undefined && (await follow(socket, personId, id as GuidelineId));
      if (typeof answer === "function") answer(joined);
    });
    socket.on("guideline:leave", (id: unknown) => {
      if (isId(id)) socket.leave(room(id));
    });
  });

  async function follow(socket: Socket, personId: PersonId, id: GuidelineId): Promise<boolean> {
    const may = await access.mayFollow(personId, id).catch(() => false);
    if (may) socket.join(room(id));
    else socket.leave(room(id));
    return may;
  }

  /** Fails closed: a socket whose right cannot be confirmed hears nothing more. */
  async function recheck(socket: Socket, personId: PersonId): Promise<void> {
    const session = await access.authenticate(socket.handshake.headers).catch(() => null);
    if (session?.personId !== personId) {
      socket.disconnect(true);
      return;
    }
    const rooms = [...socket.rooms].flatMap((name) =>
      name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [],
    );
    await Promise.all(rooms.map((id) => follow(socket, personId, id as GuidelineId)));
  }

  const recheckWhere = (concerned: (personId: PersonId) => boolean) => {
    for (const [socket, personId] of people) if (concerned(personId)) void recheck(socket, personId);
  };
  const stops = [
    events.on("identity:access-changed", ({ personId }) => recheckWhere((id) => id === personId)),
    events.on("guidelines:access-changed", ({ personId }) =>
      recheckWhere((id) => personId === null || id === personId),
    ),
    ...REALTIME_EVENTS.map((name) =>
      events.on(name, (payload) => void io.to(room(payload.guidelineId)).emit(name, payload)),
    ),
    ...PERSONAL_EVENTS.map((name) =>
      events.on(name, (payload) => void io.to(PERSON_PREFIX + payload.personId).emit(name, payload)),
    ),
  ];
  const timer = setInterval(() => recheckWhere(() => true), RECHECK_EVERY);

  return {
    async close() {
      clearInterval(timer);
      for (const stop of stops) stop();
      io.disconnectSockets(true);
      await io.close();
    },
  };
}

const PREFIX = "guideline:";
const PERSON_PREFIX = "person:";
const room = (id: string) => PREFIX + id;
