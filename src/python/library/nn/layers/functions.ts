import type { Operation, OperationCall } from "../../../operation";
import type { Sizes, Value } from "../../../value";
import { orElse, refuse } from "../../tensor/arguments";
import { factsOf, operands, originOf } from "../../tensor/make";
import { isTensor } from "../losses/pythonType";
import { delegated } from "./delegate";
import { expect, LayerOptions, output, sized } from "./shaped";

/** Functions of torch.nn.functional that take the weights as arguments, and others without a module of their own. */
export const functionOperations: readonly Operation[] = [
  operation("torch.nn.functional.linear", "input, weight, bias=None", linear),
  ...([1, 2, 3] as const).map((n) =>
    operation(
      `torch.nn.functional.conv${n}d torch.conv${n}d`,
      "input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1",
      (call, options) => convolution(call, options, n),
    ),
  ),
  operation(
    "torch.nn.functional.embedding",
    "input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False",
    embedding,
  ),
  operation("torch.nn.functional.dropout", "input, p=0.5, training=True, inplace=False", (call, options) => {
    const p = options.value("p");
    const training = options.value("training");
    const isOff = (training && call.machine.truth(training) === false) || (p?.kind === "number" && p.value === 0);
    return isOff ? identity(call) : dropped(call, options);
  }),
  operation(
    "torch.nn.functional.dropout1d torch.nn.functional.dropout2d torch.nn.functional.dropout3d torch.nn.functional.alpha_dropout torch.nn.functional.feature_alpha_dropout",
    "input, p=0.5, training=True, inplace=False",
    dropped,
  ),
  operation("torch.nn.functional.scaled_dot_product_attention", "query, key, value, **others", (call) => {
    const [query, value] = [factsOf(call.arg("query")), factsOf(call.arg("value"))];
    const last = value.shape?.[value.shape.length - 1];
    return output(call, "scaled_dot_product_attention", operands(call, "query", "key", "value"), {
      dtype: query.dtype,
      shape: query.shape && value.shape && [...query.shape.slice(0, -1), last],
    });
  }),
];

function operation(
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

/** x · Wᵀ + b, by the operations of tensors where all values are known. */
function linear(call: OperationCall): Value {
  const [input, weight] = [call.arg("input") ?? refuse(), call.arg("weight") ?? refuse()];
  const bias = call.arg("bias");
  if (isTensor(input) === false || isTensor(weight) === false) refuse();
  const from = operands(call, "input", "weight");
  const turned = delegated(call, "torch.t", [weight], new Map(), from);
  const product = turned && delegated(call, "torch.matmul", [input, turned], new Map(), from);
  if (product?.kind === "tensor") {
    if (bias === undefined || bias.kind === "none") return named(product, "linear");
    const sum = delegated(call, "torch.add", [product, bias], new Map(), from);
    if (sum?.kind === "tensor") return named(sum, "linear");
  }
  const [x, w] = [factsOf(input), factsOf(weight)];
  const out = w.shape?.length === 2 ? w.shape[0] : undefined;
  if (w.shape?.length === 2 && w.shape[1] !== undefined) expect(x.shape?.at(-1), w.shape[1]);
  return output(call, "linear", from, {
    dtype: x.dtype === w.dtype && call.machine.context.autocast === undefined ? x.dtype : undefined,
    shape: w.shape?.length === 2 && x.shape ? [...x.shape.slice(0, -1), out] : undefined,
    lastSize: x.shape === undefined ? out : undefined,
  });
}

function named<T extends Value>(value: T, name: string): T {
  return value.origin.kind === "operation" ? { ...value, origin: { ...value.origin, operation: name } } : value;
}

function convolution(call: OperationCall, options: LayerOptions, n: number): Value {
  const [x, w] = [factsOf(call.arg("input")), factsOf(call.arg("weight"))];
  const from = operands(call, "input", "weight");
  if (x.shape === undefined || w.shape === undefined) return output(call, `conv${n}d`, from, {});
  const lead = x.shape.length - n - 1;
  if ((lead !== 0 && lead !== 1) || w.shape.length !== n + 2) refuse();
  const mode = options.text("padding");
  const [stride, dilation] = [options.ints("stride", n), options.ints("dilation", n)];
  const padding = mode === undefined ? options.ints("padding", n) : new Array<number>(n).fill(0);
  const space: Sizes = x.shape.slice(lead + 1).map((size, i) => {
    const kernel = (w.shape as Sizes)[i + 2];
    if (mode === "same") return size;
    if (kernel === undefined) return undefined;
    return sized(size, (s) => Math.floor((s + 2 * padding[i] - dilation[i] * (kernel - 1) - 1) / stride[i]) + 1);
  });
  return output(call, `conv${n}d`, from, {
    dtype: x.dtype === w.dtype && call.machine.context.autocast === undefined ? x.dtype : undefined,
    shape: [...x.shape.slice(0, lead), w.shape[0], ...space],
  });
}

function embedding(call: OperationCall, options: LayerOptions): Value {
  const [input, weight] = [call.arg("input") ?? refuse(), call.arg("weight") ?? refuse()];
  const from = operands(call, "input", "weight");
  const [x, w] = [factsOf(input), factsOf(weight)];
  if (options.value("max_norm") !== undefined) refuse();
  const rows = delegated(call, "operator.getitem", [weight, input], new Map(), from);
  if (rows?.kind === "tensor" && w.shape?.length === 2) return named(rows, "embedding");
  return output(call, "embedding", from, {
    dtype: w.dtype,
    shape: w.shape?.length === 2 && x.shape ? [...x.shape, w.shape[1]] : undefined,
  });
}

/** The values as they are. */
export function identity(call: OperationCall): Value {
  const input = call.arg("input") ?? refuse();
  if (isTensor(input) !== true) return isTensor(input) === false ? refuse() : input;
  return { ...input, origin: originOf(call, { operation: "identity", operands: operands(call, "input") }) };
}

/** Random zeros, and the rest made larger. */
export function dropped(call: OperationCall, options: LayerOptions): Value {
  const input = call.arg("input") ?? refuse();
  if (isTensor(input) === false) refuse();
  const inplace = options.value("inplace");
  if (inplace !== undefined && call.machine.truth(inplace) !== false) call.machine.escape(input);
  const { shape, dtype, lastSize } = factsOf(input);
  return output(call, "dropout", operands(call, "input"), { dtype, shape, lastSize });
}
