import type { Options, Plain } from "../framework";
import { frameworkLoss } from "../frameworkLosses";
import { causalLoss } from "../transformers";
import { clampedTorch, logistic, normalisedRows, singleLogistic, softmaxed } from "./numbers";
import type { SamplePair } from "./samples";

/** The frameworks of the table, in its order. */
export const sameFrameworks = [
  "torch",
  "keras",
  "optax",
  "scikit-learn",
  "transformers",
  "numpy",
  "xgboost",
  "lightgbm",
] as const;

export type SameFramework = (typeof sameFrameworks)[number];

/** What a framework gives for the mean loss of a pair, and why it is another number than the definition's. */
export interface SameRow {
  readonly framework: SameFramework;
  readonly value: number;
  readonly difference: Difference | undefined;
}

export type Difference =
  /** Probabilities are clipped to [ε, 1 − ε]; `count` of them matter. */
  | { readonly kind: "clip"; readonly epsilon: number; readonly count: number }
  /** The logarithm is clamped at −100. */
  | { readonly kind: "clamp"; readonly count: number }
  /** Rows that do not sum to 1 are divided by their sums. */
  | { readonly kind: "normalised" }
  /** A weighted mean divides by the number of samples, not by the sum of the weights. */
  | { readonly kind: "perSample" }
  /** Logits at step t are compared with the label of step t + 1. */
  | { readonly kind: "shift" }
  /** Infinity less infinity, or 0 times it. */
  | { readonly kind: "nan" }
  /** Computed in float32. */
  | { readonly kind: "float32" };

interface Computed {
  readonly value: number;
  readonly clip?: { readonly epsilon: number; readonly count: number };
  readonly clamped?: number;
  readonly isShifted?: true;
  readonly isPerSample?: true;
}

/** `exact`: the mean loss by definition. Only the frameworks that have a loss for the pair. */
export function sameIn(pair: SamplePair, exact: number): readonly SameRow[] {
  return sameFrameworks.flatMap((framework): readonly SameRow[] => {
    const computed = computations[framework](pair, exact);
    if (computed === undefined) return [];
    return [{ framework, value: computed.value, difference: differenceOf(computed, exact, pair) }];
  });
}

function differenceOf(computed: Computed, exact: number, pair: SamplePair): Difference | undefined {
  const { value, clip, clamped, isShifted, isPerSample } = computed;
  if (Object.is(value, exact)) return undefined;
  if (Number.isFinite(exact) && Math.abs(value - exact) <= 2e-6 * Math.max(1, Math.abs(exact))) return undefined;
  if (Number.isNaN(value)) return { kind: "nan" };
  if (isShifted) return { kind: "shift" };
  if (clip !== undefined && clip.count > 0) return { kind: "clip", ...clip };
  if (clamped) return { kind: "clamp", count: clamped };
  if (isPerSample) return { kind: "perSample" };
  return pair.task === "classes" && pair.inputKind === "probabilities" ? { kind: "normalised" } : { kind: "float32" };
}

type Compute = (pair: SamplePair, exact: number) => Computed | undefined;

const EPSILON = { keras: 1e-7, float64: 2 ** -52, xgboost: 1e-16, lightgbm: 1e-15 } as const;

const computations: { readonly [F in SameFramework]: Compute } = {
  torch: (pair, exact) =>
    pair.task === "yesNo" && pair.inputKind === "probabilities" ? clampedTorch(pair) : { value: exact },
  keras,
  optax,
  "scikit-learn": scikitLearn,
  transformers: (pair, exact) => {
    const { task, inputKind, isIndexed, steps, weights, smoothing } = pair;
    if (weights !== undefined || smoothing !== 0) return undefined;
    if (task === "values") return { value: exact };
    if (inputKind !== "logits" || (task === "classes" && !isIndexed)) return undefined;
    if (steps === undefined) return { value: exact };
    const outcome = causalLoss(
      foreign(pair, [pair.samples / steps, steps, pair.classes], [pair.samples / steps, steps]),
    );
    return outcome?.kind === "value" ? { value: outcome.values.data[0], isShifted: true } : undefined;
  },
  numpy: (_, exact) => ({ value: exact }),
  xgboost: (pair) => booster(pair, EPSILON.xgboost, true),
  lightgbm: (pair) => booster(pair, EPSILON.lightgbm, false),
};

function foreign(
  { input, target, isIndexed }: SamplePair,
  shape: readonly number[],
  targetShape: readonly number[],
  options: Readonly<Record<string, Plain>> = {},
) {
  return {
    prediction: { data: input, shape, dtype: "float32" as const },
    truth: { data: target, shape: targetShape, dtype: isIndexed ? ("int64" as const) : ("float32" as const) },
    options: new Map(Object.entries(options)) satisfies Options,
    functional: false,
  };
}

function keras(pair: SamplePair): Computed | undefined {
  const { task, inputKind, samples, classes, isIndexed, smoothing, weights } = pair;
  if (smoothing !== 0 && isIndexed) return undefined;
  const logits = inputKind !== "probabilities";
  const [name, shape, targetShape] =
    task === "values"
      ? (["MeanSquaredError", [samples, 1], [samples, 1]] as const)
      : task === "yesNo"
        ? (["BinaryCrossentropy", [samples, 1], [samples, 1]] as const)
        : isIndexed
          ? (["SparseCategoricalCrossentropy", [samples, classes], [samples]] as const)
          : (["CategoricalCrossentropy", [samples, classes], [samples, classes]] as const);
  const options = {
    ...(task !== "values" && { from_logits: logits }),
    ...(smoothing !== 0 && { label_smoothing: smoothing }),
    ...(weights && { sample_weight: { data: weights, shape: [samples], dtype: "float32" as const } }),
  };
  const outcome = frameworkLoss("keras", name)?.compute(foreign(pair, shape, targetShape, options));
  if (outcome?.kind !== "value") return undefined;
  const clip = { epsilon: EPSILON.keras, count: outcome.clipped };
  return { value: outcome.values.data[0], clip, ...(weights && { isPerSample: true as const }) };
}

function optax(pair: SamplePair): Computed | undefined {
  const { task, inputKind, samples, classes, isIndexed, smoothing, weights } = pair;
  if (smoothing !== 0 && isIndexed) return undefined;
  const isLog = task !== "values" && inputKind === "probabilities";
  const round = Math.fround;
  const input = isLog
    ? pair.input.map((p) =>
        task === "yesNo" ? round(Math.log(round(p)) - Math.log1p(-round(p))) : round(Math.log(round(p))),
      )
    : pair.input;
  const target = smoothing === 0 ? pair.target : pair.target.map((t) => t * (1 - smoothing) + smoothing / classes);
  const [name, shape, targetShape] =
    task === "values"
      ? (["squared_error", [samples], [samples]] as const)
      : task === "yesNo"
        ? (["sigmoid_binary_cross_entropy", [samples], [samples]] as const)
        : isIndexed
          ? (["softmax_cross_entropy_with_integer_labels", [samples, classes], [samples]] as const)
          : (["safe_softmax_cross_entropy", [samples, classes], [samples, classes]] as const);
  const outcome = frameworkLoss("optax", name)?.compute(foreign({ ...pair, input, target }, shape, targetShape));
  if (outcome?.kind !== "value") return undefined;
  return { value: mean(outcome.values.data, weights) };
}

function scikitLearn(pair: SamplePair, exact: number): Computed | undefined {
  const { task, samples, classes, isIndexed, smoothing, weights } = pair;
  if (task === "values") return { value: exact };
  if (smoothing !== 0 || (task === "classes" && !isIndexed)) return undefined;
  if (task === "yesNo" && !pair.target.every((t) => t === 0 || t === 1)) return undefined;
  const probabilities = task === "yesNo" ? logistic(pair) : softmaxed(pair);
  const call = foreign(
    { ...pair, input: probabilities },
    task === "yesNo" ? [samples] : [samples, classes],
    [samples],
    {
      labels: range(task === "yesNo" ? 2 : classes),
      ...(weights && { sample_weight: { data: weights, shape: [samples], dtype: "float64" as const } }),
    },
  );
  const wide = { ...call, prediction: { ...call.prediction, dtype: "float64" as const } };
  const outcome = frameworkLoss("scikit-learn", "log_loss")?.compute(wide);
  if (outcome?.kind !== "value") return undefined;
  return { value: outcome.values.data[0], clip: { epsilon: EPSILON.float64, count: outcome.clipped } };
}

/** Its metric of margins, or of the probabilities' logarithms, in float32: −log of the true class's probability, but of no less than ε. */
function booster(pair: SamplePair, epsilon: number, isSingle: boolean): Computed | undefined {
  const { task, samples, classes, isIndexed, target, smoothing, weights } = pair;
  if (task === "values" || smoothing !== 0 || weights !== undefined || (task === "classes" && !isIndexed))
    return undefined;
  if (task === "yesNo" && !target.every((t) => t === 0 || t === 1)) return undefined;
  const round = isSingle ? Math.fround : (x: number) => x;
  // Margins go through a softmax: the logarithms of rows that do not sum to 1 come out of it as rows that do.
  const probabilities =
    task === "yesNo" ? (isSingle ? singleLogistic(pair) : logistic(pair)) : normalisedRows(softmaxed(pair), classes);
  let [total, count] = [0, 0];
  for (let sample = 0; sample < samples; sample++) {
    const p = task === "yesNo" ? round(probabilities[sample]) : round(probabilities[sample * classes + target[sample]]);
    const own = task === "classes" || target[sample] === 1 ? p : round(1 - p);
    if (own < epsilon) count++;
    total -= Math.log(Math.max(own, epsilon));
  }
  return { value: total / samples, clip: { epsilon, count } };
}

function mean(values: Float64Array, weights: Float64Array | undefined): number {
  let [total, by] = [0, 0];
  for (const [i, value] of values.entries()) {
    const weight = weights?.[i] ?? 1;
    total += weight === 0 ? 0 : weight * value;
    by += weight;
  }
  return total / by;
}

function range(size: number) {
  return { data: Float64Array.from({ length: size }, (_, i) => i), shape: [size], dtype: "int64" as const };
}
