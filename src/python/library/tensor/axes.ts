import { permutation, selection, stridesOf, walk } from "../../../tensor/layout";
import { numel } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import type { Sizes } from "../../value";
import {
  axesArg,
  axisOf,
  gatheredInts,
  given,
  intArg,
  intOf,
  intsOf,
  isSequence,
  property,
  refuse,
  required,
} from "./arguments";
import type { Rows } from "./make";
import { known, move, moving, type Plan } from "./shapes";

/** Operations on the order of axes, and of the elements along them. */

function permuted(shape: Sizes, dims: readonly number[]): Plan {
  const order = dims.map((dim) => axisOf(dim, shape.length));
  if (order.length !== shape.length || new Set(order).size !== order.length) return refuse();
  const isSame = order.every((axis, i) => axis === i);
  return {
    shape: order.map((axis) => shape[axis]),
    indices: isSame ? undefined : () => permutation(known(shape), order),
    settings: { order: order.join() },
  };
}

function swapped(shape: Sizes, a: number, b: number): Plan {
  const order = shape.map((_, axis) => axis);
  const [x, y] = [axisOf(a, shape.length), axisOf(b, shape.length)];
  if (shape.length === 0) return { shape };
  [order[x], order[y]] = [order[y], order[x]];
  return { ...permuted(shape, order), settings: { dim0: x, dim1: y } };
}

function reversed(shape: Sizes): Plan {
  return permuted(shape, shape.map((_, axis) => axis).reverse());
}

function movedAxes(shape: Sizes, from: readonly number[], to: readonly number[]): Plan {
  const sources = from.map((axis) => axisOf(axis, shape.length));
  const targets = to.map((axis) => axisOf(axis, shape.length));
  if (
    sources.length !== targets.length ||
    new Set(sources).size < sources.length ||
    new Set(targets).size < targets.length
  )
    return refuse();
  const rest = shape.map((_, axis) => axis).filter((axis) => !sources.includes(axis));
  return permuted(
    shape,
    shape.map((_, axis) => (targets.includes(axis) ? sources[targets.indexOf(axis)] : (rest.shift() as number))),
  );
}

function lastTwo(shape: Sizes): Plan {
  return shape.length < 2 ? refuse() : swapped(shape, -2, -1);
}

/** Reversed along axes; NumPy's is a view, torch's a copy. */
function flipped(shape: Sizes, axes: readonly number[], shares: boolean): Plan {
  return {
    shape,
    shares,
    indices: () => {
      const sizes = known(shape);
      const strides = stridesOf(sizes);
      const start = axes.reduce((sum, axis) => sum + Math.max(0, sizes[axis] - 1) * strides[axis], 0);
      return walk(
        sizes,
        strides.map((stride, axis) => (axes.includes(axis) ? -stride : stride)),
        start,
      );
    },
  };
}

/** Rolled along axes one after the other; along the flattened array where none is named. */
function rolled(shape: Sizes, shifts: readonly number[], axes: readonly number[] | undefined, spreads: boolean): Plan {
  const sizes = known(shape);
  const isFlat = axes === undefined;
  const over = isFlat ? [numel(sizes)] : sizes;
  const along = axes ?? [0];
  const by = spreads && shifts.length === 1 ? along.map(() => shifts[0]) : shifts;
  if (by.length !== along.length || (isFlat && shifts.length !== 1)) return refuse();
  return {
    shape,
    shares: false,
    indices: () => {
      let order = walk(over, stridesOf(over));
      along.forEach((axis, i) => {
        const size = over[axis];
        const places = Array.from({ length: size }, (_, place) => (((place - by[i]) % size) + size) % size);
        const taken = selection(over, axis, places);
        order = taken.map((index) => order[index]);
      });
      return order;
    },
  };
}

function rotated(call: OperationCall, shape: Sizes, name: string): Plan {
  const axes = given(call, name);
  const [a, b] = axes === undefined ? [0, 1] : intsOf(call, axes);
  const [x, y] = [axisOf(a, shape.length), axisOf(b ?? refuse(), shape.length)];
  if (x === y || shape.length < 2) return refuse();
  const turns = ((intArg(call, 1, "k") % 4) + 4) % 4;
  const isOdd = turns % 2 === 1;
  const sizes = known(shape);
  const result = sizes.map((size, axis) => (isOdd && axis === x ? sizes[y] : isOdd && axis === y ? sizes[x] : size));
  return {
    shape: result,
    shares: call.path.startsWith("numpy."),
    indices: () => {
      const strides = stridesOf(sizes);
      const steps = [...strides];
      let start = 0;
      if (turns === 2) {
        start = (sizes[x] - 1) * strides[x] + (sizes[y] - 1) * strides[y];
        [steps[x], steps[y]] = [-strides[x], -strides[y]];
      } else if (isOdd) {
        // A quarter turn is a transposition, then a flip of the first axis; backwards of the second.
        [steps[x], steps[y]] = turns === 1 ? [-strides[y], strides[x]] : [strides[y], -strides[x]];
        start = turns === 1 ? (sizes[y] - 1) * strides[y] : (sizes[x] - 1) * strides[x];
      }
      return walk(result, steps, Math.max(0, start));
    },
  };
}

const orderOfAll = (call: OperationCall, shape: Sizes): Plan => {
  const axes = given(call, "axes");
  return axes === undefined ? reversed(shape) : permuted(shape, intsOf(call, axes));
};

export const axes: Rows = [
  moving("transpose", "torch.transpose torch.Tensor.transpose", "input, dim0, dim1", (call, shape) =>
    swapped(shape, intArg(call, undefined, "dim0"), intArg(call, undefined, "dim1")),
  ),
  moving(
    "transpose",
    "torch.swapaxes torch.Tensor.swapaxes torch.swapdims torch.Tensor.swapdims numpy.swapaxes numpy.ndarray.swapaxes",
    "input, axis0, axis1",
    (call, shape) => {
      if (shape.length === 0 && call.path.startsWith("numpy.")) return refuse();
      return swapped(shape, intArg(call, undefined, "axis0"), intArg(call, undefined, "axis1"));
    },
  ),
  moving("t", "torch.t torch.Tensor.t", "input", (_, shape) => (shape.length > 2 ? refuse() : reversed(shape))),
  moving("permute", "torch.permute", "input, dims", (call, shape) =>
    permuted(shape, intsOf(call, required(call, "dims"))),
  ),
  moving("permute", "torch.Tensor.permute", "input, *sizes, dims=None", (call, shape) =>
    permuted(shape, gatheredInts(call, "sizes", "dims")),
  ),
  moving("permute", "numpy.transpose numpy.permute_dims", "input, axes=None", orderOfAll),
  moving("permute", "numpy.ndarray.transpose", "input, *axes", (call, shape) => {
    const rest = call.rest("axes");
    const isAll = rest.length === 0 || (rest.length === 1 && rest[0].kind === "none");
    return isAll ? reversed(shape) : permuted(shape, gatheredInts(call, "axes"));
  }),
  moving(
    "movedim",
    "torch.movedim torch.Tensor.movedim torch.moveaxis torch.Tensor.moveaxis numpy.moveaxis",
    "input, source, destination",
    (call, shape) =>
      shape.length === 0 && call.path.startsWith("numpy.")
        ? refuse()
        : movedAxes(shape, intsOf(call, required(call, "source")), intsOf(call, required(call, "destination"))),
  ),
  property("torch.Tensor.T numpy.ndarray.T", (call) =>
    move(call, "T", (_, shape, tensor) =>
      tensor?.library === "torch" && shape.length !== 2 ? refuse() : reversed(shape),
    ),
  ),
  property("torch.Tensor.mT numpy.ndarray.mT torch.Tensor.mH torch.Tensor.H", (call) =>
    move(call, "mT", (_, shape) => (call.path.endsWith(".H") && shape.length !== 2 ? refuse() : lastTwo(shape))),
  ),
  moving("flip", "torch.flip", "input, dims", (call, shape) =>
    flipped(
      shape,
      isSequence(required(call, "dims")) ? (axesArg(call, shape.length, "dims") ?? refuse()) : refuse(),
      false,
    ),
  ),
  moving("flip", "torch.Tensor.flip", "input, *sizes, dims=None", (call, shape) => {
    const places = gatheredInts(call, "sizes", "dims").map((axis) => axisOf(axis, shape.length));
    return new Set(places).size < places.length ? refuse() : flipped(shape, places, false);
  }),
  moving("flip", "numpy.flip", "input, axis=None", (call, shape) =>
    shape.length === 0 && given(call, "axis")
      ? refuse()
      : flipped(shape, axesArg(call, shape.length, "axis") ?? shape.map((_, axis) => axis), true),
  ),
  moving("flip", "torch.fliplr torch.Tensor.fliplr numpy.fliplr", "input", (call, shape) =>
    shape.length < 2 ? refuse() : flipped(shape, [1], call.path.startsWith("numpy.")),
  ),
  moving("flip", "torch.flipud torch.Tensor.flipud numpy.flipud", "input", (call, shape) =>
    shape.length < 1 ? refuse() : flipped(shape, [0], call.path.startsWith("numpy.")),
  ),
  moving("roll", "torch.roll torch.Tensor.roll", "input, shifts, dims=None", (call, shape) => {
    const named = given(call, "dims");
    const along = named === undefined ? undefined : intsOf(call, named).map((axis) => axisOf(axis, shape.length));
    if (shape.length === 0) return refuse();
    return rolled(shape, intsOf(call, required(call, "shifts")), along?.length === 0 ? undefined : along, false);
  }),
  moving("roll", "numpy.roll", "input, shift, axis=None", (call, shape) => {
    const named = given(call, "axis");
    if (named !== undefined && shape.length === 0) return refuse();
    const along = named === undefined ? undefined : intsOf(call, named).map((axis) => axisOf(axis, shape.length));
    return rolled(shape, [intOf(required(call, "shift"))], along, true);
  }),
  moving("rot90", "torch.rot90 torch.Tensor.rot90", "input, k=1, dims=None", (call, shape) =>
    rotated(call, shape, "dims"),
  ),
  moving("rot90", "numpy.rot90", "input, k=1, axes=None", (call, shape) => rotated(call, shape, "axes")),
];
