import { broadcastIndices, stridesOf, walk } from "../../../tensor/layout";
import { type DType, isFloatingPoint, numel } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import type { Facts, Library, TensorValue, Value } from "../../value";
import { axisOf, given, intArg, numberArg, refuse, row, without } from "./arguments";
import { cast } from "./conversion";
import { libraryOf } from "./fills";
import { arrayOf } from "./literal";
import { derived, factsOf, gathered, type Made, operands, type Rows, underived } from "./make";
import { epsilon, type Numbers, rangeOf, slack } from "./precision";
import { commonDType, libraryAmong, spread, term } from "./promotion";
import { type Lane, over, type Reduced, type Reduction, reduced } from "./reduce";
import { common } from "./repeats";

/** Products of matrices and vectors, and lengths of vectors. */

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
  call.machine.spend(numel([...sizes.values()]));
  return derived(call, { operation, operands: from, library, shape, dtype }, arrays, (...inputs) => {
    const held = inputs.map((input, i) => cast(input, arrays[i].dtype, dtype));
    return held.every((each) => each !== undefined)
      ? contracted(labels, output, sizes, dtype, held as Numbers[])
      : undefined;
  });
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
    return underived(call, { operation, operands: from }, productFacts(left, right));
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

function productFacts(left: Value, right: Value): Facts {
  const [a, b] = [factsOf(left), factsOf(right)];
  const library = a.library ?? b.library;
  const dtype = a.dtype === b.dtype ? a.dtype : undefined;
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

/** The p-norm of a lane. */
export function lengthOf({ data, error, exact }: Lane, p: number, dtype: DType): Reduced {
  const most = error?.reduce((a, b) => Math.max(a, b), 0) ?? 0;
  const sizes = data.map(Math.abs);
  if (data.some(Number.isNaN)) return { value: Number.NaN, error: 0 };
  if (p === Number.POSITIVE_INFINITY)
    return { value: sizes.reduce((a, b) => Math.max(a, b), 0), error: exact ? 0 : most };
  if (p === 0)
    return most > 0 && sizes.some((x) => x <= 2 * most && x > 0)
      ? refuse()
      : { value: sizes.filter((x) => x !== 0).length, error: 0 };
  // Powers that leave the dtype's range on the way make another length.
  const isWild = (x: number): boolean =>
    Number.isFinite(x) && x !== 0 && (x ** p > rangeOf(dtype) / data.length || x ** p < 1e3 / rangeOf(dtype));
  if (p !== 1 && sizes.some(isWild)) return refuse();
  const value =
    p === 1
      ? sizes.reduce((a, b) => a + b, 0)
      : p === 2
        ? Math.hypot(...chunked(sizes))
        : sizes.reduce((a, b) => a + b ** p, 0) ** (1 / p);
  const moved =
    p === 2 ? Math.hypot(...chunked(error ?? new Float64Array(0))) : (error?.reduce((a, b) => a + b, 0) ?? 0);
  return { value, error: moved + value * epsilon[dtype] * (4 + Math.sqrt(data.length) / 4) };
}

/** Lengths of stretches, so that no call has more arguments than the engine of JavaScript takes. */
function chunked(values: Float64Array): number[] {
  const result: number[] = [];
  for (let i = 0; i < values.length; i += 1024) result.push(Math.hypot(...values.subarray(i, i + 1024)));
  return result;
}

function normOf(p: number): Reduction {
  return {
    operation: "norm",
    computes: (dtype, library) => (isFloatingPoint(dtype) ? dtype : library === "numpy" ? "float64" : refuse()),
    lane: (lane, dtype) => lengthOf(lane, p, dtype),
  };
}

function orderOf(call: OperationCall, name: string, isLinalg: boolean): number {
  const value = given(call, name);
  if (value === undefined) return 2;
  // Of matrices these norms are others, but for Frobenius'.
  const input = call.arg("input");
  const isVector =
    input?.kind === "tensor" && (input.shape.length === 1 || given(call, "dim", "axis")?.kind === "number");
  if (value.kind === "string") return value.value === "fro" && (!isLinalg || !isVector) ? 2 : refuse();
  if (isLinalg && !isVector) return refuse();
  const p = value.kind === "number" ? value.value : refuse();
  return p > 0 || p === 0 ? p : refuse();
}

/** More dims than a matrix has are refused. */
function isWide(call: OperationCall): boolean {
  const dim = given(call, "dim");
  return dim?.kind === "tuple" ? dim.items.length > 2 : dim?.kind === "list";
}

/** x divided by its length along a dim. */
function normalize(call: OperationCall): Value {
  const input = call.arg("input") ?? refuse();
  const described = { operation: "normalize", operands: operands(call, "input") };
  if (input.kind === "unknown") return underived(call, described, input.facts);
  const tensor = arrayOf(call, input, "torch");
  const axis = axisOf(intArg(call, 1, "dim"), tensor.shape.length);
  const [p, eps] = [numberArg(call, 2, "p"), numberArg(call, 1e-12, "eps")];
  if (!isFloatingPoint(tensor.dtype) || p <= 0) return refuse();
  const lengths = over(call, normOf(p), tensor, [axis], true);
  if (lengths.kind !== "tensor") return refuse();
  const made: Made = {
    ...described,
    library: "torch",
    shape: tensor.shape,
    dtype: tensor.dtype,
    settings: { dim: axis },
  };
  return derived(call, made, [tensor, lengths], (x, n) => {
    const order = broadcastIndices(lengths.shape, tensor.shape);
    const [size, off] = [gathered(n.data, order), n.error && gathered(n.error, order)];
    const ex = slack(x, tensor.dtype);
    const data = x.data.map((value, i) => value / Math.max(size[i], eps));
    const error = data.map((value, i) => {
      const by = Math.max(size[i], eps);
      return (
        (ex?.[i] ?? 0) / by + (Math.abs(value) * (off?.[i] ?? 0)) / by + Math.abs(value) * 2 * epsilon[tensor.dtype]
      );
    });
    return { data, error };
  });
}

function cosine(call: OperationCall): Value {
  const [left, right] = [call.arg("x1") ?? refuse(), call.arg("x2") ?? refuse()];
  const described = { operation: "cosine_similarity", operands: operands(call, "x1", "x2") };
  if (left.kind === "unknown" || right.kind === "unknown") return underived(call, described, { library: "torch" });
  const [a, b] = [term(call, left, "torch"), term(call, right, "torch")];
  const dtype = commonDType(a, b, "torch");
  const shape = common(a.shape, b.shape);
  // In half types ε is 0.
  const isHeld = dtype === "float32" || dtype === "float64";
  if (!isHeld || a.dtype !== b.dtype || shape.length === 0) return refuse();
  const axis = axisOf(intArg(call, 1, "dim"), shape.length);
  const eps = numberArg(call, 1e-8, "eps");
  const [x, y] = [spread(call, a, dtype, shape), spread(call, b, dtype, shape)];
  const made: Made = {
    ...described,
    library: "torch",
    shape: shape.toSpliced(axis, 1),
    dtype,
    settings: { dim: axis },
  };
  return derived(call, made, [a.tensor ?? refuse(), b.tensor ?? refuse()], () => {
    if (x === undefined || y === undefined) return undefined;
    const inner = numel(shape.slice(axis + 1));
    const data = new Float64Array(numel(made.shape));
    for (let i = 0; i < data.length; i++) {
      const start = Math.floor(i / inner) * inner * shape[axis] + (i % inner);
      let [dot, xx, yy] = [0, 0, 0];
      for (let k = 0; k < shape[axis]; k++) {
        const [p, q] = [x.data[start + k * inner], y.data[start + k * inner]];
        dot += p * q;
        xx += p * p;
        yy += q * q;
      }
      data[i] = dot / (Math.max(Math.sqrt(xx), eps) * Math.max(Math.sqrt(yy), eps));
    }
    const isWild = (value: number): boolean => value !== 0 && !(Math.abs(value) < 1e15 && Math.abs(value) > 1e-15);
    if (x.error || y.error || x.data.some(isWild) || y.data.some(isWild)) return undefined;
    return { data, error: data.map(() => epsilon[dtype] * (8 + shape[axis])) };
  });
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
  row(
    "torch.norm torch.Tensor.norm",
    "input, p='fro', dim=None, keepdim=False, *, dtype=None, out=None, axis=None",
    (call) => (isWide(call) ? refuse() : reduced(call, normOf(orderOf(call, "p", false)))),
  ),
  row("torch.linalg.norm", "input, ord=None, dim=None, keepdim=False, *, dtype=None", (call) =>
    isWide(call) ? refuse() : reduced(call, normOf(orderOf(call, "ord", true))),
  ),
  row("torch.linalg.vector_norm", "input, ord=2, dim=None, keepdim=False, *, dtype=None", (call) =>
    reduced(call, normOf(orderOf(call, "ord", false))),
  ),
  row("numpy.linalg.norm", "input, ord=None, axis=None, keepdims=False", (call) =>
    reduced(call, normOf(orderOf(call, "ord", true)), "numpy"),
  ),
  row("torch.nn.functional.normalize", "input, p=2.0, dim=1, eps=1e-12, out=None", normalize),
  row("torch.nn.functional.cosine_similarity torch.cosine_similarity", "x1, x2, dim=1, eps=1e-8", cosine),
];
