import { strict as assert } from "node:assert";
import { literalAt } from "../../../src/literal/literalAt";
import { parseLiteral } from "../../../src/literal/parseLiteral";

/** What is found at the first `0.9` of a text. */
function found(text: string, languageId = "python"): string | undefined {
  const span = literalAt(text, text.indexOf("0.9") + 1, languageId);
  return span && text.slice(span.offset, span.offset + span.length);
}

describe("a row of a list that is never closed", () => {
  const cases: readonly (readonly [text: string, whole: string, languageId?: string])[] = [
    ["probs = [[0.9, 0.1], [0.2, 0.8]\nlabels = [0, 1]\n", "[[0.9, 0.1], [0.2, 0.8]"],
    ["probs = [[0.2, 0.8], [0.9, 0.1]\n", "[[0.2, 0.8], [0.9, 0.1]"],
    ["probs = torch.tensor([[0.9, 0.1],\n    [0.2, 0.8]\n\nloss = f(probs)\n", "[[0.9, 0.1],\n    [0.2, 0.8]"],
    ["let p = [[0.9, 0.1], [0.2, 0.8];\n", "[[0.9, 0.1], [0.2, 0.8]", "javascript"],
  ];

  for (const [text, whole, languageId] of cases) {
    it(`is not read for the whole: ${JSON.stringify(text)}`, () => {
      assert.equal(found(text, languageId), whole);
      const read = parseLiteral(whole, languageId ?? "python");
      assert.ok(read.kind === "unreadable");
      assert.equal(read.diagnostics[0].code, "unbalanced");
    });
  }

  const closed: readonly (readonly [text: string, whole: string])[] = [
    ["probs = [[0.9, 0.1], [0.2, 0.8]]\n", "[[0.9, 0.1], [0.2, 0.8]]"],
    ["probs = [[0.9, 0.1],  # a :)\n    [0.2, 0.8]]\n", "[[0.9, 0.1],  # a :)\n    [0.2, 0.8]]"],
    ["f([0.9, 0.1], [0.2\n", "[0.9, 0.1]"],
  ];

  for (const [text, whole] of closed) {
    it(`is only meant where there is one: ${JSON.stringify(text)}`, () => assert.equal(found(text), whole));
  }
});
