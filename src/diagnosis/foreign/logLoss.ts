import { total } from "../../frameworks/arithmetic";
import { allHold, areZerosAndOnes, extremes, isWithin, sumsAlong } from "../arrays";
import { textAt } from "../callFacts";
import type { Change } from "../claim";
import { argumentFix, operandText } from "../edits";
import { setOption } from "../lossEdits";
import type { ForeignRow } from "./causes";
import { accuracyOf, type ForeignCase, isWhole } from "./foreignCase";

/** What scikit-learn's log_loss is given by mistake. */

/** Labels whose order differs from the sorted one, in which log_loss takes the columns whatever the order of `labels`. */
const columnOrder: ForeignRow = ({ call, loss, classAxis }) => {
  const labels = call?.options.get("labels");
  if (call === undefined || loss.name !== "log_loss" || typeof labels !== "object" || labels === null) return undefined;
  if (labels.data.every((label, i) => i === 0 || labels.data[i - 1] <= label)) return undefined;
  const order = [...labels.data];
  const sorted = [...order].sort((a, b) => a - b);
  const placed = (by: readonly number[]) => ({
    ...call,
    truth: { ...call.truth, data: call.truth.data.map((label) => by.indexOf(label)) },
  });
  const [own, meant] = [accuracyOf(placed(sorted), classAxis), accuracyOf(placed(order), classAxis)];
  const isBetter = own !== undefined && meant !== undefined && meant.correct > own.correct;
  const change: Change = {
    before: undefined,
    after: undefined,
    accuracy: own && meant && { before: own.correct, after: meant.correct, of: own.of },
  };
  const b = order.findIndex((label, i) => label !== sorted[i]);
  return {
    claim: { cause: "swapped-columns", facts: { a: b, b: sorted.indexOf(order[b]), change, ordered: true } },
    weight: isBetter ? 0.95 : 0.6,
    fixes: [],
  };
};

/** Every answer of log_loss is upside down: the other of two columns, or columns in each other's place. */
const otherColumn: ForeignRow = ({ call, loss, outcome, facts }) => {
  if (call === undefined || loss.name !== "log_loss" || outcome?.kind !== "value" || call.options.has("labels"))
    return undefined;
  const { prediction, truth } = call;
  const isPair = prediction.shape.length === 2 && prediction.shape[1] === 2;
  if (!isPair && prediction.shape.length !== 1) return undefined;
  const positive = truth.data.map((_, i) => prediction.data[isPair ? 2 * i + 1 : i]);
  const count = truth.data.length;
  const step = facts.input.chain.steps.find(({ operation }) => operation === "getitem");
  const picked = step && /^(.*\[\s*:\s*,\s*)0(\s*\])$/s.exec(textAt(facts.units, step.place));
  if (count < 4 || !isWithin(truth, 0, 1) || !isWhole(truth) || new Set(truth.data).size < 2) return undefined;
  const ofTruth = positive.map((p, i) => (truth.data[i] === 1 ? p : 1 - p));
  if (!ofTruth.every((p) => p >= 0 && p < 0.5)) return undefined;
  const mended = total(ofTruth.map((p) => -Math.log(1 - p))) / count;
  const [value] = outcome.values.data;
  // Four alone may be an accident, unless all are very sure of themselves.
  const least = picked || count > 4 ? 1.2 : 2;
  if (!(mended < 0.8 * Math.LN2) || !(value > least * Math.LN2)) return undefined;
  const edits = step && picked ? [{ place: step.place, text: `${picked[1]}1${picked[2]}` }] : [];
  const change = { before: undefined, after: undefined, accuracy: { before: 0, after: count, of: count } };
  return {
    claim: { cause: "swapped-columns", facts: { a: 0, b: 1, change, ordered: false } },
    weight: picked ? 0.93 : count >= 8 ? 0.88 : 0.55,
    fixes: edits.length === 0 ? [] : [{ title: { kind: "use", code: edits[0].text }, edits }],
  };
};

/** Rows that are no probabilities all together. */
const looseRows: ForeignRow = ({ call, loss, outcome, classAxis }) => {
  if (call === undefined || loss.name !== "log_loss" || outcome?.kind !== "value" || classAxis === undefined)
    return undefined;
  if (call.prediction.shape[classAxis] === 1) return undefined;
  const sums = sumsAlong(call.prediction, classAxis);
  if (allHold(sums)) return undefined;
  const before = loss.before?.compute(call);
  const earlier = before?.kind === "value" ? before.values.data[0] : undefined;
  return {
    claim: { cause: "rows-not-normalised", facts: { sum: sums.worst, rows: sums.rows - sums.holding, earlier } },
    weight: 0.9,
    fixes: [],
  };
};

/** The largest of predictions in per cent; undefined where they are not. */
export function percentOf({ call, expectation, loss }: ForeignCase): number | undefined {
  if (call === undefined || loss.framework !== "scikit-learn" || expectation?.takes !== "probabilities")
    return undefined;
  const { min, max } = extremes(call.prediction.data);
  const rank = call.prediction.shape.length;
  const isPercent = rank === 1 ? max > 15 : allHold(sumsAlong(call.prediction, rank - 1, "none", 100));
  return min >= 0 && max > 1 && max <= 100 && isPercent ? max : undefined;
}

const percent: ForeignRow = (instance) => {
  const { facts } = instance;
  const max = percentOf(instance);
  if (max === undefined) return undefined;
  const isArray = facts.input.value.kind === "tensor";
  return {
    claim: { cause: "percent", facts: { argument: "input", max } },
    weight: 1,
    fixes: isArray ? argumentFix(facts, facts.input, (text) => `${operandText(text)} / 100`) : [],
  };
};

/** Decisions of 0 and 1, some of them wrong: each of these costs what the clip leaves, about 36. */
const hardDecisions: ForeignRow = ({ call, loss, outcome }) => {
  if (call === undefined || loss.name !== "log_loss" || outcome?.kind !== "value") return undefined;
  const { prediction } = call;
  const isHard = areZerosAndOnes(prediction.data);
  if (!isHard || prediction.data.length < 3 || outcome.clipped === 0) return undefined;
  return { claim: { cause: "thresholded", facts: { values: "0, 1" } }, weight: 0.9, fixes: [] };
};

/** More columns than labels that were met, or classes without a word on how: the option that scikit-learn asks for. */
const missingOption: ForeignRow = ({ call, facts, outcome }) => {
  if (call === undefined || outcome?.kind !== "raises") return undefined;
  const { prediction, truth } = call;
  const [, columns] = prediction.shape;
  const isPlain = isWhole(truth) && !call.isWorded && truth.data.every((label) => label >= 0 && label < columns);
  const fix = outcome.message.startsWith("multi_class must be")
    ? setOption(facts, "multi_class", '"ovr"')
    : outcome.message.includes("different number of classes") && isPlain && columns <= 20
      ? setOption(facts, "labels", `[${Array.from({ length: columns }, (_, label) => label).join(", ")}]`)
      : undefined;
  return fix && { claim: { cause: "shape", facts: {} }, weight: 1, fixes: [fix] };
};

export const logLossRows: readonly ForeignRow[] = [
  missingOption,
  columnOrder,
  otherColumn,
  looseRows,
  percent,
  hardDecisions,
];
