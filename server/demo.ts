/** `npm run demo`: a made-up organisation with people of every role and a guideline in work, in a folder of its own. */
import { setVariable } from "#shared/document/variables.ts";
import type { Person } from "#shared/identity.ts";
import type { PersonId } from "#shared/ids.ts";
import type { BodyKey, GuidelineRole } from "#shared/roles.ts";
import { type App, openApp } from "./app.ts";
import { serve } from "./command.ts";
import { discuss } from "./demo-discussion.ts";
import { ensureClient } from "./platform/client-build.ts";

const PASSWORD = "richtschnur-demo";
const SETUP_CODE = "set-up-of-the-demo";

interface DemoPerson {
  readonly name: string;
  readonly body: BodyKey;
  readonly role: GuidelineRole;
}

const ADMIN: DemoPerson = { name: "Lena Sommer", body: "kommunikation", role: "owner" };
const OTHERS: readonly DemoPerson[] = [
  { name: "Jan Thoma", body: "kommunikation", role: "editor" },
  { name: "Katrin Wolff", body: "geschaeftsfuehrung", role: "approver" },
  { name: "Birgit Rau", body: "betriebsrat", role: "commenter" },
  { name: "Deniz Aydin", body: "it", role: "editor" },
  { name: "Paul Reiter", body: "datenschutz", role: "commenter" },
  { name: "Nora Lind", body: "personal", role: "reader" },
];

const app = await serve(
  async (config) => {
    if (await ensureClient()) console.log("Built the interface.");
    return openApp(config);
  },
  { DATA_DIR: "data-demo", SETUP_CODE },
  // Its passwords are known to everybody.
  { HOST: "localhost" },
);
if ((await app.identity.setupLink()) !== null) await fill(app);
console.log(`The demo listens on ${app.url}. All of these sign in with the password ${PASSWORD}:`);
for (const { name, body, role } of [ADMIN, ...OTHERS])
  console.log(`  ${emailOf(name).padEnd(34)} ${name} (${body}, ${role})`);

async function fill(app: App): Promise<void> {
  const { identity, guidelines, collab, versions } = app;
  const { personId } = await identity.service.setUp({
    code: SETUP_CODE,
    organisation: "Stadtwerke Musterstadt",
    locale: "de",
    timeZone: "Europe/Berlin",
    representation: "betriebsrat",
    name: ADMIN.name,
    email: emailOf(ADMIN.name),
    password: PASSWORD,
  });
  const bodies = await identity.bodies();
  const admin = await personOf(personId);
  await identity.service.changePerson(admin, admin.id, {
    bodies: bodies.filter(({ key }) => key === ADMIN.body).map(({ id }) => id),
  });

  const guideline = await guidelines.service.create(admin, {
    title: "Leitlinie für soziale Medien",
    kit: "mittelstand",
    locale: "de",
    kind: "guideline",
    variables: {
      organisation: "Stadtwerke Musterstadt",
      "lead-department": "Abteilung Kommunikation",
      contact: "Lena Sommer, Telefon 0123 456-78",
      "staff-representation": "Betriebsrat",
    },
    targetDate: null,
  });
  const ids = new Map<BodyKey, PersonId>();
  for (const { name, body, role } of OTHERS) {
    const person = await identity.service.addPerson({
      email: emailOf(name),
      name,
      password: PASSWORD,
      role: "member",
      bodyKeys: [body],
    });
    await guidelines.service.setMember(admin, guideline.id, person.id, role);
    ids.set(body, person.id);
  }
  await versions.service.name(guideline.id, "Erster Entwurf aus der Vorlage", "");
  await collab.edit(guideline.id, (ydoc) => setVariable(ydoc, "response-time", "einem Arbeitstag"));
  await versions.service.name(guideline.id, "Nach der Runde mit der IT", "Reaktionszeit vereinbart.");
  await discuss(app, guideline, {
    owner: await personOf(personId),
    management: await personOf(ids.get("geschaeftsfuehrung")),
    council: await personOf(ids.get("betriebsrat")),
    it: await personOf(ids.get("it")),
    privacy: await personOf(ids.get("datenschutz")),
  });

  async function personOf(id: PersonId | undefined): Promise<Person> {
    const person = id === undefined ? null : await identity.person(id);
    if (person === null) throw new Error("Somebody of the demo is not there.");
    return person;
  }
}

function emailOf(name: string): string {
  return `${name.toLowerCase().replace(" ", ".")}@stadtwerke.example`;
}
