import type { Tensor } from "../../tensor/tensor";
import type { LossOptions } from "../loss";
import { losses } from "../losses/losses";
import { lossFunction, refusalOf } from "../losses/shared/call";
import { applyOp, applyOpIn } from "../ops/applyOp";
import { operationOf } from "../ops/operations";
import { isRefusal, type Refusal } from "../refusal";
import type { Pipeline } from "../verdict";
import { convertTo, type FloatType, roundingTo } from "./rounding";

/** What elements of a stage lost to the range or the precision of a floating type, compared with float64. */
export interface LostElements {
  /** How many operations have gone before: 0 is the array itself, the number of operations plus one the unreduced loss. */
  readonly stage: number;
  /** Became 0 · became infinite · became exactly 1 (a probability) · became nan. */
  readonly kind: "underflow" | "overflow" | "saturation" | "nan";
  /** Row-major indices into the stage's values. */
  readonly elements: readonly number[];
}

/** A pipeline computed in a floating type. */
export interface PipelineIn {
  readonly dtype: FloatType;
  readonly unreduced: Tensor;
  /** Under `options.reduction`, or the loss's default; `none` gives the sum. */
  readonly reduced: number;
  readonly lost: readonly LostElements[];
}

/**
 * The loss of a pipeline as torch would compute it if all floating tensors were of the given type: for float16 and
 * bfloat16 mostly to the last bit, for float32 to a few units in the last place. Refused where torch has no kernel of that type.
 */
export function pipelineIn(
  type: FloatType,
  input: Tensor,
  { ops, loss: name, targetOps = [], times = 1 }: Pipeline,
  target: Tensor,
  options: LossOptions,
): PipelineIn | Refusal {
  let exact: Tensor = input;
  let rounded = convertTo(type, input);
  const lost = lostAt(0, true, exact.data, rounded.data);
  for (const [i, op] of ops.entries()) {
    const next = applyOp(exact, op);
    if (isRefusal(next)) return next;
    const nextRounded = applyOpIn(type, rounded, op);
    if (isRefusal(nextRounded)) return nextRounded;
    exact = next;
    rounded = nextRounded;
    lost.push(...lostAt(i + 1, operationOf(op).saturates, exact.data, rounded.data));
  }
  let [exactTarget, roundedTarget] = [target, convertTo(type, target)];
  for (const op of targetOps) {
    const [next, nextRounded] = [applyOp(exactTarget, op), applyOpIn(type, roundedTarget, op)];
    if (isRefusal(next)) return next;
    if (isRefusal(nextRounded)) return nextRounded;
    [exactTarget, roundedTarget] = [next, nextRounded];
  }
  const roundedOptions = convertOptions(type, options);
  const definition = losses[name];
  const refused = refusalOf(definition, [rounded, roundedTarget, roundedOptions]);
  if (refused !== undefined) return refused;
  const reduction = options.reduction ?? definition.defaults.reduction;
  const r = roundingTo[type];
  const { values, reduced } = definition.inType(r, reduction, rounded, roundedTarget, roundedOptions);
  const exactLoss = lossFunction(definition)(exact, exactTarget, options);
  if (!isRefusal(exactLoss)) lost.push(...lostAt(ops.length + 1, false, exactLoss.values.data, values));
  const { shape } = definition.result(rounded, roundedTarget, roundedOptions);
  const data = times === 1 ? values : values.map((value) => r(value * times));
  return { dtype: type, unreduced: { data, shape, dtype: type }, reduced: r(reduced * times), lost };
}

/** The options with their tensors rounded; the numbers stay doubles, as Python's do. */
export function convertOptions(type: FloatType, options: LossOptions): LossOptions {
  const entries = Object.entries(options).map(([name, value]) => [
    name,
    typeof value === "object" ? convertTo(type, value) : value,
  ]);
  return Object.fromEntries(entries);
}

function lostAt(stage: number, isProbability: boolean, exact: Float64Array, rounded: Float64Array): LostElements[] {
  const found = new Map<LostElements["kind"], number[]>();
  for (let i = 0; i < exact.length; i++) {
    const kind = lossOf(isProbability, exact[i], rounded[i]);
    if (kind === undefined) continue;
    const elements = found.get(kind);
    if (elements === undefined) found.set(kind, [i]);
    else elements.push(i);
  }
  return [...found].map(([kind, elements]) => ({ stage, kind, elements }));
}

function lossOf(isProbability: boolean, exact: number, rounded: number): LostElements["kind"] | undefined {
  if (Number.isNaN(exact)) return undefined;
  if (Number.isNaN(rounded)) return "nan";
  if (!Number.isFinite(rounded)) return Number.isFinite(exact) ? "overflow" : undefined;
  if (rounded === 0) return exact !== 0 ? "underflow" : undefined;
  return isProbability && rounded === 1 && exact !== 1 ? "saturation" : undefined;
}
