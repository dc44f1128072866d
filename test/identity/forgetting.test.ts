import { join } from "node:path";
import SQLite from "better-sqlite3";
import { expect, test } from "vitest";
import type { Invitation } from "#shared/identity.ts";
import { PASSWORD, setUp } from "#test/support/people.ts";
import { SETUP_CODE, startServer } from "#test/support/server-process.ts";

test("sessions and invitations that are over are forgotten with the next sign-in", async () => {
  await using server = await startServer();
  const admin = await setUp(server.url, SETUP_CODE);
  await admin.ask<Invitation>("POST", "/api/invitations", { email: "never.came@example.org" });
  const db = new SQLite(join(server.dataDir, "richtschnur.db"));
  db.exec(`update session set expiresAt = '2020-01-01T00:00:00.000Z';
    update invitations set expires_at = '2020-01-01T00:00:00.000Z'`);
  const { email } = admin;
  expect((await admin.request("POST", "/api/auth/sign-in/email", { email, password: PASSWORD })).status).toBe(
    200,
  );
  const count = (table: string) => db.prepare(`select count(*) as n from ${table}`).get();
  expect([count("session"), count("invitations")]).toEqual([{ n: 1 }, { n: 0 }]);
  db.close();
});
