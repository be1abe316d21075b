import type { Cells, Library, NumberValue, Value } from "../python/value";
import { dataOf } from "../python/value";
import type { DType, Tensor } from "../tensor/tensor";
import type { Place } from "../textUnit";

/** A value of the code as an array, with the elements of the text that it consists of, where it still does. */
export interface KnownArray {
  readonly tensor: Tensor;
  readonly cells: Cells | undefined;
  /** Whose tensor it is; undefined for a list. */
  readonly library: Library | undefined;
  /** The expression that made it, where that is one. */
  readonly made: Place | undefined;
}

const MOST_ITEMS = 1_000_000;

/** The array that a value is, or that a list of numbers makes; undefined where its values are not known. */
export function knownArray(value: Value): KnownArray | undefined {
  const array = arrayOf(value);
  const { origin } = value;
  return (
    array && { ...array, made: origin.kind === "operation" || origin.kind === "literal" ? origin.place : undefined }
  );
}

function arrayOf(value: Value): Omit<KnownArray, "made"> | undefined {
  switch (value.kind) {
    case "tensor": {
      const data = dataOf(value);
      if (data === undefined) return undefined;
      const { library, shape, dtype, storage, cells } = value;
      return { tensor: { data, shape, dtype }, library, cells: storage.changed ? undefined : cells };
    }
    case "list": {
      const { numbers, changed, items } = value.list;
      if (numbers !== undefined && !changed) {
        const { data, shape, type, cells } = numbers;
        return { tensor: { data, shape, dtype: type === "int" ? "int64" : "float32" }, library: undefined, cells };
      }
      return items === undefined || value.form === "set" ? undefined : gathered(items);
    }
    case "tuple":
      return gathered(value.items);
    default:
      return undefined;
  }
}

/** Nested lists of numbers as an array; undefined where they are ragged, or hold anything else. */
function gathered(items: readonly Value[]): Omit<KnownArray, "made"> | undefined {
  const leaves: NumberValue[] = [];
  const shape = collect(items, leaves);
  if (shape === undefined) return undefined;
  const data = Float64Array.from(leaves, ({ value }) => value);
  return { tensor: { data, shape, dtype: dtypeOf(leaves) }, library: undefined, cells: cellsOf(leaves) };
}

function collect(items: readonly Value[], leaves: NumberValue[]): readonly number[] | undefined {
  let inner: readonly number[] | undefined;
  for (const [index, item] of items.entries()) {
    const shape = shapeOf(item, leaves);
    if (shape === undefined || leaves.length > MOST_ITEMS) return undefined;
    if (index > 0 && (inner?.length !== shape.length || inner.some((size, axis) => size !== shape[axis]))) {
      return undefined;
    }
    inner = shape;
  }
  return inner && [items.length, ...inner];
}

function shapeOf(item: Value, leaves: NumberValue[]): readonly number[] | undefined {
  if (item.kind === "number") {
    leaves.push(item);
    return [];
  }
  if (item.kind === "tuple") return collect(item.items, leaves);
  if (item.kind !== "list" || item.form === "set") return undefined;
  const { numbers, changed, items } = item.list;
  if (numbers === undefined || changed) return items && collect(items, leaves);
  const { data, shape, type, cells } = numbers;
  for (const [index, value] of data.entries()) {
    const start = cells.offsets[index];
    const place = { unit: cells.unit, start, end: start + cells.lengths[index] };
    leaves.push({ kind: "number", type, value, origin: { kind: "literal", place } });
  }
  return shape;
}

function dtypeOf(leaves: readonly NumberValue[]): DType {
  if (leaves.some(({ type }) => type === "float")) return "float32";
  return leaves.length > 0 && leaves.every(({ type }) => type === "bool") ? "bool" : "int64";
}

function cellsOf(leaves: readonly NumberValue[]): Cells | undefined {
  const places = leaves.flatMap(({ origin }) => (origin.kind === "literal" ? [origin.place] : []));
  const [first] = places;
  if (first === undefined || places.length < leaves.length) return undefined;
  if (places.some(({ unit }) => unit !== first.unit)) return undefined;
  return {
    unit: first.unit,
    offsets: Uint32Array.from(places, ({ start }) => start),
    lengths: Uint32Array.from(places, ({ start, end }) => end - start),
  };
}
