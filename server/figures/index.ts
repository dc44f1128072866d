/** The door of figures: pictures in texts, and who may see them. */
import type { Router } from "express";
import type { Guidelines } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Database } from "../platform/db.ts";
import { figureRoutes } from "./routes.ts";
import { createFigureService } from "./service.ts";
import { openFigureStore } from "./store.ts";

export interface Figures {
  readonly router: Router;
}

export function mountFigures(parts: {
  readonly db: Database;
  readonly identity: Identity;
  readonly guidelines: Guidelines;
}): Figures {
  const { db, identity, guidelines } = parts;
  const service = createFigureService(openFigureStore(db), guidelines);
  return { router: figureRoutes(service, guidelines, identity) };
}
