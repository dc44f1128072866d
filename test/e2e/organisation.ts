/** An organisation at work, made over HTTP and the collaboration socket: what screens are looked at with. */
import type { Thread } from "#shared/discussion.ts";
import type { Guideline } from "#shared/guidelines.ts";
import type { Body, Invitation } from "#shared/identity.ts";
import type { BodyKey, GuidelineRole } from "#shared/roles.ts";
import { join } from "#test/support/cohort.ts";
import { createGuideline, invite, type Someone, setUp } from "#test/support/people.ts";
import { SETUP_CODE } from "#test/support/server-process.ts";

export interface Organisation {
  readonly owner: Someone;
  readonly editor: Someone;
  /** Of the staff representation; may comment. */
  readonly commenter: Someone;
  readonly guideline: Guideline;
  /** Path of an invitation that nobody has accepted yet. */
  readonly invitation: string;
}

export async function anOrganisation(url: string): Promise<Organisation> {
  const owner = await setUp(url, SETUP_CODE);
  const guideline = await createGuideline(owner, {
    title: "Leitlinie für soziale Medien",
    variables: { organisation: "Muster GmbH" },
  });
  const editor = await invite(owner, {
    name: "Jonas Weber",
    bodies: ["it"],
    guideline: { id: guideline.id, role: "editor" },
  });
  const commenter = await invite(owner, {
    name: "Mira Kaya",
    bodies: ["betriebsrat"],
    guideline: { id: guideline.id, role: "commenter" },
  });
  const bodies = await owner.ask<readonly Body[]>("GET", "/api/bodies");
  const { link } = await owner.ask<Invitation>("POST", "/api/invitations", {
    email: "uwe.brandt@example.org",
    name: "Uwe Brandt",
    bodies: bodies.filter(({ key }) => key === "datenschutz").map(({ id }) => id),
    guideline: { id: guideline.id, role: "commenter" },
  });
  const second = await createGuideline(owner, { title: "Richtlinie für Veranstaltungen", kind: "policy" });
  // What the commenter finds in the inbox.
  const place = (id: Guideline["id"], role: GuidelineRole) =>
    owner.ask("PUT", `/api/guidelines/${id}/members/${commenter.id}`, { role });
  await place(second.id, "commenter");
  await place(guideline.id, "approver");
  await place(guideline.id, "commenter");

  using writer = await join(editor, guideline.id);
  await owner.ask("POST", `/api/guidelines/${guideline.id}/versions`, {
    title: "Erster Entwurf",
    note: "Für die Runde mit dem Betriebsrat.",
  });
  writer.type(0, 0, "Diese Leitlinie gilt für alle, die für uns sprechen. ");
  await writer.saved();
  await owner.ask("POST", `/api/guidelines/${guideline.id}/versions`, { title: "Nach der Runde", note: "" });
  const question = `/api/guidelines/${guideline.id}/questions`;
  await owner.ask("PUT", `${question}/private-use-at-work/decision`, {
    answer: "breaks",
    reason: "So steht es schon in der Betriebsvereinbarung.",
  });
  await owner.ask("PUT", `${question}/backing/deferral`, { until: "2099-01-15", personId: owner.id });
  await discuss({ owner, editor, commenter }, guideline, bodies);
  return { owner, editor, commenter, guideline, invitation: new URL(link ?? "", url).pathname };
}

/** One thread of every kind, so that screens show what a discussion looks like. */
async function discuss(
  { owner, editor, commenter }: Pick<Organisation, "owner" | "editor" | "commenter">,
  { id }: Guideline,
  bodies: readonly Body[],
): Promise<void> {
  const path = `/api/guidelines/${id}/threads`;
  const bodyOf = (key: BodyKey) => bodies.find((body) => body.key === key)?.id;
  const { doc } = await owner.ask<{ doc: { content: { attrs: { id: string } }[] } }>(
    "GET",
    `/api/guidelines/${id}/content`,
  );
  const sectionId = doc.content[0]?.attrs.id;
  const quote = "entscheidet die Geschäftsführung";
  const concern = await commenter.ask<Thread>("POST", path, {
    kind: "concern",
    sectionId,
    anchor: { quote },
    onBehalfOf: bodyOf("betriebsrat"),
    body: "Eine Pflicht für **private Konten** ist mitbestimmungspflichtig. Bitte als Empfehlung fassen.",
  });
  await owner.ask("POST", `${path}/${concern.id}/messages`, {
    body: `Verstanden. @[${commenter.name}](person:${commenter.id}), passt der Wortlaut so?`,
  });
  await commenter.ask("POST", path, {
    kind: "suggestion",
    sectionId,
    anchor: { quote: "Beginnen Sie mit einem Kanal" },
    suggestion: { action: "replace", text: "Fangen Sie mit einem Kanal an" },
    body: "",
  });
  await editor.ask("POST", path, {
    kind: "inquiry",
    sectionId,
    addressedTo: bodyOf("personal"),
    body: "Gilt das auch für Auszubildende unter 18?",
  });
  await editor.ask("POST", path, { kind: "comment", sectionId, body: "Der Abschnitt liest sich gut." });
}
