/** Screens of participation and of suggestions in the text, on guidelines of their own that are made when first looked at. */
import type { Page } from "playwright-core";
import type { Thread, ThreadRequest } from "#shared/discussion.ts";
import type { Guideline } from "#shared/guidelines.ts";
import type { SectionId } from "#shared/ids.ts";
import { createGuideline, invite, type Someone } from "#test/support/people.ts";
import type { Organisation } from "./organisation.ts";
import type { Screen } from "./screens.ts";

interface Phases {
  readonly open: Guideline;
  readonly ended: Guideline;
}

interface Node {
  readonly type: string;
  readonly attrs?: { readonly id?: string; readonly name?: string };
  readonly text?: string;
  readonly content?: readonly Node[];
}

const made = new WeakMap<Organisation, Promise<Phases>>();

function phases(organisation: Organisation): Promise<Phases> {
  const known = made.get(organisation) ?? make(organisation);
  made.set(organisation, known);
  return known;
}

async function make({ owner, editor, commenter }: Organisation): Promise<Phases> {
  const staff = await Promise.all(["Nora Lind", "Emre Aksoy"].map((name) => invite(owner, { name })));
  const [nora, emre] = staff as [Someone, Someone];
  const [open, ended] = await Promise.all(
    ["Leitlinie, über die alle sprechen", "Leitlinie nach der Beteiligung"].map((title) =>
      createGuideline(owner, { title }),
    ),
  );
  if (open === undefined || ended === undefined) throw new Error("no guidelines");
  for (const { id } of [open, ended]) {
    const base = `/api/guidelines/${id}`;
    await owner.ask("PUT", `${base}/members/${editor.id}`, { role: "editor" });
    const { doc } = await owner.ask<{ doc: Node }>("GET", `${base}/content`);
    const sections = doc.content ?? [];
    const begin = (by: Someone, index: number, request: Partial<ThreadRequest>) =>
      by.ask<Thread>("POST", `${base}/threads`, {
        kind: "comment",
        body: "",
        sectionId: sections[index]?.attrs?.id as SectionId,
        ...request,
      });
    await owner.ask("PUT", `${base}/participation`, { until: "2099-12-31" });
    const wish = await begin(nora, 0, { body: "Bitte ein Beispiel für private Konten ergänzen." });
    const praise = await begin(emre, 0, { body: "Endlich steht das irgendwo. Gilt es auch für Azubis?" });
    await begin(nora, 3, { body: "Wie lange werden Nachrichten aufbewahrt?" });
    for (const by of [emre, commenter]) await by.ask("PUT", `${base}/threads/${wish.id}/vote`);
    await owner.ask("POST", `${base}/threads/${praise.id}/messages`, { body: "Ja, für alle Beschäftigten." });
    await owner.ask("PATCH", `${base}/threads/${praise.id}`, { status: "resolved" });
    if (id === ended.id) {
      await owner.ask("DELETE", `${base}/participation`);
      continue;
    }
    const [first, second] = linesFrom(sections, "Wer Dienst hat");
    await begin(editor, 0, {
      kind: "suggestion",
      anchor: { quote: `${first}\n${second}` },
      suggestion: {
        action: "replace",
        text: `${first?.replace("Wer Dienst hat", "Wer im Dienst ist")}\n${second}\nAm Wochenende sieht niemand nach.`,
      },
    });
    const objects = sections.flatMap(({ content = [] }) => content);
    const whole = (type: string) => ({
      anchor: { line: objects.find((node) => node.type === type)?.attrs?.id, block: true },
    });
    await begin(editor, 0, {
      ...{ kind: "suggestion", body: "Das steht schon in der Anlage." },
      ...whole("table"),
      suggestion: { action: "delete", text: "" },
    } as Partial<ThreadRequest>);
    await begin(editor, 0, {
      ...{ kind: "suggestion" },
      ...whole("box"),
      suggestion: { action: "insert", text: "Im Zweifel fragen Sie vorher.\nAm besten am Telefon." },
    } as Partial<ThreadRequest>);
  }
  return { open, ended };
}

/** The line that begins so and the one behind it, as quotes write them. */
function linesFrom(sections: readonly Node[], begin: string): readonly string[] {
  const lines = sections
    .flatMap(({ content = [] }) => content)
    .map(({ content = [] }) =>
      content
        .map(({ type, text = "", attrs }) => (type === "variable" ? `{{${attrs?.name}}}` : text))
        .join(""),
    );
  const at = lines.findIndex((line) => line.startsWith(begin));
  return lines.slice(at, at + 2);
}

const openDraft = async (organisation: Organisation) => `/guidelines/${(await phases(organisation)).open.id}`;
const endedDraft = async (organisation: Organisation) =>
  `/guidelines/${(await phases(organisation)).ended.id}`;

export const PARTICIPATION_SCREENS: readonly Screen[] = [
  // The commenter is no member of these guidelines: a visitor while the phase goes on.
  { name: "participation-visitor", path: openDraft, as: "commenter", ready: visited },
  {
    name: "participation-open",
    path: openDraft,
    as: "owner",
    ready: summary(/^Für alle Beschäftigten offen/),
  },
  { name: "participation-ended", path: endedDraft, as: "owner", ready: summary(/endete/) },
  { name: "suggestions-in-text", path: openDraft, as: "owner", ready: suggested },
];

async function panel(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: /^Text: / }).waitFor();
  const tab = page.getByRole("tab", { name: /^Diskussion/ });
  if ((await tab.count()) === 0) await page.getByRole("button", { name: "Seitenleiste" }).click();
  await tab.click();
  await page.getByText("Bitte ein Beispiel für private Konten").waitFor();
}

async function visited(page: Page): Promise<void> {
  await page.getByText("bis 31. Dezember 2099").waitFor();
  await panel(page);
}

function summary(words: RegExp) {
  return async (page: Page): Promise<void> => {
    await panel(page);
    await page.getByRole("button", { name: "Beteiligungsphase" }).click();
    await page.getByRole("dialog", { name: "Beteiligungsphase" }).getByText(words).waitFor();
  };
}

async function suggested(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: /^Text: / }).waitFor();
  await page.locator(".suggested--object").first().waitFor({ state: "attached" });
  const added = page.locator(".suggested--in", { hasText: "Am Wochenende" });
  await added.waitFor();
  await added.scrollIntoViewIfNeeded();
}
