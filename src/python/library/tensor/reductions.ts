import { type DType, isFloatingPoint } from "../../../tensor/tensor";
import type { Operation, OperationCall } from "../../operation";
import type { Library, Value } from "../../value";
import { given, refuse, row, without } from "./arguments";
import type { Rows } from "./make";
import { epsilon, rangeOf } from "./precision";
import { type AxisReduction, type Lane, type Reduced, reduced } from "./reduce";

/** Sums, means, products, norms, and what is true of all or any. */

const bits: Readonly<Record<string, number>> = { float16: 11, bfloat16: 8, float32: 24, float64: 53 };

/** Sums of integers are int64; NumPy's of unsigned ones are of a type that is not known here. */
export function summed(dtype: DType, library: Library): DType {
  if (isFloatingPoint(dtype)) return dtype;
  return library === "numpy" && dtype === "uint8" ? refuse() : "int64";
}

function floating(dtype: DType, library: Library): DType {
  if (isFloatingPoint(dtype)) return dtype;
  return library === "numpy" ? "float64" : refuse();
}

/** The sum; exact where all are multiples of 2⁻¹⁰ that the dtype adds without rounding. */
export function sumOf({ data, error }: Lane, dtype: DType): Reduced {
  const most = rangeOf(dtype);
  let value = 0;
  let size = 0;
  let off = 0;
  let isGrid = error === undefined || error.every((e) => e === 0);
  for (let i = 0; i < data.length; i++) {
    value += data[i];
    size += Math.abs(data[i]);
    off += error?.[i] ?? 0;
    if (isGrid && !Number.isInteger(data[i] * 1024)) isGrid = false;
  }
  // What overflows on the way does so in an order of its own.
  if (size > most && Number.isFinite(size)) return refuse();
  const isExact = !isFloatingPoint(dtype) || (isGrid && size * 1024 < 2 ** (bits[dtype] ?? 0));
  return { value, error: isExact ? 0 : off + epsilon[dtype] * (2 + Math.sqrt(data.length) / 4) * size };
}

const sum: AxisReduction = {
  operation: "sum",
  computes: summed,
  takes: (dtype) => dtype !== "bool",
  lane: (lane, dtype) => sumOf(lane, dtype),
};

const nansum: AxisReduction = {
  operation: "nansum",
  computes: summed,
  takes: (dtype) => dtype !== "bool",
  lane: (lane, dtype) => sumOf({ ...lane, data: lane.data.map((x) => (Number.isNaN(x) ? 0 : x)) }, dtype),
};

export function meanOf(lane: Lane, dtype: DType): Reduced {
  const total = sumOf(lane, dtype);
  const value = total.value / lane.data.length;
  const isOnce = total.error === 0 && (dtype === "float32" || dtype === "float64" || Number.isInteger(value * 8));
  return { value, error: isOnce ? 0 : total.error / lane.data.length + epsilon[dtype] * Math.abs(value) };
}

const mean: AxisReduction = { operation: "mean", computes: floating, takes: isFloatingPoint, lane: meanOf };

const nanmean: AxisReduction = {
  operation: "nanmean",
  computes: floating,
  takes: isFloatingPoint,
  lane: ({ data, error, exact }, dtype) => {
    const kept = Array.from(data.keys()).filter((i) => !Number.isNaN(data[i]));
    return meanOf(
      {
        data: Float64Array.from(kept, (i) => data[i]),
        error: error && Float64Array.from(kept, (i) => error[i]),
        exact,
      },
      dtype,
    );
  },
};

const prod: AxisReduction = {
  operation: "prod",
  computes: summed,
  takes: (dtype) => dtype !== "bool",
  lane: ({ data, error }, dtype) => {
    const value = data.reduce((a, b) => a * b, 1);
    const size = data.reduce((a, b) => a * Math.max(1, Math.abs(b)), 1);
    const least = data.reduce((a, b) => a * (b === 0 ? 1 : Math.min(1, Math.abs(b))), 1);
    if (
      isFloatingPoint(dtype) &&
      ((size > rangeOf(dtype) && data.every(Number.isFinite)) || least < 1 / rangeOf(dtype))
    )
      return undefined;
    if (!isFloatingPoint(dtype)) return size <= 2 ** 53 ? { value, error: 0 } : undefined;
    if (error === undefined && data.every(Number.isInteger) && size < 2 ** (bits[dtype] ?? 0))
      return { value, error: 0 };
    const relative = data.reduce(
      (total, x, i) => total + (x === 0 ? 0 : (error?.[i] ?? 0) / Math.abs(x)),
      data.length * epsilon[dtype],
    );
    return { value, error: Math.abs(value) * relative };
  },
};

function truth(operation: string, lane: (data: Float64Array) => boolean): AxisReduction {
  return {
    operation,
    computes: (dtype) => dtype,
    gives: (dtype, library) => (library === "torch" && dtype === "uint8" ? dtype : "bool"),
    decides: true,
    lane: ({ data, error }) =>
      error?.some((off, i) => off > 0 && Math.abs(data[i]) <= 2 * off)
        ? undefined
        : { value: Number(lane(data)), error: 0 },
  };
}

const any = truth("any", (data) => data.some((x) => x !== 0));
const all = truth("all", (data) => data.every((x) => x !== 0));
const countNonzero: AxisReduction = {
  ...truth("count_nonzero", () => true),
  computes: (dtype) => dtype,
  gives: () => "int64",
  lane: ({ data, error }) =>
    error?.some((off, i) => off > 0 && Math.abs(data[i]) <= 2 * off)
      ? undefined
      : { value: data.reduce((count, x) => count + Number(x !== 0), 0), error: 0 },
};

/** The largest or smallest element; a nan is both. */
function extreme(operation: string, pick: (a: number, b: number) => number): AxisReduction {
  return {
    operation,
    computes: (dtype) => dtype,
    lane: ({ data, error, exact }, dtype) => {
      if (data.length === 0) return refuse();
      const value = data.reduce((a, b) => (Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : pick(a, b)));
      if (error === undefined || exact || !isFloatingPoint(dtype)) return { value, error: 0 };
      const off = error.reduce((a, b) => Math.max(a, b), 0);
      return { value, error: off };
    },
  };
}

export const amax = extreme("amax", Math.max);
export const amin = extreme("amin", Math.min);

/** Several numbers' spread around their mean, divided by their number less `correction`. */
export function varianceOf({ data, error }: Lane, dtype: DType, library: Library, correction: number): Reduced {
  const n = data.length;
  const center = data.reduce((a, b) => a + b, 0) / n;
  const squares = data.reduce((total, x) => total + (x - center) ** 2, 0);
  const value = squares / Math.max(0, n - correction);
  const most = error?.reduce((a, b) => Math.max(a, b), 0) ?? 0;
  // NumPy's mean is itself rounded to the dtype before it is taken off.
  const shift = most + (library === "numpy" || dtype === "float64" ? epsilon[dtype] : 2 ** -52) * Math.abs(center);
  if (squares > rangeOf(dtype)) return refuse();
  const isConstant =
    error === undefined && data.every((x) => x === center) && sumOf({ data, error, exact: true }, dtype).error === 0;
  if (isConstant) return { value, error: 0 };
  const spread = data.reduce((total, x) => total + Math.abs(x - center), 0);
  const off = (2 * spread * most + n * shift ** 2) / Math.max(1, n - correction);
  return { value, error: off + value * epsilon[dtype] * (8 + Math.sqrt(n) / 2) };
}

function spread(isRoot: boolean, correction: number): AxisReduction {
  return {
    operation: isRoot ? "std" : "var",
    computes: floating,
    lane: (lane, dtype, library) => {
      const { value, error } = varianceOf(lane, dtype, library, correction);
      if (!isRoot) return { value, error };
      const root = Math.sqrt(value);
      const off =
        value > 0
          ? Math.max(Math.sqrt(value + error) - root, root - Math.sqrt(Math.max(0, value - error)))
          : Math.sqrt(error);
      return { value: root, error: off + root * epsilon[dtype] };
    },
  };
}

function torchSpread(call: OperationCall, isRoot: boolean): Value {
  const dim = call.arg("dim");
  const flags = [call.arg("unbiased"), dim].filter((value) => value?.kind === "number" && value.type === "bool");
  // x.std(False) names no dim: the bool says whether the estimate is unbiased.
  const asked = given(call, "correction");
  if (dim?.kind === "number" && dim.type === "bool") return refuse();
  if (given(call, "dim", "axis") === undefined && given(call, "unbiased")) without(call, "keepdim", "keepdims");
  if (asked !== undefined && (asked.kind !== "number" || flags.length > 0)) return refuse();
  const isUnbiased = flags[0]?.kind !== "number" || flags[0].value !== 0;
  const correction = asked?.kind === "number" ? asked.value : isUnbiased ? 1 : 0;
  return reduced(call, spread(isRoot, correction));
}

function numpySpread(call: OperationCall, isRoot: boolean): Value {
  without(call, "out", "where", "mean");
  const ddof = given(call, "ddof", "correction");
  if (ddof !== undefined && ddof.kind !== "number") return refuse();
  return reduced(call, spread(isRoot, ddof?.kind === "number" ? ddof.value : 0));
}

function torch(name: string, kind: AxisReduction, parameters: string): Operation {
  return row(
    `torch.${name} torch.Tensor.${name}`,
    `input, ${parameters}, *, out=None, axis=None, keepdims=None`,
    (call) => {
      without(call, "out");
      // What is summed up whole keeps no dims: torch has no such call.
      if (given(call, "dim", "axis") === undefined && !/^(?:amax|amin|any|all)$/.test(name))
        without(call, "keepdim", "keepdims");
      if (name === "prod" && given(call, "dim", "axis")?.kind === "tuple") return refuse();
      return reduced(call, kind);
    },
  );
}

function numpy(name: string, kind: AxisReduction, parameters: string, isMethod = true): Operation {
  return row(isMethod ? `numpy.${name} numpy.ndarray.${name}` : `numpy.${name}`, `input, ${parameters}`, (call) => {
    without(call, "out", "initial", "where");
    return reduced(call, kind);
  });
}

const dtyped = "axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None";
const plain = "axis=None, out=None, keepdims=False, initial=None, where=None";

export const reductions: Rows = [
  torch("sum", sum, "dim=None, keepdim=None, dtype=None"),
  torch("nansum", nansum, "dim=None, keepdim=None, dtype=None"),
  torch("mean", mean, "dim=None, keepdim=None, dtype=None"),
  torch("nanmean", nanmean, "dim=None, keepdim=None, dtype=None"),
  torch("prod", prod, "dim=None, keepdim=None, dtype=None"),
  torch("any", any, "dim=None, keepdim=None"),
  torch("all", all, "dim=None, keepdim=None"),
  torch("count_nonzero", countNonzero, "dim=None"),
  torch("amax", amax, "dim=None, keepdim=False"),
  torch("amin", amin, "dim=None, keepdim=False"),
  row(
    "torch.std torch.Tensor.std",
    "input, dim=None, unbiased=None, keepdim=None, *, correction=None, axis=None, keepdims=None",
    (call) => torchSpread(call, true),
  ),
  row(
    "torch.var torch.Tensor.var",
    "input, dim=None, unbiased=None, keepdim=None, *, correction=None, axis=None, keepdims=None",
    (call) => torchSpread(call, false),
  ),
  numpy("sum", sum, dtyped),
  numpy("nansum", nansum, dtyped, false),
  numpy("mean", mean, "axis=None, dtype=None, out=None, keepdims=False, *, where=None"),
  numpy("nanmean", nanmean, "axis=None, dtype=None, out=None, keepdims=False, *, where=None", false),
  row("numpy.average", "input, axis=None, weights=None, returned=False, *, keepdims=False", (call) => {
    without(call, "weights");
    return reduced(call, mean);
  }),
  numpy("prod", prod, dtyped),
  numpy("any", any, "axis=None, out=None, keepdims=False, *, where=None"),
  numpy("all", all, "axis=None, out=None, keepdims=False, *, where=None"),
  numpy("max", amax, plain),
  numpy("min", amin, plain),
  numpy("amax", amax, plain, false),
  numpy("amin", amin, plain, false),
  row("numpy.count_nonzero", "input, axis=None, *, keepdims=False", (call) => reduced(call, countNonzero)),
  row(
    "numpy.std numpy.ndarray.std",
    "input, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, mean=None, correction=None",
    (call) => numpySpread(call, true),
  ),
  row(
    "numpy.var numpy.ndarray.var",
    "input, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, mean=None, correction=None",
    (call) => numpySpread(call, false),
  ),
];
