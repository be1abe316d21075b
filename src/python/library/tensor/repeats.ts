import { broadcastIndices, selection, stridesOf, walk } from "../../../tensor/layout";
import { broadcastShapes } from "../../../tensor/shape";
import { numel } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import { dataOf, type Sizes } from "../../value";
import { axisOf, gatheredInts, given, intOf, intsOf, isSequence, refuse, required, row } from "./arguments";
import { arrayOf } from "./literal";
import { derived, fresh, operands, type Rows } from "./make";
import { rangeOf } from "./precision";
import { known, moving, type Plan } from "./shapes";

/** Operations whose result has elements more than once, or only those of one triangle. */

function expanded(shape: Sizes, sizes: readonly number[]): Plan {
  const lead = sizes.length - shape.length;
  if (lead < 0) return refuse();
  const result = sizes.map((size, axis) => {
    const own = axis < lead ? 1 : shape[axis - lead];
    if (size === -1) return axis < lead ? refuse() : own;
    if (size < 0) return refuse();
    return own === undefined || own === 1 || own === size ? size : refuse();
  });
  return { shape: result, indices: () => broadcastIndices(known(shape), known(result)) };
}

function broadcastTo(shape: Sizes, sizes: readonly number[]): Plan {
  return sizes.some((size) => size < 0) ? refuse() : expanded(shape, sizes);
}

/** The whole array again and again; torch's `repeat` wants as many numbers as there are axes, `tile` fills up. */
function tiled(shape: Sizes, repeats: readonly number[], isRepeat: boolean): Plan {
  if (repeats.some((times) => times < 0) || (isRepeat && repeats.length < shape.length)) return refuse();
  const ndim = Math.max(shape.length, repeats.length);
  const times = [...new Array<number>(ndim - repeats.length).fill(1), ...repeats];
  const own: Sizes = [...new Array<number>(ndim - shape.length).fill(1), ...shape];
  const result = own.map((size, axis) => (size === undefined ? undefined : size * times[axis]));
  return {
    shape: result,
    shares: false,
    indices: () => {
      const sizes = known(own);
      const strides = stridesOf(sizes);
      // Each axis in two, the repeats outside: walked with steps of 0 there.
      return walk(
        sizes.flatMap((size, axis) => [times[axis], size]),
        sizes.flatMap((_, axis) => [0, strides[axis]]),
      );
    },
  };
}

/** Each row of an axis again and again, of the flattened array where none is named. */
function interleaved(call: OperationCall, shape: Sizes, axisName: string): Plan {
  const named = given(call, axisName);
  const axis = named === undefined ? undefined : axisOf(intOf(named), shape.length);
  if (axis !== undefined && shape.length === 0) return refuse();
  const sizes = known(shape);
  const over = axis === undefined ? [numel(sizes)] : sizes;
  const along = axis ?? 0;
  const value = required(call, "repeats");
  const tensor = value.kind === "tensor" ? (dataOf(value) ?? refuse()) : undefined;
  if (value.kind === "tensor" && !/^u?int/.test(value.dtype)) return refuse();
  const counts = tensor
    ? [...tensor]
    : isSequence(value) && call.path.startsWith("numpy.")
      ? intsOf(call, value)
      : [intOf(value)];
  if (counts.some((count) => count < 0)) return refuse();
  const times = counts.length === 1 ? new Array<number>(over[along]).fill(counts[0]) : counts;
  if (times.length !== over[along]) return refuse();
  const total = times.reduce((a, b) => a + b, 0);
  call.machine.spend(total);
  const places = times.flatMap((count, place) => new Array<number>(count).fill(place));
  return {
    shape: over.map((size, i) => (i === along ? total : size)),
    shares: false,
    indices: () => selection(over, along, places),
  };
}

function otherShape(call: OperationCall): readonly number[] {
  const other = given(call, "other");
  return other?.kind === "tensor" ? other.shape : refuse();
}

export const repeats: Rows = [
  moving("expand", "torch.Tensor.expand", "input, *sizes, size=None, implicit=False", (call, shape) =>
    expanded(shape, gatheredInts(call, "sizes", "size")),
  ),
  moving("expand", "torch.Tensor.expand_as", "input, other", (call, shape) => expanded(shape, otherShape(call))),
  moving("expand", "torch.broadcast_to torch.Tensor.broadcast_to", "input, size", (call, shape) =>
    expanded(shape, intsOf(call, required(call, "size"))),
  ),
  moving("expand", "numpy.broadcast_to", "input, shape, subok=False", (call, shape) =>
    broadcastTo(shape, intsOf(call, required(call, "shape"))),
  ),
  moving("repeat", "torch.Tensor.repeat", "input, *sizes, repeats=None", (call, shape) =>
    tiled(shape, gatheredInts(call, "sizes", "repeats"), true),
  ),
  moving("tile", "torch.Tensor.tile", "input, *sizes, dims=None", (call, shape) =>
    tiled(shape, gatheredInts(call, "sizes", "dims"), false),
  ),
  moving("tile", "torch.tile", "input, dims", (call, shape) =>
    tiled(shape, intsOf(call, required(call, "dims")), false),
  ),
  moving("tile", "numpy.tile", "input, reps", (call, shape) =>
    tiled(shape, intsOf(call, required(call, "reps")), false),
  ),
  moving(
    "repeat_interleave",
    "torch.repeat_interleave torch.Tensor.repeat_interleave",
    "input, repeats, dim=None, *, output_size=None",
    (call, shape) => interleaved(call, shape, "dim"),
  ),
  moving("repeat_interleave", "numpy.repeat numpy.ndarray.repeat", "input, repeats, axis=None", (call, shape) =>
    interleaved(call, shape, "axis"),
  ),
  row("torch.nn.functional.pad", "input, pad, mode='constant', value=None", (call) => {
    const tensor = arrayOf(call, call.arg("input") ?? refuse(), "torch");
    const mode = call.arg("mode");
    const fill = given(call, "value");
    if (mode?.kind !== "string" || mode.value !== "constant") return refuse();
    if (fill !== undefined && (fill.kind !== "number" || fill.error !== undefined)) return refuse();
    if (fill?.kind === "number" && Number.isFinite(fill.value) && Math.abs(fill.value) > rangeOf(tensor.dtype))
      return refuse();
    if (
      fill?.kind === "number" &&
      fill.type === "float" &&
      !Number.isInteger(fill.value) &&
      /int|bool/.test(tensor.dtype)
    )
      return refuse();
    if (fill?.kind === "number" && tensor.dtype === "bool" && fill.value !== 0 && fill.value !== 1) return refuse();
    const widths = intsOf(call, required(call, "pad"));
    const { shape, dtype } = tensor;
    if (widths.length % 2 === 1 || widths.length > 2 * shape.length || widths.some((width) => width < 0))
      return refuse();
    const before = shape.map((_, axis) => widths[2 * (shape.length - 1 - axis)] ?? 0);
    const result = shape.map((size, axis) => size + before[axis] + (widths[2 * (shape.length - 1 - axis) + 1] ?? 0));
    const made = {
      operation: "pad",
      operands: operands(call, "input"),
      library: "torch",
      shape: result,
      dtype,
    } as const;
    if (numel(shape) === 0) return fresh(call, made, undefined);
    const strides = stridesOf(result);
    const places = walk(
      shape,
      strides,
      before.reduce((sum, width, axis) => sum + width * strides[axis], 0),
    );
    const padded = (values: Float64Array, around: number): Float64Array => {
      const padding = new Float64Array(numel(result)).fill(around);
      values.forEach((x, i) => {
        padding[places[i]] = x;
      });
      return padding;
    };
    const around = fill?.value ?? 0;
    return derived(call, made, [tensor], ({ data, error }) => ({
      data: padded(data, around),
      error: error && padded(error, 0),
    }));
  }),
];

/** The common shape of two, or a refusal. */
export function common(a: readonly number[], b: readonly number[]): readonly number[] {
  const result = broadcastShapes(a, b);
  return "shape" in result ? result.shape : refuse();
}
