import type { LossName, LossOptions, Reduction } from "../../../../engine/loss";
import { losses } from "../../../../engine/losses/losses";
import { lossFunctions } from "../../../../engine/losses/lossFunctions";
import { reduce } from "../../../../engine/reduce";
import { isRefusal } from "../../../../engine/refusal";
import { type DType, isFloatingPoint, numel, type Tensor } from "../../../../tensor/tensor";
import type { Machine, OperationCall } from "../../../operation";
import type { Facts, TensorValue, Value } from "../../../value";
import { fresh, numbersOf } from "../../tensor/make";
import { epsilon, roundTo } from "../../tensor/precision";
import { type Bound, type Checked, type Raised, shapeOf, textOf } from "./check";
import { MOST_STAND_INS, refusedWhatever, type Sketch, standIn } from "./standIn";
import { lossTable } from "./table";

/** What a call gives, as far as it is known. */
export interface Outcome {
  readonly raises: Raised | undefined;
  /** Of the reduced loss; undefined where the call raises or may. */
  readonly result: { readonly shape: readonly number[]; readonly dtype: DType } | undefined;
  readonly data: Float64Array | undefined;
  readonly error: Float64Array | undefined;
}

export const nothing: Outcome = { raises: undefined, result: undefined, data: undefined, error: undefined };

/** The engine's answer to a call whose arguments are of the right types. */
export function evaluate(name: LossName, input: Value, target: Value, bound: Bound, machine: Machine): Outcome {
  const options = engineOptions(bound, name);
  const sketches = options && [sketchOf(input, machine), sketchOf(target, machine)];
  if (options === undefined || sketches === undefined) return nothing;
  const [x, t] = sketches;
  if (x === undefined || t === undefined) return nothing;
  const reductionText = bound.get("reduction");
  const refused = refusal(name, x, t, options, reductionText, input);
  if (refused === "unsure") return nothing;
  if (refused !== undefined) return { ...nothing, raises: refused };
  const { result } = losses[name];
  const unreduced = result(x.tensor, t.tensor, options);
  const reduction = options.reduction ?? losses[name].defaults.reduction;
  const shape = reduction === "none" ? unreduced.shape : [];
  const dtype = reduction === "none" || isFloatingPoint(unreduced.dtype) ? unreduced.dtype : "int64";
  const open = { ...nothing, result: { shape, dtype } };
  if (x.standsIn || t.standsIn || isUnspecified(name, x.tensor, reduction) || !hasValues(options)) return open;
  machine.spend(costOf(name, x.tensor));
  const loss = lossFunctions[name](x.tensor, t.tensor, options);
  if (isRefusal(loss)) return open;
  const { data } = reduce(loss, reduction);
  return { ...open, data: data.slice(), error: errorOf(name, input, x.tensor, t.tensor, options, data, dtype) };
}

function refusal(
  name: LossName,
  input: Sketch,
  target: Sketch,
  options: LossOptions,
  reduction: Value | undefined,
  value: Value,
): Checked {
  const refused = refusedWhatever(name, input, target, options);
  if (refused === undefined || refused === "unsure") return refused;
  // Values of which it is not certain on which side of a bound they are.
  if (value.kind === "tensor" && value.storage.error !== undefined && refused.message.startsWith("all elements of")) {
    return "unsure";
  }
  const text = reduction && textOf(reduction);
  return text === undefined || text === "batchmean"
    ? refused
    : { ...refused, message: refused.message.replace("batchmean", text) };
}

/** Options in the engine's words; undefined where one is not known. */
function engineOptions(bound: Bound, name: LossName): LossOptions | undefined {
  const result: { -readonly [K in keyof LossOptions]: LossOptions[K] } = {};
  for (const [option, value] of bound) {
    switch (option) {
      case "reduction": {
        if (value.kind !== "string") return undefined;
        result.reduction = reductionOf(value.value, name);
        break;
      }
      case "weight":
      case "pos_weight": {
        if (value.kind === "none") break;
        const tensor = weightOf(value);
        if (tensor === undefined) return undefined;
        result[option === "weight" ? "weight" : "posWeight"] = tensor;
        break;
      }
      case "ignore_index":
      case "label_smoothing":
      case "margin":
      case "p":
      case "alpha":
      case "gamma": {
        if (value.kind !== "number") return undefined;
        result[numberOptions[option]] = value.value;
        break;
      }
      case "log_target": {
        if (value.kind !== "number") return undefined;
        result.logTarget = value.value !== 0;
        break;
      }
      // An option that the engine does not have yet.
      default:
        if (!isNoOption(option, name)) return undefined;
    }
  }
  return result;
}

/** The arrays, and what has become a reduction. */
function isNoOption(name: string, loss: LossName): boolean {
  return lossTable[loss].arguments.includes(name) || name === "size_average" || name === "reduce";
}

const numberOptions = {
  ignore_index: "ignoreIndex",
  label_smoothing: "labelSmoothing",
  margin: "margin",
  p: "p",
  alpha: "alpha",
  gamma: "gamma",
} as const;

/** Losses that look at the reduction last refuse any other name as they do batchmean. */
function reductionOf(text: string, name: LossName): Reduction {
  if (text === "none" || text === "mean" || text === "sum") return text;
  const isMean = text === "elementwise_mean" && name !== "MultiLabelSoftMarginLoss" && name !== "SigmoidFocalLoss";
  return isMean ? "mean" : "batchmean";
}

const valueless = new WeakSet<Tensor>();

/** A weight; its values are asked for only once nothing refuses the call. */
function weightOf(value: Value): Tensor | undefined {
  const known = value.kind === "tensor" ? numbersOf(value)?.data : undefined;
  const shape = shapeOf(value);
  const dtype = dtypeOf(value);
  if (shape === undefined || dtype === undefined || numel(shape) > MOST_STAND_INS) return undefined;
  const tensor = { data: known ?? new Float64Array(numel(shape)), shape, dtype };
  if (known === undefined && numel(shape) > 0) valueless.add(tensor);
  return tensor;
}

function hasValues({ weight, posWeight }: LossOptions): boolean {
  return !(weight && valueless.has(weight)) && !(posWeight && valueless.has(posWeight));
}

function dtypeOf(value: Value): DType | undefined {
  return value.kind === "tensor" ? value.dtype : value.kind === "unknown" ? value.facts.dtype : undefined;
}

function sketchOf(value: Value, machine: Machine): Sketch | undefined {
  const shape = shapeOf(value);
  const dtype = dtypeOf(value);
  if (shape === undefined || dtype === undefined) return undefined;
  const numbers = value.kind === "tensor" ? numbersOf(value) : undefined;
  if (numbers !== undefined) return { tensor: { data: inRange(numbers.data, dtype), shape, dtype }, standsIn: false };
  const total = numel(shape);
  if (!(total <= MOST_STAND_INS)) return undefined;
  // Zeros are cheap: they are hardly ever read.
  machine.spend(total / 8);
  return standIn(shape, dtype);
}

/** Digits as written that the dtype rounds to 1 are no values above 1. */
function inRange(data: Float64Array, dtype: DType): Float64Array {
  if (dtype === "float64" || !isFloatingPoint(dtype)) return data;
  const isNear = (value: number): boolean => value > 1 && value < 1.01 && roundTo(dtype, value) === 1;
  return data.some(isNear) ? data.map((value) => (isNear(value) ? 1 : value)) : data;
}

/** torch leaves these uninitialised. */
function isUnspecified(name: LossName, input: Tensor, reduction: Reduction): boolean {
  return (
    (name === "MultiMarginLoss" || name === "MultiLabelMarginLoss") && numel(input.shape) === 0 && reduction !== "none"
  );
}

function costOf(name: LossName, input: Tensor): number {
  const total = numel(input.shape);
  return name === "MultiLabelMarginLoss" ? total * (input.shape.at(-1) ?? 1) : total;
}

/** How far the loss may be from what the program computes: rounding on the way, and what is uncertain of the input. */
function errorOf(
  name: LossName,
  value: Value,
  input: Tensor,
  target: Tensor,
  options: LossOptions,
  data: Float64Array,
  dtype: DType,
): Float64Array {
  const rounding = roundingOf([dtype, input.dtype, target.dtype, options.weight?.dtype, options.posWeight?.dtype]);
  let largest = 1;
  for (const x of input.data) if (Number.isFinite(x)) largest = Math.max(largest, Math.abs(x));
  let propagated = 0;
  const error = value.kind === "tensor" ? numbersOf(value as TensorValue)?.error : undefined;
  if (error !== undefined) {
    const count = losses[name].values(input, target, options).length;
    const slope = losses[name].gradient(new Float64Array(count).fill(1), input, target, options);
    const scale = options.reduction === "sum" || options.reduction === "none" ? 1 : Math.max(1, count);
    for (let i = 0; i < error.length; i++) propagated += Math.abs(slope[i] * error[i]) / scale;
  }
  return data.map((x) => (Number.isFinite(x) ? rounding * (Math.abs(x) + largest) + propagated : 0));
}

/** The narrowest type on the way decides; half precision is rounded less often, as its sums are made in float32. */
function roundingOf(dtypes: readonly (DType | undefined)[]): number {
  const widest = Math.max(...dtypes.map((dtype) => (dtype === undefined ? 0 : epsilon[dtype])));
  return widest > epsilon.float32 ? 2 * widest : 16 * (widest || epsilon.float32);
}

/** The value of the call: a tensor where its shape and dtype are known, else what is certain all the same. */
export function resultOf(
  call: OperationCall,
  outcome: Outcome,
  operation: string,
  operands: readonly { readonly value: Value; readonly place: OperationCall["place"] | undefined }[],
  facts: Facts,
  settings: Readonly<Record<string, number | string | boolean>>,
): Value {
  const made = { operation, operands, settings };
  if (outcome.result !== undefined) {
    const { data, error } = outcome;
    const whole = { ...made, library: "torch" as const, ...outcome.result };
    if (data === undefined || !isInRange(outcome.result.dtype, data)) {
      return fresh(call, whole, data && { data, error });
    }
    // A loss of nearly 0 is a value, too, however far rounding may have taken it.
    const storage = call.machine.newStorage(data);
    storage.error = error;
    return { ...fresh(call, whole, undefined), storage };
  }
  const origin = { kind: "operation" as const, ...made, place: call.place };
  return { kind: "unknown", facts: outcome.raises === undefined ? facts : {}, origin };
}

/** Whether a loss can be held in its type as it is. */
function isInRange(dtype: DType, data: Float64Array): boolean {
  return (
    dtype === "float64" ||
    (dtype === "float32" && data.every((value) => !(Math.abs(value) > 1e38 && Number.isFinite(value))))
  );
}
