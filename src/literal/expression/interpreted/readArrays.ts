import type { Expression } from "../../../python/syntax";
import { Elements } from "../../text/elements";
import type { Nested } from "../../text/nested";
import type { ArrayValue, ScalarValue, ValuePlace } from "../value";

/** Numbers and arrays that were read, as expressions of the interpreter; calls of the rows of python/. */

/** Lists of truth values up to this size are taken item by item. */
const maxBools = 10_000;

/** NumPy's scalars as they are printed. */
const scalarType =
  /^(?:[-+])?(?:(?:np|numpy|jnp|jax\.numpy)\.)?(float16|float32|float64|int8|int16|int32|int64|uint8|bool_?)\(/;

/** Plain numbers; of elements that name their type a list of NumPy's scalars, of truth values a list of these. */
export function numbersOf(nested: Nested, place: ValuePlace, isTuple: boolean, text?: string): Expression {
  const { elements, shape } = nested;
  const at = { start: place.start, end: place.end };
  const isBool = elements.kind === 0 && elements.count > 0;
  if (elements.dtype === undefined && !isBool && !(isTuple && shape.length === 1 && elements.count <= 64))
    return { kind: "numbers", nested, ...at };
  if (shape.length > 1) {
    const size = elements.count / Math.max(1, shape[0]);
    const items = Array.from({ length: shape[0] }, (_, i) =>
      numbersOf(part(nested, i * size, size, shape.slice(1)), at, isTuple, text),
    );
    return { kind: isTuple ? "tuple" : "list", items, ...at };
  }
  if ((elements.dtype === undefined || text !== undefined) && elements.count <= maxBools) {
    const items = Array.from({ length: elements.count }, (_, i): Expression => {
      const span = { start: elements.offsets[i], end: elements.offsets[i] + elements.lengths[i] };
      const type = elements.dtype && text ? scalarType.exec(text.slice(span.start, span.start + 40))?.[1] : undefined;
      const number: Expression = { kind: "number", value: elements.data[i], type: "float", ...span };
      if (type !== undefined && !/^bool/.test(type)) return call(`numpy.${type}`, [number], span);
      if (type !== undefined) return call("numpy.bool_", [number], span);
      if (isBool) return { kind: "constant", value: elements.data[i] ? "True" : "False", ...span };
      return { kind: "number", value: elements.data[i], type: elements.kind === 2 ? "float" : "int", ...span };
    });
    return { kind: isTuple ? "tuple" : "list", items, ...at };
  }
  return call("builtins.list", [constantArray(nested, elements.dtype ?? "bool", "numpy", at)], at);
}

function part({ elements, end }: Nested, from: number, count: number, shape: readonly number[]): Nested {
  const row = new Elements();
  row.data = elements.data.subarray(from, from + count) as Float64Array<ArrayBuffer>;
  row.offsets = elements.offsets.subarray(from, from + count) as Uint32Array<ArrayBuffer>;
  row.lengths = elements.lengths.subarray(from, from + count) as Uint32Array<ArrayBuffer>;
  Object.assign(row, { count, kind: elements.kind, dtype: elements.dtype });
  return { elements: row, shape, end };
}

/** A call of what stands at a path of the one table. */
export function call(path: string, args: readonly Expression[], place: ValuePlace): Expression {
  const at = { start: place.start, end: place.end };
  const name = path.startsWith("builtins.") ? path.slice("builtins.".length) : path;
  return {
    kind: "call",
    callee: pathExpression(name, place),
    args: args.map((value) => ({ name: undefined, spread: undefined, value, ...at })),
    ...at,
  };
}

function constantArray(
  nested: Nested,
  dtype: string | undefined,
  library: string | undefined,
  place: ValuePlace,
): Expression {
  const at = { start: place.start, end: place.end };
  const text = (value: string): Expression => ({ kind: "string", value, bytes: false, ...at });
  const shape: Expression = {
    kind: "tuple",
    items: nested.shape.map((value) => ({ kind: "number", value, type: "int", ...at })),
    ...at,
  };
  const flat: Expression = { kind: "numbers", nested: { ...nested, shape: [nested.elements.count] }, ...at };
  const none: Expression = { kind: "constant", value: "None", ...at };
  return call(
    "printed.array",
    [flat, text(library ?? "numpy"), dtype === undefined ? none : text(dtype), shape],
    place,
  );
}

/** An array that was read already. */
export function arrayExpression(array: ArrayValue | ScalarValue, place: ValuePlace): Expression {
  if (array.kind === "scalar") {
    const type = array.written === 2 ? "float" : "int";
    return { kind: "number", value: array.value, type, start: place.start, end: place.end };
  }
  const elements = Object.assign(new Elements(), {
    data: array.data,
    offsets: array.offsets,
    lengths: array.lengths,
    count: array.data.length,
    kind: array.written,
  });
  const nested = { elements, shape: array.shape, end: place.end };
  if (array.isList) return numbersOf(nested, place, false);
  return constantArray(nested, array.dtype, array.library, place);
}

/** A call of `printed.array` on something that is evaluated. */
export function printedArray(
  data: Expression,
  library: string,
  dtype: string | undefined,
  shape: Expression | undefined,
  place: ValuePlace,
): Expression {
  const at = { start: place.start, end: place.end };
  const none: Expression = { kind: "constant", value: "None", ...at };
  const text = (value: string): Expression => ({ kind: "string", value, bytes: false, ...at });
  return call("printed.array", [data, text(library), dtype === undefined ? none : text(dtype), shape ?? none], place);
}

export function pathExpression(path: string, place: ValuePlace): Expression {
  const [root, ...rest] = path.split(".");
  return rest.reduce<Expression>(
    (object, name) => ({ kind: "attribute", object, name, start: place.start, end: place.end }),
    { kind: "name", name: root, start: place.start, end: place.end },
  );
}
