/** Screens of approval, on guidelines of their own that are made when the first of them is looked at. */
import type { Page } from "playwright-core";
import type { Guideline } from "#shared/guidelines.ts";
import type { Body } from "#shared/identity.ts";
import type { Question } from "#shared/questions.ts";
import type { Review } from "#shared/reviews.ts";
import type { BodyKey } from "#shared/roles.ts";
import { join } from "#test/support/cohort.ts";
import { createGuideline, invite, type Someone } from "#test/support/people.ts";
import type { Organisation } from "./organisation.ts";
import type { Screen } from "./screens.ts";

interface Approvals {
  /** Its first edition is in force, its second one is up for decision. */
  readonly decided: Guideline;
  readonly adopted: Review;
  readonly open: Review;
  /** Came back with a reason. */
  readonly returned: Guideline;
}

const made = new WeakMap<Organisation, Promise<Approvals>>();

function approvals(organisation: Organisation): Promise<Approvals> {
  const known = made.get(organisation) ?? make(organisation);
  made.set(organisation, known);
  return known;
}

async function make({ owner, commenter }: Organisation): Promise<Approvals> {
  const bodies = await owner.ask<readonly Body[]>("GET", "/api/bodies");
  const bodyOf = (key: BodyKey) => bodies.find((body) => body.key === key)?.id;
  const steps = [
    [
      { bodyId: bodyOf("it"), asked: "approve", speakers: [], delegate: null },
      { bodyId: bodyOf("betriebsrat"), asked: "consent", speakers: [], delegate: null },
    ],
    [{ bodyId: bodyOf("geschaeftsfuehrung"), asked: "approve", speakers: [], delegate: null }],
  ];
  const prepared = async (title: string) => {
    const { id } = await createGuideline(owner, { title, variables: { contact: "Presse, 0431 1234" } });
    const path = `/api/guidelines/${id}`;
    for (const question of await owner.ask<readonly Question[]>("GET", `${path}/questions`))
      if (question.blocking)
        await owner.ask("PUT", `${path}/questions/${question.id}/exclusion`, { reason: "Gilt hier nicht." });
    await owner.ask("PUT", `${path}/approval-policy`, { steps });
    for (const { id: person } of [it, boss, commenter])
      await owner.ask("PUT", `${path}/members/${person}`, { role: "approver" });
    return owner.ask<Guideline>("GET", path);
  };
  // Whoever decides has just given a password, however long the other screens took.
  const it = await invite(owner, { name: "Ina Tietz", bodies: ["it"] });
  const council = await invite(owner, { name: "Kolja Rot", bodies: ["betriebsrat"] });
  const boss = await invite(owner, { name: "Doris Kern", bodies: ["geschaeftsfuehrung"] });
  const [decided, returned] = [
    await prepared("Leitlinie mit Fassungen"),
    await prepared("Leitlinie, die zurückkam"),
  ];
  await owner.ask("PUT", `/api/guidelines/${decided.id}/members/${council.id}`, { role: "approver" });

  const request = (guideline: Guideline, what: string) =>
    owner.ask<Review>("POST", `/api/guidelines/${guideline.id}/reviews`, { what, dueOn: "2099-01-15" });
  const vote = (by: Someone, { guidelineId, id, contentHash }: Review, key: BodyKey, more: object) =>
    by.ask<Review>("POST", `/api/guidelines/${guidelineId}/reviews/${id}/votes`, {
      bodyId: bodyOf(key),
      contentHash,
      ...more,
    });
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin" }).format(new Date());
  const first = await request(decided, "Die erste Fassung, nach drei Runden mit allen Bereichen.");
  await vote(it, first, "it", { vote: "approve", note: "Bitte die Schulung nicht vergessen." });
  await vote(council, first, "betriebsrat", {
    vote: "consent",
    resolution: { decidedOn: today, reportedBy: "Kolja Rot, Vorsitzender" },
  });
  const adopted = await vote(boss, first, "geschaeftsfuehrung", { vote: "approve" });
  await owner.ask("PUT", `/api/guidelines/${decided.id}/versions/${adopted.version}/in-force`, {
    from: today,
  });
  using writer = await join(owner, decided.id);
  writer.type(0, 0, "Neu: ");
  await writer.saved();
  const open = await request(decided, "Neues Recht seit November.");
  await vote(it, open, "it", { vote: "approve" });
  const refused = await request(returned, "");
  await vote(it, refused, "it", { vote: "return", note: "Die Passwörter fehlen, und wer sie verwahrt." });
  return { decided, adopted, open, returned };
}

type Place = (all: Approvals) => string;
const at = (place: Place) => async (organisation: Organisation) => place(await approvals(organisation));
const candidate: Place = ({ open }) => `/guidelines/${open.guidelineId}/reviews/${open.id}`;

/** In which order does not matter; all come last, since there are more guidelines and people from then on. */
export const APPROVAL_SCREENS: readonly Screen[] = [
  {
    name: "approval",
    path: at(({ returned }) => `/guidelines/${returned.id}/approval`),
    as: "owner",
    ready: readyToAsk,
  },
  {
    name: "approval-policy",
    path: at(({ returned }) => `/guidelines/${returned.id}/approval`),
    as: "owner",
    ready: policy,
  },
  {
    name: "approval-list",
    path: at(({ decided }) => `/guidelines/${decided.id}/approval`),
    as: "commenter",
    ready: candidates,
  },
  { name: "approval-candidate", path: at(candidate), as: "owner", ready: state },
  { name: "approval-vote", path: at(candidate), as: "commenter", ready: vote },
  { name: "approval-paper", path: at(candidate), as: "owner", ready: paper },
  {
    name: "approval-edition",
    path: at(({ adopted }) => `/guidelines/${adopted.guidelineId}/reviews/${adopted.id}`),
    as: "commenter",
    ready: state,
  },
  {
    name: "approval-sheet",
    path: at(({ adopted }) => `/guidelines/${adopted.guidelineId}/versions/${adopted.version}/release-sheet`),
    as: "owner",
    ready: sheet,
  },
  {
    name: "approval-compare",
    path: at(
      ({ adopted, open }) =>
        `/guidelines/${open.guidelineId}/compare?from=${adopted.version}&to=${open.version}`,
    ),
    as: "commenter",
    ready: comparison,
  },
  { name: "approval-link-gone", path: () => `/r/${"x".repeat(43)}`, as: "nobody", ready: heading },
  {
    name: "editor-under-way",
    path: at(({ decided }) => `/guidelines/${decided.id}`),
    as: "owner",
    ready: underWay,
  },
  {
    name: "editor-returned",
    path: at(({ returned }) => `/guidelines/${returned.id}`),
    as: "owner",
    ready: returnNote,
  },
  {
    name: "editor-editions",
    path: at(({ decided }) => `/guidelines/${decided.id}`),
    as: "commenter",
    ready: editions,
  },
  { name: "start-waiting", path: () => "/", as: "commenter", ready: waiting },
];

async function heading(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).waitFor();
}

async function readyToAsk(page: Page): Promise<void> {
  await page.getByText("Nichts hält die Freigabe auf.").waitFor();
  await page.getByText("Schritt 2: Geschäftsführung (Freigabe)").waitFor();
}

async function policy(page: Page): Promise<void> {
  await readyToAsk(page);
  await page.getByRole("button", { name: "Ändern" }).click();
  await page.getByRole("dialog", { name: "Wer entscheidet" }).waitFor();
}

async function candidates(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Vorlage zu Fassung 2" }).waitFor();
  await page.getByText("Schritt 2: Geschäftsführung (Freigabe)").waitFor();
}

async function state(page: Page): Promise<void> {
  await page.getByRole("heading", { name: "Stand der Entscheidungen" }).waitFor();
  await page.getByText("Wir kaufen keine Follower").waitFor();
}

async function vote(page: Page): Promise<void> {
  await state(page);
  await page.getByLabel("Ich habe diese Vorlage gelesen.").check();
  await page.getByLabel("Zustimmung verweigern", { exact: true }).check();
  await page.getByLabel("Grund", { exact: true }).waitFor();
}

async function paper(page: Page): Promise<void> {
  await state(page);
  await page.getByRole("button", { name: "Entscheidung auf Papier eintragen" }).click();
  await page.getByRole("dialog").getByLabel("Gremium").waitFor();
}

async function sheet(page: Page): Promise<void> {
  await page.getByText("Kolja Rot, Vorsitzender").waitFor();
}

async function comparison(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Nächste Änderung" }).click();
  await page.locator(".compared--here").first().waitFor();
}

async function live(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: /^Text: / }).waitFor();
  await page.locator("#cord li").first().waitFor({ state: "attached" });
}

async function underWay(page: Page): Promise<void> {
  await live(page);
  await page
    .getByRole("link", { name: "Freigabe läuft: 1 von 3", includeHidden: true })
    .waitFor({ state: "attached" });
}

async function returnNote(page: Page): Promise<void> {
  await live(page);
  await page.getByText("Die Passwörter fehlen, und wer sie verwahrt.").waitFor();
}

async function editions(page: Page): Promise<void> {
  await live(page);
  const tab = page.getByRole("tab", { name: "Verlauf" });
  if ((await tab.count()) === 0) await page.getByRole("button", { name: "Seitenleiste" }).click();
  await tab.click();
  await page.getByText("Liegt zur Entscheidung vor").waitFor();
}

async function waiting(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Zustimmung zur Vorlage zu Fassung 2" }).waitFor();
}
