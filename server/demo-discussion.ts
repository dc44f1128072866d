/** What people of the demo have said about its guideline, each through the same door as in a browser. */
import { type ThreadRequest, threadRequest } from "#shared/discussion.ts";
import type { ThreadStatus } from "#shared/discussion-limits.ts";
import type { Guideline } from "#shared/guidelines.ts";
import type { Person } from "#shared/identity.ts";
import type { SectionId } from "#shared/ids.ts";
import type { BodyKey } from "#shared/roles.ts";
import type { App } from "./app.ts";

export async function discuss(
  { identity, guidelines, discussion: { service } }: App,
  guideline: Guideline,
  people: Readonly<Record<"owner" | "management" | "council" | "it" | "privacy", Person>>,
): Promise<void> {
  const { owner, management, council, it, privacy } = people;
  const bodies = await identity.bodies();
  const bodyOf = (key: BodyKey) => bodies.find((body) => body.key === key)?.id ?? null;
  const { sections } = await guidelines.sectionTitles(guideline.id);

  function begin(
    by: Person,
    section: string,
    quote: string,
    request: Pick<ThreadRequest, "kind" | "body"> & Partial<ThreadRequest>,
  ) {
    const sectionId = [...sections].find(([, title]) => title === section)?.[0] as SectionId;
    return service.begin(by, guideline.id, threadRequest.parse({ sectionId, anchor: { quote }, ...request }));
  }
  const concern = (section: string, quote: string, body: string) =>
    begin(council, section, quote, { kind: "concern", body, onBehalfOf: bodyOf("betriebsrat") });
  type Begun = Awaited<ReturnType<typeof begin>>;
  const answer = (by: Person, { id }: Begun, text: string) => service.answer(by, guideline.id, id, text);
  const end = (by: Person, { id }: Begun, status: ThreadStatus, reason = "") =>
    service.move(by, guideline.id, id, { status, reason });

  const accounts = await concern(
    "Privat und dienstlich",
    "Ihr Profil und Ihre Freizeit sind Ihre Sache",
    "Es muss ausdrücklich dastehen, dass niemand ein privates Konto für die Arbeit einsetzen muss.",
  );
  await answer(
    owner,
    accounts,
    "Das steht unter „Im eigenen Profil“: Niemand braucht ein privates Konto für die Arbeit. Genügt Ihnen das?",
  );
  await answer(council, accounts, "Ja, so ist es klar. Danke.");
  await end(council, accounts, "settled");

  const relief = await concern(
    "Kritik und Moderation",
    "Wer beleidigt wird, gibt das Gespräch ab",
    "Wer moderiert und beleidigt wird, soll für den Rest des Tages von dieser Aufgabe frei sein.",
  );
  await answer(
    owner,
    relief,
    "Den Wunsch verstehe ich. Bei zwei Personen im Dienst kann ich das nicht allein zusagen und gebe es weiter.",
  );
  await end(
    management,
    relief,
    "notFollowed",
    "Es bleibt dabei, dass sofort eine Kollegin oder ein Kollege übernimmt. Eine feste Freistellung können wir mit zwei Personen im Dienst nicht zusagen. Nach dem Probebetrieb sprechen wir mit dem Betriebsrat erneut darüber.",
  );

  const reports = await concern(
    "Monitoring",
    "Private Profile von Beschäftigten suchen wir nicht auf",
    "Uns fehlt derselbe Schutz für die dienstlichen Konten: Auswertungen dürfen nicht zeigen, wer wann Dienst hatte und wie schnell jemand geantwortet hat.",
  );
  await answer(
    owner,
    reports,
    `Einverstanden. @[${it.name}](person:${it.id}), lassen sich solche Auswertungen im Werkzeug abschalten? Dann schreibe ich einen Satz dazu.`,
  );

  const factors = await begin(
    council,
    "Konten und Sicherheit",
    "Zweite Faktoren auf andere Geräte umgestellt",
    {
      kind: "inquiry",
      addressedTo: bodyOf("it"),
      body: "Liegt der zweite Faktor auf privaten Telefonen? Und wer kommt an die Konten, wenn jemand länger krank ist?",
    },
  );
  await answer(
    it,
    factors,
    "Nein, private Telefone brauchen wir nicht. Es gibt zwei Sicherheitsschlüssel: einen hat die Person im Dienst, der andere liegt in der Leitstelle. Die Vertretung kommt damit jederzeit hinein.",
  );

  await begin(
    privacy,
    "Monitoring",
    "nicht an einen Verteiler.\nWiederkehrende Themen sammelt {{lead-department}} und bespricht sie mit den Bereichen.",
    {
      kind: "suggestion",
      body: "So ist klar, dass Namen nicht in die Themenliste gehören.",
      suggestion: {
        action: "replace",
        text: "nicht an einen Verteiler.\nWiederkehrende Themen sammelt {{lead-department}} ohne Namen und bespricht sie mit den Bereichen.\nNach der Antwort löschen wir Notizen dazu.",
      },
    },
  );
  await begin(it, "Ziele und Zweck", "Beginnen Sie mit einem Kanal", {
    kind: "comment",
    body: "Das hilft auch uns: Ein Kanal lässt sich gut absichern, drei auf einmal nicht.",
  });
}
