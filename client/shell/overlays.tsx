import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { lazy } from "preact-iso";
import { singleKeys } from "./preferences.ts";
import { session } from "./session.ts";

/** What may be opened from everywhere by key; its script comes when it is first asked for. */
type Overlay = "none" | "palette" | "shortcuts";

const open = signal<Overlay>("none");

const Palette = lazy(() => import("./palette.tsx"));
const ShortcutsDialog = lazy(() => import("./shortcuts-dialog.tsx"));

export function openOverlay(overlay: Overlay): void {
  open.value = overlay;
}

export function Overlays() {
  useEffect(() => {
    // The palette's own key comes before everything else: an editor takes it for the same key without Shift.
    addEventListener("keydown", onPaletteKey, true);
    addEventListener("keydown", onKeyDown);
    return () => {
      removeEventListener("keydown", onPaletteKey, true);
      removeEventListener("keydown", onKeyDown);
    };
  }, []);
  const close = () => openOverlay("none");
  if (session.value.state !== "signedIn") return null;
  if (open.value === "palette")
    return <Palette onClose={close} onShortcuts={() => openOverlay("shortcuts")} />;
  if (open.value === "shortcuts") return <ShortcutsDialog onClose={close} />;
  return null;
}

function onPaletteKey(event: KeyboardEvent): void {
  if (!hasMod(event) || !event.shiftKey || event.key.toLowerCase() !== "k") return;
  event.stopPropagation();
  openFrom(event, "palette");
}

function onKeyDown(event: KeyboardEvent): void {
  openFrom(event, overlayOf(event));
}

function openFrom(event: KeyboardEvent, wanted: Overlay | null): void {
  // A dialog that is open comes first.
  if (
    wanted === null ||
    session.value.state !== "signedIn" ||
    document.querySelector("dialog[open]") !== null
  )
    return;
  event.preventDefault();
  openOverlay(wanted);
}

function overlayOf(event: KeyboardEvent): Overlay | null {
  const mod = hasMod(event);
  const key = event.key.toLowerCase();
  // In the text it makes a link.
  if (mod && key === "k" && !event.defaultPrevented && !isWriting(event.target)) return "palette";
  if (mod && key === "/") return "shortcuts";
  if (!mod && !event.altKey && key === "?" && singleKeys.value && !isWriting(event.target))
    return "shortcuts";
  return null;
}

function hasMod(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey;
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
