import type { LossOption } from "../../../lossCall";
import type { Machine } from "../../../operation";
import type { Value } from "../../../value";
import { type RaisedByTorch, shapeOf } from "./check";
import { isTensor, pythonType } from "./pythonType";

/**
 * Turns size_average and reduce into a reduction, among all settings and among those that were given, as torch does. `resolved` also
 * where there is nothing to do; undefined where it is not known what they say; or what torch raises of them.
 */
export function resolveReduction(
  settings: Map<string, Value>,
  given: Map<string, LossOption>,
  machine: Machine,
): "resolved" | RaisedByTorch | undefined {
  const [average, reduce] = [settings.get("size_average"), settings.get("reduce")];
  const old = given.get(isAbsent(average) ? "reduce" : "size_average");
  for (const name of ["size_average", "reduce"]) given.delete(name);
  if (isAbsent(average) && isAbsent(reduce)) return "resolved";
  const value = legacyReduction(average, reduce, machine);
  if (typeof value !== "string") return value;
  const resolved: Value = { kind: "string", value, origin: ((isAbsent(average) ? reduce : average) as Value).origin };
  settings.set("reduction", resolved);
  given.set("reduction", { value: resolved, place: old?.place });
  return "resolved";
}

/** `_Reduction.legacy_get_string(size_average, reduce)` */
function legacyReduction(
  sizeAverage: Value | undefined,
  reduce: Value | undefined,
  machine: Machine,
): "mean" | "sum" | "none" | RaisedByTorch | undefined {
  const average = truth(sizeAverage, machine);
  if (typeof average !== "boolean") return average;
  const reduced = truth(reduce, machine);
  if (typeof reduced !== "boolean") return reduced;
  return reduced ? (average ? "mean" : "sum") : "none";
}

/** bool(value), None for True; or what Python raises, as it does where someone hands the arrays to the constructor. */
function truth(value: Value | undefined, machine: Machine): boolean | RaisedByTorch | undefined {
  if (value === undefined || value.kind === "none") return true;
  const count = shapeOf(value)?.reduce((product, size) => product * size, 1);
  if (count === undefined || count === 1) return machine.truth(value);
  if (isTensor(value) === true) {
    const what = count === 0 ? "no values" : "more than one value";
    return { type: "RuntimeError", message: `Boolean value of Tensor with ${what} is ambiguous` };
  }
  if (count === 0 || pythonType(value) !== "numpy.ndarray") return undefined;
  const message = "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()";
  return { type: "ValueError", message };
}

/** Not given, or None. */
function isAbsent(value: Value | undefined): boolean {
  return value === undefined || value.kind === "none";
}
