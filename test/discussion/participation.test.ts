import { io } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { CLOSE } from "#shared/collab-protocol.ts";
import type { Participation, Thread } from "#shared/discussion.ts";
import type { GuidelineSummary } from "#shared/guidelines.ts";
import { inStep, join } from "#test/support/cohort.ts";
import type { Someone } from "#test/support/people.ts";
import { addStaff } from "#test/support/staff.ts";
import { until } from "#test/support/until.ts";
import { aDiscussion, type DiscussionAtWork } from "./support.ts";

const STAFF = Number(process.env.STAFF ?? 200);

let work: DiscussionAtWork;
let staff: readonly Someone[];
beforeAll(async () => {
  work = await aDiscussion({ at: "2026-11-02T08:00:00.000Z" });
  staff = await addStaff(work, STAFF);
});
afterAll(() => work[Symbol.asyncDispose]());

const open = (path: string, someone: Someone) =>
  new WebSocket(`${work.app.url.replace("http", "ws")}${path}`, {
    headers: { cookie: someone.cookie, origin: work.app.url },
  });

test("before a phase, staff who are no members see nothing", async () => {
  const [someone] = staff as [Someone];
  expect((await someone.request("GET", work.path("threads"))).status).toBe(404);
  expect(await someone.ask("GET", "/api/guidelines")).toEqual([]);
});

test("only the owner opens the draft, until the end of a day to come", async () => {
  const editor = await work.member("Jonas Weber", "editor");
  expect((await editor.request("PUT", work.path("participation"), { until: "2026-11-10" })).status).toBe(403);
  const past = await work.owner.request("PUT", work.path("participation"), { until: "2026-11-01" });
  expect([past.status, (await past.json()).code]).toEqual([422, "discussion/phase-date"]);
  const phase = await work.owner.ask<Participation>("PUT", work.path("participation"), {
    until: "2026-11-10",
  });
  // Midnight in Berlin, in winter.
  expect(phase).toMatchObject({ state: "open", endsAt: "2026-11-10T23:00:00.000Z" });
  const summer = await work.owner.ask<Participation>("PUT", work.path("participation"), {
    until: "2027-06-10",
  });
  expect(summer.endsAt).toBe("2027-06-10T22:00:00.000Z");
  await work.owner.ask("PUT", work.path("participation"), { until: "2026-11-10" });
});

test("everybody comments at once: all is there, once, and everybody sees the same", {
  timeout: 120_000,
}, async () => {
  const before = (await work.threads(work.owner)).length;
  const sectionId = await work.section(0);
  const statuses = await Promise.all(
    staff.map(async (someone, index) => {
      const request = { kind: "comment", sectionId, body: `Beitrag ${index}` };
      return (await someone.request("POST", work.path("threads"), request)).status;
    }),
  );
  expect(new Set(statuses)).toEqual(new Set([201]));
  const threads = await work.threads(staff[0] as Someone);
  expect(threads).toHaveLength(before + STAFF);
  expect(new Set(threads.map(({ messages }) => messages[0]?.text)).size).toBe(before + STAFF);
  expect(threads.map(({ number }) => number)).toEqual(threads.map((_, index) => index + 1));
  expect(threads.every(({ fromStaff }) => fromStaff)).toBe(true);
  const [first] = threads;
  const votes = await Promise.all(
    staff
      .slice(1)
      .map(async (someone) => (await someone.request("PUT", work.path(`threads/${first?.id}/vote`))).status),
  );
  expect(new Set(votes)).toEqual(new Set([200]));
  expect((await work.threads(work.owner))[0]?.votes).toBe(STAFF - 1);
});

test("staff read and comment; they neither write, nor raise concerns, nor see the history or who may do what", async () => {
  const [someone] = staff as [Someone];
  const [listed] = await someone.ask<readonly GuidelineSummary[]>("GET", "/api/guidelines");
  expect(listed).toMatchObject({ id: work.guideline.id, role: "participant" });
  expect((await someone.request("GET", work.path("content"))).status).toBe(200);
  expect((await someone.request("GET", work.path("versions"))).status).toBe(403);
  for (const kind of ["concern", "inquiry", "suggestion"] as const) {
    const request = { kind, sectionId: await work.section(0), body: "x" };
    expect((await someone.request("POST", work.path("threads"), request)).status).toBe(403);
  }
  expect((await someone.request("POST", work.path("versions"), { title: "x" })).status).toBe(403);
  expect((await someone.request("PUT", work.path("participation"), { until: "2026-12-24" })).status).toBe(
    403,
  );
  using reading = await join(someone, work.guideline.id);
  using writing = await join(work.owner, work.guideline.id);
  writing.type(0, 0, "Mitlesen erlaubt. ");
  await writing.saved();
  await until("the words", () => reading.text().includes("Mitlesen erlaubt."));
});

test("a moment after its end nobody of the staff has access by any route; members go on", async () => {
  const [someone, other] = staff as [Someone, Someone];
  const socket = open(`/collab/${work.guideline.id}`, someone);
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  await new Promise((resolve) => socket.once("open", resolve));
  const heard: string[] = [];
  const live = io(work.app.url, { transports: ["websocket"], extraHeaders: { cookie: other.cookie } });
  live.onAny((name: string) => heard.push(name));
  expect(await live.emitWithAck("guideline:join", work.guideline.id)).toBe(true);
  const [thread] = await work.threads(work.owner);

  work.clock.set("2026-11-10T23:00:00.000Z");
  // At once over HTTP, before anybody has been told.
  for (const path of ["", "/content", "/state", "/threads", "/concerns", "/participation", "/versions"])
    expect((await someone.request("GET", `/api/guidelines/${work.guideline.id}${path}`)).status).toBe(404);
  const answer = { body: "Noch schnell." };
  expect((await someone.request("POST", work.path(`threads/${thread?.id}/messages`), answer)).status).toBe(
    404,
  );
  expect((await someone.request("PUT", work.path(`threads/${thread?.id}/vote`))).status).toBe(404);
  expect(await someone.ask("GET", "/api/guidelines")).toEqual([]);
  // The sockets within a second or two, by themselves.
  expect(await closed).toBe(CLOSE.rightsChanged);
  const again = open(`/collab/${work.guideline.id}`, someone);
  expect(await new Promise((resolve) => again.once("close", resolve))).toBe(CLOSE.noRight);
  await until(
    "to be put out of the room",
    async () => !(await live.emitWithAck("guideline:join", work.guideline.id)),
  );
  heard.length = 0;
  await work.begin(work.owner, { body: "Nur noch unter uns." });
  using writer = await join(work.owner, work.guideline.id);
  await inStep([writer]);
  expect(await live.emitWithAck("guideline:join", work.guideline.id)).toBe(false);
  expect(heard).toEqual([]);
  live.disconnect();
});

test("who votes again after the end is not counted twice, since nobody knows any more who has voted", async () => {
  const { id } = (await work.threads(work.owner))[0] as Thread;
  await until("the votes to be counted", async () => (await work.thread(work.owner, id)).votesCounted);
  const member = await work.member("Mira Kaya", "commenter");
  for (const method of ["PUT", "DELETE"]) {
    const refused = await member.request(method, work.path(`threads/${id}/vote`));
    expect([refused.status, (await refused.json()).code]).toEqual([409, "discussion/votes-counted"]);
  }
  expect((await work.thread(work.owner, id)).votes).toBe(STAFF - 1);
});

test("the summary says what came and what became of it, and forgets who voted", async () => {
  const [first, second] = await work.threads(work.owner);
  await work.move(work.owner, second?.id as never, "resolved");
  const phase = await work.owner.ask<Participation>("GET", work.path("participation"));
  expect(phase).toMatchObject({
    state: "ended",
    summary: { threads: STAFF, messages: STAFF, votes: STAFF - 1, open: STAFF - 1, resolved: 1 },
  });
  expect(phase.summary.sections).toHaveLength(1);
  const voters = () =>
    work.db
      .withTables<{ thread_votes: { thread_id: string } }>()
      .selectFrom("thread_votes")
      .selectAll()
      .execute();
  await until("who voted to be forgotten", async () => (await voters()).length === 0);
  expect((await work.thread(work.owner, first?.id as never)).votes).toBe(STAFF - 1);
});

test("a phase can be ended before its day", async () => {
  const [someone] = staff as [Someone];
  await work.owner.ask("PUT", work.path("participation"), { until: "2026-12-01" });
  expect((await someone.request("GET", work.path("threads"))).status).toBe(200);
  const ended = await work.owner.ask<Participation>("DELETE", work.path("participation"));
  expect(ended.state).toBe("ended");
  expect((await someone.request("GET", work.path("threads"))).status).toBe(404);
});
