/** People with a session, who ask the server over HTTP as a browser would. */
import type { Content } from "#shared/collab.ts";
import type { Guideline, GuidelineRequest } from "#shared/guidelines.ts";
import type { Body, Invitation, Me, SetupRequest } from "#shared/identity.ts";
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import type { BodyKey, GuidelineRole } from "#shared/roles.ts";

export interface Someone {
  readonly url: string;
  readonly id: PersonId;
  readonly name: string;
  readonly email: string;
  readonly cookie: string;
  request(method: string, path: string, body?: unknown): Promise<Response>;
  /** The same person with the same session, asking a server elsewhere that has the same data. */
  at(url: string): Someone;
  /** @throws when the answer is not 2xx, with what the server said */
  ask<T>(method: string, path: string, body?: unknown): Promise<T>;
}

export const PASSWORD = "a long enough password";

/** Sets up an organisation and gives its first admin. */
export async function setUp(url: string, code: string, change: Partial<SetupRequest> = {}): Promise<Someone> {
  const request: SetupRequest = {
    code,
    organisation: "Muster GmbH",
    locale: "de",
    timeZone: "Europe/Berlin",
    representation: "betriebsrat",
    name: "Birgit Rau",
    email: "birgit.rau@example.org",
    password: PASSWORD,
    ...change,
  };
  return someone(url, await ask(url, "", "POST", "/api/setup", request));
}

/** Invites somebody, accepts for them, and gives them with their session. */
export async function invite(
  by: Someone,
  who: {
    readonly name: string;
    readonly bodies?: readonly BodyKey[];
    readonly guideline?: { readonly id: GuidelineId; readonly role: GuidelineRole };
  },
): Promise<Someone> {
  const all = await by.ask<readonly Body[]>("GET", "/api/bodies");
  const bodies = (who.bodies ?? []).map((key) => {
    const body = all.find((candidate) => candidate.key === key);
    if (body === undefined) throw new Error(`There is no body ${key}.`);
    return body.id;
  });
  const email = `${who.name.toLowerCase().replaceAll(/[^a-z]+/g, ".")}@example.org`;
  const { link } = await by.ask<Invitation>("POST", "/api/invitations", {
    email,
    name: who.name,
    bodies,
    ...(who.guideline === undefined ? {} : { guideline: who.guideline }),
  });
  const token = link?.split("/").at(-1);
  const answer = await ask(by.url, "", "POST", `/api/invitations/${token}`, {
    name: who.name,
    password: PASSWORD,
  });
  return someone(by.url, answer);
}

export function createGuideline(by: Someone, change: Partial<GuidelineRequest> = {}): Promise<Guideline> {
  return by.ask("POST", "/api/guidelines", {
    title: "Leitlinie für soziale Medien",
    kit: "kmu",
    locale: "de",
    kind: "guideline",
    variables: {},
    ...change,
  } satisfies GuidelineRequest);
}

export function readContent(by: Someone, id: GuidelineId): Promise<Content> {
  return by.ask("GET", `/api/guidelines/${id}/content`);
}

async function someone(url: string, signedIn: Response): Promise<Someone> {
  const me = (await signedIn.json()) as Me;
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
  return withSession(url, me, cookie);
}

/** A person of whom the session is known, for instance from another process. */
export function withSession(url: string, me: Pick<Me, "id" | "name" | "email">, cookie: string): Someone {
  return {
    url,
    id: me.id,
    name: me.name,
    email: me.email,
    cookie,
    at: (elsewhere) => withSession(elsewhere, me, cookie),
    request: (method, path, body) => send(url, cookie, method, path, body),
    async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
      const response = await ask(url, cookie, method, path, body);
      return (response.status === 204 ? undefined : await response.json()) as T;
    },
  };
}

async function ask(
  url: string,
  cookie: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> {
  const response = await send(url, cookie, method, path, body);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response;
}

function send(url: string, cookie: string, method: string, path: string, body: unknown): Promise<Response> {
  return fetch(url + path, {
    method,
    headers: { origin: url, cookie, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
