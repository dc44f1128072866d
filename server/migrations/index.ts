import type { Migration } from "kysely/migration";
import * as identity from "./0001-identity.ts";
import * as guidelines from "./0002-guidelines.ts";
import * as collab from "./0003-collab.ts";
import * as versions from "./0004-versions.ts";
import * as figures from "./0005-figures.ts";
import * as questions from "./0006-questions.ts";
import * as discussion from "./0007-discussion.ts";
import * as notifications from "./0008-notifications.ts";
import * as audit from "./0010-audit.ts";
import * as keyframes from "./0011-collab.ts";
import * as templateOrigins from "./0012-template-origins.ts";
import * as reviews from "./0013-reviews.ts";
import * as reviewScans from "./0014-review-scans.ts";

/** Forward only, in this order; a migration that has landed is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001-identity": identity,
  "0002-guidelines": guidelines,
  "0003-collab": collab,
  "0004-versions": versions,
  "0005-figures": figures,
  "0006-questions": questions,
  "0007-discussion": discussion,
  "0008-notifications": notifications,
  "0010-audit": audit,
  "0011-collab": keyframes,
  "0012-template-origins": templateOrigins,
  "0013-reviews": reviews,
  "0014-review-scans": reviewScans,
};
