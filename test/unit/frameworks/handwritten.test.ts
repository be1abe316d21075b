import assert from "node:assert/strict";
import { check } from "../../../src/check";
import { interpret } from "../../../src/python/interpret/interpret";
import { dataOf } from "../../../src/python/value";

const arrays = "y = {0}.array([[1., 0., 0.], [0., 1., 0.]])\np = {0}.array([[0.7, 0.2, 0.1], [0.2, 0.5, 0.3]])\n";
const numpy = `import numpy as np\nfrom scipy.special import log_softmax, xlogy\n${arrays.replaceAll("{0}", "np")}`;
const jax = `import jax\nimport jax.numpy as jnp\n${arrays.replaceAll("{0}", "jnp")}`;
const scores = "[[1., 2., 3.], [0.5, 0.1, 2.]]";

/** NumPy 2, SciPy 1.17 and JAX give these values. */
const rows: readonly (readonly [expression: string, program: string, value: number, cause: string | null])[] = [
  ["-xlogy(y, p).sum(axis=1).mean()", numpy, 0.5249110622493389, null],
  [`-np.mean(np.sum(y * log_softmax(np.array(${scores}), axis=1), axis=1))`, numpy, 2.3121923392509545, null],
  ["-np.sum(y[0] * np.log(p[0]))", numpy, 0.35667494393873245, null],
  ["-jnp.mean(jnp.sum(y * jnp.log(p), axis=1))", jax, 0.524911, null],
  [`-jnp.mean(jnp.sum(y * jax.nn.log_softmax(jnp.array(${scores})), axis=-1))`, jax, 2.312192, null],
  ["-jnp.mean(y * jnp.log(p) + (1 - y) * jnp.log(1 - p))", jax, 0.326357, null],
  ["-jnp.mean(y * jnp.log(p))", jax, 0.17497, "mean-over-classes"],
];

describe("cross-entropies that are written out", () => {
  for (const [expression, program, value, cause] of rows) {
    it(`${expression}: ${cause ?? "as it is"}`, () => {
      const [call, ...others] = check(`${program}loss = ${expression}\n`, "python").calls;
      assert.equal(others.length, 0);
      assert.ok(Math.abs(Number(call.value) - value) < 2e-6, String(call.value));
      assert.equal(call.cause, cause);
    });
  }
});

describe("sums of products with logarithms that are no cross-entropy", () => {
  /** log cosh under weights, a divergence, rows that are no distributions. */
  const others: readonly string[] = [
    "np.sum(np.multiply(np.log((np.exp(p) + np.exp(-p)) / 2), np.array([1.2, 1.2, 1.2, 3.4, 3.4, 3.4]).reshape((2, 3)))) / 2",
    "np.sum(np.multiply(y, np.log(y / p))) / 2",
    "np.mean(np.sum(q * np.log(q / p), axis=1))",
    "-np.sum(3 * q * np.log(p)) / 2",
  ];
  for (const expression of others) {
    it(`${expression} is left alone`, () => {
      const text = `${numpy}q = np.array([[0.2, 0.5, 0.3], [0.6, 0.3, 0.1]])\nloss = ${expression}\n`;
      assert.deepEqual(check(text, "python").calls, []);
    });
  }
});

describe("SciPy's terms of a divergence", () => {
  const inf = Number.POSITIVE_INFINITY;
  /** SciPy 1.17. */
  const terms: readonly (readonly [name: string, values: readonly number[]])[] = [
    ["rel_entr", [0, inf, inf, inf, Number.NaN, -1.0986122886681098]],
    ["kl_div", [0, inf, inf, inf, Number.NaN, 0.90138771133189]],
  ];
  for (const [name, values] of terms) {
    it(`${name} as SciPy has it, where there is no logarithm, too`, () => {
      const text = `import numpy as np\nfrom scipy.special import ${name}\nx = np.array([0., 1., -1., 0., 2., 1.])\ny = np.array([0., 0., 1., -1., np.nan, 3.])\nz = ${name}(x, y)\n`;
      const { definitions } = interpret([{ id: "a", version: 1, languageId: "python", role: "code", text }]);
      const value = definitions.find((each) => each.name === "z")?.value;
      assert.equal(value?.kind, "tensor");
      assert.deepEqual([...(dataOf(value) ?? [])], values);
    });
  }
});

describe("a model of Hugging Face", () => {
  const head =
    'import torch\nfrom transformers import AutoModelForSequenceClassification\nlabels = torch.tensor([0, 1])\nmodel = AutoModelForSequenceClassification.from_pretrained("bert-base-uncased", num_labels=2)\nout = model(ids, labels=labels)\n';
  const said = (text: string) => check(head + text, "python").calls.map(({ loss, cause }) => [loss, cause]);
  const own = ["CrossEntropyLoss", null];

  it("computes a cross-entropy of its labels", () => assert.deepEqual(said(""), [own]));

  it("gives logits, of which a loss wants no softmax", () => {
    const text = "torch.nn.functional.cross_entropy(torch.softmax(out.logits, dim=1), labels)";
    assert.deepEqual(said(text), [own, ["CrossEntropyLoss", "double-softmax"]]);
    assert.deepEqual(said(text.replace("out.logits", "out[1]")), [own, ["CrossEntropyLoss", "double-softmax"]]);
    assert.deepEqual(said("torch.nn.functional.cross_entropy(out.logits, labels)"), [own, own]);
    assert.deepEqual(said("torch.nn.functional.nll_loss(out['logits'], labels)"), [own, ["NLLLoss", "no-logarithm"]]);
  });

  it("takes the loss that its problem_type names", () => {
    const model = (options: string, labels: string) =>
      check(head.replace("num_labels=2", options).replace("[0, 1]", labels), "python").calls.map(({ loss }) => loss);
    assert.deepEqual(model('num_labels=3, problem_type="multi_label_classification"', "[[1., 0., 1.]]"), [
      "BCEWithLogitsLoss",
    ]);
    assert.deepEqual(model("num_labels=3", "[[1., 0., 1.]]"), ["BCEWithLogitsLoss"]);
    assert.deepEqual(model("num_labels=1", "[1., 0.]"), ["MSELoss"]);
    assert.deepEqual(model("num_labels=n", "[1, 0]"), []);
  });
});
