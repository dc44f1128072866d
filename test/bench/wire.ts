/**
 * A WebSocket client (RFC 6455) on a bare socket: so cheap per frame that one core can play a thousand listeners, and
 * so obedient that it sends frames which no library would. Loopback and `ws://` only.
 */
import { connect, type Socket } from "node:net";

export const OPCODE = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface WireEnd {
  /** Status of the answer to the upgrade; 0 when there was none. */
  readonly status: number;
  /** Close code; 0 when the connection ended without one. */
  readonly code: number;
}

export interface Wire {
  readonly open: boolean;
  readonly ended: WireEnd | null;
  readonly bytesIn: number;
  readonly framesIn: number;
  /** @returns false when the socket asks to wait for `drained` */
  send(payload: Uint8Array): boolean;
  /** Bytes as they are: whole frames made with `frameOf`, or what is none. */
  sendRaw(bytes: Uint8Array): boolean;
  drained(): Promise<void>;
  /** Stops reading: what the server sends piles up on its side. */
  stall(): void;
  resume(): void;
  close(): void;
  terminate(): void;
}

export interface WireOptions {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  onOpen?(): void;
  /** `at` is when the bytes arrived (performance.now()); the payload is only valid during the call. */
  onMessage?(payload: Buffer, at: number): void;
  onEnd?(end: WireEnd): void;
}

// Not zero: servers may skip the unmasking then.
const KEY = [0x37, 0xfa, 0x21, 0x3d] as const;

/** One masked client frame; `first` sets FIN, RSV bits and opcode freely. */
export function frameOf(payload: Uint8Array, first = 0x80 | OPCODE.binary): Buffer {
  const { length } = payload;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + 4 + length);
  frame[0] = first;
  if (head === 2) frame[1] = 0x80 | length;
  else if (head === 4) {
    frame[1] = 0x80 | 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 0x80 | 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  for (let at = 0; at < 4; at++) frame[head + at] = KEY[at] ?? 0;
  for (let at = 0; at < length; at++)
    frame[head + 4 + at] = (payload[at] as number) ^ (KEY[at & 3] as number);
  return frame;
}

/** The request that asks for an upgrade. */
export function upgradeRequest(target: URL, headers: Readonly<Record<string, string>> = {}): string {
  const lines = [
    `GET ${target.pathname}${target.search} HTTP/1.1`,
    `Host: ${target.host}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    // The one of RFC 6455; nobody checks that it is new.
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return `${lines.join("\r\n")}\r\n\r\n`;
}

export function openWire(options: WireOptions): Wire {
  const target = new URL(options.url);
  const socket: Socket = connect({ host: "127.0.0.1", port: Number(target.port), noDelay: true });
  let state: "opening" | "open" | "ended" = "opening";
  let end: WireEnd = { status: 0, code: 0 };
  let bytesIn = 0;
  let framesIn = 0;
  /** What of an unfinished frame has come so far, and how long it has to be. */
  let parts: Buffer[] = [];
  let had = 0;
  let needed = 0;
  let fragments: Buffer[] = [];

  socket.on("connect", () => socket.write(upgradeRequest(target, options.headers)));
  socket.on("data", (chunk: Buffer) => {
    bytesIn += chunk.length;
    if (had > 0) {
      parts.push(chunk);
      had += chunk.length;
      if (had < needed) return;
      const whole = Buffer.concat(parts);
      parts = [];
      had = 0;
      read(whole);
    } else read(chunk);
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    state = "ended";
    options.onEnd?.(end);
  });

  function keep(rest: Buffer, length: number): void {
    parts = [rest];
    had = rest.length;
    needed = length;
  }

  function read(chunk: Buffer): void {
    const now = performance.now();
    let at = 0;
    if (state === "opening") {
      const headEnd = chunk.indexOf("\r\n\r\n");
      if (headEnd < 0) {
        keep(chunk, chunk.length + 1);
        return;
      }
      const status = Number(chunk.toString("latin1", 9, 12));
      end = { status, code: 0 };
      if (status !== 101) {
        socket.destroy();
        return;
      }
      state = "open";
      at = headEnd + 4;
      options.onOpen?.();
    }
    while (at < chunk.length && state === "open") {
      const left = chunk.length - at;
      if (left < 2) {
        keep(chunk.subarray(at), 2);
        return;
      }
      const short = (chunk[at + 1] as number) & 0x7f;
      const head = short === 126 ? 4 : short === 127 ? 10 : 2;
      if (left < head) {
        keep(chunk.subarray(at), head);
        return;
      }
      const length =
        head === 2 ? short : head === 4 ? chunk.readUInt16BE(at + 2) : Number(chunk.readBigUInt64BE(at + 2));
      if (left < head + length) {
        keep(chunk.subarray(at), head + length);
        return;
      }
      const first = chunk[at] as number;
      const payload = chunk.subarray(at + head, at + head + length);
      at += head + length;
      take(first, payload, now);
    }
  }

  function take(first: number, payload: Buffer, now: number): void {
    const opcode = first & 0x0f;
    if (opcode === OPCODE.ping) socket.write(frameOf(payload, 0x80 | OPCODE.pong));
    else if (opcode === OPCODE.close) {
      end = { ...end, code: payload.length >= 2 ? payload.readUInt16BE(0) : 1005 };
      socket.end(frameOf(payload.subarray(0, 2), 0x80 | OPCODE.close));
    } else if (opcode <= OPCODE.binary) {
      framesIn += 1;
      const last = (first & 0x80) !== 0;
      if (last && fragments.length === 0) options.onMessage?.(payload, now);
      else {
        fragments.push(payload);
        if (!last) return;
        const whole = Buffer.concat(fragments);
        fragments = [];
        options.onMessage?.(whole, now);
      }
    }
  }

  return {
    get open() {
      return state === "open";
    },
    get ended() {
      return state === "ended" ? end : null;
    },
    get bytesIn() {
      return bytesIn;
    },
    get framesIn() {
      return framesIn;
    },
    send: (payload) => socket.write(frameOf(payload)),
    sendRaw: (bytes) => socket.write(bytes),
    drained: () =>
      new Promise((resolve) => {
        if (!socket.writableNeedDrain || socket.destroyed) return resolve();
        const done = () => {
          socket.off("drain", done);
          socket.off("close", done);
          resolve();
        };
        socket.on("drain", done);
        socket.on("close", done);
      }),
    stall: () => socket.pause(),
    resume: () => socket.resume(),
    close() {
      if (state === "open") socket.write(frameOf(Buffer.from([0x03, 0xe8]), 0x80 | OPCODE.close));
      socket.destroySoon();
    },
    terminate: () => socket.destroy(),
  };
}
