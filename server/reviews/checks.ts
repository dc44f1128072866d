/** What is looked at before a version is handed over for approval: what blocks, and what only warns. */
import { Node } from "prosemirror-model";
import { schema } from "#shared/document/schema.ts";
import type { SectionId } from "#shared/ids.ts";
import type { Check } from "#shared/reviews.ts";
import type { VersionContent } from "#shared/versions.ts";

/** Laws that German guidelines still name and that have become another, with the law that holds since. */
const OUTDATED: Readonly<Record<string, string>> = {
  // Digitale-Dienste-Gesetz, BGBl. 2024 I Nr. 149, since 14 May 2024.
  TMG: "DDG",
  TTDSG: "TDDDG",
  // Regulation (EU) 2022/2065 has taken its place.
  NetzDG: "DSA",
  // Medienstaatsvertrag, since 7 November 2020.
  RStV: "MStV",
};
const NAMES = new RegExp(`(?<![\\p{L}\\p{N}])(${Object.keys(OUTDATED).join("|")})(?![\\p{L}\\p{N}])`, "gu");

/** Found in the text itself. All of it warns: whether it matters, a person must see. */
export function contentChecks({
  doc,
  variables,
}: Pick<VersionContent, "doc" | "variables">): readonly Check[] {
  const found: Check[] = [];
  for (const section of Node.fromJSON(schema, doc).children) {
    const sectionId = section.attrs.id as SectionId;
    const missing = new Map<string, number>();
    const laws = new Set<string>();
    section.descendants((node) => {
      if (node.type === schema.nodes.variable) {
        const name = String(node.attrs.name);
        if (!variables[name]?.trim()) missing.set(name, (missing.get(name) ?? 0) + 1);
      }
      if (node.type === schema.nodes.figure && !String(node.attrs.alt ?? "").trim())
        found.push({ what: "altText", sectionId });
      if (node.isTextblock) for (const [law] of node.textContent.matchAll(NAMES)) laws.add(law);
    });
    for (const [name, times] of missing) found.push({ what: "variable", name, sectionId, times });
    for (const law of laws) found.push({ what: "outdatedLaw", law, now: OUTDATED[law] ?? "", sectionId });
  }
  if (!variables.contact?.trim()) found.push({ what: "contact" });
  return found;
}
