/** A mail server that keeps every mail it takes, and fails as it is told. */
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import PostalMime, { type Email } from "postal-mime";

/** When the server may be told to answer otherwise: `taken` is after the whole mail has come. */
export type Moment = "greeting" | "from" | "to" | "data" | "taken";

/** A reply line instead of the usual one; `silence`: none ever; `drop`: the connection ends. */
export type Answer = string | "silence" | "drop" | undefined;

export interface SmtpSink extends AsyncDisposable {
  readonly url: string;
  /** Whole mails that it has answered for, or should have: as they came, headers first. */
  readonly mails: readonly string[];
  /** How often each moment has been reached. */
  readonly reached: Readonly<Record<Moment, number>>;
  /** From now on; without an argument it takes every mail. */
  answer(how?: (moment: Moment) => Answer): void;
  /** The mails to an address, read as a mail program would. */
  to(address: string): Promise<readonly Email[]>;
  /** Nobody can connect any more. */
  shut(): Promise<void>;
  /** On the same port as before. */
  reopen(): Promise<void>;
}

const REPLIES: Readonly<Record<Moment, string>> = {
  greeting: "220 sink",
  from: "250 fine",
  to: "250 fine",
  data: "354 go on",
  taken: "250 taken",
};

export async function openSmtpSink(): Promise<SmtpSink> {
  const mails: string[] = [];
  const reached: Record<Moment, number> = { greeting: 0, from: 0, to: 0, data: 0, taken: 0 };
  const sockets = new Set<Socket>();
  let how: (moment: Moment) => Answer = () => undefined;

  function serve(socket: Socket): void {
    let waiting = "";
    let mail: string[] | null = null;
    sockets.add(socket);
    const say = (line: string) => socket.write(`${line}\r\n`);

    /** @returns whether all goes its usual way */
    const reach = (moment: Moment): boolean => {
      reached[moment] += 1;
      const answer = how(moment);
      if (answer === "drop") socket.destroy();
      else if (answer !== "silence") say(answer ?? REPLIES[moment]);
      return answer === undefined;
    };

    const hear = (line: string) => {
      if (mail !== null) {
        if (line !== ".") mail.push(line.replace(/^\.\./, "."));
        else {
          const whole = mail.join("\n");
          mail = null;
          // Whether it has taken a mail whose answer is lost is for the server alone to know.
          if (!/^[45]/.test(how("taken") ?? "")) mails.push(whole);
          reach("taken");
        }
      } else if (/^MAIL FROM/i.test(line)) reach("from");
      else if (/^RCPT TO/i.test(line)) reach("to");
      else if (/^DATA$/i.test(line)) {
        if (reach("data")) mail = [];
      } else if (/^QUIT$/i.test(line)) {
        say("221 bye");
        socket.end();
      } else say("250 fine");
    };

    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (chunk) => {
      waiting += chunk.toString("latin1");
      const lines = waiting.split("\r\n");
      waiting = lines.pop() ?? "";
      for (const line of lines) hear(line);
    });
    reach("greeting");
  }

  let server = await listen(0, serve);
  const { port } = server.address() as AddressInfo;

  async function shut(): Promise<void> {
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  return {
    url: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
    mails,
    reached,
    answer(next = () => undefined) {
      how = next;
    },
    async to(address) {
      const read = await Promise.all(mails.map((mail) => PostalMime.parse(Buffer.from(mail, "latin1"))));
      return read.filter(({ to }) => to?.some((each) => each.address === address));
    },
    shut,
    async reopen() {
      server = await listen(port, serve);
    },
    async [Symbol.asyncDispose]() {
      if (server.listening) await shut();
    },
  };
}

async function listen(port: number, serve: (socket: Socket) => void): Promise<Server> {
  const server = createServer(serve).listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}
