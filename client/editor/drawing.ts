/** How the nodes of the schema are drawn, live or as they were. */
import type { EditorView, NodeViewConstructor } from "prosemirror-view";
import { type PendingActions, pendingView } from "../questions/pending-view.ts";
import type { Catalogue } from "./catalogue.ts";
import { figureView, unknownView } from "./views/objects.ts";
import { tableView } from "./views/table.ts";
import { type VariableValues, variableView } from "./views/variables.ts";

export function nodeViews(
  values: VariableValues,
  catalogue: () => Catalogue,
  onVariable: (view: EditorView, name: string) => void,
  pending: PendingActions | null = null,
): Record<string, NodeViewConstructor> {
  return {
    variable: variableView(values, catalogue, onVariable),
    pending: pendingView(catalogue, pending),
    figure: figureView,
    table: tableView,
    unknown: unknownView,
  };
}
