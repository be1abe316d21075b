import { isFloatingPoint } from "../../tensor/tensor";
import type { PairReport } from "../pairReport";
import { isRefusal } from "../refusal";
import { pipelineIn } from "./pipelineIn";
import type { FloatType } from "./rounding";

/** A loss in the type of its input, and how far torch's own may lie from it. */
export interface TypedLoss {
  readonly type: FloatType;
  readonly value: number;
  /** Undefined where that is not known: in the half types the last digit may be another one. */
  readonly off: number | undefined;
}

/** Of more elements the loss is not computed a second time. */
const COMPUTED_ELEMENTS = 100_000;

/** A float32 result is within a unit in the last place of torch's in nearly all cases, and never more than four beside it. */
const OFF = 4e-7;

/**
 * The loss as torch computes it in the type of the input, by the first pipeline that gives it. Undefined in float64, where the loss is
 * that already, for several losses, and for large inputs.
 */
export function typedLoss({ input, target, options, pipelines }: PairReport): TypedLoss | undefined {
  const { dtype } = input;
  if (!isFloatingPoint(dtype) || dtype === "float64" || input.data.length > COMPUTED_ELEMENTS) return undefined;
  const matching = pipelines.find((result) => result.kind === "ran" && result.verdict?.kind === "matches");
  if (matching?.kind !== "ran" || matching.value.shape.length > 0) return undefined;
  const computed = pipelineIn(dtype, input, matching.pipeline, target, options);
  if (isRefusal(computed)) return undefined;
  const { reduced, unreduced } = computed;
  if (dtype !== "float32") return { type: dtype, value: reduced, off: undefined };
  const { times = 1 } = matching.pipeline;
  // Where losses cancel, their sum is off by as much as they are; a small one comes of the logarithm of a rounded number near 1, and a
  // multiple is off by as many times as much.
  const sizes = unreduced.data.reduce((total, value) => total + Math.abs(value), 0);
  const size = sizes / ((options.reduction ?? "mean") === "sum" ? 1 : Math.max(1, unreduced.data.length));
  const least = Math.max(Math.abs(reduced), Number.isFinite(size) ? size : 0, 0.5 * Math.max(1, times));
  return { type: dtype, value: reduced, off: OFF * least };
}
