import assert from "node:assert/strict";
import { check } from "../../../src/library";

const program = (call: string) => `import jax.numpy as jnp, optax
# (batch, classes, steps)
z = jnp.array([[[0.1, 0.3, 0.1], [4.0, 0.2, 3.5], [0.2, 5.0, 0.4]], [[4.2, 3.9, 0.4], [0.1, 0.1, 0.3], [0.3, 0.2, 4.4]]])
y = jnp.array([[1, 2, 1], [0, 0, 2]])
loss = ${call}.mean()
`;

describe("another axis as long as the classes'", () => {
  for (const [call, verdict, unchecked] of [
    ["optax.softmax_cross_entropy_with_integer_labels(z, y)", "unsure", /two axes of z have the size 3/],
    ["optax.softmax_cross_entropy_with_integer_labels(z, y, axis=1)", "right", /^$/],
    ["optax.softmax_cross_entropy_with_integer_labels(jnp.moveaxis(z, 1, -1), y)", "right", /^$/],
  ] as const) {
    it(`${call}: ${verdict}`, () => {
      const [answer] = check(program(call), "python").calls;
      assert.equal(answer?.verdict, verdict);
      assert.match(answer.message, unchecked);
    });
  }
});
