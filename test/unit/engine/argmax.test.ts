import assert from "node:assert/strict";
import { applyOp } from "../../../src/engine/ops/applyOp";
import { isRefusal } from "../../../src/engine/refusal";
import { tensor } from "./tensors";

/** `torch.tensor(rows).argmax(dim)` of torch 2.13. */
const rows: readonly (readonly [
  title: string,
  values: readonly (readonly number[])[],
  dim: number,
  indices: readonly number[],
])[] = [
  [
    "the largest, the first of several",
    [
      [1, 3, 2],
      [3, 3, 1],
    ],
    1,
    [1, 0],
  ],
  [
    "a nan is the largest",
    [
      [1, Number.NaN, 3],
      [2, 3, Number.NaN],
    ],
    1,
    [1, 2],
  ],
  ["the first of several nans", [[Number.NaN, 1, Number.NaN]], 1, [0]],
  [
    "down the columns",
    [
      [1, Number.NaN],
      [Number.NaN, 2],
      [3, Number.NaN],
    ],
    0,
    [1, 0],
  ],
];

describe("argmax", () => {
  for (const [title, values, dim, indices] of rows) {
    it(title, () => {
      const result = applyOp(tensor(values), { op: "argmax", dim });
      assert.ok(!isRefusal(result));
      assert.deepEqual([...result.data], indices);
    });
  }
});
