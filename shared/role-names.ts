/** What rights on a guideline are called. */
import type { GuidelineRole, Locale } from "./roles.ts";

export const ROLE_NAMES: Readonly<Record<Locale, Readonly<Record<GuidelineRole, string>>>> = {
  de: {
    owner: "Verantworten",
    editor: "Schreiben",
    approver: "Freigeben",
    commenter: "Kommentieren",
    reader: "Lesen",
  },
  en: { owner: "In charge", editor: "Write", approver: "Approve", commenter: "Comment", reader: "Read" },
};
