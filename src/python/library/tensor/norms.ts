import { broadcastIndices } from "../../../tensor/layout";
import { type DType, isFloatingPoint, numel } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import type { Value } from "../../value";
import { axisOf, given, intArg, numberArg, refuse, row } from "./arguments";
import { arrayOf } from "./literal";
import { derived, gathered, type Made, operands, type Rows, underived } from "./make";
import { epsilon, rangeOf, slack } from "./precision";
import { commonDType, spread, term } from "./promotion";
import { type AxisReduction, type Lane, over, type Reduced, reduced } from "./reduce";
import { common } from "./repeats";

/** Lengths of vectors, and the angles between them. */

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

function normOf(p: number): AxisReduction {
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
export function isWide(call: OperationCall): boolean {
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

export const norms: Rows = [
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
