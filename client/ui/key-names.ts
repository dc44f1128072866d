/** How keys are called for people, from the way ProseMirror writes them: `Mod-Shift-8` is `Strg+Umschalt+8`. */
import { defineTexts } from "../i18n/index.ts";

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

const names = defineTexts<Readonly<Record<string, string>>>({
  de: {
    Mod: isMac ? "⌘" : "Strg",
    Shift: isMac ? "⇧" : "Umschalt",
    Alt: isMac ? "⌥" : "Alt",
    Enter: "Eingabe",
    Escape: "Esc",
    ArrowUp: "↑",
    ArrowDown: "↓",
    ArrowLeft: "←",
    ArrowRight: "→",
    Tab: "Tab",
    Backspace: "Rücktaste",
    Home: "Pos1",
    End: "Ende",
  },
  en: {
    Mod: isMac ? "⌘" : "Ctrl",
    Shift: isMac ? "⇧" : "Shift",
    Alt: isMac ? "⌥" : "Alt",
    Enter: "Enter",
    Escape: "Esc",
    ArrowUp: "↑",
    ArrowDown: "↓",
    ArrowLeft: "←",
    ArrowRight: "→",
    Tab: "Tab",
    Backspace: "Backspace",
  },
});

export function keyLabel(keys: string): string {
  return keyParts(keys).join(isMac ? "" : "+");
}

export function keyParts(keys: string): readonly string[] {
  return keys.split("-").map((key) => names()[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}
