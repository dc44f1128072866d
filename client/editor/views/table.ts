/** A table as it is drawn: it scrolls by itself where the window is narrow, and its columns are as wide as wanted. */
import type { Node } from "prosemirror-model";
import type { EditorView, NodeViewConstructor } from "prosemirror-view";
import { blockTexts } from "../block-texts.ts";
import { MIN_WIDTH, setColumnWidth } from "../tables.ts";

/** CSS pixels to both sides of a column's edge in which the mouse takes hold of it. */
const REACH = 5;
/** What a column without a width of its own gets at least, so that a wide table scrolls rather than breaks words. */
const LEAST = 104;

export const tableView: NodeViewConstructor = (start, view, getPos) => {
  const dom = document.createElement("div");
  dom.className = "table-frame";
  const table = dom.appendChild(document.createElement("table"));
  const columns = table.appendChild(document.createElement("colgroup"));
  const contentDOM = table.appendChild(document.createElement("tbody"));
  let node = start;
  if (!view.editable) {
    // Who only reads scrolls with the keys; in a text that is edited the cursor does.
    dom.tabIndex = 0;
    dom.setAttribute("role", "group");
    dom.setAttribute("aria-label", blockTexts().tableRegion);
  }
  draw(node, columns, table);
  // It scrolls with the cursor. Said once more, since it can be scrolled: here one writes.
  if (view.editable) dom.contentEditable = "true";
  if (view.editable) dragEdges(view, getPos, { dom, table, columns, node: () => node });
  return {
    dom,
    contentDOM,
    update(next) {
      if (next.type !== node.type) return false;
      node = next;
      draw(node, columns, table);
      return true;
    },
    stopEvent: (event) => event.type === "mousedown" && dom.classList.contains("table-frame--edge"),
    ignoreMutation: (mutation) => mutation.type !== "selection" && !contentDOM.contains(mutation.target),
  };
};

function draw(node: Node, columns: HTMLElement, table: HTMLElement): void {
  const first = node.firstChild;
  if (first === null) return;
  const widths = first.children.map((cell): number | null => cell.attrs.colwidth?.[0] ?? null);
  while (columns.childElementCount > widths.length) columns.lastElementChild?.remove();
  while (columns.childElementCount < widths.length) columns.append(document.createElement("col"));
  widths.forEach((width, index) => {
    (columns.children[index] as HTMLElement).style.width = width === null ? "" : `${width}px`;
  });
  const sum = widths.reduce<number>((total, width) => total + (width ?? LEAST), 0);
  const isFixed = widths.some((width) => width !== null);
  table.style.tableLayout = isFixed ? "fixed" : "";
  table.style.minWidth = `${sum}px`;
  table.style.width = widths.every((width) => width !== null) ? `${sum}px` : "";
}

interface Parts {
  readonly dom: HTMLElement;
  readonly table: HTMLTableElement;
  readonly columns: HTMLElement;
  readonly node: () => Node;
}

/** With the mouse a column's right edge can be moved; the text is told once it is let go. */
function dragEdges(view: EditorView, getPos: () => number | undefined, parts: Parts): void {
  const { dom, table, columns, node } = parts;
  let over: number | null = null;
  let drag: { readonly column: number; readonly from: number; readonly width: number } | null = null;

  const edgeAt = (x: number): number | null => {
    const cells = [...(table.rows[0]?.cells ?? [])];
    const found = cells.findIndex((cell) => Math.abs(cell.getBoundingClientRect().right - x) <= REACH);
    return found < 0 ? null : found;
  };
  const widthNow = (event: PointerEvent) =>
    drag === null ? MIN_WIDTH : Math.max(MIN_WIDTH, drag.width + event.clientX - drag.from);

  const onMove = (event: PointerEvent) => {
    if (drag !== null) {
      const shown = columns.children[drag.column] as HTMLElement;
      shown.style.width = `${widthNow(event)}px`;
      table.style.tableLayout = "fixed";
      return;
    }
    over = event.pointerType === "mouse" && event.buttons === 0 ? edgeAt(event.clientX) : null;
    dom.classList.toggle("table-frame--edge", over !== null);
  };
  const onDown = (event: PointerEvent) => {
    if (over === null || event.button !== 0) return;
    const cell = table.rows[0]?.cells[over];
    if (cell === undefined) return;
    event.preventDefault();
    dom.setPointerCapture(event.pointerId);
    drag = { column: over, from: event.clientX, width: cell.offsetWidth };
  };
  const onUp = (event: PointerEvent) => {
    if (drag === null) return;
    const { column } = drag;
    const width = widthNow(event);
    drag = null;
    const pos = getPos();
    const tr = view.state.tr;
    if (event.type === "pointerup" && pos !== undefined && setColumnWidth(tr, pos + 1, column, width))
      view.dispatch(tr);
    else draw(node(), columns, table);
  };
  const onLeave = () => {
    if (drag === null) dom.classList.remove("table-frame--edge");
  };

  dom.addEventListener("pointermove", onMove);
  dom.addEventListener("pointerdown", onDown);
  dom.addEventListener("pointerup", onUp);
  dom.addEventListener("pointercancel", onUp);
  dom.addEventListener("pointerleave", onLeave);
}
