/** Names of the bodies that every organisation begins with, in every language. */
import type { BodyKey, Locale, Representation } from "./roles.ts";

const NAMES: Readonly<Record<Locale, Readonly<Record<Exclude<BodyKey, "betriebsrat">, string>>>> = {
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

export const REPRESENTATION_NAMES: Readonly<Record<Locale, Readonly<Record<Representation, string>>>> = {
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
};

interface Named {
  readonly key: BodyKey | null;
  readonly name: string | null;
}

/** A body's own name, or that of a stock body; the staff representation's follows the organisation. */
export function bodyNameIn(locale: Locale, { key, name }: Named, representation: Representation): string {
  if (name !== null) return name;
  if (key === null) return "";
  if (key !== "betriebsrat") return NAMES[locale][key];
  return REPRESENTATION_NAMES[locale][representation === "none" ? "betriebsrat" : representation];
}
