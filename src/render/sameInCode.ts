import type { SameFramework } from "../frameworks/same/sameIn";
import type { SamplePair } from "../frameworks/same/samples";
import { meanOf, ownNames, reduced } from "./definitionCode";
import { type Program, termsOf } from "./definitionTerms";
import { formatCode, formatLoss } from "./numbers";

/** The mean loss of a pair in each framework's own code: in a line, and as a program that prints it. */

/** What stands where the arrays are. */
interface Names {
  readonly input: string;
  readonly target: string;
}

interface Written {
  readonly imports: readonly string[];
  /** The expression of the mean loss. */
  readonly loss: string;
  /** What has to be done in front of it. */
  readonly before?: readonly string[];
}

/** `SparseCategoricalCrossentropy(from_logits=True)(target, input)`; undefined where the framework has no line for it. */
export function sameLine(pair: SamplePair, framework: SameFramework, names: Names): string | undefined {
  const metric = boosterMetric(pair, framework);
  if (metric !== undefined) return metric;
  if (framework === "transformers") return `model(…, labels=${names.target}).loss`;
  const written = writers[framework](pair, names);
  // The definition takes a few steps.
  return written && [...(framework === "numpy" ? (written.before ?? []) : []), written.loss].join("; ");
}

/** Arrays beyond it are not written out. */
const MOST_WRITTEN = 2000;

/** A whole program that prints the value; undefined where there is none that could be run. */
export function sameProgram(pair: SamplePair, framework: SameFramework, value: number): string | undefined {
  if (pair.input.length > MOST_WRITTEN) return undefined;
  const written = writers[framework](pair, { input: "predictions", target: "targets" });
  if (written === undefined) return undefined;
  const { imports, loss, before = [] } = written;
  const isTorch = framework === "torch" || framework === "transformers";
  const array = (text: string, isFloat: boolean): string =>
    isTorch ? `torch.tensor(${text}${isFloat ? ", dtype=torch.float64" : ""})` : `np.array(${text})`;
  const rows = pair.task === "classes" ? "# One sample a row, the classes along it." : "# One number a sample.";
  const width = pair.task === "classes" ? pair.classes : undefined;
  const predictions = array(listOf(pair.input, width, true), true);
  const targets = array(listOf(pair.target, pair.isIndexed ? undefined : width, !pair.isIndexed), !pair.isIndexed);
  const lines = [
    ...(isTorch ? [] : ["import numpy as np"]),
    ...imports,
    "",
    rows,
    `predictions = ${predictions}`,
    `targets = ${targets}`,
    ...(pair.weights
      ? ["# The weight of each sample's class.", `weights = ${array(listOf(pair.weights, undefined, true), true)}`]
      : []),
    ...before,
    `loss = ${loss}`,
    `print(loss)  # ${formatLoss(value)}`,
  ];
  return `${lines.join("\n")}\n`;
}

const definitions = { classes: "crossEntropy", yesNo: "binaryCrossEntropy", values: "squaredError" } as const;
const tasksOf = { classes: "multiclass", yesNo: "binary", values: "regression" } as const;

/** The pair as the definition takes it. The weights of its samples are left to the mean. */
function definitionOf({ task, inputKind, input, target, ...pair }: SamplePair, names: Names): Program {
  const { samples, classes, isIndexed, smoothing } = pair;
  const shape = task === "classes" ? [samples, classes] : [samples];
  const soft = { classes: "classProbabilities", yesNo: "binary", values: "values" } as const;
  return {
    library: "scipy",
    classes,
    input: { data: input, shape, dtype: "float64" },
    target: { data: target, shape: isIndexed ? [samples] : shape, dtype: isIndexed ? "int64" : "float64" },
    reading: {
      inputKind,
      task: tasksOf[task],
      targetKind: isIndexed ? "classIndices" : soft[task],
      classDim: task === "classes" ? 1 : undefined,
    },
    options: smoothing === 0 ? {} : { labelSmoothing: smoothing },
    x: freeName(names.input, "input"),
    t: freeName(names.target, "target"),
  };
}

/** Arrays that go by a name of the definition's own are called by what they are. */
function freeName(name: string, otherwise: string): string {
  return ownNames.includes(name) ? otherwise : name;
}

type Writer = (pair: SamplePair, names: Names) => Written | undefined;

const writers: { readonly [F in SameFramework]: Writer } = {
  torch: (pair, { input, target }) => {
    const imports = ["import torch", "import torch.nn.functional as F"];
    const { task, inputKind, isIndexed, smoothing } = pair;
    if (task === "values") return { imports, loss: `F.mse_loss(${input}, ${target})` };
    if (task === "yesNo") {
      const name = inputKind === "logits" ? "binary_cross_entropy_with_logits" : "binary_cross_entropy";
      return { imports, loss: `F.${name}(${input}, ${target})` };
    }
    if (smoothing !== 0) {
      if (inputKind !== "logits") return undefined;
      return { imports, loss: `F.cross_entropy(${input}, ${target}, label_smoothing=${formatCode(smoothing)})` };
    }
    const logs = inputKind === "probabilities" ? `${input}.log()` : input;
    const name = inputKind === "logits" ? "cross_entropy" : "nll_loss";
    if (!isIndexed && inputKind !== "logits") return undefined;
    if (pair.weights === undefined) return { imports, loss: `F.${name}(${logs}, ${target})` };
    return { imports, loss: `(F.${name}(${logs}, ${target}, reduction="none") * weights).sum() / weights.sum()` };
  },
  keras: (pair, { input, target }) => {
    const { task, inputKind, isIndexed, smoothing, weights } = pair;
    if (smoothing !== 0 && isIndexed) return undefined;
    const options = [
      ...(inputKind === "probabilities" || task === "values" ? [] : ["from_logits=True"]),
      ...(smoothing === 0 ? [] : [`label_smoothing=${formatCode(smoothing)}`]),
    ].join(", ");
    const name =
      task === "values"
        ? "MeanSquaredError"
        : task === "yesNo"
          ? "BinaryCrossentropy"
          : `${isIndexed ? "Sparse" : ""}CategoricalCrossentropy`;
    const weighted = weights === undefined ? "" : ", sample_weight=weights";
    return { imports: ["import keras"], loss: `keras.losses.${name}(${options})(${target}, ${input}${weighted})` };
  },
  optax: (pair, { input, target }) => {
    const { task, inputKind, isIndexed, smoothing, weights } = pair;
    if (smoothing !== 0 && isIndexed) return undefined;
    const imports = ["import jax", "import jax.numpy as jnp", "import optax"];
    if (task === "values") return { imports, loss: `optax.squared_error(${input}, ${target}).mean()` };
    const isProbability = inputKind === "probabilities";
    if (task === "yesNo") {
      const logits = isProbability ? `jax.scipy.special.logit(${input})` : input;
      return { imports, loss: `optax.sigmoid_binary_cross_entropy(${logits}, ${target}).mean()` };
    }
    const logits = isProbability ? `jnp.log(${input})` : input;
    const labels = smoothing === 0 ? target : `optax.smooth_labels(${target}, ${formatCode(smoothing)})`;
    const name = isIndexed ? "softmax_cross_entropy_with_integer_labels" : "safe_softmax_cross_entropy";
    const each = `optax.${name}(${logits}, ${labels})`;
    return { imports, loss: weights === undefined ? `${each}.mean()` : `(${each} * weights).sum() / weights.sum()` };
  },
  "scikit-learn": (pair, { input, target }) => {
    const { task, inputKind, isIndexed, smoothing, weights } = pair;
    if (task === "values")
      return {
        imports: ["from sklearn.metrics import mean_squared_error"],
        loss: `mean_squared_error(${target}, ${input})`,
      };
    if (smoothing !== 0 || (task === "classes" && !isIndexed)) return undefined;
    if (task === "yesNo" && !pair.target.every((t) => t === 0 || t === 1)) return undefined;
    const imports = ["from sklearn.metrics import log_loss"];
    let probabilities = input;
    if (inputKind === "logits") {
      imports.unshift(`from scipy.special import ${task === "yesNo" ? "expit" : "softmax"}`);
      probabilities = task === "yesNo" ? `expit(${input})` : `softmax(${input}, axis=1)`;
    } else if (inputKind === "logProbabilities") probabilities = `np.exp(${input})`;
    const labels = task === "yesNo" ? "[0, 1]" : `range(${pair.classes})`;
    const weighted = weights === undefined ? "" : ", sample_weight=weights";
    return { imports, loss: `log_loss(${target}, ${probabilities}, labels=${labels}${weighted})` };
  },
  // What its models do of their labels, in torch's words: the models themselves make the predictions.
  transformers: (pair, { input, target }) => {
    const imports = ["import torch", "import torch.nn.functional as F"];
    const { task, steps, classes, samples } = pair;
    if (task === "values") return { imports, loss: `F.mse_loss(${input}, ${target})` };
    if (task === "yesNo") return { imports, loss: `F.binary_cross_entropy_with_logits(${input}, ${target})` };
    if (steps === undefined) return { imports, loss: `F.cross_entropy(${input}, ${target})` };
    const batch = samples / steps;
    return {
      imports,
      before: [
        "# Each step predicts the next one.",
        `shifted = ${input}.view(${batch}, ${steps}, ${classes})[:, :-1].reshape(-1, ${classes})`,
        `next_labels = ${target}.view(${batch}, ${steps})[:, 1:].reshape(-1)`,
      ],
      loss: "F.cross_entropy(shifted, next_labels)",
    };
  },
  numpy: (pair, names) => {
    const terms = termsOf[definitions[pair.task]](definitionOf(pair, names));
    const { lines, losses } = terms;
    const isScipy = `${lines}${losses}`.includes("scipy.");
    return {
      imports: isScipy ? ["import scipy.special"] : [],
      before: lines,
      loss: pair.weights === undefined ? meanOf(terms) : reduced(losses, "np.average", ", weights=weights"),
    };
  },
  xgboost: (pair, names) => {
    const metric = boosterMetric(pair, "xgboost");
    if (metric === undefined) return undefined;
    const many = pair.task === "classes";
    const objective = many
      ? `"objective": "multi:softprob", "num_class": ${pair.classes}`
      : '"objective": "binary:logistic"';
    return {
      imports: ["import xgboost"],
      before: [
        "# No trees: the margins are what is predicted.",
        `data = xgboost.DMatrix(np.zeros((len(${names.target}), 1)), label=${names.target}, base_margin=${margins(pair, names)})`,
        `model = xgboost.train({${objective}, "eval_metric": "${metric}"}, data, num_boost_round=0)`,
      ],
      loss: 'float(model.eval(data).split(":")[-1])',
    };
  },
  lightgbm: (pair, names) => {
    const metric = boosterMetric(pair, "lightgbm");
    if (metric === undefined) return undefined;
    const many = pair.task === "classes";
    const objective = many ? `"objective": "multiclass", "num_class": ${pair.classes}` : '"objective": "binary"';
    return {
      imports: ["import lightgbm"],
      before: [
        "# A tree without splits: the initial scores are what is predicted.",
        `data = lightgbm.Dataset(np.zeros((len(${names.target}), 1)), label=${names.target}, init_score=${margins(pair, names)})`,
        `options = {${objective}, "metric": "${metric}", "boost_from_average": False, "verbosity": -1}`,
        "seen = {}",
        'lightgbm.train(options, data, 1, valid_sets=[data], valid_names=["own"], callbacks=[lightgbm.record_evaluation(seen)])',
      ],
      loss: `seen["own"]["${metric}"][0]`,
    };
  },
};

function margins({ task, inputKind }: SamplePair, { input }: Names): string {
  if (inputKind !== "probabilities") return input;
  return task === "yesNo" ? `np.log(${input} / (1 - ${input}))` : `np.log(${input})`;
}

/** The name of a booster's metric; undefined of other frameworks, and of pairs that it has none for. */
function boosterMetric(
  { task, isIndexed, smoothing, weights, target }: SamplePair,
  framework: SameFramework,
): string | undefined {
  if (framework !== "xgboost" && framework !== "lightgbm") return undefined;
  if (task === "values" || smoothing !== 0 || weights !== undefined) return undefined;
  if (task === "yesNo") {
    if (!target.every((t) => t === 0 || t === 1)) return undefined;
    return framework === "xgboost" ? "logloss" : "binary_logloss";
  }
  return isIndexed ? (framework === "xgboost" ? "mlogloss" : "multi_logloss") : undefined;
}

/** Rows of `width` numbers, or a plain list. */
function listOf(data: Float64Array, width: number | undefined, isFloat: boolean): string {
  const texts = Array.from(data, (value) => numberCode(value, isFloat));
  if (width === undefined) return `[${texts.join(", ")}]`;
  const rows: string[] = [];
  for (let start = 0; start < texts.length; start += width)
    rows.push(`[${texts.slice(start, start + width).join(", ")}]`);
  return `[${rows.join(", ")}]`;
}

function numberCode(value: number, isFloat: boolean): string {
  if (Number.isFinite(value)) return isFloat ? formatCode(value) : String(value);
  return `float("${Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf"}")`;
}
