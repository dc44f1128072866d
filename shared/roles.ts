/** Roles, bodies and kinds of staff representation: plain lists that the contracts and the interface share. */

/** Rights on one guideline, weakest first. A coach is an `editor` whose membership carries no approval right. */
export const GUIDELINE_ROLES = ["reader", "commenter", "approver", "editor", "owner"] as const;
export type GuidelineRole = (typeof GUIDELINE_ROLES)[number];

/** Nobody is given `participant`: it is everybody while a draft is open to all staff. */
export const GRANTED_ROLES = [...GUIDELINE_ROLES, "participant"] as const;
/** What a person may do on a guideline, by membership or by a participation phase. */
export type GrantedRole = (typeof GRANTED_ROLES)[number];

export const ORGANISATION_ROLES = ["member", "admin"] as const;
export type OrganisationRole = (typeof ORGANISATION_ROLES)[number];

/** Which law the staff representation stands in; it decides names and texts. */
export const REPRESENTATIONS = ["betriebsrat", "personalrat", "mitarbeitervertretung", "none"] as const;
export type Representation = (typeof REPRESENTATIONS)[number];

/**
 * Bodies that every organisation begins with. The key is stable and the same in every language; `betriebsrat` is
 * the key of the staff representation of any kind, its name follows the organisation's `representation`.
 */
export const BODY_KEYS = [
  "kommunikation",
  "geschaeftsfuehrung",
  "betriebsrat",
  "schwerbehindertenvertretung",
  "jugendvertretung",
  "gleichstellung",
  "it",
  "datenschutz",
  "recht",
  "personal",
] as const;
export type BodyKey = (typeof BODY_KEYS)[number];

export const LOCALES = ["de", "en"] as const;
export type Locale = (typeof LOCALES)[number];

export const DOCUMENT_KINDS = ["guideline", "policy", "instruction"] as const;
/** Leitlinie, Richtlinie, Dienstanweisung. */
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Colours of people, as names that the stylesheet resolves for light and dark. */
export const PERSON_COLOURS = [
  "petrol",
  "violet",
  "blue",
  "rust",
  "green",
  "plum",
  "ochre",
  "slate",
] as const;
export type PersonColour = (typeof PERSON_COLOURS)[number];
