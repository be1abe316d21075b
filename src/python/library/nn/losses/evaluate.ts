import type { LossName, LossOptions, Reduction } from "../../../../engine/loss";
import { losses } from "../../../../engine/losses/losses";
import { lossFunctions } from "../../../../engine/losses/lossFunctions";
import { reduce } from "../../../../engine/reduce";
import { isRefusal } from "../../../../engine/refusal";
import { type DType, isFloatingPoint, numel, type Tensor } from "../../../../tensor/tensor";
import type { Machine, OperationCall } from "../../../operation";
import type { Facts, Value } from "../../../value";
import { fresh, numbersOf } from "../../tensor/make";
import { roundTo } from "../../tensor/precision";
import { type Bound, type Checked, dtypeOf, type Raised, shapeOf, textOf } from "./check";
import { engineOptions, hasValues } from "./engineOptions";
import { MOST_STAND_INS, refusedWhatever, type Sketch, standIn } from "./standIn";
import type { EngineLoss } from "./table";
import { errorOf } from "./uncertainty";

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
export function evaluate(name: EngineLoss, input: Value, target: Value, bound: Bound, machine: Machine): Outcome {
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
  return {
    ...open,
    data: data.slice(),
    error: errorOf(name, [input, target], x.tensor, t.tensor, options, loss, data, dtype),
  };
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
  if (!isRefusedNearby(name, input, target, options, refused, value)) return "unsure";
  const text = reduction && textOf(reduction);
  return text === undefined || text === "batchmean"
    ? refused
    : { ...refused, message: refused.message.replace("batchmean", text) };
}

/** Whether values a little smaller and a little larger, as far as they may be, are refused alike. */
function isRefusedNearby(
  name: LossName,
  input: Sketch,
  target: Sketch,
  options: LossOptions,
  refused: Raised,
  value: Value,
): boolean {
  const error = value.kind === "tensor" ? numbersOf(value)?.error : undefined;
  if (error === undefined) return true;
  return [-2, 2].every((step) => {
    const data = input.tensor.data.map((x, i) => x + step * error[i]);
    const nearby = refusedWhatever(name, { ...input, tensor: { ...input.tensor, data } }, target, options);
    return typeof nearby === "object" && nearby.message === refused.message;
  });
}

function sketchOf(value: Value, machine: Machine): Sketch | undefined {
  const shape = shapeOf(value);
  const dtype = dtypeOf(value);
  if (shape === undefined || dtype === undefined) return undefined;
  const numbers = value.kind === "tensor" ? numbersOf(value) : undefined;
  if (numbers !== undefined) machine.spend(numbers.data.length);
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
