/** Two texts in one, to read: what came and what went is marked, one change stands out. */
import { EditorState, Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";
import type { ComparedSpan, Comparison } from "#shared/document/comparison.ts";
import { mergedNumbers, openMergedText } from "#shared/document/merged-text.ts";
import { schema } from "#shared/document/schema.ts";
import type { DocumentKind } from "#shared/roles.ts";
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
  { kind, withFormatting }: { readonly kind: DocumentKind; readonly withFormatting: boolean },
): ComparedView {
  const hidden = new Set(
    comparison.changes.filter(({ formatting }) => formatting && !withFormatting).map(({ id }) => id),
  );
  const spans = comparison.spans.filter(({ change }) => !hidden.has(change));
  const values = { get: (name: string) => comparison.variables[name], subscribe: () => () => {} };
  const view = new EditorView(element, {
    state: EditorState.create({
      doc: schema.nodeFromJSON(comparison.doc),
      // Numbers are those of the newer text, however few of its changes are shown.
      plugins: [linesPlugin(), comparisonPlugin(spans), numbersPlugin(comparison, kind)],
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

/** A directive is cited by § and (1). Widgets, since a line's own signs may be taken by what has become of it. */
function numbersPlugin(comparison: Comparison, kind: DocumentKind): Plugin {
  const doc = schema.nodeFromJSON(comparison.doc);
  const numbers = mergedNumbers(doc, kind, openMergedText(comparison));
  const set = DecorationSet.create(
    doc,
    [...numbers].flatMap(([pos, words]) => {
      const node = doc.nodeAt(pos);
      const line = { class: "compared-numbered" };
      return [
        Decoration.widget(pos + 1, () => numberOf(words), { side: -1, key: words, ignoreSelection: true }),
        ...(node?.type === schema.nodes.block ? [Decoration.node(pos, pos + node.nodeSize, line)] : []),
      ];
    }),
  );
  return new Plugin({ props: { decorations: () => set } });
}

function numberOf(words: string): HTMLElement {
  const number = document.createElement("span");
  number.className = "compared-number";
  number.textContent = `${words} `;
  return number;
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
