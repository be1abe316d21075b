import assert from "node:assert/strict";
import { check } from "../../../src/library";

const JAX = `import jax, jax.numpy as jnp, optax
logits = jnp.array([[[1.2, -0.3, 0.4], [0.1, 2.0, -1.0], [0.3, 0.2, 0.1]]])
labels = jnp.array([[0, 1, 0]])
mask = jnp.array([[1., 1., 0.]])
`;
const SCORES = `import numpy as np
from scipy.special import expit, softmax
from sklearn.metrics import log_loss
scores = np.array([-1.2, 0.4, 2.1, -0.3])
y = np.array([0, 1, 1, 0])
`;
const CALL = "optax.softmax_cross_entropy_with_integer_labels(logits, labels)";

function answerOf(code: string) {
  const { calls } = check(code, "python");
  assert.equal(calls.length, 1, "one call");
  return calls[0];
}

/** What torch's losses are asked is asked of all. The values of whole programs: optax 0.2.8, scikit-learn 1.9.1. */
describe("the code around losses of other frameworks", () => {
  it("has a mask that comes behind the mean (0.5660 in place of 0.3480)", () => {
    const { verdict, cause, message } = answerOf(`${JAX}l = ${CALL}.mean()\nloss = (l * mask).sum() / mask.sum()\n`);
    assert.deepEqual([verdict, cause], ["wrong", "mean-before-weights"]);
    assert.match(message, /before mask multiplies it/);
  });

  it("has a mask where it belongs", () => {
    assert.equal(answerOf(`${JAX}l = ${CALL}\nloss = (l * mask).sum() / mask.sum()\n`).verdict, "right");
    assert.equal(answerOf(`${JAX}loss = ${CALL}.mean() * 0.5\n`).verdict, "right");
  });

  it("has the mask of the padding in the place of its opposite", () => {
    const kept = (sign: string) =>
      answerOf(
        `${JAX}PAD = 0\nkeep = (labels ${sign} PAD).astype(jnp.float32)\nl = ${CALL}\nloss = (l * keep).sum()\n`,
      );
    assert.equal(kept("==").verdict, "unsure");
    assert.match(kept("==").message, /drops the others/);
    assert.equal(kept("!=").verdict, "right");
  });

  it("adds both parts of a mixture with the same targets", () => {
    const mixed = (other: string) =>
      check(
        `${JAX}lam = 0.3\na = jnp.array([[0, 1, 2]])\nb = jnp.array([[1, 1, 0]])\nloss = lam * ${CALL.replace("labels)", "a)")}.mean() + (1 - lam) * ${CALL.replace("labels)", `${other})`)}.mean()\n`,
        "python",
      ).calls.map(({ verdict }) => verdict);
    assert.deepEqual(mixed("a"), ["unsure", "unsure"]);
    assert.deepEqual(mixed("b"), ["right", "right"]);
  });

  it("has scores that a bound makes look like probabilities (0.2291 in place of 0.3615)", () => {
    const clip = "p = np.clip(scores, 1e-15, 1 - 1e-15)\n";
    const mean = "loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))\n";
    for (const call of [mean, "loss = log_loss(y, p)\n"]) {
      const { verdict, cause } = answerOf(SCORES + clip + call);
      assert.deepEqual([verdict, cause], ["wrong", "logits-as-probabilities"]);
      assert.equal(answerOf(SCORES + clip.replace("scores", "expit(scores)") + call).verdict, "right");
    }
  });

  it("has an activation twice (0.6314 in place of 0.3615)", () => {
    const { verdict, cause, message, fixes } = answerOf(`${SCORES}loss = log_loss(y, expit(expit(scores)))\n`);
    assert.deepEqual([verdict, cause], ["wrong", "double-sigmoid"]);
    assert.doesNotMatch(message, /applies its own/);
    assert.ok(Math.abs(Number(fixes[0].value) - 0.36154312184656645) < 1e-6);
    assert.equal(answerOf(`${SCORES}loss = log_loss(y, expit(scores))\n`).verdict, "right");
    const rows = "np.array([[1.2, -0.4, 0.3], [0.2, 1.4, -0.3], [-0.3, 0.1, 0.9]])";
    const twice = answerOf(`${SCORES}loss = log_loss([0, 1, 2], softmax(softmax(${rows}, axis=1), axis=1))\n`);
    assert.deepEqual([twice.verdict, twice.cause], ["wrong", "double-softmax"]);
  });

  it("names the order of the labels only where one is given", () => {
    const { message } = answerOf(
      "from sklearn.metrics import log_loss\nq = [0.1, 0.9, 0.8, 0.3, 0.7, 0.2]\nloss = log_loss([0, 1, 1, 0, 1, 0], [[p, 1 - p] for p in q])\n",
    );
    assert.match(message, /in each other's place/);
  });

  it("repeats no number of a message whose digits are not known", () => {
    const { exception } = answerOf(
      "import torch\nfrom sklearn.metrics import log_loss\nz = torch.tensor([[2.0, -1.0, 0.3], [0.1, 1.0, 0.2], [0.0, 0.2, 1.4]])\nloss = log_loss([0, 1, 2], torch.log_softmax(z, dim=1).numpy())\n",
    );
    assert.deepEqual(exception, { type: "ValueError", message: "y_prob contains values lower than 0" });
  });

  it("knows that a booster has no other method", () => {
    const { cause, fixes } = answerOf(
      'import xgboost as xgb\nfrom sklearn.metrics import log_loss\nd = xgb.DMatrix(X, label=y)\nbst = xgb.train({"objective": "multi:softmax", "num_class": 3}, d)\nloss = log_loss(y, bst.predict(d))\n',
    );
    assert.deepEqual([cause, fixes.length], ["thresholded", 0]);
  });

  it("says what Keras runs on, in one way alone", () => {
    const program = (header: string) =>
      answerOf(
        `import os\n${header}\nimport numpy as np\nimport keras\nloss = keras.losses.SparseCategoricalCrossentropy()(np.array([0, 2]), np.array([[2.1, 0.2, 0.1], [0.1, 0.4, 1.8]]))\n`,
      ).value;
    const near = (value: unknown, wanted: number) => assert.ok(Math.abs(Number(value) - wanted) < 1e-6, String(value));
    // Keras 3.15.1 on torch and on JAX; on TensorFlow each row of logarithms is a softmax's.
    for (const header of [
      'os.environ["KERAS_BACKEND"] = "torch"',
      "os.environ['KERAS_BACKEND']='jax'",
      'os.environ.setdefault("KERAS_BACKEND", "torch")',
      'os.environ.update({"KERAS_BACKEND": "jax"})',
      "%env KERAS_BACKEND=torch",
      'keras.config.set_backend("torch")',
    ])
      near(program(header), 0.1893269270658493);
    const elsewhere = program("");
    for (const header of [
      '# os.environ["KERAS_BACKEND"] = "torch"',
      'print(os.environ["KERAS_BACKEND"])',
      'assert os.environ["KERAS_BACKEND"] == "torch"',
      'os.environ.get("KERAS_BACKEND", "torch")',
      'os.environ["KERAS_BACKEND"] = "tensorflow"',
    ])
      near(program(header), Number(elsewhere));
    for (const header of [
      'os.environ["KERAS_BACKEND"] = backend',
      'os.environ["KERAS_BACKEND"] = "openvino"',
      'os.environ["KERAS_BACKEND"] = "torch"\nos.environ["KERAS_BACKEND"] = "jax"',
    ])
      assert.equal(program(header), null);
  });

  it("takes what stood in front of a softmax on TensorFlow alone", () => {
    const program = (header: string) =>
      answerOf(
        `import os\n${header}\nimport keras\nmodel = keras.Sequential([keras.layers.Dense(3, activation="softmax")])\nmodel.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))\nmodel.fit(x, y)\n`,
      );
    assert.deepEqual([program("").verdict, program("").cause], ["unsure", "double-softmax"]);
    assert.equal(program('os.environ["KERAS_BACKEND"] = "torch"').verdict, "wrong");
  });

  it("knows the margins of boosters, and what CatBoost is asked for", () => {
    const head =
      "import xgboost as xgb, lightgbm as lgb\nfrom catboost import CatBoostClassifier\nfrom sklearn.metrics import log_loss, roc_auc_score\ndef own(p, d):\n    return p, p\nclf = CatBoostClassifier().fit(X, y)\n";
    const cause = (call: string, score = "log_loss") => {
      const answer = answerOf(`${head}loss = ${score}(y, ${call})\n`);
      return [answer.verdict, answer.cause];
    };
    const margins = ["wrong", "logits-as-probabilities"];
    for (const call of [
      "xgb.train({'max_depth': 2}, d, 3, obj=own).predict(d)",
      "lgb.train({'objective': own}, d).predict(X)",
      "lgb.LGBMClassifier().fit(X, y).predict_proba(X, raw_score=True)",
      "clf.predict(X, prediction_type='RawFormulaVal')",
    ])
      assert.deepEqual(cause(call), margins, call);
    assert.deepEqual(cause("clf.predict(X)"), ["wrong", "thresholded"]);
    assert.deepEqual(cause("clf.predict(X)", "roc_auc_score"), ["unsure", "thresholded"]);
    for (const call of [
      "xgb.train({'objective': 'binary:logistic'}, d, 3, obj=own).predict(d)",
      "xgb.train({'objective': 'binary:logistic'}, d, 3).predict(d)",
      "xgb.train(params, d, 3, obj=own).predict(d)",
      "clf.predict(X, prediction_type='Probability')",
      "clf.predict_proba(X)",
    ])
      assert.deepEqual(cause(call), ["unsure", null], call);
  });

  it("calls Flax's modules, on what stands behind the parameters", () => {
    const program = (made: string, apply: string) =>
      answerOf(
        `import jax.numpy as jnp, optax\nfrom flax import linen as nn, nnx\n${made}\nloss = optax.softmax_cross_entropy_with_integer_labels(${apply}, y).mean()\n`,
      );
    const net = (last: string) =>
      `class Net(nn.Module):\n    @nn.compact\n    def __call__(self, x):\n        x = nn.relu(nn.Dense(4)(x))\n        return ${last}\nm = Net()\nparams = m.init(key, x)`;
    for (const apply of ["m.apply(params, x)", "m.apply({'params': params}, x, train=True)"]) {
      const twice = program(net("nn.softmax(nn.Dense(3)(x))"), apply);
      assert.deepEqual([twice.verdict, twice.cause], ["wrong", "double-softmax"]);
      const plain = program(net("nn.Dense(3)(x)"), apply);
      assert.deepEqual([plain.verdict, plain.cause], ["unsure", null]);
    }
    const changed = program(net("nn.softmax(nn.Dense(3)(x))"), "m.apply(params, x, mutable=['batch_stats'])");
    assert.deepEqual([changed.verdict, changed.cause], ["unsure", null]);
    const nnx =
      "class Net(nnx.Module):\n    def __init__(self, rngs):\n        self.l = nnx.Linear(2, 1, rngs=rngs)\n    def __call__(self, x):\n        return self.l(x)\nm = Net(nnx.Rngs(0))";
    assert.deepEqual([program(nnx, "m(x)").verdict, program(nnx, "m(x)").cause], ["wrong", "one-class"]);
  });
});
