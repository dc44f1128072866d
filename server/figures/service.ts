/** Rules of figures: what is taken in, and who may see it. */
import { createHash } from "node:crypto";
import { MAX_FIGURE_PIXELS, MAX_FIGURE_SIDE, MAX_GUIDELINE_FIGURES } from "#shared/figure-limits.ts";
import type { Figure } from "#shared/figures.ts";
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import { canReadDraft, type Guidelines } from "../guidelines/index.ts";
import { AppError, notFound } from "../platform/errors.ts";
import { type Picture, UnreadablePicture } from "./picture.ts";
import type { FigureStore } from "./store.ts";
import { readPicture } from "./strip.ts";

/** A figure, and whether the guideline did not have it before. */
export interface Brought {
  readonly figure: Figure;
  readonly isNew: boolean;
}

export type FigureService = ReturnType<typeof createFigureService>;

export function createFigureService(store: FigureStore, guidelines: Pick<Guidelines, "grantOf">) {
  async function mayRead(personId: PersonId, hash: string): Promise<boolean> {
    for (const guidelineId of await store.guidelinesOf(hash)) {
      const grant = await guidelines.grantOf(personId, guidelineId);
      if (grant !== null && canReadDraft(grant)) return true;
    }
    return false;
  }

  async function bring(guidelineId: GuidelineId, figure: Figure, bytes: Buffer | null): Promise<Brought> {
    const isNew = await store.bring(guidelineId, figure, bytes, MAX_GUIDELINE_FIGURES);
    if (isNew === null)
      throw new AppError("figures/no-room", 422, "The figures of this guideline are too large together.");
    return { figure, isNew };
  }

  return {
    /** Takes a file in. @throws AppError figures/unreadable, figures/too-many-pixels, figures/no-room */
    async add(guidelineId: GuidelineId, file: Buffer): Promise<Brought> {
      const { bytes, ...picture } = taken(file);
      const hash = createHash("sha256").update(bytes).digest("hex");
      return bring(guidelineId, { hash, ...picture, bytes: bytes.length }, bytes);
    },

    /** Brings a figure that this person may read in another text to this one as well. */
    async adopt(personId: PersonId, guidelineId: GuidelineId, hash: string): Promise<Brought> {
      const figure = (await mayRead(personId, hash)) ? await store.find(hash) : null;
      return bring(guidelineId, figure ?? noFigure(), null);
    },

    /** Who may not read it cannot tell it from none. */
    async read(
      personId: PersonId,
      hash: string,
    ): Promise<{ readonly figure: Figure; readonly bytes: Buffer }> {
      const figure = (await mayRead(personId, hash)) ? await store.find(hash) : null;
      const bytes = figure === null ? null : await store.bytes(hash);
      return figure === null || bytes === null ? noFigure() : { figure, bytes };
    },
  };
}

function taken(file: Buffer): Picture {
  const picture = readable(file);
  const { width, height } = picture;
  if (Math.max(width, height) > MAX_FIGURE_SIDE || width * height > MAX_FIGURE_PIXELS)
    throw new AppError("figures/too-many-pixels", 422, `The picture has ${width} × ${height} pixels.`);
  return picture;
}

function readable(file: Buffer): Picture {
  try {
    return readPicture(file);
  } catch (error) {
    if (!(error instanceof UnreadablePicture)) throw error;
    const code = error.reason === "damaged" ? "figures/damaged" : "figures/unreadable";
    throw new AppError(code, 422, "Figures are PNG, JPEG or WebP, and do not move.");
  }
}

function noFigure(): never {
  return notFound("figures/not-found", "There is no such figure, or you may not read a text that uses it.");
}
