/** Where somebody was in a text, for when the window is loaded again. Kept in this window alone, and only as long. */
import { keepAtTop, keepInSight } from "./sight.ts";

export interface Place {
  readonly section: string;
  /** From the section's upper edge to the window's, in CSS pixels. */
  readonly offset: number;
}

/** How long somebody rests before a place is kept, in milliseconds. */
const REST = 150;

/** @returns a function that ends it */
export function rememberPlace(guidelineId: string, sheet: HTMLElement): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keepNow = () => {
    const place = placeIn(sheet);
    if (place === null) return;
    try {
      sessionStorage.setItem(key(guidelineId), JSON.stringify(place));
    } catch {
      // Storage is blocked or full: the text opens at its beginning.
    }
  };
  const onScroll = () => {
    clearTimeout(timer);
    timer = setTimeout(keepNow, REST);
  };
  addEventListener("scroll", onScroll, { passive: true });
  addEventListener("pagehide", keepNow);
  // The browser knows the height of the page that was, not that of the one that is being drawn.
  const { scrollRestoration } = history;
  history.scrollRestoration = "manual";
  return () => {
    clearTimeout(timer);
    history.scrollRestoration = scrollRestoration;
    removeEventListener("scroll", onScroll);
    removeEventListener("pagehide", keepNow);
  };
}

/** Goes where one was before the window was loaded again; an address that names a place (`#…`) comes first. */
export function returnToPlace(guidelineId: string, sheet: HTMLElement): void {
  const named = decodeURIComponent(location.hash.slice(1));
  if (named === "") goToPlace(sheet, recallPlace(guidelineId));
  else goToSection(sheet, named);
}

export function placeIn(sheet: HTMLElement): Place | null {
  const section = sectionAt(sheet, 0);
  return section && { section: section.dataset.id ?? "", offset: -section.getBoundingClientRect().top };
}

export function goToPlace(sheet: HTMLElement, place: Place | null): void {
  const section = place && sectionOf(sheet, place.section);
  if (!place || !section) return;
  const { offset } = place;
  keepInSight(() => (section.isConnected ? section.getBoundingClientRect().top + offset : null));
}

/** Brings a section's beginning to the upper edge. */
export function goToSection(sheet: ParentNode, id: string): void {
  const section = sectionOf(sheet, id);
  if (section !== null) keepAtTop(section);
}

function sectionOf(sheet: ParentNode, id: string): HTMLElement | null {
  return sheet.querySelector(`section[data-id="${CSS.escape(id)}"]`);
}

/** The last section that begins above a line of the window, in CSS pixels from its upper edge. */
export function sectionAt(sheet: HTMLElement, line: number): HTMLElement | null {
  let found: HTMLElement | null = null;
  for (const section of sheet.querySelectorAll<HTMLElement>("section[data-id]")) {
    if (found !== null && section.getBoundingClientRect().top > line) break;
    found = section;
  }
  return found;
}

function recallPlace(guidelineId: string): Place | null {
  try {
    const place: unknown = JSON.parse(sessionStorage.getItem(key(guidelineId)) ?? "null");
    if (typeof place !== "object" || place === null || !("section" in place) || !("offset" in place))
      return null;
    return { section: String(place.section), offset: Number(place.offset) || 0 };
  } catch {
    return null;
  }
}

function key(guidelineId: string): string {
  return `richtschnur.place.${guidelineId}`;
}
