import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** Items that are drawn first, and with each step further. */
const STEP = 30;

/**
 * Which part of a long list is drawn: what is in sight and some around it. It grows when an end of it comes into
 * sight; the browser keeps what is read where it is. An item that is chosen elsewhere brings its surroundings along.
 */
export function useWindow(
  list: RefObject<HTMLElement | null>,
  length: number,
  chosen: number,
): { readonly from: number; readonly to: number } {
  const range = useSignal({ from: 0, to: STEP });
  const { from, to } = range.value;
  if (chosen >= 0 && (chosen < from || chosen >= to))
    range.value = { from: Math.max(0, chosen - STEP / 2), to: chosen + STEP };

  useEffect(() => {
    const element = list.current;
    const [first, last] = [element?.firstElementChild, element?.lastElementChild];
    if (!first || !last) return;
    const seen = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (!isIntersecting) continue;
          const now = range.peek();
          if (target === last && now.to < length) range.value = { ...now, to: now.to + STEP };
          else if (target === first && now.from > 0)
            range.value = { ...now, from: Math.max(0, now.from - STEP) };
        }
      },
      { rootMargin: "600px" },
    );
    seen.observe(first);
    if (last !== first) seen.observe(last);
    return () => seen.disconnect();
  }, [from, to, length]);
  return { from: range.value.from, to: Math.min(range.value.to, length) };
}
