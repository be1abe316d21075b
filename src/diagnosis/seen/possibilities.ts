import { torchSmoothing } from "../../engine/labelSmoothing";
import type { LossName, LossOptions } from "../../engine/loss";
import { losses } from "../../engine/losses/losses";
import { lossFunctions } from "../../engine/losses/lossFunctions";
import { applyOps } from "../../engine/ops/applyOp";
import type { TensorOp } from "../../engine/ops/tensorOp";
import { divisor, reduce, sum } from "../../engine/reduce";
import { isRefusal } from "../../engine/refusal";
import type { SeenExplanation } from "../answer";
import { classDimOf, distinct } from "../arrays";
import type { Form } from "../callFacts";
import type { Cause } from "../claim";

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
    const code = [...ops.map(({ op }) => moduleNames[op] ?? op), loss].join(" → ");
    yield* reductionsOf({ ...form, input, loss }, code, cost, undefined);
  }
  yield* onOneHot(form);
}

const moduleNames: Readonly<Partial<Record<TensorOp["op"], string>>> = {
  softmax: "Softmax",
  logSoftmax: "LogSoftmax",
  sigmoid: "Sigmoid",
  log: "Log",
};

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
    yield make(mean / Math.LN2, `${code} in bits (divided by ln 2)`, 2, "in-bits", "bits");
    yield make(Math.exp(mean), `the perplexity, exp of ${code}`, 2.2, "perplexity", "perplexity");
    yield make(100 * mean, `100 × ${code}`, 2.6, undefined, "percent");
  }
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
    for (const labelSmoothing of [0, 0.1, 0.05, 0.2]) {
      if (labelSmoothing !== given)
        yield add(`${names.labelSmoothing}=${labelSmoothing}`, { ...options, labelSmoothing }, 2);
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
  if (loss === "SigmoidFocalLoss") {
    const alpha = options.alpha ?? 0.25;
    if (alpha >= 0 && alpha <= 1)
      yield add(`alpha=${Number((1 - alpha).toPrecision(12))}`, { ...options, alpha: 1 - alpha }, 1.4);
    yield add("alpha=-1", { ...options, alpha: -1 }, 2);
  }
}

interface OtherPipeline {
  readonly ops: readonly TensorOp[];
  readonly loss: LossName;
  readonly cost: number;
}

/** What people write in place of the call. */
function otherPipelines({ loss, input }: Form): readonly OtherPipeline[] {
  const dim = classDimOf(input.shape.length);
  const softmax = { op: "softmax", dim } as const;
  const logSoftmax = { op: "logSoftmax", dim } as const;
  switch (loss) {
    case "CrossEntropyLoss":
      return [
        { ops: [softmax], loss, cost: 3 },
        { ops: [{ op: "log" }], loss, cost: 3 },
        { ops: [softmax], loss: "NLLLoss", cost: 3.4 },
        { ops: [], loss: "NLLLoss", cost: 3.4 },
      ];
    case "NLLLoss":
      return [
        { ops: [logSoftmax], loss, cost: 3 },
        { ops: [{ op: "log" }], loss, cost: 3 },
        { ops: [], loss: "CrossEntropyLoss", cost: 3 },
      ];
    case "BCEWithLogitsLoss":
      return [
        { ops: [{ op: "sigmoid" }], loss: "BCELoss", cost: 3 },
        { ops: [{ op: "sigmoid" }], loss, cost: 3 },
        { ops: [], loss: "BCELoss", cost: 3.2 },
      ];
    case "BCELoss":
      return [
        { ops: [{ op: "sigmoid" }], loss, cost: 3 },
        { ops: [], loss: "BCEWithLogitsLoss", cost: 3 },
      ];
    case "KLDivLoss":
      return [
        { ops: [{ op: "logSoftmax", dim: input.shape.length - 1 }], loss, cost: 3 },
        { ops: [{ op: "log" }], loss, cost: 3 },
      ];
    default:
      return [];
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
