/** Who is called by name in a message: `@[Name](person:id)`, `@[Name](body:id)`. */
import type { BodyId, PersonId } from "./ids.ts";

export type Mention =
  | { readonly type: "person"; readonly id: PersonId }
  | { readonly type: "body"; readonly id: BodyId };

const MENTION = /@\[([^\]\n]{1,120})\]\((person|body):([A-Za-z0-9_-]{1,64})\)/g;

/** Who is called by name in a message, each once. */
export function mentionsOf(text: string): readonly Mention[] {
  const found = new Map<string, Mention>();
  for (const [, , type, who] of text.matchAll(MENTION))
    found.set(`${type}:${who}`, { type, id: who } as Mention);
  return [...found.values()];
}

/** A mention as it stands in a message. */
export function mentionText(name: string, mention: Mention): string {
  return `@[${name.replaceAll(/[[\]\n]/g, " ").slice(0, 120)}](${mention.type}:${mention.id})`;
}
