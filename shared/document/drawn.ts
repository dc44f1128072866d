/** Nodes on their way into a text that holds two, with what is said of them. */
import { Fragment, type Node } from "prosemirror-model";
import type { ComparedSpan } from "./comparison.ts";

/** Spans count from the position before the node. */
export interface Drawn {
  readonly node: Node;
  readonly spans: readonly ComparedSpan[];
}

export function plain(node: Node): Drawn {
  return { node, spans: [] };
}

/** The node as a whole is this. */
export function marked(drawn: Drawn, is: ComparedSpan["is"], change: number): Drawn {
  const span: ComparedSpan = { from: 0, to: drawn.node.nodeSize, on: "node", is, change };
  return { node: drawn.node, spans: [span, ...drawn.spans] };
}

/** A node like `parent` with these children. */
export function around(parent: Node, children: readonly Drawn[]): Drawn {
  const spans: ComparedSpan[] = [];
  let at = 1;
  for (const child of children) {
    for (const span of child.spans) spans.push({ ...span, from: span.from + at, to: span.to + at });
    at += child.node.nodeSize;
  }
  return { node: parent.copy(Fragment.from(children.map(({ node }) => node))), spans };
}
