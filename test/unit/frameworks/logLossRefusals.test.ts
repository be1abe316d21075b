import assert from "node:assert/strict";
import { check } from "../../../src/library";

/** What scikit-learn 1.9 raises, each a ValueError. */
const refusals: readonly (readonly [call: string, message: string])[] = [
  [
    "log_loss([0, 1], [[0.3, 0.3, 0.4], [0.2, 0.2, 0.6]], labels=[0, 1])",
    "The number of classes in labels is different from that in y_prob. Classes found in labels: [0 1]",
  ],
  ["log_loss([1, 1], [0.3, 0.2], labels=[1])", "The labels array needs to contain at least two labels, got [1]."],
  ["log_loss([0, 1], [0.3, np.nan])", "Input contains NaN."],
  ["log_loss([0, 1], [-0.3, 0.2])", "y_prob contains values lower than 0: -0.3"],
  [
    "log_loss([0, 1, 2], [0.3, 0.2, 0.4])",
    "y_true and y_prob contain different number of classes: 3 vs 2. Please provide the true labels explicitly through the labels argument. Classes found in y_true: [0 1 2]",
  ],
  [
    "log_loss([0, 1], [[0.3, 0.7], [0.2, 0.8]], sample_weight=[1, 2, 3])",
    "Found input variables with inconsistent numbers of samples: [2, 2, 3]",
  ],
  [
    "log_loss([0, 1], [[0.3, 0.7], [0.2, 0.8]], labels=[0, 1, 2])",
    "The number of classes in labels is different from that in y_prob. Classes found in labels: [0 1 2]",
  ],
  ["log_loss([0, 1], [[[0.3, 0.7]], [[0.2, 0.8]]])", "Found array with dim 3, while dim <= 2 is required."],
  [
    "log_loss([0, 0, 0], [[0.3, 0.7], [0.2, 0.8], [0.5, 0.5]])",
    "y_true contains only one label (0). Please provide the list of all expected class labels explicitly through the labels argument.",
  ],
  [
    "log_loss([1, 10, 1], [[0.1, 0.2, 0.7], [0.1, 0.2, 0.7], [0.1, 0.2, 0.7]])",
    "y_true and y_prob contain different number of classes: 2 vs 3. Please provide the true labels explicitly through the labels argument. Classes found in y_true: [ 1 10]",
  ],
  [
    "log_loss([1, 10], [[0.3, 0.7], [0.2, 0.8]], labels=[1, 2, 10])",
    "The number of classes in labels is different from that in y_prob. Classes found in labels: [ 1  2 10]",
  ],
  [
    "log_loss([-1, 1], [[0.1, 0.2, 0.7], [0.1, 0.2, 0.7]])",
    "y_true and y_prob contain different number of classes: 2 vs 3. Please provide the true labels explicitly through the labels argument. Classes found in y_true: [-1  1]",
  ],
  [
    "log_loss([[0, 1], [1, 0]], [[0.3, 0.3, 0.4], [0.2, 0.2, 0.6]])",
    "y_true and y_prob contain different number of classes: 2 vs 3. Please provide the true labels explicitly through the labels argument. Classes found in y_true: [0 1]",
  ],
  ["log_loss([0.5, 1.0], [0.3, 0.2])", "Unknown label type: ([0.5, 1.0],)"],
];

/** Refused as well, in words that tell how the labels were given; said are neither those nor a value. */
const open: readonly string[] = [
  "log_loss([0, 2], [[0.3, 0.7], [0.2, 0.8]], labels=[0, 1])",
  "log_loss([], [])",
  "log_loss([1.5, 0, 1], [0.3, 0.2, 0.4])",
];

const callOf = (code: string) =>
  check(`import numpy as np\nfrom sklearn.metrics import log_loss\nprint(${code})\n`, "python").calls[0];

describe("what log_loss refuses", () => {
  for (const [code, message] of refusals) {
    it(code, () => {
      const { verdict, exception, value } = callOf(code);
      assert.deepEqual([verdict, value], ["raises", null]);
      assert.deepEqual(exception, { type: "ValueError", message });
    });
  }

  for (const code of open) {
    it(`${code}, in words that are not known`, () => {
      const { verdict, exception, value } = callOf(code);
      assert.deepEqual([verdict, exception, value], ["unsure", null, null]);
    });
  }

  it("is not what it takes", () => {
    assert.equal(callOf("log_loss([1, 1], [0.3, 0.2], labels=[0, 1])").value, 1.4067053583800182);
    assert.equal(callOf("log_loss([0, 1], [0.3, 0.2], sample_weight=[1, 2])").verdict, "right");
  });
});
