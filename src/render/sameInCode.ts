import type { SameFramework } from "../frameworks/same/sameIn";
import type { SamplePair } from "../frameworks/same/samples";
import { meanOf, ownNames, reduced } from "./definitionCode";
import { type DefinitionProgram, termsOf } from "./definitionTerms";
import { formatCode, formatLoss } from "./numbers";
import { joined, type PythonSource, python, pythonComment, pythonName, pythonString } from "./writtenText";

/** The mean loss of a pair in each framework's own code: in a line, and as a program that prints it. */

/** What stands where the arrays are. */
interface Names {
  readonly input: PythonSource;
  readonly target: PythonSource;
}

interface Written {
  readonly imports: readonly PythonSource[];
  /** The expression of the mean loss. */
  readonly loss: PythonSource;
  /** What has to be done in front of it. */
  readonly before?: readonly PythonSource[];
}

/** `SparseCategoricalCrossentropy(from_logits=True)(target, input)`; undefined where the framework has no line for it. */
export function sameLine(pair: SamplePair, framework: SameFramework, names: Names): PythonSource | undefined {
  const metric = boosterMetric(pair, framework);
  if (metric !== undefined) return pythonName(metric);
  if (framework === "transformers") return python`model(…, labels=${names.target}).loss`;
  const written = writers[framework](pair, names);
  // The definition takes a few steps.
  return written && joined([...(framework === "numpy" ? (written.before ?? []) : []), written.loss], "; ");
}

/** Arrays beyond it are not written out. */
const MOST_WRITTEN = 2000;

/** A whole program that prints the value; undefined where there is none that could be run. */
export function sameProgram(pair: SamplePair, framework: SameFramework, value: number): PythonSource | undefined {
  if (pair.input.length > MOST_WRITTEN) return undefined;
  const written = writers[framework](pair, { input: python`predictions`, target: python`targets` });
  if (written === undefined) return undefined;
  const { imports, loss, before = [] } = written;
  const isTorch = framework === "torch" || framework === "transformers";
  const array = (text: PythonSource, isFloat: boolean): PythonSource =>
    isTorch
      ? python`torch.tensor(${text}${isFloat ? python`, dtype=torch.float64` : python``})`
      : python`np.array(${text})`;
  const rows =
    pair.task === "classes" ? python`# One sample a row, the classes along it.` : python`# One number a sample.`;
  const width = pair.task === "classes" ? pair.classes : undefined;
  const predictions = array(listOf(pair.input, width, true), true);
  const targets = array(listOf(pair.target, pair.isIndexed ? undefined : width, !pair.isIndexed), !pair.isIndexed);
  const lines = [
    ...(isTorch ? [] : [python`import numpy as np`]),
    ...imports,
    python``,
    rows,
    python`predictions = ${predictions}`,
    python`targets = ${targets}`,
    ...(pair.weights
      ? [
          python`# The weight of each sample's class.`,
          python`weights = ${array(listOf(pair.weights, undefined, true), true)}`,
        ]
      : []),
    ...before,
    python`loss = ${loss}`,
    python`print(loss)  ${pythonComment(formatLoss(value))}`,
  ];
  return python`${joined(lines, "\n")}\n`;
}

const definitions = { classes: "crossEntropy", yesNo: "binaryCrossEntropy", values: "squaredError" } as const;
const tasksOf = { classes: "multiclass", yesNo: "binary", values: "regression" } as const;

/** The pair as the definition takes it. The weights of its samples are left to the mean. */
function definitionOf({ task, inputKind, input, target, ...pair }: SamplePair, names: Names): DefinitionProgram {
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
function freeName(name: PythonSource, otherwise: string): PythonSource {
  return ownNames.includes(name) ? pythonName(otherwise) : name;
}

type Writer = (pair: SamplePair, names: Names) => Written | undefined;

const writers: { readonly [F in SameFramework]: Writer } = {
  torch: (pair, { input, target }) => {
    const imports = [python`import torch`, python`import torch.nn.functional as F`];
    const { task, inputKind, isIndexed, smoothing } = pair;
    if (task === "values") return { imports, loss: python`F.mse_loss(${input}, ${target})` };
    if (task === "yesNo") {
      const name = inputKind === "logits" ? python`binary_cross_entropy_with_logits` : python`binary_cross_entropy`;
      return { imports, loss: python`F.${name}(${input}, ${target})` };
    }
    if (smoothing !== 0) {
      if (inputKind !== "logits") return undefined;
      return { imports, loss: python`F.cross_entropy(${input}, ${target}, label_smoothing=${formatCode(smoothing)})` };
    }
    const logs = inputKind === "probabilities" ? python`${input}.log()` : input;
    const name = inputKind === "logits" ? python`cross_entropy` : python`nll_loss`;
    if (!isIndexed && inputKind !== "logits") return undefined;
    if (pair.weights === undefined) return { imports, loss: python`F.${name}(${logs}, ${target})` };
    return { imports, loss: python`(F.${name}(${logs}, ${target}, reduction="none") * weights).sum() / weights.sum()` };
  },
  keras: (pair, { input, target }) => {
    const { task, inputKind, isIndexed, smoothing, weights } = pair;
    if (smoothing !== 0 && isIndexed) return undefined;
    const given = [
      ...(inputKind === "probabilities" || task === "values" ? [] : [python`from_logits=True`]),
      ...(smoothing === 0 ? [] : [python`label_smoothing=${formatCode(smoothing)}`]),
    ];
    const options = joined(given, ", ");
    const name =
      task === "values"
        ? python`MeanSquaredError`
        : task === "yesNo"
          ? python`BinaryCrossentropy`
          : python`${isIndexed ? python`Sparse` : python``}CategoricalCrossentropy`;
    const weighted = weights === undefined ? python`` : python`, sample_weight=weights`;
    return {
      imports: [python`import keras`],
      loss: python`keras.losses.${name}(${options})(${target}, ${input}${weighted})`,
    };
  },
  optax: (pair, { input, target }) => {
    const { task, inputKind, isIndexed, smoothing, weights } = pair;
    if (smoothing !== 0 && isIndexed) return undefined;
    const imports = [python`import jax`, python`import jax.numpy as jnp`, python`import optax`];
    if (task === "values") return { imports, loss: python`optax.squared_error(${input}, ${target}).mean()` };
    const isProbability = inputKind === "probabilities";
    if (task === "yesNo") {
      const logits = isProbability ? python`jax.scipy.special.logit(${input})` : input;
      return { imports, loss: python`optax.sigmoid_binary_cross_entropy(${logits}, ${target}).mean()` };
    }
    const logits = isProbability ? python`jnp.log(${input})` : input;
    const labels = smoothing === 0 ? target : python`optax.smooth_labels(${target}, ${formatCode(smoothing)})`;
    const name = isIndexed ? python`softmax_cross_entropy_with_integer_labels` : python`safe_softmax_cross_entropy`;
    const each = python`optax.${name}(${logits}, ${labels})`;
    return {
      imports,
      loss: weights === undefined ? python`${each}.mean()` : python`(${each} * weights).sum() / weights.sum()`,
    };
  },
  "scikit-learn": (pair, { input, target }) => {
    const { task, inputKind, isIndexed, smoothing, weights } = pair;
    if (task === "values")
      return {
        imports: [python`from sklearn.metrics import mean_squared_error`],
        loss: python`mean_squared_error(${target}, ${input})`,
      };
    if (smoothing !== 0 || (task === "classes" && !isIndexed)) return undefined;
    if (task === "yesNo" && !pair.target.every((t) => t === 0 || t === 1)) return undefined;
    const imports = [python`from sklearn.metrics import log_loss`];
    let probabilities = input;
    if (inputKind === "logits") {
      imports.unshift(python`from scipy.special import ${task === "yesNo" ? python`expit` : python`softmax`}`);
      probabilities = task === "yesNo" ? python`expit(${input})` : python`softmax(${input}, axis=1)`;
    } else if (inputKind === "logProbabilities") probabilities = python`np.exp(${input})`;
    const labels = task === "yesNo" ? python`[0, 1]` : python`range(${pair.classes})`;
    const weighted = weights === undefined ? python`` : python`, sample_weight=weights`;
    return { imports, loss: python`log_loss(${target}, ${probabilities}, labels=${labels}${weighted})` };
  },
  // What its models do of their labels, in torch's words: the models themselves make the predictions.
  transformers: (pair, { input, target }) => {
    const imports = [python`import torch`, python`import torch.nn.functional as F`];
    const { task, steps, classes, samples } = pair;
    if (task === "values") return { imports, loss: python`F.mse_loss(${input}, ${target})` };
    if (task === "yesNo") return { imports, loss: python`F.binary_cross_entropy_with_logits(${input}, ${target})` };
    if (steps === undefined) return { imports, loss: python`F.cross_entropy(${input}, ${target})` };
    const batch = samples / steps;
    return {
      imports,
      before: [
        python`# Each step predicts the next one.`,
        python`shifted = ${input}.view(${batch}, ${steps}, ${classes})[:, :-1].reshape(-1, ${classes})`,
        python`next_labels = ${target}.view(${batch}, ${steps})[:, 1:].reshape(-1)`,
      ],
      loss: python`F.cross_entropy(shifted, next_labels)`,
    };
  },
  numpy: (pair, names) => {
    const terms = termsOf[definitions[pair.task]](definitionOf(pair, names));
    const { lines, losses } = terms;
    const isScipy = [...lines, losses].join().includes("scipy.");
    return {
      imports: isScipy ? [python`import scipy.special`] : [],
      before: lines,
      loss: pair.weights === undefined ? meanOf(terms) : reduced(losses, python`np.average`, python`, weights=weights`),
    };
  },
  xgboost: (pair, names) => {
    const metric = boosterMetric(pair, "xgboost");
    if (metric === undefined) return undefined;
    const many = pair.task === "classes";
    const objective = many
      ? python`"objective": "multi:softprob", "num_class": ${pair.classes}`
      : python`"objective": "binary:logistic"`;
    return {
      imports: [python`import xgboost`],
      before: [
        python`# No trees: the margins are what is predicted.`,
        python`data = xgboost.DMatrix(np.zeros((len(${names.target}), 1)), label=${names.target}, base_margin=${margins(pair, names)})`,
        python`model = xgboost.train({${objective}, "eval_metric": ${pythonString(metric)}}, data, num_boost_round=0)`,
      ],
      loss: python`float(model.eval(data).split(":")[-1])`,
    };
  },
  lightgbm: (pair, names) => {
    const metric = boosterMetric(pair, "lightgbm");
    if (metric === undefined) return undefined;
    const many = pair.task === "classes";
    const objective = many
      ? python`"objective": "multiclass", "num_class": ${pair.classes}`
      : python`"objective": "binary"`;
    return {
      imports: [python`import lightgbm`],
      before: [
        python`# A tree without splits: the initial scores are what is predicted.`,
        python`data = lightgbm.Dataset(np.zeros((len(${names.target}), 1)), label=${names.target}, init_score=${margins(pair, names)})`,
        python`options = {${objective}, "metric": ${pythonString(metric)}, "boost_from_average": False, "verbosity": -1}`,
        python`seen = {}`,
        python`lightgbm.train(options, data, 1, valid_sets=[data], valid_names=["own"], callbacks=[lightgbm.record_evaluation(seen)])`,
      ],
      loss: python`seen["own"][${pythonString(metric)}][0]`,
    };
  },
};

function margins({ task, inputKind }: SamplePair, { input }: Names): PythonSource {
  if (inputKind !== "probabilities") return input;
  return task === "yesNo" ? python`np.log(${input} / (1 - ${input}))` : python`np.log(${input})`;
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
function listOf(data: Float64Array, width: number | undefined, isFloat: boolean): PythonSource {
  const texts = Array.from(data, (value) => numberCode(value, isFloat));
  if (width === undefined) return python`[${joined(texts, ", ")}]`;
  const rows: PythonSource[] = [];
  for (let start = 0; start < texts.length; start += width)
    rows.push(python`[${joined(texts.slice(start, start + width), ", ")}]`);
  return python`[${joined(rows, ", ")}]`;
}

function numberCode(value: number, isFloat: boolean): PythonSource {
  return isFloat && Number.isFinite(value) ? formatCode(value) : python`${value}`;
}
