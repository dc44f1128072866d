/** Reminders of questions, by an app whose calendar is turned. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Me } from "#shared/identity.ts";
import type { GuidelineId } from "#shared/ids.ts";
import { noticeSentence } from "#shared/notification-texts.ts";
import type { Inbox } from "#shared/notifications.ts";
import type { Question } from "#shared/questions.ts";
import type { BodyKey } from "#shared/roles.ts";
import { type AppAtWork, anAppAtWork } from "#test/support/app.ts";
import { createGuideline, invite, type Someone } from "#test/support/people.ts";
import { until } from "#test/support/until.ts";

let work: AppAtWork;
let id: GuidelineId;
let council: Someone;
let it: Someone;
beforeAll(async () => {
  work = await anAppAtWork({ at: "2026-11-02T08:00:00.000Z" });
  ({ id } = await createGuideline(work.admin));
  const member = (name: string, body: BodyKey) =>
    invite(work.admin, { name, bodies: [body], guideline: { id, role: "commenter" } });
  council = await member("Anna Wolf", "betriebsrat");
  it = await member("Deniz Aydin", "it");
});
afterAll(() => work[Symbol.asyncDispose]());

const path = (rest = "") => `/api/guidelines/${id}/questions${rest}`;

/** An open question to somebody's body, with a day. */
async function ask(someone: Someone, text: string, dueOn: string): Promise<Question> {
  const [present] = await work.admin.ask<readonly Question[]>("GET", path());
  const { bodies } = await someone.ask<Me>("GET", "/api/me");
  const question = await work.admin.ask<Question>("POST", path(), {
    sectionId: present?.sectionId,
    text,
    type: "text",
    askedOf: bodies,
  });
  return work.admin.ask("PATCH", path(`/${question.id}`), { dueOn });
}

/** Oldest first: when, and what. */
async function reminders(someone: Someone): Promise<readonly (readonly [at: string, sentence: string])[]> {
  const { notices } = await someone.ask<Inbox>("GET", "/api/notifications");
  return notices
    .filter(({ content }) => content.kind === "questionsDue")
    .map(
      ({ at, content, body }) =>
        [at, noticeSentence("de", { content, by: null, body: body?.key ?? null })] as const,
    )
    .reverse();
}

test("questions are brought to mind three days before their day and on it, once, to whom they ask and to the owner", async () => {
  await ask(council, "Welche Statistik ist erlaubt?", "2026-11-12");
  await ask(council, "Wer sieht sie?", "2026-11-12");
  const first = "2026-11-08T23:00:00.000Z"; // Midnight in Berlin.
  const second = "2026-11-11T23:00:00.000Z";
  const sentence = "2 Klärungsfragen sollen bis 12. November beantwortet sein";
  work.clock.set("2026-11-08T22:59:00.000Z");
  work.clock.set(first);
  await until("the reminder before the day", async () => (await reminders(council)).length === 1);
  work.clock.set("2026-11-10T09:00:00.000Z");
  work.clock.set(second);
  await until("the owner to hear of the day", async () => (await reminders(work.admin)).length === 1);
  expect(await reminders(council)).toEqual([
    [first, `${sentence} (betriebsrat)`],
    [second, `${sentence} (betriebsrat)`],
  ]);
  expect(await reminders(work.admin)).toEqual([[second, sentence]]);
  expect(await reminders(it)).toEqual([]);
});

test("what is answered is not brought to mind, and what is put off waits for the person who sees to it", async () => {
  const answered = await ask(it, "Welches Werkzeug?", "2026-11-20");
  const deferred = await ask(it, "Welches Verzeichnis?", "2026-11-20");
  await it.ask("PUT", path(`/${answered.id}/decision`), { answer: "Eines mit Protokoll" });
  const { id: personId } = await council.ask<Me>("GET", "/api/me");
  await it.ask("PUT", path(`/${deferred.id}/deferral`), {
    until: "2026-11-25",
    personId,
    reason: "Nach der Sitzung",
  });
  work.clock.set("2026-11-18T09:00:00.000Z");
  work.clock.set("2026-11-22T09:00:00.000Z");
  await until("the reminder of what was put off", async () => (await reminders(council)).length === 3);
  expect((await reminders(council)).at(-1)).toEqual([
    "2026-11-22T09:00:00.000Z",
    "Eine Klärungsfrage soll bis 25. November beantwortet sein",
  ]);
  expect(await reminders(it)).toEqual([]);
});
