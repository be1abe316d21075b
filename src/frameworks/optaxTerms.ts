import { logSigmoid } from "../engine/activations";
import { sameShape, wrapDim } from "../tensor/shape";
import { isFloatingPoint } from "../tensor/tensor";
import { alongAxis, inType, isGiven, numberOr } from "./arithmetic";
import type { ForeignCall, Outcome } from "./framework";

/** optax's divergences, cosines and focal loss. Formulas: optax/losses/_classification.py, _regression.py. */

/** Σ t (log t − x) along an axis, 0 where t is 0: the predictions are log-probabilities. */
export function klDivergence(call: ForeignCall): Outcome {
  return divergence(call, (x, t) => t * ((t === 0 ? 0 : Math.log(t)) - x));
}

/** Σ e^t (t − x) along an axis: both are logarithms. */
export function klOfLogs(call: ForeignCall): Outcome {
  return divergence(call, (x, t) => Math.exp(t) * (t - x));
}

function divergence({ prediction, truth, options }: ForeignCall, term: (x: number, t: number) => number): Outcome {
  const axis = wrapDim(numberOr(options, "axis", -1) ?? Number.NaN, prediction.shape.length);
  if (isGiven(options, "where") || axis === undefined || !sameShape(prediction.shape, truth.shape)) return undefined;
  if (!isFloatingPoint(truth.dtype)) return undefined;
  const { data } = inType(truth, "float32");
  const values = alongAxis(prediction, axis, (at, size) => {
    let sum = 0;
    for (let place = 0; place < size; place++) sum += term(prediction.data[at(place)], data[at(place)]);
    return sum;
  });
  return { kind: "value", values: { ...values, dtype: "float32" }, clipped: 0 };
}

/** The cosine of the angle between both along an axis, or 1 less it. */
export function cosine({ prediction, truth, options }: ForeignCall, isDistance: boolean): Outcome {
  const axis = wrapDim(numberOr(options, "axis", -1) ?? Number.NaN, prediction.shape.length);
  const epsilon = numberOr(options, "epsilon", 0);
  if (isGiven(options, "where") || axis === undefined || epsilon !== 0) return undefined;
  if (!sameShape(prediction.shape, truth.shape) || !isFloatingPoint(truth.dtype)) return undefined;
  const { data } = inType(truth, "float32");
  const values = alongAxis(prediction, axis, (at, size) => {
    let [both, own, other] = [0, 0, 0];
    for (let place = 0; place < size; place++) {
      const [x, t] = [prediction.data[at(place)], data[at(place)]];
      both += x * t;
      own += x * x;
      other += t * t;
    }
    const similarity = both / Math.sqrt(own * other);
    return isDistance ? 1 - similarity : similarity;
  });
  return { kind: "value", values: { ...values, dtype: "float32" }, clipped: 0 };
}

export function focal(x: number, t: number, { options }: ForeignCall): number | undefined {
  const gamma = numberOr(options, "gamma", 2);
  const alpha = isGiven(options, "alpha") ? numberOr(options, "alpha", 0) : null;
  if (gamma === undefined || alpha === undefined || (t !== 0 && t !== 1)) return undefined;
  const missed = Math.exp(logSigmoid(t === 1 ? -x : x));
  const weight = alpha === null ? 1 : t === 1 ? alpha : 1 - alpha;
  return -weight * missed ** gamma * logSigmoid(t === 1 ? x : -x);
}
