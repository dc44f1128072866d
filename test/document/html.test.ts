import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { expect, test } from "vitest";
import { writeHtml } from "#shared/document/html.ts";
import { isInlineHtml, readHtml } from "#shared/document/html-read.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import { parseHtml } from "#test/support/html.ts";
import { anyDocument, kept } from "./any-document.ts";
import { newDoc, settings, timeLimit } from "./support.ts";

function comeBack(source: string): Node {
  return toDoc(newDoc({ variables: {}, sections: readHtml(parseHtml(source)) }));
}

/** `kind indent text`, one line each; cells of a table in one line. */
function lines(source: string): readonly string[] {
  const shown: string[] = [];
  comeBack(source).descendants((node, _pos, parent) => {
    if (node.type.name === "table")
      shown.push(...node.children.map((row) => row.children.map((cell) => cell.textContent).join(" | ")));
    else if (node.type.name === "block" && parent?.type.name !== "cell") {
      const { kind, indent } = node.attrs;
      const text = node.textBetween(0, node.content.size, "", (leaf) =>
        leaf.type.name === "break" ? "/" : "",
      );
      shown.push(`${kind}${indent > 0 ? indent : ""} ${text}`);
    }
    return node.type.name !== "table";
  });
  return shown;
}

test(
  "any document is the same text after it was written as HTML and read again",
  () => {
    fc.assert(
      fc.property(anyDocument, (doc) => {
        const source = writeHtml(doc.children);
        expect(kept(comeBack(source)), source).toEqual(kept(doc));
      }),
      settings("HTML", 300),
    );
  },
  timeLimit(300),
);

test("Word's list paragraphs become list lines, and its markers go", () => {
  const word = `<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>Erst</p>
    <p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>dann</p><p>&nbsp;</p><p class=MsoNormal>Text</p>`;
  expect(lines(word)).toEqual(["ordered Erst", "bullet1 dann", "text Text"]);
});

test("Google Docs' wrapper is no bold text, and its nested lists keep their levels", () => {
  const docs = `<b style="font-weight:normal" id="docs-internal-guid-1"><p><span style="font-weight:700">Fett</span> und
    nicht</p><ul><li><p>eins</p></li><ul><li><p>zwei</p></li></ul></ul></b>`;
  expect(lines(docs)).toEqual(["text Fett und nicht", "bullet eins", "bullet1 zwei"]);
  const marks: string[] = [];
  comeBack(docs).descendants((node) => {
    if (node.isText && node.marks.length > 0) marks.push(`${node.text}: ${node.marks[0]?.type.name}`);
  });
  expect(marks).toEqual(["Fett: strong"]);
});

test("a table of a spreadsheet is rows × columns, whatever its cells reached over", () => {
  const sheet = `<table><colgroup><col></colgroup><tr><td colspan=2>Kopf</td><td rowspan=3>lang</td></tr>
    <tr><td>a b</td><td>c</td></tr><tr><td>d</td></tr></table>`;
  expect(lines(sheet)).toEqual(["Kopf |  | lang", "a b | c | ", "d |  | "]);
});

test("header cells make a row or column of headings", () => {
  const header = (source: string) => comeBack(source).child(0).lastChild?.attrs.header;
  expect(header("<table><thead><tr><td>a</td></tr></thead><tbody><tr><td>b</td></tr></tbody></table>")).toBe(
    "row",
  );
  expect(header("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th><td>d</td></tr></table>")).toBe("column");
  expect(header("<table><tr><th>a</th><th>b</th></tr><tr><th>c</th><td>d</td></tr></table>")).toBe("both");
});

test("a table that only lays a mail out is its text", () => {
  expect(lines("<table><tr><td><p>Guten Tag</p><p>Gruß</p></td></tr></table>")).toEqual([
    "text Guten Tag",
    "text Gruß",
  ]);
});

test("paragraphs of a list item are one line, tasks are told by their boxes", () => {
  expect(
    lines("<ul><li><p>eins</p><p>mehr</p></li><li><input type=checkbox checked> fertig</li></ul>"),
  ).toEqual(["bullet eins/mehr", "task fertig"]);
});

test("scripts, styles and unsafe addresses are left out, words never", () => {
  const hostile = `<style>p{}</style><script>alert(1)</script><p onclick="x()">Ein <a href="javascript:alert(1)">Link</a></p>
    <img src=x onerror=alert(1) alt="Ein Bild"><form><button>Los</button></form>`;
  expect(lines(hostile)).toEqual(["text Ein Link", "text Ein Bild", "text Los"]);
  expect(JSON.stringify(comeBack(hostile).toJSON())).not.toContain("alert");
});

test("words alone are told from lines", () => {
  expect(isInlineHtml(parseHtml("nur <b>Worte</b>"))).toBe(true);
  expect(isInlineHtml(parseHtml("<span><p>Zeile</p></span>"))).toBe(false);
});
