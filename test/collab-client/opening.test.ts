import { afterAll, beforeAll, expect, test } from "vitest";
import { Doc, encodeStateAsUpdate } from "yjs";
import { openConnection } from "#client/collab/connection.ts";
import { readFirstState, statePath } from "#client/collab/first-state.ts";
import { CLOSE, EPOCH_HEADER } from "#shared/collab-protocol.ts";
import type { GuidelineId } from "#shared/ids.ts";
import { inStep, join } from "#test/support/cohort.ts";
import { aGuidelineAtWork, type GuidelineAtWork } from "#test/support/guideline.ts";
import { readContent } from "#test/support/people.ts";
import { until } from "#test/support/until.ts";
import { greet, openLine } from "./line.ts";

let work: GuidelineAtWork;
beforeAll(async () => {
  work = await aGuidelineAtWork();
});
afterAll(() => work[Symbol.asyncDispose]());

test("what came over HTTP first can be written in before the socket opens, and nothing is missed meanwhile", async () => {
  using owner = await join(work.owner, work.guideline.id);
  owner.type(0, 0, "before ");
  await owner.saved();
  using newcomer = await join(work.owner, work.guideline.id, { first: "http" });
  expect(newcomer.connection.status.value.state).toBe("connecting");
  newcomer.type(0, 0, "early ");
  expect(newcomer.connection.unsaved.value).toBe(1);
  owner.type(0, 0, "after ");
  const text = await inStep([owner, newcomer]);
  for (const word of ["before ", "early ", "after "]) expect(text).toContain(word);
});

test("what came over HTTP says to which epoch it belongs", async () => {
  const { epoch } = await readContent(work.owner, work.guideline.id);
  const state = await readFirstState(
    fetch(work.server.url + statePath(work.guideline.id), { headers: { cookie: work.owner.cookie } }),
  );
  expect(state?.epoch).toBe(epoch);
  expect(await readFirstState(fetch(work.server.url + statePath(work.guideline.id)))).toBeNull();
});

test.each(["never answers", "stops in the middle of its answer"])(
  "where the server %s over HTTP, the socket brings the document",
  async (what) => {
    await using line = await openLine();
    const path = statePath("a-guideline" as GuidelineId);
    const state = readFirstState(fetch(line.server.url + path));
    const asked = await until("the question", () => line.server.posts.find(({ url }) => url === path));
    if (what !== "never answers") asked.begin({ [EPOCH_HEADER]: "an-epoch" }, new Uint8Array(10));
    expect(await state).toBeNull();
    const document = new Doc();
    document.getText("text").insert(0, "brought by the socket");
    greet(await line.server.socket(0), document);
    await line.connection.synced;
    expect(line.ydoc.getText("text").toString()).toBe("brought by the socket");
  },
);

test.each(["zstd", "gzip"])("the state is packed with %s for whoever can read that", async (encoding) => {
  const response = await fetch(`${work.server.url}/api/guidelines/${work.guideline.id}/state`, {
    headers: { cookie: work.owner.cookie, "accept-encoding": encoding },
  });
  expect(response.headers.get("content-encoding")).toBe(encoding);
  using owner = await join(work.owner, work.guideline.id);
  // fetch has unpacked it.
  const state = new Uint8Array(await response.arrayBuffer());
  expect(state.length).toBe(encodeStateAsUpdate(owner.ydoc).length);
});

test("a window whose clientID somebody else uses comes again under another one", async () => {
  await using line = await openLine();
  const first = await line.server.socket(0);
  const before = line.ydoc.clientID;
  const elsewhere = new Doc();
  elsewhere.clientID = before;
  elsewhere.getText("text").insert(0, "written under the same number");
  first.say({ type: "step2", update: encodeStateAsUpdate(elsewhere) });
  const second = await line.server.socket(1);
  const { searchParams } = new URL(second.request.url ?? "", "ws://server");
  expect(line.ydoc.clientID).not.toBe(before);
  expect(searchParams.get("clientId")).toBe(String(line.ydoc.clientID));
  const { entries } = await second.hear("awareness");
  expect(entries.map(({ clientId }) => clientId)).toEqual([line.ydoc.clientID]);
});

test("a window whose session is ended elsewhere says so within a second", async () => {
  const leaving = await work.member("Leaving Colleague", "editor");
  using writer = await join(leaving, work.guideline.id);
  await leaving.request("POST", "/api/auth/sign-out");
  await until("the end", () => writer.connection.status.value.state === "ended", 2000);
  expect(writer.connection.status.value).toEqual({ state: "ended", code: CLOSE.signIn });
});

test("a window without a session, whose socket is refused without a word, asks and says so", async () => {
  const connection = openConnection({
    guidelineId: work.guideline.id,
    epoch: (await readContent(work.owner, work.guideline.id)).epoch,
    url: work.server.url,
    ydoc: new Doc(),
  });
  try {
    await until("the end", () => connection.status.value.state === "ended");
    expect(connection.status.value).toEqual({ state: "ended", code: CLOSE.signIn });
  } finally {
    connection.destroy();
  }
});
