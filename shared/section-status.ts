/** How far a section is. Apart from the contract, so that the browser need not carry zod. */

/** open: questions open; discussed: open concerns; settled: agreed. */
export const SECTION_STATUSES = ["open", "discussed", "settled"] as const;
export type SectionStatus = (typeof SECTION_STATUSES)[number];

/** What a section shows of everything that is known about it: a concern goes before a question. */
export function pressing(statuses: readonly SectionStatus[]): SectionStatus {
  if (statuses.includes("discussed")) return "discussed";
  return statuses.includes("open") ? "open" : "settled";
}
