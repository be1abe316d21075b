import { frameworkNames } from "../../frameworks/framework";
import { kerasBackend } from "../../frameworks/keras/backend";
import { broadcastShapes, sameShape } from "../../tensor/shape";
import { numel } from "../../tensor/tensor";
import { allHold, extremes, isWithin, sumsAlong } from "../arrays";
import { argumentFix, operandText, swapArguments } from "../edits";
import { importedName } from "../imports";
import { setOption } from "../lossEdits";
import { kindFromName } from "../meaning";
import type { Finding, FixCandidate } from "../row";
import { removeStep, renameStep } from "../stepEdits";
import { beforeRows } from "./before";
import type { ForeignCase } from "./foreignCase";
import { areSwapped, labelRows } from "./labels";
import { logLossRows, percentOf } from "./logLoss";
import { decided, margins, oneOutput, otherActivation, otherLabels } from "./models";
import { renamedFixes } from "./rename";
import { byHand, formulas, slips } from "./writtenOut";

/** Mistakes in a call of another framework's loss, told by what the call expects of its arrays. */

export type ForeignRow = (instance: ForeignCase) => Finding | undefined;

/** Logits, or logarithms, where probabilities are expected. */
const logitsAsProbabilities: ForeignRow = (instance) => {
  const { facts, expectation, call, meaning, loss } = instance;
  if (expectation?.takes !== "probabilities" || areSwapped(instance) > 0) return undefined;
  if (percentOf(instance) !== undefined) return undefined;
  const bounds = call && extremes(call.prediction.data);
  // A map of class numbers, which an overlap is often asked for: of them there is no sigmoid.
  if (call?.prediction.data.every(Number.isInteger) && meaning.known !== "code") return undefined;
  const isOutside = bounds !== undefined && (bounds.min < -1e-6 || bounds.max > 1 + 1e-6);
  const isFromCode = meaning.kind !== "probabilities" && meaning.known === "code";
  const isNamed = meaning.suggestedByName === "logits" && meaning.kind === "logits";
  const isUnnormalised =
    call !== undefined && instance.classAxis !== undefined && !allHold(sumsAlong(call.prediction, instance.classAxis));
  const weight = isOutside || isFromCode ? 1 : isNamed && isUnnormalised ? 0.9 : 0;
  if (weight === 0) return undefined;
  const isLog = meaning.kind === "logProbabilities" || (bounds !== undefined && bounds.max <= 0);
  const isBinary = facts.input.shape?.length === 1 && expectation.kin !== "KLDivLoss";
  const fixes: FixCandidate[] = [];
  const option = loss.logitsOption && setOption(facts, loss.logitsOption, "True");
  if (option !== undefined) fixes.push(option);
  if (loss.framework === "monai") {
    const activation = setOption(facts, expectation.targets === "classIndices" ? "softmax" : "sigmoid", "True");
    if (activation !== undefined) fixes.push(activation);
  }
  const range = { min: bounds?.min, max: bounds?.max };
  const claim =
    expectation.kin === "BCELoss" && loss.framework !== "scikit-learn"
      ? ({ cause: "logits-in-bce", facts: range } as const)
      : ({ cause: "logits-as-probabilities", facts: { ...range, isLog, isBinary } } as const);
  return { claim, weight, fixes: [...fixes, ...(isBinary && !isLog ? squashed(instance) : [])] };
};

/** The sigmoid of one score a sample, written out for NumPy. */
function squashed({ facts, loss }: ForeignCase): readonly FixCandidate[] {
  const numpy = importedName(facts.units, "numpy");
  if (loss.framework !== "scikit-learn" || numpy === undefined || facts.input.value.kind !== "tensor") return [];
  return argumentFix(facts, facts.input, (text) => `1 / (1 + ${numpy}.exp(-${operandText(text)}))`);
}

/** Probabilities, or scores, where their logarithms are expected. */
const noLogarithm: ForeignRow = (instance) => {
  const { facts, expectation, meaning, loss } = instance;
  if (expectation?.takes !== "logProbabilities" || loss.framework !== "optax" || areSwapped(instance) > 0)
    return undefined;
  const { kind, by } = meaning;
  if (kind === "logProbabilities" || meaning.known === "guess") return undefined;
  const isSoftmax = by?.operation === "softmax";
  const at = isSoftmax ? by.place : undefined;
  const jnp = importedName(facts.units, "jax.numpy");
  const logged = jnp === undefined ? [] : argumentFix(facts, facts.input, (text) => `${jnp}.log(${text})`);
  const edits = isSoftmax ? renameStep(facts, by, /\bsoftmax\b/, "log_softmax") : [];
  const fixes: readonly FixCandidate[] =
    edits.length > 0 ? [{ title: { kind: "use", code: "log_softmax" }, edits }] : kind === "logits" ? [] : logged;
  return {
    claim: { cause: "no-logarithm", facts: { of: kind, at, logged: false } },
    weight: meaning.confidence >= 0.9 ? 0.95 : 0.6,
    fixes,
  };
};

/** A softmax or sigmoid in front of a loss that has its own. */
const activatedTwice: ForeignRow = (instance) => {
  const { facts, expectation, meaning, loss, call } = instance;
  if (expectation?.takes !== "logits" || meaning.kind !== "probabilities" || areSwapped(instance) > 0) return undefined;
  if (meaning.known === "guess") return undefined;
  const at = meaning.by?.place;
  const removed = meaning.by && removeStep(facts, meaning.by);
  const what = meaning.by?.operation;
  const fixes: FixCandidate[] = [];
  if (removed !== undefined && removed.length > 0 && what !== undefined)
    fixes.push({ title: { kind: "remove", what: what.replace("_", " ") }, edits: removed });
  const option = loss.logitsOption && setOption(facts, loss.logitsOption, "False");
  if (option !== undefined) fixes.push(option);
  const classes = call && instance.classAxis !== undefined ? call.prediction.shape[instance.classAxis] : undefined;
  const isSigmoid = expectation.kin === "BCEWithLogitsLoss";
  const isSure = meaning.known === "code" || meaning.confidence >= 0.97;
  // On TensorFlow, Keras takes what stood in front of a layer's activation, and warns: nothing is applied twice there.
  const mayBeUndone = loss.framework === "keras" && call === undefined && !isOnAnother(facts.units);
  const weight = isSure && !mayBeUndone ? 0.95 : 0.6;
  return isSigmoid
    ? { claim: { cause: "double-sigmoid", facts: { at, inCode: false } }, weight, fixes }
    : {
        claim: {
          cause: "double-softmax",
          facts: { at, floor: hasFloor(loss.name) ? floorOf(classes, expectation.targets) : undefined, inCode: false },
        },
        weight,
        fixes,
      };
};

function isOnAnother(units: ForeignCase["facts"]["units"]): boolean {
  const backend = kerasBackend(units.map(({ text }) => text));
  return backend === "torch" || backend === "jax";
}

/** Of regions, and where the sure ones count less, a loss may be as small as it likes. */
function hasFloor(name: string): boolean {
  return !/^(Dice|Jaccard|Focal)/.test(name);
}

/** The least that a softmax of a softmax can give: the right class at 1, the others at 0. */
function floorOf(classes: number | undefined, targets: string): number | undefined {
  if (classes === undefined || classes < 2 || targets !== "classIndices") return undefined;
  return Math.log(Math.E + classes - 1) - 1;
}

const swappedArguments: ForeignRow = (instance) => {
  const { facts } = instance;
  const byName =
    (instance.expectation?.takes !== "values" || /percentage/i.test(instance.loss.name)) &&
    facts.target.names.some((name) => kindFromName(name) !== undefined || /pred/i.test(name)) &&
    facts.input.names.some((name) => /true$|label|target|truth/i.test(name));
  const weight = Math.max(areSwapped(instance), byName ? 0.95 : 0);
  if (weight === 0) return undefined;
  const claim = {
    cause: "swapped-arguments",
    facts: { first: facts.target.text, second: facts.input.text },
  } as const;
  return { claim, weight, fixes: swapArguments(facts) };
};

/** Shapes that are spread to something larger, or labels that stand for whole rows. */
const broadcast: ForeignRow = ({ call, expectation, outcome, facts }) => {
  if (call === undefined || outcome?.kind !== "value" || expectation === undefined) return undefined;
  const [input, target] = [call.prediction.shape, call.truth.shape];
  if (expectation.targets === "classIndices" || sameShape(input, target)) return undefined;
  const spread = broadcastShapes(input, target);
  if (!("shape" in spread)) return undefined;
  // What is squeezed or given an axis first is not spread; arrays of one rank are neither.
  const result = numel(outcome.values.shape);
  const isLarger = numel(spread.shape) > Math.max(numel(input), numel(target));
  const isSpread =
    expectation.targets === "classProbabilities" ||
    (isLarger &&
      (input.length === target.length || (result !== 1 && result >= numel(spread.shape) / (spread.shape.at(-1) ?? 1))));
  if (facts.call.framework === "keras" && isLarger && input.length !== target.length) return undefined;
  const isRepeated = !isLarger && numel(input) !== numel(target) && facts.call.framework !== "scikit-learn";
  if (!isSpread && !isRepeated) return undefined;
  return {
    claim: { cause: "broadcast", facts: { input, target, common: spread.shape } },
    weight: isSpread ? 1 : 0.6,
    fixes: renamedFixes(facts, call),
  };
};

/** Whole class indices, or rows of one 1, in a call that wants the other: what it raises, and the loss that takes them. */
const otherTargets: ForeignRow = ({ call, facts, outcome, loss }) => {
  if (call === undefined || outcome?.kind !== "raises") return undefined;
  const isShape =
    /same rank|same shape|must match the size|rank \(ndim\)|different shape|broadcasting|number of dimensions|Shape mismatch|inconsistent/.test(
      outcome.message,
    );
  if (isShape) return { claim: { cause: "shape", facts: {} }, weight: 1, fixes: renamedFixes(facts, call) };
  if (loss.name === "SoftCrossEntropyLoss" && outcome.type === "TypeError") {
    const smoothing = setOption(facts, "smooth_factor", "0.0");
    const claim = { cause: "option-invalid", facts: { option: "smooth_factor", ignored: false } } as const;
    return { claim, weight: 1, fixes: smoothing === undefined ? [] : [smoothing] };
  }
  if (outcome.type === "TypeError") return { claim: { cause: "dtype", facts: {} }, weight: 0.94, fixes: [] };
  return undefined;
};

/** One output whose softmax is always 1. */
const oneClass: ForeignRow = ({ call, classAxis, expectation }) => {
  if (call === undefined || classAxis === undefined || expectation?.kin === "KLDivLoss") return undefined;
  if (call.prediction.shape[classAxis] !== 1) return undefined;
  return { claim: { cause: "one-class", facts: { outputs: 1 } }, weight: 1, fixes: [] };
};

/** The softmax ran along another axis than the loss takes the classes from. */
const softmaxAxis: ForeignRow = ({ meaning, classAxis, expectation, facts }) => {
  const takes = expectation?.takes;
  if (classAxis === undefined || meaning.by === undefined || meaning.kind !== takes) return undefined;
  if (typeof meaning.dim !== "number" || meaning.dim === classAxis || takes === "logits") return undefined;
  if ((facts.input.shape?.length ?? 0) < 2) return undefined;
  return {
    claim: { cause: "softmax-axis", facts: { used: meaning.dim, meant: classAxis, at: meaning.by.place } },
    weight: 0.9,
    fixes: [],
  };
};

/** Probabilities that were moved by a clip, without which torch and the definition give another number. */
const clipped: ForeignRow = (instance) => {
  const { outcome, loss, call, expectation } = instance;
  if (call === undefined || outcome?.kind !== "value" || outcome.clipped === 0) return undefined;
  if (expectation?.takes !== "probabilities" || !isWithin(call.prediction, 0, 1)) return undefined;
  const framework = frameworkNames[loss.framework];
  return {
    claim: { cause: "other-framework", facts: { framework, clipped: outcome.clipped } },
    weight: 0.6,
    fixes: [],
  };
};

/** All of them. What is surest is said first. */
export const foreignRows: readonly ForeignRow[] = [
  swappedArguments,
  otherTargets,
  logitsAsProbabilities,
  noLogarithm,
  activatedTwice,
  broadcast,
  ...labelRows,
  oneClass,
  ...beforeRows,
  ...logLossRows,
  softmaxAxis,
  clipped,
  byHand,
  slips,
  formulas,
  oneOutput,
  otherLabels,
  decided,
  margins,
  otherActivation,
];
