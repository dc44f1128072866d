/** Where somebody was in a text, for when the window is loaded again. Kept in this window alone, and only as long. */
export interface Place {
  readonly section: string;
  /** From the section's upper edge to the window's, in CSS pixels. */
  readonly offset: number;
}

/** How long somebody rests before a place is kept, in milliseconds. */
const REST = 150;
/** Frames until all that comes into sight has its own height. */
const SETTLING = 20;

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
  if (named !== "") sectionOf(sheet, named)?.scrollIntoView({ block: "start" });
  else goToPlace(sheet, recallPlace(guidelineId));
}

export function placeIn(sheet: HTMLElement): Place | null {
  const section = sectionAt(sheet, 0);
  return section && { section: section.dataset.id ?? "", offset: -section.getBoundingClientRect().top };
}

/**
 * Sections out of sight have a guessed height until they come near, and then move what is below them. So it looks
 * again in the next frames, unless somebody goes elsewhere by then.
 */
export function goToPlace(sheet: HTMLElement, place: Place | null): void {
  const section = place && sectionOf(sheet, place.section);
  if (!place || !section) return;
  const { offset } = place;
  let frames = SETTLING;
  const stop = () => {
    frames = 0;
  };
  const leaving = ["wheel", "touchstart", "pointerdown", "keydown"] as const;
  for (const name of leaving) addEventListener(name, stop, { once: true, passive: true });
  const go = () => {
    const away = section.getBoundingClientRect().top + offset;
    if (frames > 0 && Math.abs(away) > 1) scrollBy({ top: away });
    if (frames-- > 0 && section.isConnected) requestAnimationFrame(go);
    else for (const name of leaving) removeEventListener(name, stop);
  };
  go();
}

function sectionOf(sheet: HTMLElement, id: string): HTMLElement | null {
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
