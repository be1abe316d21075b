import { resultType, scalarTypeName } from "../../../tensor/dtype";
import { broadcastShapes, formatShape, type Shape, sameShape } from "../../../tensor/shape";
import { type DType, type FloatingDType, isFloatingPoint, type Tensor } from "../../../tensor/tensor";
import type { LossOptions } from "../../loss";
import { type Fix, type Refusal, refusal } from "../../refusal";
import { inputToFloat } from "./fixes";
import { formatFloat } from "./formatDouble";

type Operand = Pick<Tensor, "shape" | "dtype">;

/** The check of `torch.nn._reduction`, made first by most losses: only `kl_div` knows `batchmean`. */
export function checkReduction({ reduction }: LossOptions): Refusal | undefined {
  if (reduction !== "batchmean") return undefined;
  return refusal("ValueError", "batchmean is not a valid value for reduction");
}

/** A CPU kernel that exists only for floating types. */
export function checkKernelType(kernel: string, dtype: DType): Refusal | undefined {
  return isFloatingPoint(dtype) ? undefined : kernelMissing(kernel, dtype);
}

export function kernelMissing(kernel: string, dtype: DType): Refusal {
  return refusal("NotImplementedError", `"${kernel}" not implemented for '${scalarTypeName[dtype]}'`, inputToFloat);
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

/** The floating types as C++ calls them, and their largest number, which for a double is Python's own. */
const floatRange: Readonly<Record<FloatingDType, { readonly name: string; readonly max: number }>> = {
  float64: { name: "double", max: Number.MAX_VALUE },
  float32: { name: "float", max: (2 - 2 ** -23) * 2 ** 127 },
  float16: { name: "c10::Half", max: 65504 },
  bfloat16: { name: "c10::BFloat16", max: (2 - 2 ** -7) * 2 ** 127 },
};

/** A number that a kernel takes in the type of its tensor, which has to have room for it; inf and nan always fit. */
export function checkScalarFits(value: number, dtype: DType): Refusal | undefined {
  if (!isFloatingPoint(dtype) || !Number.isFinite(value)) return undefined;
  const range = floatRange[dtype];
  if (Math.abs(value) <= range.max) return undefined;
  return refusal("RuntimeError", `value cannot be converted to type ${range.name} without overflow`);
}

/** `x ** gamma`: the half types take the exponent in their own type. */
export function checkExponent(gamma: number, dtype: DType): Refusal | undefined {
  return dtype === "float16" || dtype === "bfloat16" ? checkScalarFits(gamma, dtype) : undefined;
}

/** The check of `sigmoid_focal_loss`. */
export function checkAlpha(alpha: number): Refusal | undefined {
  if ((alpha >= 0 && alpha <= 1) || alpha === -1) return undefined;
  // Python's own numbers have no point where they are whole.
  const text = Number.isInteger(alpha) && Math.abs(alpha) < 1e16 ? String(alpha) : formatFloat(alpha);
  return refusal("ValueError", `Invalid alpha value: ${text}. alpha must be in the range [0,1] or -1 for ignore.`);
}
