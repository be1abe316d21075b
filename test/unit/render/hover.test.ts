import { strict as assert } from "node:assert";
import { evaluate } from "../../../src/evaluate";
import { hoverMarkdown } from "../../../src/render/hover";

/** The hover's lines over an input against a target, without pictures and colours. */
function lines(input: string, target: string): readonly string[] {
  const source = (text: string) => ({ kind: "text" as const, text, languageId: "python", name: undefined });
  const request = { input: source(input), target: source(target), choice: {}, options: { reduction: "mean" } } as const;
  const label = { of: undefined, name: "y", place: "a.py:1", origin: undefined, optionsFrom: undefined };
  const markdown = hoverMarkdown(evaluate(request), label, { bar: "#000", wrong: "#f00", text: "#000" });
  return markdown
    .replace(/<\/?span[^>]*>|\\/g, "")
    .split(/\n+/)
    .map((line) => line.trim());
}

describe("the hover", () => {
  it("over tokens with the classes last: the pipeline that matches, and what the plain loss raises", () => {
    const [, matching, raising] = lines(
      "torch.tensor([[[0.1, 0.2, 0.3, 4.0], [1.0, 2.0, 3.0, 4.0], [0.0, 0.0, 0.0, 0.0]]])",
      "torch.tensor([[0, 1, 3]])",
    );
    assert.match(matching, /^✓ `movedim\(-1, 1\) → CrossEntropyLoss`/);
    assert.equal(raising, "✕ `CrossEntropyLoss` RuntimeError: Expected target size [1, 4], got [1, 3]");
  });

  const misfits: readonly (readonly [title: string, input: string, target: string, says: RegExp])[] = [
    ["targets of a regression", "[2.5, 0.0, 2.1]", "[3.0, -0.5, 2.0]", /−0\.5 … 3 are neither 0 and 1.*MSELoss/],
    [
      "indices that are not whole numbers",
      "[[2.5, 0.0], [2.1, 1.0]]",
      "[0.5, 1.0]",
      /shape of class indices.*0\.5 … 1 are not whole/,
    ],
    ["another shape", "[0.1, 0.9, 0.2, 0.4]", "[0, 1, 2]", /shape 3 do not fit an input of shape 4/],
  ];

  for (const [title, input, target, says] of misfits) {
    it(`says why no reading fits: ${title}`, () => assert.match(lines(input, target)[0], says));
  }

  it("names the loss that raises where no fix makes one match", () => {
    const [, raising] = lines("[1, 0, 1, 1]", "[1, 0, 0, 1]");
    assert.equal(raising, `✕ \`BCELoss\` NotImplementedError: "binary_cross_entropy" not implemented for 'Long'`);
  });
});
