import { total } from "../../frameworks/arithmetic";
import { sameShape } from "../../tensor/shape";
import { allHold, areLogarithms, distinct, extremes, isWithin, sumsAlong } from "../arrays";
import { textAt } from "../callFacts";
import { unknownChange } from "../claim";
import { argumentFix, operandText } from "../edits";
import { importedName } from "../imports";
import { setOption } from "../lossEdits";
import type { FixCandidate } from "../row";
import type { ForeignRow } from "./causes";
import { type ForeignCase, isWhole } from "./foreignCase";

/** Labels that the loss has no class, no yes or no, or no share for. */

/** How sure it is that predictions stand where the truth belongs. */
export function areSwapped({ call, facts, expectation, loss, classAxis }: ForeignCase): number {
  if (call === undefined || expectation === undefined) return 0;
  if (expectation.takes === "values" && loss.name !== "roc_auc_score") return 0;
  const { prediction, truth } = call;
  // Shares stand first, and the logarithms of others behind them.
  if (expectation.takes === "logProbabilities" && classAxis !== undefined && isWithin(prediction, 0, 1))
    return allHold(sumsAlong(prediction, classAxis)) && areLogarithms(truth, classAxis) ? 1 : 0;
  if (!isWhole(prediction) || isWhole(truth) || call.isWorded) return 0;
  // A teacher's probabilities beside decisions are odd, but named so they are meant.
  const names = [...facts.target.names, ...facts.input.names];
  const isNamed = facts.target.names.some((name) => /^y_?true|label|target|truth/i.test(name));
  if (isNamed && !facts.input.names.some((name) => /true|label|target|truth/i.test(name))) return 0;
  return names.length === 0 && expectation.kin === "KLDivLoss" ? 0 : 0.95;
}

/** They leave -100 out where nothing else is said. */
const leavesOut: ReadonlySet<string> = new Set(["transformers", "kornia", "segmentation-models-pytorch"]);

/** Class indices that name no class: some frameworks raise, JAX gives nan, or counts negative ones from the end. */
const outOfRange: ForeignRow = ({ call, expectation, facts, classAxis, loss }) => {
  if (call === undefined || expectation?.targets !== "classIndices" || classAxis === undefined) return undefined;
  if (loss.framework === "scikit-learn") return undefined;
  const classes = call.prediction.shape[classAxis];
  const ignored =
    call.options.get("ignore_class") ??
    call.options.get("ignore_index") ??
    (leavesOut.has(loss.framework) ? -100 : undefined);
  const labels = call.truth.data.filter((label) => label !== ignored);
  const { min, max, whole } = extremes(labels);
  if (!whole || labels.length === 0 || (min >= 0 && max < classes)) return undefined;
  if (min >= 1 && max === classes) {
    const fixes = computedTarget(facts, (text) => `${text} - 1`);
    return { claim: { cause: "one-based-labels", facts: { classes, change: unknownChange } }, weight: 1, fixes };
  }
  const value = min < 0 ? min : max;
  const option =
    loss.framework === "keras" && min < 0 && max < classes ? setOption(facts, "ignore_class", String(min)) : undefined;
  return { claim: { cause: "out-of-range", facts: { value, classes } }, weight: 1, fixes: option ? [option] : [] };
};

/** The target in an expression; a list cannot be computed with. */
function computedTarget(facts: ForeignCase["facts"], rewrite: (text: string) => string): readonly FixCandidate[] {
  const { target } = facts;
  return target.value.kind === "tensor" ? argumentFix(facts, target, (text) => rewrite(operandText(text))) : [];
}

/** −1 and 1, or numbers that are no yes and no, where 0 and 1 are wanted. */
const binaryTargets: ForeignRow = ({ call, expectation, facts, loss }) => {
  if (call === undefined || expectation?.targets !== "binary" || isWithin(call.truth, 0, 1)) return undefined;
  const ignored = call.options.get("ignore_index") ?? (loss.name === "SoftBCEWithLogitsLoss" ? -100 : undefined);
  if (call.truth.data.every((t) => t === ignored || (t >= 0 && t <= 1))) return undefined;
  const signs = call.truth.data.every((value) => value === 1 || value === -1);
  if (signs) {
    const fixes = computedTarget(facts, (text) => `(${text} + 1) / 2`);
    return {
      claim: { cause: "signs-as-labels", facts: { change: unknownChange, zeros: false, classes: false } },
      weight: 1,
      fixes,
    };
  }
  const { min, max } = extremes(call.truth.data);
  return {
    claim: { cause: "out-of-range", facts: { value: min < 0 ? min : max, classes: undefined } },
    weight: 0.9,
    fixes: [],
  };
};

/** Rows of the truth that are no distribution. */
const targetRows: ForeignRow = (instance) => {
  const { call, expectation, classAxis, loss } = instance;
  if (call === undefined || expectation?.targets !== "classProbabilities" || classAxis === undefined) return undefined;
  if (!sameShape(call.truth.shape, call.prediction.shape) || areSwapped(instance) > 0) return undefined;
  const sums = sumsAlong(call.truth, classAxis);
  if (allHold(sums)) return undefined;
  const labels = isWhole(call.truth) && isWithin(call.truth, 0, 1);
  // A row of zeros is how a sample is left out.
  const { data } = call.truth;
  const isMasked = labels && sums.worst === 0 && total(data) === sums.holding;
  if (isMasked) return undefined;
  return {
    claim: {
      cause: "target-not-normalised",
      facts: { sum: sums.worst, rows: sums.rows - sums.holding, of: sums.rows, labels },
    },
    weight: loss.framework === "keras" || labels ? 0.9 : 0.7,
    fixes: [],
  };
};

/** 0 and 1 where −1 and 1 are wanted: optax takes labels as they are. */
const labelsAsSigns: ForeignRow = ({ call, facts, loss }) => {
  if (call === undefined || loss.framework !== "optax" || loss.name !== "hinge_loss") return undefined;
  const values = distinct(call.truth.data, 2);
  if (!values?.includes(0) || !values.every((value) => value === 0 || value === 1)) return undefined;
  const fixes = computedTarget(facts, (text) => `2 * ${text} - 1`);
  return { claim: { cause: "labels-as-signs", facts: { change: unknownChange } }, weight: 1, fixes };
};

/** Logarithms of shares where the shares are wanted. */
const logTargets: ForeignRow = (instance) => {
  const { call, expectation, classAxis, facts, loss } = instance;
  if (call === undefined || expectation?.targets !== "classProbabilities" || classAxis === undefined) return undefined;
  const { truth, prediction } = call;
  if (!sameShape(truth.shape, prediction.shape) || !areLogarithms(truth, classAxis)) return undefined;
  if (areSwapped(instance) > 0) return undefined;
  const { named } = facts.call;
  const name = textAt(facts.units, named);
  const isKl = loss.name === "kl_divergence" && name.endsWith(loss.name);
  const module = name.slice(0, -loss.name.length);
  // optax itself has no name for it.
  const losses = module === `${importedName(facts.units, "optax")}.` ? `${module}losses.` : module;
  const code = `${losses}${loss.name}_with_log_targets`;
  return {
    claim: { cause: "target-is-log", facts: { isLog: true, change: unknownChange } },
    weight: 1,
    fixes: isKl && name.includes(".") ? [{ title: { kind: "use", code }, edits: [{ place: named, text: code }] }] : [],
  };
};

export const labelRows: readonly ForeignRow[] = [outOfRange, binaryTargets, labelsAsSigns, logTargets, targetRows];
