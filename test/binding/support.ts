/** People with a shared document, its binding and a view each, without a browser. */
import {
  EditorState,
  type Plugin,
  type PluginView,
  TextSelection,
  type Transaction,
} from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import type { EditorView } from "prosemirror-view";
import * as Y from "yjs";
import { type Binding, createBinding } from "#client/editor/binding/index.ts";
import type { DocumentContent } from "#shared/document/content.ts";
import { schema } from "#shared/document/schema.ts";
import { newDoc } from "../document/support.ts";

/** What the plugins need of an EditorView. */
export interface HeadlessView {
  readonly state: EditorState;
  composing: boolean;
  /** Called with each transaction before it is applied. */
  onDispatch: (tr: Transaction) => void;
  dispatch(tr: Transaction): void;
  hasFocus(): boolean;
  updateState(state: EditorState): void;
}

export function openHeadlessView(state: EditorState): HeadlessView {
  let pluginViews: readonly PluginView[] = [];
  let current = state;
  const view: HeadlessView = {
    get state() {
      return current;
    },
    composing: false,
    hasFocus: () => false,
    onDispatch: () => {},
    dispatch(tr) {
      view.onDispatch(tr);
      view.updateState(current.apply(tr));
    },
    updateState(next) {
      const before = current;
      current = next;
      for (const each of pluginViews) each.update?.(view as unknown as EditorView, before);
    },
  };
  const opened: PluginView[] = [];
  for (const plugin of state.plugins)
    if (plugin.spec.view) opened.push(plugin.spec.view(view as unknown as EditorView));
  pluginViews = opened;
  return view;
}

export interface Person {
  readonly ydoc: Y.Doc;
  readonly binding: Binding;
  readonly view: HeadlessView;
  /** What the binding has reported; a healthy one reports nothing. */
  readonly failures: unknown[];
}

export function aPerson(start: Uint8Array, clientId: number, others: readonly Plugin[] = []): Person {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, start);
  ydoc.clientID = clientId;
  const failures: unknown[] = [];
  const binding = createBinding(ydoc, { onFailure: (error) => failures.push(error) });
  const plugins = [...binding.plugins, tableEditing(), ...others];
  const view = openHeadlessView(EditorState.create({ schema, doc: binding.doc, plugins }));
  binding.clearHistory();
  return { ydoc, binding, view, failures };
}

/** Ends the work of an input method as a browser does. */
export function endComposition({ view }: Person): void {
  view.composing = false;
  view.updateState(view.state);
}

/** Two people who see the same; `exchange` brings each what the other has done. */
export function aPair(content?: DocumentContent): { ann: Person; ben: Person; exchange: () => void } {
  const start = Y.encodeStateAsUpdate(newDoc(content));
  const [ann, ben] = [aPerson(start, 1), aPerson(start, 2)];
  const bring = (from: Person, to: Person) =>
    Y.applyUpdate(to.ydoc, Y.encodeStateAsUpdate(from.ydoc, Y.encodeStateVector(to.ydoc)), "network");
  return {
    ann,
    ben,
    exchange() {
      bring(ann, ben);
      bring(ben, ann);
      bring(ann, ben);
    },
  };
}

/** The position before the first character of `text`. */
export function find({ view }: Person, text: string): number {
  let found = -1;
  view.state.doc.descendants((node, pos) => {
    const index = node.isText ? (node.text ?? "").indexOf(text) : -1;
    if (found < 0 && index >= 0) found = pos + index;
  });
  if (found < 0) throw new Error(`"${text}" is not in the view`);
  return found;
}

export function select({ view }: Person, from: number, to = from): void {
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)));
}

export function type({ view }: Person, text: string): void {
  view.dispatch(view.state.tr.insertText(text));
}

/** Titles and lines, as text. */
export function linesOf({ view }: Person): string[] {
  const lines: string[] = [];
  view.state.doc.descendants((node) => {
    if (node.isTextblock) lines.push(node.textContent);
  });
  return lines;
}
