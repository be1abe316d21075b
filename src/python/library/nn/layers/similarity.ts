import { isFloatingPoint } from "../../../../tensor/tensor";
import type { Operation, OperationCall } from "../../../operation";
import type { TensorValue, Value } from "../../../value";
import { axisOf, itemsOf, orElse, refuse } from "../../tensor/arguments";
import { lanesOf } from "../../tensor/layout";
import { derived, factsOf, fresh, type Made, numbersOf, operands } from "../../tensor/make";
import { epsilon, type Numbers, slack } from "../../tensor/precision";
import { delegated } from "./delegate";
import { Options, output } from "./shaped";

/** Functions of whole vectors: lengths, angles, and sequences of different lengths side by side. */
export const similarityOperations: readonly Operation[] = [
  row("torch.nn.functional.normalize", "input, p=2.0, dim=1, eps=1e-12, out=None", (call, options) => {
    const input = call.arg("input") ?? refuse();
    const p = options.value("p");
    const { shape, dtype } = factsOf(input);
    const isPlain = input.kind === "tensor" && input.library === "torch" && p?.kind === "number" && p.value === 2;
    if (!isPlain || !isFloatingPoint(input.dtype))
      return output(call, "normalize", operands(call, "input"), { shape, dtype });
    return normalized(call, input, options.int("dim"), eps(options));
  }),
  row("torch.nn.functional.cosine_similarity torch.cosine_similarity", "x1, x2, dim=1, eps=1e-8", (call, options) => {
    const from = operands(call, "x1", "x2");
    const [a, b] = ["x1", "x2"].map((name) => call.arg(name) ?? refuse());
    if (a.kind !== "tensor" || b.kind !== "tensor" || a.dtype !== b.dtype || !isFloatingPoint(a.dtype)) refuse();
    const dim = options.int("dim");
    // The dim counts in the shape that both broadcast to.
    if (a.shape.length !== b.shape.length) refuse();
    const units = [a, b].map((tensor) => normalized(call, tensor, dim, eps(options)));
    const product = delegated(call, "torch.mul", units, new Map(), from) ?? refuse();
    const axis: Value = { kind: "number", type: "int", value: dim, origin: product.origin };
    const sum = delegated(call, "torch.sum", [product], new Map([["dim", axis]]), from) ?? refuse();
    return sum.origin.kind === "operation"
      ? { ...sum, origin: { ...sum.origin, operation: "cosine_similarity" } }
      : sum;
  }),
  row(
    "torch.nn.utils.rnn.pad_sequence",
    "sequences, batch_first=False, padding_value=0.0, padding_side='right'",
    padSequence,
  ),
];

function row(names: string, signature: string, apply: (call: OperationCall, options: Options) => Value): Operation {
  return {
    names,
    signature,
    apply: (call) =>
      orElse(
        () => apply(call, new Options(call, (name) => call.arg(name))),
        () => call.unknown({ library: "torch" }),
      ),
  };
}

function eps(options: Options): number {
  const value = options.value("eps");
  return value?.kind === "number" ? value.value : refuse();
}

/** x / max(‖x‖, ε) along a dim. */
function normalized(call: OperationCall, tensor: TensorValue, dim: number, least: number): TensorValue {
  const axis = axisOf(dim, tensor.shape.length);
  const { shape, dtype } = tensor;
  if (shape.length === 0) refuse();
  const made: Made = { operation: "normalize", operands: operands(call, "input"), library: "torch", shape, dtype };
  return derived(call, made, [tensor], (numbers) => {
    const { data } = numbers;
    const off = slack(numbers, dtype);
    const { rows, size, order } = lanesOf(shape, [axis]);
    const result = new Float64Array(data.length);
    const error = new Float64Array(data.length);
    for (let start = 0; start < rows * size; start += size) {
      const at = (i: number): number => (order ? order[start + i] : start + i);
      let squares = 0;
      let most = 0;
      for (let i = 0; i < size; i++) {
        squares += data[at(i)] ** 2;
        most += off?.[at(i)] ?? 0;
      }
      const length = Math.max(Math.sqrt(squares), least);
      for (let i = 0; i < size; i++) {
        const unit = data[at(i)] / length;
        result[at(i)] = unit;
        error[at(i)] = Number.isFinite(unit) ? (2 * most) / length + epsilon[dtype] * (4 + size) * Math.abs(unit) : 0;
      }
    }
    return { data: result, error };
  });
}

function padSequence(call: OperationCall, options: Options): Value {
  const sequences = itemsOf(call, options.value("sequences") ?? refuse());
  const isBatchFirst = options.is("batch_first");
  const value = options.value("padding_value");
  if (value?.kind !== "number" || options.text("padding_side") !== "right") refuse();
  const tensors = sequences.map((each) => (each.kind === "tensor" && each.shape.length > 0 ? each : refuse()));
  const [first] = tensors;
  if (first === undefined) refuse();
  const rest = first.shape.slice(1);
  const inner = rest.reduce((product, size) => product * size, 1);
  const isOdd = (each: TensorValue): boolean =>
    each.library !== "torch" || each.dtype !== first.dtype || each.shape.slice(1).join() !== rest.join();
  if (tensors.some(isOdd) || (!isFloatingPoint(first.dtype) && !Number.isInteger(value.value))) refuse();
  const longest = Math.max(...tensors.map(({ shape }) => shape[0]));
  const [batch, steps] = [tensors.length, longest];
  const made: Made = {
    operation: "pad_sequence",
    operands: operands(call, "sequences"),
    library: "torch",
    shape: isBatchFirst ? [batch, steps, ...rest] : [steps, batch, ...rest],
    dtype: first.dtype,
  };
  const known = tensors.map(numbersOf);
  call.machine.spend(batch * steps * inner);
  if (!known.every((numbers): numbers is Numbers => numbers !== undefined)) return fresh(call, made, undefined);
  const data = new Float64Array(batch * steps * inner).fill(value.value);
  const error = known.some((numbers) => numbers.error !== undefined) ? new Float64Array(data.length) : undefined;
  known.forEach((numbers, n) => {
    for (let i = 0; i < numbers.data.length; i++) {
      const step = Math.floor(i / inner);
      const at = (isBatchFirst ? n * steps + step : step * batch + n) * inner + (i % inner);
      data[at] = numbers.data[i];
      if (error !== undefined) error[at] = numbers.error?.[i] ?? 0;
    }
  });
  return fresh(call, made, { data, error });
}
