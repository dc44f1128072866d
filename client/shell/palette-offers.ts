/** What the palette finds beside what it knows by itself: each screen offers what it can do while it is there. */
export interface Offer {
  readonly label: string;
  /** Keys that do the same, as ProseMirror writes them. */
  readonly keys?: string;
  readonly onSelect: () => void;
}

export interface OfferGroup {
  readonly title: string;
  readonly offers: readonly Offer[];
}

type Groups = () => readonly OfferGroup[];
const groups = new Set<Groups>();

/** @returns a function that takes the offers back */
export function offer(made: Groups): () => void {
  groups.add(made);
  return () => groups.delete(made);
}

export function offered(): readonly OfferGroup[] {
  return [...groups].flatMap((made) => made());
}
