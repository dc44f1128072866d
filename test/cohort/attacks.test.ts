/**
 * Everything that a person who may write could try against the others in a document. What counts is not whether the
 * server lives, but whether honest people still write together and a newcomer can open the document.
 */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import {
  type AbstractType,
  applyUpdate,
  convertUpdateFormatV1ToV2,
  Doc,
  encodeStateAsUpdate,
  encodeStateVector,
  getState,
  type Map as YMap,
} from "yjs";
import { CLOSE, type CloseCode } from "#shared/collab-protocol.ts";
import { ROOT } from "#shared/document/layout.ts";
import { newId } from "#shared/ids.ts";
import { flowsOf, inStep, join, type Writer } from "#test/support/cohort.ts";
import {
  any,
  binary,
  type Content,
  deleted,
  embed,
  type ForgedStruct,
  forgeUpdate,
  format,
  gc,
  type Id,
  json,
  nestedAny,
  skip,
  string,
  subdocument,
  type,
} from "#test/support/forged-update.ts";
import { aGuidelineAtWork, type GuidelineAtWork } from "#test/support/guideline.ts";
import type { Someone } from "#test/support/people.ts";
import { openRawSocket, type RawSocket } from "#test/support/raw-socket.ts";
import { until } from "#test/support/until.ts";

let work: GuidelineAtWork;
let mallory: Someone;
let owner: Writer;
let other: Writer;
beforeAll(async () => {
  work = await aGuidelineAtWork();
  mallory = await work.member("Mallory", "editor");
  owner = await join(work.owner, work.guideline.id);
  other = await join(await work.member("Jonas Weber", "editor"), work.guideline.id);
});
afterAll(async () => {
  owner[Symbol.dispose]();
  other[Symbol.dispose]();
  await work[Symbol.asyncDispose]();
});

/** A socket of the attacker, in step, and the state that it has. */
interface Attacker {
  readonly socket: RawSocket;
  readonly ydoc: Doc;
  /** The next struct of its own. */
  readonly client: number;
  readonly clock: number;
}
let attacker: Attacker;
beforeEach(async () => {
  const ydoc = new Doc();
  const socket = openRawSocket(work.server.url, work.socketPath(ydoc), mallory);
  socket.say({ type: "step1", stateVector: encodeStateVector(ydoc) });
  applyUpdate(ydoc, (await socket.hear("step2")).update);
  const variables = ydoc.getMap(ROOT.variables);
  const before = encodeStateVector(ydoc);
  variables.set("honest", "so far");
  socket.say({ type: "update", update: encodeStateAsUpdate(ydoc, before) });
  await socket.hear("durable");
  attacker = { socket, ydoc, client: ydoc.clientID, clock: getState(ydoc.store, ydoc.clientID) };
});

let round = 0;
afterEach(async () => {
  attacker.socket[Symbol.dispose]();
  const words = [`[owner ${++round}]`, `[other ${round}]`];
  owner.type(0, 0, words[0] ?? "");
  other.type(1, 0, words[1] ?? "");
  using newcomer = await join(work.owner, work.guideline.id);
  const text = await inStep([owner, other, newcomer]);
  for (const word of words) expect(text).toContain(word);
  expect(JSON.stringify(newcomer.ydoc.getMap(ROOT.variables).toJSON())).not.toContain("forged");
  expect(text).not.toContain("forged");
});

const own = (structs: readonly ForgedStruct[]) =>
  forgeUpdate([{ client: attacker.client, clock: attacker.clock, structs }]);
const section = () => {
  const sections = attacker.ydoc.getMap<YMap<AbstractType<unknown>>>(ROOT.sections);
  return sections.get(attacker.ydoc.getArray<string>(ROOT.order).get(0)) as YMap<AbstractType<unknown>>;
};
const idOf = (shared: Pick<AbstractType<unknown>, "_item"> | undefined): Id => {
  const id = shared?._item?.id;
  if (id === undefined) throw new Error("There is no such type.");
  return { client: id.client, clock: id.clock };
};
const within = (name: string): Id => idOf(section().get(name));
const firstIn = (index: number): Id => {
  const first = flowsOf(attacker.ydoc)[index]?._start?.id;
  if (first === undefined) throw new Error("The flow is empty.");
  return { client: first.client, clock: first.clock };
};
const inFlow = (content: Content) => own([{ right: firstIn(0), content }]);
const aLine = (): Id => {
  const [line] = [...((section().get("lines") as YMap<AbstractType<unknown>>)?.values() ?? [])];
  return idOf(line);
};

const { gap, noRight, contentRefused } = CLOSE;

test.each<[string, () => Uint8Array, CloseCode]>([
  [
    "garbage of huge length under a colleague's clientID",
    () => garbageOf(other.ydoc.clientID, 2 ** 31),
    contentRefused,
  ],
  ["garbage under a colleague's clientID", () => garbageOf(other.ydoc.clientID, 1000), noRight],
  ["deletion of what a colleague will type", () => forgeUpdate([], [[other.ydoc.clientID, 0, 2 ** 31]]), gap],
  ["text under a colleague's clientID", () => textOf(other.ydoc.clientID), noRight],
  [
    "text under the clientID that the server itself wrote under",
    () => textOf(idOf(section()).client),
    noRight,
  ],
  ["garbage of 2^53 - 1", () => own([{ content: gc(Number.MAX_SAFE_INTEGER) }]), contentRefused],
  [
    "garbage of more than a number can hold",
    () => new Uint8Array([1, 1, 1, 0, 0, ...Array(9).fill(255), 1, 0]),
    contentRefused,
  ],
  ["a deleted stretch of 2^40", () => inFlow(deleted(2 ** 40)), contentRefused],
  ["structs without length", () => inFlow(string("")), contentRefused],
  ["a gap in one's own numbers", () => textOf(attacker.client, attacker.clock + 5), gap],
  ["a skip", () => own([{ content: skip(5) }, { right: firstIn(0), content: string("forged") }]), gap],
  [
    "an origin that nobody has",
    () => own([{ origin: { client: 77, clock: 3 }, content: string("forged") }]),
    gap,
  ],
  [
    "a right neighbour that nobody has",
    () => own([{ origin: firstIn(0), right: { client: 77, clock: 3 }, content: string("forged") }]),
    gap,
  ],
  [
    "a parent that nobody has",
    () => own([{ parent: { client: 77, clock: 3 }, content: string("forged") }]),
    gap,
  ],
  [
    "two blocks of one client",
    () =>
      forgeUpdate(
        [0, 1].map((step) => ({
          client: attacker.client,
          clock: attacker.clock + step,
          structs: [{ right: firstIn(0), content: string("x") }],
        })),
      ),
    contentRefused,
  ],
  ["origins in a circle", inACircle, contentRefused],
  [
    "neighbours in two flows",
    () => own([{ origin: firstIn(0), right: firstIn(1), content: string("forged") }]),
    contentRefused,
  ],
  ...(["title", "flow"] as const).map((part): [string, () => Uint8Array, CloseCode] => [
    `a section without its ${part}`,
    () => forgeUpdate([], [[within(part).client, within(part).clock, 1]]),
    contentRefused,
  ]),
  [
    "a section that is nowhere any more",
    () => forgeUpdate([], [[idOf(section()).client, idOf(section()).clock, 1]]),
    contentRefused,
  ],
  [
    "an unknown root",
    () => own([{ parent: "elsewhere", sub: "forged", content: any("forged") }]),
    contentRefused,
  ],
  [
    "a parent that is no type",
    () => own([{ parent: firstIn(0), content: string("forged") }]),
    contentRefused,
  ],
  [
    "a parent across roots",
    () => own([{ parent: ROOT.variables, sub: newId(), content: type(1) }]),
    contentRefused,
  ],
  [
    "a flow among the lines",
    () => own([{ parent: within("lines"), sub: "flow", content: type(2) }]),
    contentRefused,
  ],
  [
    "a title that is a map",
    () => own([{ parent: idOf(section()), sub: "title", content: type(1) }]),
    contentRefused,
  ],
  [
    "a section inside of a section",
    () => own([{ parent: idOf(section()), sub: newId(), content: type(1) }]),
    contentRefused,
  ],
  ["types in types in types", deeplyNested, contentRefused],
  ["a line feed in a flow", () => inFlow(string("forged\nline")), contentRefused],
  [
    "a key in a flow",
    () => own([{ parent: within("flow"), sub: "hidden", content: string("forged") }]),
    contentRefused,
  ],
  [
    "text in a map",
    () => own([{ parent: ROOT.variables, sub: "forged", content: string("forged") }]),
    contentRefused,
  ],
  [
    "a map's item without a key",
    () => own([{ parent: ROOT.variables, content: any("forged") }]),
    contentRefused,
  ],
  [
    "a variable that is a number",
    () => own([{ parent: ROOT.variables, sub: "forged", content: any(1) }]),
    contentRefused,
  ],
  [
    "two values under one key",
    () => own([{ parent: ROOT.variables, sub: "forged", content: any("a", "b") }]),
    contentRefused,
  ],
  [
    "a kind of line that there is not",
    () => own([{ parent: aLine(), sub: "box", content: any({ forged: true }) }]),
    contentRefused,
  ],
  [
    "an attribute that there is not",
    () => own([{ parent: aLine(), sub: "forged", content: any("x") }]),
    contentRefused,
  ],
  ["an order of numbers", () => own([{ parent: ROOT.order, content: any(1, 2, 3) }]), contentRefused],
  [
    "a section under the name of every object's prototype",
    () => own([{ parent: ROOT.sections, sub: "__proto__", content: type(1) }]),
    contentRefused,
  ],
  ["a link that runs a script", () => inFlow(format("link", "javascript:alert(1)")), contentRefused],
  ["an unknown mark", () => inFlow(format("onclick", true)), contentRefused],
  ["an unknown embed", () => inFlow(embed({ html: "<b>forged</b>" })), contentRefused],
  ["an embed of two kinds", () => inFlow(embed({ line: newId(), variable: "forged" })), contentRefused],
  ["an XML element", () => inFlow(type(3, "script")), contentRefused],
  ["an XML text", () => inFlow(type(6)), contentRefused],
  [
    "an XML element in a map",
    () => own([{ parent: ROOT.sections, sub: newId(), content: type(3, "script") }]),
    contentRefused,
  ],
  [
    "a type that Yjs does not know",
    () => own([{ parent: ROOT.sections, sub: newId(), content: type(99) }]),
    contentRefused,
  ],
  ["a content that Yjs does not know", () => inFlow({ ref: 29, write: () => {} }), contentRefused],
  [
    "a document inside of the document",
    () => own([{ parent: ROOT.sections, sub: newId(), content: subdocument(newId()) }]),
    contentRefused,
  ],
  ["JSON", () => inFlow(json('"forged"')), contentRefused],
  ["bytes", () => inFlow(binary(new Uint8Array(100))), contentRefused],
  [
    "values nested 200,000 deep",
    () => own([{ parent: ROOT.variables, sub: "forged", content: nestedAny(200_000) }]),
    contentRefused,
  ],
  ["a quarter of a million deletions", () => forgeUpdate([], manyDeletions(250_000)), contentRefused],
  [
    "an update in the second encoding",
    () => convertUpdateFormatV1ToV2(inFlow(string("forged".repeat(50)))),
    contentRefused,
  ],
])("%s is refused, and harms nobody", async (_what, update, code) => {
  attacker.socket.say({ type: "update", update: update() });
  expect(await attacker.socket.end).toEqual({ state: "closed", code });
});

test("a clientID of the server, or of a colleague, opens no socket", async () => {
  for (const client of [idOf(section()).client, other.ydoc.clientID]) {
    const ydoc = new Doc();
    ydoc.clientID = client;
    using socket = openRawSocket(work.server.url, work.socketPath(ydoc), mallory);
    expect(await socket.end).toEqual({ state: "closed", code: CLOSE.reload });
  }
});

test("what is said of somebody else's presence is not passed on", async () => {
  const clientId = other.ydoc.clientID;
  attacker.socket.say({
    type: "awareness",
    entries: [{ clientId, clock: 1_000_000, state: null }],
  });
  attacker.socket.say({
    type: "awareness",
    entries: [{ clientId: 4711, clock: 1, state: { user: { name: "forged" } } }],
  });
  owner.type(0, 0, "afterwards ");
  await until("a word to pass", () => other.text().includes("afterwards "));
  const peers = owner.connection.peers.value;
  expect(peers.some((peer) => peer.clientId === clientId)).toBe(true);
  expect(peers.some((peer) => peer.clientId === 4711)).toBe(false);
});

test("a cursor that cannot be one is none, and whoever takes no cursors by themselves hears of them in full", async () => {
  const ydoc = new Doc();
  using plain = openRawSocket(
    work.server.url,
    work.socketPath(ydoc).replace(/&schema=[^&]+/, ""),
    owner.someone,
  );
  const heard = () => plain.heard.flatMap((message) => (message.type === "awareness" ? message.entries : []));
  const cursorOf = (clientId: number) =>
    (heard().findLast((entry) => entry.clientId === clientId)?.state as { cursor?: unknown })?.cursor;
  const position = (client: unknown, clock: unknown) => ({ item: { client, clock }, assoc: 0 });
  const at = (anchor: unknown) => ({ section: "s", anchor, head: position(1, 1) });
  other.connection.setCursor(at(position(1, 9)));
  await until("the cursor", () => JSON.stringify(cursorOf(other.ydoc.clientID) ?? null).includes("9"));
  expect(plain.heard.some(({ type }) => type === "cursors")).toBe(false);
  const { client: clientId } = attacker;
  let clock = 100;
  const tries = [
    position(1, 1e300),
    position(-1, 1),
    position("1", 1),
    position(1, null),
    {},
    "x",
    { type: 5 },
  ];
  for (const anchor of tries)
    attacker.socket.say({
      type: "awareness",
      entries: [{ clientId, clock: ++clock, state: { cursor: at(anchor) } }],
    });
  attacker.socket.say({
    type: "awareness",
    entries: [
      { clientId, clock: ++clock, state: { cursor: { ...at(position(1, 5)), extra: "x".repeat(50) } } },
    ],
  });
  await until("the one that is right", () => JSON.stringify(cursorOf(clientId) ?? null).includes("5"));
  expect(cursorOf(clientId)).toEqual(at(position(1, 5)));
});

test("what everybody has already is no offence, under whose clientID it may be", async () => {
  attacker.socket.say({ type: "update", update: encodeStateAsUpdate(owner.ydoc) });
  await until("it to be taken", () =>
    attacker.socket.heard.some((message) => message.type === "durable" && message.count === 2),
  );
});

/** Each struct is to stand far from its neighbours, so that placing it means a walk past all the others. */
test("10,000 tiny structs, placed so that each takes a long way, are refused before they are placed", async () => {
  const { client, clock } = attacker;
  const structs = Array.from({ length: 10_000 }, (_, index): ForgedStruct => {
    const right = index < 5000 ? firstIn(0) : { client, clock: clock + index - 5000 };
    return { right, content: string("x") };
  });
  attacker.socket.say({ type: "update", update: own(structs) });
  expect(await attacker.socket.end).toEqual({ state: "closed", code: contentRefused });
});

test("10,000 values that each claim to be the first under one key are refused", async () => {
  const structs = Array.from(
    { length: 10_000 },
    (): ForgedStruct => ({ parent: ROOT.variables, sub: "many", content: any("x") }),
  );
  attacker.socket.say({ type: "update", update: own(structs) });
  expect(await attacker.socket.end).toEqual({ state: "closed", code: contentRefused });
});

test("10,000 single characters, each before the one before it, are honest work", async () => {
  const { client, clock } = attacker;
  const structs = Array.from({ length: 10_000 }, (_, index): ForgedStruct => {
    const right = index === 0 ? firstIn(0) : { client, clock: clock + index - 1 };
    return { right, content: string("x") };
  });
  attacker.socket.say({ type: "update", update: own(structs) });
  await until("all of it to arrive", () => owner.text().includes("x".repeat(10_000)), 20_000);
});

function garbageOf(client: number, length: number): Uint8Array {
  const clock = getState(attacker.ydoc.store, client);
  return forgeUpdate([{ client, clock, structs: [{ content: gc(length) }] }]);
}

function textOf(client: number, clock = getState(attacker.ydoc.store, client)): Uint8Array {
  return forgeUpdate([{ client, clock, structs: [{ right: firstIn(0), content: string("forged") }] }]);
}

function inACircle(): Uint8Array {
  const { client, clock } = attacker;
  return own([
    { origin: { client, clock: clock + 1 }, content: string("a") },
    { origin: { client, clock }, content: string("b") },
  ]);
}

function deeplyNested(): Uint8Array {
  const { client, clock } = attacker;
  const first: ForgedStruct = { parent: ROOT.sections, sub: newId(), content: type(1) };
  const others = Array.from(
    { length: 5000 },
    (_, depth): ForgedStruct => ({
      parent: { client, clock: clock + depth },
      sub: newId(),
      content: type(1),
    }),
  );
  return own([first, ...others]);
}

/** Of one's own one character, again and again. */
function manyDeletions(count: number): [number, number, number][] {
  return Array.from({ length: count }, () => [attacker.client, 0, 1]);
}
