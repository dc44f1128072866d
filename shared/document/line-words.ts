/** What lines and boxes are called that say how they are meant. */
import type { Locale } from "../roles.ts";
import type { BoxType, Force, Tone, Verdict } from "./layout.ts";

export interface LineWords {
  readonly binding: string;
  readonly recommended: string;
  readonly tones: Readonly<Record<Tone, string>>;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly situation: string;
}

export const LINE_WORDS: Readonly<Record<Locale, LineWords>> = {
  de: {
    binding: "Verbindlich",
    recommended: "Empfehlung",
    tones: { note: "Hinweis", tip: "Tipp", warning: "Achtung", important: "Wichtig" },
    verdicts: { do: "So gelingt es", dont: "Besser nicht" },
    situation: "Was tun, wenn …",
  },
  en: {
    binding: "Binding",
    recommended: "Recommended",
    tones: { note: "Note", tip: "Tip", warning: "Caution", important: "Important" },
    verdicts: { do: "Do", dont: "Better not" },
    situation: "What to do when …",
  },
};

/** What a box is called by its attributes. Those of `layout.ts`, or of a comparison, which has them as JSON. */
export function boxNameOf(words: LineWords, box: unknown): string {
  const { type, tone, verdict } = box as {
    readonly type?: BoxType;
    readonly tone?: Tone;
    readonly verdict?: Verdict;
  };
  if (type === "example") return words.verdicts[verdict ?? "do"];
  return type === "situation" ? words.situation : words.tones[tone ?? "note"];
}

/** Null for a line that carries no label. */
export function forceNameOf(words: LineWords, force: Force): string | null {
  return force === "none" ? null : words[force];
}
