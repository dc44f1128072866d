import { defineTexts } from "../i18n/index.ts";

interface TemplateTexts {
  readonly about: string;
  readonly aboutSection: (title: string) => string;
  readonly benefits: string;
  readonly benefitsLead: string;
  readonly noBenefits: string;
  readonly department: string;
  readonly allDepartments: string;
  readonly print: string;
  readonly codetermination: string;
  readonly codeterminationLead: string;
  readonly labels: Readonly<Record<"subject" | "free" | "check", string>>;
  readonly law: string;
  readonly lawLead: string;
  readonly confidence: Readonly<Record<"high" | "medium" | "low", string>>;
  readonly asOf: (month: string, recheck: string) => string;
  readonly news: string;
  readonly newsLead: (since: number, now: number) => string;
  readonly newsEdit: string;
  readonly newsList: string;
  readonly showTemplate: string;
  readonly settled: string;
  readonly close: string;
  readonly tone: string;
  readonly prohibitions: string;
  readonly manyHands: string;
  readonly outdatedLaw: string;
}

export const templateTexts = defineTexts<TemplateTexts>({
  de: {
    about: "Hintergrund",
    aboutSection: (title) => `Hintergrund: ${title}`,
    benefits: "Nutzen je Bereich",
    benefitsLead:
      "Was die Leitlinie den einzelnen Bereichen bringt, für Gespräche mit ihnen. Wählen Sie einen Bereich, und drucken Sie nur dessen Seite.",
    noBenefits: "Zu den Abschnitten dieses Textes ist kein Nutzen hinterlegt.",
    department: "Bereich",
    allDepartments: "Alle Bereiche",
    print: "Drucken",
    codetermination: "Mitbestimmung",
    codeterminationLead: "Eine Einordnung zur Orientierung. Was im Einzelnen gilt, klären Sie miteinander.",
    labels: { subject: "mitbestimmungspflichtig", free: "frei", check: "zu prüfen" },
    law: "Recht",
    lawLead: "Zur Orientierung, keine Rechtsberatung.",
    confidence: {
      high: "gut gesichert",
      medium: "in Teilen umstritten oder nicht im Einzelnen geprüft",
      low: "unsicher",
    },
    asOf: (month, recheck) => `Stand ${month}, wieder prüfen bis ${recheck}`,
    news: "Neu in der Vorlage",
    newsLead: (since, now) =>
      `Dieser Abschnitt stammt aus Stand ${since} der Vorlage, inzwischen gibt es Stand ${now}. Ihr Text bleibt, wie er ist.`,
    newsEdit: "Übernehmen Sie, was passt. Danach können Sie den Hinweis schließen.",
    newsList: "Neu in der Vorlage",
    showTemplate: "Text der Vorlage",
    settled: "Gesehen, Hinweis schließen",
    close: "Schließen",
    tone: "Zum Ton dieses Abschnitts",
    prohibitions:
      "Hier wird viel verboten oder verlangt. Was Menschen tun können, merkt man sich leichter als das, was sie nicht dürfen.",
    manyHands:
      "Ein alltäglicher Beitrag geht hier durch mehr als zwei Hände. Kurze Wege halten Antworten schnell und persönlich.",
    outdatedLaw:
      "Diese Vorschrift gilt so nicht mehr. An die Stelle von TMG, TTDSG und RStV sind DDG, TDDDG und MStV getreten.",
  },
  en: {
    about: "Background",
    aboutSection: (title) => `Background: ${title}`,
    benefits: "Benefit per department",
    benefitsLead:
      "What the guideline brings to each department, for talking with them. Choose a department to print its page alone.",
    noBenefits: "No benefit is noted for the sections of this text.",
    department: "Department",
    allDepartments: "All departments",
    print: "Print",
    codetermination: "Co-determination",
    codeterminationLead: "For orientation. What applies in particular is for you to settle with each other.",
    labels: { subject: "subject to co-determination", free: "free", check: "to be checked" },
    law: "Law",
    lawLead: "For orientation, no legal advice.",
    confidence: {
      high: "well established",
      medium: "partly disputed, or not checked in detail",
      low: "uncertain",
    },
    asOf: (month, recheck) => `As of ${month}, look again by ${recheck}`,
    news: "New in the template",
    newsLead: (since, now) =>
      `This section comes from version ${since} of its template; there is a version ${now} by now. Your text stays as it is.`,
    newsEdit: "Take over what suits you. Then you can close this note.",
    newsList: "New in the template",
    showTemplate: "Text of the template",
    settled: "Seen, close this note",
    close: "Close",
    tone: "On the tone of this section",
    prohibitions:
      "Much is forbidden or demanded here. People remember what they can do more easily than what they must not.",
    manyHands:
      "An everyday post passes through more than two hands here. Short ways keep replies quick and personal.",
    outdatedLaw:
      "This provision no longer applies as such. DDG, TDDDG and MStV have taken the place of TMG, TTDSG and RStV.",
  },
});
