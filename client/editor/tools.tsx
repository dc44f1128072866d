import {
  Bold,
  Braces,
  Code,
  Heading,
  Italic,
  Link,
  List,
  ListChecks,
  ListOrdered,
  Redo2,
  RemoveFormatting,
  SquareDashed,
  Strikethrough,
  Tag,
  TextQuote,
  Underline,
  Undo2,
} from "lucide";
import type { Command } from "prosemirror-state";
import type { TextKind } from "#shared/document/layout.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { keyLabel } from "../ui/key-names.ts";
import { Menu } from "../ui/menu.tsx";
import { BlockMenus } from "./block-menus.tsx";
import {
  clearFormatting,
  insertVariable,
  setKind,
  toggleBox,
  toggleCode,
  toggleEm,
  toggleForce,
  toggleKind,
  toggleStrike,
  toggleStrong,
  toggleUnderline,
} from "./commands.ts";
import type { Desk } from "./desk.ts";
import { insertDivider } from "./objects.ts";
import { editorTexts } from "./texts.ts";
import type { ToolState } from "./tool-state.ts";

interface ToolsProps {
  readonly desk: Desk;
  readonly now: ToolState;
  /** Also what keyboards do better: undo and redo. */
  readonly all: boolean;
}

/** The tools for a selection, in groups. */
export function Tools({ desk, now, all }: ToolsProps) {
  const texts = editorTexts();
  const t = texts.tools;
  const mark = (name: ToolState["marks"][number]) => now.marks.includes(name);
  const undo = desk.live.value?.binding.undo;
  const redo = desk.live.value?.binding.redo;
  return (
    <>
      <Kinds desk={desk} now={now} />
      <span class="toolbar__gap" />
      <Tool
        desk={desk}
        label={t.strong}
        keys="Mod-b"
        icon={Bold}
        command={toggleStrong}
        on={mark("strong")}
      />
      <Tool desk={desk} label={t.em} keys="Mod-i" icon={Italic} command={toggleEm} on={mark("em")} />
      <Tool
        desk={desk}
        label={t.underline}
        keys="Mod-u"
        icon={Underline}
        command={toggleUnderline}
        on={mark("underline")}
      />
      <Tool
        desk={desk}
        label={t.strike}
        keys="Mod-Shift-x"
        icon={Strikethrough}
        command={toggleStrike}
        on={mark("strike")}
      />
      <Tool desk={desk} label={t.code} keys="Mod-e" icon={Code} command={toggleCode} on={mark("code")} />
      <Tool desk={desk} label={t.link} keys="Mod-k" icon={Link} command={desk.link} on={mark("link")} />
      <span class="toolbar__gap" />
      <LineTool desk={desk} now={now} kind="bullet" keys="Mod-Shift-8" icon={List} />
      <LineTool desk={desk} now={now} kind="ordered" keys="Mod-Shift-7" icon={ListOrdered} />
      <LineTool desk={desk} now={now} kind="task" keys="Mod-Shift-9" icon={ListChecks} />
      <LineTool desk={desk} now={now} kind="quote" keys="Mod-Shift-." icon={TextQuote} />
      <span class="toolbar__gap" />
      <Boxes desk={desk} />
      <Labels desk={desk} now={now} />
      <Variables desk={desk} />
      {all && <BlockMenus desk={desk} />}
      <span class="toolbar__gap" />
      <Tool desk={desk} label={t.clear} keys="Mod-\" icon={RemoveFormatting} command={clearFormatting} />
      {all && undo !== undefined && (
        <Tool desk={desk} label={t.undo} keys="Mod-z" icon={Undo2} command={undo} />
      )}
      {all && redo !== undefined && (
        <Tool desk={desk} label={t.redo} keys="Mod-y" icon={Redo2} command={redo} />
      )}
    </>
  );
}

interface ToolProps {
  readonly desk: Desk;
  readonly label: string;
  /** As ProseMirror writes it. */
  readonly keys: string;
  readonly icon: Parameters<typeof Icon>[0]["of"];
  readonly command: Command;
  readonly on?: boolean;
}

function Tool({ desk, label, keys, icon, command, on }: ToolProps) {
  return (
    <Button
      square
      look="plain"
      label={label}
      title={`${label} (${keyLabel(keys)})`}
      {...(on === undefined ? {} : { "aria-pressed": on })}
      onClick={() => desk.run(command)}
    >
      <Icon of={icon} />
    </Button>
  );
}

type ListKind = "bullet" | "ordered" | "task" | "quote";

function LineTool({
  desk,
  now,
  kind,
  ...rest
}: Pick<ToolProps, "desk" | "keys" | "icon"> & { readonly now: ToolState; readonly kind: ListKind }) {
  return (
    <Tool
      desk={desk}
      label={editorTexts().tools[kind]}
      command={toggleKind(kind)}
      on={now.kind === kind}
      {...rest}
    />
  );
}

function Kinds({ desk, now }: Pick<ToolsProps, "desk" | "now">) {
  const t = editorTexts().tools;
  const kinds: readonly (readonly [TextKind, string])[] = [
    ["text", t.text],
    ["h3", t.h3],
    ["h4", t.h4],
  ];
  return (
    <Menu
      label={t.kind}
      items={kinds.map(([kind, label]) => ({
        label,
        checked: now.kind === kind,
        onSelect: () => desk.run(setKind(kind)),
      }))}
    >
      <Icon of={Heading} />
    </Menu>
  );
}

function Boxes({ desk }: Pick<ToolsProps, "desk">) {
  const t = editorTexts();
  return (
    <Menu
      label={t.tools.boxes}
      items={[
        ...(["note", "tip", "warning", "important"] as const).map((tone) => ({
          label: t.tones[tone],
          onSelect: () => desk.run(toggleBox({ type: "callout", tone })),
        })),
        ...(["do", "dont"] as const).map((verdict) => ({
          label: t.verdicts[verdict],
          onSelect: () => desk.run(toggleBox({ type: "example", verdict })),
        })),
        { label: t.situation, onSelect: () => desk.run(toggleBox({ type: "situation" })) },
        { label: t.tools.divider, begins: true, onSelect: () => desk.run(insertDivider) },
      ]}
    >
      <Icon of={SquareDashed} />
    </Menu>
  );
}

function Labels({ desk, now }: Pick<ToolsProps, "desk" | "now">) {
  const t = editorTexts();
  return (
    <Menu
      label={t.tools.labels}
      items={(["binding", "recommended"] as const).map((force) => ({
        label: t[force],
        checked: now.force === force,
        onSelect: () => desk.run(toggleForce(force)),
      }))}
    >
      <Icon of={Tag} />
    </Menu>
  );
}

function Variables({ desk }: Pick<ToolsProps, "desk">) {
  const known = desk.catalogue.sections.flatMap(({ variables }) => variables);
  const variables = [...new Map(known.map((variable) => [variable.name, variable])).values()];
  return (
    <Menu
      label={editorTexts().tools.variable}
      items={variables.map(({ name, label }) => ({
        label,
        onSelect: () => desk.run(insertVariable(name)),
      }))}
    >
      <Icon of={Braces} />
    </Menu>
  );
}
