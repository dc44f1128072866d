/** What the tools say of the selection: which of them are on. */
import type { EditorState } from "prosemirror-state";
import {
  FORCES,
  type Force,
  MARKS,
  type MarkName,
  TEXT_KINDS,
  type TextKind,
} from "#shared/document/layout.ts";
import { schema } from "#shared/document/schema.ts";
import { selectedLines } from "./commands.ts";

export interface ToolState {
  /** Some words in one line are selected: the tools float there. */
  readonly selected: boolean;
  readonly from: number;
  readonly to: number;
  readonly marks: readonly MarkName[];
  /** Null where the selected lines are of several kinds, or there are none. */
  readonly kind: TextKind | null;
  readonly force: Force | null;
}

export function toolStateOf(state: EditorState): ToolState {
  const { selection } = state;
  const lines = selectedLines(state);
  const common = <T extends string>(all: readonly T[], name: "kind" | "force") =>
    all.find((value) => lines.length > 0 && lines.every(({ node }) => node.attrs[name] === value)) ?? null;
  return {
    selected: !selection.empty && selection.$from.parent.inlineContent,
    from: selection.from,
    to: selection.to,
    marks: MARKS.filter((name) => hasMark(state, name)),
    kind: common(TEXT_KINDS, "kind"),
    force: common(FORCES, "force"),
  };
}

function hasMark({ doc, selection, storedMarks }: EditorState, name: MarkName): boolean {
  const { from, to, empty, $from } = selection;
  const type = schema.marks[name];
  if (empty) return type.isInSet(storedMarks ?? $from.marks()) !== undefined;
  return doc.rangeHasMark(from, to, type);
}
