import type { ExpressionEvaluator } from "./interpreted/evaluator";
import type { CallArgument } from "./syntax";
import type { ArrayValue, Place } from "./value";

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
  place: Place,
) => ArrayValue;

export function placed(array: ArrayValue, place: Place): ArrayValue {
  return { ...array, start: place.start, end: place.end };
}
