import assert from "node:assert/strict";
import { sampleGradient } from "../../../src/engine/sampleGradient";
import { pipelineName } from "../../../src/render/pipelineText";
import type { Request } from "../../../src/report";
import { CLASSES, evaluation, PROBABILITIES } from "../panel/pairs";

const LOGITS = "[[2.0, -1.0, 0.5], [0.1, 0.2, 0.3]]";

/** `input.grad` after `backward()` of the pipeline in PyTorch. */
const gradients: readonly [string, string, Partial<Request>, string, readonly number[]][] = [
  [
    `np.array(${PROBABILITIES})`,
    CLASSES,
    {},
    "Log → NLLLoss",
    [-0.3125, 0, 0, 0, -0.3125, 0, 0, 0, -0.2777777777777778, -0.29411764705882354, 0, 0],
  ],
  [
    `np.array(${LOGITS})`,
    "[0, 2]",
    { options: { reduction: "sum" } },
    "CrossEntropyLoss",
    [
      -0.21440296541072412, 0.03911257327068745, 0.1752903921400367, 0.30060960535572734, 0.33222499353334733,
      -0.6328345988890745,
    ],
  ],
  [
    "np.array([2.0, -1.0])",
    "np.array([1.0, 0.0])",
    {},
    "BCEWithLogitsLoss",
    [-0.05960146101105884, 0.13447071068499755],
  ],
  // Integer targets: the call raises, and the gradient is that of the call with its fix.
  ["np.array([2.0, -1.0])", "[1, 0]", {}, "BCEWithLogitsLoss", [-0.05960146101105884, 0.13447071068499755]],
];

describe("the gradient of the samples", () => {
  for (const [input, target, more, pipeline, expected] of gradients) {
    it(`${pipeline} of ${input} against ${target}`, () => {
      const gradient = sampleGradient(evaluation(input, target, more));
      assert.ok(gradient !== undefined);
      assert.equal(pipelineName(gradient.pipeline), pipeline);
      assert.equal(gradient.data.length, expected.length);
      for (const [element, value] of expected.entries()) {
        assert.ok(Math.abs(gradient.data[element] - value) < 1e-12, `${element}: ${gradient.data[element]}`);
      }
    });
  }
});
