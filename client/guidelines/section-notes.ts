/** What capabilities say of sections on the cord, such as "2 questions": each brings its own, the cord shows the most pressing. */
import type { ReadonlySignal } from "@preact/signals";
import { pressing, type SectionStatus } from "#shared/section-status.ts";

export interface SectionNote {
  readonly status: SectionStatus;
  /** A word or two. */
  readonly words: string;
}

/** By section. */
export type SectionNotes = ReadonlySignal<ReadonlyMap<string, SectionNote>>;

/** The note of a section, with its status out of everything that is known. */
export function noteOf(
  sources: readonly SectionNotes[],
  section: { readonly id: string; readonly status: SectionStatus },
): { readonly status: SectionStatus; readonly words: string | null } {
  const notes = sources.flatMap((source) => source.value.get(section.id) ?? []);
  const status = pressing([section.status, ...notes.map((note) => note.status)]);
  return { status, words: notes.find((note) => note.status === status)?.words ?? null };
}
