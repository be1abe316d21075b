import type { OperationCall } from "../../operation";
import type { Library, Value } from "../../value";
import { dtypeArg, given, isSequence, itemsOf, refuse, row, without } from "./arguments";
import { constructed } from "./constructors";
import { arrayOf } from "./literal";
import { fresh, moved, operands, type Rows } from "./make";

/** Arrays written as text, and NumPy's matrices. */

/** Numbers in a string, separated by white space or one separator. */
function numbersIn(text: string, separator: RegExp): readonly number[] {
  const parts = text.trim() === "" ? [] : text.trim().split(separator);
  return parts.map((part) => (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(part) ? Number(part) : refuse()));
}

function fromString(call: OperationCall): Value {
  const [text, separator] = [call.arg("string"), call.arg("sep")];
  without(call, "like");
  if (text?.kind !== "string" || separator?.kind !== "string" || !/^\s*[\s,]\s*$/.test(separator.value))
    return refuse();
  const dtype = dtypeArg(call, "numpy") ?? "float64";
  if (!dtype.startsWith("float") || given(call, "count")?.kind !== "number") return refuse();
  const data = Float64Array.from(numbersIn(text.value, separator.value.includes(",") ? /\s*,\s*/ : /\s+/));
  const count = given(call, "count");
  if (count?.kind === "number" && count.value !== -1) return refuse();
  call.machine.spend(data.length);
  const made = {
    operation: "fromstring",
    operands: operands(call, "string"),
    library: "numpy" as Library,
    shape: [data.length],
    dtype,
  };
  return fresh(call, made, { data, error: undefined });
}

/** Side by side in a grid: each coordinate repeated over the axes of the others. */
function meshgrid(call: OperationCall): Value {
  const library: Library = call.path.startsWith("numpy.") ? "numpy" : "torch";
  const gathered = call.rest("tensors");
  const values = gathered.length === 1 && isSequence(gathered[0]) ? itemsOf(call, gathered[0]) : gathered;
  const indexing = call.arg("indexing");
  const order = indexing?.kind === "string" ? indexing.value : library === "numpy" ? "xy" : "ij";
  const vectors = values.map((value) => arrayOf(call, value, library));
  if (vectors.length !== 2 || vectors.some(({ shape }) => shape.length !== 1)) return refuse();
  const [a, b] = vectors.map(({ shape }) => shape[0]);
  const shape = order === "ij" ? [a, b] : [b, a];
  const isRow = (i: number): boolean => (i === 0) === (order === "ij");
  const items = vectors.map((vector, i) =>
    moved(
      call,
      { operation: "meshgrid", operands: [{ value: vector, place: undefined }], shape },
      vector,
      () => Int32Array.from({ length: a * b }, (_, k) => (isRow(i) ? Math.floor(k / shape[1]) : k % shape[1])),
      false,
    ),
  );
  return {
    kind: "tuple",
    items,
    fields: undefined,
    origin: { kind: "operation", operation: "meshgrid", settings: {}, place: call.place, operands: [] },
  };
}

export const texts: Rows = [
  row("numpy.fromstring", "string, dtype=None, count=-1, sep='', *, like=None", fromString),
  row("numpy.asmatrix numpy.matrix", "data, dtype=None, copy=True", (call) => {
    const data = call.arg("data");
    if (data?.kind === "string") return refuse();
    const array = constructed(call, "tensor", "data", "numpy", dtypeArg(call, "numpy"));
    // A matrix multiplies and slices by rules of its own: what is certain is its dtype and its two axes.
    if (array.kind !== "tensor" || array.shape.length > 2) return refuse();
    const shape = array.shape.length === 2 ? array.shape : [1, array.shape[0] ?? 1];
    return call.unknown({ dtype: array.dtype, shape });
  }),
  row("torch.meshgrid numpy.meshgrid", "*tensors, indexing=None", meshgrid),
];
