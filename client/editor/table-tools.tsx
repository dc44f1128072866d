import { autoUpdate, computePosition, offset, shift } from "@floating-ui/dom";
import { useComputed } from "@preact/signals";
import { Columns3, Ellipsis, PanelTop, Rows3 } from "lucide";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Command, EditorState } from "prosemirror-state";
import { isInTable, selectedRect } from "prosemirror-tables";
import type { TableHeader } from "#shared/document/layout.ts";
import { Icon } from "../ui/icon.tsx";
import { Menu, type MenuItem } from "../ui/menu.tsx";
import { steady } from "../ui/steady.ts";
import { blockTexts } from "./block-texts.ts";
import type { Desk } from "./desk.ts";
import { phone } from "./narrow.ts";
import {
  addColumn,
  addRow,
  changeWidth,
  moveColumns,
  moveRows,
  removeColumns,
  removeRows,
  removeTable,
  selectCells,
  toggleHeader,
} from "./tables.ts";

/** Where in a table the selection is. */
export interface TableState {
  readonly atTop: boolean;
  readonly atBottom: boolean;
  readonly atLeft: boolean;
  readonly atRight: boolean;
  readonly header: TableHeader;
}

export function tableStateOf(state: EditorState): TableState | null {
  if (!isInTable(state)) return null;
  const { top, bottom, left, right, map, table } = selectedRect(state);
  return {
    atTop: top === 0,
    atBottom: bottom === map.height,
    atLeft: left === 0,
    atRight: right === map.width,
    header: table.attrs.header,
  };
}

/** Above the table that the cursor stands in; on phones the same is in the toolbar. */
export function TableTools({ desk }: { readonly desk: Desk }) {
  const bar = useRef<HTMLDivElement>(null);
  const live = desk.live.value;
  const now = useMemo(
    () => steady(() => (desk.editorState.value === null ? null : tableStateOf(desk.editorState.value))),
    [desk],
  ).value;
  const start = useComputed(() => {
    const state = desk.editorState.value;
    return state !== null && isInTable(state) ? selectedRect(state).tableStart - 1 : null;
  }).value;
  const isShown = live !== null && now !== null && start !== null && !phone.value;

  useEffect(() => {
    const element = bar.current;
    const table = isShown ? live.view.nodeDOM(start) : null;
    if (element === null || !(table instanceof HTMLElement)) return;
    return autoUpdate(table, element, async () => {
      const place = await computePosition(table, element, {
        strategy: "absolute",
        placement: "top-end",
        middleware: [offset(2), shift({ padding: 8 })],
      });
      element.style.left = `${place.x}px`;
      element.style.top = `${place.y}px`;
    });
  }, [isShown, live, start]);

  if (!isShown) return null;
  return (
    <div
      ref={bar}
      class="table-tools"
      role="toolbar"
      aria-label={blockTexts().tableActions}
      onMouseDown={(event) => event.preventDefault()}
    >
      <TableMenus desk={desk} now={now} />
    </div>
  );
}

/** What is done with rows, columns, headings and the table as a whole: a menu each. */
export function TableMenus({ desk, now }: { readonly desk: Desk; readonly now: TableState }) {
  const t = blockTexts();
  const { atTop, atBottom, atLeft, atRight, header } = now;
  const item = (label: string, command: Command, more: Partial<MenuItem> = {}): MenuItem => ({
    label,
    onSelect: () => desk.run(command),
    ...more,
  });
  return (
    <>
      <Menu
        label={t.row}
        items={[
          item(t.rowAbove, addRow("above")),
          item(t.rowBelow, addRow("below")),
          item(t.rowUp, moveRows(-1), { begins: true, disabled: atTop }),
          item(t.rowDown, moveRows(1), { disabled: atBottom }),
          item(t.rowRemove, removeRows, { begins: true, danger: true }),
        ]}
      >
        <Icon of={Rows3} />
      </Menu>
      <Menu
        label={t.column}
        items={[
          item(t.columnLeft, addColumn("left")),
          item(t.columnRight, addColumn("right")),
          item(t.columnToLeft, moveColumns(-1), { begins: true, disabled: atLeft }),
          item(t.columnToRight, moveColumns(1), { disabled: atRight }),
          item(t.wider, changeWidth(1), { begins: true }),
          item(t.narrower, changeWidth(-1)),
          item(t.naturalWidth, changeWidth(0)),
          item(t.columnRemove, removeColumns, { begins: true, danger: true }),
        ]}
      >
        <Icon of={Columns3} />
      </Menu>
      <Menu
        label={t.header}
        items={[
          item(t.headerRow, toggleHeader("row"), { checked: header === "row" || header === "both" }),
          item(t.headerColumn, toggleHeader("column"), {
            checked: header === "column" || header === "both",
          }),
        ]}
      >
        <Icon of={PanelTop} />
      </Menu>
      <Menu
        label={t.tableActions}
        items={[
          item(t.selectTable, selectCells("table")),
          item(t.tableRemove, removeTable, { begins: true, danger: true }),
        ]}
      >
        <Icon of={Ellipsis} />
      </Menu>
    </>
  );
}
