import * as l10n from "@vscode/l10n";
import { type DType, numel } from "../../../tensor/tensor";
import type { Library } from "../../dtypes";
import { unsupported } from "../arrays";
import { keyword, positional } from "../construct";
import type { Evaluator } from "../evaluator";
import type { Argument, Node } from "../syntax";
import { type ArrayValue, made, type Place, type ScalarValue, type Value, writtenAs } from "../value";

/** A function that the evaluator knows: from its arguments, unevaluated, to a value. */
export type Builtin = (ev: Evaluator, args: readonly Argument[], place: Place, name: string) => Value;

export function argument(args: readonly Argument[], index: number, ...names: readonly string[]): Node | undefined {
  return (keyword(args, ...names) ?? positional(args)[index])?.value;
}

export function required(
  ev: Evaluator,
  args: readonly Argument[],
  place: Place,
  index: number,
  ...names: readonly string[]
): Node {
  const node = argument(args, index, ...names);
  if (!node) throw unsupported(place, l10n.t("An argument is missing in “{0}”.", ev.excerpt(place)));
  return node;
}

/** Sizes of `zeros((2, 3))` and of torch's `zeros(2, 3)`. */
export function sizes(ev: Evaluator, args: readonly Argument[], place: Place): number[] {
  const given = keyword(args, "shape", "size");
  if (given) return ev.integers(given.value);
  const numbers = positional(args).filter(
    (arg) => ev.dtype(arg.value, undefined) === undefined || arg.value.kind === "number",
  );
  if (numbers.length === 0) throw unsupported(place, l10n.t("An argument is missing in “{0}”.", ev.excerpt(place)));
  return numbers.flatMap((arg) => ev.integers(arg.value));
}

export function filled(
  ev: Evaluator,
  shape: readonly number[],
  value: number,
  dtype: DType,
  library: Library | undefined,
  place: Place,
): ArrayValue {
  if (shape.some((size) => !(size >= 0))) throw unsupported(place, l10n.t("A size cannot be negative."));
  ev.budget.spend(numel(shape), place);
  return made(new Float64Array(numel(shape)).fill(value), shape, { written: writtenAs(dtype), dtype, library }, place);
}

/** One function under several names. */
export function named(names: string, builtin: Builtin): [string, Builtin][] {
  return names.split(" ").map((name) => [name, builtin]);
}

/** A function that takes its positional arguments evaluated, and sizes, numbers or arrays is all they are. */
export function values(
  apply: (ev: Evaluator, items: readonly (ScalarValue | ArrayValue)[], place: Place) => Value,
): Builtin {
  return (ev, args, place) =>
    apply(
      ev,
      positional(args).map((arg) => ev.numeric(arg.value)),
      place,
    );
}
