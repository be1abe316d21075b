import assert from "node:assert/strict";
import fc from "fast-check";
import type { Literal } from "../../../src/literal/literal";
import { parseLiteral } from "../../../src/literal/parseLiteral";
import { elementText, type TextEdit, writeBackEdits } from "../../../src/render/writeBack";

function read(text: string): Literal {
  const literal = parseLiteral(text, "python");
  if (literal.kind !== "literal") throw new Error(`unreadable: ${text}`);
  return literal;
}

function applied(text: string, edits: readonly TextEdit[]): string {
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
});
