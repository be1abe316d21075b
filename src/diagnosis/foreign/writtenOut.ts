import { lossesByHand } from "../../frameworks/byHand";
import { broadcastShapes, sameShape } from "../../tensor/shape";
import { numel } from "../../tensor/tensor";
import { allHold, sumsAlong } from "../arrays";
import { coarselyClipped } from "../causes/numbers";
import { findingInFormula, isItsDefinition, slipFixes } from "./byHand";
import type { ForeignRow } from "./causes";
import { isWhole } from "./foreignCase";
import { rewritten } from "./formulas";

/** What goes wrong where a cross-entropy is written out. */

/** What its value shows. */
export const byHand: ForeignRow = ({ call, facts: own, loss, outcome, classAxis, expectation }) => {
  if (call === undefined || expectation === undefined || loss.framework !== "numpy" || outcome?.kind !== "value")
    return undefined;
  const [value] = outcome.values.data;
  const { options, prediction } = call;
  if (Number.isNaN(value)) {
    const nans = prediction.data.filter((p) => Number.isNaN(p)).length;
    if (nans > 0) {
      return {
        claim: { cause: "nan-gradient", facts: { elements: nans, value: Number.NaN, by: "log", before: true } },
        weight: 0.9,
        fixes: [],
      };
    }
    const isLog = options.get("logged") === true;
    const isBinary = loss.name === lossesByHand[1].name;
    const elements = prediction.data.filter((p) =>
      isLog ? !Number.isFinite(p) : !(p > 0 && p <= 1) || (isBinary && Math.fround(p) === 1),
    ).length;
    return {
      claim: { cause: "nan-gradient", facts: { elements, value: Number.NaN, by: "log" } },
      weight: 0.9,
      fixes: [],
    };
  }
  if (value === Number.POSITIVE_INFINITY && options.get("picked") === true) {
    const classes = prediction.shape[1];
    const count = call.truth.data.filter((label, row) => prediction.data[row * classes + label] === 0).length;
    if (count > 0) return { claim: { cause: "underflow", facts: { count, dtype: "float32" } }, weight: 0.9, fixes: [] };
  }
  if (value < 0) {
    const isTurned = isItsDefinition({
      ...own.call,
      foreign: { ...call, options: new Map([...options, ["value", -value]]) },
    });
    const whole = { value: own.call.value, place: own.call.place };
    const fixes = isTurned ? rewritten(whole, own.units, (text) => `-${text}`) : [];
    return { claim: { cause: "negative", facts: { change: undefined } }, weight: 0.9, fixes };
  }
  if (
    options.get("over") === "elements" &&
    classAxis !== undefined &&
    isWhole(call.truth) &&
    allHold(sumsAlong(call.truth, classAxis))
  ) {
    const facts = { classes: prediction.shape[classAxis], elements: prediction.data.length };
    return { claim: { cause: "mean-over-classes", facts }, weight: 0.9, fixes: [] };
  }
  const clipped = coarselyClipped(own);
  if (clipped !== undefined) return clipped;
  const base = options.get("base");
  if (base === "log2")
    return { claim: { cause: "in-bits", facts: { seen: formatted(value) } }, weight: 0.6, fixes: [] };
  return undefined;
};

function formatted(value: number): string {
  return value.toFixed(4);
}

const slipNames = ["columns", "down", "brackets", "positives", "complement"] as const;

/** What torch has no function for: an overlap, a quantile, rewards, distances. */
export const formulas: ForeignRow = ({ facts }) => findingInFormula(facts.call);

/** What its form shows: another index, axis or bracket than the loss has, or half of it. */
export const slips: ForeignRow = ({ call, facts, loss }) => {
  if (call === undefined || loss.framework !== "numpy") return undefined;
  const slip = slipNames.find((each) => each === call.options.get("slip"));
  const { prediction, truth } = call;
  if (slip !== undefined) {
    return {
      claim: { cause: "formula", facts: { what: slip } },
      weight: 0.93,
      fixes: slipFixes(facts.call, facts.units),
    };
  }
  const spread = broadcastShapes(prediction.shape, truth.shape);
  const isElementwise = call.options.get("picked") !== true && !sameShape(prediction.shape, truth.shape);
  if (isElementwise && "shape" in spread && numel(spread.shape) > Math.max(prediction.data.length, truth.data.length)) {
    return {
      claim: { cause: "broadcast", facts: { input: prediction.shape, target: truth.shape, common: spread.shape } },
      weight: 0.97,
      fixes: [],
    };
  }
  if (
    prediction.shape.length !== 2 ||
    prediction.shape[0] < 2 ||
    prediction.shape[1] < 2 ||
    loss.name !== "cross-entropy"
  )
    return undefined;
  // The numbers of all rows together sum to 1.
  const flat = { ...prediction, shape: [prediction.data.length] };
  // Of whole rows the classes may be meant to be along the first axis.
  const isDown = call.options.get("picked") === true && allHold(sumsAlong(prediction, 0));
  if (
    call.options.get("logged") === true ||
    allHold(sumsAlong(prediction, 1)) ||
    !(isDown || allHold(sumsAlong(flat, 0)))
  )
    return undefined;
  return {
    claim: { cause: "softmax-axis", facts: { used: 0, meant: 1, at: undefined, ...(!isDown && { of: "all" }) } },
    weight: 0.93,
    fixes: [],
  };
};
