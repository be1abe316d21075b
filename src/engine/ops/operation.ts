import { type Shape, wrapDim } from "../../tensor/shape";
import { isFloatingPoint, type Tensor } from "../../tensor/tensor";
import type { Box } from "../interval/box";
import type { Meaning, MeaningContext } from "../meaning";
import type { Rounding } from "../precision/rounding";
import type { InputKind } from "../reading";
import { type Refusal, refusal } from "../refusal";

/** How torch writes a call: a function of the tensor, or a method of it. */
export interface TorchCall {
  readonly style: "function" | "method";
  /** With its module where it is a function: `torch.softmax`, `F.one_hot`. */
  readonly name: string;
  /** After the tensor, as they are written: `dim=1`. */
  readonly arguments: readonly string[];
}

/** Shape and type of a tensor whose numbers are not known yet. */
export type Described = Pick<Tensor, "shape" | "dtype">;

/**
 * All there is to know of one operation with its arguments. Every field is asked for: what an operation does not have it says. The
 * functions take only what `result` lets pass.
 */
export interface TensorOperation {
  /** The name of torch.nn's module, or one made like those; undefined for what goes by its call. */
  readonly module: string | undefined;
  readonly call: TorchCall;
  /** torch's checks in torch's order, or what comes out. Numbers are read only where they decide about it. */
  readonly result: (input: Tensor) => Described | Refusal;
  /** The numbers, in float64. Those that do not change are shared, not copied. */
  readonly values: (input: Tensor) => Float64Array;
  /** ∂L/∂input, given ∂L/∂output, as autograd computes it; undefined for what yields integers, through which nothing goes back. */
  readonly gradient: ((grad: Float64Array, input: Tensor, output: Tensor) => Float64Array) | undefined;
  /** The numbers of a floating tensor as the kernel of a narrower type gives them; undefined where those of float64 are rounded. */
  readonly valuesIn: ((round: Rounding, input: Tensor) => Float64Array) | undefined;
  /** The bounds of the output; `ends` carries out the operation at both ends. Undefined for what yields integers, which jump. */
  readonly bounds: (box: Box, ends: (box: Box) => Box | undefined) => Box | undefined;
  /** What the numbers mean afterwards, or why they mean nothing any more. */
  readonly meaning: (meaning: InputKind, context: MeaningContext) => Meaning;
  /** Where the axes of a reading are afterwards. */
  readonly moved: (context: MeaningContext) => MeaningContext;
  /** Whether each sample's values are divided by their sum. */
  readonly normalises: boolean;
  /** Whether the output holds probabilities, of which in a narrow type some become exactly 1. */
  readonly saturates: boolean;
}

/** Of an operation that leaves to the numbers what they mean, and the classes where they are. */
export const meaningStays = {
  meaning: (meaning: InputKind): Meaning => meaning,
  moved: (context: MeaningContext): MeaningContext => context,
  normalises: false,
  saturates: false,
} as const;

/** The bounds of what grows with every element, or only moves them. */
export const atBothEnds: TensorOperation["bounds"] = (box, ends) => ends(box);

/** The bounds of what yields integers. */
export const jumps: TensorOperation["bounds"] = () => undefined;

/** Elementwise functions turn integers into torch's default type. */
export function floatResult({ shape, dtype }: Tensor): Described {
  return { shape, dtype: isFloatingPoint(dtype) ? dtype : "float32" };
}

export function withDim(dim: number, ndim: number, result: (dim: number) => Described | Refusal): Described | Refusal {
  const wrapped = wrapDim(dim, ndim);
  return wrapped === undefined ? dimOutOfRange(dim, ndim) : result(wrapped);
}

/** A dim that `result` has let pass, counted from the front. */
export function checkedDim(dim: number, shape: Shape): number {
  return wrapDim(dim, shape.length) ?? 0;
}

export function dimOutOfRange(dim: number, ndim: number): Refusal {
  const dims = Math.max(ndim, 1);
  return refusal(
    "IndexError",
    `Dimension out of range (expected to be in range of [${-dims}, ${dims - 1}], but got ${dim})`,
  );
}
