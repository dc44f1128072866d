/** The door of audit: services record what they decide inside the transaction that makes it true. */
import type { RequestHandler, Router } from "express";
import type { AuditEntry, Verification } from "#shared/audit.ts";
import type { Person } from "#shared/identity.ts";
import type { GuidelineId } from "#shared/ids.ts";
import type { Clock } from "../platform/clock.ts";
import { USUAL_LOG_DAYS } from "../platform/config.ts";
import type { AnyTransaction, Database } from "../platform/db.ts";
import { auditRoutes } from "./routes.ts";
import { type Occasion, openAuditStore } from "./store.ts";
import { verify, type Witness } from "./verify.ts";

export type { Occasion } from "./store.ts";
export type { Witness } from "./verify.ts";

export interface Audit {
  /** Adds a row to the log: it is there if and only if what it tells of is. */
  record(tx: AnyTransaction, occasion: Occasion, entry: AuditEntry): Promise<void>;
  /** Records for how long steps of texts are kept, where that is another time than before. */
  noteLogDays(days: number, reason: string | null): Promise<void>;
  /** Whoever freezes things that rows vouch for brings somebody who can tell whether they are still the same. */
  heardBy(witness: () => Witness): void;
  verify(): Promise<Verification>;
  routes(parts: {
    readonly session: RequestHandler;
    signedIn(request: Parameters<RequestHandler>[0]): Person;
    names(
      people: readonly string[],
      guidelines: readonly GuidelineId[],
    ): Promise<Readonly<Record<string, string>>>;
  }): Router;
}

export function mountAudit({ db, clock }: { readonly db: Database; readonly clock: Clock }): Audit {
  const store = openAuditStore(db);
  const witnesses: (() => Witness)[] = [];
  const verifyAll = () =>
    verify(
      store,
      witnesses.map((witness) => witness()),
    );
  return {
    record: (tx, occasion, entry) => store.append(tx, clock.now().toISOString(), occasion, entry),
    noteLogDays: (days, reason) =>
      db.transaction().execute(async (tx) => {
        const before = await store.newest("setting.logDays", tx);
        if ((before?.days ?? USUAL_LOG_DAYS) === days && (before?.reason ?? null) === reason) return;
        const entry = { kind: "setting.logDays", days, reason } as const;
        await store.append(tx, clock.now().toISOString(), { actor: null, guideline: null }, entry);
      }),
    heardBy: (witness) => void witnesses.push(witness),
    verify: verifyAll,
    routes: (parts) => auditRoutes({ ...parts, store, verify: verifyAll }),
  };
}
