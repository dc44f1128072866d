/** The live view of a shared document: its plugins, and what happens outside of the text. */
import type { Slice } from "prosemirror-model";
import { search } from "prosemirror-search";
import { type Command, EditorState, type Plugin } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { schema } from "#shared/document/schema.ts";
import { rootsOf } from "#shared/document/to-doc.ts";
import { readVariables } from "#shared/document/variables.ts";
import type { Locale } from "#shared/roles.ts";
import type { Connection } from "../collab/connection.ts";
import type { PendingActions } from "../questions/pending-view.ts";
import { type Binding, createBinding } from "./binding/index.ts";
import type { Catalogue } from "./catalogue.ts";
import {
  cleanPasted,
  clipboardParser,
  clipboardSerializer,
  plainText,
  setStylesAside,
  textTable,
} from "./clipboard.ts";
import { openVariable } from "./commands.ts";
import { nodeViews } from "./drawing.ts";
import { editorInputRules } from "./input-rules.ts";
import { editorKeys } from "./keys.ts";
import { cursorsPlugin, redrawCursors } from "./plugins/cursors.ts";
import { pasteLinkPlugin } from "./plugins/paste-link.ts";
import { variableCompletion } from "./plugins/variable-completion.ts";
import { CLEAR } from "./sight.ts";
import { typography } from "./typography.ts";
import { linesPlugin } from "./views/lines.ts";
import type { VariableValues } from "./views/variables.ts";

/** Nothing that sticks to the edges of the window covers the cursor. */
const MARGIN = { top: CLEAR, bottom: CLEAR, left: 0, right: 0 };

/** How long the others' cursors may be behind, in milliseconds: all that moved meanwhile are drawn at once. */
const CURSOR_PACE = 50;

export interface LiveView {
  readonly view: EditorView;
  readonly binding: Binding;
  run(command: Command): void;
  destroy(): void;
}

export interface LiveViewOptions {
  readonly element: HTMLElement;
  readonly connection: Connection;
  readonly catalogue: Catalogue;
  readonly editable: boolean;
  /** Menu of blocks, tables, figures, references; before the keys of all lines. */
  readonly blockPlugins: (binding: Binding) => readonly Plugin[];
  /** Name of the text for screen readers. */
  readonly label: () => string;
  readonly lang: Locale;
  readonly onChange: (state: EditorState) => void;
  readonly onFailure: (error: unknown) => void;
  readonly onLink: Command;
  readonly onToolbar: Command;
  /** Somebody wants to save, which happens all the time. */
  readonly onSave: Command;
  readonly onVariable: (name: string) => void;
  readonly onFind: (replacing: boolean) => Command;
  /** Keys while a placeholder is being chosen; true if one was dealt with. */
  readonly onCompletionKey: (event: KeyboardEvent) => boolean;
  readonly pending: PendingActions;
  /** What other capabilities draw in the text, and their keys. */
  readonly plugins: readonly Plugin[];
}

export function openLiveView(options: LiveViewOptions): LiveView {
  const { element, connection, catalogue, editable, label, lang } = options;
  const { ydoc } = connection;
  const binding = createBinding(ydoc, { onFailure: options.onFailure });
  const plugins = [
    ...binding.plugins,
    ...options.blockPlugins(binding),
    // Before the keys, which are its own while it is open.
    variableCompletion(options.onCompletionKey),
    ...options.plugins,
    ...editorInputRules(),
    typography(lang),
    pasteLinkPlugin(),
    ...editorKeys(binding, {
      link: options.onLink,
      toolbar: options.onToolbar,
      variable: openVariable(options.onVariable),
      save: options.onSave,
      find: options.onFind(false),
      replace: options.onFind(true),
    }),
    search(),
    tableEditing(),
    linesPlugin(),
    cursorsPlugin(binding, () => connection.peers.peek(), connection.setCursor),
  ];
  const view = new EditorView(element, {
    state: EditorState.create({ schema, doc: binding.doc, plugins }),
    editable: () => editable,
    attributes: () => ({
      class: "sheet__text",
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": label(),
      ...(editable ? {} : { "aria-readonly": "true", tabindex: "0" }),
      lang,
      spellcheck: "true",
    }),
    nodeViews: nodeViews(
      liveValues(ydoc),
      () => catalogue,
      (_view, name) => options.onVariable(name),
      options.pending,
    ),
    clipboardParser,
    clipboardSerializer,
    transformPastedHTML: setStylesAside,
    scrollThreshold: MARGIN,
    scrollMargin: MARGIN,
    handleClick(clicked, _pos, event) {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (link === null || !clicked.editable || !(event.ctrlKey || event.metaKey)) return false;
      open(link.href, "_blank", "noopener,noreferrer");
      return true;
    },
    // Null, which the types do not speak of, leaves the text to ProseMirror.
    clipboardTextParser: (text, _context, asCharacters) => textTable(text, asCharacters) as Slice,
    transformPasted: (slice, shown) => cleanPasted(slice, shown),
    clipboardTextSerializer: plainText,
    dispatchTransaction(tr) {
      const state = view.state.apply(tr);
      view.updateState(state);
      options.onChange(view.state);
    },
  });
  let redraw: ReturnType<typeof setTimeout> | null = null;
  const stop = connection.peers.subscribe(() => {
    redraw ??= setTimeout(() => {
      redraw = null;
      redrawCursors(view);
    }, CURSOR_PACE);
  });
  options.onChange(view.state);

  return {
    view,
    binding,
    run(command) {
      command(view.state, view.dispatch, view);
      view.focus();
    },
    destroy() {
      stop();
      if (redraw !== null) clearTimeout(redraw);
      view.destroy();
      binding.destroy();
    },
  };
}

function liveValues(ydoc: Connection["ydoc"]): VariableValues {
  const { variables } = rootsOf(ydoc);
  return {
    get: (name) => readVariables(ydoc)[name],
    subscribe(onChange) {
      variables.observe(onChange);
      return () => variables.unobserve(onChange);
    },
  };
}
