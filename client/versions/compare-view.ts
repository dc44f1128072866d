/** Two texts in one, to read: what came and what went is marked, one change stands out. */
import { EditorState, Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";
import type { ComparedSpan, Comparison } from "#shared/document/comparison.ts";
import { schema } from "#shared/document/schema.ts";
import type { Catalogue } from "../editor/catalogue.ts";
import { nodeViews } from "../editor/drawing.ts";
import { linesPlugin } from "../editor/views/lines.ts";
import "../editor/editor.css";
import { compareTexts } from "./compare-texts.ts";

export interface ComparedView {
  /** Marks a change as the one that is looked at, and brings it into sight; null for none. */
  show(change: number | null): void;
  destroy(): void;
}

interface Marked {
  readonly all: DecorationSet;
  readonly current: DecorationSet;
}

const key = new PluginKey<Marked>("comparison");

export function openComparedView(
  element: HTMLElement,
  comparison: Comparison,
  catalogue: Catalogue,
  withFormatting: boolean,
): ComparedView {
  const hidden = new Set(
    comparison.changes.filter(({ formatting }) => formatting && !withFormatting).map(({ id }) => id),
  );
  const spans = comparison.spans.filter(({ change }) => !hidden.has(change));
  const values = { get: (name: string) => comparison.variables[name], subscribe: () => () => {} };
  const view = new EditorView(element, {
    state: EditorState.create({
      doc: schema.nodeFromJSON(comparison.doc),
      plugins: [linesPlugin(), comparisonPlugin(spans)],
    }),
    editable: () => false,
    nodeViews: nodeViews(
      values,
      () => catalogue,
      () => {},
    ),
    attributes: { class: "sheet__text" },
  });
  return {
    show(change) {
      view.dispatch(view.state.tr.setMeta(key, change));
      bringIntoSight(view, change);
    },
    destroy: () => view.destroy(),
  };
}

function comparisonPlugin(spans: readonly ComparedSpan[]): Plugin<Marked> {
  return new Plugin<Marked>({
    key,
    state: {
      init: (_config, { doc }) => ({
        all: DecorationSet.create(doc, spans.map(decorationOf)),
        current: DecorationSet.empty,
      }),
      apply(tr, marked, _before, { doc }) {
        const change: number | null | undefined = tr.getMeta(key);
        if (change === undefined) return marked;
        const here = spans.filter((span) => span.change === change);
        return { all: marked.all, current: DecorationSet.create(doc, here.map(currentOf)) };
      },
    },
    props: {
      decorations(state: EditorState) {
        const marked = key.getState(state);
        if (marked === undefined) return null;
        return marked.current === DecorationSet.empty
          ? marked.all
          : marked.all.add(state.doc, marked.current.find());
      },
    },
  });
}

function decorationOf({ from, to, on, is, change }: ComparedSpan): Decoration {
  const attributes = { class: `compared compared--${is}`, "data-change": String(change) };
  if (on === "text") {
    const nodeName = is === "deleted" ? "del" : is === "inserted" ? "ins" : "span";
    return Decoration.inline(from, to, { nodeName, ...attributes });
  }
  const t = compareTexts().marks;
  return Decoration.node(from, to, {
    ...attributes,
    class: `compared compared-line compared-line--${is}`,
    ...(is === "reformatted" ? {} : { "data-mark": t[is] }),
  });
}

function currentOf({ from, to, on }: ComparedSpan): Decoration {
  const attributes = { class: "compared--here" };
  return on === "text" ? Decoration.inline(from, to, attributes) : Decoration.node(from, to, attributes);
}

function bringIntoSight(view: EditorView, change: number | null): void {
  if (change === null) return;
  const first = view.dom.querySelector(`[data-change="${change}"]`);
  first?.scrollIntoView({ block: first.clientHeight > innerHeight / 2 ? "start" : "center" });
}
