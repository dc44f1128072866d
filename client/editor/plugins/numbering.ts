/** Numbers of a directive's sections and paragraphs, drawn as decorations: none of it is part of the text. */
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { numbersOf, sectionNumber } from "#shared/document/numbering.ts";

const key = new PluginKey<DecorationSet>("numbering");

export function numberingPlugin(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, { doc }) => number(doc),
      apply: (tr, set) => (tr.docChanged ? number(tr.doc) : set),
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

function number(doc: Node): DecorationSet {
  const decorations: Decoration[] = [];
  doc.forEach((section, start, index) => {
    const numbers = known.get(section) ?? numbersOf(section);
    known.set(section, numbers);
    section.forEach((node, offset, at) => {
      const words = at === 0 ? sectionNumber(index) : numbers[at];
      if (words === null || words === undefined) return;
      const from = start + 1 + offset;
      decorations.push(Decoration.node(from, from + node.nodeSize, { "data-paragraph": words }));
    });
  });
  return DecorationSet.create(doc, decorations);
}

/** Numbers of a section's lines do not change while the section does not. */
const known = new WeakMap<Node, readonly (string | null)[]>();
