import type { Operation, OperationCall } from "../../operation";
import type { Value } from "../../value";
import { boolArg, numberArg, refuse, row, stringArg } from "./arguments";
import { written } from "./inPlace";
import type { Rows } from "./make";
import { type Unary, unary } from "./pointwise";
import { normal, sigmoid, softplus } from "./special";

/** Activation functions: of torch, as functions, methods, and in place where `inplace` says so. */

function activation(
  names: string,
  parameters: string,
  kind: (call: OperationCall) => Pick<Unary, "f"> & Partial<Unary>,
  operation = names.split(" ")[0].split(".").at(-1) ?? "",
): Operation {
  return row(names, `input${parameters}`, (call) => {
    const compute = (): Value => unary(call, { operation, manner: "composite", integers: undefined, ...kind(call) });
    const isInPlace = boolArg(call, false, "inplace") || call.path.endsWith("_");
    return isInPlace ? written(call, call.arg("input") ?? refuse(), true, compute) : compute();
  });
}

const f = "torch.nn.functional";

export const activations: Rows = [
  activation(
    `torch.relu torch.Tensor.relu ${f}.relu torch.relu_ torch.Tensor.relu_ ${f}.relu_`,
    ", inplace=False",
    () => ({
      f: (x) => (Number.isNaN(x) ? x : Math.max(x, 0)),
      manner: "correct",
      integers: "same",
    }),
  ),
  activation(`${f}.relu6`, ", inplace=False", () => ({
    f: (x) => (Number.isNaN(x) ? x : Math.min(Math.max(x, 0), 6)),
    manner: "correct",
  })),
  activation(`${f}.hardtanh`, ", min_val=-1.0, max_val=1.0, inplace=False", (call) => {
    const [low, high] = [numberArg(call, -1, "min_val"), numberArg(call, 1, "max_val")];
    return { f: (x) => (Number.isNaN(x) ? x : Math.min(Math.max(x, low), high)), manner: "correct" };
  }),
  activation(`${f}.leaky_relu`, ", negative_slope=0.01, inplace=False", (call) => {
    const slope = numberArg(call, 0.01, "negative_slope");
    return { f: (x) => (x >= 0 ? x : x * slope), settings: { negativeSlope: slope } };
  }),
  activation(`${f}.elu`, ", alpha=1.0, inplace=False", (call) => {
    const alpha = numberArg(call, 1, "alpha");
    return { f: (x) => (x > 0 ? x : alpha * Math.expm1(x)) };
  }),
  activation(`${f}.selu torch.selu`, ", inplace=False", () => ({
    f: (x) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x)),
  })),
  activation(`${f}.celu torch.celu`, ", alpha=1.0, inplace=False", (call) => {
    const alpha = numberArg(call, 1, "alpha");
    return { f: (x) => (x > 0 ? x : alpha * Math.expm1(x / alpha)) };
  }),
  activation(`${f}.gelu`, ", approximate='none'", (call) => {
    const approximate = stringArg(call, "none", "approximate");
    // Of infinities and what is near them torch makes one thing or another, depending on where in memory they stand.
    if (approximate === "none")
      return {
        f: (x) => (Math.abs(x) < 1e37 ? x * normal(x) : refuse()),
        manner: "cancelling",
        settings: { approximate },
      };
    if (approximate !== "tanh") return refuse();
    const cube = (x: number): number => Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3);
    return {
      f: (x) => (Math.abs(x) < 1e12 ? 0.5 * x * (1 + Math.tanh(cube(x))) : refuse()),
      manner: "cancelling",
      settings: { approximate },
    };
  }),
  activation(`${f}.silu`, ", inplace=False", () => ({ f: (x) => x * sigmoid(x) })),
  activation(`${f}.mish`, ", inplace=False", () => ({ f: (x) => x * Math.tanh(softplus(x)) })),
  activation(`${f}.hardswish`, ", inplace=False", () => ({
    // Six times the argument is made on the way.
    f: (x) => (Math.abs(x) < 1e37 ? (x * Math.min(Math.max(x + 3, 0), 6)) / 6 : refuse()),
  })),
  activation(`${f}.hardsigmoid`, ", inplace=False", () => ({ f: (x) => Math.min(Math.max(x + 3, 0), 6) / 6 })),
  activation(`${f}.softplus`, ", beta=1.0, threshold=20.0", (call) => {
    const [beta, threshold] = [numberArg(call, 1, "beta"), numberArg(call, 20, "threshold")];
    if (threshold > 80 || beta <= 0) return refuse();
    return { f: (x) => (x * beta > threshold ? x : Math.log1p(Math.exp(x * beta)) / beta) };
  }),
  activation(`${f}.logsigmoid`, "", () => ({ f: (x) => -softplus(-x) })),
  activation(`${f}.softsign`, "", () => ({ f: (x) => x / (1 + Math.abs(x)) })),
  activation(`${f}.tanhshrink`, "", () => ({ f: (x) => x - Math.tanh(x), manner: "cancelling" })),
  activation(`${f}.threshold`, ", threshold, value, inplace=False", (call) => {
    const [threshold, value] = [numberArg(call, undefined, "threshold"), numberArg(call, undefined, "value")];
    return { f: (x) => (x <= threshold ? value : x), manner: "correct" };
  }),
];
