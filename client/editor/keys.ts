import {
  baseKeymap,
  chainCommands,
  createParagraphNear,
  deleteSelection,
  joinBackward,
  joinForward,
  selectNodeBackward,
  selectNodeForward,
} from "prosemirror-commands";
import { undoInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import type { Command, Plugin } from "prosemirror-state";
import type { Binding } from "./binding/index.ts";
import {
  backspace,
  clearFormatting,
  deleteForward,
  enter,
  indent,
  insertBreak,
  openLink,
  setKind,
  toggleBox,
  toggleChecked,
  toggleCode,
  toggleEm,
  toggleForce,
  toggleKind,
  toggleStrike,
  toggleStrong,
  toggleUnderline,
} from "./commands.ts";
import type { TextKeys } from "./shortcuts.ts";

/** Keys as people know them from other editors. `on` opens and says what the keys cannot do alone. */
export function editorKeys(
  binding: Pick<Binding, "undo" | "redo">,
  on: {
    readonly link: Command;
    readonly toolbar: Command;
    readonly variable: Command;
    readonly save: Command;
    readonly find: Command;
    readonly replace: Command;
  },
): readonly Plugin[] {
  return [
    keymap({
      "Mod-z": chainCommands(undoInputRule, binding.undo),
      "Mod-y": binding.redo,
      "Mod-Shift-z": binding.redo,
      "Mod-b": toggleStrong,
      "Mod-i": toggleEm,
      "Mod-u": toggleUnderline,
      "Mod-Shift-x": toggleStrike,
      "Mod-e": toggleCode,
      "Mod-k": on.link,
      "Alt-Enter": openLink,
      "Mod-f": on.find,
      "Mod-h": on.replace,
      "Mod-Alt-0": setKind("text"),
      "Mod-Alt-3": toggleKind("h3"),
      "Mod-Alt-4": toggleKind("h4"),
      "Mod-Shift-7": toggleKind("ordered"),
      "Mod-Shift-8": toggleKind("bullet"),
      "Mod-Shift-9": toggleKind("task"),
      "Mod-Shift-.": toggleKind("quote"),
      "Mod-Alt-c": toggleBox({ type: "callout" }),
      "Mod-Alt-b": toggleForce("binding"),
      "Mod-Alt-r": toggleForce("recommended"),
      "Mod-\\": clearFormatting,
      "Alt-F10": on.toolbar,
      "Mod-s": on.save,
      "Mod-Enter": toggleChecked,
      Enter: chainCommands(on.variable, enter, createParagraphNear),
      "Shift-Enter": insertBreak,
      Backspace: chainCommands(deleteSelection, backspace, joinBackward, selectNodeBackward),
      Delete: chainCommands(deleteSelection, deleteForward, joinForward, selectNodeForward),
      Tab: indent(1),
      "Shift-Tab": indent(-1),
    } satisfies TextKeys),
    keymap(baseKeymap),
  ];
}
