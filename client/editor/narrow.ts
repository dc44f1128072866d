/** What the window has room for, as it changes; the widths are those of styles/page.css. */
import { type ReadonlySignal, signal } from "@preact/signals";

/** One column; the cord and the side panel cover the text. */
export const phone = follow("(max-width: 799px)");
/** The side panel slides over the text. */
export const narrow = follow("(max-width: 1199px)");

function follow(query: string): ReadonlySignal<boolean> {
  const media = matchMedia(query);
  const holds = signal(media.matches);
  media.addEventListener("change", () => {
    holds.value = media.matches;
  });
  return holds;
}
