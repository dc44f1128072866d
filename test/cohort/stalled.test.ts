import { expect, test } from "vitest";
import { applyUpdate, Doc, encodeStateVector } from "yjs";
import { flowsOf, inStep, join, joinAll } from "#test/support/cohort.ts";
import { aGuidelineAtWork } from "#test/support/guideline.ts";
import { openRawSocket } from "#test/support/raw-socket.ts";
import { until } from "#test/support/until.ts";

/** More than the line's own buffers and what the server keeps for a slow socket. */
const MUCH = 40;
const BLOCK = 200_000;

test("who stops reading holds up nobody, and has the whole text once they read on", async () => {
  await using work = await aGuidelineAtWork();
  const stalling = await work.member("Sleeping Laptop", "commenter");
  const [writer, reader] = await joinAll(
    [work.owner, await work.member("Jonas Weber", "editor")],
    work.guideline.id,
  );
  if (writer === undefined || reader === undefined) throw new Error("Two people write.");
  using _writer = writer;
  using _reader = reader;
  const ydoc = new Doc();
  using socket = openRawSocket(work.server.url, work.socketPath(ydoc), stalling);
  socket.say({ type: "step1", stateVector: encodeStateVector(ydoc) });
  await socket.hear("step2");
  const paused = async () => {
    const metrics = await (await fetch(`${work.server.url}/metrics`)).text();
    return Number(/^richtschnur_collab_stale_listeners (\d+)$/m.exec(metrics)?.[1]);
  };

  socket.pause();
  const flow = flowsOf(writer.ydoc)[0];
  let stalled = 0;
  for (let round = 0; round < MUCH && stalled === 0; round++) {
    // Put in and taken out again, so that the text stays small while much is sent.
    flow?.insert(0, "x".repeat(BLOCK));
    await writer.saved();
    flow?.delete(0, BLOCK);
    await writer.saved();
    stalled = await paused();
  }
  expect(stalled, "the one who does not read is left out").toBe(1);
  writer.type(0, 0, "after all ");
  expect(await inStep([writer, reader])).toContain("after all ");

  socket.resume();
  await until("the stalled one to be in step", () => {
    for (const message of socket.heard.splice(0))
      if (message.type === "step2" || message.type === "update") applyUpdate(ydoc, message.update);
    return flowsOf(ydoc).map(String).join("\n") === writer.text();
  });
  expect(await paused()).toBe(0);
  using newcomer = await join(work.owner, work.guideline.id);
  expect(newcomer.text()).toBe(writer.text());
});
