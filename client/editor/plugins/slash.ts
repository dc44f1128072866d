/**
 * The menu of blocks: "/" at the start of a line or behind a blank opens it, what is typed next filters it. The focus
 * stays in the text, which names the list and its selected option to screen readers.
 */
import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { schema } from "#shared/document/schema.ts";
import { type Block, matchingBlocks } from "../blocks.ts";

export const SLASH_LIST = "slash-list";

export function slashOptionId(block: Block): string {
  return `slash-${block.id}`;
}

export interface SlashMenu {
  readonly hits: readonly Block[];
  readonly selected: Block | null;
  /** Position of the slash. */
  readonly from: number;
  readonly query: string;
}

interface Open {
  readonly from: number;
  readonly query: string;
  /** Index of the selected hit. */
  readonly index: number;
}

type Meta = { readonly open: number } | { readonly select: number } | "close";

const key = new PluginKey<Open | null>("slash");
const LONGEST_QUERY = 40;

export function slashPlugin(
  blocks: () => readonly Block[],
  onChange: (menu: SlashMenu | null) => void,
): Plugin<Open | null> {
  function menuOf(state: EditorState): SlashMenu | null {
    const open = key.getState(state);
    if (!open) return null;
    const hits = matchingBlocks(blocks(), open.query, state);
    const selected = hits[Math.min(open.index, hits.length - 1)] ?? null;
    return { hits, selected, from: open.from, query: open.query };
  }

  return new Plugin<Open | null>({
    key,
    state: { init: () => null, apply },
    props: {
      attributes(state) {
        const menu = menuOf(state);
        if (menu === null) return {};
        return {
          "aria-autocomplete": "list",
          "aria-haspopup": "listbox",
          "aria-controls": SLASH_LIST,
          ...(menu.selected === null ? {} : { "aria-activedescendant": slashOptionId(menu.selected) }),
        };
      },
      handleTextInput(view, from, to, text) {
        if (text !== "/" || view.composing || !mayOpen(view.state)) return false;
        view.dispatch(view.state.tr.insertText("/", from, to).setMeta(key, { open: from } satisfies Meta));
        return true;
      },
      handleKeyDown(view, event) {
        const menu = menuOf(view.state);
        if (menu === null || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
          return false;
        return onKey(view, menu, event);
      },
      handleDOMEvents: {
        blur(view) {
          if (key.getState(view.state)) view.dispatch(view.state.tr.setMeta(key, "close" satisfies Meta));
          return false;
        },
      },
    },
    view: () => ({
      update(view, before) {
        if (key.getState(view.state) !== key.getState(before)) onChange(menuOf(view.state));
      },
      destroy: () => onChange(null),
    }),
  });
}

/** Where a slash is a way of writing ("and/or", an address, code) it is a slash. */
function mayOpen({ selection, storedMarks }: EditorState): boolean {
  const { $from, empty } = selection;
  if (!empty || $from.parent.type !== schema.nodes.block) return false;
  if (schema.marks.code.isInSet(storedMarks ?? $from.marks())) return false;
  const before = $from.parent.textBetween(0, $from.parentOffset, "", "￼");
  return before === "" || /\s$/.test(before);
}

function apply(tr: Transaction, open: Open | null, _before: EditorState, state: EditorState): Open | null {
  const meta: Meta | undefined = tr.getMeta(key);
  if (meta === "close") return null;
  if (meta !== undefined && "open" in meta) return { from: meta.open, query: "", index: 0 };
  if (open === null) return null;
  if (meta !== undefined) return { ...open, index: meta.select };
  if (!tr.docChanged && !tr.selectionSet) return open;
  const from = tr.mapping.map(open.from, 1);
  const query = queryBehind(state, from);
  if (query === null) return null;
  return { from, query, index: query === open.query ? open.index : 0 };
}

/** What stands between the slash and the cursor; null where there is no slash any more, or the cursor is elsewhere. */
function queryBehind({ doc, selection }: EditorState, from: number): string | null {
  const { $head, empty } = selection;
  if (!empty || from > doc.content.size) return null;
  const $from = doc.resolve(from);
  if ($from.parent !== $head.parent || $head.pos <= from) return null;
  const text = $head.parent.textBetween($from.parentOffset, $head.parentOffset, "", "￼");
  if (!text.startsWith("/") || text.length > LONGEST_QUERY || /^\/\s|\s\s$|\n/.test(text)) return null;
  return text.slice(1);
}

function onKey(view: EditorView, menu: SlashMenu, event: KeyboardEvent): boolean {
  const { hits, selected } = menu;
  const select = (index: number) => {
    view.dispatch(view.state.tr.setMeta(key, { select: index } satisfies Meta));
    return true;
  };
  const at = selected === null ? -1 : hits.indexOf(selected);
  switch (event.key) {
    case "Escape":
      view.dispatch(view.state.tr.setMeta(key, "close" satisfies Meta));
      return true;
    case "ArrowDown":
      return hits.length > 0 && select((at + 1) % hits.length);
    case "ArrowUp":
      return hits.length > 0 && select((at - 1 + hits.length) % hits.length);
    case "Enter":
    case "Tab":
      if (selected === null || event.shiftKey) return false;
      chooseBlock(view, menu.from, selected);
      return true;
    default:
      return false;
  }
}

/** Takes away what was typed to find the block, and makes it. */
export function chooseBlock(view: EditorView, from: number, block: Block): void {
  const { tr, selection } = view.state;
  view.dispatch(tr.delete(from, selection.head).setMeta(key, "close" satisfies Meta));
  block.command(view.state, view.dispatch, view);
}
