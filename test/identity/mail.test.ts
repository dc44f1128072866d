import { afterAll, beforeAll, expect, test } from "vitest";
import type { Invitation } from "#shared/identity.ts";
import type { Locale } from "#shared/roles.ts";
import { setUp } from "#test/support/people.ts";
import { SETUP_CODE, startServer } from "#test/support/server-process.ts";
import { openSmtpSink, type SmtpSink } from "#test/support/smtp-sink.ts";
import { until } from "#test/support/until.ts";

let sink: SmtpSink;
beforeAll(async () => {
  sink = await openSmtpSink();
});
afterAll(() => sink[Symbol.asyncDispose]());

test.each([
  ["de", "Einladung", "Mit diesem Link legen Sie Ihr Passwort fest:"],
  ["en", "Invitation", "Choose your password with this link:"],
] as const)(
  "an invitation goes out by mail in the organisation's language: %s",
  async (locale, subject, text) => {
    const mail = await invitationMail(locale);
    expect(mail.headers).toContain(subject);
    expect(mail.headers).toMatch(new RegExp(`^To: ${locale}@example.org$`, "m"));
    expect(mail.body).toContain(text);
    expect(mail.body).toContain(mail.link);
  },
);

test("a name of two lines, which could pass for a header, is refused", async () => {
  await using server = await startServer();
  await expect(
    setUp(server.url, SETUP_CODE, { organisation: "Muster\r\nBcc: evil@example.org" }),
  ).rejects.toThrow("request/invalid");
});

test("a mail server that cannot be reached costs the mail, not the link, and the log keeps silent", async () => {
  await using server = await startServer({ env: { SMTP_URL: "smtp://127.0.0.1:1" } });
  const admin = await setUp(server.url, SETUP_CODE);
  const made = await admin.ask<Invitation>("POST", "/api/invitations", { email: "unreached@example.org" });
  expect(made.mailed).toBe(false);
  expect(made.link).not.toBeNull();
  await until("the log line", () => server.output().includes("invitation mail not sent"));
  expect(server.output()).not.toContain("unreached");
});

async function invitationMail(locale: Locale) {
  await using server = await startServer({ env: { SMTP_URL: sink.url } });
  const admin = await setUp(server.url, SETUP_CODE, { locale });
  const email = `${locale}@example.org`;
  const made = await admin.ask<Invitation>("POST", "/api/invitations", { email });
  expect(made.mailed).toBe(true);
  const [headers = "", ...rest] = (sink.mails.at(-1) ?? "").split("\n\n");
  return { headers, body: unquote(rest.join("\n\n")), link: made.link };
}

/** Quoted-printable, as far as ASCII goes. */
function unquote(text: string): string {
  return text.replaceAll("=\n", "").replaceAll("=3D", "=");
}
