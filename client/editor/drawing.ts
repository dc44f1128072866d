/** How the nodes of the schema are drawn, live or as they were. */
import type { EditorView, NodeViewConstructor } from "prosemirror-view";
import type { Catalogue } from "./catalogue.ts";
import { figureView, pendingView, unknownView } from "./views/objects.ts";
import { tableView } from "./views/table.ts";
import { type VariableValues, variableView } from "./views/variables.ts";

export function nodeViews(
  values: VariableValues,
  catalogue: () => Catalogue,
  onVariable: (view: EditorView, name: string) => void,
): Record<string, NodeViewConstructor> {
  return {
    variable: variableView(values, catalogue, onVariable),
    pending: pendingView(catalogue),
    figure: figureView,
    table: tableView,
    unknown: unknownView,
  };
}
