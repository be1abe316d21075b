import type { Operation, OperationCall } from "../../../operation";
import type { OperationOrigin, Sizes, Value } from "../../../value";
import type { LibraryClass } from "../../libraryClass";
import { refuse } from "../../tensor/arguments";
import { factsOf, operands, originOf } from "../../tensor/make";
import { isTensor } from "../losses/pythonType";
import { delegated } from "./delegate";
import { dtypeAfter, type LayerOptions, layerClass, output } from "./shaped";

/** An activation as a module: the function that it calls, and the options that it hands on. */
interface Activation {
  readonly operation: string;
  readonly options: string;
  /** The function's path, with the arguments behind the input by name. */
  readonly path: string;
  readonly passes?: readonly string[];
  readonly settings?: (options: LayerOptions, sizes: Sizes | undefined) => OperationOrigin["settings"];
  readonly sizes?: (input: Sizes, options: LayerOptions) => Sizes;
}

const plain = (
  operation: string,
  path: string,
  options = "inplace=False",
  passes: readonly string[] = [],
): Activation => ({
  operation,
  path,
  options,
  passes,
});

const overDim = (operation: string, path: string): Activation => ({
  operation,
  path,
  options: "dim=None",
  passes: ["dim"],
  settings: (options, sizes) => {
    const dim = options.value("dim") === undefined ? implicitDim(sizes) : options.int("dim");
    return dim === undefined ? {} : { dim };
  },
});

const activations: Readonly<Record<string, Activation>> = {
  ReLU: plain("relu", "torch.nn.functional.relu"),
  ReLU6: plain("relu6", "torch.nn.functional.relu6"),
  LeakyReLU: plain("leaky_relu", "torch.nn.functional.leaky_relu", "negative_slope=0.01, inplace=False", [
    "negative_slope",
  ]),
  ELU: plain("elu", "torch.nn.functional.elu", "alpha=1.0, inplace=False", ["alpha"]),
  CELU: plain("celu", "torch.nn.functional.celu", "alpha=1.0, inplace=False", ["alpha"]),
  SELU: plain("selu", "torch.nn.functional.selu"),
  GELU: plain("gelu", "torch.nn.functional.gelu", "approximate='none'", ["approximate"]),
  SiLU: plain("silu", "torch.nn.functional.silu"),
  Mish: plain("mish", "torch.nn.functional.mish"),
  Hardtanh: plain("hardtanh", "torch.nn.functional.hardtanh", "min_val=-1.0, max_val=1.0, inplace=False", [
    "min_val",
    "max_val",
  ]),
  Hardswish: plain("hardswish", "torch.nn.functional.hardswish"),
  Hardsigmoid: plain("hardsigmoid", "torch.nn.functional.hardsigmoid"),
  Softplus: plain("softplus", "torch.nn.functional.softplus", "beta=1.0, threshold=20.0", ["beta", "threshold"]),
  Softsign: plain("softsign", "torch.nn.functional.softsign", ""),
  Tanhshrink: plain("tanhshrink", "torch.nn.functional.tanhshrink", ""),
  Hardshrink: plain("hardshrink", "torch.nn.functional.hardshrink", "lambd=0.5", ["lambd"]),
  Softshrink: plain("softshrink", "torch.nn.functional.softshrink", "lambd=0.5", ["lambd"]),
  Threshold: plain("threshold", "torch.nn.functional.threshold", "threshold, value, inplace=False", [
    "threshold",
    "value",
  ]),
  Tanh: plain("tanh", "torch.tanh", ""),
  Sigmoid: plain("sigmoid", "torch.sigmoid", ""),
  LogSigmoid: plain("logsigmoid", "torch.nn.functional.logsigmoid", ""),
  Softmax: overDim("softmax", "torch.nn.functional.softmax"),
  LogSoftmax: overDim("log_softmax", "torch.nn.functional.log_softmax"),
  Softmin: overDim("softmin", "torch.nn.functional.softmin"),
  Softmax2d: {
    operation: "softmax",
    path: "torch.nn.functional.softmax",
    options: "",
    settings: () => ({ dim: -3 }),
    sizes: (input) => (input.length === 3 || input.length === 4 ? input : refuse()),
  },
  GLU: {
    operation: "glu",
    path: "torch.nn.functional.glu",
    options: "dim=-1",
    passes: ["dim"],
    sizes: (input, options) => {
      const at = options.int("dim");
      const axis = at < 0 ? at + input.length : at;
      const size = axis < 0 || axis >= input.length ? refuse() : input[axis];
      if (size !== undefined && size % 2 !== 0) refuse();
      return input.map((each, i) => (i === axis && each !== undefined ? each / 2 : each));
    },
  },
};

/** torch's choice where no dim is given. */
function implicitDim(sizes: Sizes | undefined): number | undefined {
  if (sizes === undefined) return undefined;
  return sizes.length === 0 || sizes.length === 1 || sizes.length === 3 ? 0 : 1;
}

export const activationClasses: readonly LibraryClass[] = [
  ...Object.entries(activations).map(([name, activation]) =>
    layerClass(name, activation.options, "input", (call, options) => activate(call, activation, options), true),
  ),
  // Their slopes are learned or random.
  layerClass("PReLU", "num_parameters=1, init=0.25, device=None, dtype=None", "input", (call, options) => {
    dtypeAfter(call, "parameters", factsOf(call.arg("input")).dtype, options);
    return sameShape(call, "prelu");
  }),
  layerClass(
    "RReLU",
    "lower=0.125, upper=0.3333333333333333, inplace=False",
    "input",
    (call) => sameShape(call, "rrelu"),
    true,
  ),
];

/**
 * Values that are known go through the function, so that there is one rule for both; of others the result is known to have come out of
 * the activation.
 */
function activate(call: OperationCall, activation: Activation, options: LayerOptions): Value {
  const input = call.arg("input") ?? refuse();
  const { operation, path, passes = [], sizes } = activation;
  const { shape } = factsOf(input);
  const settings = activation.settings?.(options, shape) ?? {};
  const outer = shape && (sizes?.(shape, options) ?? shape);
  const keywords = new Map<string, Value>();
  for (const name of passes) {
    const value = options.value(name);
    if (value !== undefined) keywords.set(name, value);
  }
  if (sizes !== undefined && typeof settings.dim === "number") keywords.set("dim", number(settings.dim, input));
  const inplace = options.value("inplace");
  const isInPlace = inplace !== undefined && call.machine.truth(inplace) !== false;
  if (isInPlace) keywords.set("inplace", inplace);
  const result = delegated(call, path, [input], keywords, operands(call, "input"));
  if (result !== undefined) return result;
  return isInPlace ? changed(call, operation, input) : sameShape(call, operation, settings, outer);
}

/** The input itself, with values that are not followed. */
function changed(call: OperationCall, operation: string, input: Value): Value {
  call.machine.escape(input);
  if (input.kind !== "tensor" || isTensor(input) !== true) return sameShape(call, operation);
  return { ...input, cells: undefined, origin: originOf(call, { operation, operands: operands(call, "input") }) };
}

function number(value: number, { origin }: Value): Value {
  return { kind: "number", type: "int", value, origin };
}

function sameShape(
  call: OperationCall,
  operation: string,
  settings: OperationOrigin["settings"] = {},
  sizes?: Sizes,
): Value {
  const input = call.arg("input") ?? refuse();
  if (isTensor(input) === false) refuse();
  const { shape, dtype, lastSize } = factsOf(input);
  const isKept = sizes === undefined || sizes === shape;
  return output(
    call,
    operation,
    operands(call, "input"),
    { dtype, shape: sizes ?? shape, lastSize: isKept ? lastSize : undefined },
    settings,
  );
}

/** Functions whose results are random. */
export const randomActivations: readonly Operation[] = [
  {
    names: "torch.nn.functional.gumbel_softmax",
    signature: "input, tau=1, hard=False, eps=1e-10, dim=-1",
    apply: (call) => sameShape(call, "gumbel_softmax"),
  },
  {
    names: "torch.nn.functional.rrelu torch.nn.functional.prelu torch.prelu",
    signature: "input, *rest, **others",
    apply: (call) => sameShape(call, "prelu"),
  },
];
