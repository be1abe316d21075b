import { resultType } from "../../../tensor/dtype";
import { formatShape, type Shape, sameShape } from "../../../tensor/shape";
import { isFloatingPoint, type Tensor } from "../../../tensor/tensor";
import type { Box } from "../../interval/box";
import type { LossOptions } from "../../loss";
import type { Rounding } from "../../precision/rounding";
import { sumIn } from "../../precision/sumIn";
import { type Refusal, refusal } from "../../refusal";
import { checkReduction } from "./checks";
import { allSamples, INPUT_AND_TARGET, type LossDefinition } from "./definition";
import { ordered, summed } from "./elements";
import { inputToFloat, sameShapeFixes } from "./fixes";

/**
 * Losses of the overlap of predicted and true regions, probabilities x and 0/1 labels t of the same shape, one value a sample: over all
 * elements of it, or with `batch` one for all samples together. An array of one dimension is one sample. With the sums
 *
 *   hit = Σ x · t,   x = Σ x,   t = Σ t
 *
 * the loss is 1 − (a · hit + smooth) / (b · hit + c · x + d · t + smooth), for coefficients that depend on the options.
 */
export interface Overlap {
  readonly numerator: number;
  readonly ofHit: number;
  readonly ofInput: number;
  readonly ofTarget: number;
  readonly smooth: number;
  /** The quotient in a floating type, every operation rounded as it is usually written. */
  readonly inType: (r: Rounding, hit: number, x: number, t: number) => number;
}

export function overlapLoss(
  defaults: LossDefinition["defaults"],
  coefficients: (options: LossOptions) => Overlap,
): Omit<LossDefinition, "mistake"> {
  const valuesIn = (r: Rounding, input: Tensor, target: Tensor, options: LossOptions): Float64Array => {
    const { inType } = coefficients(options);
    return mapSamples(input, options, (start, end) => {
      const { hit, x, t } = sums(input.data, target.data, start, end, r);
      return r(1 - inType(r, r(hit), r(x), r(t)));
    });
  };
  return {
    signature: { arguments: INPUT_AND_TARGET, module: undefined, functional: undefined },
    defaults,
    takes: "probabilities",
    targets: ["binary"],
    bounds: () => ({ min: 0, max: 1 }),
    refuse,
    result: (input, target, options) => ({
      shape: samplesShape(input.shape, options),
      dtype: resultType(input, target),
    }),
    values: (input, target, options) => valuesIn((value) => value, input, target, options),
    elementwise: false,
    denominator: allSamples,
    gradient: (upstream, input, target, options) => {
      const c = coefficients(options);
      const result = new Float64Array(input.data.length);
      mapSamples(input, options, (start, end, sample) => {
        const { hit, x, t } = sums(input.data, target.data, start, end);
        const over = c.numerator * hit + c.smooth;
        const under = c.ofHit * hit + c.ofInput * x + c.ofTarget * t + c.smooth;
        for (let j = start; j < end; j++) {
          const label = target.data[j];
          const slope = (c.numerator * label) / under - (over / under) * ((c.ofHit * label + c.ofInput) / under);
          result[j] = -upstream[sample] * slope;
        }
        return 0;
      });
      return result;
    },
    refuseGradient: undefined,
    inType: summed(valuesIn, allSamples),
    ranges: (box: Box, target, options) => ({
      ranges: sampleRanges(box, target, options, coefficients(options)),
      together: box.dependence === "none",
    }),
    warnsOfBroadcast: false,
    clampsAt: undefined,
    fromScores: undefined,
  };
}

/** It has no words of torch's own: what the operations that it is made of would broadcast is refused here. */
function refuse(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  if (!sameShape(input.shape, target.shape)) {
    return refusal(
      "ValueError",
      `Expected input and target of the same shape, but got ${formatShape(input.shape)} and ${formatShape(target.shape)}`,
      sameShapeFixes(input, target),
    );
  }
  if (!isFloatingPoint(input.dtype)) return refusal("TypeError", "Expected a floating input", inputToFloat);
  return checkReduction(options);
}

function samplesShape(shape: Shape, { batch = false }: LossOptions): Shape {
  return batch || shape.length < 2 ? [] : shape.slice(0, 1);
}

function mapSamples(
  input: Tensor,
  options: LossOptions,
  value: (start: number, end: number, sample: number) => number,
): Float64Array {
  const count = samplesShape(input.shape, options)[0] ?? 1;
  const size = count === 0 ? 0 : input.data.length / count;
  return new Float64Array(count).map((_, sample) => value(sample * size, (sample + 1) * size, sample));
}

function sums(x: Float64Array, t: Float64Array, start: number, end: number, r: Rounding = (value) => value) {
  const [own, labels] = [x.subarray(start, end), t.subarray(start, end)];
  const hits = own.map((value, i) => r(value * labels[i]));
  return { hit: sumIn(r, hits), x: sumIn(r, own), t: sumIn(r, labels) };
}

/** For 0/1 labels the quotient rises with x where t = 1 and falls where t = 0, so that two corners bound it; else by interval arithmetic. */
function sampleRanges(box: Box, target: Tensor, options: LossOptions, c: Overlap) {
  const elements: { low: number; high: number; exact: boolean }[] = [];
  const [low, high] = [box.low.data, box.high.data];
  mapSamples(box.low, options, (start, end) => {
    const t = target.data.subarray(start, end);
    const hard = t.every((label) => label === 0 || label === 1);
    const corner = (ones: Float64Array, zeros: Float64Array) =>
      t.map((label, i) => (label === 1 ? ones[start + i] : zeros[start + i]));
    const loss = (x: Float64Array) => {
      const { hit, x: total, t: labels } = sums(x, t, 0, t.length);
      const under = c.ofHit * hit + c.ofInput * total + c.ofTarget * labels + c.smooth;
      return 1 - (c.numerator * hit + c.smooth) / under;
    };
    if (hard) elements.push(ordered(loss(corner(high, low)), loss(corner(low, high)), true));
    else elements.push(softRange(low.subarray(start, end), high.subarray(start, end), t, c));
    return 0;
  });
  return elements;
}

function softRange(low: Float64Array, high: Float64Array, t: Float64Array, c: Overlap) {
  const [least, most] = [sums(low, t, 0, t.length), sums(high, t, 0, t.length)];
  const over = [least, most].map(({ hit }) => c.numerator * hit + c.smooth);
  const under = [least, most].map(({ hit, x }) => c.ofHit * hit + c.ofInput * x + c.ofTarget * least.t + c.smooth);
  const quotients = over.flatMap((a) => under.map((b) => 1 - a / b));
  const exact = low.every((x, i) => x === high[i]);
  return { low: Math.min(...quotients), high: Math.max(...quotients), exact };
}
