import { isFloatingPoint, numel } from "../../../tensor/tensor";
import type { Operation, OperationCall } from "../../operation";
import type { Value } from "../../value";
import { boolArg, numberArg, refuse, row, without } from "./arguments";
import { libraryOf } from "./fills";
import { arrayOf } from "./literal";
import { derived, factsOf, fresh, numbersOf, operands, originOf, type Rows, underived } from "./make";
import { compare, decisive, type Numbers } from "./precision";
import { commonDType, libraryAmong, spread, term } from "./promotion";
import { common } from "./repeats";

/** Comparisons, and logic on what is true of each element. */

/** From the order of two elements, −1, 0, 1, or nan beside a nan. */
type Verdict = (order: number) => boolean;

const verdicts = {
  lt: (order) => order < 0,
  le: (order) => order <= 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
} as const satisfies Readonly<Record<string, Verdict>>;

const numpyNames: Readonly<Record<keyof typeof verdicts, string>> = {
  lt: "less",
  le: "less_equal",
  gt: "greater",
  ge: "greater_equal",
  eq: "equal",
  ne: "not_equal",
};

function side(call: OperationCall, name: string): Value {
  return call.arg(name) ?? refuse();
}

function compared(
  call: OperationCall,
  operation: keyof typeof verdicts,
  left: Value,
  right: Value,
  names: readonly string[],
): Value {
  const described = { operation, operands: operands(call, ...names) };
  const verdict: Verdict = verdicts[operation];
  if (left.kind === "unknown" || right.kind === "unknown") {
    const [known, other] = left.kind === "unknown" ? [left, right] : [right, left];
    const { library, shape } = factsOf(known);
    if (library === undefined) return underived(call, described, {});
    return underived(call, described, { library, dtype: "bool", ...(shape && other.kind === "number" && { shape }) });
  }
  const library = libraryAmong(left, right);
  const [a, b] = [term(call, left, library), term(call, right, library)];
  const dtype = commonDType(a, b, library);
  const made = { ...described, library, shape: common(a.shape, b.shape), dtype: "bool" } as const;
  if ([a, b].some(({ tensor }) => tensor && tensor.storage.data === undefined)) return fresh(call, made, undefined);
  call.machine.spend(numel(made.shape));
  const x = spread(call, a, dtype, made.shape);
  const y = spread(call, b, dtype, made.shape);
  return fresh(call, made, x && y && judged(verdict, decisive(x, dtype), decisive(y, dtype)));
}

function judged(verdict: Verdict, x: Numbers, y: Numbers): Numbers | undefined {
  const data = new Float64Array(x.data.length);
  for (let i = 0; i < data.length; i++) {
    const order = compare(x.data[i], x.error?.[i] ?? 0, y.data[i], y.error?.[i] ?? 0);
    if (order === undefined) return undefined;
    data[i] = Number(verdict(order));
  }
  return { data, error: undefined };
}

function comparison(name: keyof typeof verdicts): Operation[] {
  const torch = [`torch.${name}`, `torch.Tensor.${name}`];
  const aliases =
    name === "eq" || name === "ne"
      ? name === "ne"
        ? ["torch.not_equal", "torch.Tensor.not_equal"]
        : []
      : [`torch.${numpyNames[name]}`, `torch.Tensor.${numpyNames[name]}`];
  return [
    row(`operator.${name}`, "a, b", (call) => compared(call, name, side(call, "a"), side(call, "b"), ["a", "b"])),
    row([...torch, ...aliases].join(" "), "input, other, *, out=None", (call) => {
      without(call, "out");
      const input = side(call, "input");
      return input.kind === "number" ? refuse() : compared(call, name, input, side(call, "other"), ["input", "other"]);
    }),
    row(`numpy.${numpyNames[name]}`, "x1, x2, /, out=None, *, where=True, dtype=None", (call) => {
      without(call, "out", "dtype");
      if (!boolArg(call, true, "where")) return refuse();
      const [x, y] = [side(call, "x1"), side(call, "x2")].map((value) =>
        value.kind === "list" || value.kind === "tuple" ? arrayOf(call, value, "numpy") : value,
      );
      if ([x, y].some((value) => value.kind === "tensor" && value.library === "torch")) return refuse();
      return compared(call, name, x, y, ["x1", "x2"]);
    }),
  ];
}

/** Which elements are not 0; undefined where an error leaves it open. */
export function truths({ data, error }: Numbers): Float64Array | undefined {
  if (error?.some((off, i) => off > 0 && Math.abs(data[i]) <= 2 * off)) return undefined;
  return data.map((x) => Number(x !== 0));
}

function logical(name: string, f: (a: boolean, b: boolean) => boolean): Operation[] {
  const apply = (call: OperationCall, left: Value, right: Value, names: readonly string[]): Value => {
    const library = libraryAmong(left, right);
    const [a, b] = [term(call, left, library), term(call, right, library)];
    const operation = `logical_${name}`;
    const made = {
      operation,
      operands: operands(call, ...names),
      library,
      shape: common(a.shape, b.shape),
      dtype: "bool",
    } as const;
    if ([a, b].some(({ tensor }) => tensor && tensor.storage.data === undefined)) return fresh(call, made, undefined);
    const [x, y] = [spread(call, a, a.dtype, made.shape), spread(call, b, b.dtype, made.shape)].map(
      (n) => n && truths(n),
    );
    return fresh(call, made, x && y && { data: x.map((p, i) => Number(f(p !== 0, y[i] !== 0))), error: undefined });
  };
  return [
    row(`torch.logical_${name} torch.Tensor.logical_${name}`, "input, other, *, out=None", (call) => {
      const [input, other] = [side(call, "input"), side(call, "other")];
      return input.kind === "tensor" && other.kind === "tensor"
        ? apply(call, input, other, ["input", "other"])
        : refuse();
    }),
    row(`numpy.logical_${name}`, "x1, x2, /, out=None", (call) => {
      const [a, b] = ["x1", "x2"].map((key) => {
        const value = side(call, key);
        return value.kind === "list" ? arrayOf(call, value, "numpy") : value;
      });
      return [a, b].some((value) => value.kind === "tensor" && value.library !== "numpy")
        ? refuse()
        : apply(call, a, b, ["x1", "x2"]);
    }),
  ];
}

/** isnan and its like, which are certain of any value. */
function predicate(names: string, f: (x: number) => boolean): Operation {
  return row(names, "input, /", (call) => {
    const library = libraryOf(call);
    const value = side(call, "input");
    const described = { operation: call.path.slice(call.path.lastIndexOf(".") + 1), operands: operands(call, "input") };
    if (value.kind === "unknown") {
      const { shape } = factsOf(value);
      return underived(call, described, { library, dtype: "bool", ...(shape && { shape }) });
    }
    const tensor = arrayOf(call, value, library);
    const made = { ...described, library, shape: tensor.shape, dtype: "bool" } as const;
    return derived(call, made, [tensor], ({ data }) => ({ data: data.map((x) => Number(f(x))), error: undefined }));
  });
}

function negation(call: OperationCall): Value {
  const value = side(call, "input");
  const library = call.path.startsWith("operator.") ? libraryAmong(value) : libraryOf(call);
  const tensor = arrayOf(call, value, library);
  const made = {
    operation: "logical_not",
    operands: operands(call, "input"),
    library,
    shape: tensor.shape,
    dtype: "bool",
  } as const;
  return derived(call, made, [tensor], (numbers) => {
    const truth = truths(numbers);
    return truth && { data: truth.map((x) => 1 - x), error: undefined };
  });
}

/** |a − b| ≤ atol + rtol · |b| everywhere, as one of Python's bools or element by element. */
function close(call: OperationCall, left: string, right: string, isAll: boolean): Value {
  const [p, q] = [side(call, left), side(call, right)];
  const library = libraryOf(call);
  const [a, b] = [term(call, p, library), term(call, q, library)];
  const [rtol, atol] = [numberArg(call, 1e-5, "rtol"), numberArg(call, 1e-8, "atol")];
  if (boolArg(call, false, "equal_nan") || (library === "torch" && a.dtype !== b.dtype)) return refuse();
  const dtype = commonDType(a, b, library);
  const shape = common(a.shape, b.shape);
  const [x, y] = [spread(call, a, dtype, shape), spread(call, b, dtype, shape)];
  if (x === undefined || y === undefined) return refuse();
  const off = isFloatingPoint(dtype) && dtype !== "float64" ? 1e-6 : 1e-14;
  const data = x.data.map((value, i) => {
    const [gap, bound] = [Math.abs(value - y.data[i]), atol + rtol * Math.abs(y.data[i])];
    const slack = (x.error?.[i] ?? 0) + (y.error?.[i] ?? 0) + off * (Math.abs(value) + bound);
    if (value === y.data[i]) return 1;
    if (Number.isNaN(gap) || !Number.isFinite(bound) || Math.abs(gap - bound) <= 2 * slack) return refuse();
    return Number(gap <= bound);
  });
  const described = { operation: "isclose", operands: operands(call, left, right) };
  if (!isAll) return fresh(call, { ...described, library, shape, dtype: "bool" }, { data, error: undefined });
  return { kind: "number", type: "bool", value: Number(data.every((x) => x === 1)), origin: originOf(call, described) };
}

export const comparisons: Rows = [
  ...(["lt", "le", "gt", "ge", "eq", "ne"] as const).flatMap(comparison),
  ...logical("and", (a, b) => a && b),
  ...logical("or", (a, b) => a || b),
  ...logical("xor", (a, b) => a !== b),
  row("torch.logical_not torch.Tensor.logical_not numpy.logical_not", "input, /, out=None", negation),
  predicate("torch.isnan torch.Tensor.isnan numpy.isnan", Number.isNaN),
  predicate("torch.isinf torch.Tensor.isinf numpy.isinf", (x) => Math.abs(x) === Number.POSITIVE_INFINITY),
  predicate("torch.isfinite torch.Tensor.isfinite numpy.isfinite", Number.isFinite),
  row("torch.isclose torch.Tensor.isclose", "input, other, rtol=1e-5, atol=1e-8, equal_nan=False", (call) =>
    close(call, "input", "other", false),
  ),
  row("torch.allclose torch.Tensor.allclose", "input, other, rtol=1e-5, atol=1e-8, equal_nan=False", (call) =>
    close(call, "input", "other", true),
  ),
  row("numpy.isclose", "a, b, rtol=1e-5, atol=1e-8, equal_nan=False", (call) => close(call, "a", "b", false)),
  row("numpy.allclose", "a, b, rtol=1e-5, atol=1e-8, equal_nan=False", (call) => close(call, "a", "b", true)),
  row("torch.equal torch.Tensor.equal numpy.array_equal", "input, other, equal_nan=False", (call) => {
    const library = libraryOf(call);
    const [a, b] = [arrayOf(call, side(call, "input"), library), arrayOf(call, side(call, "other"), library)];
    const described = { operation: "equal", operands: operands(call, "input", "other") };
    const answer = (value: boolean): Value => ({
      kind: "number",
      type: "bool",
      value: Number(value),
      origin: originOf(call, described),
    });
    if (a.shape.length !== b.shape.length || a.shape.some((size, i) => size !== b.shape[i])) return answer(false);
    if (a.dtype !== b.dtype || boolArg(call, false, "equal_nan")) return refuse();
    const [x, y] = [numbersOf(a) ?? refuse(), numbersOf(b) ?? refuse()];
    const result = judged(verdicts.eq, decisive(x, a.dtype), decisive(y, b.dtype)) ?? refuse();
    return answer(result.data.every((each) => each === 1));
  }),
];
