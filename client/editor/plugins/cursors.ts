/** Where the others are. Drawn beside the text and hidden from screen readers; nothing of it is stored. */
import { type EditorState, Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import type { PresenceCursor } from "#shared/collab-protocol.ts";
import type { Anchor } from "#shared/document/anchors.ts";
import type { Peer } from "../../collab/presence.ts";
import { initials } from "../../ui/face.tsx";
import type { Binding } from "../binding/index.ts";
import { settleSelection } from "../binding/settle.ts";

const key = new PluginKey<DecorationSet>("cursors");
/** More would hide the text. */
const MOST_DRAWN = 20;

/** Meta of transactions that bring new cursors. */
const MOVED = "richtschnur-cursors";

/** Draws `peers()`; tells `onMove` where the own cursor is, or null when the editor has no focus. */
export function cursorsPlugin(
  binding: Pick<Binding, "anchorAt" | "positionOf">,
  peers: () => readonly Peer[],
  onMove: (cursor: PresenceCursor | null) => void,
): Plugin<DecorationSet> {
  function draw(state: EditorState): DecorationSet {
    const decorations = peers()
      .slice(0, MOST_DRAWN)
      .flatMap((peer) => cursorOf(peer, state));
    return DecorationSet.create(state.doc, decorations);
  }

  function cursorOf({ clientId, state: { user, cursor } }: Peer, state: EditorState): Decoration[] {
    if (cursor === null) return [];
    const place = (relative: unknown) => {
      const anchor: Anchor = { section: cursor.section, relative };
      return binding.positionOf(state, anchor);
    };
    const head = place(cursor.head);
    const anchor = place(cursor.anchor);
    if (head === null || !state.doc.resolve(head).parent.inlineContent) return [];
    const caret = Decoration.widget(head, () => caretOf(user.name, user.colour), {
      key: `${clientId}:${user.colour}:${user.name}`,
      side: 10,
      ignoreSelection: true,
    });
    if (anchor === null || anchor === head) return [caret];
    const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)];
    return [caret, Decoration.inline(from, to, { class: `peer-selection person-${user.colour}` })];
  }

  function tell(view: EditorView): void {
    onMove(view.hasFocus() ? ownCursor(view) : null);
  }

  function ownCursor({ state }: EditorView): PresenceCursor | null {
    const anchor = binding.anchorAt(state, state.selection.anchor);
    const head = binding.anchorAt(state, state.selection.head);
    if (anchor === null || head === null || anchor.section !== head.section) return null;
    return { section: head.section, anchor: anchor.relative, head: head.relative };
  }

  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, set, _before, state) {
        if (tr.getMeta(MOVED) === true) return draw(state);
        return tr.docChanged ? set.map(tr.mapping, tr.doc) : set;
      },
    },
    props: {
      decorations: (state) => key.getState(state),
      handleDOMEvents: {
        focus: (view) => {
          tell(view);
          return false;
        },
        blur: () => {
          onMove(null);
          return false;
        },
      },
    },
    view: (view) => ({
      update(updated, before) {
        if (!updated.state.selection.eq(before.selection) || updated.state.doc !== before.doc) tell(view);
      },
    }),
  });
}

export function redrawCursors(view: EditorView): void {
  settleSelection(view);
  view.dispatch(view.state.tr.setMeta(MOVED, true).setMeta("addToHistory", false));
}

function caretOf(name: string, colour: string): HTMLElement {
  const caret = document.createElement("span");
  caret.className = `peer-caret person-${colour}`;
  caret.setAttribute("aria-hidden", "true");
  const flag = document.createElement("span");
  flag.className = "peer-caret__flag";
  flag.textContent = initials(name);
  flag.title = name;
  caret.append(flag);
  return caret;
}
