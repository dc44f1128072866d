/** HTML as a plain tree, parsed without a browser. */
import { parseDocument } from "htmlparser2";
import type { HtmlNode } from "#shared/document/html-tree.ts";

export function parseHtml(source: string): readonly HtmlNode[] {
  return treeOf(parseDocument(source).children);
}

function treeOf(nodes: ReturnType<typeof parseDocument>["children"]): readonly HtmlNode[] {
  return nodes.flatMap((node): HtmlNode[] => {
    if ("data" in node && node.type === "text") return [{ text: node.data }];
    if (!("name" in node) || !("children" in node) || !("attribs" in node)) return [];
    return [{ tag: node.name, attributes: node.attribs, children: treeOf(node.children) }];
  });
}
