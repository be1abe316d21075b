import * as l10n from "@vscode/l10n";
import type { DType } from "../../tensor/tensor";
import { defaultDType, type Library } from "../dtypes";
import { unsupported } from "./arrays";
import type { Evaluator } from "./evaluator";
import type { Argument } from "./syntax";
import { type ArrayValue, asArray, castTo, dtypeOf, type Place, type Value } from "./value";

export function keyword(args: readonly Argument[], ...names: readonly string[]): Argument | undefined {
  return args.find((argument) => argument.name !== undefined && names.includes(argument.name));
}

export function positional(args: readonly Argument[]): readonly Argument[] {
  return args.filter((argument) => argument.name === undefined);
}

/** An array of `library` made from a list, a number or another array, as `np.array(…)` and its like do. */
export function makeArray(
  ev: Evaluator,
  value: Value,
  library: Library | undefined,
  dtype: DType | undefined,
  place: Place,
): ArrayValue {
  if (value.kind !== "scalar" && value.kind !== "array")
    throw unsupported(value, l10n.t("“{0}” is not an array.", ev.excerpt(value)));
  const array = asArray(value);
  const own = array.library && array.library !== "jax" && library !== "jax" ? dtypeOf(array) : array.dtype;
  const narrowed = library === "jax" && own ? (own === "float64" ? "float32" : own === "int64" ? "int32" : own) : own;
  const isBare = !library && !array.library && ev.dialect.wideFloats;
  const result = dtype ?? narrowed ?? defaultDType(array.written, isBare ? "numpy" : (library ?? array.library));
  const cast = castTo({ ...array, dtype: array.dtype ?? (array.library ? dtypeOf(array) : undefined) }, result);
  return { ...cast, library: library ?? array.library, isList: false, start: place.start, end: place.end };
}
