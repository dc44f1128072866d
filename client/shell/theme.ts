import { signal } from "@preact/signals";
import { keep, recall } from "./device.ts";

const STORED = "richtschnur.theme";
const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const chosen = recall(STORED);
export const theme = signal<Theme>(THEMES.find((each) => each === chosen) ?? "system");

theme.subscribe((now) => {
  document.documentElement.dataset.theme = now;
  keep(STORED, now);
});
