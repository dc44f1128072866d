/** The language of the interface. Texts stand beside the screens that show them, German and English together. */
import { signal } from "@preact/signals";
import { LOCALES, type Locale } from "#shared/roles.ts";
import { keep, recall } from "../shell/device.ts";

const STORED = "richtschnur.locale";

export const locale = signal<Locale>(firstLocale());

/** Changes the language at once and keeps the choice on this device. */
export function setLocale(next: Locale): void {
  locale.value = next;
  document.documentElement.lang = next;
  keep(STORED, next);
}

/** Texts in both languages; the result gives those of the current one. English must have what German has. */
export function defineTexts<T>(texts: { readonly de: T; readonly en: NoInfer<T> }): () => T {
  return () => texts[locale.value];
}

export function formatDate(iso: string): string {
  return new Intl.DateTimeFormat(tag(), { day: "numeric", month: "long", year: "numeric" }).format(
    new Date(iso),
  );
}

export function formatTime(iso: string): string {
  return new Intl.DateTimeFormat(tag(), { hour: "2-digit", minute: "2-digit" }).format(new Date(iso));
}

/** `Dienstag` */
export function formatWeekday(iso: string): string {
  return new Intl.DateTimeFormat(tag(), { weekday: "long" }).format(new Date(iso));
}

/** `A, B und C` */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(tag(), { type: "conjunction" }).format(items);
}

function tag(): string {
  return locale.value === "de" ? "de-DE" : "en-GB";
}

function firstLocale(): Locale {
  const chosen = recall(STORED);
  const known = LOCALES.find((each) => each === chosen);
  const first = known ?? (navigator.languages.some((each) => each.startsWith("de")) ? "de" : "en");
  document.documentElement.lang = first;
  return first;
}
