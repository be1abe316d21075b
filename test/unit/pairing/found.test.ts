import assert from "node:assert/strict";
import { findAt } from "../../../src/pairing/found";
import { contains, inOrder, overlap, samePlace, tensorOf } from "../../../src/pairing/foundArray";
import type { Place } from "../../../src/textUnit";
import { arrayText, selectionsOf, sheetOf, unit } from "./sheets";

/** What stands at a cursor `|` or between `«` and `»`: the array, where it is found again, the literals that it comes from. */
function foundIn(marked: string, languageId = "python", ...outputs: readonly string[]): string {
  const { text, places } = selectionsOf(marked);
  const sheet = sheetOf(
    unit(text, languageId),
    ...outputs.map((each, i) => unit(each, "plaintext", "output", `o${i}`)),
  );
  const found = findAt(sheet, places[0]);
  const textOf = (place: Place) => `«${sheet.textOf(place).replaceAll("\n", "⏎")}»`;
  if (found.kind === "nothing") return "nothing";
  if (found.kind === "changed")
    return `changed ${found.name} ${textOf(found.place)}${found.wasArray ? " was an array" : ""}`;
  return `${arrayText(found.array)} ${textOf(found.at)} of ${found.literals.map(textOf).join(" ")}`;
}

const rows: readonly (readonly [title: string, marked: string, found: string, languageId?: string])[] = [
  ["a cursor in a literal", "x = [1, |2]\n", "x 2 «[1, 2]» of «[1, 2]»"],
  ["a selected literal", "x = «[1, 2]»\n", "x 2 «[1, 2]» of «[1, 2]»"],
  ["a selected row", "x = [«[1, 2]», [3, 4]]\n", "x 2 «[1, 2]» of «[1, 2]»"],
  ["a literal without a name", "f([1, |2])\n", "? 2 «[1, 2]» of «[1, 2]»"],
  ["a name", "x = [1, 2]\nprint(x|)\n", "x 2 «[1, 2]» of «[1, 2]»"],
  ["a selected name", "x = [1, 2]\nprint(«x»)\n", "x 2 «[1, 2]» of «[1, 2]»"],
  ["a name of a name", "x = [1, 2]\nz = x\nprint(z|)\n", "z 2 «[1, 2]» of «[1, 2]»"],
  [
    "a name of what is computed",
    "x = [1, 2]\nimport numpy as np\nz = np.array(x) * 2\nprint(z|)\n",
    "z 2 «np.array(x) * 2» of «2» «[1, 2]»",
  ],
  ["more than a name", "x = [1, 2]\nprint(«x + 1»)\n", "? unread «x + 1» of «x + 1»"],
  ["a name of a number", "x = 1\nprint(x|)\n", "nothing"],
  ["a name of nothing", "print(x|)\n", "nothing"],
  ["a name that is changed", "x = [1, 2]\nx = load(x)\nprint(x|)\n", "changed x «load(x)» was an array"],
  [
    "a name of rows that are not equally long",
    "x = [[1, 2], [3]]\nprint(x|)\n",
    "x unread «[[1, 2], [3]]» of «[[1, 2], [3]]»",
  ],
  ["a name of values left out", "x = [1, ..., 2]\nprint(x|)\n", "x unread «[1, ..., 2]» of «[1, ..., 2]»"],
  [
    "a tensor of rows that are not equally long",
    "import torch\nx = torch.tensor([[1, 2], [3]])\nprint(x|)\n",
    "x unread «torch.tensor([[1, 2], [3]])» of «torch.tensor([[1, 2], [3]])»",
  ],
  ["a list with calls in it", "x = [load(), 2]\nprint(x|)\n", "changed x «x»"],
  ["a name that never was an array", "x = load()\nprint(x|)\n", "changed x «load()»"],
  ["words", "# not| code\n", "nothing"],
  ["what is meant for an array", "x = «[1, 2»\n", "? unread «[1, 2» of «[1, 2»"],
  ["what is not", "«import numpy»\n", "nothing"],
  ["an attribute", "class A: pass\na = A()\na.x = [1, 2]\nprint(a.x|)\n", "a.x 2 «[1, 2]» of «[1, 2]»"],
  ["a name of another language", "const x = [1, 2];\nf(x|);\n", "x 2 «[1, 2]» of «[1, 2]»", "javascript"],
  ["the last above it", "let x = [1, 2];\nx = [3, 4];\nf(x|);\nx = [5];\n", "x 2 «[3, 4]» of «[3, 4]»", "javascript"],
  ["one that is changed there", "let x = [1, 2];\nx = g(x);\nf(x|);\n", "changed x «x» was an array", "javascript"],
  ["one that is none there", "f(x|);\n", "nothing", "javascript"],
  ["more than a name there", "const x = [1, 2];\nf(«x)»;\n", "nothing", "javascript"],
  ["a table", "p,y\n0.2|,1\n0.7,0\n", "p 2 «p,y⏎0.2,1⏎0.7,0⏎» of «p,y⏎0.2,1⏎0.7,0⏎»", "csv"],
  [
    "a table but for the space around it",
    "«\n  p  y\n 0.2  1\n 0.7  0\n\n»",
    "p 2 «  p  y⏎ 0.2  1⏎ 0.7  0» of «  p  y⏎ 0.2  1⏎ 0.7  0»",
    "plaintext",
  ],
  ["a part of a table", "p,y\n«0.2,1\n0.7,0\n»", "? 2×2 «0.2,1⏎0.7,0» of «0.2,1⏎0.7,0»", "csv"],
  ["all of a table", "«p,y\n0.2,1\n0.7,0\n»", "p 2 «p,y⏎0.2,1⏎0.7,0⏎» of «p,y⏎0.2,1⏎0.7,0⏎»", "csv"],
];

describe("what stands at a place", () => {
  for (const [title, marked, found, languageId] of rows)
    it(title, () => assert.equal(foundIn(marked, languageId), found));

  it("an output tells what a name held", () => {
    assert.equal(foundIn("x = load()\nprint(x|)\nx", "python", "[0.5, 2.0]\n"), "x 2 «x» of ");
  });
});

describe("places", () => {
  const at = (start: number, end: number, unit = 0): Place => ({ unit, start, end });

  it("overlap where they share a character; a cursor lies in what begins at it", () => {
    const rows: readonly (readonly [Place | undefined, Place | undefined, boolean])[] = [
      [at(0, 3), at(2, 4), true],
      [at(0, 3), at(3, 4), false],
      [at(3, 4), at(0, 3), false],
      [at(0, 3), at(1, 2), true],
      [at(0, 3), at(2, 2), true],
      [at(0, 3), at(3, 3), false],
      [at(2, 2), at(2, 5), true],
      [at(2, 2), at(2, 2), true],
      [at(0, 3), at(0, 3, 1), false],
      [undefined, at(0, 3), false],
      [at(0, 3), undefined, false],
    ];
    for (const [a, b, expected] of rows) assert.equal(overlap(a, b), expected, JSON.stringify([a, b]));
  });

  it("contain each other with both ends", () => {
    assert.ok(contains(at(1, 4), at(1, 4)));
    assert.ok(contains(at(1, 4), at(2, 3)));
    assert.ok(!contains(at(1, 4), at(0, 3)));
    assert.ok(!contains(at(1, 4), at(2, 5)));
    assert.ok(!contains(at(1, 4), at(2, 3, 1)));
  });

  it("are the same by all that they have", () => {
    assert.ok(samePlace(at(1, 4), at(1, 4)));
    for (const other of [at(0, 4), at(1, 5), at(1, 4, 1), undefined]) {
      assert.ok(!samePlace(at(1, 4), other));
      assert.ok(!samePlace(other, at(1, 4)));
    }
    assert.ok(!samePlace(undefined, undefined));
  });

  it("are in the order of units, then of the text", () => {
    const sorted = [at(5, 6, 1), at(0, 9), at(3, 4), at(1, 2, 1)].sort(inOrder);
    assert.deepEqual(sorted, [at(0, 9), at(3, 4), at(1, 2, 1), at(5, 6, 1)]);
  });
});

describe("the arrays of a unit", () => {
  /** All arrays of a text with their names, and whether they are among the named ones. */
  const all = (text: string, languageId: string, role: "code" | "output" = "code") => {
    const { named, all: every, tables, isCut } = sheetOf(unit(text, languageId, role)).unitArrays(0);
    assert.ok(!isCut);
    return `${every.map((array) => `${named.includes(array) ? "" : "("}${arrayText(array)}${named.includes(array) ? "" : ")"}`).join(", ")}${tables.length > 0 ? ` and ${tables.length} tables` : ""}`;
  };
  const rows: readonly (readonly [
    title: string,
    text: string,
    languageId: string,
    expected: string,
    role?: "output",
  ])[] = [
    ["named, and not", "x = [1, 2]\nf([3])\ny = [4]\n", "python", "x 2, (? 1), y 1"],
    ["one that is computed with", "f([1, 2] + z)\nf([3])\n", "python", "(? 1)"],
    ["a sign of the next line is none", "f(\n[1, 2]\n)\n[3]\n-1\n", "python", "(? 2), (? 1)"],
    ["a log's labels are names", "logits: [0.1, 0.2]\n[1, 2]\n", "plaintext", "logits 2, (? 2)"],
    ["a table of a log", "a  b\n1  2\n3  4\n", "plaintext", " and 1 tables"],
    ["a table of CSV", "a,b\n1,2\n3,4\n", "csv", " and 1 tables"],
    ["records of JSON", '[{"p": 0.5, "y": 1}, {"p": 0.25, "y": 0}]', "json", " and 1 tables"],
    ["records of a log", "{'p': 0.5, 'y': 1}\n{'p': 0.25, 'y': 0}\n", "plaintext", " and 1 tables"],
    ["an array in brackets is no table", "[[1 2]\n [3 4]]\n", "plaintext", "(? 2×2)"],
    ["an output", "[0.5, 1.5]\n", "plaintext", "(? 2)", "output"],
  ];
  for (const [title, text, languageId, expected, role] of rows)
    it(title, () => assert.equal(all(text, languageId, role), expected));

  it("lists of words are class indices", () => {
    const [{ array, classes }] = sheetOf(unit('y = ["b", "a", "b"]\n')).words(0);
    assert.deepEqual([[...(tensorOf(array)?.data ?? [])], classes, array.name], [[1, 0, 1], 2, "y"]);
    const { source, place } = array;
    assert.ok(source.kind === "array" && source.cells !== undefined && place !== undefined);
    assert.deepEqual(place, { unit: 0, start: 4, end: 19 });
    assert.deepEqual([...source.cells.offsets], [2, 7, 12]);
    assert.deepEqual([...source.cells.lengths], [1, 1, 1]);
  });
});
