import { type DType, isFloatingPoint, numel } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import type { Library, Value } from "../../value";
import {
  boolArg,
  dtypeArg,
  gatheredInts,
  given,
  intArg,
  intsOf,
  numberArg,
  refuse,
  required,
  row,
  without,
} from "./arguments";
import { cast } from "./conversion";
import { dtypeOfNumber } from "./dtypes";
import { arrayOf } from "./literal";
import { factsOf, fresh, type Made, operands, type Rows, underived } from "./make";
import { epsilon, settle } from "./precision";

/** Arrays out of sizes: constant, counted, of whatever was in memory, and of random numbers. */

function sized(shape: readonly number[]): readonly number[] {
  return shape.every((size) => Number.isInteger(size) && size >= 0) && numel(shape) < 2 ** 31 ? shape : refuse();
}

/** Of larger arrays that are made of their sizes (a mask for a thousand positions) the values are not kept: nobody asks for one of them. */
const MOST_FILLED = 1 << 18;

function filled(call: OperationCall, made: Made, value: number): Value {
  if (numel(made.shape) > MOST_FILLED) return fresh(call, made, undefined);
  call.machine.spend(numel(made.shape));
  return fresh(call, made, { data: new Float64Array(numel(made.shape)).fill(value), error: undefined });
}

const factory =
  "*, out=None, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False, names=None, memory_format=None";

/** torch.zeros(2, 3), torch.zeros((2, 3)). */
function torchSizes(name: string, make: (call: OperationCall, made: Made) => Value) {
  return row(`torch.${name}`, `*sizes, ${factory.replace("*, ", "")}, size=None`, (call) => {
    without(call, "out", "layout", "names");
    if (call.rest("sizes").length === 0) required(call, "size");
    const shape = sized(gatheredInts(call, "sizes", "size"));
    const dtype = dtypeArg(call, "torch") ?? "float32";
    return make(call, { operation: name, operands: [], library: "torch", shape, dtype });
  });
}

/** x.new_zeros(2, 3): of x's dtype. */
function newSizes(name: "zeros" | "ones", value: number) {
  return row(`torch.Tensor.new_${name}`, `input, *sizes, ${factory.replace("*, ", "")}, size=None`, (call) => {
    without(call, "out", "layout", "names");
    if (call.rest("sizes").length === 0) required(call, "size");
    const shape = sized(gatheredInts(call, "sizes", "size"));
    const input = required(call, "input");
    const dtype = dtypeArg(call, "torch") ?? (input.kind === "tensor" ? input.dtype : refuse());
    return filled(call, { operation: name, operands: [], library: "torch", shape, dtype }, value);
  });
}

function numpySizes(name: string, make: (call: OperationCall, made: Made) => Value) {
  return row(`numpy.${name} jax.numpy.${name}`, "shape, dtype=None, order='C', *, device=None, like=None", (call) => {
    without(call, "like");
    const library = libraryOf(call);
    const shape = sized(intsOf(call, required(call, "shape")));
    const dtype = dtypeArg(call, library) ?? dtypeOfNumber("float", library);
    return make(call, { operation: name, operands: [], library, shape, dtype });
  });
}

export function libraryOf({ path }: OperationCall): Library {
  if (path.startsWith("scipy.")) return "numpy";
  if (path.startsWith("numpy.")) return "numpy";
  return path.startsWith("jax.") ? "jax" : path.startsWith("tensorflow.") ? "tensorflow" : "torch";
}

/** torch.zeros_like(x), np.zeros_like(x): shape and dtype are x's. */
function like(name: string, make: (call: OperationCall, made: Made) => Value, fill = ""): ReturnType<typeof row>[] {
  const apply = (library: "torch" | "numpy", input: string) => (call: OperationCall) => {
    without(call, "layout", "subok_", "shape");
    const value = required(call, input);
    const described = { operation: name, operands: operands(call, input) };
    const dtype = dtypeArg(call, library);
    if (value.kind === "unknown")
      return underived(call, described, { ...factsOf(value), library, ...(dtype && { dtype }) });
    const { shape, dtype: own } = arrayOf(call, value, library);
    return make(call, { ...described, library, shape, dtype: dtype ?? own });
  };
  const second = fill === "" ? "" : `${fill}, `;
  return [
    row(`torch.${name}`, `input, ${second}${factory.replace("out=None, ", "")}`, apply("torch", "input")),
    row(
      `numpy.${name}`,
      `a, ${second}dtype=None, order='K', subok=True, shape=None, *, device=None`,
      apply("numpy", "a"),
    ),
  ];
}

const unknown = (call: OperationCall, made: Made): Value =>
  made.shape.includes(0) ? filled(call, made, 0) : fresh(call, made, undefined);

/** Of values that nobody knows before it runs. */
function random(call: OperationCall, made: Made): Value {
  const isWhole = made.operation === "randint" || made.operation === "randperm";
  if (!isWhole && !isFloatingPoint(made.dtype)) return refuse();
  return {
    ...fresh(call, made, undefined),
    origin: { kind: "unread", reason: "random", place: call.place, name: call.path },
  };
}

function full(call: OperationCall, made: Omit<Made, "dtype">, dtype: DType | undefined): Value {
  const value = required(call, "fill_value");
  if (value.kind !== "number" || value.error !== undefined) return refuse();
  const from = dtypeOfNumber(value.type, made.library);
  const type = dtype ?? from;
  const source = value.type === "float" ? "float64" : from;
  const settled = cast({ data: Float64Array.of(value.value), error: undefined }, source, type) ?? refuse();
  const held = settle(type, { data: settled.data.slice(), error: undefined });
  // What does not fit its dtype is an error in one library and a wrap in another.
  if (held === undefined || (!isFloatingPoint(type) && held.data[0] !== settled.data[0])) return refuse();
  if (Number.isFinite(value.value) && !Number.isFinite(held.data[0])) return refuse();
  return filled(call, { ...made, dtype: type }, settled.data[0]);
}

function eye(call: OperationCall, made: Omit<Made, "shape">, rows: number, columns: number, offset: number): Value {
  const shape = sized([rows, columns]);
  call.machine.spend(rows * columns);
  const data = new Float64Array(rows * columns);
  for (let i = Math.max(0, -offset); i < rows && i + offset < columns; i++) data[i * columns + i + offset] = 1;
  return fresh(call, { ...made, shape }, { data, error: undefined });
}

function arange(call: OperationCall, library: Library, stops: readonly string[]): Value {
  const first = given(call, "start");
  const second = given(call, ...stops);
  const [start, stop] = second === undefined ? [undefined, first] : [first, second];
  const parts = [start, stop, given(call, "step")].map((value) => {
    if (value === undefined) return undefined;
    return value.kind === "number" && value.error === undefined && Number.isFinite(value.value) ? value : refuse();
  });
  const from = parts[0]?.value ?? 0;
  const by = parts[2]?.value ?? 1;
  const to = parts[1]?.value ?? refuse();
  if (by === 0 || (library !== "numpy" && Math.sign(to - from) === -Math.sign(by))) return refuse();
  const type = parts.some((part) => part?.type === "float") ? "float" : "int";
  const dtype = dtypeArg(call, library) ?? dtypeOfNumber(type, library);
  if ((type === "float" && !isFloatingPoint(dtype)) || dtype === "bool") return refuse();
  const exact = (to - from) / by;
  const count = Math.max(0, Math.ceil(exact));
  // The number of elements is itself a rounded decision.
  if (type === "float" && Math.abs(exact - Math.round(exact)) > 0 && Math.abs(exact - Math.round(exact)) < 1e-9)
    return refuse();
  call.machine.spend(count);
  const data = new Float64Array(count);
  // NumPy takes the step that is left between the first two elements, rounded as they are; torch rounds each product.
  const step = library === "numpy" && dtype === "float64" ? from + by - from : by;
  for (let i = 0; i < count; i++) data[i] = from + i * step;
  const off = Math.max(Math.abs(from), Math.abs(to)) * epsilon[dtype] * (library === "torch" ? 1 : 1 + count);
  const isRounded = isFloatingPoint(dtype) && data.some((x) => !Number.isInteger(x * 1024));
  const error = isRounded ? data.map(() => off) : undefined;
  // What the first and the last of integers are, all between them are.
  const ends = data.length === 0 ? [] : [data[0], data[data.length - 1]];
  const settled = settle(dtype, { data: Float64Array.from(ends), error: undefined });
  if (!isFloatingPoint(dtype) && settled?.data.some((x, i) => x !== ends[i])) return refuse();
  return fresh(call, { operation: "arange", operands: [], library, shape: [count], dtype }, { data, error });
}

function linspace(call: OperationCall, library: Library, stop: string, count: number, endpoint: boolean): Value {
  const [from, to] = [numberArg(call, undefined, "start"), numberArg(call, undefined, stop)];
  const [size] = sized([count]);
  const dtype = dtypeArg(call, library) ?? dtypeOfNumber("float", library);
  if (!isFloatingPoint(dtype)) return refuse();
  call.machine.spend(size);
  const gaps = Math.max(1, endpoint ? size - 1 : size);
  // Rounded as they do: NumPy counts from the start, torch from the nearer end.
  const step = (to - from) / gaps;
  const data = new Float64Array(size).map((_, i) => {
    if (endpoint && i === gaps && size > 1) return to;
    if (library === "torch" && i >= size / 2) return to - step * (size - i - 1);
    return from + (step === 0 ? (i / gaps) * (to - from) : i * step);
  });
  const off = Math.max(Math.abs(from), Math.abs(to)) * (dtype === "float64" ? 1e-15 : 1e-6);
  const error = new Float64Array(size).fill(off);
  return fresh(call, { operation: "linspace", operands: [], library, shape: [size], dtype }, { data, error });
}

export const fills: Rows = [
  newSizes("zeros", 0),
  newSizes("ones", 1),
  ...["zeros", "ones"].flatMap((name) => {
    const make = (call: OperationCall, made: Made): Value => filled(call, made, name === "ones" ? 1 : 0);
    return [torchSizes(name, make), numpySizes(name, make), ...like(`${name}_like`, make)];
  }),
  torchSizes("empty", unknown),
  numpySizes("empty", unknown),
  ...like("empty_like", unknown),
  ...like("full_like", (call, made) => full(call, made, made.dtype), "fill_value"),
  ...["rand", "randn"].flatMap((name) => [
    torchSizes(name, (call, made) => random(call, made)),
    row(`numpy.random.${name}`, "*size", (call) => {
      if (call.rest("size").length === 0) return refuse();
      const shape = sized(gatheredInts(call, "size"));
      return random(call, { operation: name, operands: [], library: "numpy", shape, dtype: "float64" });
    }),
    ...like(`${name}_like`, random).slice(0, 1),
  ]),
  row("torch.full", `size, fill_value, ${factory}`, (call) => {
    without(call, "out", "layout", "names");
    const shape = sized(intsOf(call, required(call, "size")));
    return full(call, { operation: "full", operands: [], library: "torch", shape }, dtypeArg(call, "torch"));
  }),
  row("numpy.full", "shape, fill_value, dtype=None, order='C', *, device=None, like=None", (call) => {
    without(call, "like");
    const shape = sized(intsOf(call, required(call, "shape")));
    return full(call, { operation: "full", operands: [], library: "numpy", shape }, dtypeArg(call, "numpy"));
  }),
  row("torch.eye", `n, m=None, ${factory}`, (call) => {
    const n = intArg(call, undefined, "n");
    const dtype = dtypeArg(call, "torch") ?? "float32";
    return eye(call, { operation: "eye", operands: [], library: "torch", dtype }, n, intArg(call, n, "m"), 0);
  }),
  row("numpy.eye", "N, M=None, k=0, dtype=None, order='C', *, device=None, like=None", (call) => {
    const n = intArg(call, undefined, "N");
    const dtype = dtypeArg(call, "numpy") ?? "float64";
    const made = { operation: "eye", operands: [], library: "numpy", dtype } as const;
    return eye(call, made, n, intArg(call, n, "M"), intArg(call, 0, "k"));
  }),
  row("numpy.identity", "n, dtype=None, *, like=None", (call) => {
    const n = intArg(call, undefined, "n");
    const dtype = dtypeArg(call, "numpy") ?? "float64";
    return eye(call, { operation: "eye", operands: [], library: "numpy", dtype }, n, n, 0);
  }),
  row("torch.arange", `start, end=None, step=1, ${factory}`, (call) => arange(call, "torch", ["end"])),
  row("numpy.arange", "start, stop=None, step=1, dtype=None, *, device=None, like=None", (call) =>
    arange(call, "numpy", ["stop"]),
  ),
  row("torch.linspace", `start, end, steps, ${factory}`, (call) =>
    linspace(call, "torch", "end", intArg(call, undefined, "steps"), true),
  ),
  row(
    "numpy.linspace",
    "start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, device=None",
    (call) => {
      if (boolArg(call, false, "retstep")) return refuse();
      return linspace(call, "numpy", "stop", intArg(call, 50, "num"), boolArg(call, true, "endpoint"));
    },
  ),
  row(
    "torch.randint",
    `low, high=None, size=None, *, generator=None, dtype=None, device=None, requires_grad=False`,
    (call) => {
      const size = given(call, "size") ?? required(call, "high");
      const shape = sized(intsOf(call, size));
      const dtype = dtypeArg(call, "torch") ?? "int64";
      return random(call, { operation: "randint", operands: [], library: "torch", shape, dtype });
    },
  ),
  row("torch.randperm", "n, *, generator=None, dtype=None, device=None", (call) =>
    random(call, {
      operation: "randperm",
      operands: [],
      library: "torch",
      shape: sized([intArg(call, undefined, "n")]),
      dtype: dtypeArg(call, "torch") ?? "int64",
    }),
  ),
  ...numpyRandom("randint", "low, high=None, size=None, dtype=None", "int64"),
  ...numpyRandom("random", "size=None", "float64"),
  ...numpyRandom("random_sample", "size=None", "float64"),
  ...numpyRandom("normal", "loc=0.0, scale=1.0, size=None", "float64"),
  ...numpyRandom("uniform", "low=0.0, high=1.0, size=None", "float64"),
  ...numpyRandom("standard_normal", "size=None", "float64"),
];

function numpyRandom(name: string, signature: string, dtype: DType): Rows {
  return [
    row(`numpy.random.${name}`, signature, (call) => {
      const shape = sized(intsOf(call, required(call, "size")));
      if (name === "randint" && given(call, "dtype")) return refuse();
      return random(call, { operation: name, operands: [], library: "numpy", shape, dtype });
    }),
  ];
}
