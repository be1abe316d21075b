import { broadcastIndices, stridesOf } from "../../../tensor/layout";
import { broadcastShapes } from "../../../tensor/shape";
import { isFloatingPoint, numel } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import { dataOf, type Library, type Sizes, type SliceValue, type TensorValue, type Value } from "../../value";
import { intOf, refuse } from "./arguments";
import { arrayLike } from "./literal";

/** What a subscript takes of a shape: NumPy's rules, and torch's where they differ. */
export interface Selection {
  /** A size is undefined where it depends on values that are not known. */
  readonly shape: Sizes;
  /** Undefined where an index array's values are not known. */
  readonly indices: (() => Int32Array) | undefined;
  /** Only ints, slices, None and Ellipsis: a view. */
  readonly isBasic: boolean;
  readonly hasEllipsis: boolean;
}

type Item =
  | { readonly kind: "int"; readonly at: number }
  | { readonly kind: "slice"; readonly slice: SliceValue | undefined }
  | { readonly kind: "new" | "ellipsis" }
  | ArrayItem;

/** Indices into one axis; of a mask one item an axis. */
interface ArrayItem {
  readonly kind: "array";
  readonly shape: Sizes;
  readonly data: ArrayLike<number> | undefined;
}

/** Places along axes of the result: their sizes, and where in the source each leads. */
interface Block {
  readonly shape: Sizes;
  readonly offsets: (() => ArrayLike<number>) | undefined;
}

export function select(call: OperationCall, shape: Sizes, library: Library, index: Value): Selection {
  const given = itemsOf(call, shape, library, index);
  const consumed = given.filter(({ kind }) => kind !== "new" && kind !== "ellipsis").length;
  const ellipses = given.filter(({ kind }) => kind === "ellipsis").length;
  if (ellipses > 1 || consumed > shape.length) return refuse();
  const rest = new Array<Item>(shape.length - consumed).fill({ kind: "slice", slice: undefined });
  const at = ellipses === 0 ? given.length : given.findIndex(({ kind }) => kind === "ellipsis");
  const items = [...given.slice(0, at), ...rest, ...given.slice(at + 1)];
  return { ...plan(items, shape, library), hasEllipsis: ellipses > 0 };
}

function plan(items: readonly Item[], shape: Sizes, library: Library): Omit<Selection, "hasEllipsis"> {
  const strides = stridesOf(shape.map((size) => size ?? 0));
  const isBasic = !items.some(({ kind }) => kind === "array");
  // To NumPy an int beside index arrays is one of them; torch selects first.
  const isAdvanced = (item: Item): boolean =>
    item.kind === "array" || (item.kind === "int" && !isBasic && library !== "torch");
  const blocks: Block[] = [];
  const arrays: { readonly item: ArrayItem; readonly axis: number }[] = [];
  let base = 0;
  let place: number | undefined;
  let isSplit = false;
  let lastAdvanced = -1;
  let axis = 0;
  let visible = 0;
  for (const item of items) {
    if (isAdvanced(item)) {
      const array: ArrayItem =
        item.kind === "array" ? item : { kind: "array", shape: [], data: [item.kind === "int" ? item.at : refuse()] };
      place ??= blocks.length;
      if (lastAdvanced >= 0 && visible !== lastAdvanced + 1) isSplit = true;
      lastAdvanced = visible++;
      arrays.push({ item: array, axis: axis++ });
    } else if (item.kind === "int") {
      const size = shape[axis];
      if (size !== undefined) base += wrapped(item.at, size) * strides[axis];
      axis++;
    } else if (item.kind === "new") {
      blocks.push({ shape: [1], offsets: () => [0] });
      visible++;
    } else if (item.kind === "slice") {
      blocks.push(sliced(item.slice, shape[axis], strides[axis], library));
      axis++;
      visible++;
    }
  }
  if (arrays.length > 0) blocks.splice(isSplit ? 0 : (place as number), 0, joined(arrays, shape, strides));
  const sizes = blocks.flatMap((block) => block.shape);
  if (blocks.some(({ offsets }) => offsets === undefined)) return { shape: sizes, indices: undefined, isBasic };
  return { shape: sizes, isBasic, indices: () => combined(base, blocks, numel(sizes as readonly number[])) };
}

function combined(base: number, blocks: readonly Block[], count: number): Int32Array {
  let result = Int32Array.of(base);
  if (count === 0) return new Int32Array(0);
  for (const { offsets } of blocks) {
    const places = (offsets as () => ArrayLike<number>)();
    const next = new Int32Array(result.length * places.length);
    for (let i = 0, k = 0; i < result.length; i++)
      for (let p = 0; p < places.length; p++) next[k++] = result[i] + places[p];
    result = next;
  }
  return result;
}

/** The index arrays of a subscript, broadcast together and added up. */
function joined(
  arrays: readonly { readonly item: ArrayItem; readonly axis: number }[],
  shape: Sizes,
  strides: readonly number[],
): Block {
  let common: Sizes | undefined;
  for (const { item } of arrays) common = common === undefined ? item.shape : together(common, item.shape);
  const sizes = common as Sizes;
  if (sizes.some((size) => size === undefined) || arrays.some(({ item }) => item.data === undefined))
    return { shape: sizes, offsets: undefined };
  const whole = sizes as readonly number[];
  const total = new Int32Array(numel(whole));
  for (const { item, axis } of arrays) {
    const size = shape[axis];
    if (size === undefined) return { shape: sizes, offsets: undefined };
    const source = broadcastIndices(item.shape as readonly number[], whole);
    const data = item.data as ArrayLike<number>;
    for (let i = 0; i < data.length; i++) wrapped(data[i], size);
    for (let i = 0; i < total.length; i++) total[i] += wrapped(data[source[i]], size) * strides[axis];
  }
  return { shape: sizes, offsets: () => total };
}

function together(a: Sizes, b: Sizes): Sizes {
  if (a === b) return a;
  if ([...a, ...b].some((size) => size === undefined)) return refuse();
  const common = broadcastShapes(a as readonly number[], b as readonly number[]);
  return "shape" in common ? common.shape : refuse();
}

function wrapped(index: number, size: number): number {
  const at = index < 0 ? index + size : index;
  return at >= 0 && at < size ? at : refuse();
}

function bound(value: Value): number | undefined {
  return value.kind === "none" ? undefined : intOf(value);
}

function sliced(slice: SliceValue | undefined, size: number | undefined, stride: number, library: Library): Block {
  const [lower, upper, by] = slice ? [bound(slice.lower), bound(slice.upper), bound(slice.step)] : [];
  const step = by ?? 1;
  if (step === 0 || (step < 0 && library === "torch")) return refuse();
  if (size === undefined) {
    const isWhole = lower === undefined && upper === undefined && step === 1;
    return { shape: [isWhole ? size : undefined], offsets: undefined };
  }
  const clip = (i: number, low: number, high: number): number => Math.min(Math.max(i < 0 ? i + size : i, low), high);
  const start = step > 0 ? clip(lower ?? 0, 0, size) : lower === undefined ? size - 1 : clip(lower, -1, size - 1);
  const stop =
    step > 0
      ? upper === undefined
        ? size
        : clip(upper, 0, size)
      : upper === undefined
        ? -1
        : clip(upper, -1, size - 1);
  const count = Math.max(0, Math.ceil((stop - start) / step));
  return { shape: [count], offsets: () => Int32Array.from({ length: count }, (_, i) => (start + i * step) * stride) };
}

function itemsOf(call: OperationCall, shape: Sizes, library: Library, index: Value): readonly Item[] {
  const parts = index.kind === "tuple" ? index.items : [index];
  let axis = 0;
  const items: Item[] = [];
  const isPrefix = (): boolean => !items.some(({ kind }) => kind === "ellipsis");
  for (const part of parts) {
    const made = itemOf(call, part, library, isPrefix() ? shape.slice(axis) : undefined);
    items.push(...made);
    axis += made.filter(({ kind }) => kind !== "new" && kind !== "ellipsis").length;
  }
  return items;
}

/** `ahead` are the sizes that a mask is laid over, where they are known. */
function itemOf(call: OperationCall, part: Value, library: Library, ahead: Sizes | undefined): readonly Item[] {
  switch (part.kind) {
    case "number":
      return part.type === "int" ? [{ kind: "int", at: part.value }] : refuse();
    case "slice":
      return [{ kind: "slice", slice: part }];
    case "none":
      return [{ kind: "new" }];
    case "ellipsis":
      return [{ kind: "ellipsis" }];
    case "list":
    case "tuple": {
      const array = arrayLike(call, part, library === "numpy" ? "numpy" : "torch");
      const isEmpty = numel(array.shape) === 0;
      if (isFloatingPoint(array.dtype) && !isEmpty) return refuse();
      if (array.dtype === "bool") return masked(array.shape, array.numbers?.data, ahead);
      return [{ kind: "array", shape: array.shape, data: array.numbers?.data }];
    }
    case "tensor":
      return ofTensor(part, library, ahead);
    default:
      return refuse();
  }
}

function ofTensor(tensor: TensorValue, library: Library, ahead: Sizes | undefined): readonly Item[] {
  const { shape, dtype } = tensor;
  if (isFloatingPoint(dtype) || (library === "torch" && dtype === "uint8")) return refuse();
  if (library === "numpy" && tensor.library !== "numpy") return refuse();
  const data = dataOf(tensor);
  if (dtype === "bool") return masked(shape, data, ahead);
  if (library === "torch" && tensor.library === "torch" && dtype !== "int64" && dtype !== "int32") return refuse();
  if (shape.length === 0 && data) return [{ kind: "int", at: data[0] }];
  return [{ kind: "array", shape, data }];
}

/** A mask as one array of indices for each of its axes. */
function masked(shape: readonly number[], data: Float64Array | undefined, ahead: Sizes | undefined): readonly Item[] {
  if (shape.length === 0 || ahead === undefined) return refuse();
  if (shape.length > ahead.length || shape.some((size, axis) => ahead[axis] !== undefined && ahead[axis] !== size))
    return refuse();
  if (data === undefined) {
    const size: Sizes = [undefined];
    return shape.map(() => ({ kind: "array", shape: size, data: undefined }));
  }
  const strides = stridesOf(shape);
  const places = Array.from(data.keys()).filter((i) => data[i] !== 0);
  return shape.map((size, axis) => ({
    kind: "array",
    shape: [places.length],
    data: places.map((i) => Math.floor(i / strides[axis]) % size),
  }));
}
