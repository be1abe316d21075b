import { wrapInteger } from "../../tensor/dtype";
import { broadcastTo } from "../../tensor/shape";
import { isFloatingPoint, type Tensor } from "../../tensor/tensor";
import { softplusOfNegative } from "../exp";
import type { Box } from "../interval/box";
import type { LossOptions } from "../loss";
import type { Rounding } from "../precision/rounding";
import type { Refusal } from "../refusal";
import { checkCast, checkInPlace, checkNegation, checkReduction } from "./shared/checks";
import { allElements, INPUT_AND_TARGET, type LossDefinition } from "./shared/definition";
import { betweenEnds, elementRanges, elementsIn, summed } from "./shared/elements";
import { inputToFloat, onTarget, sameShapeFixes, to } from "./shared/fixes";
import { sigmoidMistake } from "./shared/mistakes";

/**
 * `torch.nn.functional.soft_margin_loss` of scores x, any shape, and signs t = ±1 that broadcast to it:
 *
 *   l = log(1 + e^(−t·x))
 *
 * torch takes the exponential as it stands: from −t·x = 710 on it overflows, and the loss is inf.
 */
export const softMarginLoss: LossDefinition = {
  signature: {
    arguments: INPUT_AND_TARGET,
    module: ["size_average", "reduce", "reduction"],
    functional: {
      from: "torch.nn.functional",
      name: "soft_margin_loss",
      parameters: ["size_average", "reduce", "reduction"],
    },
  },
  defaults: { reduction: "mean" },
  takes: "logits",
  targets: ["signs"],
  bounds: () => ({ min: 0, max: Number.POSITIVE_INFINITY }),
  refuse,
  result: ({ shape, dtype }) => ({ shape, dtype }),
  values,
  elementwise: true,
  denominator: allElements,
  gradient,
  refuseGradient: (_input, target) => checkNegation(target.dtype, targetToFloat),
  inType: summed(valuesIn, allElements),
  ranges,
  mistake: (meaning, { reading }) =>
    reading.targetKind === "signs" ? sigmoidMistake(meaning, reading) : { kind: "labelsAsSigns" },
  warnsOfBroadcast: false,
  clampsAt: undefined,
  fromScores: undefined,
};

function refuse(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  const refused = checkReduction(options) ?? checkNegation(input.dtype, inputToFloat);
  if (refused !== undefined) return refused;
  const fixes = isFloatingPoint(input.dtype) ? sameShapeFixes(input, target) : inputToFloat;
  // An integer input: −x·t fits, the exponential, which is float32, does not.
  return checkInPlace(input, target, fixes) ?? checkCast("float32", input.dtype, fixes);
}

function values(input: Tensor, target: Tensor, _options: LossOptions, room?: Float64Array): Float64Array {
  const x = input.data;
  const t = broadcastTo(target, input.shape);
  const data = room ?? new Float64Array(x.length);
  for (let i = 0; i < data.length; i++) {
    const z = -x[i] * t[i];
    const size = Math.abs(z);
    // ln(1 + e^z) = max(0, z) + ln(1 + e^−|z|), until e^z overflows.
    if (size < 700) data[i] = 0.5 * (z + size) + softplusOfNegative(-size);
    else data[i] = Math.log1p(Math.exp(z));
  }
  return data;
}

const targetToFloat = [onTarget(to("float32"))];

/** ∂l/∂x = −t · z / (1 + z), z = e^(−t·x): nan where z has overflowed. A uint8 target wraps around at −t. */
function gradient(upstream: Float64Array, input: Tensor, target: Tensor): Float64Array {
  const t = broadcastTo(target, input.shape);
  return input.data.map((x, i) => {
    const z = Math.exp(wrapInteger(-t[i], target.dtype) * x);
    return (-(t[i] * z) / (1 + z)) * upstream[i];
  });
}

function valuesIn(r: Rounding, input: Tensor, target: Tensor): Float64Array {
  return elementsIn(r, input, target, undefined, (x, t) => r(Math.log1p(r(Math.exp(r(-x * t))))));
}

/** Monotone in x. */
function ranges(box: Box, target: Tensor) {
  return elementRanges(box, target, undefined, (low, high, t) =>
    betweenEnds((x) => Math.log1p(Math.exp(-t * x)), low, high),
  );
}
