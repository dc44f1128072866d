/** A mail server that takes every mail and keeps it. */
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

export interface SmtpSink extends AsyncDisposable {
  readonly url: string;
  /** Whole mails as they came, headers first. */
  readonly mails: readonly string[];
}

export async function openSmtpSink(): Promise<SmtpSink> {
  const mails: string[] = [];
  const server = createServer((socket) => {
    let waiting = "";
    let mail: string[] | null = null;
    const say = (line: string) => socket.write(`${line}\r\n`);

    const hear = (line: string) => {
      if (mail !== null) {
        if (line !== ".") mail.push(line.replace(/^\.\./, "."));
        else {
          mails.push(mail.join("\n"));
          mail = null;
          say("250 taken");
        }
      } else if (/^DATA$/i.test(line)) {
        mail = [];
        say("354 go on");
      } else if (/^QUIT$/i.test(line)) {
        say("221 bye");
        socket.end();
      } else say("250 fine");
    };

    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => {
      waiting += chunk.toString("latin1");
      const lines = waiting.split("\r\n");
      waiting = lines.pop() ?? "";
      for (const line of lines) hear(line);
    });
    say("220 sink");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
    mails,
    async [Symbol.asyncDispose]() {
      server.close();
    },
  };
}
