import { stridesOf } from "../../../tensor/layout";
import { numel } from "../../../tensor/tensor";
import type { Operation, OperationCall } from "../../operation";
import { isKnownShape, type OperationOrigin, type Sizes, sizeOf, type TensorValue, type Value } from "../../value";
import {
  axesArg,
  axisOf,
  gatheredInts,
  given,
  intArg,
  intOf,
  intsOf,
  refuse,
  required,
  row,
  stringArg,
  without,
} from "./arguments";
import { libraryOf } from "./fills";
import { arrayOf } from "./literal";
import { moved, operands, type Rows, underived } from "./make";

/** Operations that move elements and know the new shape from the old one. */

export interface Plan {
  readonly shape: Sizes;
  /** Where the elements come from; undefined where they stay in order. Asked only where all sizes are known. */
  readonly indices?: (() => Int32Array) | undefined;
  /** Whether the result shares the memory; undefined for yes. */
  readonly shares?: boolean | undefined;
  readonly settings?: OperationOrigin["settings"] | undefined;
}

/**
 * A row of an operation that moves the elements of `input`. The plan is made from the shape alone; `tensor` is undefined where the value
 * is not known. `ofAnyRank` gives the sizes that come out whatever goes in, where not even a rank is known.
 */
export function moving(
  operation: string,
  names: string,
  signature: string,
  plan: (call: OperationCall, shape: Sizes, tensor: TensorValue | undefined) => Plan,
  ofAnyRank?: (call: OperationCall) => Sizes | undefined,
): Operation {
  return row(names, signature, (call) => move(call, operation, plan, ofAnyRank));
}

export function move(
  call: OperationCall,
  operation: string,
  plan: (call: OperationCall, shape: Sizes, tensor: TensorValue | undefined) => Plan,
  ofAnyRank?: (call: OperationCall) => Sizes | undefined,
): Value {
  const input = call.arg("input") ?? call.arg("self") ?? refuse();
  const from = call.arg("input") ? operands(call, "input") : operands(call, "self");
  if (input.kind === "unknown") {
    const { library, dtype, shape } = input.facts;
    const facts = { ...(library && { library }), ...(dtype && { dtype }) };
    if (shape === undefined) {
      const sizes = ofAnyRank?.(call);
      return underived(call, { operation, operands: from }, { ...facts, ...(sizes && { shape: sizes }) });
    }
    const planned = plan(call, shape, undefined);
    return underived(
      call,
      { operation, operands: from, settings: planned.settings ?? {} },
      { ...facts, shape: planned.shape },
    );
  }
  const library = call.path.startsWith("operator.")
    ? input.kind === "tensor"
      ? input.library
      : "numpy"
    : libraryOf(call);
  const tensor = arrayOf(call, input, library);
  const { shape, indices, shares, settings } = plan(call, tensor.shape, tensor);
  const made = { operation, operands: from, shape: known(shape), settings: settings ?? {} };
  return moved(call, made, tensor, indices, shares ?? true);
}

export function known(shape: Sizes): readonly number[] {
  return shape.every((size) => size !== undefined) ? (shape as readonly number[]) : refuse();
}

/** The sizes asked for, −1 filled in; refuses where they do not hold the elements. */
export function reshapedSizes(shape: Sizes, sizes: readonly number[]): Sizes {
  const holes = sizes.filter((size) => size === -1).length;
  if (holes > 1 || sizes.some((size) => size < -1)) return refuse();
  if (!isKnownShape(shape)) return sizes.map((size) => (size === -1 ? undefined : size));
  const total = numel(shape);
  const rest = numel(sizes.filter((size) => size !== -1));
  if (holes === 0) return rest === total ? sizes : refuse();
  if (rest === 0 || total % rest !== 0) return refuse();
  return sizes.map((size) => (size === -1 ? total / rest : size));
}

/** The strides in its memory of a tensor all of whose elements are taken in regular steps. */
function memoryStrides({ shape, view }: TensorValue): readonly number[] {
  const plain = stridesOf(shape);
  return view === undefined ? plain : plain.map((stride, axis) => (shape[axis] > 1 ? view[stride] - view[0] : stride));
}

export function isContiguous(tensor: TensorValue): boolean {
  if (tensor.view === undefined || sizeOf(tensor) === 0) return true;
  const plain = stridesOf(tensor.shape);
  return memoryStrides(tensor).every((stride, axis) => tensor.shape[axis] === 1 || stride === plain[axis]);
}

/** Whether the elements can be seen in another shape without a copy: `view` raises where not, `reshape` copies. */
export function isViewable(tensor: TensorValue, sizes: readonly number[]): boolean {
  if (tensor.view === undefined || sizeOf(tensor) === 0) return true;
  const strides = memoryStrides(tensor);
  const wide = tensor.shape.map((_, axis) => axis).filter((axis) => tensor.shape[axis] !== 1);
  const asked = sizes.filter((size) => size !== 1);
  let at = asked.length - 1;
  for (let i = wide.length - 1; i >= 0; ) {
    // The axes that follow one another without a gap are one run of memory, which the new axes must fill exactly.
    let run = tensor.shape[wide[i]];
    const unit = strides[wide[i]];
    for (i--; i >= 0 && strides[wide[i]] === unit * run; i--) run *= tensor.shape[wide[i]];
    let filled = 1;
    while (at >= 0 && filled < run) filled *= asked[at--];
    if (filled !== run) return false;
  }
  return at < 0;
}

function reshape(shape: Sizes, tensor: TensorValue | undefined, sizes: readonly number[]): Plan {
  const result = reshapedSizes(shape, sizes);
  return { shape: result, shares: tensor === undefined || isViewable(tensor, known(result)) };
}

function viewed(shape: Sizes, tensor: TensorValue | undefined, sizes: readonly number[]): Plan {
  const plan = reshape(shape, tensor, sizes);
  return plan.shares ? plan : refuse();
}

function flattenedSizes(shape: Sizes, from: number, to: number): Sizes {
  const [start, end] = [axisOf(from, shape.length), axisOf(to, shape.length)];
  if (start > end) return refuse();
  if (shape.length === 0) return [1];
  const inner = shape.slice(start, end + 1);
  return [...shape.slice(0, start), isKnownShape(inner) ? numel(inner) : undefined, ...shape.slice(end + 1)];
}

/** NumPy's `order`: only rows first. */
function rowsFirst(call: OperationCall): void {
  if (stringArg(call, "C", "order") !== "C") refuse();
}

function squeezed(call: OperationCall, shape: Sizes, name: string, isNumpy: boolean): Plan {
  const axes = axesArg(call, shape.length, name, ...(isNumpy ? [] : ["axis"]));
  if (axes === undefined) {
    if (!isKnownShape(shape)) return refuse();
    return { shape: shape.filter((size) => size !== 1) };
  }
  // NumPy refuses to squeeze a size that is not 1, torch leaves it.
  if (isNumpy && axes.some((axis) => shape[axis] !== 1)) return refuse();
  if (axes.some((axis) => shape[axis] === undefined)) return refuse();
  return { shape: shape.filter((size, axis) => size !== 1 || !axes.includes(axis)) };
}

function unsqueezed(shape: Sizes, axes: readonly number[]): Plan {
  const ndim = shape.length + axes.length;
  const places = axes.map((axis) => axisOf(axis, ndim));
  if (new Set(places).size < places.length) return refuse();
  const rest = [...shape];
  return { shape: Array.from({ length: ndim }, (_, axis) => (places.includes(axis) ? 1 : rest.shift())) };
}

/** New axes in front, or as NumPy's atleast_3d puts them around. */
function atLeast(ndim: number) {
  return (_: OperationCall, shape: Sizes): Plan => {
    if (shape.length >= ndim) return { shape };
    if (ndim < 3) return { shape: [...new Array<number>(ndim - shape.length).fill(1), ...shape] };
    return { shape: shape.length === 2 ? [...shape, 1] : [1, ...(shape.length === 0 ? [1] : shape), 1] };
  };
}

export const shapes: Rows = [
  moving(
    "view",
    "torch.Tensor.view",
    "input, *shape",
    (call, shape, tensor) => viewed(shape, tensor, gatheredInts(call, "shape")),
    (call) => sizesWritten(call.rest("shape")),
  ),
  moving("view", "torch.Tensor.view_as", "input, other", (call, shape, tensor) => viewed(shape, tensor, shapeOf(call))),
  moving(
    "reshape",
    "torch.Tensor.reshape",
    "input, *sizes, shape=None",
    (call, shape, tensor) => reshape(shape, tensor, gatheredInts(call, "sizes", "shape")),
    (call) => sizesWritten(call.rest("sizes")),
  ),
  moving("reshape", "torch.Tensor.reshape_as", "input, other", (call, shape, tensor) =>
    reshape(shape, tensor, shapeOf(call)),
  ),
  moving("reshape", "torch.reshape", "input, shape", (call, shape, tensor) =>
    reshape(shape, tensor, intsOf(call, required(call, "shape"))),
  ),
  moving("reshape", "numpy.ndarray.reshape", "input, *sizes, order='C', copy=None", (call, shape, tensor) => {
    rowsFirst(call);
    without(call, "copy");
    return reshape(shape, tensor, gatheredInts(call, "sizes"));
  }),
  moving("reshape", "numpy.reshape", "input, shape, order='C', *, copy=None", (call, shape, tensor) => {
    rowsFirst(call);
    without(call, "copy");
    return reshape(shape, tensor, intsOf(call, required(call, "shape")));
  }),
  moving(
    "flatten",
    "torch.flatten torch.Tensor.flatten",
    "input, start_dim=0, end_dim=-1",
    (call, shape, tensor) => {
      const sizes = flattenedSizes(shape, intArg(call, 0, "start_dim"), intArg(call, -1, "end_dim"));
      return { shape: sizes, shares: tensor === undefined || isViewable(tensor, known(sizes)) };
    },
    (call) => (intArg(call, 0, "start_dim") === 0 && intArg(call, -1, "end_dim") === -1 ? [undefined] : undefined),
  ),
  moving("flatten", "numpy.ndarray.flatten", "input, order='C'", (call, shape) => {
    rowsFirst(call);
    return { shape: shape.length === 0 ? [1] : flattenedSizes(shape, 0, -1), shares: false };
  }),
  moving(
    "ravel",
    "torch.ravel torch.Tensor.ravel numpy.ravel numpy.ndarray.ravel",
    "input, order='C'",
    (call, shape, tensor) => {
      rowsFirst(call);
      return { shape: flattenedSizes(shape, 0, -1), shares: tensor === undefined || isContiguous(tensor) };
    },
  ),
  moving("unflatten", "torch.unflatten torch.Tensor.unflatten", "input, dim, sizes", (call, shape, tensor) => {
    const axis = axisOf(intArg(call, undefined, "dim"), shape.length);
    const sizes = reshapedSizes([shape[axis]], intsOf(call, required(call, "sizes")));
    const whole = [...shape.slice(0, axis), ...sizes, ...shape.slice(axis + 1)];
    if (shape.length === 0 || (tensor && !isViewable(tensor, known(whole)))) return refuse();
    return { shape: whole };
  }),
  moving("squeeze", "torch.squeeze torch.Tensor.squeeze", "input, dim=None, *, axis=None", (call, shape) =>
    squeezed(call, shape, "dim", false),
  ),
  moving("squeeze", "numpy.squeeze numpy.ndarray.squeeze", "input, axis=None", (call, shape) =>
    squeezed(call, shape, "axis", true),
  ),
  moving("unsqueeze", "torch.unsqueeze torch.Tensor.unsqueeze", "input, dim=None, *, axis=None", (call, shape) =>
    unsqueezed(shape, [intOf(required(call, "dim", "axis"))]),
  ),
  moving("unsqueeze", "numpy.expand_dims", "input, axis", (call, shape) =>
    unsqueezed(shape, intsOf(call, required(call, "axis"))),
  ),
  ...[1, 2, 3].map((ndim) =>
    moving("unsqueeze", `torch.atleast_${ndim}d numpy.atleast_${ndim}d`, "input", atLeast(ndim)),
  ),
  moving("contiguous", "torch.Tensor.contiguous", "input, memory_format=None", (call, shape, tensor) => {
    without(call, "memory_format");
    return { shape, shares: tensor === undefined || isContiguous(tensor) };
  }),
];

/** The sizes of `view(-1, classes)`, each an argument of its own: whatever they are, so many axes come out. */
function sizesWritten(sizes: readonly Value[]): Sizes | undefined {
  if (sizes.length < 2 && sizes[0]?.kind !== "number") return undefined;
  return sizes.map((size) => (size.kind === "number" && size.value >= 0 ? size.value : undefined));
}

function shapeOf(call: OperationCall): readonly number[] {
  const other = given(call, "other");
  return other?.kind === "tensor" ? other.shape : refuse();
}
