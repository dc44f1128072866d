import { useEffect, useRef } from "preact/hooks";
import type { Desk } from "./desk.ts";

/** Where the text stands. ProseMirror draws in it; nothing here may draw again over it. */
export function Sheet({ desk }: { readonly desk: Desk }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const sheet = element.current;
    if (sheet === null) return;
    desk.mount(sheet);
    const follow = () => desk.setCurrent(sectionInSight(sheet));
    follow();
    addEventListener("scroll", follow, { passive: true });
    return () => removeEventListener("scroll", follow);
  }, [desk]);
  return <div class="sheet__paper" lang={desk.guideline.locale} ref={element} />;
}

/** The last section that begins above the upper third of the window. */
function sectionInSight(sheet: HTMLElement): string | null {
  const line = innerHeight / 3;
  let found: string | null = null;
  for (const section of sheet.querySelectorAll<HTMLElement>("section[data-id]")) {
    if (found !== null && section.getBoundingClientRect().top > line) break;
    found = section.dataset.id ?? null;
  }
  return found;
}
