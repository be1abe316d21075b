import assert from "node:assert/strict";
import { explainLoss } from "../../../src/engine/explainLoss";
import { torchSmoothing } from "../../../src/engine/labelSmoothing";
import { reportPair } from "../../../src/engine/pairReport";
import { explanationName } from "../../../src/render/explanationText";
import { tensor } from "./tensors";

describe("label smoothing over the other classes", () => {
  it("is torch's with a larger epsilon", () => {
    assert.ok(Math.abs(torchSmoothing(0.1, 3) - 0.15) < 1e-15);
  });

  it("is found behind a loss that was seen", () => {
    const input = tensor([
      [2, -1, 0.5],
      [0.1, 0.2, 0.3],
    ]);
    const report = reportPair({ input, target: tensor([0, 2], "int64") }, "logits", {}, {});
    assert.ok(report !== undefined);
    // torch: F.cross_entropy of the rows 0.9 0.05 0.05 and 0.05 0.05 0.9
    const { explanations } = explainLoss(report, { value: 0.7416270724, halfUnit: 5e-11 });
    assert.equal(
      explanationName(explanations[0]),
      "CrossEntropyLoss, mean, label_smoothing=0.15, which is 0.1 spread over the other classes alone",
    );
  });
});
