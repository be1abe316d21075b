import type { ExpressionEvaluator } from "./interpreted/evaluator";
import type { CallArgument } from "./syntax";
import type { ArrayValue, ValuePlace } from "./value";

/** A method or property of arrays that the evaluator knows. */
export interface Method {
  /** `.T` rather than `.t()`. */
  readonly property: boolean;
  readonly apply: Apply;
}

export type Apply = (
  ev: ExpressionEvaluator,
  array: ArrayValue,
  args: readonly CallArgument[],
  place: ValuePlace,
) => ArrayValue;

export function placed(array: ArrayValue, place: ValuePlace): ArrayValue {
  return { ...array, start: place.start, end: place.end };
}
