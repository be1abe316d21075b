import assert from "node:assert/strict";
import { smoothedOverOthers, smoothingOverOthers, torchSmoothing } from "../../../src/engine/labelSmoothing";
import { lossFunctions } from "../../../src/engine/losses/lossFunctions";
import { reduce } from "../../../src/engine/reduce";
import { isRefusal } from "../../../src/engine/refusal";
import { tensor } from "./tensors";

describe("label smoothing over the other classes", () => {
  const input = tensor([
    [2, -1, 0.5],
    [0.1, 0.2, 0.3],
  ]);
  const target = tensor([0, 2], "int64");

  it("is torch's with a larger epsilon", () => {
    assert.ok(Math.abs(torchSmoothing(0.1, 3) - 0.15) < 1e-15);
    assert.ok(Math.abs(smoothingOverOthers(torchSmoothing(0.1, 10), 10) - 0.1) < 1e-15);
    const soft = lossFunctions.CrossEntropyLoss(input, smoothedOverOthers(target, [2, 3], 0.1, -100), {});
    const torch = lossFunctions.CrossEntropyLoss(input, target, { labelSmoothing: torchSmoothing(0.1, 3) });
    assert.ok(!isRefusal(soft) && !isRefusal(torch));
    assert.ok(Math.abs(reduce(soft, "mean").data[0] - reduce(torch, "mean").data[0]) < 1e-15);
  });

  it("gives one minus epsilon to the target, and nothing to a sample that is ignored", () => {
    const soft = smoothedOverOthers(tensor([1, -100], "int64"), [2, 3], 0.2, -100);
    assert.deepEqual([...soft.data], [0.1, 0.8, 0.1, 0, 0, 0]);
    const spatial = smoothedOverOthers(tensor([[0, 1]], "int64"), [1, 2, 2], 0.1, -100);
    assert.deepEqual([...spatial.data], [0.9, 0.1, 0.1, 0.9]);
  });
});
