/** A release sheet for paper, in the language of the guideline. */
import { bodyNameIn } from "#shared/body-names.ts";
import type { Person } from "#shared/identity.ts";
import type { GuidelineId } from "#shared/ids.ts";
import { releaseSheetView, type SheetNames } from "#shared/release-sheet.ts";
import type { ReleaseSheet } from "#shared/reviews.ts";
import type { Guidelines } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";
import { notFound } from "../platform/errors.ts";
import type { Print, PrintData } from "../print/index.ts";
import type { createReleaseSheets } from "./release-sheet.ts";

export function createSheetPrinter(parts: {
  readonly releaseSheet: ReturnType<typeof createReleaseSheets>;
  readonly identity: Identity;
  readonly guidelines: Guidelines;
  readonly print: Print;
}) {
  const { releaseSheet, identity, guidelines, print } = parts;

  return async function printSheet(
    person: Person,
    guidelineId: GuidelineId,
    number: number,
  ): Promise<{ readonly name: string; readonly file: Buffer }> {
    const sheet = await releaseSheet(person, guidelineId, number);
    const { locale, slug } =
      (await guidelines.find(guidelineId)) ?? notFound("guidelines/not-found", "There is no such guideline.");
    const [bodies, representation, timeZone] = await Promise.all([
      identity.bodies(),
      identity.representation(),
      identity.timeZone(),
    ]);
    const data = printedReleaseSheet(sheet, {
      locale,
      timeZone,
      body(id) {
        const body = bodies.find((each) => each.id === id);
        return body === undefined ? "" : bodyNameIn(locale, body, representation);
      },
    });
    return { name: `${slug}-${number}-release-sheet.pdf`, file: await print.pdf("release-sheet", data) };
  };
}

export function printedReleaseSheet(sheet: ReleaseSheet, names: SheetNames): PrintData {
  const { title: kind, about, ...view } = releaseSheetView(sheet, names);
  const data = {
    ...view,
    // Its name is the page's; what it is about stands below.
    title: kind,
    lang: names.locale,
    about,
    short: sheet.contentHash.slice(0, 12),
    words: {
      kind: about,
      ...(names.locale === "de" ? { page: "Seite", of: "von" } : { page: "Page", of: "of" }),
    },
  };
  return data;
}
