import { isFloatingPoint } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import type { TensorValue, Value } from "../../value";
import { refuse } from "./arguments";
import { cast } from "./conversion";
import { isNumPyScalar, numbersOf, writeInto } from "./make";

/** Results that are written into the first operand. */

/** Writes the result of an operation into its first operand, and gives that back. */
export function inPlace(call: OperationCall, target: Value, result: Value): Value {
  if (target.kind !== "tensor") return result;
  if (target.library !== "torch" && target.shape.length === 0) {
    // A scalar of NumPy's is replaced, an array of no axes is written to, and what is given back changes with it.
    const isReplaced = isNumPyScalar(target);
    writeInto(call, target, undefined);
    if (!isReplaced || result.kind !== "tensor" || result.dtype !== target.dtype) return refuse();
    return result.shape.length === 0 ? result : refuse();
  }
  if (result.kind !== "tensor") {
    writeInto(call, target, undefined);
    return target;
  }
  const isSame =
    result.shape.length === target.shape.length && result.shape.every((size, i) => size === target.shape[i]);
  const isWhole = ({ dtype }: TensorValue): boolean => !isFloatingPoint(dtype) && dtype !== "bool";
  const isHeld =
    result.dtype === target.dtype ||
    (isFloatingPoint(result.dtype) && isFloatingPoint(target.dtype)) ||
    (isWhole(result) && isWhole(target) && (target.library === "torch" || target.dtype !== "uint8"));
  if (!isSame || !isHeld) {
    writeInto(call, target, undefined);
    return refuse();
  }
  const numbers = numbersOf(result);
  const held = numbers && cast(numbers, result.dtype, target.dtype);
  writeInto(call, target, held && { data: held.data.slice(), error: held.error?.slice() });
  // The same elements, and from now on what they were made of: `total += loss` is a sum of losses.
  return { ...target, cells: undefined, origin: result.origin };
}

/** The result in place; where it is not known, neither is the target any more. */
export function written(call: OperationCall, target: Value, isMutable: boolean, compute: () => Value): Value {
  if (!isMutable || target.kind !== "tensor") return compute();
  let result: Value | undefined;
  try {
    result = compute();
  } finally {
    if (result === undefined) writeInto(call, target, undefined);
  }
  return inPlace(call, target, result);
}
