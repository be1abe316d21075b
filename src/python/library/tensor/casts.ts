import { type DType, isFloatingPoint, numel } from "../../../tensor/tensor";
import type { Operation, OperationCall } from "../../operation";
import type { Origin, TensorValue, Value } from "../../value";
import { boolArg, dtypeArg, given, refuse, required, row, stringArg } from "./arguments";
import { alias } from "./constructors";
import { cast } from "./conversion";
import { dtypeNamed, tensorTypeNamed } from "./dtypes";
import { libraryOf } from "./fills";
import { isBeyond } from "./gather";
import { written } from "./inPlace";
import { arrayOf } from "./literal";
import { cellsAt, derived, factsOf, madeOf, moved, numbersOf, operands, type Rows, underived, writeInto } from "./make";

/** Casts, copies, and what leaves an array as it is. */

/** An array in another dtype: a copy, or the array itself where nothing changes and `copies` does not ask for one. */
export function converted(call: OperationCall, value: Value, dtype: DType, name: string, copies: boolean): Value {
  const described = { operation: "to", operands: operands(call, name), settings: { dtype } };
  if (value.kind === "unknown") return underived(call, described, { ...factsOf(value), dtype });
  if (value.kind !== "tensor") return refuse();
  if (value.dtype === dtype) return copies ? copied(call, value, name) : value;
  const made = madeOf(described, value.library, value.shape, dtype);
  const result = derived(call, made, [value], (input) => {
    const numbers = cast(input, value.dtype, dtype);
    return numbers && { data: numbers.data.slice(), error: numbers.error?.slice() };
  });
  // The elements are still those that were written, unless the cast cut something off.
  const before = numbersOf(value)?.data;
  const after = result.storage.data;
  const isKept =
    before !== undefined && after?.every((x, i) => x === before[i] || Math.abs(x - before[i]) <= 1e-6 * Math.abs(x));
  return isKept && !value.storage.changed ? { ...result, cells: cellsAt(value.cells, undefined) } : result;
}

function copied(call: OperationCall, tensor: TensorValue, name: string, operation = "clone"): Value {
  return moved(call, { operation, operands: operands(call, name), shape: tensor.shape }, tensor, undefined, false);
}

function castMethod(names: string, dtype: DType): Operation {
  return row(
    names
      .split(" ")
      .map((name) => `torch.Tensor.${name}`)
      .join(" "),
    "input, memory_format=None",
    (call) => converted(call, torchOnly(call.arg("input")), dtype, "input", false),
  );
}

function torchOnly(value: Value | undefined): Value {
  if (value?.kind === "tensor") return value.library === "torch" ? value : refuse();
  return value ?? refuse();
}

/** Whether `x.to(…)` means a device: an object or string that names one, or a name that says so and is not followed. */
function isDevice(value: Value): boolean {
  if (value.kind === "string") return /^(?:cpu|cuda|mps|xpu|meta)(?::\d+)?$/.test(value.value) || refuse();
  if (value.kind === "none" || value.kind === "number") return true;
  if (value.kind === "object") return value.type.kind === "library" && value.type.path === "torch.device";
  return value.kind === "unknown" && namesDevice(value.origin);
}

function namesDevice(origin: Origin): boolean {
  if (origin.kind === "unread") return /device$/i.test(origin.name ?? "");
  return origin.kind === "join" && origin.of.every((each) => each.kind === "literal" || namesDevice(each));
}

function to(call: OperationCall): Value {
  const input = torchOnly(call.arg("input"));
  let dtype = dtypeArg(call, "torch");
  let isOpen = false;
  const device = given(call, "device");
  if (device !== undefined && device.kind === "dtype") return refuse();
  const named = given(call, "other");
  for (const value of [...call.rest("args"), ...(named ? [named] : [])]) {
    const type = dtypeNamed(value, "torch");
    if (type !== undefined) dtype = type;
    else if (value.kind === "tensor") dtype = value.library === "torch" ? value.dtype : refuse();
    else if (!isDevice(value)) isOpen = true;
  }
  if (isOpen) {
    const { dtype: _, ...facts } = factsOf(input);
    return underived(call, { operation: "to", operands: operands(call, "input") }, facts);
  }
  const copies = boolArg(call, false, "copy");
  return dtype === undefined ? same(call, input, copies) : converted(call, input, dtype, "input", copies);
}

function same(call: OperationCall, input: Value, copies = false): Value {
  if (input.kind === "tensor") return copies ? copied(call, input, "input") : input;
  return input.kind === "unknown"
    ? underived(call, { operation: "to", operands: operands(call, "input") }, input.facts)
    : refuse();
}

function type(call: OperationCall): Value {
  const input = torchOnly(call.arg("input"));
  const asked = required(call, "dtype");
  return converted(call, input, dtypeNamed(asked, "torch") ?? tensorTypeNamed(asked) ?? refuse(), "input", false);
}

/** A tensor of the same memory under another name, detached or of NumPy. */
function sharing(call: OperationCall, operation: string): Value {
  const input = torchOnly(call.arg("input") ?? call.arg("self"));
  const name = call.arg("input") ? "input" : "self";
  if (input.kind === "unknown") return underived(call, { operation, operands: operands(call, name) }, input.facts);
  return input.kind === "tensor" ? alias(call, operation, name, input) : refuse();
}

export const casts: Rows = [
  castMethod("float", "float32"),
  castMethod("double", "float64"),
  castMethod("half", "float16"),
  castMethod("bfloat16", "bfloat16"),
  castMethod("long", "int64"),
  castMethod("int", "int32"),
  castMethod("short", "int16"),
  castMethod("char", "int8"),
  castMethod("byte", "uint8"),
  castMethod("bool", "bool"),
  row(
    "torch.Tensor.to",
    "input, *args, device=None, dtype=None, other=None, non_blocking=False, copy=False, memory_format=None",
    to,
  ),
  row("torch.Tensor.type", "input, dtype=None, non_blocking=False", type),
  row("torch.Tensor.type_as", "input, other", (call) => {
    const other = torchOnly(call.arg("other"));
    return other.kind === "tensor"
      ? converted(call, torchOnly(call.arg("input")), other.dtype, "input", false)
      : refuse();
  }),
  row(
    "torch.Tensor.cuda torch.Tensor.cpu torch.Tensor.xpu torch.Tensor.mps",
    "input, device=None, non_blocking=False, memory_format=None",
    (call) => same(call, torchOnly(call.arg("input"))),
  ),
  row("torch.Tensor.requires_grad_", "input, requires_grad=True", (call) => {
    const input = torchOnly(call.arg("input"));
    const isAsked = call.arg("requires_grad");
    const may = isAsked === undefined || call.machine.truth(isAsked) !== false;
    if (input.kind === "tensor") call.machine.setRequiresGrad(input.storage, may);
    return same(call, input);
  }),
  row(
    "torch.Tensor.retain_grad_ torch.Tensor.share_memory_ torch.Tensor.detach_ torch.Tensor.pin_memory",
    "input, requires_grad=True",
    (call) => same(call, torchOnly(call.arg("input"))),
  ),
  row("torch.Tensor.detach torch.detach", "input", (call) => sharing(call, "detach")),
  row("torch.Tensor.clone torch.clone", "input, *, memory_format=None", (call) => {
    const input = torchOnly(call.arg("input"));
    if (input.kind === "unknown")
      return underived(call, { operation: "clone", operands: operands(call, "input") }, input.facts);
    return input.kind === "tensor" ? copied(call, input, "input") : refuse();
  }),
  row("numpy.ndarray.copy numpy.copy", "input, order='C', subok=False", (call) => {
    const value = call.arg("input") ?? refuse();
    return copied(call, arrayOf(call, value, "numpy"), "input");
  }),
  row(
    "numpy.ndarray.astype numpy.astype",
    "input, dtype, order='K', casting='unsafe', subok=True, copy=True",
    (call) => {
      const value = call.arg("input") ?? refuse();
      if (stringArg(call, "unsafe", "casting") !== "unsafe" || (value.kind === "tensor" && value.library !== "numpy"))
        return refuse();
      return converted(call, value, dtypeArg(call, "numpy") ?? refuse(), "input", boolArg(call, true, "copy"));
    },
  ),
  row("torch.Tensor.numpy torch.Tensor.__array__", "input, *, force=False", (call) => {
    const input = torchOnly(call.arg("input"));
    if (input.kind === "unknown") {
      return underived(
        call,
        { operation: "numpy", operands: operands(call, "input") },
        { ...input.facts, library: "numpy" },
      );
    }
    return input.kind === "tensor" && input.dtype !== "bfloat16"
      ? alias(call, "numpy", "input", input, "numpy")
      : refuse();
  }),
  row("tensorflow.Tensor.numpy", "input", (call) => {
    const input = call.arg("input");
    return input?.kind === "tensor"
      ? { ...(copied(call, input, "input", "numpy") as TensorValue), library: "numpy" }
      : refuse();
  }),
  row("torch.Tensor.copy_", "input, src, non_blocking=False", (call) => {
    const input = torchOnly(call.arg("input"));
    const source = call.arg("src") ?? refuse();
    return written(call, input, true, () => {
      if (input.kind !== "tensor" || source.kind !== "tensor" || source.library !== "torch") return refuse();
      const isSame =
        source.shape.length === input.shape.length && source.shape.every((size, i) => size === input.shape[i]);
      return isSame ? converted(call, source, input.dtype, "src", false) : refuse();
    });
  }),
  row("torch.Tensor.fill_ torch.Tensor.zero_ numpy.ndarray.fill", "input, value=0", (call) => {
    const input = call.arg("input") ?? refuse();
    const value = call.arg("value") ?? refuse();
    if (input.kind !== "tensor") return refuse();
    const isOut =
      value.kind === "number" &&
      isBeyond(value.value, input.dtype) &&
      (libraryOf(call) === "torch" || !isFloatingPoint(input.dtype));
    const isKnown = value.kind === "number" && value.error === undefined && !isOut;
    const from = value.kind === "number" && value.type === "float" ? "float64" : "int64";
    const size = numel(input.shape);
    call.machine.spend(size);
    const filled = isKnown
      ? cast({ data: new Float64Array(size).fill(value.value), error: undefined }, from, input.dtype)
      : undefined;
    writeInto(call, input, filled && { data: filled.data.slice(), error: filled.error?.slice() });
    if (isOut) return refuse();
    return libraryOf(call) === "numpy" ? { kind: "none", origin: input.origin } : input;
  }),
  ...["normal_", "uniform_", "random_", "bernoulli_", "exponential_"].map((name) =>
    row(`torch.Tensor.${name}`, "input, *args, **others", (call) => {
      const input = call.arg("input");
      if (input?.kind !== "tensor") return refuse();
      writeInto(call, input, undefined);
      return input;
    }),
  ),
];

export const detaching: Rows = [
  { ...row("torch.Tensor.data", "self", (call) => sharing(call, "detach")), property: true },
];
