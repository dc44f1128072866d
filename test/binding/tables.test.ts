import fc from "fast-check";
import { type Command, TextSelection } from "prosemirror-state";
import { expect, test } from "vitest";
import { moveLines } from "#client/editor/moving.ts";
import {
  addColumn,
  addRow,
  moveColumns,
  moveRows,
  pasteCells,
  setColumnWidth,
  toggleHeader,
} from "#client/editor/tables.ts";
import { lineNodes } from "#shared/document/build.ts";
import { schema } from "#shared/document/schema.ts";
import { settings, timeLimit } from "../document/support.ts";
import { aPair, find, linesOf, type Person, select, type } from "./support.ts";

const COMMANDS: Readonly<Record<string, Command>> = {
  rowAbove: addRow("above"),
  rowBelow: addRow("below"),
  columnLeft: addColumn("left"),
  columnRight: addColumn("right"),
  rowUp: moveRows(-1),
  rowDown: moveRows(1),
  columnToLeft: moveColumns(-1),
  columnToRight: moveColumns(1),
  headerRow: toggleHeader("row"),
  headerColumn: toggleHeader("column"),
};

function run({ view }: Person, command: Command): boolean {
  return command(view.state, view.dispatch);
}

function cellsOf({ view }: Person): number[] {
  const cells: number[] = [];
  view.state.doc.descendants((node, pos) => {
    if (node.type === schema.nodes.cell) cells.push(pos);
    return !node.isTextblock;
  });
  return cells;
}

function goToCell(person: Person, fraction: number): void {
  const cells = cellsOf(person);
  const at = cells[Math.floor(fraction * cells.length)] as number;
  const { view } = person;
  view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at + 1))));
}

test(
  "two people who build one table and type in it at once get a full grid, and nothing that was typed is lost",
  () => {
    const fraction = fc.noBias(fc.nat(999)).map((part) => part / 1000);
    const act = fc.record({
      who: fc.boolean(),
      cell: fraction,
      what: fc.oneof(
        fc.constantFrom(...Object.keys(COMMANDS)),
        fc.constant("type"),
        fc.constant("type"),
        fc.constant("hear"),
      ),
    });
    const property = fc.property(fc.array(act, { maxLength: 40, size: "max" }), (acts) => {
      const { ann, ben, exchange } = aPair();
      let typed = "";
      acts.forEach(({ who, cell, what }, at) => {
        if (what === "hear") {
          exchange();
          return;
        }
        const person = who ? ann : ben;
        goToCell(person, cell);
        const command = COMMANDS[what];
        if (command !== undefined) {
          run(person, command);
          return;
        }
        const character = String.fromCharCode(0x4e00 + at);
        type(person, character);
        typed += character;
      });
      exchange();
      expect([...ann.failures, ...ben.failures]).toEqual([]);
      expect(ann.view.state.doc.toJSON()).toEqual(ben.view.state.doc.toJSON());
      const text = linesOf(ann).join("\n");
      for (const character of typed) expect(text).toContain(character);
      ann.view.state.doc.descendants((node) => {
        if (node.type === schema.nodes.table)
          expect(new Set(node.children.map((row) => row.childCount)).size).toBe(1);
        return !node.isTextblock;
      });
    });
    fc.assert(property, settings("tables", 100));
  },
  timeLimit(100),
);

test("a table moves over a line while somebody types in its cell, and takes the words along", () => {
  const { ann, ben, exchange } = aPair();
  select(ben, find(ben, "09:00") + 5);
  select(ann, find(ann, "When"));
  expect(
    run(
      ann,
      moveLines(-1, () => []),
    ),
  ).toBe(true);
  type(ben, " sharp");
  exchange();
  expect(linesOf(ann)).toContain("09:00 sharp");
  expect(linesOf(ben)).toEqual(linesOf(ann));
  const section = ann.view.state.doc.child(1);
  expect(section.child(section.childCount - 3).type.name).toBe("table");
});

test("of two lines that change places, the one in which a colleague writes is not put in anew", () => {
  const { ann, ben, exchange } = aPair();
  for (const by of [-1, 1] as const) {
    const quote = find(ben, "argue");
    select(ben, quote);
    select(ann, find(ann, "argue"));
    const there = [find(ann, "argue")];
    run(
      ann,
      moveLines(by, () => there),
    );
    type(ben, "still ");
    exchange();
    expect(linesOf(ben)).toEqual(linesOf(ann));
  }
  expect(linesOf(ann)).toContain("Do not still still argue.");
});

test("a line that is moved out of its box keeps what is being typed in it", () => {
  const { ann, ben, exchange } = aPair();
  select(ann, find(ann, "guess"));
  select(ben, find(ben, "guess"));
  run(
    ann,
    moveLines(-1, () => []),
  );
  type(ben, "ever ");
  exchange();
  expect(linesOf(ann)).toContain("Do not ever guess.");
  const line = ann.view.state.doc.resolve(find(ann, "ever"));
  expect(line.node(-1).type.name).toBe("section");
});

test("pasted cells are written over those that are there, row by row, and the table grows where they reach further", () => {
  const { ann } = aPair();
  const words = (text: string) => [{ attributes: {}, spans: [{ text }] }];
  const [pasted] = lineNodes([
    {
      attributes: { kind: "table" },
      spans: [],
      table: {
        header: "none",
        rows: [
          [words("a"), words("b")],
          [words("c"), words("d")],
        ],
      },
    },
  ]);
  if (pasted === undefined) throw new Error("no table");
  select(ann, find(ann, "09:00"));
  expect(run(ann, pasteCells(pasted))).toBe(true);
  const cells = cellsOf(ann).map((pos) => ann.view.state.doc.nodeAt(pos)?.textContent);
  expect(cells).toEqual(["When", "Who", "a", "b", "c", "d"]);
  expect(ann.failures).toEqual([]);
});

test("a width is the column's, wherever it goes, and new rows have it too", () => {
  const { ann, ben, exchange } = aPair();
  const [first] = cellsOf(ann);
  const tableStart = ann.view.state.doc.resolve(first as number).before(-1) + 1;
  const tr = ann.view.state.tr;
  expect(setColumnWidth(tr, tableStart, 0, 180)).toBe(true);
  ann.view.dispatch(tr);
  select(ann, find(ann, "When"));
  run(ann, moveColumns(1));
  run(ann, addRow("above"));
  exchange();
  const widths = cellsOf(ben).map((pos) => ben.view.state.doc.nodeAt(pos)?.attrs.colwidth);
  expect(widths).toEqual([null, [180], null, [180], null, [180]]);
});
