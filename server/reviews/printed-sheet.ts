/** A release sheet as data for a printed page. */
import { releaseSheetView, type SheetNames } from "#shared/release-sheet.ts";
import type { ReleaseSheet } from "#shared/reviews.ts";
import type { PrintData } from "../print/index.ts";

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
