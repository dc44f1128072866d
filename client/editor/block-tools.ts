/** What a desk knows of blocks: the menu of blocks, lines that move, and the dialogs of what is put in. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { keymap } from "prosemirror-keymap";
import { type Command, NodeSelection, Plugin } from "prosemirror-state";
import { schema } from "#shared/document/schema.ts";
import type { Peer } from "../collab/presence.ts";
import { formatList } from "../i18n/index.ts";
import { toast } from "../ui/toast.tsx";
import type { Binding } from "./binding/index.ts";
import { blockTexts } from "./block-texts.ts";
import { allBlocks, type Block } from "./blocks.ts";
import { adoptFigures, type FigureAttributes, figurePlugin } from "./figures.ts";
import { lawPlugin } from "./law-plugin.ts";
import { markdownPaste } from "./markdown-paste.ts";
import { duplicateLines, moveLines, moveStretch, type Stretch, selectedStretch } from "./moving.ts";
import { namesIn, type Other, othersIn } from "./others.ts";
import { type SlashMenu, slashPlugin } from "./plugins/slash.ts";
import type { BlockKeys } from "./shortcuts.ts";
import { deleteCells, moveColumns, moveRows, nextCell, pasteCells, previousCell, tableOf } from "./tables.ts";

export type BlockDialog =
  | { readonly open: "figure"; readonly file: File | null; readonly shown: FigureAttributes | null }
  | { readonly open: "law" };

export interface BlockTools {
  readonly slash: ReadonlySignal<SlashMenu | null>;
  /** Grows each time the menu of the line is asked for by key. */
  readonly lineMenuAsked: ReadonlySignal<number>;
  all(): readonly Block[];
  /** Moves the selected lines, or in a title the section, and says if somebody is inside. */
  move(by: 1 | -1): Command;
  /** Moves lines to a border between two lines. */
  drop(stretch: Stretch, target: number): Command;
  plugins(binding: Binding): readonly Plugin[];
}

interface BlockToolsOptions {
  readonly guidelineId: string;
  readonly peers: ReadonlySignal<readonly Peer[]>;
  readonly link: Command;
  readonly openDialog: (dialog: BlockDialog) => void;
  /** Moves the section with this id by one place; false where it stands at the end. */
  readonly moveSection: (id: string, by: 1 | -1) => boolean;
}

export function createBlockTools(options: BlockToolsOptions): BlockTools {
  const { peers, openDialog } = options;
  const slash = signal<SlashMenu | null>(null);
  const lineMenuAsked = signal(0);
  let binding: Binding | null = null;

  const others = (state: Parameters<typeof othersIn>[0]): readonly Other[] =>
    binding === null ? [] : othersIn(state, peers.peek(), binding);

  /** What is done where somebody writes is said, never prevented. */
  function say(names: readonly string[], isSafe: boolean): void {
    const t = blockTexts();
    if (names.length > 0) toast((isSafe ? t.movedAround : t.writesHere)(formatList(names)));
  }

  const move =
    (by: 1 | -1): Command =>
    (state, dispatch) => {
      const { $from } = state.selection;
      if ($from.parent.type === schema.nodes.title) {
        if (dispatch === undefined) return true;
        const section = $from.node(1);
        const inside = namesIn(others(state), { from: $from.before(1), to: $from.after(1) });
        if (options.moveSection(section.attrs.id, by)) say(inside, true);
        return true;
      }
      const stretch = selectedStretch(state);
      const there = others(state);
      let lost = false;
      const done = moveLines(by, () => there.map(({ pos }) => pos))(
        state,
        dispatch &&
          ((tr) => {
            lost = there.some(({ pos }) => tr.mapping.mapResult(pos).deletedAcross);
            dispatch(tr);
          }),
      );
      if (done && dispatch !== undefined && stretch !== null) say(namesIn(there, stretch), !lost);
      return done;
    };

  const inLine =
    (open: Command): Command =>
    (state, dispatch, view) =>
      state.selection.$from.parent.type === schema.nodes.block &&
      (dispatch === undefined || open(state, dispatch, view));
  const opening = (dialog: BlockDialog): Command =>
    inLine(() => {
      openDialog(dialog);
      return true;
    });
  const doors = {
    figure: opening({ open: "figure", file: null, shown: null }),
    law: opening({ open: "law" }),
    link: inLine(options.link),
    move,
  };

  const openFigure: Command = ({ selection }, dispatch) => {
    if (!(selection instanceof NodeSelection) || selection.node.type !== schema.nodes.figure) return false;
    const { ref, alt, caption } = selection.node.attrs as FigureAttributes;
    if (dispatch !== undefined) openDialog({ open: "figure", file: null, shown: { ref, alt, caption } });
    return true;
  };

  return {
    slash,
    lineMenuAsked,
    all: () => allBlocks(doors),
    move,
    drop: (stretch, target) => (state, dispatch) => {
      const tr = state.tr;
      const there = others(state);
      const inside = namesIn(there, stretch);
      moveStretch(
        tr,
        stretch,
        target,
        there.map(({ pos }) => pos),
      );
      if (!tr.docChanged) return false;
      const lost = there.some(({ pos }) => tr.mapping.mapResult(pos).deletedAcross);
      dispatch?.(tr.scrollIntoView());
      say(inside, !lost);
      return true;
    },
    plugins(bound) {
      binding = bound;
      return [
        slashPlugin(
          () => allBlocks(doors),
          (menu) => {
            slash.value = menu;
          },
        ),
        keymap({
          "Alt-Shift-ArrowUp": first(moveRows(-1), move(-1)),
          "Alt-Shift-ArrowDown": first(moveRows(1), move(1)),
          "Alt-Shift-ArrowLeft": moveColumns(-1),
          "Alt-Shift-ArrowRight": moveColumns(1),
          "Mod-Shift-d": duplicateLines,
          "Alt-F9": () => {
            lineMenuAsked.value += 1;
            return true;
          },
          Tab: nextCell,
          "Shift-Tab": previousCell,
          Backspace: deleteCells,
          Delete: deleteCells,
          Enter: openFigure,
        } satisfies BlockKeys),
        figurePlugin(
          options.guidelineId,
          (file) => openDialog({ open: "figure", file, shown: null }),
          openFigure,
        ),
        lawPlugin(),
        markdownPaste((slice) => adoptFigures(options.guidelineId, slice)),
        new Plugin({
          props: {
            handlePaste(view, _event, slice) {
              const pasted = tableOf(slice);
              return pasted !== null && pasteCells(pasted)(view.state, view.dispatch, view);
            },
          },
        }),
      ];
    },
  };
}

/** In a table the keys are the table's, also at its edge. */
function first(inTable: Command, elsewhere: Command): Command {
  return (state, dispatch, view) => {
    const { $from } = state.selection;
    for (let depth = $from.depth; depth > 0; depth--)
      if ($from.node(depth).type === schema.nodes.cell) {
        inTable(state, dispatch, view);
        return true;
      }
    return elsewhere(state, dispatch, view);
  };
}
