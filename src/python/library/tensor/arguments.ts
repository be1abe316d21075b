import { wrapDim } from "../../../tensor/shape";
import { type DType, isFloatingPoint } from "../../../tensor/tensor";
import type { Operation, OperationCall } from "../../operation";
import { dataOf, type Library, type Value } from "../../value";
import { dtypeNamed } from "./dtypes";

/**
 * Readers of arguments. Inside a `row` what is not known, and what torch or NumPy would refuse, ends the operation: its value is
 * unknown. Nothing may be written before all is read.
 */
const unmodelled = Symbol("what the row does not model");

export function refuse(): never {
  throw unmodelled;
}

/** A row whose readers may refuse. */
export function row(names: string, signature: string, apply: (call: OperationCall) => Value): Operation {
  return {
    names,
    signature,
    apply: (call) => {
      try {
        return apply(call);
      } catch (error) {
        if (error !== unmodelled) throw error;
        return call.unknown();
      }
    },
  };
}

export function property(names: string, apply: (call: OperationCall) => Value): Operation {
  return { ...row(names, "self", apply), property: true };
}

/** The result of `attempt`, or of `otherwise` where it refuses. */
export function orElse<T>(attempt: () => T, otherwise: () => T): T {
  try {
    return attempt();
  } catch (error) {
    if (error !== unmodelled) throw error;
    return otherwise();
  }
}

/** The function under the last of these names that is given and not None: torch takes NumPy's names too. */
export function given(call: OperationCall, ...names: readonly string[]): Value | undefined {
  for (const name of names) {
    const value = call.arg(name);
    if (value !== undefined && value.kind !== "none") return value;
  }
  return undefined;
}

export function required(call: OperationCall, ...names: readonly string[]): Value {
  return given(call, ...names) ?? refuse();
}

/** Ends the operation where one of these is given: the row does not model it. */
export function without(call: OperationCall, ...names: readonly string[]): void {
  if (given(call, ...names) !== undefined) refuse();
}

/** An int, as Python and torch take one where a size or a dim is wanted. */
export function intOf(value: Value): number {
  if (value.kind === "number" && value.type !== "float") return value.value;
  if (value.kind !== "tensor" || value.shape.length > 0 || isFloatingPoint(value.dtype) || value.dtype === "bool")
    return refuse();
  return dataOf(value)?.[0] ?? refuse();
}

export function intArg(call: OperationCall, fallback: number | undefined, ...names: readonly string[]): number {
  const value = given(call, ...names);
  return value === undefined ? (fallback ?? refuse()) : intOf(value);
}

/** A number of Python's. */
export function numberArg(call: OperationCall, fallback: number | undefined, ...names: readonly string[]): number {
  const value = given(call, ...names);
  if (value === undefined) return fallback ?? refuse();
  return value.kind === "number" && value.error === undefined ? value.value : refuse();
}

export function boolArg(call: OperationCall, fallback: boolean, ...names: readonly string[]): boolean {
  const value = given(call, ...names);
  if (value === undefined) return fallback;
  return call.machine.truth(value) ?? refuse();
}

export function stringArg(call: OperationCall, fallback: string, name: string): string {
  const value = given(call, name);
  if (value === undefined) return fallback;
  return value.kind === "string" ? value.value : refuse();
}

export function dtypeArg(call: OperationCall, library: Library, name = "dtype"): DType | undefined {
  const value = given(call, name);
  return value === undefined ? undefined : (dtypeNamed(value, library) ?? refuse());
}

/** A dim counted from the front of `ndim`. */
export function axisOf(dim: number, ndim: number): number {
  return wrapDim(dim, ndim) ?? refuse();
}

/** The items of a list or tuple. */
export function itemsOf(call: OperationCall, value: Value): readonly Value[] {
  if (value.kind === "tuple") return value.items;
  return value.kind === "list" ? (call.machine.iterate(value) ?? refuse()) : refuse();
}

export function isSequence(value: Value): boolean {
  return value.kind === "tuple" || (value.kind === "list" && (value.form === "list" || value.form === "range"));
}

/** `(2, 3)`, `[2, 3]`, `2`: NumPy's shapes and lists of axes; also a torch.Size. */
export function intsOf(call: OperationCall, value: Value): number[] {
  return isSequence(value) ? itemsOf(call, value).map(intOf) : [intOf(value)];
}

/** What `*sizes` gathered: `view(2, 3)`, or `view((2, 3))`; also given by name. */
export function gatheredInts(call: OperationCall, rest: string, ...names: readonly string[]): number[] {
  const named = given(call, ...names);
  const gathered = call.rest(rest);
  if (named !== undefined) return gathered.length === 0 ? intsOf(call, named) : refuse();
  if (gathered.length === 0) return refuse();
  return gathered.length === 1 ? intsOf(call, gathered[0]) : gathered.map(intOf);
}

/** The axes that a reduction runs over: one, several, or all where none is named. */
export function axesArg(call: OperationCall, ndim: number, ...names: readonly string[]): readonly number[] | undefined {
  const value = given(call, ...names);
  if (value === undefined) return undefined;
  const axes = intsOf(call, value).map((dim) => axisOf(dim, ndim));
  return new Set(axes).size === axes.length ? axes : refuse();
}
