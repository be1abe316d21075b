import type { Frame } from "../traceback";
import { type ExceptionRow, nothing, row } from "./exception";

/** Calls with arguments or options that the loss does not take. */
export const callRows: readonly ExceptionRow[] = [
  row("argumentType", "not-a-tensor", /argument '(\w+)'(?: \(position \d+\))? must be Tensor, not ([\w.]+)/, (m) => ({
    argument: m[1],
    type: m[2],
  })),
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
    code === "" || /size\(\)|loss|criterion|entropy/i.test(code) ? { argument: ownerOf("size", innermost) } : undefined,
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
    /forward\(\) missing 1 required positional argument: '(target|y|var|negative|input2)'/,
    (m) => ({ name: m[1] }),
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
    /Expected all tensors to be on the same device|Expected object of (?:device type|backend type|backend \w{1,40} but got)|Input type \([^()]{1,80}\) and weight type/,
    nothing,
  ),
];

/** What torch asks of scores alone. */
const onlyScores = /^(?:log_softmax|softmax|sigmoid)$/;

/**
 * The name in front of an attribute in the line that raised: the one that is underlined, or the only one. `if target.size() !=
 * input.size()` alone does not tell which of the two it was.
 */
function ownerOf(attribute: string, frame: Frame | undefined): string | undefined {
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
  row("changedInPlace", "graph", /has been modified by an inplace operation|leaf Variable that requires grad/, nothing),
  row("notOneNumber", "shape", /a Tensor with (\d+) elements cannot be converted to Scalar/, (m) => ({
    elements: Number(m[1]),
  })),
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
