import type { Body } from "#shared/identity.ts";
import type { BodyKey, Representation } from "#shared/roles.ts";
import { defineTexts } from "../i18n/index.ts";
import { session } from "../shell/session.ts";

const names = defineTexts<Readonly<Record<Exclude<BodyKey, "betriebsrat">, string>>>({
  de: {
    kommunikation: "Kommunikation",
    geschaeftsfuehrung: "Geschäftsführung",
    schwerbehindertenvertretung: "Schwerbehindertenvertretung",
    jugendvertretung: "Jugend- und Auszubildendenvertretung",
    gleichstellung: "Gleichstellungsbeauftragte",
    it: "IT",
    datenschutz: "Datenschutz",
    recht: "Recht",
    personal: "Personal",
  },
  en: {
    kommunikation: "Communications",
    geschaeftsfuehrung: "Management",
    schwerbehindertenvertretung: "Representation of severely disabled staff",
    jugendvertretung: "Youth and trainee representation",
    gleichstellung: "Equal opportunities",
    it: "IT",
    datenschutz: "Data protection",
    recht: "Legal",
    personal: "HR",
  },
});

export const representationNames = defineTexts<Readonly<Record<Representation, string>>>({
  de: {
    betriebsrat: "Betriebsrat",
    personalrat: "Personalrat",
    mitarbeitervertretung: "Mitarbeitervertretung",
    none: "Keine",
  },
  en: {
    betriebsrat: "Works council (Betriebsrat)",
    personalrat: "Staff council (Personalrat)",
    mitarbeitervertretung: "Staff representation (Mitarbeitervertretung)",
    none: "None",
  },
});

/** Name of a stock body in the current language; the staff representation's follows the organisation. */
export function bodyKeyName(key: BodyKey): string {
  if (key !== "betriebsrat") return names()[key];
  const current = session.value;
  const kind = current.state === "signedIn" ? current.me.organisation.representation : "betriebsrat";
  return representationNames()[kind === "none" ? "betriebsrat" : kind];
}

export function bodyName(body: Pick<Body, "key" | "name">): string {
  return body.name ?? (body.key === null ? "" : bodyKeyName(body.key));
}
