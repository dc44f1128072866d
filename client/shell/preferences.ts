/** How somebody likes to work on this device: choices that concern nobody else. */
import { type Signal, signal } from "@preact/signals";
import { keep, recall } from "./device.ts";

/** Keys that act alone, without Ctrl or Alt: they can be switched off (WCAG 2.1.4). */
export const singleKeys = choice("richtschnur.single-keys", true);
/** Screen readers are told of people who come and go. */
export const announcePeople = choice("richtschnur.announce-people", false);
/** Quotes, dashes and narrow spaces are set while typing. */
export const typesetWhileTyping = choice("richtschnur.typeset", true);

function choice(key: string, fallback: boolean): Signal<boolean> {
  const stored = recall(key);
  const now = signal(stored === null ? fallback : stored === "true");
  let first = true;
  now.subscribe((value) => {
    if (!first) keep(key, String(value));
    first = false;
  });
  return now;
}
