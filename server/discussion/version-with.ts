import { Node } from "prosemirror-model";
import { schema } from "#shared/document/schema.ts";
import type { GuidelineId } from "#shared/ids.ts";
import type { Versions } from "../versions/index.ts";

/** How many versions are looked through, newest first. */
const MOST = 30;

/** The newest version in which a quote stands, or null. */
export async function newestWith(
  versions: Versions,
  guidelineId: GuidelineId,
  quote: string,
): Promise<number | null> {
  for (const { number } of (await versions.service.list(guidelineId)).slice(0, MOST)) {
    const { doc } = await versions.service.content(guidelineId, number);
    if (textOf(Node.fromJSON(schema, doc)).includes(quote)) return number;
  }
  return null;
}

/** As quotes write it: placeholders as `{{name}}`, breaks as `\v`, lines with `\n` between them. */
function textOf(doc: Node): string {
  return doc.textBetween(0, doc.content.size, "\n", (leaf) =>
    leaf.type === schema.nodes.break ? "\v" : (leaf.type.spec.leafText?.(leaf) ?? ""),
  );
}
