/** Many people at once: put into the database with sessions of their own, since passwords are hashed slowly on purpose. */
import { createHmac, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { IdentityTables } from "#server/identity/index.ts";
import { newId, type PersonId } from "#shared/ids.ts";
import type { AppAtWork } from "./app.ts";
import { type Someone, withSession } from "./people.ts";

/** Staff without bodies and memberships, signed in for a month. */
export async function addStaff(
  { app, db, clock, dataDir }: AppAtWork,
  count: number,
): Promise<readonly Someone[]> {
  const secret = readFileSync(join(dataDir, "secret"), "utf8");
  const now = clock.now();
  const expires = new Date(now.getTime() + 30 * 24 * 60 * 60 * 1000).toISOString();
  const at = now.toISOString();
  const tables = db.withTables<IdentityTables>();
  const staff: Someone[] = [];
  await tables.transaction().execute(async (tx) => {
    for (let index = 1; index <= count; index++) {
      const id = newId<PersonId>();
      const name = `Kollege ${index}`;
      const email = `kollege.${index}@example.org`;
      const token = randomBytes(24).toString("base64url");
      await tx
        .insertInto("user")
        .values({ id, name, email, emailVerified: 1, createdAt: at, updatedAt: at })
        .execute();
      await tx
        .insertInto("people")
        .values({ id, role: "member", colour: "slate", locale: "de", status: "active" })
        .execute();
      const session = { id: newId(), userId: id, expiresAt: expires, token, createdAt: at, updatedAt: at };
      await tx.insertInto("session").values(session).execute();
      const signature = createHmac("sha256", secret).update(token).digest("base64");
      const cookie = `richtschnur.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
      staff.push(withSession(app.url, { id, name, email }, cookie));
    }
  });
  return staff;
}
