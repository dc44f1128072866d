/** What the menu of a line offers, for the handle beside it and for the toolbar of phones. */
import type { EditorState } from "prosemirror-state";
import { copyText } from "../ui/copy.ts";
import type { MenuItem } from "../ui/menu.tsx";
import { toast } from "../ui/toast.tsx";
import { blockTexts } from "./block-texts.ts";
import type { BlockGroup } from "./blocks.ts";
import type { Desk } from "./desk.ts";
import { selectedStretch } from "./moving.ts";

const LINE_GROUPS: readonly BlockGroup[] = ["line", "text", "boxes"];
/** They put in something beside the line. */
const NOT_OF_THE_LINE = new Set(["examples"]);

/** Of the selected lines; in a title, of the section. */
export function lineMenu(desk: Desk, state: EditorState): readonly MenuItem[] {
  const t = blockTexts();
  const { $from } = state.selection;
  const isTitle = selectedStretch(state) === null;
  const section: string = $from.node(1)?.attrs.id ?? "";
  const line: unknown = isTitle ? section : idOfLine(state);
  const copies: readonly MenuItem[] = [
    {
      label: t.copyLink,
      onSelect: () => void copied(linkTo(desk, typeof line === "string" ? line : section), t.linkCopied),
    },
    ...(isTitle ? [{ label: t.copyMarkdown, onSelect: () => void desk.copyMarkdown(section) }] : []),
  ];
  if (isTitle)
    return [
      { label: t.up, onSelect: () => desk.run(desk.blocks.move(-1)) },
      { label: t.down, onSelect: () => desk.run(desk.blocks.move(1)) },
      ...copies,
    ];
  const items: MenuItem[] = [];
  for (const group of LINE_GROUPS) {
    const blocks = desk.blocks
      .all()
      .filter((block) => block.group === group && !NOT_OF_THE_LINE.has(block.id) && block.command(state));
    for (const { id, label, command } of blocks)
      items.push({
        label,
        onSelect: () => desk.run(command),
        begins: items.length > 0 && id === blocks[0]?.id,
        danger: id === "remove",
      });
    if (group === "line") items.splice(-1, 0, ...copies);
  }
  return items;
}

function idOfLine(state: EditorState): unknown {
  const stretch = selectedStretch(state);
  const node = stretch === null ? null : state.doc.nodeAt(stretch.from);
  return node?.type.name === "box" ? node.firstChild?.attrs.id : node?.attrs.id;
}

function linkTo(desk: Desk, id: string): string {
  return `${location.origin}/guidelines/${desk.guideline.id}#${id}`;
}

export async function copied(text: string, said: string): Promise<void> {
  if (await copyText(text)) toast(said);
}
