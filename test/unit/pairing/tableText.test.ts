import assert from "node:assert/strict";
import {
  blocksOf,
  isNumber,
  isNumericTable,
  numberOf,
  raggedRow,
  readTextTable,
  tableBlocks,
} from "../../../src/pairing/tableText";

/** Header and rows, cells separated by `/`; undefined where a text is no table. */
function tableOf(text: string): string | undefined {
  const table = readTextTable(text);
  for (const cell of table?.rows.flat() ?? []) {
    const own = text.slice(cell.offset, cell.offset + cell.length);
    assert.ok(own === cell.text || own.replace(",", ".") === cell.text, `${own}, not ${cell.text}`);
  }
  return (
    table && [table.header, ...table.rows.map((row) => row.map(({ text: cell }) => cell))].map(joined).join(" // ")
  );
}

const joined = (cells: readonly string[]) => cells.join("/");

const AB = "a/b // 1/2 // 3/4";

const rows: readonly (readonly [title: string, text: string, expected: string | undefined])[] = [
  ["commas", "a,b\n1,2\n3,4\n", AB],
  ["lines of Windows", "a,b\r\n1,2\r\n3,4\r\n", AB],
  ["lines that carriage returns end", "a,b\r1,2\r3,4\r", AB],
  ["semicolons", "a;b\n1;2\n3;4", AB],
  ["tabs", "a\tb\n1\t2\n3\t4", AB],
  ["bars", "a|b\n1|2\n3|4", AB],
  ["blanks", "a  b\n1  2\n3  4", AB],
  ["blanks around", " a ,  b\n 1 ,  2\n3 , 4 ", AB],
  ["empty lines", "\na,b\n\n1,2\n  \n3,4\n", AB],
  ["one row", "a,b\n1,2", "a/b // 1/2"],
  ["Markdown", "| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 | 4 |", AB],
  ["Markdown without a bar at the end", "| a | b\n|---|---\n| 1 | 2\n| 3 | 4", AB],
  ["Markdown, indented", "  | a | b |\n  |---|---|\n  | 1 | 2 |\n  | 3 | 4 |", AB],
  ["a frame of pandas", "   a  b\n0  1  2\n1  3  4\n", AB],
  ["a long frame of pandas", "   a  b\n0  1  2\n1  3  4\n\n[2 rows x 2 columns]", AB],
  ["rules of a terminal", "+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n| 3 | 4 |\n+---+---+", AB],
  ["decimals with commas between semicolons", "a;b\n1,5;-2,25\n3;4,0e-3", "a/b // 1.5/-2.25 // 3/4.0e-3"],
  ["words with commas between semicolons", "a;b\nx,y;2\n1,2,3;4", "a/b // x,y/2 // 1,2,3/4"],
  ["commas in quotes", 'a,b\n"1,5",2\n3,"x"', "a/b // 1,5/2 // 3/x"],
  ["names in quotes", "\"a\",'b'\n1,2\n3,`4`", AB],
  [
    "a frame whose columns are numbers",
    "     0    1  y\n0  0.7  0.3  0\n1  0.2  0.8  1",
    "0/1/y // 0.7/0.3/0 // 0.2/0.8/1",
  ],
  ["a frame of a column that is a number", "     0  y\n0  0.7  0\n1  0.2  1", "0/y // 0.7/0 // 0.2/1"],
  ["words with values behind them", "price 12.5\nprice 13.5\nloss 3.2", undefined],
  ["words with colons and values", "price: 12.5\nloss: 3.2", undefined],
  ["words with whole numbers", "rank 0\nrank 1\nworld 2", undefined],
  ["words with numbers that count up", "epoch 1 step 2\nepoch 2 step 3", undefined],
  ["rows without a header", "0.7,0.3,cat\n0.2,0.8,dog", undefined],
  ["cells that are empty", "a,b\n1,\n,4", "a/b // 1/ // /4"],
  ["a name that is a number", "a,2\n1,2", "a/2 // 1/2"],
  ["no row", "a,b\n", undefined],
  ["nothing", "", undefined],
  ["one column", "a\n1\n2", undefined],
  ["no header", "1,2\n3,4", undefined],
  ["a row too short", "a,b\n1,2\n3", undefined],
  ["rows of one more than the header", "a,b\n1,2,3\n1,2,3", undefined],
  ["rows of two more than a header of blanks", "a  b\n1  2  3  4\n1  2  3  4", undefined],
  ["rows of fewer", "a,b,c\n1,2\n3,4", undefined],
];

describe("tables as text", () => {
  for (const [title, text, expected] of rows) it(title, () => assert.equal(tableOf(text), expected));

  it("are as long as their text", () => assert.deepEqual(readTextTable("a,b\n1,2\n")?.span, { offset: 0, length: 8 }));
});

describe("cells", () => {
  const numbers: readonly (readonly [text: string, value: number])[] = [
    ["1", 1],
    ["-1.5", -1.5],
    ["+.25", 0.25],
    ["2.", 2],
    ["1e-3", 0.001],
    ["1.5E+3", 1500],
    ["nan", Number.NaN],
    ["NaN", Number.NaN],
    ["-nan", Number.NaN],
    ["inf", Number.POSITIVE_INFINITY],
    ["+Infinity", Number.POSITIVE_INFINITY],
    ["-inf", Number.NEGATIVE_INFINITY],
  ];
  for (const [text, value] of numbers) {
    it(`${text} is a number`, () => {
      assert.ok(isNumber(text));
      assert.ok(Object.is(numberOf(text), value));
    });
  }
  for (const text of ["", "a", "1a", "a1", "1 2", "--1", ".", "1e", "e5", "1.2.3", "1,5", "infinite", "xnan", "x1.5"])
    it(`${JSON.stringify(text)} is none`, () => assert.ok(!isNumber(text)));
});

describe("a row that is none of its table", () => {
  const found: readonly (readonly [text: string, row: string | undefined])[] = [
    ["a,b\n1,2\n3\n", "3 1/2"],
    ["a,b\n1,2\n3,4,5\n", "3,4,5 3/2"],
    ["a,b\n1,2\n", undefined],
    ["words\nand words", undefined],
  ];
  for (const [text, expected] of found)
    it(JSON.stringify(text), () => {
      const row = raggedRow(text);
      assert.equal(row && `${row.text} ${row.cells}/${row.names}`, expected);
    });
});

describe("blocks of lines", () => {
  it("lie between empty lines", () => {
    const text = "a b\nc d  \n\n  \n  e f\n\ng";
    const blocks = blocksOf(text);
    assert.deepEqual(
      blocks.map((block) => block.text),
      ["a b\nc d", "  e f", "g"],
    );
    for (const { span, text: own } of blocks) assert.equal(text.slice(span.offset, span.offset + span.length), own);
  });

  it("of numbers alone, under names or none, are arrays", () => {
    for (const text of ["1 2\n3 4", "1.5\n2", "1,2\n3,4", "a b\n1 2"]) assert.ok(isNumericTable(text), text);
    for (const text of ["1 2", "1 2\na b", "", "a\nb"]) assert.ok(!isNumericTable(text), text);
  });
});

describe("blocks that may be tables", () => {
  const frame = "    p0   p1  label\n0  0.1  0.5      1\n1  0.7  0.2      0";
  const texts: readonly (readonly [title: string, text: string, block: string])[] = [
    ["a frame by itself", frame, frame],
    ["a frame within fences", `\`\`\`\n${frame}\n\`\`\``, frame],
    ["a frame between sentences", `Here is mine:\n${frame}\nand the loss is 0.5`, frame],
    ["what is printed below a frame", `${frame}\n\n[2 rows x 3 columns]`, `${frame}\n\n[2 rows x 3 columns]`],
    [
      "no frame whose rows are left out",
      `Mine:\n${frame}\n..  ...  ...    ...\n9  0.2  0.2      1`,
      `Mine:\n${frame}\n..  ...  ...    ...\n9  0.2  0.2      1`,
    ],
    ["no frame of one row", "Mine:\n p  y\n0  0.1  1\nend", "Mine:\n p  y\n0  0.1  1\nend"],
    ["numbers that are counted, one a line", "0\n1\n2\nend", "0\n1\n2\nend"],
    ["fences alone", "```\n```", "```\n```"],
    ["one fence", "```", "```"],
  ];
  for (const [title, text, expected] of texts)
    it(title, () => {
      const [{ span, text: own }] = tableBlocks(text);
      assert.equal(own, expected);
      assert.equal(text.slice(span.offset, span.offset + span.length), own);
    });
});
