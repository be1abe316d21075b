import { strict as assert } from "node:assert";
import { reportPair } from "../../../src/engine/pairReport";
import type { Tensor } from "../../../src/tensor/tensor";
import { tensor } from "./tensors";

const { NaN: nan, NEGATIVE_INFINITY: least } = Number;

function predicted(input: Tensor, target: Tensor): string | undefined {
  const report = reportPair({ input, target }, undefined, { task: "multiclass", inputKind: "logits" }, {});
  if (report?.reference.kind !== "reference") return undefined;
  const { samples, summary } = report.reference;
  return `${samples.predicted?.join()} ${summary.correct}/${summary.counted}`;
}

type Row = readonly [title: string, scores: readonly number[], label: number, expected: string];

/** torch.argmax of the scores, and whether that is a prediction of the label. */
const rows: readonly Row[] = [
  ["the largest", [1, 3, 2], 1, "1 1/1"],
  ["the largest of negative ones", [-3, -1, -2], 2, "1 0/1"],
  ["the first of equals", [3, 1, 3], 0, "0 1/1"],
  ["nan is larger than all, and never right", [1, nan, 3], 1, "1 0/1"],
  ["… so that the largest number is not chosen", [1, nan, 3], 2, "1 0/1"],
  ["the first nan", [5, nan, nan], 1, "1 0/1"],
  ["nothing but the least there is", [least, least], 0, "0 1/1"],
];

describe("what is predicted of a sample", () => {
  for (const [title, scores, label, expected] of rows) {
    it(title, () => assert.equal(predicted(tensor([scores]), tensor([label], "int64")), expected));
  }

  it("ignored targets are not counted", () => {
    const input = tensor([
      [2, 1],
      [1, 2],
      [2, 1],
    ]);
    assert.equal(predicted(input, tensor([0, -100, 1], "int64")), "0,1,0 1/2");
  });
});
