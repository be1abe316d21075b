import { torchSmoothing } from "../../engine/labelSmoothing";
import type { LossOptions } from "../../engine/loss";
import { losses } from "../../engine/losses/losses";
import { lossFunctions } from "../../engine/losses/lossFunctions";
import { applyOps } from "../../engine/ops/applyOp";
import { divisor, reduce, sum } from "../../engine/reduce";
import { isRefusal } from "../../engine/refusal";
import type { SeenExplanation } from "../answer";
import { classDimOf, distinct } from "../arrays";
import type { Form } from "../callFacts";
import type { Cause } from "../claim";
import { moduleOf, otherPipelines } from "./otherPipelines";

/** One way to come to a number from what the call has. */
export interface Possibility extends SeenExplanation {
  /** How far-fetched it is. */
  readonly cost: number;
  /** What a person mistakes where they have this number. */
  readonly cause: Cause | undefined;
}

const names: Readonly<Partial<Record<keyof LossOptions, string>>> = {
  labelSmoothing: "label_smoothing",
  ignoreIndex: "ignore_index",
};

/** The call as it is and everything near it, each with its cost. The code's own loss comes first. */
export function* possibilities(form: Form): Iterable<Possibility> {
  yield* reductionsOf(form, form.loss, 0, undefined);
  for (const { change, options, cost, cause } of optionChanges(form)) {
    yield* reductionsOf({ ...form, options }, `${form.loss}(${change})`, cost, cause);
  }
  for (const { ops, loss, cost } of otherPipelines(form)) {
    const input = applyOps(form.input, ops);
    if (isRefusal(input)) continue;
    const code = [...ops.map((op) => moduleOf(op, form.input.shape.length)), loss].join(" → ");
    yield* reductionsOf({ ...form, input, loss }, code, cost, undefined);
  }
  yield* onOneHot(form);
}

/** A loss under its own reduction, and under others; what is made of its mean. */
function* reductionsOf(form: Form, code: string, cost: number, cause: Cause | undefined): Iterable<Possibility> {
  const unreduced = lossFunctions[form.loss](form.input, form.target, form.options);
  if (isRefusal(unreduced)) return;
  const own = form.options.reduction ?? losses[form.loss].defaults.reduction;
  const { data } = unreduced.values;
  const total = sum(data);
  const make = (
    value: number,
    text: string,
    more: number,
    why: Cause | undefined,
    kind: SeenExplanation["kind"] = "form",
  ) => ({
    code: text,
    kind: cost + more === 0 ? ("same" as const) : kind,
    value,
    cost: cost + more,
    cause: why ?? cause,
  });
  if (own !== "none") yield make(reduce(unreduced, own).data[0], code, 0, undefined);
  const mean = total / divisor("mean", unreduced.denominator, unreduced.batchSize);
  if (own !== "mean") yield make(mean, `${code} under reduction="mean"`, 1, undefined);
  if (own !== "sum") yield make(total, `${code} under reduction="sum"`, 1.2, undefined);
  if (own !== "batchmean") {
    const perSample =
      form.loss === "KLDivLoss"
        ? `${code} under reduction="batchmean"`
        : `${code} under reduction="sum", divided by ${unreduced.batchSize} samples`;
    yield make(total / unreduced.batchSize, perSample, 1.6, form.loss === "KLDivLoss" ? undefined : "sum-per-sample");
  }
  const weighted =
    unreduced.denominator.kind === "weights" || unreduced.denominator.counted !== unreduced.denominator.total;
  if (data.length > 0 && weighted) {
    yield make(
      total / data.length,
      `${code} under reduction="none", then .mean()`,
      1.1,
      unreduced.denominator.kind === "weights" ? "weighted-mean" : undefined,
    );
  }
  if (data.length > 1 && data.length <= 64) {
    for (const [i, value] of data.entries())
      yield make(value, `the loss of sample ${i} alone`, 2.5 + i / 100, undefined);
  }
  if (cost === 0) {
    const { denominator, batchSize } = unreduced;
    if (denominator.kind !== "weights" && denominator.counted === denominator.total && own === "mean") {
      for (const size of unevenSizes(batchSize))
        yield make(meanOfMeans(data, batchSize, size), `the mean of the means of batches of ${size}`, 2.3, undefined);
    }
    if (form.loss === "MSELoss") {
      yield make(Math.sqrt(mean), `the root of ${code}`, 2, undefined);
      yield make(mean / 2, `half of ${code}`, 2.2, undefined);
    }
    yield make(mean / Math.LN2, `${code} in bits (divided by ln 2)`, 2, "in-bits", "bits");
    yield make(Math.exp(mean), `the perplexity, exp of ${code}`, 2.2, "perplexity", "perplexity");
    yield make(100 * mean, `100 × ${code}`, 2.6, undefined, "percent");
  }
}

const MOST_SAMPLES = 64;

/** Sizes of batches of which the last is smaller. */
function unevenSizes(samples: number): readonly number[] {
  if (samples > MOST_SAMPLES) return [];
  return Array.from({ length: samples }, (_, size) => size).filter((size) => size > 1 && samples % size !== 0);
}

function meanOfMeans(data: Float64Array, samples: number, size: number): number {
  const each = data.length / samples;
  let total = 0;
  let batches = 0;
  for (let start = 0; start < samples; start += size, batches++) {
    const batch = data.subarray(start * each, (start + size) * each);
    total += sum(batch) / batch.length;
  }
  return total / batches;
}

interface OptionChange {
  readonly change: string;
  readonly options: LossOptions;
  readonly cost: number;
  readonly cause: Cause | undefined;
}

function* optionChanges({ loss, input, target, options }: Form): Iterable<OptionChange> {
  const add = (change: string, changed: LossOptions, cost: number, cause?: Cause): OptionChange => ({
    change,
    options: changed,
    cost,
    cause,
  });
  const { weight, posWeight, ...unweighted } = options;
  if (weight !== undefined) yield add("without weight", { ...unweighted, ...(posWeight && { posWeight }) }, 1.5);
  if (posWeight !== undefined) yield add("without pos_weight", { ...unweighted, ...(weight && { weight }) }, 1.5);
  const indexed = loss === "CrossEntropyLoss" && input.shape.join() !== target.shape.join();
  if (loss === "CrossEntropyLoss") {
    const given = options.labelSmoothing ?? 0;
    const classes = input.shape[classDimOf(input.shape.length)] ?? 1;
    // 0.15 is torch's measure of an eps of 0.1 that is spread over the two others of three classes, which is likelier.
    for (const labelSmoothing of [0, 0.1, 0.05, 0.2, 0.15, 0.3]) {
      const cost = labelSmoothing === 0.15 || labelSmoothing === 0.3 ? 2.5 : 2;
      if (labelSmoothing !== given)
        yield add(`${names.labelSmoothing}=${labelSmoothing}`, { ...options, labelSmoothing }, cost);
    }
    if (indexed && classes > 1) {
      for (const eps of given === 0 ? [0.1, 0.2, 0.05] : [given]) {
        // eps spread over the other classes alone is more smoothing by torch's measure.
        const labelSmoothing = torchSmoothing(eps, classes);
        if (labelSmoothing > 1) continue;
        const text = `${names.labelSmoothing}=${Number(labelSmoothing.toPrecision(6))}), which is eps=${eps} / (K - 1`;
        yield add(text, { ...options, labelSmoothing }, 2.4, "smoothing-differs");
      }
    }
  }
  if (indexed || loss === "NLLLoss") {
    const present = (distinct(target.data) ?? []).filter((value) => value !== options.ignoreIndex);
    const few = present.length <= 4 ? present : [present[0], present[present.length - 1]];
    if (present.length > 1) {
      for (const ignoreIndex of few) yield add(`${names.ignoreIndex}=${ignoreIndex}`, { ...options, ignoreIndex }, 2.8);
    }
  }
  const width = loss === "HuberLoss" ? "delta" : loss === "SmoothL1Loss" ? "beta" : undefined;
  if (width !== undefined) {
    for (const other of [1, 0.5, 0.1, 2]) {
      if (other !== (options[width] ?? 1)) yield add(`${width}=${other}`, { ...options, [width]: other }, 2);
    }
  }
  if (loss === "SigmoidFocalLoss") {
    const alpha = options.alpha ?? 0.25;
    if (alpha >= 0 && alpha <= 1)
      yield add(`alpha=${Number((1 - alpha).toPrecision(12))}`, { ...options, alpha: 1 - alpha }, 1.4);
    yield add("alpha=-1", { ...options, alpha: -1 }, 2);
  }
}

/** A yes and no for each class, against one-hot rows. */
function* onOneHot(form: Form): Iterable<Possibility> {
  const { input, target, loss, options } = form;
  if (loss !== "CrossEntropyLoss" || input.shape.length !== 2 || target.shape.length !== 1 || options.weight) return;
  const oneHot = applyOps(target, [{ op: "oneHot", classes: input.shape[1] }]);
  if (isRefusal(oneHot)) return;
  const soft = { ...oneHot, dtype: input.dtype };
  for (const [op, name] of [
    ["softmax", "Softmax"],
    ["sigmoid", "Sigmoid"],
  ] as const) {
    const activated = applyOps(input, [op === "softmax" ? { op, dim: 1 } : { op }]);
    if (isRefusal(activated)) continue;
    const other: Form = { loss: "BCELoss", input: activated, target: soft, options: {} };
    yield* reductionsOf(other, `${name} → BCELoss on one-hot targets`, 3.5, undefined);
  }
}
