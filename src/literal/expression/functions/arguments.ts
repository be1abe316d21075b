import * as l10n from "@vscode/l10n";
import { unsupported } from "../arrays";
import { keyword, positional } from "../construct";
import type { ExpressionEvaluator } from "../interpreted/evaluator";
import type { CallArgument, Node } from "../syntax";
import type { ArrayValue, ExpressionValue, ScalarValue, ValuePlace } from "../value";

/** A function that the evaluator knows: from its arguments, unevaluated, to a value. */
export interface Builtin {
  (ev: ExpressionEvaluator, args: readonly CallArgument[], place: ValuePlace, name: string): ExpressionValue;
  /** The row of python/ that it is. */
  readonly path?: string;
}

export function argument(args: readonly CallArgument[], index: number, ...names: readonly string[]): Node | undefined {
  return (keyword(args, ...names) ?? positional(args)[index])?.value;
}

export function required(
  ev: ExpressionEvaluator,
  args: readonly CallArgument[],
  place: ValuePlace,
  index: number,
  ...names: readonly string[]
): Node {
  const node = argument(args, index, ...names);
  if (!node) throw unsupported(place, l10n.t("An argument is missing in “{0}”.", ev.excerpt(place)));
  return node;
}

/** One function under several names. */
export function named(names: string, builtin: Builtin): [string, Builtin][] {
  return names.split(" ").map((name) => [name, builtin]);
}

/** A function that takes its positional arguments evaluated, and sizes, numbers or arrays is all they are. */
export function values(
  apply: (ev: ExpressionEvaluator, items: readonly (ScalarValue | ArrayValue)[], place: ValuePlace) => ExpressionValue,
): Builtin {
  return (ev, args, place) =>
    apply(
      ev,
      positional(args).map((arg) => ev.numeric(arg.value)),
      place,
    );
}
