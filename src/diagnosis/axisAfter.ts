import type { OperationOrigin, Sizes, Value } from "../python/value";
import { numel } from "../tensor/tensor";
import { keepsItsAxes } from "./originChain";

/** `merged`: its elements were laid out along one axis together with those of another. */
export type AxisAfter = number | "merged" | undefined;

/** The axis that ends up as a given one; undefined where that is not known. */
export function axisBefore(
  axis: number,
  rank: number,
  since: readonly OperationOrigin[],
  result: Value,
): number | undefined {
  const found = Array.from({ length: rank }, (_, each) => each).filter(
    (each) => axisAfter(each, since, result) === axis,
  );
  return found.length === 1 ? found[0] : undefined;
}

/** Where an axis is after operations (the latest first), the last of which gave `result`; undefined where that is not known. */
export function axisAfter(axis: number, since: readonly OperationOrigin[], result: Value): AxisAfter {
  let at: AxisAfter = axis;
  for (let i = since.length - 1; i >= 0; i--) {
    if (typeof at !== "number") return at;
    const { operation, operands, settings } = since[i];
    if (keepsItsAxes(operation)) continue;
    const before = sizesOf(operands[0]?.value);
    const after = sizesOf(i === 0 ? result : since[i - 1].operands[0]?.value);
    if (before === undefined || after === undefined) return undefined;
    at = moved(at, operation, settings, before, after);
  }
  return at;
}

function sizesOf(value: Value | undefined): Sizes | undefined {
  if (value?.kind === "tensor") return value.shape;
  return value?.kind === "unknown" ? value.facts.shape : undefined;
}

function moved(
  axis: number,
  operation: string,
  { dim0, dim1, order }: OperationOrigin["settings"],
  before: Sizes,
  after: Sizes,
): AxisAfter {
  if (typeof dim0 === "number" && typeof dim1 === "number") return axis === dim0 ? dim1 : axis === dim1 ? dim0 : axis;
  if (typeof order === "string") {
    const to = order.split(",").indexOf(String(axis));
    return to === -1 ? undefined : to;
  }
  return /^(view|reshape|flatten|ravel|unflatten|squeeze|unsqueeze|view_as|reshape_as)$/.test(operation)
    ? relaid(axis, before, after)
    : undefined;
}

/** An axis among others that were laid out anew: the one of the same size with as many elements behind it. */
function relaid(axis: number, before: Sizes, after: Sizes): AxisAfter {
  const size = before[axis];
  const last = before.length - 1;
  // `view(-1, C)` keeps the last axis whatever the others hold.
  const keepsLast = size !== undefined && before[last] !== undefined && after.at(-1) === before[last];
  if (axis === last) return keepsLast ? after.length - 1 : undefined;
  const [behind, sizes] = [known(before.slice(axis + 1)), known(after)];
  // One of a single element is anywhere.
  if (size === 1) return undefined;
  if (size === undefined || behind === undefined || sizes === undefined)
    return keepsLast && before[last] !== 1 && after.length < before.length && axis >= after.length - 1
      ? "merged"
      : undefined;
  const to = sizes.findIndex((each, i) => each === size && numel(sizes.slice(i + 1)) === numel(behind));
  return to === -1 ? "merged" : to;
}

function known(sizes: Sizes): readonly number[] | undefined {
  return sizes.every((size) => size !== undefined) ? (sizes as readonly number[]) : undefined;
}
