import assert from "node:assert/strict";
import { madeElements } from "../../../src/madeElements";
import { sourceLength } from "../../../src/source";

describe("what a text makes is known before it is made", () => {
  const table: readonly (readonly [text: string, elements: number])[] = [
    ["np.zeros((1000000, 10))", 10_000_000],
    ["torch.zeros(1000, 10_000)", 10_000_000],
    ["np.arange(10**6)", 1_000_000],
    ["np.ones(1e6)", 1_000_000],
    ["[0] * 1000000", 1_000_000],
    ["[[0.5, 0.5]] * 10**6", 1_000_000],
    ["vec![0.0; 1000000]", 1_000_000],
    ["np.tile(np.zeros((1000, 10)), (100, 1))", 1_010_000],
    ["-2:6894039", 6_894_042],
    ["c(1:4000000, 5)", 4_000_000],
    ["matrix(0,857252, 2)", 1_714_504],
    ["rep(1, times=4179834)", 4_179_834],
    ["[0.5; 8000000]", 8_000_000],
    ["new Float32Array(8000000)", 8_000_000],
    ["x[0:8000000]", 1],
    ["{1:8000000}", 1],
    ["[1000, 2000, 3000]", 1],
    ["torch.tensor([1000, 2000, 3000])", 1],
    ["torch.tensor([[0.1, 0.9]], dtype=torch.float32)", 1],
    ["zeros", 1],
  ];
  for (const [text, elements] of table) it(text, () => assert.equal(madeElements(text), elements));

  it("counts as its values would", () => {
    const source = { kind: "text", text: "np.zeros((1000000, 10))", languageId: "python", name: undefined } as const;
    assert.equal(sourceLength(source), 80_000_000);
    assert.equal(sourceLength({ ...source, text: "[0.1, 0.9]" }), 10);
  });
});
