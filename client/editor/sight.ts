/**
 * Brings something of the text into sight and keeps it there until all that has come into sight with it has its own
 * height. Sections out of sight have a guessed one, so a place that is gone to moves when those around it are drawn.
 */

/** In CSS pixels, from the window's upper and lower edge: the bar, and the toolbar of phones. */
export const CLEAR = 80;

/** Frames without a move after which all has its own height. */
const REST = 12;
/** Frames after which it is left where it is, whatever moves. */
const MOST = 180;

/** What somebody does to go elsewhere. */
const LEAVING = ["wheel", "touchstart", "pointerdown", "keydown"] as const;

/**
 * Looks now and in each frame to come, until it is done or somebody goes elsewhere.
 * @returns a function that ends it
 */
export function eachFrame(look: () => "again" | "done"): () => void {
  let over = false;
  const end = () => {
    over = true;
    for (const name of LEAVING) removeEventListener(name, end, { capture: true });
  };
  // Capturing, so that the key that led here is not taken for one that leads on.
  for (const name of LEAVING) addEventListener(name, end, { capture: true, passive: true });
  const next = () => {
    if (over) return;
    if (look() === "done") end();
    else requestAnimationFrame(next);
  };
  next();
  return end;
}

let leave = () => {};

/**
 * Ends where somebody goes elsewhere, or something else is brought into sight.
 * @param away how far the window has to scroll down, in CSS pixels; null when there is nothing to go to any more
 */
export function keepInSight(away: () => number | null): void {
  leave();
  let frames = 0;
  let quiet = 0;
  leave = eachFrame(() => {
    const by = away();
    if (by === null || quiet === REST || frames === MOST) return "done";
    const before = scrollY;
    if (Math.abs(by) > 1) scrollBy({ top: by, behavior: "instant" });
    quiet = Math.abs(scrollY - before) > 1 ? 0 : quiet + 1;
    frames += 1;
    return "again";
  });
}

/** Brings an element to the upper edge, below what sticks there (`scroll-margin-top`). */
export function keepAtTop(element: Element): void {
  keepInSight(() => {
    if (!element.isConnected) return null;
    const margin = Number.parseFloat(getComputedStyle(element).scrollMarginTop) || 0;
    return element.getBoundingClientRect().top - margin;
  });
}

/** An upper and a lower edge, in CSS pixels from the window's upper one. */
export interface Edges {
  readonly top: number;
  readonly bottom: number;
}

/** Leaves alone what can be seen; brings the rest to the middle, and what is too tall for it to its beginning. */
export function awayFromMiddle({ top, bottom }: Edges): number {
  const room = innerHeight - 2 * CLEAR;
  if (bottom - top > room) return top >= CLEAR && top <= innerHeight / 2 ? 0 : top - CLEAR;
  return top >= CLEAR && bottom <= innerHeight - CLEAR ? 0 : (top + bottom - innerHeight) / 2;
}
