import assert from "node:assert/strict";
import { printed, read, written } from "./read";

const imports = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n";

function typed(code: string): string {
  const { shown } = read(`${imports}${code}`);
  const value = shown[shown.length - 1].values[0];
  if (value.kind === "tensor") return `${value.dtype} [${value.shape}]`;
  return value.kind === "unknown" ? `${value.facts.dtype ?? "?"} [${value.facts.shape ?? "?"}]` : written(value);
}

/** What torch 2.13 gives; `?` is ours. */
const types: readonly (readonly [code: string, type: string])[] = [
  ["print(F.layer_norm(torch.randn(2, 3).double(), (3,)))", "float64 [2,3]"],
  ["print(F.layer_norm(torch.randn(2, 3), (3,)))", "float32 [2,3]"],
  ["print(nn.LayerNorm(3).double()(torch.randn(2, 3).double()))", "float64 [2,3]"],
  ["print(nn.LayerNorm(3)(torch.randn(2, 3).double()))", "? [?]"],
  ["print(torch.cdist(torch.zeros(5, 2, 3), torch.zeros(4, 3)))", "float32 [5,2,4]"],
  ["print(torch.cdist(torch.zeros(2, 3), torch.zeros(4, 3).double()))", "? [?]"],
];

/** Under another default dtype nothing is said to be float32 that was not said to be. */
const others: readonly (readonly [code: string, type: string])[] = [
  ["print(torch.tensor([1.5]))", "? [1]"],
  ["print(torch.randn(2, 3))", "? [2,3]"],
  ["print(torch.tensor([1, 2]) / 2)", "? [2]"],
  ["print(nn.Conv1d(2, 3, 1)(torch.randn(1, 2, 5)))", "? [1,3,5]"],
  ["print(torch.tensor([1]).sigmoid())", "? [1]"],
  ["print(torch.zeros(2, dtype=torch.float32))", "float32 [2]"],
  ["print(torch.ones(2, dtype=torch.float32) * 2)", "float32 [2]"],
  ["print(torch.tensor([1, 2]))", "int64 [2]"],
];

/** What torch 2.13 prints. */
const values: readonly (readonly [code: string, value: string])[] = [
  ["torch.diff(torch.tensor([[1., 4., 9.], [2., 2., 7.]]))", "[[3, 5], [0, 5]]"],
  ["torch.diff(torch.tensor([[1., 4., 9.], [2., 2., 7.]]), dim=0)", "[[1, -2, -2]]"],
  ["torch.tensor([1, 5, 2, 2]).diff(n=2)", "[-7, 3]"],
  ["torch.diff(torch.tensor([True, False]))", "[1]"],
  ["torch.tensor([1]).new_tensor([1.5])", "[1]"],
  ["torch.zeros(1).new_tensor([1.5, 2], dtype=torch.float64)", "[1.5, 2]"],
];

describe("types that are not said", () => {
  for (const [code, type] of types) it(code, () => assert.equal(typed(code), type));
  for (const [code, type] of others) {
    it(`${code} of doubles`, () => assert.equal(typed(`torch.set_default_dtype(torch.float64)\n${code}`), type));
  }
  for (const [code, value] of values) it(code, () => assert.equal(printed(`${imports}print(${code})`), value));
});
