import { losses } from "../../engine/losses/losses";
import type { TracebackFrame } from "../traceback";
import { type ExceptionRow, nothing, row } from "./exception";

/** Calls with arguments or options that the loss does not take. */
export const callRows: readonly ExceptionRow[] = [
  row("argumentType", "not-a-tensor", /argument '(\w+)'(?: \(position \d+\))? must be Tensor, not ([\w.]+)/, (m) => ({
    argument: m[1],
    type: m[2],
  })),
  row(
    "argumentType",
    "not-a-tensor",
    /cannot assign '([\w.]+)' object to buffer '(\w+)' \(torch Tensor or None required\)/,
    (m) => ({ argument: m[2], type: m[1] }),
  ),
  row(
    "optionType",
    "option-invalid",
    /argument '(\w+)'(?: \(position \d+\))? must be (int|float|bool|str|number), not ([\w.]+)/,
    (m) => ({ option: m[1], wanted: m[2], given: m[3] }),
  ),
  row("optionSign", "option-invalid", /does not support (negative|non-positive) values for (\w+)/, (m) => ({
    option: m[2],
    zero: m[1] === "negative",
    given: undefined,
  })),
  row("optionSign", "option-invalid", /margin(?: to be| must be) greater than 0, got (-?[\d.e+-]+)/, (m) => ({
    option: "margin",
    zero: false,
    given: m[1].replace(/\.$/, ""),
  })),
  row(
    "missingDim",
    "option-invalid",
    /(softmax|log_softmax|logsumexp|softmin)\(\) missing 1 required positional arguments?: ["']dim["']/,
    (m) => ({ operation: m[1] }),
  ),
  row(
    "tooManyArrays",
    "option-invalid",
    /forward\(\) takes (\d+) positional arguments but (\d+) were given/,
    (m, { loss }) =>
      loss !== undefined || /Softmax\.forward/.test(m.input)
        ? { wanted: Number(m[1]) - 1, given: Number(m[2]) - 1 }
        : undefined,
  ),
  row("weightAxes", "weight-shape", /expected weight to be None or 1D tensor, got (\d+)D/, (m) => ({
    axes: Number(m[1]),
  })),
  row("cutoffs", "option-invalid", /cutoffs should be a sequence of/, nothing),
  row("lossOperand", "not-a-tensor", /unsupported operand type\(s\) for .{1,4}: (.*)/, (m) => {
    const type = m[1].split("'").find((each) => /^\w+Loss$/.test(each));
    return type === undefined ? undefined : { type };
  }),
  row("lossOperand", "not-a-tensor", /unsupported operand type\(s\) for .{1,4}: 'type' and 'type'/, (_, { code }) => {
    const type = /\b(?:nn\.)?(\w+Loss)\b(?!\()/.exec(code)?.[1];
    return type === undefined ? undefined : { type };
  }),
  row(
    "noneOperand",
    "not-a-tensor",
    /unsupported operand type\(s\) for .{1,4}: (?:'Tensor' and 'NoneType'|'NoneType' and 'Tensor')/,
    (_, { code }) => (code === "" || /loss|criterion|entropy/i.test(code) ? {} : undefined),
  ),
  row("noSuchLoss", "option-invalid", /module 'torch\.nn(?:\.functional)?' has no attribute '(\w+)'/, (m) =>
    nearestLoss(m[1]) === undefined ? undefined : { name: nearestLoss(m[1]) as string },
  ),
  row(
    "lossList",
    "not-a-tensor",
    /'(list|tuple|dict)' object has no attribute '(?:backward|item|mean|sum)'/,
    (m, { code }) => (code === "" || /loss/i.test(code) ? { type: m[1] } : undefined),
  ),
  row("lossIsNumber", "graph", /'([\w.]+)' object has no attribute 'backward'/, (m) => ({ type: m[1] })),
  row(
    "attribute",
    "not-a-tensor",
    /'(?!Tensor')([\w.]+)' object has no attribute '(log_softmax|softmax|size|sigmoid|dim|detach|requires_grad|is_sparse|view|argmax|max|cpu|float|long|shape)'/,
    (m, { code, loss, innermost }) => ({
      type: m[1],
      attribute: m[2],
      argument: /Output/.test(m[1])
        ? "input"
        : (ownerOf(m[2], innermost) ?? (onlyScores.test(m[2]) ? "input" : undefined)),
      sure:
        loss !== undefined ||
        /^(?:log_softmax|softmax|sigmoid|detach|requires_grad|is_sparse)$/.test(m[2]) ||
        /loss|criterion|entropy|softmax/i.test(code),
    }),
  ),
  row("sizeIsNumber", "not-a-tensor", /'int' object is not callable/, (_, { code, innermost }) =>
    /[\\/]torch[\\/]/.test(innermost?.file ?? "") && !/size\(\)/.test(innermost?.code ?? "")
      ? undefined
      : code === "" || /size\(\)|loss|criterion|entropy/i.test(code)
        ? { argument: ownerOf("size", innermost) }
        : undefined,
  ),
  row(
    "constructed",
    "not-a-tensor",
    /[Bb]ool(?:ean)? value of Tensor with (?:more than one|no) values? is ambiguous/,
    nothing,
  ),
  row(
    "missingArray",
    "not-a-tensor",
    /(?:forward|_loss|entropy|kl_div)\(\) missing 1 required positional argument: '(target|y|var|negative|input2)'/,
    (m) =>
      /\w\.forward/.test(m.input) && !/(?:Loss|Entropy|Criterion)\w{0,20}\.forward/.test(m.input)
        ? undefined
        : { name: m[1] },
  ),
  row("noReduction", "option-invalid", /(\S+) is not a valid value for reduction|(\S+) is not valid$/, (m) => ({
    given: m[1] ?? m[2],
  })),
  row("keyword", "option-invalid", /got an unexpected keyword argument '(\w+)'/, (m) => ({ name: m[1] })),
  row("smoothing", "option-invalid", /label_smoothing must be between 0\.0 and 1\.0\. Got: (\S+)/, (m) => ({
    given: m[1],
  })),
  row("ignoreProbabilities", "option-invalid", /ignore_index is not supported for floating point target/, nothing),
  row("marginPower", "option-invalid", /only p == 1 and p == 2 supported/, nothing),
  row("autocast", "autocast", /unsafe to autocast/, nothing),
  row(
    "devices",
    "device",
    /Expected all tensors to be on the same device|Tensor on device \w{1,20}(?::\d+)? is not on the expected device|Expected object of (?:device type|backend type|backend \w{1,40} but got)|Input type \([^()]{1,80}\) and weight type/,
    nothing,
  ),
];

/** The class that a name without its end means: `CrossEntropy`, `cross_entropy_loss`. */
function nearestLoss(name: string): string | undefined {
  const plain = (text: string) => text.toLowerCase().replaceAll("_", "").replace(/loss$/, "");
  return Object.keys(losses).find((loss) => /Loss$/.test(loss) && plain(loss) === plain(name));
}

/** What torch asks of scores alone. */
const onlyScores = /^(?:log_softmax|softmax|sigmoid)$/;

/**
 * The name in front of an attribute in the line that raised: the one that is underlined, or the only one. `if target.size() !=
 * input.size()` alone does not tell which of the two it was.
 */
function ownerOf(attribute: string, frame: TracebackFrame | undefined): string | undefined {
  for (const text of [frame?.marked, frame?.code]) {
    const owners = new Set(
      Array.from((text ?? "").slice(0, 500).matchAll(/(?<![\w.])([A-Za-z_]\w{0,40})\.(\w{1,40})/g))
        .filter(([, , name]) => name === attribute)
        .map(([, name]) => name),
    );
    if (owners.size > 0) return owners.size === 1 ? [...owners][0] : undefined;
  }
  return undefined;
}

/** Losses that nothing can be learned from, and graphs that are gone. */
export const graphRows: readonly ExceptionRow[] = [
  row("noGraph", "graph", /element 0 of (?:tensors|variables) does not require grad/, nothing),
  row("noGraph", "graph", /Gradients do not exist for variables \[/, nothing),
  row(
    "jaxSeveralLosses",
    "graph",
    /Gradient only defined for scalar-output functions\. Output had shape: (\([\d, ]*\))/,
    (m) => ({
      shape: m[1],
    }),
  ),
  row("stepLoss", "graph", /`?training_step`? returned `?None`?/, () => ({ given: "nothing" as const })),
  row("stepLoss", "graph", /when `training_step` returns a dict, the 'loss' key needs to be present/, () => ({
    given: "dict" as const,
  })),
  row("severalLosses", "graph", /grad can be implicitly created only for scalar outputs/, nothing),
  row("secondBackward", "graph", /Trying to backward through the graph a second time/, nothing),
  row("changedInPlace", "graph", /has been modified by an inplace operation/, nothing),
  row("notOneNumber", "shape", /a Tensor with (\d+) elements cannot be converted to Scalar/, (m) => ({
    elements: Number(m[1]),
  })),
  row("tensorList", "not-a-tensor", /only one element tensors can be converted to Python scalars/, (_, { code }) =>
    /(?:\btensor|as_tensor|Tensor|np\.array|asarray)\(\s*(?:\[|\w*(?:s|list)\b)/.test(code) ? {} : undefined,
  ),
  row(
    "integerGradient",
    "dtype",
    /[Oo]nly Tensors of floating point (?:and complex )?dtype can require gradients/,
    nothing,
  ),
  row(
    "gradientShape",
    "graph",
    /Mismatch in shape: grad_output\[\d+\] has a shape of torch\.Size\((\[[\d, ]*\])\) and output\[\d+\] has a shape of torch\.Size\((\[[\d, ]*\])\)/,
    (m) => ({ given: m[1], output: m[2] }),
  ),
  row(
    "nanBackward",
    "nan-gradient",
    /Function '(\w+?)(?:Backward\d*)?' returned nan values in its \d+th output/,
    (m) => ({
      operation: m[1],
    }),
  ),
  row(
    "noAxis",
    "shape",
    /invalid index of a 0-dim tensor|iteration over a 0-d (?:tensor|array)|len\(\) of a 0-d tensor/,
    nothing,
  ),
  row("noCuda", "device", /Torch not compiled with CUDA enabled/, nothing),
  row("collate", "not-a-tensor", /default_collate: batch must contain .{1,80}; found (?:<class ')?([\w.]+)/, (m) => ({
    found: m[1],
  })),
  row("datasetLengths", "shape", /^Size mismatch between tensors/, nothing),
  row("drawProbabilities", "out-of-range", /invalid multinomial distribution \(sum of probabilities <= 0\)/, () => ({
    isZero: true,
  })),
  row("drawProbabilities", "out-of-range", /probability tensor contains either `inf`, `nan` or element < 0/, () => ({
    isZero: false,
  })),
  row("distribution", "out-of-range", /Expected parameter (\w+) \(Tensor of shape /, (m) => {
    const [, values] = m.input.slice(m.index).split("but found invalid values", 2);
    return values === undefined ? undefined : { parameter: m[1], isNan: /\bnan\b/.test(values.slice(0, 400)) };
  }),
  row("notOneNumber", "shape", /only one element tensors can be converted to Python scalars/, () => ({
    elements: undefined,
  })),
  row("hostFirst", "device", /can't convert \w{1,20}(?::\d+)? device type tensor to numpy/, nothing),
  row("detachFirst", "graph", /Can't call numpy\(\) on (?:Tensor|Variable) that requires grad/, nothing),
];

/** Warnings that say the number is another than meant, or nothing. */
export const warningRows: readonly ExceptionRow[] = [
  row("implicitAxis", "softmax-axis", /Implicit dimension choice for (\w+) has been deprecated/, (m) => ({
    operation: m[1],
  })),
  row(
    "elementMean",
    "option-invalid",
    /reduction: 'mean' divides the total loss by both the batch size and the support size/,
    nothing,
  ),
  row(
    "oldAveraging",
    "option-invalid",
    /size_average and reduce args will be deprecated(?:, please use reduction='(\w+)')?/,
    (m) => ({ reduction: m[1] }),
  ),
  row("oldName", undefined, /nn\.functional\.(sigmoid|tanh) is deprecated/, (m) => ({ name: m[1] })),
];
