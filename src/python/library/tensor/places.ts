import { walk } from "../../../tensor/layout";
import { numel } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import type { Value } from "../../value";
import { boolArg, refuse, required, row } from "./arguments";
import { tensorOf } from "./extremes";
import type { Rows } from "./make";
import { fresh, gathered, numbersOf, operands, tuple } from "./make";

/** Where elements stand that are not 0. */

/** The places of what is not 0: a row for each in torch, an array for each axis in NumPy. */
export function nonzero(call: OperationCall, asTuple: boolean, of = "input"): Value {
  const tensor = of === "input" ? tensorOf(call) : required(call, of);
  if (tensor.kind !== "tensor") return refuse();
  const { shape, library } = tensor;
  const described = { operation: "nonzero", operands: operands(call, of), library };
  const numbers = numbersOf(tensor) ?? refuse();
  if (shape.length === 0 || numbers.error?.some((off, i) => off > 0 && Math.abs(numbers.data[i]) <= 2 * off))
    return refuse();
  const places = Array.from(numbers.data.keys()).filter((i) => numbers.data[i] !== 0);
  call.machine.spend(places.length * shape.length);
  const strides = shape.map((_, axis) => numel(shape.slice(axis + 1)));
  const coordinates = strides.map((stride, axis) =>
    Float64Array.from(places, (i) => Math.floor(i / stride) % shape[axis]),
  );
  if (asTuple) {
    const made = { ...described, shape: [places.length], dtype: "int64" } as const;
    return tuple(
      call,
      coordinates.map((data) => fresh(call, made, { data, error: undefined })),
    );
  }
  const side = gathered(
    Float64Array.from(coordinates.flatMap((data) => [...data])),
    walk([places.length, shape.length], [1, places.length]),
  );
  return fresh(
    call,
    { ...described, shape: [places.length, shape.length], dtype: "int64" },
    { data: side, error: undefined },
  );
}

export const places: Rows = [
  row("torch.nonzero torch.Tensor.nonzero", "input, *, as_tuple=False, out=None", (call) =>
    nonzero(call, boolArg(call, false, "as_tuple")),
  ),
  row("numpy.nonzero numpy.ndarray.nonzero", "input", (call) => nonzero(call, true)),
  row("numpy.argwhere torch.argwhere torch.Tensor.argwhere", "input", (call) => nonzero(call, false)),
  row("numpy.flatnonzero", "input", (call) => {
    const places = nonzero(call, true);
    const tensor = tensorOf(call);
    return places.kind === "tuple" && tensor.shape.length === 1 ? places.items[0] : refuse();
  }),
];
