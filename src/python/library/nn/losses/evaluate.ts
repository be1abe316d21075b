import type { LossName, LossOptions, Reduction } from "../../../../engine/loss";
import { losses } from "../../../../engine/losses/losses";
import { lossFunctions } from "../../../../engine/losses/lossFunctions";
import { reduce } from "../../../../engine/reduce";
import { isRefusal } from "../../../../engine/refusal";
import { type DType, isFloatingPoint, numel, type Tensor } from "../../../../tensor/tensor";
import type { Machine, OperationCall } from "../../../operation";
import type { Facts, Value } from "../../../value";
import { fresh, numbersOf, originOf } from "../../tensor/make";
import { roundTo, slack } from "../../tensor/precision";
import { type Bound, type CheckOutcome, dtypeOf, type RaisedByTorch, shapeOf, textOf } from "./check";
import { engineOptions, hasValues } from "./engineOptions";
import { isTensor } from "./pythonType";
import type { EngineLoss } from "./row";
import { MOST_STAND_INS, refusedWhatever, type Sketch, standIn } from "./standIn";
import { lossTable } from "./table";
import { errorOf } from "./uncertainty";
import { ofUnknown } from "./unknown";

/** What a call gives, as far as it is known. */
export interface CallOutcome {
  readonly raises: RaisedByTorch | undefined;
  /** Of the reduced loss; undefined where the call raises or may. */
  readonly result: { readonly shape: readonly number[]; readonly dtype: DType } | undefined;
  readonly data: Float64Array | undefined;
  readonly error: Float64Array | undefined;
}

export const nothing: CallOutcome = { raises: undefined, result: undefined, data: undefined, error: undefined };

/** The engine's answer to a call whose arguments are of the right types. */
export function evaluate(name: EngineLoss, bound: Bound, machine: Machine): CallOutcome {
  const given = engineOptions(bound, name);
  if (given === undefined) return nothing;
  return ofUnknown(name, bound, given, () => evaluateWith(name, bound, given, machine));
}

function evaluateWith(name: EngineLoss, bound: Bound, given: LossOptions, machine: Machine): CallOutcome {
  const roles = losses[name].signature.arguments.map(([, role]) => role);
  // The same arrays in the same order; torchvision has other names for them.
  const byRole = (role: (typeof roles)[number]) => bound.get(lossTable[name].arguments[roles.indexOf(role)]);
  const [input, target] = [byRole("input"), byRole("target")];
  if (input === undefined || target === undefined) return nothing;
  const values = [input, target];
  let options: LossOptions = given;
  const third: Sketch[] = [];
  for (const role of roles) {
    if (role === "input" || role === "target") continue;
    const value = byRole(role);
    if (value === undefined) return nothing;
    if (role === "var" && value.kind === "number") {
      // Python asks for a float; an int it takes for an array.
      if (value.type !== "float" || value.error !== undefined) return nothing;
      options = { ...options, var: value.value };
      continue;
    }
    const sketch = isTensor(value) === true ? sketchOf(value, machine) : undefined;
    if (sketch === undefined) return nothing;
    third.push(sketch);
    values.push(value);
    options = { ...options, [role]: sketch.tensor };
  }
  const x = sketchOf(input, machine);
  const t =
    x &&
    (target.kind === "number" && target.error === undefined
      ? alike(x.tensor, target.value, machine)
      : sketchOf(target, machine));
  if (x === undefined || t === undefined) return nothing;
  const arrays = [x, t, ...third];
  const errors = values.map(slackOf);
  const refused = refusal(name, arrays, errors, options, bound.get("reduction"));
  if (refused === "unsure") return nothing;
  if (refused !== undefined) return { ...nothing, raises: refused };
  const { result } = losses[name];
  const unreduced = result(x.tensor, t.tensor, options);
  const reduction = options.reduction ?? losses[name].defaults.reduction;
  const shape = reduction === "none" ? unreduced.shape : [];
  const ofIntegers = reduction === "mean" ? "float32" : "int64";
  const dtype = reduction === "none" || isFloatingPoint(unreduced.dtype) ? unreduced.dtype : ofIntegers;
  const open = { ...nothing, result: { shape, dtype } };
  const isOpen = arrays.some(({ standsIn }) => standsIn) || !hasValues(options) || isHalf(name, arrays, dtype);
  if (isOpen || isUnspecified(name, x.tensor, reduction)) return open;
  machine.spend(costOf(name, x.tensor, unreduced.shape));
  const loss = lossFunctions[name](x.tensor, t.tensor, options);
  if (isRefusal(loss)) return open;
  const { data } = reduce(loss, reduction);
  const known = arrays.map(({ tensor }, i) => ({ tensor, off: errors[i] }));
  const error = errorOf(name, known, options, loss, data, dtype);
  return error === undefined ? open : { ...open, data: data.slice(), error };
}

/** A bare number beside an array is computed in the array's own type; the table lets one pass where the loss is made of operators. */
function alike({ shape, dtype }: Tensor, value: number, machine: Machine): Sketch | undefined {
  if (!isFloatingPoint(dtype)) return undefined;
  machine.spend(numel(shape));
  return { tensor: { data: new Float64Array(numel(shape)).fill(value), shape, dtype }, standsIn: false };
}

function slackOf(value: Value): Float64Array | undefined {
  const numbers = value.kind === "tensor" ? numbersOf(value) : undefined;
  return numbers && value.kind === "tensor" ? slack(numbers, value.dtype) : undefined;
}

/** Constants that these add lest they divide by 0 are 0 in half precision. */
function isHalf(name: EngineLoss, arrays: readonly Sketch[], dtype: DType): boolean {
  if (!lossTable[name].isGuarded) return false;
  return [dtype, ...arrays.map(({ tensor }) => tensor.dtype)].some((each) => each === "float16" || each === "bfloat16");
}

function refusal(
  name: LossName,
  arrays: readonly Sketch[],
  errors: readonly (Float64Array | undefined)[],
  options: LossOptions,
  reduction: Value | undefined,
): CheckOutcome {
  const refused = refusedWhatever(name, arrays, options);
  if (refused === "unsure") return refused;
  // Of a variance near 0 it is not known on which side it is.
  if (refused === undefined)
    return name === "GaussianNLLLoss" && !isAlike(name, arrays, errors, options, refused) ? "unsure" : undefined;
  if (!isAlike(name, arrays, errors, options, refused)) return "unsure";
  const text = reduction && textOf(reduction);
  return text === undefined || text === "batchmean"
    ? refused
    : { ...refused, message: refused.message.replace("batchmean", text) };
}

/** Whether values a little smaller and a little larger, as far as they may be, are taken or refused alike. */
function isAlike(
  name: LossName,
  arrays: readonly Sketch[],
  errors: readonly (Float64Array | undefined)[],
  options: LossOptions,
  refused: RaisedByTorch | undefined,
): boolean {
  return arrays.every((sketch, which) => {
    const error = errors[which];
    if (error === undefined || sketch.standsIn) return true;
    return [-2, 2].every((step) => {
      const tensor = { ...sketch.tensor, data: sketch.tensor.data.map((x, i) => x + step * error[i]) };
      const moved = arrays.map((each, i) => (i === which ? { ...each, tensor } : each));
      const role = losses[name].signature.arguments.find(
        ([, role]) => options[role as keyof LossOptions] === sketch.tensor,
      )?.[1];
      const nearby = refusedWhatever(name, moved, role === undefined ? options : { ...options, [role]: tensor });
      return nearby === refused || (typeof nearby === "object" && nearby.message === refused?.message);
    });
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

function costOf(name: LossName, input: Tensor, result: readonly number[]): number {
  const total = Math.max(numel(input.shape), numel(result));
  return name === "MultiLabelMarginLoss" ? total * (input.shape.at(-1) ?? 1) : total;
}

/** The value of the call: a tensor where its shape and dtype are known, else what is certain all the same. */
export function resultOf(
  call: OperationCall,
  outcome: CallOutcome,
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
  return { kind: "unknown", facts: outcome.raises === undefined ? facts : {}, origin: originOf(call, made) };
}

/** Whether a loss can be held in its type as it is. */
function isInRange(dtype: DType, data: Float64Array): boolean {
  return (
    dtype === "float64" ||
    (dtype === "float32" && data.every((value) => !(Math.abs(value) > 1e38 && Number.isFinite(value))))
  );
}
