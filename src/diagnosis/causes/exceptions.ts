import type { LossOptions } from "../../engine/loss";
import { lossFunctions } from "../../engine/losses/lossFunctions";
import { isRefusal } from "../../engine/refusal";
import { areZerosAndOnes, classDimOf } from "../arrays";
import { axisMoved } from "../axisMove";
import { type CallFacts, textAt } from "../callFacts";
import type { Claim } from "../claim";
import { argumentFix, converted, moduleName, operandText } from "../edits";
import { renameLoss, setOption } from "../lossEdits";
import type { CallCase, CauseRow, Finding, FixCandidate } from "../row";
import { removeStep } from "../stepEdits";
import { isMoved } from "./axes";

/** What torch refuses, by what its words are about. Weighs less than a cause that says how it came to that. */
export const exceptionRows: readonly CauseRow[] = [
  { cause: "autocast", find: autocast },
  { cause: "dtype", find: oneHotIntegers },
  { cause: "weight-shape", find: weightShape },
  { cause: "dtype", find: (instance) => refused(instance, "dtype") },
  { cause: "shape", find: (instance) => refused(instance, "shape") },
  { cause: "out-of-range", find: outOfUnit },
  { cause: "option-invalid", find: (instance) => refused(instance, "option-invalid") },
  { cause: "option-invalid", find: ignoredSmoothing },
  { cause: "variance-is-log", find: logVariance },
  { cause: "not-a-tensor", find: (instance) => refused(instance, "not-a-tensor") },
];

type RefusalCause = "dtype" | "shape" | "option-invalid" | "not-a-tensor";

const words: Readonly<Record<RefusalCause, RegExp>> = {
  "not-a-tensor":
    /must be Tensor|object has no attribute|not callable|only integer tensors|NoneType|missing \d+ required|unsupported operand|no len\(\)|argument .* must be/,
  "option-invalid":
    /not a valid value for reduction|label_smoothing|only p ==|ignore_index is not supported|unexpected keyword|takes \d|margin|cannot assign|alpha|must be one-dimensional|expected weight/i,
  dtype:
    /dtype|bool tensors?|scalar type|target type|floating point type|can't be cast|not implemented for|Found dtype|Integral inputs|result type|is only applicable/i,
  shape:
    /size|shape|dimension|batch|multi-target|inconsistent|broadcast|1D|0D|expected .* target|Dimension out of range/i,
};

const order: readonly RefusalCause[] = ["not-a-tensor", "option-invalid", "dtype", "shape"];

function refused({ facts, exception }: CallCase, cause: RefusalCause): Finding | undefined {
  if (exception === undefined || exception.type === "IndexError") return undefined;
  if (order.find((each) => words[each].test(exception.message)) !== cause) return undefined;
  const claim: Claim =
    cause === "option-invalid"
      ? { cause, facts: { option: optionOf(exception.message), ignored: false } }
      : ({ cause, facts: {} } as Claim);
  return {
    claim,
    weight: 0.86,
    fixes:
      cause === "option-invalid"
        ? optionFixes(facts, exception.message)
        : [...fromNumpy(facts, exception.message), ...conversionFixes(facts), ...columnFixes(facts)],
  };
}

/** torch smooths where `label_smoothing > 0`, and raises above 1: below 0, and with nan, it says nothing and smooths nothing. */
function ignoredSmoothing({ facts, exception }: CallCase): Finding | undefined {
  const { labelSmoothing } = facts.options.known;
  if (exception !== undefined || facts.call.loss !== "CrossEntropyLoss") return undefined;
  if (labelSmoothing === undefined || labelSmoothing >= 0) return undefined;
  const fix = labelSmoothing >= -1 ? setOption(facts, "label_smoothing", String(-labelSmoothing)) : undefined;
  return {
    claim: { cause: "option-invalid", facts: { option: "label_smoothing", ignored: true } },
    weight: 0.86,
    fixes: fix === undefined ? [] : [fix],
  };
}

/** Variances below 0, which logarithms of variances may be. */
function logVariance({ facts, exception }: CallCase): Finding | undefined {
  if (facts.call.loss !== "GaussianNLLLoss" || !/negative entry/.test(exception?.message ?? "")) return undefined;
  const third = facts.call.arguments.find(({ name }) => name === "var");
  const place = third?.place;
  const torch = moduleName(facts, "torch");
  const text = place && textAt(facts.units, place);
  const code = text === undefined || torch === undefined ? undefined : `${torch}.exp(${text})`;
  return {
    claim: { cause: "variance-is-log", facts: { of: text } },
    weight: 0.9,
    fixes:
      code === undefined || place === undefined
        ? []
        : [{ title: { kind: "use", code }, edits: [{ place, text: code }] }],
  };
}

function optionOf(message: string): string {
  return /label_smoothing|ignore_index|reduction|weight|margin|alpha|\bp\b/.exec(message)?.[0] ?? "";
}

function optionFixes(facts: CallFacts, message: string): readonly FixCandidate[] {
  const reduction = facts.call.options.get("reduction");
  if (!/reduction/.test(message) || reduction?.place === undefined) return [];
  const wanted =
    reduction.value.kind === "string" && /avg|average/.test(reduction.value.value) ? ["mean"] : ["mean", "sum"];
  return wanted.flatMap((each) => setOption(facts, "reduction", `"${each}"`) ?? []);
}

/** An array of NumPy where torch wants a tensor. */
function fromNumpy(facts: CallFacts, message: string): readonly FixCandidate[] {
  const which = /argument '(input|target)' .*must be Tensor, not numpy\.ndarray/.exec(message)?.[1];
  const torch = moduleName(facts, "torch");
  if (torch === undefined || (which !== "input" && which !== "target")) return [];
  return argumentFix(facts, facts[which], (text) => `${torch}.from_numpy(${text})`);
}

/** An axis of one element too many or too few, of arrays of which only the sizes are known. */
function columnFixes(facts: CallFacts): readonly FixCandidate[] {
  const { call, input, target, form } = facts;
  const [a, b] = [input.shape, target.shape];
  if (form !== undefined || a === undefined || b === undefined) return [];
  const isOfClasses = call.loss === "CrossEntropyLoss" || call.loss === "NLLLoss";
  const without = (shape: typeof a, axis: number) => shape.toSpliced(axis, 1).join();
  if (isOfClasses) {
    const fits = b.length === a.length && b[1] === 1 && a[1] !== 1 && without(a, 1) === without(b, 1);
    return fits ? argumentFix(facts, target, (text) => `${operandText(text)}.squeeze(1)`) : [];
  }
  if (call.loss !== "BCELoss" && call.loss !== "BCEWithLogitsLoss") return [];
  const lacks = b.findIndex((_, axis) => axis > 0 && a[axis] === 1 && without(a, axis) === b.join());
  const axis =
    lacks === -1 && a.length === b.length + 1 && a.at(-1) === 1 && without(a, a.length - 1) === b.join()
      ? a.length - 1
      : lacks;
  if (axis !== -1 && a.length === b.length + 1)
    return argumentFix(facts, target, (text) => `${operandText(text)}.unsqueeze(${axis})`);
  return b.length === a.length + 1 && b.at(-1) === 1 && without(b, b.length - 1) === a.join()
    ? argumentFix(facts, target, (text) => `${operandText(text)}.squeeze(-1)`)
    : [];
}

/** What the engine knows to mend of the arguments, and of the options' types. */
function conversionFixes(facts: CallFacts): readonly FixCandidate[] {
  const { form } = facts;
  if (form === undefined) return [];
  const refusal = lossFunctions[form.loss](form.input, form.target, form.options);
  if (!isRefusal(refusal)) return [];
  const column = form.target.shape.at(1) === 1;
  // The largest of one number is always the first: a column of class indices would become zeros.
  const sensible = refusal.fixes.filter(({ ops }) => !column || !ops.some(({ op }) => op === "argmax"));
  const [rows, count] = [form.input.shape[0], form.target.shape[0]];
  // A row too many is not mended by another axis.
  const isRowTooMany = form.input.shape.length === 2 && rows - count === 1 && !isMoved(facts);
  const conversions = (isRowTooMany ? [] : sensible).flatMap(({ argument, ops }) =>
    argumentFix(facts, facts[argument], (text) => {
      const [op, ...others] = ops;
      if (op?.op !== "movedim" || others.length > 0) return converted(ops, text);
      // As the cause of another axis writes it: of two with the same effect nobody can choose.
      return axisMoved(text, form[argument].shape.length, op.source, op.destination);
    }),
  );
  return [...optionTypeFixes(facts, form.options), ...conversions];
}

/** Weights that came from NumPy are float64. */
function optionTypeFixes(facts: CallFacts, options: LossOptions): readonly FixCandidate[] {
  return (["weight", "pos_weight"] as const).flatMap((name): readonly FixCandidate[] => {
    const tensor = name === "weight" ? options.weight : options.posWeight;
    const place = facts.call.options.get(name)?.place;
    const { form } = facts;
    if (tensor === undefined || place === undefined || form === undefined || tensor.dtype === form.input.dtype)
      return [];
    const method = form.input.dtype === "float64" ? "double" : "float";
    const code = `${operandText(textAt(facts.units, place))}.${method}()`;
    return [{ title: { kind: "use", code }, edits: [{ place, text: code }] }];
  });
}

/** More or fewer weights than a last layer has outputs, whatever batch comes. */
function weightsOfOthers({ call, input, options }: CallFacts): Finding | undefined {
  if (call.loss !== "CrossEntropyLoss" && call.loss !== "NLLLoss") return undefined;
  const { shape, value } = input;
  const last = value.kind === "unknown" ? value.facts.lastSize : undefined;
  const classes = shape === undefined ? last : shape[classDimOf(shape.length)];
  const given = options.known.weight?.data.length;
  if (classes === undefined || given === undefined || given === classes) return undefined;
  return { claim: { cause: "weight-shape", facts: { given, classes } }, weight: 0.93, fixes: [] };
}

function weightShape({ facts, exception }: CallCase): Finding | undefined {
  if (exception === undefined) return weightsOfOthers(facts);
  const aboutWeight = /weight tensor should be defined|weight tensor/i.test(exception.message);
  const sizes = /size of tensor|must match|broadcast|same size/i.test(exception.message);
  const given = (["weight", "pos_weight"] as const).find((name) => facts.call.options.has(name));
  if (given === undefined || (!aboutWeight && !sizes)) return undefined;
  const { form } = facts;
  const tensor = given === "weight" ? form?.options.weight : form?.options.posWeight;
  if (!aboutWeight) {
    // Without the weight it runs: it is the weight that does not fit.
    if (form === undefined) return undefined;
    const { weight: _weight, posWeight: _posWeight, ...rest } = form.options;
    if (isRefusal(lossFunctions[form.loss](form.input, form.target, rest))) return undefined;
  }
  const place = facts.call.options.get(given)?.place;
  // One weight a class, of which BCEWithLogitsLoss has the positives' alone.
  const isPair = given === "pos_weight" && tensor?.data.length === 2 && place !== undefined;
  if (isPair && (form?.target.shape.length === 1 || form?.target.shape.at(-1) === 1)) {
    const code = `${operandText(textAt(facts.units, place))}[1:]`;
    return {
      claim: { cause: "weight-shape", facts: { given: 2, classes: 1 } },
      weight: 0.93,
      fixes: [{ title: { kind: "use", code }, edits: [{ place, text: code }] }],
    };
  }
  const perSample =
    tensor?.shape.length === 1 &&
    form !== undefined &&
    tensor.shape[0] === form.input.shape[0] &&
    form.input.shape.length > 1;
  const fixes: FixCandidate[] = [];
  if (perSample && place !== undefined && !aboutWeight) {
    const code = `${operandText(textAt(facts.units, place))}.unsqueeze(1)`;
    fixes.push({ title: { kind: "use", code }, edits: [{ place, text: code }] });
  }
  const classes = form && form.loss !== "BCELoss" ? form.input.shape[classDimOf(form.input.shape.length)] : undefined;
  const counts = aboutWeight ? { given: tensor?.data.length, classes } : { given: undefined, classes: undefined };
  return { claim: { cause: "weight-shape", facts: counts }, weight: 0.93, fixes };
}

function outOfUnit({ facts, exception }: CallCase): Finding | undefined {
  if (exception === undefined || !/all elements of (?:input|target) should be between 0 and 1/.test(exception.message))
    return undefined;
  const which = exception.message.includes("of target") ? facts.target : facts.input;
  const value = which.tensor?.data.find((each) => each < 0 || each > 1);
  if (value === undefined) return undefined;
  return { claim: { cause: "out-of-range", facts: { value, classes: undefined } }, weight: 0.87, fixes: [] };
}

function autocast({ facts, exception, meaning }: CallCase): Finding | undefined {
  const { context, loss } = facts.call;
  const unsafe = /unsafe to autocast/.test(exception?.message ?? "");
  if (!unsafe && !(loss === "BCELoss" && context.autocast === "cuda" && exception === undefined)) return undefined;
  return {
    claim: { cause: "autocast", facts: {} },
    weight: 0.97,
    fixes: withoutSigmoid(facts, meaning),
    exception: exception ?? autocastException,
  };
}

/** On a GPU, where torch is not compared with. */
const autocastException = {
  type: "RuntimeError",
  message: [
    "torch.nn.functional.binary_cross_entropy and torch.nn.BCELoss are unsafe to autocast.",
    "Many models use a sigmoid layer right before the binary cross entropy layer.",
    "In this case, combine the two layers using torch.nn.functional.binary_cross_entropy_with_logits",
    "or torch.nn.BCEWithLogitsLoss.  binary_cross_entropy_with_logits and BCEWithLogits are",
    "safe to autocast.",
  ].join("\n"),
} as const;

/** The loss that takes the logits, and the sigmoid in front left out. */
function withoutSigmoid(facts: CallFacts, { by }: CallCase["meaning"]): readonly FixCandidate[] {
  const renamed = renameLoss(facts, "BCEWithLogitsLoss");
  const removed = by?.operation === "sigmoid" ? removeStep(facts, by) : [];
  return renamed === undefined || removed.length === 0
    ? []
    : [{ title: renamed.title, edits: [...renamed.edits, ...removed] }];
}

/** Targets in one-hot rows of whole numbers, which CrossEntropyLoss takes as class probabilities of the wrong type. */
function oneHotIntegers({ facts, exception }: CallCase): Finding | undefined {
  const { tensor } = facts.target;
  if (
    exception === undefined ||
    tensor === undefined ||
    !/Expected floating point type for target/.test(exception.message)
  )
    return undefined;
  if (!areZerosAndOnes(tensor.data)) return undefined;
  const dim = tensor.shape.length === 1 ? 0 : 1;
  const float = argumentFix(facts, facts.target, (text) => `${operandText(text)}.float()`);
  const indices = argumentFix(facts, facts.target, (text) => `${operandText(text)}.argmax(${dim})`);
  return { claim: { cause: "dtype", facts: {} }, weight: 0.9, fixes: [...float, ...indices] };
}
