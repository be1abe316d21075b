import { lossGradient } from "../../engine/gradient";
import { isRefusal } from "../../engine/refusal";
import type { Tensor } from "../../tensor/tensor";
import { allHold, extremes, sumsAlong } from "../arrays";
import { type CallFacts, tensorOf, textAt } from "../callFacts";
import { meanOf } from "../evaluateForm";
import { setOption } from "../lossEdits";
import { type ChainStep, lastMeaningful, originChain } from "../originChain";
import type { CallCase, CauseRow, Finding } from "../row";
import { removeStep } from "../stepEdits";

/** Values that a loss cannot have, and bounds that cut it off. */
export const numberRows: readonly CauseRow[] = [
  { cause: "clamped", find: clamped },
  { cause: "nan-gradient", find: nanValue },
  { cause: "negative", find: negated },
  { cause: "negative", find: negative },
];

/** Probabilities of exactly 0 and 1 that are wrong: BCELoss counts each as 100. */
function clamped({ facts, meaning }: CallCase): Finding | undefined {
  const { form } = facts;
  const coarse = form?.loss === "BCELoss" || form?.loss === "NLLLoss" ? coarselyClipped(facts) : undefined;
  if (coarse !== undefined) return coarse;
  if (form?.loss !== "BCELoss" || meaning.by !== undefined) return undefined;
  const count = [...form.input.data.keys()].filter((i) => {
    const [p, y] = [form.input.data[i], form.target.data[i]];
    return (p === 1 && y < 1) || (p === 0 && y > 0);
  }).length;
  if (count === 0) return undefined;
  return { claim: { cause: "clamped", facts: { count } }, weight: 0.86, fixes: [] };
}

/** From here on a bound changes the loss of predictions that are not sure of themselves at all. */
const COARSE = 0.01;

/** `clip(p, 0.1, 0.9)` of probabilities: a bound that is there to keep the logarithm finite, and moves them. */
export function coarselyClipped({ input }: CallFacts): Finding | undefined {
  const step = input.chain.steps.find(({ operation }) => /^(clip|clamp)_?$/.test(operation));
  const before = step && tensorOf(step.operand.value);
  const index = step === undefined ? -1 : input.chain.steps.indexOf(step);
  const after = index > 0 ? tensorOf(input.chain.steps[index - 1].operand.value) : input.tensor;
  if (before === undefined || after?.data.length !== before.data.length || !isUnit(before)) return undefined;
  const moved = [...before.data.keys()].filter((i) => before.data[i] !== after.data[i]);
  const bound = moved.reduce((most, i) => Math.max(most, Math.min(after.data[i], 1 - after.data[i])), 0);
  if (moved.length === 0 || bound < COARSE) return undefined;
  return { claim: { cause: "clamped", facts: { count: moved.length, bound } }, weight: 0.6, fixes: [] };
}

function isUnit({ data }: Tensor): boolean {
  return data.length > 0 && data.every((value) => value >= 0 && value <= 1);
}

/** nan where 0 meets the logarithm of 0, in the value or in its gradient alone. */
function nanValue({ facts, value }: CallCase): Finding | undefined {
  const { form, input, target } = facts;
  if (input.tensor === undefined || target.tensor === undefined) return undefined;
  const infinite = input.tensor.data.filter((each) => Math.abs(each) === Number.POSITIVE_INFINITY).length;
  const nans = extremes(input.tensor.data).nans + extremes(target.tensor.data).nans;
  if (value !== undefined && !Number.isFinite(value)) {
    const option = (["posWeight", "weight"] as const).find((name) =>
      facts.options.known[name]?.data.some((each) => !Number.isFinite(each)),
    );
    if (option !== undefined) {
      const given = option === "weight" ? "weight" : "pos_weight";
      return {
        claim: { cause: "nan-gradient", facts: { elements: 0, value, by: "log", option: given } },
        weight: 0.95,
        fixes: [],
      };
    }
    if (form === undefined && infinite + nans === 0) return undefined;
    const { labelSmoothing = 0 } = facts.options.known;
    const isPlainFinite =
      form !== undefined &&
      Number.isFinite(meanOf({ ...form, options: { ...form.options, labelSmoothing: 0 } }) ?? Number.NaN);
    if (labelSmoothing > 0 && isPlainFinite && nans === 0) {
      const fix = setOption(facts, "label_smoothing", "0.0");
      return {
        claim: { cause: "nan-gradient", facts: { elements: infinite, value, by: "log", smoothed: true } },
        weight: 0.93,
        fixes: fix === undefined ? [] : [fix],
      };
    }
    return {
      claim: { cause: "nan-gradient", facts: { elements: infinite + nans, value, by: "log" } },
      weight: infinite + nans > 0 ? 0.9 : 0.86,
      fixes: [],
    };
  }
  if (form === undefined || value === undefined || !Number.isFinite(value) || form.input.data.length > 10_000)
    return undefined;
  if (form.options.reduction === "none") return undefined;
  const gradient = gradientOfLogarithm(facts);
  if (gradient === undefined) return undefined;
  const elements = gradient.filter(Number.isNaN).length;
  return elements === 0
    ? undefined
    : { claim: { cause: "nan-gradient", facts: { elements, value: undefined, by: "log" } }, weight: 0.9, fixes: [] };
}

/** The gradient in front of a logarithm of zeros that the loss does not look at: 0 · (1 / 0). */
function gradientOfLogarithm({ form, input, units }: CallFacts): Float64Array | undefined {
  if (form === undefined) return undefined;
  const log = input.chain.steps.find(({ operation }) => operation === "log");
  const before = log?.operand.value;
  const learned = input.chain.steps.some(({ operation, place }) => {
    return /^(softmax|sigmoid|linear)$/.test(operation) || /requires_grad/.test(textAt(units, place).slice(-60));
  });
  if (!learned) return undefined;
  if (before?.kind !== "tensor" || before.storage.data === undefined) return undefined;
  if (!form.input.data.includes(Number.NEGATIVE_INFINITY)) return undefined;
  const gradient = lossGradient(form.loss, form.input, form.target, form.options);
  if (isRefusal(gradient)) return undefined;
  return gradient.data.map((slope, i) =>
    form.input.data[i] === Number.NEGATIVE_INFINITY ? slope * Number.POSITIVE_INFINITY : slope,
  );
}

const neverNegative: ReadonlySet<string> = new Set([
  "CrossEntropyLoss",
  "BCELoss",
  "BCEWithLogitsLoss",
  "MultiLabelSoftMarginLoss",
  "MultiMarginLoss",
  "MultiLabelMarginLoss",
  "SoftMarginLoss",
  "SigmoidFocalLoss",
  "KLDivLoss",
]);

/** Below 0 where that cannot be: what is left when nothing says why. */
function negative({ facts, value }: CallCase): Finding | undefined {
  const { call, input, target, options } = facts;
  if (value === undefined || !neverNegative.has(call.loss) || !(value < 0)) return undefined;
  if (call.loss === "KLDivLoss") {
    // The terms of a divergence may have either sign: only their sum may not.
    if (options.known.reduction === "none") return undefined;
    if (input.tensor === undefined || target.tensor === undefined || !(value < -slackOf(input.tensor, target.tensor)))
      return undefined;
  } else if (!(value < -1e-9)) return undefined;
  if (options.known.weight?.data.some((each) => each < 0) || options.known.posWeight?.data.some((each) => each < 0))
    return undefined;
  return { claim: { cause: "negative", facts: { change: undefined } }, weight: 0.87, fixes: [] };
}

/** `-log_softmax(x)` for a loss that takes the minus itself. */
function negated({ facts }: CallCase): Finding | undefined {
  if (facts.call.loss !== "NLLLoss") return undefined;
  const step = negatedLogarithm(facts);
  if (step === undefined) return undefined;
  const edits = removeStep(facts, step);
  const code = edits.length === 1 ? edits[0].text : "";
  return {
    claim: { cause: "negative", facts: { change: undefined } },
    weight: 0.97,
    fixes: code === "" ? [] : [{ title: { kind: "use", code }, edits }],
  };
}

/** The minus in front of logarithms of probabilities, with nothing but views behind it. */
export function negatedLogarithm({ input }: CallFacts): ChainStep | undefined {
  const step = lastMeaningful(input.chain)?.step;
  if (step === undefined || !/^(neg|negative)_?$/.test(step.operation)) return undefined;
  const before = lastMeaningful(originChain(step.operand.value))?.step;
  return before?.operation === "log" || before?.operation === "log_softmax" ? step : undefined;
}

/** How far below 0 a divergence may fall because its rows were printed with few digits. */
function slackOf(input: Tensor, target: Tensor): number {
  const dim = input.shape.length - 1;
  const sums = dim < 0 ? undefined : sumsAlong(input, dim, "exp");
  const targets = dim < 0 ? undefined : sumsAlong(target, dim);
  return sums && targets && allHold(sums) && allHold(targets) ? 0.01 : 1e-9;
}
