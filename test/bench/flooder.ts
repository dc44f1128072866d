/** Makes connection attempts without a right as fast as it can, and counts how they are answered. */
import { connect } from "node:net";
import { setPriority } from "node:os";
import { upgradeRequest } from "./wire.ts";

export interface FloodOrder {
  readonly port: number;
  readonly guideline: string;
  /** A session that would be let in, from a foreign page. */
  readonly goodCookie: string;
  readonly seconds: number;
}

export interface FloodTally {
  readonly attempts: number;
  readonly refused: number;
  readonly upgraded: number;
  readonly unanswered: number;
  /** By kind and HTTP status. */
  readonly answers: Readonly<Record<string, number>>;
}

/** So many attempts under way at once. */
const AT_ONCE = 256;
const PATIENCE = 5000;
const PATHS = [
  "/",
  "/nope/%00",
  "/..%2f..%2fetc/passwd",
  `/${"a".repeat(4000)}`,
  "/collab/",
  "/collab/%ff%fe",
];

process.once("message", (order) => void flood(order as FloodOrder));

async function flood({ port, guideline, goodCookie, seconds }: FloodOrder): Promise<void> {
  // The typists share this core; they come first.
  setPriority(19);
  const own = `http://127.0.0.1:${port}`;
  const good = `/collab/${guideline}?clientId=`;
  const kinds: readonly { name: string; request: (n: number) => [string, Record<string, string>] }[] = [
    { name: "path", request: (n) => [`${PATHS[n % PATHS.length]}`, { Origin: own, Cookie: goodCookie }] },
    {
      name: "cookie",
      request: (n) => [`${good}${n + 1}`, { Origin: own, Cookie: `better-auth.session_token=${n}` }],
    },
    { name: "none", request: (n) => [`${good}${n + 1}`, { Origin: own }] },
    {
      name: "origin",
      request: (n) => [`${good}${n + 1}`, { Origin: "https://evil.example", Cookie: goodCookie }],
    },
  ];
  const answers: Record<string, number> = {};
  const tally = { attempts: 0, refused: 0, upgraded: 0, unanswered: 0 };
  const end = performance.now() + seconds * 1000;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (performance.now() < end) {
        const n = tally.attempts++;
        const kind = kinds[n % kinds.length] as (typeof kinds)[number];
        const [path, headers] = kind.request(Math.floor(n / kinds.length));
        const status = await attempt(port, path, headers);
        answers[`${kind.name} ${status}`] = (answers[`${kind.name} ${status}`] ?? 0) + 1;
        if (status === 101) tally.upgraded += 1;
        else if (status >= 400) tally.refused += 1;
        else tally.unanswered += 1;
      }
    }),
  );
  process.send?.({ ...tally, answers } satisfies FloodTally, () => process.exit());
}

/** @returns the status of the answer; 0 for none, also where the connection was just ended */
function attempt(port: number, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, noDelay: true });
    let status = 0;
    socket.setTimeout(PATIENCE, () => socket.destroy());
    socket.on("connect", () => {
      // `new URL` would tidy up the path.
      const target = { pathname: path, search: "", host: `127.0.0.1:${port}` } as URL;
      socket.write(upgradeRequest(target, headers));
    });
    socket.on("data", (chunk) => {
      status = Number(chunk.toString("latin1", 9, 12));
      socket.destroy();
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(status));
  });
}
