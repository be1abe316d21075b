import { resultType, scalarTypeName } from "../../../tensor/dtype";
import { broadcastShapes, formatShape, type Shape, sameShape } from "../../../tensor/shape";
import { type DType, isFloatingPoint, type Tensor } from "../../../tensor/tensor";
import type { LossOptions } from "../../loss";
import { type Fix, type Refusal, refusal } from "../../refusal";

type Operand = Pick<Tensor, "shape" | "dtype">;

/** The check of `torch.nn._reduction`, made first by most losses: only `kl_div` knows `batchmean`. */
export function checkReduction({ reduction }: LossOptions): Refusal | undefined {
  if (reduction !== "batchmean") return undefined;
  return refusal("ValueError", "batchmean is not a valid value for reduction");
}

/** A CPU kernel that exists only for floating types. */
export function checkKernelType(kernel: string, dtype: DType, fixes: readonly Fix[]): Refusal | undefined {
  return isFloatingPoint(dtype) ? undefined : kernelMissing(kernel, dtype, fixes);
}

export function kernelMissing(kernel: string, dtype: DType, fixes: readonly Fix[]): Refusal {
  return refusal("NotImplementedError", `"${kernel}" not implemented for '${scalarTypeName[dtype]}'`, fixes);
}

/** A kernel that reads the data of a tensor as one fixed type. */
export function checkScalarType(expected: DType, found: DType, fixes: readonly Fix[]): Refusal | undefined {
  if (expected === found) return undefined;
  return refusal(
    "RuntimeError",
    `expected scalar type ${scalarTypeName[expected]} but found ${scalarTypeName[found]}`,
    fixes,
  );
}

/** The broadcast of two operands into a new tensor. */
export function checkBroadcast(a: Shape, b: Shape, fixes: readonly Fix[] = []): Refusal | undefined {
  const common = broadcastShapes(a, b);
  if ("shape" in common) return undefined;
  return refusal(
    "RuntimeError",
    `The size of tensor a (${common.sizeA}) must match the size of tensor b (${common.sizeB}) at non-singleton dimension ${common.dim}`,
    fixes,
  );
}

/** An operation in place, `output.op_(other)`: the output keeps its shape and its type. */
export function checkInPlace(output: Operand, other: Operand, fixes: readonly Fix[] = []): Refusal | undefined {
  return (
    checkInPlaceShape(output.shape, other.shape, fixes) ?? checkCast(resultType(output, other), output.dtype, fixes)
  );
}

function checkInPlaceShape(output: Shape, other: Shape, fixes: readonly Fix[]): Refusal | undefined {
  const common = broadcastShapes(output, other);
  if (!("shape" in common)) return checkBroadcast(output, other, fixes);
  if (sameShape(common.shape, output)) return undefined;
  return refusal(
    "RuntimeError",
    `output with shape ${formatShape(output)} doesn't match the broadcast shape ${formatShape(common.shape)}`,
    fixes,
  );
}

/** The result of an operation in place, cast back into the type of its output. */
export function checkCast(result: DType, output: DType, fixes: readonly Fix[]): Refusal | undefined {
  if (!isFloatingPoint(result) || isFloatingPoint(output)) return undefined;
  return refusal(
    "RuntimeError",
    `result type ${scalarTypeName[result]} can't be cast to the desired output type ${scalarTypeName[output]}`,
    fixes,
  );
}

/** `1 - t` in C++, which makes the 1 a tensor of t's own type. */
export function checkScalarMinus(dtype: DType, fixes: readonly Fix[]): Refusal | undefined {
  if (dtype !== "bool") return undefined;
  return refusal(
    "RuntimeError",
    "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead.",
    fixes,
  );
}

/** `t - 1` in C++, `1 - t` in Python. */
export function checkMinusScalar(dtype: DType, fixes: readonly Fix[]): Refusal | undefined {
  if (dtype !== "bool") return undefined;
  return refusal(
    "RuntimeError",
    "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.",
    fixes,
  );
}

/** `-t` */
export function checkNegation(dtype: DType, fixes: readonly Fix[]): Refusal | undefined {
  if (dtype !== "bool") return undefined;
  return refusal(
    "RuntimeError",
    "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.",
    fixes,
  );
}

/** `a - b` of two tensors. */
export function checkSubtraction(a: DType, b: DType, fixes: readonly Fix[]): Refusal | undefined {
  if (a === "bool" && b === "bool") return checkScalarMinus("bool", fixes);
  return a === "bool" || b === "bool" ? checkMinusScalar("bool", fixes) : undefined;
}
