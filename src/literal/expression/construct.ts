import * as l10n from "@vscode/l10n";
import type { DType } from "../../tensor/tensor";
import type { Library } from "../dtypes";
import { unsupported } from "./arrays";
import type { ExpressionEvaluator } from "./interpreted/evaluator";
import { arrayExpression, printedArray } from "./interpreted/readArrays";
import type { CallArgument } from "./syntax";
import { type ArrayValue, asArray, type ExpressionValue, type ValuePlace } from "./value";

export function keyword(args: readonly CallArgument[], ...names: readonly string[]): CallArgument | undefined {
  return args.find((argument) => argument.name !== undefined && names.includes(argument.name));
}

export function positional(args: readonly CallArgument[]): readonly CallArgument[] {
  return args.filter((argument) => argument.name === undefined);
}

/** An array of `library` made from a list, a number or another array, as its constructor does. */
export function makeArray(
  ev: ExpressionEvaluator,
  value: ExpressionValue,
  library: Library,
  dtype: DType | undefined,
  place: ValuePlace,
): ArrayValue {
  if (value.kind !== "scalar" && value.kind !== "array")
    throw unsupported(value, l10n.t("“{0}” is not an array.", ev.excerpt(value)));
  const at = { start: place.start, end: place.end };
  // What is no library's array is a list to this one.
  const source = value.kind === "array" && !value.library ? { ...value, isList: true } : value;
  const type = dtype ?? value.dtype;
  const made = ev.read(
    { kind: "opaque", ...at },
    printedArray(arrayExpression(source, at), library, type, undefined, at),
  );
  if (made.kind !== "array" && made.kind !== "scalar")
    throw unsupported(value, l10n.t("“{0}” is not an array.", ev.excerpt(value)));
  return { ...asArray(made), ...at };
}
