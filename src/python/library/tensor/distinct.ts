import { isFloatingPoint } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import type { Value } from "../../value";
import { boolArg, intArg, refuse, row, without } from "./arguments";
import { tensorOf } from "./extremes";
import type { Rows } from "./make";
import { fresh, type Made, moved, numbersOf, operands, tuple } from "./make";
import { orderOf } from "./picking";
import { decisive } from "./precision";

/** What values there are, and how often: unique, bincount. */

export function unique(call: OperationCall): Value {
  const tensor = tensorOf(call);
  without(call, "dim", "axis");
  if (boolArg(call, false, "return_index")) return refuse();
  const numbers = decisive(numbersOf(tensor) ?? refuse(), tensor.dtype);
  call.machine.spend(numbers.data.length);
  if (numbers.error !== undefined || numbers.data.some(Number.isNaN)) return refuse();
  const order = orderOf({ ...numbers, exact: true }, false, true) ?? refuse();
  const kept = order.filter((at, i) => i === 0 || numbers.data[at] !== numbers.data[order[i - 1]]);
  const made = { operation: "unique", operands: operands(call, "input") };
  const values = moved(call, { ...made, shape: [kept.length] }, tensor, () => kept, false);
  const whole = { ...made, library: tensor.library, dtype: "int64" } as const;
  const place = new Float64Array(numbers.data.length);
  const counts = new Float64Array(kept.length);
  let rank = -1;
  for (const [i, at] of order.entries()) {
    if (i === 0 || numbers.data[at] !== numbers.data[order[i - 1]]) rank++;
    place[at] = rank;
    counts[rank]++;
  }
  const items: Value[] = [values];
  if (boolArg(call, false, "return_inverse")) {
    items.push(fresh(call, { ...whole, shape: tensor.shape }, { data: place, error: undefined }));
  }
  if (boolArg(call, false, "return_counts")) {
    items.push(fresh(call, { ...whole, shape: [kept.length] }, { data: counts, error: undefined }));
  }
  return items.length === 1 ? values : tuple(call, items);
}

export function bincount(call: OperationCall): Value {
  without(call, "weights");
  const tensor = tensorOf(call);
  const least = intArg(call, 0, "minlength");
  if (tensor.shape.length !== 1 || isFloatingPoint(tensor.dtype) || tensor.dtype === "bool" || least < 0)
    return refuse();
  const { data } = numbersOf(tensor) ?? refuse();
  if (data.some((x) => x < 0)) return refuse();
  const size = data.reduce((most, x) => Math.max(most, x + 1), least);
  call.machine.spend(size);
  const counts = new Float64Array(size);
  for (const x of data) counts[x]++;
  const made: Made = {
    operation: "bincount",
    operands: operands(call, "input"),
    library: tensor.library,
    shape: [size],
    dtype: "int64",
  };
  return fresh(call, made, { data: counts, error: undefined });
}

export const distinct: Rows = [
  row(
    "torch.unique torch.Tensor.unique",
    "input, sorted=True, return_inverse=False, return_counts=False, dim=None",
    unique,
  ),
  row(
    "numpy.unique",
    "input, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True, sorted=True",
    unique,
  ),
  row("torch.bincount torch.Tensor.bincount numpy.bincount", "input, weights=None, minlength=0", bincount),
];
