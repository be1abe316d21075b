import { isFloatingPoint, numel } from "../../../../tensor/tensor";
import type { Operation, OperationCall } from "../../../operation";
import type { TensorValue, Value } from "../../../value";
import { itemsOf, orElse, refuse } from "../../tensor/arguments";
import { fresh, type Made, numbersOf, operands } from "../../tensor/make";
import type { Numbers } from "../../tensor/precision";
import { LayerOptions } from "./shaped";

/** Sequences of different lengths side by side. */
export const sequenceOperations: readonly Operation[] = [
  row(
    "torch.nn.utils.rnn.pad_sequence",
    "sequences, batch_first=False, padding_value=0.0, padding_side='right'",
    padSequence,
  ),
];

function row(
  names: string,
  signature: string,
  apply: (call: OperationCall, options: LayerOptions) => Value,
): Operation {
  return {
    names,
    signature,
    apply: (call) =>
      orElse(
        () => apply(call, new LayerOptions(call, (name) => call.arg(name))),
        () => call.unknown({ library: "torch" }),
      ),
  };
}

function padSequence(call: OperationCall, options: LayerOptions): Value {
  const sequences = itemsOf(call, options.value("sequences") ?? refuse());
  const isBatchFirst = options.is("batch_first");
  const value = options.value("padding_value");
  if (value?.kind !== "number" || options.text("padding_side") !== "right") refuse();
  const tensors = sequences.map((each) => (each.kind === "tensor" && each.shape.length > 0 ? each : refuse()));
  const [first] = tensors;
  if (first === undefined) refuse();
  const rest = first.shape.slice(1);
  const inner = numel(rest);
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
