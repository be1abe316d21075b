import assert from "node:assert/strict";
import { dataOf } from "../../../../src/python/value";
import { read, valueIn } from "./read";

/** What torch and NumPy refuse with an exception. */
const raising = [
  "torch.tensor([1, 2]).mean()",
  "torch.tensor([True]) - torch.tensor([True])",
  "-torch.tensor([True])",
  "~torch.tensor([1.0])",
  "torch.tensor([1, 2]).softmax(0)",
  "torch.arange(6).view(4, -1)",
  "torch.arange(6).reshape(2, 3).T.view(-1)",
  "torch.arange(6)[::-1]",
  "torch.arange(6)[6]",
  "np.arange(6)[-7]",
  "torch.zeros(2, 3) + torch.zeros(2)",
  "torch.zeros(2, 3).sum(2)",
  "torch.tensor([300], dtype=torch.uint8)",
  "np.array([300], dtype=np.uint8)",
  "torch.tensor([1]) // 0",
  "torch.tensor([2]) ** -1",
  "F.one_hot(torch.tensor([0, 3]), 3)",
  "F.one_hot(torch.tensor([0.0]))",
  "torch.cat([torch.zeros(2, 1), torch.zeros(1, 2)])",
  "torch.stack([torch.zeros(2), torch.zeros(3)])",
  "torch.tensor([1.0]) @ torch.tensor([1])",
  "torch.zeros(2, 3).expand(3, 3)",
  "torch.zeros(3, dtype=torch.long).masked_fill(torch.tensor([True, False, True]), 0.5)",
  "torch.where(torch.tensor([1, 0]), 1.0, 2.0)",
  "torch.topk(torch.tensor([1.0]), 2)",
  "torch.zeros(2).squeeze(1)",
  "np.zeros((2, 3)).squeeze(0)",
  "torch.tensor([1.0]).sum(keepdim=True)",
  "torch.tensor([[1, 2], [3]])",
];

/** What the digits in hand do not decide: known in shape, not in values. */
const undecided = [
  "torch.softmax(torch.tensor([1.0, 1.0]), 0).argmax()",
  "torch.tensor([0.1, 0.2, 0.3]).sum() == 0.6",
  "torch.sigmoid(torch.tensor([0.0])) > 0.5",
  "(torch.tensor([0.1, 0.2]).sum() * 10 / 3).floor() * torch.tensor([0.3]).exp().log().div(0.3).floor()",
  "torch.exp(torch.log(torch.tensor([2.0]))).long()",
  "torch.topk(torch.tensor([0.5, 0.5]), 1)[1]",
  "torch.tensor([float('nan')]).long()",
  "torch.randn(3, 2)",
  "torch.empty(2)",
  "torch.tensor([1.0, 1e-9]).softmax(0) - torch.tensor([1.0, 1e-9]).softmax(0)",
];

/** Decisions on computed floats that nothing near disturbs. */
const decided: readonly (readonly [code: string, value: string])[] = [
  ["torch.softmax(torch.tensor([1.0, 2.0]), 0).argmax()", "torch int64 [] 1"],
  ["torch.sigmoid(torch.tensor([0.1])) > 0.5", "torch bool [1] 1"],
  ["(torch.tensor([0.2, 0.9]) > 0.5).sum()", "torch int64 [] 1"],
  ["torch.tensor([0.1, 0.2]).argmax() == torch.tensor(1)", "torch bool [] 1"],
  ["(torch.tensor([1.0, 2.0, 4.0]).mean() * 3).round()", "torch float32 [] 7"],
];

describe("Tensor operations leave unknown", () => {
  for (const code of raising) it(`what raises: ${code}`, () => assert.equal(read(code), "unknown"));
  for (const code of undecided) {
    it(`what is not decided: ${code}`, () => {
      const value = valueIn(code);
      assert.equal(value.kind, "tensor");
      assert.equal(value.kind === "tensor" && dataOf(value), undefined);
    });
  }
  it("but not what is clear", () => {
    for (const [code, value] of decided) assert.equal(read(code), value, code);
  });

  it("the values of what holds an unknown one, whose shape and dtype are certain", () => {
    assert.equal(read("x = torch.randn(4, 3); x.view(-1, 6).softmax(1).argmax(1)"), "torch int64 [2] unknown");
    assert.equal(read("x = torch.randn(2, 3); y = x.T; x[0, 0] = 1; y"), "torch float32 [3, 2] unknown");
  });

  it("the facts of a name that is not followed: what a softmax was applied to, and what argmax makes of it", () => {
    const value = valueIn("probabilities = F.softmax(model(x), dim=1); probabilities.argmax(1)");
    assert.equal(value.kind, "unknown");
    assert.equal(value.kind === "unknown" && value.facts.dtype, "int64");
    const [operand] = value.origin.kind === "operation" ? value.origin.operands : [];
    assert.equal(operand?.value.origin.kind === "operation" && operand.value.origin.operation, "softmax");
    assert.deepEqual(operand?.value.origin.kind === "operation" && operand.value.origin.settings, { dim: 1 });
  });
});

describe("The elements of a tensor know where they are written", () => {
  const cells = (code: string): string[] => {
    const value = valueIn(code);
    const text = ["import torch", "import numpy as np", "import torch.nn.functional as F"].join("\n");
    const source = `${text}\n${code.split("; ").slice(0, -1).join("\n")}`;
    if (value.kind !== "tensor" || value.cells === undefined) return [];
    return [...value.cells.offsets].map((offset, i) => source.slice(offset, offset + (value.cells?.lengths[i] ?? 0)));
  };

  it("through moves and casts, until something is computed", () => {
    assert.deepEqual(cells("x = torch.tensor([[0.1, 0.2], [0.3, 0.4]]); x.T[0]"), ["0.1", "0.3"]);
    assert.deepEqual(cells("x = np.array([3, 1, 2]); torch.from_numpy(x).long()[[2, 0]]"), ["2", "3"]);
    assert.deepEqual(cells("x = torch.tensor([1, 2]); torch.stack([x, x]).flatten()"), ["1", "2", "1", "2"]);
    assert.deepEqual(cells("x = torch.tensor([1.0, 2.0]); x * 2"), []);
    assert.deepEqual(cells("x = torch.tensor([1.0, 2.0]); x[0] = 3; x.view(2, 1)"), []);
  });
});
