import assert from "node:assert/strict";
import { check } from "../../../src/check";

/** Verdict and cause of each call of a program. */
function said(text: string): readonly (readonly [string, string | null])[] {
  return check(text, "python").calls.map(({ verdict, cause }) => [verdict, cause] as const);
}

const keras = "import keras\nfrom keras import layers\n";
const sequential = (...layers: readonly string[]) => `${keras}model = keras.Sequential([${layers.join(", ")}])\n`;

describe("the loss that a Keras model is compiled with", () => {
  const wrong: readonly (readonly [name: string, text: string, cause: string])[] = [
    [
      "a softmax in front of from_logits=True",
      `${sequential("layers.Dense(10, activation='softmax')")}model.compile('adam', keras.losses.CategoricalCrossentropy(from_logits=True))`,
      "double-softmax",
    ],
    [
      "a sigmoid in front of from_logits=True",
      `${sequential("layers.Dense(1, activation='sigmoid')")}model.compile('adam', loss=keras.losses.BinaryCrossentropy(from_logits=True))`,
      "double-sigmoid",
    ],
    [
      "scores in front of a loss by name",
      `${sequential("layers.Dense(10)")}model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')`,
      "logits-as-probabilities",
    ],
    [
      "one score in front of a loss by name",
      `${sequential("layers.Dense(1)")}model.compile(loss='binary_crossentropy')`,
      "logits-in-bce",
    ],
    [
      "one output for classes",
      `${sequential("layers.Dense(1, activation='softmax')")}model.compile(loss='categorical_crossentropy')`,
      "one-class",
    ],
    [
      "a softmax of one output in front of a binary loss",
      `${sequential("layers.Dense(1, activation='softmax')")}model.compile(loss='binary_crossentropy')`,
      "one-class",
    ],
    [
      "class numbers for rows",
      `${sequential("layers.Dense(3, activation='softmax')")}model.compile(loss='categorical_crossentropy')\nimport numpy as np\nmodel.fit(x, np.array([0, 2, 1]))`,
      "shape",
    ],
    [
      "rows for class numbers",
      `${sequential("layers.Dense(3, activation='softmax')")}y = keras.utils.to_categorical(labels, 3)\nmodel.compile(loss='sparse_categorical_crossentropy')\nmodel.fit(x, y)`,
      "shape",
    ],
    [
      "the labels of a data set",
      `import tensorflow as tf
(x, y), _ = tf.keras.datasets.cifar10.load_data()
inputs = tf.keras.Input((32, 32, 3))
h = tf.keras.layers.Flatten()(inputs)
outputs = tf.keras.layers.Dense(10, activation="softmax")(h)
model = tf.keras.Model(inputs, outputs)
model.compile("adam", "categorical_crossentropy")
model.fit(x, y, epochs=3)`,
      "shape",
    ],
    [
      "layers that are added one by one",
      `import tensorflow as tf
model = tf.keras.models.Sequential()
model.add(tf.keras.layers.Dense(10))
model.add(tf.keras.layers.Activation("softmax"))
model.compile("adam", loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))`,
      "double-softmax",
    ],
    [
      "a model by its class",
      `import tensorflow as tf
class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.out = tf.keras.layers.Dense(10, activation=tf.nn.softmax)
    def call(self, x):
        return self.out(x)
net = Net()
net.compile("adam", loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))`,
      "double-softmax",
    ],
  ];
  for (const [name, text, cause] of wrong) {
    // Keras 3.15 on JAX applies both (0.7516 for 0.3294); on TensorFlow it leaves the layer's out and warns.
    const verdict = cause.startsWith("double-") ? "unsure" : "wrong";
    it(`knows ${name}`, () => assert.deepEqual(said(text), [[verdict, cause]]));
  }

  const fine: readonly (readonly [name: string, text: string])[] = [
    [
      "scores with from_logits=True",
      `${sequential("layers.Dense(10)")}model.compile('adam', keras.losses.SparseCategoricalCrossentropy(from_logits=True))\nmodel.fit(x, y)`,
    ],
    [
      "probabilities with a loss by name",
      `${sequential("layers.Dense(10, activation='softmax')")}model.compile('adam', 'sparse_categorical_crossentropy')`,
    ],
    [
      "one probability with the binary loss",
      `${sequential("layers.Dense(1, activation='sigmoid')")}model.compile('adam', 'binary_crossentropy')`,
    ],
    ["values", `${sequential("layers.Dense(1)")}model.compile('adam', 'mse')`],
    [
      "rows for a loss of rows",
      `${sequential("layers.Dense(3, activation='softmax')")}model.compile(loss='categorical_crossentropy')\nmodel.fit(x, keras.utils.to_categorical(labels, 3))`,
    ],
    [
      "a column of class numbers",
      `${sequential("layers.Dense(10, activation='softmax')")}model.compile(loss='sparse_categorical_crossentropy')\n(x, y), _ = keras.datasets.cifar10.load_data()\nmodel.fit(x, y)`,
    ],
    [
      "a layer that is not known",
      `${sequential("layers.Dense(10)", "MyLayer()")}model.compile(loss='categorical_crossentropy')`,
    ],
    [
      "an activation of one's own",
      `${sequential("layers.Dense(10, activation=my_activation)")}model.compile(loss='categorical_crossentropy')`,
    ],
  ];
  for (const [name, text] of fine) {
    it(`accuses nobody of ${name}`, () => assert.deepEqual(said(text), [["unsure", null]]));
  }

  it("says nothing of a loss that is not known", () => {
    assert.deepEqual(said(`${sequential("layers.Dense(10)")}model.compile('adam', my_loss)`), []);
  });

  it("offers the loss that the labels are made for, as a word", () => {
    const text = `${sequential("layers.Dense(3, activation='softmax')")}model.compile(loss='categorical_crossentropy')\nimport numpy as np\nmodel.fit(x, np.array([0, 2, 1]))`;
    const [{ fixes }] = check(text, "python").calls;
    assert.deepEqual(
      fixes.map(({ edits }) => edits.map((edit) => edit.text)),
      [["'sparse_categorical_crossentropy'"]],
    );
  });
});

describe("log_loss of what a classifier predicts", () => {
  const sklearn =
    "from sklearn.metrics import log_loss\nfrom sklearn.linear_model import LogisticRegression\nclf = LogisticRegression().fit(X, y)\n";
  const xgb =
    'import xgboost as xgb\nfrom sklearn.metrics import log_loss\nbst = xgb.train({"objective": "binary:logistic"}, d, 10)\n';
  const lgb =
    'import lightgbm as lgb\nfrom sklearn.metrics import log_loss\nparams = {"objective": "binary"}\nbst = lgb.train(params, d)\n';
  const rows: readonly (readonly [text: string, verdict: string, cause: string | null])[] = [
    [`${sklearn}log_loss(y, clf.predict(X))`, "wrong", "thresholded"],
    [`${sklearn}log_loss(y, clf.decision_function(X))`, "wrong", "logits-as-probabilities"],
    [`${sklearn}log_loss(y, clf.predict_proba(X))`, "unsure", null],
    [`${xgb}log_loss(y, bst.predict(d, output_margin=True))`, "wrong", "logits-as-probabilities"],
    [`${xgb}log_loss(y, bst.predict(d))`, "unsure", null],
    [`${xgb.replace("binary:logistic", "multi:softmax")}log_loss(y, bst.predict(d))`, "wrong", "thresholded"],
    [
      `${xgb.replace("binary:logistic", "binary:logitraw")}log_loss(y, bst.predict(d))`,
      "wrong",
      "logits-as-probabilities",
    ],
    [`${xgb.replace("10)", "10, obj=mine)")}log_loss(y, bst.predict(d))`, "unsure", null],
    [`${lgb}log_loss(y, bst.predict(X, raw_score=True))`, "wrong", "logits-as-probabilities"],
    [`${lgb}log_loss(y, bst.predict(X))`, "unsure", null],
  ];
  for (const [text, verdict, cause] of rows) {
    it(`${text.split("\n").at(-1)}: ${cause ?? verdict}`, () => assert.deepEqual(said(text), [[verdict, cause]]));
  }

  it("takes a margin's sigmoid for what a loss of logits does by itself", () => {
    const text = `${xgb}import torch\nF = torch.nn.functional\np = torch.tensor(bst.predict(d))\nF.binary_cross_entropy_with_logits(p, t)`;
    assert.deepEqual(said(text), [["wrong", "double-sigmoid"]]);
  });
});
