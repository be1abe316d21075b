import assert from "node:assert/strict";
import { parseLiteral } from "../../../src/literal/parseLiteral";

function valuesOf(text: string, languageId: string): readonly number[] | undefined {
  const read = parseLiteral(text, languageId);
  return read.kind === "literal" ? [...read.tensor.data] : undefined;
}

describe("percentages of spreadsheets are the fractions that their cells hold", () => {
  const table: readonly (readonly [text: string, languageId: string, values: readonly number[]])[] = [
    ["12,5 %\t3,2 %\n10,0 %\t1,1 %", "plaintext", [0.125, 0.032, 0.1, 0.011]],
    ["12.3%\t3.2%\n10.0%\t-1.1%", "plaintext", [0.123, 0.032, 0.1, -0.011]],
    ["a;b\n12,5\u00a0%;3\u00a0%\n1,5\u00a0%;4\u00a0%", "csv", [0.125, 0.03, 0.015, 0.04]],
    ['model,share\n1,"12.5%"\n2,13%', "csv", [1, 0.125, 2, 0.13]],
  ];
  for (const [text, languageId, values] of table)
    it(text.replaceAll("\n", "⏎"), () => {
      assert.deepEqual(valuesOf(text, languageId), values);
      const read = parseLiteral(text, languageId);
      assert.equal(read.diagnostics.filter(({ message }) => message.startsWith("Percentages")).length, 1);
    });

  it("a percent sign between numbers is an operator still", () => {
    assert.deepEqual(valuesOf("np.array([7, 8]) % 5", "python"), [2, 3]);
  });
});

describe("PHP's arrays with keys", () => {
  it("are lists where the keys count the elements", () => {
    assert.deepEqual(valuesOf("$w = [0 => 1.5, 1 => 2.5];", "php"), [1.5, 2.5]);
    assert.deepEqual(valuesOf("$w = array(0 => array(1, 2), 1 => array(3, 4));", "php"), [1, 2, 3, 4]);
    assert.deepEqual(valuesOf("[0 => 1.5, 2.5]", "php"), [1.5, 2.5]);
  });

  it("are refused where they do not", () => {
    for (const text of ["[1 => 1.5, 0 => 2.5]", "[3 => 1.5, 2.5]", "array(1 => 1.5, 2 => 2.5)", "['a' => 1, 'b' => 2]"])
      assert.equal(parseLiteral(text, "php").kind, "unreadable", text);
  });
});
