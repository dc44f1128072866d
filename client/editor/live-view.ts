/** The live view of a shared document: its plugins, and what happens outside of the text. */
import { type Command, EditorState } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { schema } from "#shared/document/schema.ts";
import { rootsOf } from "#shared/document/to-doc.ts";
import { readVariables } from "#shared/document/variables.ts";
import type { Connection } from "../collab/connection.ts";
import { type Binding, createBinding } from "./binding/index.ts";
import type { Catalogue } from "./catalogue.ts";
import { cleanPasted, clipboardParser, plainText } from "./clipboard.ts";
import { nodeViews } from "./drawing.ts";
import { editorInputRules } from "./input-rules.ts";
import { editorKeys } from "./keys.ts";
import { cursorsPlugin, redrawCursors } from "./plugins/cursors.ts";
import { linesPlugin } from "./views/lines.ts";
import type { VariableValues } from "./views/variables.ts";
import "./editor.css";

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
  /** Name of the text for screen readers. */
  readonly label: () => string;
  readonly lang: string;
  readonly onChange: (state: EditorState) => void;
  readonly onFailure: (error: unknown) => void;
  readonly onLink: Command;
  readonly onToolbar: Command;
  readonly onVariable: (name: string) => void;
}

export function openLiveView(options: LiveViewOptions): LiveView {
  const { element, connection, catalogue, editable, label, lang } = options;
  const { ydoc } = connection;
  const binding = createBinding(ydoc, { onFailure: options.onFailure });
  const plugins = [
    ...binding.plugins,
    ...editorInputRules(),
    ...editorKeys(binding, { link: options.onLink, toolbar: options.onToolbar }),
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
    ),
    clipboardParser,
    transformPasted: cleanPasted,
    clipboardTextSerializer: plainText,
    dispatchTransaction(tr) {
      const state = view.state.apply(tr);
      view.updateState(state);
      options.onChange(view.state);
    },
  });
  const stop = connection.peers.subscribe(() =>
    queueMicrotask(() => view.isDestroyed || redrawCursors(view)),
  );
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
