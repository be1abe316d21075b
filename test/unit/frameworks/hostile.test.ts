import assert from "node:assert/strict";
import { checkUnits } from "../../../src/check";
import { frameworkLosses } from "../../../src/frameworks/frameworkLosses";
import type { DType, Tensor } from "../../../src/tensor/tensor";

/** Nothing throws, whatever arrays and options a loss is given, and no array is spread beyond what can be held. */

const shapes = [[], [0], [1], [3], [2, 3], [3, 1], [1, 3], [0, 3], [3, 0], [2, 3, 4]];
const fillings = [0, 1, -1, 0.5, 300, Number.NaN, Number.POSITIVE_INFINITY];
const dtypes: readonly DType[] = ["float32", "float64", "float16", "int64", "bool"];

function tensor(shape: readonly number[], value: number, dtype: DType): Tensor {
  return { data: new Float64Array(shape.reduce((a, b) => a * b, 1)).fill(value), shape, dtype };
}

function answersOf(text: string) {
  return checkUnits([{ id: "a.py", version: 1, languageId: "python", text, role: "code" }]).answers;
}

describe("losses of frameworks on any arrays", () => {
  for (const loss of frameworkLosses) {
    it(`${loss.framework}: ${loss.name}`, () => {
      const options = ["from_logits", "axis", "reduction", "sample_weight", "labels", "where", "label_smoothing"];
      for (const a of shapes) {
        for (const b of shapes) {
          for (const [i, value] of fillings.entries()) {
            const prediction = tensor(a, value, dtypes[i % dtypes.length]);
            const truth = tensor(b, fillings[(i + 3) % fillings.length], dtypes[(i + 2) % dtypes.length]);
            for (const given of [undefined, null, true, -7, "none", truth]) {
              const all = given === undefined ? [] : options.map((name) => [name, given] as const);
              for (const functional of [true, false]) {
                const outcome = loss.compute({ prediction, truth, options: new Map(all), functional });
                assert.ok(outcome === undefined || outcome.kind === "raises" || outcome.values.data.length <= 24 * 24);
              }
            }
          }
        }
      }
    });
  }

  it("does not spread a column against a long row", () => {
    const text = [
      "import jax.numpy as jnp, optax, numpy as np",
      "logits = jnp.array(np.zeros((200000, 1)))",
      "labels = jnp.array(np.zeros(200000))",
      "loss = optax.sigmoid_binary_cross_entropy(logits, labels)",
    ].join("\n");
    assert.deepEqual(
      answersOf(text).map(({ verdict, value }) => [verdict, value]),
      [["unsure", undefined]],
    );
  });

  it("reads what is cut off, empty or of the wrong kind", () => {
    for (const rest of [
      "(",
      "()",
      "(1)",
      "(None, None)",
      "('a', {})",
      "([], [])",
      "(*x, **y)",
      "([[1], [2, 3]], [0])",
    ]) {
      for (const call of ["tf.keras.losses.BinaryCrossentropy()", "tf.keras.losses.binary_crossentropy", "log_loss"]) {
        const text = `import tensorflow as tf\nfrom sklearn.metrics import log_loss\n${call}${rest}\n`;
        assert.ok(answersOf(text).every(({ verdict }) => verdict !== "right"));
      }
    }
  });
});
