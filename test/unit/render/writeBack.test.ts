import assert from "node:assert/strict";
import fc from "fast-check";
import type { Literal } from "../../../src/literal/literal";
import { parseLiteral } from "../../../src/literal/parseLiteral";
import { elementText, type NumberEdit, numberText, rewriteEdits, writeBackEdits } from "../../../src/render/writeBack";

function read(text: string): Literal {
  const literal = parseLiteral(text, "python");
  if (literal.kind !== "literal") throw new Error(`unreadable: ${text}`);
  return literal;
}

function applied(text: string, edits: readonly NumberEdit[]): string {
  return edits.reduceRight(
    (whole, { offset, length, text: part }) => whole.slice(0, offset) + part + whole.slice(offset + length),
    text,
  );
}

function written(text: string, values: readonly (readonly [number, number])[]): string {
  return applied(text, writeBackEdits(text, read(text), new Map(values)));
}

const table: readonly [string, readonly (readonly [number, number])[], string][] = [
  ["[0.80, 0.10]", [[0, 0.5]], "[0.50, 0.10]"],
  ["[0.80, 0.10]", [[1, 0.125]], "[0.80, 0.125]"],
  ["[1., 2.]", [[0, 3]], "[3., 2.]"],
  ["[1, 2]", [[1, 2.5]], "[1, 2.5]"],
  ["[1.50e-03, 2.0]", [[0, 0.00275]], "[2.75e-03, 2.0]"],
  ["[1.5E+2, 2.0]", [[0, 0.5]], "[5.0E-1, 2.0]"],
  ["[0.5, 1/3]", [[1, 0.25]], "[0.5, 0.2500]"],
  ["[0.5, float('nan')]", [[1, 1]], "[0.5, 1.0000]"],
  ["[2 3]", [[1, -3]], "[2  -3]"],
  ["[-2 -3]", [[0, 5]], "[ 5 -3]"],
  ["[ 943.618 -943.618]", [[0, 9436.18]], "[ 9436.180 -943.618]"],
  [
    "[0.5, -0.25]",
    [
      [0, -1.5],
      [1, 0.75],
    ],
    "[-1.5, 0.75]",
  ],
  [
    "torch.tensor([[ 2.0000, -1.0000],\n        [ 0.5000,  0.2500]])",
    [
      [0, -3],
      [3, -0.25],
      [1, 1],
    ],
    "torch.tensor([[-3.0000,  1.0000],\n        [ 0.5000, -0.2500]])",
  ],
];

const halves: readonly [string, string][] = [
  ["[2.0, -1.0]", "[1.0, -0.5]"],
  ["[2.0, 0.33]", "[1.0, 0.165]"],
  ["[0.33333333, 1.0]", "[0.16666666, 0.5]"],
  ["[3, 1e-3, 2.5E+2]", "[1.5, 5e-4, 1.25E+2]"],
  ["[0.0001, 0.12345]", "[0.0001, 0.06173]"],
  ["[[ 2.    -1.    ]\n [ 0.25   3.1252]]", "[[ 1.    -0.5   ]\n [ 0.125  1.5626]]"],
  ["[[ 10.   -2. ]\n [  0.5   3. ]]", "[[  5.   -1. ]\n [  0.25  1.5]]"],
  ["[0.5, float('nan'), -float('inf')]", "[0.25, float('nan'), -float('inf')]"],
];

describe("a whole array written back", () => {
  for (const [text, expected] of halves) {
    it(`${text.replaceAll("\n", "⏎")} halved`, () => {
      const literal = read(text);
      const edits = rewriteEdits(
        text,
        literal,
        literal.tensor.data.map((value) => value / 2),
      );
      assert.equal(edits && applied(text, edits), expected);
    });
  }

  it("is nothing where several values come from one place", () => {
    const text = "[0.5] * 4";
    assert.equal(rewriteEdits(text, read(text), new Float64Array(4)), undefined);
  });

  it("reads back within half a unit of the last place, and its edits do not overlap", () => {
    const number = fc.double({ min: -1000, max: 1000, noNaN: true }).map((value) => value.toFixed(3));
    fc.assert(
      fc.property(
        fc.array(fc.array(number, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        // As NumPy pads them: `[1.5 -2.5]` is a difference.
        fc.constantFrom(9, 12),
        (rows, temperature, width) => {
          const text = `[${rows.map((row) => `[${row.map((cell) => cell.padStart(width)).join(" ")}]`).join("\n ")}]`;
          const literal = read(text);
          const values = literal.tensor.data.map((value) => value / temperature);
          const edits = rewriteEdits(text, literal, values) ?? [];
          for (const [index, { offset }] of edits.entries()) {
            const before = edits[index - 1];
            assert.ok(before === undefined || before.offset + before.length <= offset);
          }
          const again = read(applied(text, edits)).tensor.data;
          assert.equal(again.length, values.length);
          for (const [element, value] of values.entries()) assert.ok(Math.abs(again[element] - value) <= 0.500001e-4);
        },
      ),
    );
  });
});

describe("values written back", () => {
  for (const [text, values, expected] of table) {
    it(`${text.replaceAll("\n", "⏎")} with ${values.map(([element, value]) => `${value} at ${element}`).join(", ")}`, () => {
      assert.equal(written(text, values), expected);
    });
  }

  it("leaves alone what an expression makes several of", () => {
    const text = "[0.5] * 4";
    assert.equal(written(text, [[1, 0.7]]), text);
    assert.equal(elementText(text, read(text), 1).kind, "shared");
  });

  it("reads back as the very value, and changes nothing else", () => {
    const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), {
      minLength: 1,
      maxLength: 12,
    });
    const rounded = fc.integer({ min: -99999, max: 99999 }).map((value) => value / 1000);
    fc.assert(
      fc.property(numbers, fc.nat(), rounded, (data, which, value) => {
        const text = `x = np.array([${data.map((entry) => (Number.isInteger(entry) ? entry.toFixed(1) : String(entry))).join(", ")}])`;
        const element = which % data.length;
        const before = read(text).tensor.data;
        const after = read(written(text, [[element, value]])).tensor.data;
        for (const [index, entry] of after.entries()) {
          const expected = index === element ? value : before[index];
          assert.ok(Math.abs(entry - expected) <= 1e-12 * Math.abs(expected), `${entry} for ${expected} in ${text}`);
        }
      }),
    );
  });

  it("a value that is no finite number is not written", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      assert.deepEqual(writeBackEdits("[0.5, 0.25]", read("[0.5, 0.25]"), new Map([[0, value]])), []);
    }
  });

  it("nothing but a number is written", () => {
    const written = ["0.5", "-1.", "+0.50", "\u22121.5", "0,5", "1_000", "2.75e-03", "1.5f", "  0.25 ", "1e+21"];
    for (const text of written) assert.equal(numberText(text), text);
    const refused = [
      "",
      " ",
      "x",
      "0.5, 0.5",
      "0.5]",
      "__import__('os')",
      "0.5\nimport os",
      "0.5 # x",
      "1 2",
      "nan",
      "=1",
    ];
    for (const text of refused) assert.equal(numberText(text), undefined, JSON.stringify(text));
    assert.equal(numberText(`${" ".repeat(100_000)}x`), undefined);
  });
});
