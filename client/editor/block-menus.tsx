import { useSignal } from "@preact/signals";
import { MoreVertical, Plus } from "lucide";
import { useMemo } from "preact/hooks";
import { Icon } from "../ui/icon.tsx";
import { Menu, type MenuItem } from "../ui/menu.tsx";
import { steady } from "../ui/steady.ts";
import { blockTexts } from "./block-texts.ts";
import type { BlockGroup } from "./blocks.ts";
import type { Desk } from "./desk.ts";
import { lineMenu } from "./line-menu.ts";
import { TableMenus, tableStateOf } from "./table-tools.tsx";

const INSERTED: readonly BlockGroup[] = ["insert", "boxes"];

/** In the toolbar where there is no handle beside the line and no room above a table: on phones, and when pinned. */
export function BlockMenus({ desk }: { readonly desk: Desk }) {
  const t = blockTexts();
  const table = useMemo(
    () => steady(() => (desk.editorState.value === null ? null : tableStateOf(desk.editorState.value))),
    [desk],
  ).value;
  const inserts = () => {
    const state = desk.live.peek()?.view.state;
    if (state === undefined) return [];
    return INSERTED.flatMap((group) =>
      desk.blocks
        .all()
        .filter((block) => block.group === group && block.command(state))
        .map(({ label, command }, index) => ({
          label,
          begins: index === 0 && group !== INSERTED[0],
          onSelect: () => desk.run(command),
        })),
    );
  };
  const ofLine = () => {
    const state = desk.live.peek()?.view.state;
    return state === undefined ? [] : lineMenu(desk, state);
  };
  return (
    <>
      <LateMenu label={t.groups.insert} items={inserts} icon={Plus} />
      <LateMenu label={t.groups.line} items={ofLine} icon={MoreVertical} />
      {table !== null && <TableMenus desk={desk} now={table} />}
    </>
  );
}

interface LateMenuProps {
  readonly label: string;
  readonly items: () => readonly MenuItem[];
  readonly icon: Parameters<typeof Icon>[0]["of"];
}

/** A menu that asks what it offers when it is opened, since that depends on where the cursor is. */
export function LateMenu({ label, items, icon }: LateMenuProps) {
  const offered = useSignal<readonly MenuItem[]>([]);
  return (
    <span
      class="late-menu"
      onClickCapture={(event) => {
        // The list stands in here too; its items are what they are once it is open.
        if (event.target instanceof Element && event.target.closest("[role=menu]") === null)
          offered.value = items();
      }}
    >
      <Menu label={label} items={offered.value}>
        <Icon of={icon} />
      </Menu>
    </span>
  );
}
