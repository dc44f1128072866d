/** Another version of a guideline of 60 pages, with some 500 changes. */
import { Fragment, type Node } from "prosemirror-model";
import { Transform } from "prosemirror-transform";
import { schema } from "#shared/document/schema.ts";

/** Words replaced, lines relabelled, taken out, put in and moved, a section moved. */
export function changed(doc: Node): Node {
  const tr = new Transform(doc);
  const lines: { readonly node: Node; readonly pos: number }[] = [];
  doc.descendants((node, pos) => {
    if (node.isTextblock && node.content.size > 20) lines.push({ node, pos });
    return !node.isTextblock;
  });
  lines.toReversed().forEach(({ node, pos }, at) => {
    if (at % 2 === 0) tr.replaceWith(pos + 5, pos + 9, schema.text("anders"));
    if (at % 5 === 0 && node.type === schema.nodes.block) tr.setNodeAttribute(pos, "force", "binding");
  });
  const sections = tr.doc.children.map((each, at) => {
    const children = [...each.children];
    if (at % 2 === 0) children.splice(3, 1);
    else
      children.splice(
        4,
        0,
        schema.nodes.block.create({ id: `new-${at}` }, schema.text("Neu an dieser Stelle.")),
      );
    if (at % 3 === 0) children.splice(2, 0, ...children.splice(6, 1));
    return each.copy(Fragment.from(children));
  });
  sections.splice(10, 0, ...sections.splice(20, 1));
  return doc.copy(Fragment.from(sections));
}
