/** Names of stock bodies in files that leave the house; screens have their own. */
import type { Body, Me } from "#shared/identity.ts";
import type { BodyKey, Locale } from "#shared/roles.ts";

type Representation = Me["organisation"]["representation"];

export function bodyNameIn(
  locale: Locale,
  representation: Representation,
  body: Pick<Body, "key" | "name"> | undefined,
): string {
  if (body === undefined) return "";
  if (body.name !== null || body.key === null) return body.name ?? "";
  if (body.key === "betriebsrat")
    return REPRESENTATIONS[locale][representation === "none" ? "betriebsrat" : representation];
  return BODIES[locale][body.key];
}

const REPRESENTATIONS: Readonly<Record<Locale, Readonly<Record<Exclude<Representation, "none">, string>>>> = {
  de: {
    betriebsrat: "Betriebsrat",
    personalrat: "Personalrat",
    mitarbeitervertretung: "Mitarbeitervertretung",
  },
  en: {
    betriebsrat: "Works council (Betriebsrat)",
    personalrat: "Staff council (Personalrat)",
    mitarbeitervertretung: "Staff representation (Mitarbeitervertretung)",
  },
};

const BODIES: Readonly<Record<Locale, Readonly<Record<Exclude<BodyKey, "betriebsrat">, string>>>> = {
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
};
