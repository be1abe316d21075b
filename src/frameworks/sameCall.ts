import { sameShape } from "../tensor/shape";
import type { ForeignCall, Plain } from "./framework";

/** Whether two calls are one and the same to the last digit. */
export function sameCall(a: ForeignCall | undefined, b: ForeignCall | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return (
    a.functional === b.functional &&
    a.isWorded === b.isWorded &&
    same(a.prediction, b.prediction) &&
    same(a.truth, b.truth) &&
    a.options.size === b.options.size &&
    [...a.options].every(([name, value]) => b.options.has(name) && same(value, b.options.get(name)))
  );
}

function same(a: Plain, b: Plain): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  return a.dtype === b.dtype && sameShape(a.shape, b.shape) && a.data.every((value, i) => Object.is(value, b.data[i]));
}
