import { useLayoutEffect, useRef } from "preact/hooks";
import type { Desk } from "./desk.ts";
import { rememberPlace, returnToPlace, sectionAt } from "./place.ts";

/** Where the text stands. ProseMirror draws in it; nothing here may draw again over it. */
export function Sheet({ desk }: { readonly desk: Desk }) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const sheet = element.current;
    if (sheet === null) return undefined;
    desk.mount(sheet);
    if (desk.firstPlace === null) returnToPlace(desk.guideline.id, sheet);
    const forget = rememberPlace(desk.guideline.id, sheet);
    const follow = () => desk.setCurrent(sectionAt(sheet, innerHeight / 3)?.dataset.id ?? null);
    const first = requestAnimationFrame(follow);
    addEventListener("scroll", follow, { passive: true });
    return () => {
      forget();
      cancelAnimationFrame(first);
      removeEventListener("scroll", follow);
    };
  }, [desk]);
  return <div class="sheet__paper" lang={desk.guideline.locale} ref={element} />;
}
