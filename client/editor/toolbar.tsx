import { autoUpdate, computePosition, flip, offset, shift } from "@floating-ui/dom";
import { useComputed, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { EditorView } from "prosemirror-view";
import { steady } from "../ui/steady.ts";
import type { Desk } from "./desk.ts";
import { phone } from "./narrow.ts";
import { editorTexts } from "./texts.ts";
import { toolStateOf } from "./tool-state.ts";
import { Tools } from "./tools.tsx";

/** Floats at the selection; on phones, and when it was asked for with Alt+F10, it stays at the lower edge. */
export function Toolbar({ desk }: { readonly desk: Desk }) {
  const bar = useRef<HTMLDivElement>(null);
  const live = desk.live.value;
  const pinned = desk.toolbarPinned.value;
  const focused = useSignal(false);
  const dragging = useSignal(false);
  const now = useMemo(
    () => steady(() => (desk.editorState.value === null ? null : toolStateOf(desk.editorState.value))),
    [desk],
  );
  const shown = useComputed(
    () =>
      desk.toolbarPinned.value ||
      (focused.value && (phone.value || (!dragging.value && now.value?.selected === true))),
  ).value;
  // What is not shown is not drawn, whatever is typed meanwhile.
  const state = shown ? now.value : null;

  useFloating(bar, shown && !pinned && !phone.value ? (live?.view ?? null) : null, state);
  useAboveKeyboard(bar);
  useEffect(() => {
    if (pinned) bar.current?.querySelector("button")?.focus();
  }, [pinned]);
  useEffect(() => {
    if (live === null) return;
    const look = () =>
      queueMicrotask(() => {
        const at = document.activeElement;
        focused.value = live.view.dom.contains(at) || (bar.current?.contains(at) ?? false);
      });
    const down = ({ target }: Event) => {
      dragging.value = target instanceof Node && live.view.dom.contains(target);
    };
    const up = () => {
      dragging.value = false;
    };
    look();
    const listeners = { focusin: look, focusout: look, pointerdown: down, pointerup: up, pointercancel: up };
    for (const [name, listener] of Object.entries(listeners)) document.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) document.removeEventListener(name, listener);
    };
  }, [live]);

  if (live === null) return null;
  const onKeyDown = (event: KeyboardEvent) => {
    // In a menu these keys are the menu's.
    if (event.target instanceof Element && event.target.closest("[role=menu]") !== null) return;
    if (event.key === "Escape") {
      desk.pinToolbar(false);
      live.view.focus();
      return;
    }
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const all = [
      ...(bar.current?.querySelectorAll<HTMLElement>(":scope > button, :scope .menu > button") ?? []),
    ];
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (step === 0 || at < 0) return;
    event.preventDefault();
    all.at((at + step) % all.length)?.focus();
  };
  return (
    <div
      ref={bar}
      class={pinned ? "toolbar toolbar--pinned" : "toolbar"}
      role="toolbar"
      aria-label={editorTexts().toolbar}
      data-shown={shown}
      // The text keeps the focus and its selection.
      onMouseDown={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
    >
      {state !== null && <Tools desk={desk} now={state} all={pinned || phone.value} />}
    </div>
  );
}

/** Keeps the bar at the selection of the view; null lets go of it. */
function useFloating(
  bar: RefObject<HTMLElement | null>,
  view: EditorView | null,
  at: { readonly from: number; readonly to: number } | null,
): void {
  useEffect(() => {
    const element = bar.current;
    if (element === null) return;
    // Where it floated last is no place for a bar at the lower edge.
    element.style.left = "";
    element.style.top = "";
    if (view === null) return;
    const anchor = { getBoundingClientRect: () => rectOf(view), contextElement: view.dom };
    // It stays over the text, and covers neither the cord nor the panel.
    const boundary = view.dom.closest(".sheet") ?? view.dom;
    return autoUpdate(anchor, element, async () => {
      const place = await computePosition(anchor, element, {
        strategy: "fixed",
        placement: "top",
        middleware: [offset(10), flip({ padding: 64 }), shift({ padding: 8, boundary })],
      });
      element.style.left = `${place.x}px`;
      element.style.top = `${place.y}px`;
    });
  }, [view, at?.from, at?.to]);
}

function rectOf(view: EditorView): DOMRect {
  const { from, to } = view.state.selection;
  const start = view.coordsAtPos(from);
  const end = view.coordsAtPos(to, -1);
  const left = Math.min(start.left, end.left);
  return new DOMRect(left, start.top, Math.abs(end.left - start.left), end.bottom - start.top);
}

/** On phones the bar stands above the keyboard, which covers the window's lower edge without changing its height. */
function useAboveKeyboard(bar: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const seen = window.visualViewport;
    if (seen === null) return;
    const place = () => {
      const covered = Math.max(0, innerHeight - seen.height - seen.offsetTop);
      bar.current?.style.setProperty("--keyboard", `${seen.scale === 1 ? covered : 0}px`);
    };
    seen.addEventListener("resize", place);
    seen.addEventListener("scroll", place);
    return () => {
      seen.removeEventListener("resize", place);
      seen.removeEventListener("scroll", place);
    };
  }, []);
}
