import { extractText, getDocumentProxy } from "unpdf";
import { expect, test } from "vitest";
import { openPrint } from "#server/print/index.ts";
import { printedReleaseSheet } from "#server/reviews/printed-sheet.ts";
import { releaseSheetView } from "#shared/release-sheet.ts";
import { type ReleaseSheet, releaseSheet } from "#shared/reviews.ts";
import type { Locale } from "#shared/roles.ts";
import { invite } from "#test/support/people.ts";
import { anApproval } from "./support.ts";

const HASH = "0123456789abcdef".repeat(4);

function vote(more: object = {}) {
  return {
    id: "vote",
    bodyId: "works",
    vote: "consent",
    note: "",
    contentHash: HASH,
    by: { id: "petra", name: "Petra Vogt" },
    asDelegate: false,
    at: "2026-11-20T09:30:00Z",
    resolution: null,
    onPaper: null,
    kept: false,
    ...more,
  };
}

function body(more: object) {
  return {
    bodyId: "works",
    asked: "consent",
    speakers: [],
    delegate: null,
    step: 0,
    vote: null,
    awaiting: null,
    due: false,
    lastYes: null,
    mayVote: false,
    mayConfirm: false,
    ...more,
  };
}

/** A version with every kind of vote that there is. */
const sheet: ReleaseSheet = releaseSheet.parse({
  title: "Leitlinie #panic(1)",
  organisation: "Stadtwerke Musterstadt",
  version: 7,
  edition: 3,
  contentHash: HASH,
  reviews: [
    {
      id: "second",
      guidelineId: "guideline",
      version: 7,
      contentHash: HASH,
      level: "major",
      edition: 3,
      what: "Antwortzeiten neu geregelt",
      dueOn: "2026-12-01",
      requestedBy: { id: "birgit", name: "Birgit Rau" },
      requestedAt: "2026-11-18T08:00:00Z",
      bodies: [
        body({
          vote: vote({
            resolution: { decidedOn: "2026-11-19", reportedBy: "Petra Vogt" },
            note: "Bitte bald schulen.",
          }),
        }),
        body({
          bodyId: "management",
          asked: "approve",
          vote: vote({ vote: "approve", asDelegate: true, kept: true }),
        }),
        body({
          bodyId: "it",
          asked: "approve",
          awaiting: vote({
            vote: "approve",
            onPaper: {
              scan: "f".repeat(64),
              receivedOn: "2026-11-20",
              state: "awaitsConfirmation",
              confirmedBy: null,
              confirmedAt: null,
            },
          }),
        }),
        body({ bodyId: "legal", asked: "comment" }),
      ],
      status: "adopted",
      endedAt: "2026-11-21T10:00:00Z",
      reason: null,
      inForceFrom: "2026-12-15",
    },
    {
      id: "first",
      guidelineId: "guideline",
      version: 7,
      contentHash: HASH,
      level: "major",
      edition: 3,
      what: "",
      dueOn: null,
      requestedBy: { id: "birgit", name: "Birgit Rau" },
      requestedAt: "2026-11-10T08:00:00Z",
      bodies: [
        body({ vote: vote({ vote: "refuse", note: "Die Frist ist zu kurz.", contentHash: "a".repeat(64) }) }),
      ],
      status: "returned",
      endedAt: "2026-11-12T08:00:00Z",
      reason: "Die Frist ist zu kurz.",
      inForceFrom: null,
    },
  ],
  concerns: [
    {
      number: 4,
      body: "works",
      words: "Kommentare könnten überwacht werden.\n\nDas muss geregelt sein.",
      raisedAt: "2026-11-09T08:00:00Z",
      end: "settled",
      reason: "Abschnitt 3 ergänzt.",
    },
    {
      number: 5,
      body: null,
      words: "Zu viel Aufwand.",
      raisedAt: "2026-11-09T08:00:00Z",
      end: "notFollowed",
      reason: null,
    },
  ],
});

const names = (locale: Locale) => ({
  locale,
  timeZone: "Europe/Berlin",
  body: (id: string) => `Gremium ${id}`,
});

test("paper and screen say who decided what for which content, and what it is not", async () => {
  const print = openPrint();
  for (const locale of ["de", "en"] as const) {
    const view = releaseSheetView(sheet, names(locale));
    const pdf = await print.pdf("release-sheet", printedReleaseSheet(sheet, names(locale)));
    const proxy = await getDocumentProxy(new Uint8Array(pdf));
    const { text } = await extractText(proxy, { mergePages: true });
    const plain = text.replaceAll(/[\s-]+/g, "");
    const facts = [
      view,
      ...view.reviews,
      ...view.reviews.flatMap(({ bodies }) => bodies),
      ...view.concerns.items,
    ];
    const said = [
      view.title,
      view.about,
      view.organisation,
      ...facts.flatMap(({ facts: list }) => list.flatMap(({ label, value }) => [label, value])),
      ...view.reviews.flatMap(({ title, bodies }) => [
        title,
        ...bodies.flatMap(({ name, asked, decision }) => [name, asked, decision]),
      ]),
      ...view.concerns.items.flatMap(({ title, words, end }) => [title, words, end]),
      ...view.limits.sentences,
    ];
    for (const each of said) expect(plain).toContain(each.replaceAll(/[\s-]+/g, ""));
  }
});

test("only a vote that counts is shown as a yes, and consent is never called approval", () => {
  const [latest, first] = releaseSheetView(sheet, names("de")).reviews;
  expect(latest?.bodies.map(({ asked, decision, tone }) => [asked, decision, tone])).toEqual([
    ["Zustimmung", "Zugestimmt", "yes"],
    ["Freigabe", "Freigegeben", "yes"],
    ["Freigabe", "Freigegeben, auf Papier und noch nicht bestätigt: ohne Wirkung", "none"],
    ["Stellungnahme", "Keine Entscheidung. Schweigen gilt nicht als Zustimmung.", "none"],
  ]);
  const labels = (state?: { readonly facts: readonly { readonly label: string }[] }) =>
    state?.facts.map(({ label }) => label);
  expect(labels(latest?.bodies[0])).toContain("Hinweis (keine Bedingung)");
  expect(labels(first?.bodies[0])).toEqual(expect.arrayContaining(["Grund", "Galt einem anderen Inhalt"]));
});

test("a version that nobody was asked about says so", () => {
  const none = releaseSheetView({ ...sheet, edition: null, reviews: [], concerns: [] }, names("en"));
  expect(none.about).toBe("Leitlinie #panic(1), snapshot 7");
  expect(none.facts.map(({ value }) => value)).toContain("No approval was requested for this state.");
  expect(none.concerns.items).toEqual([]);
});

test("who takes part gets it as a PDF with what was really decided, nobody else does", async () => {
  await using work = await anApproval();
  const { owner, it, council, boss, path } = work;
  const asked = await work.request();
  expect((await work.vote(it, asked, "it", "approve", { note: "Bitte die Liste pflegen." })).status).toBe(
    201,
  );
  expect((await work.vote(council, asked, "betriebsrat", "consent", work.resolution())).status).toBe(201);
  expect((await work.vote(boss, asked, "geschaeftsfuehrung", "approve")).status).toBe(201);
  const address = path(`versions/${asked.version}/release-sheet?format=pdf`);
  const answer = await council.request("GET", address);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/pdf");
  const pdf = await getDocumentProxy(new Uint8Array(await answer.arrayBuffer()));
  const text = (await extractText(pdf, { mergePages: true })).text.replaceAll(/\s+/g, " ");
  for (const words of [
    "Fassung 1",
    "Betriebsrat · Zustimmung",
    "Zugestimmt",
    "Miriam Vogt, Vorsitzende",
    "Geschäftsführung · Freigabe",
    "Bitte die Liste pflegen.",
    "Er ersetzt keine Betriebs",
  ])
    expect(text).toContain(words);
  expect(text.replaceAll(" ", "")).toContain(asked.contentHash);
  const stranger = await invite(owner, { name: "Nora Lind" });
  expect((await stranger.request("GET", address)).status).toBe(404);
});
