import { ROLE_NAMES } from "#shared/role-names.ts";
import type { GuidelineRole } from "#shared/roles.ts";
import { defineTexts } from "../i18n/index.ts";

interface RoleTexts {
  readonly label: string;
  readonly roles: Readonly<Record<GuidelineRole, string>>;
  readonly explained: Readonly<Record<GuidelineRole, string>>;
}

export const roleTexts = defineTexts<RoleTexts>({
  de: {
    label: "Recht an der Leitlinie",
    roles: ROLE_NAMES.de,
    explained: {
      owner: "Schreibt, entscheidet über Mitwirkende und legt ins Archiv.",
      editor: "Schreibt am Entwurf mit.",
      approver: "Liest den Entwurf und gibt frei oder zurück.",
      commenter: "Liest den Entwurf und kommentiert ihn.",
      reader: "Liest nur, was in Kraft ist, nicht den Entwurf.",
    },
  },
  en: {
    label: "Right on the guideline",
    roles: ROLE_NAMES.en,
    explained: {
      owner: "Writes, decides who takes part, and archives.",
      editor: "Writes the draft together with others.",
      approver: "Reads the draft and approves or returns it.",
      commenter: "Reads the draft and comments on it.",
      reader: "Reads only what is in force, not the draft.",
    },
  },
});
