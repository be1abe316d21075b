import { isFloatingPoint, type Tensor } from "../../tensor/tensor";
import { alongAxis, flag, inType, isSingleOrDouble, spread } from "../arithmetic";
import type { Expectation, ForeignCall, FrameworkLoss, Options, Outcome } from "../framework";
import { EPSILON } from "./crossEntropy";
import { reduced, sameRank } from "./reduction";

/** What a row of Keras's losses is made of. */

/** The unreduced loss of arrays that are of one float type. */
export type UnreducedByKeras = (call: ForeignCall) => Outcome;

/** `keras.losses.x`, and where TensorFlow has it too. */
function pathsOf(kinds: readonly string[], name: string): string {
  return ["keras", "tensorflow.keras", "tensorflow"]
    .flatMap((root) => kinds.map((kind) => `${root}.${kind}.${name}`))
    .join(" ");
}

/** The losses that are metrics, too, under the same name and with the same values. */
const gathered =
  /^(?:(?:Binary|Categorical|SparseCategorical)Crossentropy|KLDivergence|Poisson|Mean\w+Error|\w*Hinge)$/;

export interface Row {
  readonly name: string;
  readonly fn: string;
  /** The parameters that the class and the function share. */
  readonly parameters: string;
  readonly expects: (options: Options) => Expectation | undefined;
  readonly unreduced: UnreducedByKeras;
  readonly unreducedBefore?: UnreducedByKeras;
}

export function kerasLoss({ name, fn, parameters, expects, unreduced, unreducedBefore }: Row): FrameworkLoss {
  return {
    framework: "keras",
    name,
    functions: pathsOf(["losses", "metrics"], fn),
    signature: parameters === "" ? "y_true, y_pred" : `y_true, y_pred, ${parameters}`,
    form: {
      names: pathsOf(["losses"], name),
      signature: `${parameters === "" ? "" : `${parameters}, `}reduction='sum_over_batch_size', name=None, dtype=None`,
      call: "y_true, y_pred, sample_weight=None",
    },
    ...(gathered.test(name) && {
      metric: {
        names: pathsOf(["metrics"], name),
        signature: `name=None, dtype=None${parameters === "" ? "" : `, ${parameters}`}`,
      },
    }),
    prediction: "y_pred",
    truth: "y_true",
    logitsOption: parameters.includes("from_logits") ? "from_logits" : undefined,
    expects,
    compute: (call) => carriedOut(call, unreduced),
    before: unreducedBefore && { version: "Keras 2", compute: (call) => carriedOut(call, unreducedBefore) },
  };
}

/** An object of the class takes both arrays in float32; a function takes the truth in the predictions' type. */
function carriedOut(call: ForeignCall, unreduced: UnreducedByKeras): Outcome {
  const { prediction, truth, functional } = call;
  if (functional) {
    if (!isSingleOrDouble(prediction)) return undefined;
    // JAX counts in float32 unless it was told otherwise.
    const dtype = call.backend === "jax" ? "float32" : prediction.dtype;
    return unreduced({ ...call, prediction: inType(prediction, dtype), truth: inType(truth, dtype) });
  }
  if (call.options.has("dtype") && call.options.get("dtype") !== null) return undefined;
  const pair = sameRank(inType(truth, "float32"), inType(prediction, "float32"));
  return reduced(unreduced({ ...call, truth: pair[0], prediction: pair[1] }), call);
}

export const crossEntropy = "from_logits=False, label_smoothing=0.0, axis=-1";

export const logitsOr = (kin: Expectation["kin"], otherwise: Expectation["kin"], targets: Expectation["targets"]) => {
  return (options: Options): Expectation | undefined => {
    const logits = flag(options, "from_logits", false);
    if (logits === undefined) return undefined;
    return { kin: logits ? kin : otherwise, takes: logits ? "logits" : "probabilities", targets };
  };
};

export const always = (expectation: Expectation) => (): Expectation => expectation;

/** A mean along the last axis of something that each pair of elements gives. */
export function elementwise(
  element: (p: number, t: number, options: Options) => number | undefined,
  whole: "mean" | "sum" = "mean",
): UnreducedByKeras {
  return ({ truth, prediction, options }) => {
    const pair = spreadPair(truth, prediction);
    if (pair === undefined) return undefined;
    const [t, p] = pair;
    if (p.shape.length === 0) return undefined;
    let isKnown = true;
    const values = alongAxis(p, p.shape.length - 1, (at, size) => {
      let sum = 0;
      for (let place = 0; place < size; place++) {
        const each = element(p.data[at(place)], t.data[at(place)], options);
        if (each === undefined) isKnown = false;
        sum += each ?? 0;
      }
      return whole === "mean" ? sum / size : sum;
    });
    return isKnown ? { kind: "value", values: { ...values, dtype: prediction.dtype }, clipped: 0 } : undefined;
  };
}

function spreadPair(truth: Tensor, prediction: Tensor): readonly [Tensor, Tensor] | undefined {
  if (!isFloatingPoint(prediction.dtype)) return undefined;
  const [t, p] = sameRank(truth, prediction);
  return spread(t, p);
}

export function clip(x: number): number {
  return Math.min(Math.max(x, EPSILON), 1);
}

export const values = (kin: Expectation["kin"]): ((options: Options) => Expectation) =>
  always({ kin, takes: "values", targets: "values" });
