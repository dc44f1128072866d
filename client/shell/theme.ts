import { signal } from "@preact/signals";

const STORED = "richtschnur.theme";
const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const chosen = localStorage.getItem(STORED);
export const theme = signal<Theme>(THEMES.find((each) => each === chosen) ?? "system");

theme.subscribe((now) => {
  document.documentElement.dataset.theme = now;
  localStorage.setItem(STORED, now);
});
