import assert from "node:assert/strict";
import { literalAt } from "../../../src/literal/literalAt";
import { assertReads, assertRefuses, type Nest, read } from "./assertions";

/** As the tools print and write them, by their manuals: PHP's print_r and var_dump, hmatrix' show, SAS/IML, SPSS' MATRIX, Excel's clipboard. */
describe("What other tools print and write", () => {
  const printR = `Array
(
    [0] => Array
        (
            [0] => 0.1
            [1] => -2
        )

    [1] => Array
        (
            [0] => 3
            [1] => 1.0E+25
        )

)
`;
  const varDump = `array(2) {
  [0]=>
  float(0.1)
  [1]=>
  float(NAN)
}
`;
  const spss = `Run MATRIX procedure:

PROBS
  10 ** -1   X
   1.500000000   2.500000000
   4.000000000   5.000000000

------ END MATRIX -----
`;
  const cases: readonly (readonly [what: string, languageId: string, text: string, value: Nest])[] = [
    [
      "print_r",
      "plaintext",
      printR,
      [
        [0.1, -2],
        [3, 1e25],
      ],
    ],
    [
      "print_r in PHP",
      "php",
      printR,
      [
        [0.1, -2],
        [3, 1e25],
      ],
    ],
    ["var_dump", "plaintext", varDump, [0.1, Number.NaN]],
    [
      "hmatrix",
      "haskell",
      "(2><3)\n [ 1.0, 2.0, 3.0\n , 4.0, 5.0, 6.0 ]",
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ],
    [
      "hmatrix printed",
      "plaintext",
      "(2><2)\n [ 0.5, 0.25\n , 1.0, 2.0 ]",
      [
        [0.5, 0.25],
        [1, 2],
      ],
    ],
    [
      "IML",
      "sas",
      "x = {1 2 3,\n     4 5 6};",
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ],
    ["IML of one row", "sas", "{0.1 -0.2}", [[0.1, -0.2]]],
    [
      "IML in a text",
      "plaintext",
      "{1 2, 3 4}",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "SPSS",
      "spss",
      "COMPUTE A = {1, 2; 3, 4}.",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "SPSS printed",
      "plaintext",
      spss,
      [
        [0.15, 0.25],
        [0.4, 0.5],
      ],
    ],
    [
      "thousands and decimal commas",
      "plaintext",
      "1.234,5\t2,5\n3,25\t4,75\n",
      [
        [1234.5, 2.5],
        [3.25, 4.75],
      ],
    ],
    [
      "thousands and decimal points",
      "plaintext",
      "1,234.5\t2.5\n3.25\t4.75\n",
      [
        [1234.5, 2.5],
        [3.25, 4.75],
      ],
    ],
    [
      "an empty column in front",
      "plaintext",
      "\t1,5\t2,5\n\t3,25\t4,75\n",
      [
        [1.5, 2.5],
        [3.25, 4.75],
      ],
    ],
    [
      "labels in front",
      "plaintext",
      "\ta\tb\nr1\t0,5\t0,1\nr2\t0,2\t0,3",
      [
        [0.5, 0.1],
        [0.2, 0.3],
      ],
    ],
  ];
  for (const [what, languageId, text, value] of cases)
    it(what, () => {
      const literal = assertReads(text, value, undefined, languageId);
      const [offset, length] = [literal.elementOffsets[0], literal.elementLengths[0]];
      assert.match(text.slice(offset, offset + length), /^(?:float\()?[-+]?\d[\d.,]*\)?$/);
    });

  it("SPSS names what it prints", () => assert.equal(read(spss, "plaintext").name, "PROBS"));

  it("keys that do not count, elements that are no numbers and sizes that do not fit are refused", () => {
    assertRefuses("Array\n(\n    «[a] => 1»\n)\n", "non-numeric", "php");
    assertRefuses("Array\n(\n    [0] => «cat»\n)\n", "non-numeric", "php");
    assertRefuses("«A»rray\n(\n    [0] => 1\n", "unbalanced", "php");
    assertRefuses("«(2><3) [1, 2, 3, 4]»", "unsupported-expression", "haskell");
    assertRefuses("1,234\t5,678\n1,111\t2,222\n", "non-numeric", "plaintext");
  });

  const cursors: readonly (readonly [languageId: string, marked: string, part: string])[] = [
    ["haskell", "m = (2><2)\n [ 1, 2\n , |3, 4 ]", "(2><2)\n [ 1, 2\n , 3, 4 ]"],
    ["python", "f(logits=[[1, 2], [3, 4]], tar|get=[0, 1])", "[0, 1]"],
    ["python", "x = [None, [1, |2]]", "[1, 2]"],
    ["python", "@pytest.mark.parametrize('a, b', [\n    ([1, |2], 3),\n    ([4, 5], 6),\n])", "[1, 2]"],
    ["python", "@pytest.mark.parametrize('a, b', [\n    ([1, 2], [|0]),\n    ([4, 5], [1]),\n])", "[0]"],
    ["python", "@pytest.mark.parametrize('p', [[[0.1, |0.9]], None, [[0.5, 0.5]]])", "[[0.1, 0.9]]"],
    // What is wrong with a list of plain numbers is said.
    ["python", "x = [[1, |2], [3]]", "[[1, 2], [3]]"],
  ];
  for (const [languageId, marked, part] of cursors)
    it(`${languageId}: a cursor in ${marked}`, () => {
      const offset = marked.indexOf("|");
      const text = marked.replace("|", "");
      const span = literalAt(text, offset, languageId);
      assert.equal(span && text.slice(span.offset, span.offset + span.length), part);
    });
});
