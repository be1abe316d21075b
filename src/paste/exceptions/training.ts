import { type ExceptionContext, type ExceptionRow, lineOf, nothing, row } from "./exception";

const optimizer = /\boptim\.[A-Z]|\b(?:SGD|Adam\w{0,8}|RMSprop|Adagrad|LBFGS|NAdam|RAdam|Lion|Muon)\(/;
const loader = /^\s*for\b.{1,200}\bin\b.{0,40}(?:load|batch|enumerate|dataset)|=\s?next\(/i;

/** What optimizers, loaders, gradient scalers, processes and devices say. */
export const trainingRows: readonly ExceptionRow[] = [
  row("optimizerInput", "option-invalid", /'(\w{1,80})' object is not iterable/, (m, { code, innermost }) =>
    !optimizer.test(code) && !/[\\/]torch[\\/]optim[\\/]/.test(innermost?.file ?? "")
      ? undefined
      : m[1] === "method"
        ? { given: "method" as const }
        : /^(?:NoneType|int|float|bool)$/.test(m[1])
          ? undefined
          : { given: "model" as const },
  ),
  row(
    "optimizerInput",
    "option-invalid",
    /params argument given to the optimizer should be an iterable of Tensors or dicts/,
    () => ({ given: "tensor" as const }),
  ),
  row("nonLeaf", "graph", /can't optimize a non-leaf Tensor/, nothing),
  row(
    "optionValue",
    "option-invalid",
    /Invalid (learning rate|momentum value|weight_decay value|epsilon value): (-?[\w.+-]{1,40})/,
    (m) => ({
      option:
        {
          "learning rate": "lr",
          "momentum value": "momentum",
          "weight_decay value": "weight_decay",
          "epsilon value": "eps",
        }[m[1]] ?? m[1],
      given: m[2],
    }),
  ),
  row(
    "optionValue",
    "option-invalid",
    /dropout probability has to be between 0 and 1, but got (-?[\w.+-]{1,40})/,
    (m) => ({
      option: "p",
      given: m[1],
    }),
  ),
  row("emptyDataset", "not-a-tensor", /num_samples should be a positive integer value, but got num_samples=0/, nothing),
  row("samplerShuffle", "option-invalid", /sampler option is mutually exclusive with shuffle/, nothing),
  row("datasetMethod", "not-a-tensor", /Subclasses of Dataset should implement (__getitem__)/, (m) => ({
    method: m[1],
  })),
  row("datasetMethod", "not-a-tensor", /object of type '\w{1,80}' has no len\(\)/, (_, { innermost, code }) =>
    /[\\/]utils[\\/]data[\\/]/.test(innermost?.file ?? "") || /\blen\(self\.(?:data_source|dataset)\)/.test(code)
      ? { method: "__len__" }
      : undefined,
  ),
  row("batchParts", "not-a-tensor", /(too many|not enough) values to unpack \(expected (\d{1,9})/, (m, context) =>
    loader.test(lineOf(context)) ? { wanted: Number(m[2]), more: m[1] === "too many" } : undefined,
  ),
  row(
    "scalerTwice",
    "option-invalid",
    /(unscale_|step)\(\) has already been called (?:on this optimizer )?since the last update\(\)/,
    (m) => ({
      method: m[1],
    }),
  ),
  row(
    "scalerUnused",
    "option-invalid",
    /Attempted (?:step|unscale_) but _scale is None|No inf checks were recorded for this optimizer/,
    nothing,
  ),
  row("halfGradients", "dtype", /Attempting to unscale FP16 gradients/, nothing),
  row(
    "leafInPlace",
    "graph",
    /leaf Variable that requires grad (?:is being used in|has been used in) an in-place operation/,
    nothing,
  ),
  row(
    "unusedParameters",
    "graph",
    /Expected to have finished reduction in the prior iteration before starting a new one|parameters that were not used in producing the loss returned by training_step/,
    nothing,
  ),
  row("processGroup", "option-invalid", /Default process group has not been initialized/, nothing),
  row("stateDictType", "option-invalid", /Expected state_dict to be dict-like, got/, nothing),
  row("schedulerInput", "option-invalid", /^(\w{1,80}) is not an Optimizer/, (m) => ({ type: m[1] })),
  row(
    "gradientNorm",
    "nan-gradient",
    /The total norm of order .{1,12} for gradients from `parameters` is non-finite/,
    nothing,
  ),
  row(
    "unusedGradient",
    "graph",
    /differentiated Tensors? (?:at index \d{1,9} )?appears? to not have been used in the graph/,
    nothing,
  ),
  row(
    "inferenceTensor",
    "graph",
    /Inference tensors cannot be saved for backward|Inplace update to inference tensor/,
    nothing,
  ),
  row(
    "deepcopyGraph",
    "graph",
    /Only Tensors created explicitly by the user \(graph leaves\) support the deepcopy protocol/,
    nothing,
  ),
  row("noSuchDevice", "device", /device type at start of device string: (\w{1,40})/, (m) => ({ name: m[1] })),
  row("splitLengths", "option-invalid", /Sum of input lengths does not equal the length of the input dataset/, nothing),
  row(
    "noGradient",
    "graph",
    /'NoneType' object has no attribute '(?:zero_|data|norm|clone|detach|add_|mul_|abs|sum|mean|cpu|item)'/,
    ofGradient,
  ),
  row("noGradient", "graph", /unsupported operand type\(s\) for .{1,4}: .{0,40}'NoneType'/, ofGradient),
  row("weightsOnly", "option-invalid", /Weights only load failed/, nothing),
  row("initAxes", "shape", /Fan in and fan out can not be computed for tensor with fewer than 2 dimensions/, nothing),
  row("mpsDType", "dtype", /Cannot convert a MPS Tensor to float64/, nothing),
  row(
    "mpsOperation",
    "device",
    /The operator '(?:aten::)?_?([\w.]{1,60})' is not currently implemented for the MPS device/,
    (m) => ({ name: m[1] }),
  ),
  row(
    "cublas",
    "out-of-range",
    /CUBLAS_STATUS_(?:NOT_INITIALIZED|ALLOC_FAILED|EXECUTION_FAILED|INTERNAL_ERROR)/,
    nothing,
  ),
  row("oldNumPy", "option-invalid", /^Numpy is not available/, nothing),
  row("textOption", "option-invalid", /can't multiply sequence by non-int of type 'float'/, (_, context) => {
    const option = /\b((?:args|opts?|cfg|config|hparams?|params)(?:\.\w{1,40}|\[["']\w{1,40}["']\]))/.exec(
      lineOf(context),
    );
    return option === null ? undefined : { option: option[1] };
  }),
  row(
    "textOption",
    "option-invalid",
    /not supported between instances of '(?:float|int|str)' and '(?:str|float|int)'/,
    (_, { innermost }) => (/[\\/]torch[\\/]optim[\\/]/.test(innermost?.file ?? "") ? { option: undefined } : undefined),
  ),
  row("assertedShapes", "shape", /^$/, (_, context) => {
    const condition = /^\s*assert (.{1,200})$/.exec(lineOf(context))?.[1];
    return context.type === "AssertionError" && condition?.includes("==") && /\.(?:size\(|shape\b)/.test(condition)
      ? { condition: condition.trim() }
      : undefined;
  }),
  row("forkedCuda", "device", /Cannot re-initialize CUDA in forked subprocess/, nothing),
];

function ofGradient(_: RegExpExecArray, { code }: ExceptionContext) {
  return /\.grad\b/.test(code) ? {} : undefined;
}
