import { type RequestHandler, Router } from "express";
import {
  type AuditEntry,
  type AuditPage,
  type AuditRow,
  auditQuery,
  type Verification,
} from "#shared/audit.ts";
import type { Person } from "#shared/identity.ts";
import type { GuidelineId } from "#shared/ids.ts";
import { allow } from "../platform/errors.ts";
import { parse } from "../platform/http.ts";
import { canReadAudit } from "./policy.ts";
import type { AuditStore } from "./store.ts";

const PAGE_SIZE = 100;

export function auditRoutes(parts: {
  readonly store: AuditStore;
  readonly session: RequestHandler;
  signedIn(request: Parameters<RequestHandler>[0]): Person;
  names(
    people: readonly string[],
    guidelines: readonly GuidelineId[],
  ): Promise<Readonly<Record<string, string>>>;
  verify(): Promise<Verification>;
}): Router {
  const { store, session, signedIn, names, verify } = parts;
  const router = Router();
  const administrator = (request: Parameters<RequestHandler>[0]) =>
    allow(canReadAudit(signedIn(request)), "audit/not-allowed", "Only administrators read the audit log.");

  router.get("/api/audit", session, async (request, response) => {
    administrator(request);
    const { before } = parse(auditQuery, request.query);
    const rows = await store.page(before ?? null, PAGE_SIZE + 1);
    const shown = rows.slice(0, PAGE_SIZE);
    response.json({
      rows: shown,
      names: await names(
        shown.flatMap(peopleOf),
        shown.flatMap(({ guideline }) => guideline ?? []),
      ),
      more: rows.length > PAGE_SIZE,
    } satisfies AuditPage);
  });
  router.get("/api/audit/verification", session, async (request, response) => {
    administrator(request);
    response.json(await verify());
  });
  return router;
}

function peopleOf({ actor, entry }: AuditRow): readonly string[] {
  return [...(actor === null ? [] : [actor]), ...subjectsOf(entry)];
}

function subjectsOf(entry: AuditEntry): readonly string[] {
  return "person" in entry ? [entry.person] : [];
}
