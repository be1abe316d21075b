import { broadcastIndices, stridesOf, walk } from "../../../tensor/layout";
import { type DType, isFloatingPoint, numel } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import type { Facts, Library, TensorValue, Value } from "../../value";
import { refuse, row, without } from "./arguments";
import { cast } from "./conversion";
import { libraryOf } from "./fills";
import { arrayOf } from "./literal";
import { derived, factsOf, type Made, operands, type Rows, underived } from "./make";
import { epsilon, type Numbers, rangeOf, slack } from "./precision";
import { commonDType, libraryAmong } from "./promotion";
import { common } from "./repeats";

/** Products of matrices and vectors. */

const bits: Readonly<Record<string, number>> = { float16: 11, bfloat16: 8, float32: 24, float64: 53 };

/** Sums of products over the labels that the result does not have: `einsum` on arrays of one dtype. */
function contracted(
  labels: readonly (readonly string[])[],
  output: readonly string[],
  sizes: ReadonlyMap<string, number>,
  dtype: DType,
  arrays: readonly Numbers[],
): Numbers {
  const inner = [...sizes.keys()].filter((label) => !output.includes(label));
  const sizeOf = (label: string): number => sizes.get(label) as number;
  const stepsOf = (array: number, over: readonly string[]): number[] => {
    const strides = stridesOf(labels[array].map(sizeOf));
    return over.map((label) =>
      labels[array].reduce((sum, each, axis) => sum + (each === label ? strides[axis] : 0), 0),
    );
  };
  const outer = arrays.map((_, i) => walk(output.map(sizeOf), stepsOf(i, output)));
  const within = arrays.map((_, i) => walk(inner.map(sizeOf), stepsOf(i, inner)));
  const off = arrays.map((array) => slack(array, dtype));
  const count = outer[0].length;
  const length = within[0].length;
  const data = new Float64Array(count);
  const error = new Float64Array(count);
  let isExact = arrays.every((array) => array.error === undefined && array.data.every((x) => Number.isInteger(x * 32)));
  for (let o = 0; o < count; o++) {
    let [sum, size, moved] = [0, 0, 0];
    const most = rangeOf(dtype);
    for (let k = 0; k < length; k++) {
      let [product, most] = [1, 1];
      for (let i = 0; i < arrays.length; i++) {
        const at = outer[i][o] + within[i][k];
        product *= arrays[i].data[at];
        most *= Math.abs(arrays[i].data[at]) + (off[i]?.[at] ?? 0);
      }
      sum += product;
      size += Math.abs(product);
      moved += most - Math.abs(product);
    }
    if (size > most && Number.isFinite(size) && isFloatingPoint(dtype)) refuse();
    data[o] = sum;
    error[o] = Number.isFinite(sum) ? moved + size * epsilon[dtype] * (2 + Math.sqrt(length) / 4) : 0;
    if (size * 1024 >= 2 ** (bits[dtype] ?? 53)) isExact = false;
  }
  return { data, error: isExact || !isFloatingPoint(dtype) ? undefined : error };
}

function einsum(
  call: OperationCall,
  operation: string,
  arrays: readonly TensorValue[],
  labels: readonly (readonly string[])[],
  output: readonly string[],
  from: Made["operands"],
): Value {
  const [{ library }] = arrays;
  const sizes = new Map<string, number>();
  arrays.forEach(({ shape }, i) => {
    if (shape.length !== labels[i].length) refuse();
    labels[i].forEach((label, axis) => {
      const known = sizes.get(label);
      if (known !== undefined && known !== shape[axis]) refuse();
      sizes.set(label, shape[axis]);
    });
  });
  const dtype = productDType(arrays, library);
  const shape = output.map((label) => sizes.get(label) ?? refuse());
  if (new Set(output).size < output.length) return refuse();
  if (isLowered(call, library)) return underived(call, { operation, operands: from }, { library, shape });
  call.machine.spend(numel([...sizes.values()]));
  return derived(call, { operation, operands: from, library, shape, dtype }, arrays, (...inputs) => {
    const held = inputs.map((input, i) => cast(input, arrays[i].dtype, dtype));
    return held.every((each) => each !== undefined)
      ? contracted(labels, output, sizes, dtype, held as Numbers[])
      : undefined;
  });
}

/** Autocast has torch's products in another type. */
function isLowered({ machine }: OperationCall, library: Library | undefined): boolean {
  return library === "torch" && machine.context.autocast !== undefined;
}

function productDType(arrays: readonly TensorValue[], library: Library): DType {
  const dtype = arrays.slice(1).reduce((a, b) => {
    if (library !== "numpy") return a === b.dtype ? a : refuse();
    const side = (type: DType) => ({
      shape: [1],
      dtype: type,
      weak: undefined,
      numbers: () => undefined,
      tensor: undefined,
    });
    return commonDType(side(a), side(b.dtype), library);
  }, arrays[0].dtype);
  return dtype === "bool" ? refuse() : dtype;
}

/** a @ b: matrices of the last two axes, the others broadcast; a vector on either side loses its axis again. */
function matmul(call: OperationCall, operation: string, left: Value, right: Value, names: readonly string[]): Value {
  const from = operands(call, ...names);
  if (left.kind === "unknown" || right.kind === "unknown")
    return underived(call, { operation, operands: from }, productFacts(call, left, right));
  const library = call.path.startsWith("operator.") ? libraryAmong(left, right) : libraryOf(call);
  const [a, b] = [arrayOf(call, left, library), arrayOf(call, right, library)];
  const [m, n] = [a.shape.length, b.shape.length];
  if (m === 0 || n === 0) return refuse();
  const batch = common(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const isWide = batch.length > 0;
  const axes = batch.map((_, i) => `b${i}`);
  const widened = [a, b].map((tensor) => (isWide && tensor.shape.length >= 2 ? repeated(call, tensor, batch) : tensor));
  const lead = (tensor: TensorValue, length: number): readonly string[] =>
    isWide && length >= 2 && tensor ? axes : [];
  return einsum(
    call,
    operation,
    widened,
    [
      [...lead(a, m), ...(m === 1 ? ["k"] : ["i", "k"])],
      [...lead(b, n), ...(n === 1 ? ["k"] : ["k", "j"])],
    ],
    [...axes, ...(m === 1 ? [] : ["i"]), ...(n === 1 ? [] : ["j"])],
    from,
  );
}

function repeated(call: OperationCall, tensor: TensorValue, batch: readonly number[]): TensorValue {
  const shape = [...batch, ...tensor.shape.slice(-2)];
  if (shape.length === tensor.shape.length && numel(shape) === numel(tensor.shape)) return tensor;
  call.machine.spend(numel(shape));
  const order = broadcastIndices(tensor.shape, shape);
  const { view } = tensor;
  return { ...tensor, shape, view: view ? order.map((i) => view[i]) : order, cells: undefined };
}

function productFacts(call: OperationCall, left: Value, right: Value): Facts {
  const [a, b] = [factsOf(left), factsOf(right)];
  const library = a.library ?? b.library;
  const dtype = a.dtype === b.dtype && !isLowered(call, library) ? a.dtype : undefined;
  const columns = b.shape && b.shape.length >= 2 ? b.shape.at(-1) : undefined;
  const shape =
    a.shape && b.shape?.length === 2 && a.shape.length >= 1 ? [...a.shape.slice(0, -1), columns] : undefined;
  return {
    ...(library && { library }),
    ...(dtype && { dtype }),
    ...(shape && { shape }),
    ...(!shape && columns !== undefined && { lastSize: columns }),
  };
}

/** matmul for axes of one kind only: mm, bmm, mv, dot. */
function strict(names: string, left: number, right: number) {
  return row(names, "input, other, *, out=None", (call) => {
    without(call, "out");
    const [a, b] = ["input", "other"].map((name) => call.arg(name) ?? refuse());
    const fits = (value: Value, ndim: number): boolean =>
      value.kind === "unknown" || (value.kind === "tensor" && value.shape.length === ndim);
    if (!fits(a, left) || !fits(b, right)) return refuse();
    if (left === 3 && a.kind === "tensor" && b.kind === "tensor" && a.shape[0] !== b.shape[0]) return refuse();
    return matmul(call, "matmul", a, b, ["input", "other"]);
  });
}

function einsumRow(call: OperationCall): Value {
  const [equation, ...rest] = call.rest("args");
  if (equation?.kind !== "string") return refuse();
  const values = rest.length === 1 && rest[0].kind === "list" ? (call.machine.iterate(rest[0]) ?? refuse()) : rest;
  const library = libraryOf(call);
  const from = values.map((value) => ({ value, place: undefined }));
  if (values.some(({ kind }) => kind === "unknown"))
    return underived(call, { operation: "einsum", operands: from }, { library });
  const match = /^([a-zA-Z,]+)(?:->([a-zA-Z]*))?$/.exec(equation.value.replace(/\s+/g, ""));
  if (match === null || values.length === 0) return refuse();
  const labels = match[1].split(",").map((part) => [...part]);
  const all = labels.flat();
  const once = [...new Set(all)].filter((label) => all.indexOf(label) === all.lastIndexOf(label)).sort();
  const arrays = values.map((value) => arrayOf(call, value, library));
  return labels.length === arrays.length
    ? einsum(call, "einsum", arrays, labels, match[2] === undefined ? once : [...match[2]], from)
    : refuse();
}

export const linear: Rows = [
  row("operator.matmul", "a, b", (call) =>
    matmul(call, "matmul", call.arg("a") ?? refuse(), call.arg("b") ?? refuse(), ["a", "b"]),
  ),
  row(
    "torch.matmul torch.Tensor.matmul numpy.matmul numpy.dot numpy.ndarray.dot",
    "input, other, *, out=None",
    (call) => {
      without(call, "out");
      const [a, b] = [call.arg("input") ?? refuse(), call.arg("other") ?? refuse()];
      // NumPy's dot of more than matrices is another product.
      const isBatch = (value: Value): boolean => value.kind === "tensor" && value.shape.length > 2;
      if (/dot$/.test(call.path) && (isBatch(a) || isBatch(b))) return refuse();
      return matmul(call, "matmul", a, b, ["input", "other"]);
    },
  ),
  strict("torch.mm torch.Tensor.mm", 2, 2),
  strict("torch.bmm torch.Tensor.bmm", 3, 3),
  strict("torch.mv torch.Tensor.mv", 2, 1),
  strict("torch.dot torch.Tensor.dot", 1, 1),
  row("torch.einsum numpy.einsum", "*args", einsumRow),
  row("torch.outer torch.Tensor.outer numpy.outer", "input, other, *, out=None", (call) => {
    const library = libraryOf(call);
    const [a, b] = ["input", "other"].map((name) => arrayOf(call, call.arg(name) ?? refuse(), library));
    if (a.shape.length !== 1 || b.shape.length !== 1) return refuse();
    if (library === "torch" && a.dtype !== b.dtype) return refuse();
    return einsum(call, "outer", [a, b], [["i"], ["j"]], ["i", "j"], operands(call, "input", "other"));
  }),
  row("torch.trace torch.Tensor.trace numpy.trace", "input", (call) => {
    const tensor = arrayOf(call, call.arg("input") ?? refuse(), libraryOf(call));
    const { shape } = tensor;
    if (shape.length !== 2 || (!isFloatingPoint(tensor.dtype) && tensor.dtype !== "int64")) return refuse();
    const size = Math.min(shape[0], shape[1]);
    const order = walk([size], [shape[1] + 1]);
    const view = tensor.view ? order.map((i) => (tensor.view as Int32Array)[i]) : order;
    return einsum(call, "trace", [{ ...tensor, shape: [size], view }], [["i"]], [], operands(call, "input"));
  }),
];
