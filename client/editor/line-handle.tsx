import { effect, useSignal } from "@preact/signals";
import { GripVertical } from "lucide";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Node } from "prosemirror-model";
import { type EditorState, NodeSelection, type Selection, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { schema } from "#shared/document/schema.ts";
import { LateMenu } from "./block-menus.tsx";
import { blockTexts } from "./block-texts.ts";
import type { Desk } from "./desk.ts";
import { lineMenu } from "./line-menu.ts";
import type { Stretch } from "./moving.ts";
import { phone } from "./narrow.ts";

const { block, box, section, title } = schema.nodes;

/** How far the mouse moves before it drags, in CSS pixels. */
const SLACK = 4;
/** Distance to the window's edge at which dragging scrolls, and by how much at a time. */
const EDGE = 72;
const SCROLL = 14;

/** A line, or a section's title, by the id of the line or section: positions change while others write. */
interface Unit {
  readonly id: string;
  readonly isTitle: boolean;
}

/** Where a dragged unit would go. */
type Target =
  | { readonly type: "line"; readonly pos: number; readonly y: number }
  | { readonly type: "section"; readonly index: number; readonly y: number };

/** Stands beside the line that the mouse points at: drag it, or press it for its menu. Alt+F9 opens it by key. */
export function LineHandle({ desk }: { readonly desk: Desk }) {
  const t = blockTexts();
  const root = useRef<HTMLDivElement>(null);
  const pointed = useSignal<Unit | null>(null);
  const target = useSignal<Target | null>(null);
  const live = desk.live.value;
  const asked = desk.blocks.lineMenuAsked.value;

  useEffect(() => {
    if (live === null) return;
    return followPointer(live.view, root, (unit) => {
      if (unit?.id !== pointed.peek()?.id) pointed.value = unit;
    });
  }, [live]);

  const unit = pointed.value;
  useEffect(() => {
    if (live === null || unit === null || root.current === null) return;
    const handle = root.current;
    let frame = 0;
    // What others write above moves the line; at most once a frame, and only while the handle is shown.
    const stop = effect(() => {
      desk.editorState.value;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => placeBeside(handle, live.view, unit));
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [live, unit]);

  useEffect(() => {
    if (asked === 0 || live === null) return;
    pointed.value = unitAround(live.view.state, live.view.state.selection.from);
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>("button")?.click());
  }, [asked]);

  if (live === null || unit === null || phone.value) return null;
  const { view } = live;
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
    beginDrag(event, event.currentTarget, view, unit, {
      onTarget: (next) => {
        target.value = next;
      },
      onDrop: (dropped) => drop(desk, view, unit, dropped),
    });
  };
  // The menu acts on the line beside which it stands.
  const items = () => {
    const pos = posOf(view.state, unit);
    if (pos === null) return [];
    view.dispatch(view.state.tr.setSelection(selectionAt(view.state, pos)));
    return lineMenu(desk, view.state);
  };
  return (
    <>
      <div
        ref={root}
        class={target.value === null ? "line-handle" : "line-handle line-handle--dragging"}
        onPointerDown={onPointerDown}
      >
        <LateMenu label={unit.isTitle ? t.sectionHandle : t.handle} items={items} icon={GripVertical} />
      </div>
      {target.value !== null && <DropLine view={view} y={target.value.y} />}
    </>
  );
}

/** Tells of the line beside the mouse, and of none once one types or the mouse has left the sheet. */
function followPointer(
  view: EditorView,
  handle: RefObject<HTMLElement | null>,
  onUnit: (unit: Unit | null) => void,
): () => void {
  const sheet = view.dom.closest<HTMLElement>(".sheet");
  if (sheet === null) return () => {};
  let frame = 0;
  const isBusy = () => handle.current?.matches(":has(:popover-open), .line-handle--dragging") ?? false;
  const tell = (unit: () => Unit | null) => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      if (!isBusy()) onUnit(unit());
    });
  };
  const onMove = (event: PointerEvent) => {
    if (event.pointerType !== "mouse" || event.buttons !== 0) return;
    // On the handle itself the line stays the same, wherever its height ends.
    if (event.target instanceof Element && handle.current?.contains(event.target)) return;
    tell(() => unitAt(view, event.clientY));
  };
  const onAway = () => tell(() => null);
  sheet.addEventListener("pointermove", onMove);
  sheet.addEventListener("pointerleave", onAway);
  view.dom.addEventListener("input", onAway);
  return () => {
    cancelAnimationFrame(frame);
    sheet.removeEventListener("pointermove", onMove);
    sheet.removeEventListener("pointerleave", onAway);
    view.dom.removeEventListener("input", onAway);
  };
}

/** Where the dragged line would stand. */
function DropLine({ view, y }: { readonly view: EditorView; readonly y: number }) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const around = line.current?.offsetParent?.getBoundingClientRect();
    const text = view.dom.getBoundingClientRect();
    if (line.current === null || around === undefined) return;
    line.current.style.top = `${y - around.top - 1}px`;
    line.current.style.left = `${text.left - around.left}px`;
    line.current.style.width = `${text.width}px`;
  }, [y]);
  return <div ref={line} class="drop-line" />;
}

function isUnit(state: EditorState, pos: number): boolean {
  const { parent } = state.doc.resolve(pos);
  const node = state.doc.nodeAt(pos);
  return (parent.type === section || parent.type === box) && node !== null && node.type !== box;
}

function unitAround(state: EditorState, pos: number): Unit | null {
  const $pos = state.doc.resolve(pos);
  for (let depth = $pos.depth; depth > 0; depth--) {
    const parent = $pos.node(depth - 1).type;
    if (parent === section || parent === box) {
      const node = $pos.node(depth);
      return node.type === box ? null : unitOf(node, $pos.node(1));
    }
  }
  const node = $pos.nodeAfter;
  return ($pos.parent.type === section || $pos.parent.type === box) && node !== null && node.type !== box
    ? unitOf(node, $pos.node(1))
    : null;
}

function unitOf(node: Node, around: Node): Unit {
  const isTitle = node.type === title;
  return { id: isTitle ? around.attrs.id : node.attrs.id, isTitle };
}

/** Where it begins now; null once it is gone. */
function posOf({ doc }: EditorState, { id, isTitle }: Unit): number | null {
  let found: number | null = null;
  doc.descendants((node, pos) => {
    if (found !== null) return false;
    if (node.attrs.id === id && (node.type === section) === isTitle && node.type !== box)
      found = isTitle ? pos + 1 : pos;
    return node.type === section || node.type === box;
  });
  return found;
}

/** The line at a height of the window, wherever the mouse is to the side of it. */
function unitAt(view: EditorView, y: number): Unit | null {
  const text = view.dom.getBoundingClientRect();
  const found = view.posAtCoords({ left: text.left + Math.min(48, text.width / 2), top: y });
  if (found === null) return null;
  return unitAround(
    view.state,
    found.inside >= 0 && isUnit(view.state, found.inside) ? found.inside : found.pos,
  );
}

function selectionAt({ doc }: EditorState, pos: number): Selection {
  const node = doc.nodeAt(pos);
  return node !== null && !node.isTextblock
    ? NodeSelection.create(doc, pos)
    : TextSelection.create(doc, pos + 1 + (node?.content.size ?? 0));
}

function placeBeside(handle: HTMLElement, view: EditorView, unit: Unit): void {
  const pos = posOf(view.state, unit);
  const dom = pos === null ? null : view.nodeDOM(pos);
  const around = handle.offsetParent?.getBoundingClientRect();
  if (!(dom instanceof HTMLElement) || around === undefined) return;
  const line = dom.getBoundingClientRect();
  const height = Math.min(line.height, Number.parseFloat(getComputedStyle(dom).lineHeight) || line.height);
  handle.style.top = `${line.top - around.top + Math.max(0, (height - handle.offsetHeight) / 2)}px`;
  handle.style.left = `${view.dom.getBoundingClientRect().left - around.left - handle.offsetWidth - 2}px`;
}

interface DragEvents {
  readonly onTarget: (target: Target | null) => void;
  readonly onDrop: (target: Target) => void;
}

/** Follows the pointer until it is let go; Escape gives up. A press without moving is a press. */
function beginDrag(
  start: PointerEvent,
  handle: HTMLElement,
  view: EditorView,
  unit: Unit,
  { onTarget, onDrop }: DragEvents,
): void {
  let target: Target | null = null;
  let isDragging = false;
  let y = start.clientY;
  let frame = 0;
  const look = () => {
    target = unit.isTitle ? sectionTarget(view, y) : lineTarget(view, y);
    onTarget(target);
  };
  const scroll = () => {
    const by = y < EDGE ? -SCROLL : y > innerHeight - EDGE ? SCROLL : 0;
    if (by !== 0) {
      scrollBy(0, by);
      look();
    }
    frame = requestAnimationFrame(scroll);
  };
  const onMove = (event: PointerEvent) => {
    y = event.clientY;
    if (!isDragging && Math.hypot(event.clientX - start.clientX, y - start.clientY) < SLACK) return;
    if (!isDragging) {
      isDragging = true;
      handle.setPointerCapture(start.pointerId);
      frame = requestAnimationFrame(scroll);
    }
    look();
  };
  const end = (dropped: boolean) => {
    cancelAnimationFrame(frame);
    removeEventListener("pointermove", onMove);
    removeEventListener("pointerup", onUp);
    removeEventListener("pointercancel", onCancel);
    removeEventListener("keydown", onKey, true);
    onTarget(null);
    if (!isDragging) return;
    // What was dragged was not pressed.
    handle.addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => handle.removeEventListener("click", stop, true));
    if (dropped && target !== null) onDrop(target);
  };
  const stop = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const onUp = () => end(true);
  const onCancel = () => end(false);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    end(false);
  };
  // The mouse is faster than the small handle; on the window nothing of it is missed.
  addEventListener("pointermove", onMove);
  addEventListener("pointerup", onUp);
  addEventListener("pointercancel", onCancel);
  addEventListener("keydown", onKey, true);
}

/** The border above or below the line at this height, whichever is nearer. Behind a title is above the first line. */
function lineTarget(view: EditorView, y: number): Target | null {
  const unit = unitAt(view, y);
  const at = unit === null ? null : posOf(view.state, unit);
  const dom = at === null ? null : view.nodeDOM(at);
  const node = at === null ? null : view.state.doc.nodeAt(at);
  if (unit === null || at === null || node === null || !(dom instanceof HTMLElement)) return null;
  const { top, bottom } = dom.getBoundingClientRect();
  const isBelow = unit.isTitle || y > (top + bottom) / 2;
  return { type: "line", pos: isBelow ? at + node.nodeSize : at, y: isBelow ? bottom : top };
}

function sectionTarget(view: EditorView, y: number): Target | null {
  const sections = [...view.dom.querySelectorAll<HTMLElement>(":scope > section")];
  const tops = sections.map((each) => each.getBoundingClientRect().top);
  const last = sections.at(-1)?.getBoundingClientRect().bottom;
  if (last === undefined) return null;
  const borders = [...tops, last];
  const distances = borders.map((border) => Math.abs(border - y));
  const index = distances.indexOf(Math.min(...distances));
  return { type: "section", index, y: (borders[index] ?? last) + (index === 0 ? 12 : -4) };
}

function drop(desk: Desk, view: EditorView, unit: Unit, target: Target): void {
  const { doc } = view.state;
  const at = posOf(view.state, unit);
  const node = at === null ? null : doc.nodeAt(at);
  if (at === null || node === null) return;
  if (target.type === "section") {
    const $title = doc.resolve(at);
    const from = $title.index(0);
    const index = target.index > from ? target.index - 1 : target.index;
    if (index !== from) desk.moveSection($title.node(1).attrs.id, index);
    // So that the next key, such as that for undoing, is for the text.
    view.focus();
    return;
  }
  const stretch: Stretch = { from: at, to: at + node.nodeSize };
  const $target = doc.resolve(target.pos);
  // Objects stand outside of boxes.
  const isTooDeep = $target.parent.type === box && node.type !== block;
  const pos = isTooDeep ? $target.after() : target.pos;
  view.dispatch(view.state.tr.setSelection(selectionAt(view.state, at)));
  desk.run(desk.blocks.drop(stretch, pos));
}
