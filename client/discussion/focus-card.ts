import type { ThreadId } from "#shared/ids.ts";
import { eachFrame } from "../editor/sight.ts";

/** Frames in which the panel may still be on its way, or draw the thread's surroundings. */
const MOST = 600;

/** Moves the focus to a thread as soon as it is drawn, unless somebody goes elsewhere by then. */
export function focusCard(id: ThreadId): void {
  let frames = 0;
  eachFrame(() => {
    const found = document.querySelector<HTMLElement>(`#thread-${CSS.escape(id)} :is(button, a)`);
    found?.focus();
    frames += 1;
    return found === null && frames < MOST ? "again" : "done";
  });
}
