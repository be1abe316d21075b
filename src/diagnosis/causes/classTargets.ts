import { lastActivation } from "../../python/library/nn/activation";
import type { Value } from "../../python/value";
import { isFloatingPoint, type Tensor } from "../../tensor/tensor";
import {
  allHold,
  areLogarithms,
  areZerosAndOnes,
  classDimOf,
  extremes,
  isOneHot,
  isWithin,
  sumsAlong,
} from "../arrays";
import { type CallFacts, type Form, tensorOf, textAt } from "../callFacts";
import { unknownChange } from "../claim";
import { argumentFix, functionOf, moduleName, operandText, swapArguments } from "../edits";
import { changeOf } from "../evaluateForm";
import { renameLoss, setOption } from "../lossEdits";
import { kindFromName } from "../meaning";
import { lastMeaningful } from "../originChain";
import { viewedOneHot } from "../questions/orders";
import type { CallCase, CauseRow, Finding, FixCandidate } from "../row";
import { namesAreSwapped } from "./elementTargets";
import { isSmoothedByHand } from "./smoothing";

/** Targets that are distributions over the classes, and targets that are no targets of their loss at all. */
export const classTargetRows: readonly CauseRow[] = [
  { cause: "one-class", find: oneClass },
  { cause: "swapped-arguments", find: swappedClasses },
  { cause: "target-is-log", find: targetIsLog },
  { cause: "target-is-logits", find: targetIsLogits },
  { cause: "percent", find: percentRows },
  { cause: "target-not-normalised", find: targetNotNormalised },
];

/** Input and target of a loss that takes class probabilities, where both have one shape. */
function soft({
  facts,
}: CallCase): { readonly input: Tensor; readonly target: Tensor; readonly dim: number } | undefined {
  const { call, input, target } = facts;
  if (call.loss !== "CrossEntropyLoss" && call.loss !== "KLDivLoss") return undefined;
  if (input.tensor === undefined || target.tensor === undefined || input.tensor.data.length === 0) return undefined;
  if (input.tensor.shape.join() !== target.tensor.shape.join() || input.tensor.shape.length === 0) return undefined;
  const rank = input.tensor.shape.length;
  const dim = call.loss === "CrossEntropyLoss" ? classDimOf(rank) : rank - 1;
  return { input: input.tensor, target: target.tensor, dim };
}

function oneClass({ facts, exception }: CallCase): Finding | undefined {
  const { call, input } = facts;
  if (call.loss !== "CrossEntropyLoss" && call.loss !== "NLLLoss") return undefined;
  const { shape } = input;
  const rank = shape?.length;
  const classes = shape === undefined || rank === 0 ? lastSizeOf(facts) : shape[classDimOf(shape.length)];
  if (classes !== 1 || (rank === 1 && call.loss === "NLLLoss")) return undefined;
  const elsewhere = exception !== undefined && !/out of bounds/.test(exception.message);
  const renamed = renameLoss(facts, "BCEWithLogitsLoss");
  const float = (text: string) => `${operandText(text)}.float()`;
  const fixes: FixCandidate[] = [];
  if (renamed !== undefined && facts.call.options.size === 0 && !elsewhere) {
    const { tensor } = facts.target;
    const column =
      tensor !== undefined && input.tensor !== undefined && tensor.shape.length === input.tensor.shape.length - 1;
    const target = argumentFix(facts, facts.target, (text) => (column ? `${float(text)}.unsqueeze(1)` : float(text)));
    fixes.push({ title: renamed.title, edits: [...renamed.edits, ...(target[0]?.edits ?? [])] });
  }
  return { claim: { cause: "one-class", facts: { outputs: 1 } }, weight: elsewhere ? 0.6 : 0.97, fixes };
}

function lastSizeOf({ input }: CallFacts): number | undefined {
  return input.value.kind === "unknown" ? input.value.facts.lastSize : undefined;
}

function swappedClasses(instance: CallCase): Finding | undefined {
  const { facts, exception } = instance;
  const { call, input, target } = facts;
  const claim = { cause: "swapped-arguments", facts: { first: input.text, second: target.text } } as const;
  const both = soft(instance);
  if (both !== undefined && call.loss === "CrossEntropyLoss") {
    const oneHot = isOneHot(both.input, both.dim);
    const targetHolds = isWithin(both.target, 0, 1) && allHold(sumsAlong(both.target, both.dim));
    const hard = areZerosAndOnes(both.target.data);
    if (!oneHot || hard) return undefined;
    const weight = namesAreSwapped(facts) ? 1 : targetHolds ? 0.9 : 0.97;
    return { claim, weight, fixes: swapArguments(facts) };
  }
  if (both !== undefined && call.loss === "KLDivLoss") {
    if (facts.form?.options.logTarget) return undefined;
    const logs = areLogarithms(both.target, both.dim);
    const probabilities = isWithin(both.input, 0, 1) && allHold(sumsAlong(both.input, both.dim));
    if (logs && probabilities) return { claim, weight: 1, fixes: swapArguments(facts) };
    // The student comes first, and the teacher is what it is to become.
    const named =
      facts.input.names.some((name) => /teacher/i.test(name)) &&
      facts.target.names.some((name) => /student/i.test(name));
    return named ? { claim, weight: 0.88, fixes: [] } : undefined;
  }
  if (call.loss === "KLDivLoss" && isSoftmax(input.value, "softmax") && isSoftmax(target.value, "log_softmax"))
    return { claim, weight: 1, fixes: swapArguments(facts) };
  const [first, second] = [input.value, target.value];
  if (exception === undefined || first.kind !== "tensor" || second.kind !== "tensor") return undefined;
  // Class indices, then a row of scores for each.
  const rows = second.shape.length === first.shape.length + 1 && second.shape[0] === first.shape[0];
  if (first.dtype.startsWith("float") || !second.dtype.startsWith("float") || !rows) return undefined;
  return { claim, weight: 0.97, fixes: swapArguments(facts) };
}

function isSoftmax(value: Value, operation: "softmax" | "log_softmax"): boolean {
  return lastActivation(value)?.operation === operation;
}

function withTarget(form: Form | undefined, target: Tensor | undefined, options: object = {}) {
  if (form === undefined) return unknownChange;
  return changeOf(form, { ...form, target: target ?? form.target, options: { ...form.options, ...options } });
}

function targetIsLog(instance: CallCase): Finding | undefined {
  const { facts } = instance;
  const both = soft(instance);
  if (both === undefined) return targetIsLogByCode(facts);
  const logs = extremes(both.target.data).min < 0 && areLogarithms(both.target, both.dim);
  const kl = facts.call.loss === "KLDivLoss";
  const wantsLog = kl && facts.form?.options.logTarget === true;
  if (logs === wantsLog) return undefined;
  const probabilities = isWithin(both.target, 0, 1) && allHold(sumsAlong(both.target, both.dim));
  if (!logs && !probabilities) return undefined;
  const exp = functionOf(facts, "exp");
  const option = kl ? setOption(facts, "log_target", logs ? "True" : "False") : undefined;
  return {
    claim: {
      cause: "target-is-log",
      facts: { change: withTarget(facts.form, undefined, { logTarget: logs }), isLog: logs },
    },
    weight: 0.97,
    fixes: [...(option === undefined ? [] : [option]), ...(logs ? argumentFix(facts, facts.target, exp) : [])],
  };
}

/** Values that are not known, of an activation that is. */
function targetIsLogByCode(facts: CallFacts): Finding | undefined {
  const { call, options, target } = facts;
  if (call.raises !== undefined || !takesClasses(facts)) return undefined;
  const kl = call.loss === "KLDivLoss";
  if (kl && options.unknown.includes("log_target")) return undefined;
  const operation = lastActivation(target.value)?.operation;
  const isLog = operation === "log_softmax";
  if (!isLog && operation !== "softmax") return undefined;
  if (isLog === (kl && options.known.logTarget === true)) return undefined;
  const option = kl ? setOption(facts, "log_target", isLog ? "True" : "False") : undefined;
  const exp = isLog ? argumentFix(facts, target, functionOf(facts, "exp")) : [];
  const change = unknownChange;
  return {
    claim: { cause: "target-is-log", facts: { change, isLog } },
    weight: 0.97,
    fixes: [...(option === undefined ? [] : [option]), ...exp],
  };
}

/** Losses whose targets are distributions over the classes: always, or where they are floats. */
function takesClasses({ call, target: { value } }: CallFacts): boolean {
  if (call.loss === "KLDivLoss") return true;
  const dtype = value.kind === "tensor" ? value.dtype : value.kind === "unknown" ? value.facts.dtype : undefined;
  return call.loss === "CrossEntropyLoss" && (dtype === undefined || isFloatingPoint(dtype));
}

/** What a linear layer gives, as it is. */
function targetIsLinear(facts: CallFacts): Finding | undefined {
  const { call, target, options } = facts;
  if (call.raises !== undefined || !takesClasses(facts) || options.unknown.includes("log_target")) return undefined;
  if (options.known.logTarget || lastMeaningful(target.chain)?.step.operation !== "linear") return undefined;
  return {
    claim: { cause: "target-is-logits", facts: { min: undefined, max: undefined } },
    weight: 0.97,
    fixes: softmaxOfTarget(facts, -1),
  };
}

function softmaxOfTarget(facts: CallFacts, dim: number): readonly FixCandidate[] {
  const functional = moduleName(facts, "torch.nn.functional") ?? moduleName(facts, "torch");
  return argumentFix(facts, facts.target, (text) =>
    functional === undefined ? `${operandText(text)}.softmax(${dim})` : `${functional}.softmax(${text}, dim=${dim})`,
  );
}

function targetIsLogits(instance: CallCase): Finding | undefined {
  const { facts } = instance;
  const both = soft(instance);
  if (both === undefined) return targetIsLinear(facts);
  if (facts.form?.options.logTarget) return undefined;
  const { min, max, whole } = extremes(both.target.data);
  if (min >= 0 && (max <= 1 || whole)) return undefined;
  if (max <= 0 && allHold(sumsAlong(both.target, both.dim, "exp"))) return undefined;
  // Rows of one_hot that something was added to are no scores.
  if (min >= 0 && (isOfOneHot(facts) || !areScores(facts))) return undefined;
  if (allHold(sumsAlong(both.target, both.dim, "none", 100)) && min >= 0) return undefined;
  return {
    claim: { cause: "target-is-logits", facts: { min, max } },
    weight: 0.97,
    fixes: softmaxOfTarget(facts, both.dim),
  };
}

/** Numbers of which none is below 0 are shares or counts, unless a name says that they are a model's. */
function areScores({ target }: CallFacts): boolean {
  return target.names.some((name) => kindFromName(name) === "logits" || /teacher|score|out|^t$|_t$/i.test(name));
}

function isOfOneHot({ target }: CallFacts): boolean {
  return target.chain.steps.some(({ operation }) => operation === "one_hot");
}

function percentRows(instance: CallCase): Finding | undefined {
  const { facts } = instance;
  const both = soft(instance);
  if (
    both !== undefined &&
    extremes(both.target.data).min >= 0 &&
    allHold(sumsAlong(both.target, both.dim, "none", 100))
  ) {
    return {
      claim: { cause: "percent", facts: { argument: "target", max: extremes(both.target.data).max } },
      weight: 0.97,
      fixes: argumentFix(facts, facts.target, (text) => `${operandText(text)} / 100`),
    };
  }
  const { tensor } = facts.input;
  const { loss } = facts.call;
  if (tensor === undefined || tensor.shape.length === 0) return undefined;
  const dim = classDimOf(tensor.shape.length);
  const { min } = extremes(tensor.data);
  const summed = sumsAlong(tensor, dim, "none", 100);
  if (loss === "CrossEntropyLoss" && min >= 0 && tensor.shape[dim] > 1 && allHold(summed)) {
    const fixes = argumentFix(facts, facts.input, (text) => functionOf(facts, "log")(`${operandText(text)} / 100`));
    return {
      claim: { cause: "percent", facts: { argument: "input", max: extremes(tensor.data).max } },
      weight: 0.95,
      fixes,
    };
  }
  if (loss === "NLLLoss" || loss === "KLDivLoss") return percentLogged(facts, dim);
  return undefined;
}

/** The logarithm of per cent. */
function percentLogged(facts: CallFacts, dim: number): Finding | undefined {
  const [step] = facts.input.chain.steps;
  const before = step?.operation === "log" ? tensorOf(step.operand.value) : undefined;
  const place = step?.operand.place;
  const sums = before && sumsAlong(before, dim, "none", 100);
  if (before === undefined || place === undefined || sums === undefined || extremes(before.data).min < 0)
    return undefined;
  if (!allHold(sums) && !(extremes(before.data).max <= 100 && Math.abs(sums.worst - 100) < 1)) return undefined;
  const text = textAt(facts.units, place);
  const code = `${operandText(text)} / 100`;
  return {
    claim: { cause: "percent", facts: { argument: "input", max: extremes(before.data).max, of: text } },
    weight: 1,
    fixes: [
      { title: { kind: "use", code }, edits: [{ place, text: step.place.start === place.start ? `(${code})` : code }] },
    ],
  };
}

function targetNotNormalised(instance: CallCase): Finding | undefined {
  const { facts } = instance;
  const both = soft(instance);
  // Rows of one_hot whose axes were laid over each other are asked about.
  if (both === undefined || facts.form?.options.logTarget || viewedOneHot(facts) !== undefined) return undefined;
  const { min, max, whole } = extremes(both.target.data);
  if (min < 0 || (max > 1 && !whole && !isOfOneHot(facts) && areScores(facts))) return undefined;
  // Rows whose classes are last stand on another axis.
  const rank = both.target.shape.length;
  if (rank > 2 && isOfOneHot(facts) && allHold(sumsAlong(both.target, rank - 1))) return undefined;
  const sums = sumsAlong(both.target, both.dim);
  if (allHold(sums) || (facts.call.loss === "CrossEntropyLoss" && isSmoothedByHand(both.target))) return undefined;
  // A KL divergence over another axis, or over all of the array, is somebody's own affair.
  const other = both.target.shape.some((_, axis) => axis !== both.dim && allHold(sumsAlong(both.target, axis)));
  if (other && (facts.call.loss === "KLDivLoss" || (!whole && both.target.shape.length === 2))) return undefined;
  const missing = sums.rows - sums.holding;
  const labels = max <= 1 && whole;
  const sigmoid = lastActivation(facts.target.value);
  if (sigmoid?.operation === "sigmoid") {
    return {
      claim: {
        cause: "target-not-normalised",
        facts: { sum: sums.worst, rows: missing, of: sums.rows, labels, sigmoid: true },
      },
      weight: 0.97,
      fixes: softmaxForSigmoid(facts, both.dim),
    };
  }
  const renamed = labels && facts.call.loss === "CrossEntropyLoss" ? renameLoss(facts, "BCEWithLogitsLoss") : undefined;
  const divided = argumentFix(
    facts,
    facts.target,
    (text) => `${operandText(text)} / ${operandText(text)}.sum(${both.dim}, keepdim=True)`,
  );
  return {
    claim: { cause: "target-not-normalised", facts: { sum: sums.worst, rows: missing, of: sums.rows, labels } },
    weight: Math.abs(sums.worst - 1) > 0.03 ? 0.95 : 0.7,
    fixes: [...(renamed === undefined || facts.call.options.size > 0 ? [] : [renamed]), ...divided],
  };
}

/** A softmax where the sigmoid is, as the classes share what there is. */
function softmaxForSigmoid(facts: CallFacts, dim: number): readonly FixCandidate[] {
  const step = facts.target.chain.steps.find(({ operation }) => operation === "sigmoid");
  const operand = step?.operand.place;
  if (step === undefined || operand === undefined || operand.unit !== step.place.unit) return [];
  const code = functionOf(facts, "softmax", `dim=${dim}`)(textAt(facts.units, operand));
  return [{ title: { kind: "use", code }, edits: [{ place: step.place, text: code }] }];
}
