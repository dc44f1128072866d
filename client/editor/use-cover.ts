import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/**
 * For what slides over the text: focus goes in, Escape closes it, and focus goes back to the button of the bar that
 * opens it (`aria-controls`), unless it has gone elsewhere by then.
 */
export function useCover(element: RefObject<HTMLElement | null>, covers: boolean, onClose: () => void): void {
  useEffect(() => {
    const cover = element.current;
    if (!covers || cover === null) return;
    cover.querySelector<HTMLElement>("[aria-current], button, a")?.focus();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      // In an open menu the key is the menu's.
      if (event.target instanceof Element && event.target.closest("[popover]") !== null) return;
      onClose();
    };
    cover.addEventListener("keydown", onKeyDown);
    return () => {
      cover.removeEventListener("keydown", onKeyDown);
      const at = document.activeElement;
      if (at !== null && at !== document.body && !cover.contains(at)) return;
      document.querySelector<HTMLElement>(`.bar [aria-controls="${cover.id}"]`)?.focus();
    };
  }, [covers]);
}
