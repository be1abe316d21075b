import { lossGradient } from "../../engine/gradient";
import { applyOp } from "../../engine/ops/applyOp";
import { isRefusal } from "../../engine/refusal";
import { isFloatingPoint, type Tensor } from "../../tensor/tensor";
import { allHold, extremes, sumsAlong } from "../arrays";
import { type CallFacts, tensorOf, textAt } from "../callFacts";
import { operandText, renameLoss, setOption } from "../edits";
import { callValue, meanOf } from "../evaluateForm";
import type { ChainStep } from "../originChain";
import { isUsedElsewhere } from "../removeActivation";
import type { Case, CauseRow, Finding, FixCandidate } from "../row";

/** Values that a loss cannot have, and what floating-point numbers do to it. */
export const numberRows: readonly CauseRow[] = [
  { cause: "underflow", find: underflow },
  { cause: "overflow", find: overflow },
  { cause: "saturated", find: saturated },
  { cause: "clamped", find: clamped },
  { cause: "nan-gradient", find: nanValue },
  { cause: "negative", find: negative },
];

/** A probability that became 0, whose logarithm is −inf. */
function underflow({ facts, value, meaning }: Case): Finding | undefined {
  const { call, input } = facts;
  if (!/^(NLLLoss|KLDivLoss|CrossEntropyLoss)$/.test(call.loss)) return undefined;
  const log = input.chain.steps.find(({ operation }) => operation === "log");
  if (log === undefined) return undefined;
  const infinite = input.tensor?.data.filter((each) => each === Number.NEGATIVE_INFINITY).length ?? 0;
  const lost = input.tensor === undefined ? vanished(facts, meaning.by) : 0;
  const matters = lost > 0 || (infinite > 0 && value !== undefined && !Number.isFinite(value));
  if (!matters) return undefined;
  const before = log.operand.value;
  const softmax = meaning.by;
  const fixes: FixCandidate[] = [];
  if (softmax !== undefined && /softmax/.test(softmax.operation) && softmax.operand.place !== undefined) {
    const code = textAt(facts.units, softmax.operand.place);
    const { dim } = softmax.settings;
    const edit = { place: log.place, text: `${operandText(code)}.log_softmax(${typeof dim === "number" ? dim : -1})` };
    fixes.push({ title: { kind: "use", code: "log_softmax" }, edits: [edit] });
  }
  const dtype = before.kind === "tensor" ? before.dtype : (input.tensor?.dtype ?? "float32");
  const weight = softmax === undefined ? 0.9 : 0.97;
  const claim = { cause: "underflow", facts: { count: infinite + lost, dtype } } as const;
  return lost > 0 && isPlain(facts)
    ? { claim, weight, fixes, value: Number.POSITIVE_INFINITY }
    : { claim, weight, fixes };
}

/** One infinite element makes the whole infinite: nothing weighs it with 0 or leaves it out. */
function isPlain({ call, options }: CallFacts): boolean {
  const { reduction = "mean" } = options.known;
  const open = ["weight", "ignore_index"].some((name) => call.options.has(name));
  return reduction !== "none" && !open && !options.unknown.includes("reduction");
}

/** The largest number of a type, and what rounding still brings down to it. */
const largest = { float32: 3.4028235677973366e38, float16: 65520 } as const;

/** Elements whose loss is finite and their type has no number for, or a sum that float16 has none for. */
function overflow({ facts }: Case): Finding | undefined {
  const { form } = facts;
  const dtype = form?.input.dtype;
  if (form === undefined || (dtype !== "float32" && dtype !== "float16") || form.target.dtype === "float64")
    return undefined;
  const each = callValue({ ...form, options: { ...form.options, reduction: "none" } });
  if (isRefusal(each)) return undefined;
  const total = dtype === "float16" && form.options.reduction === "sum" ? [each.data.reduce((a, b) => a + b, 0)] : [];
  const exact = [...each.data, ...total].find(
    (value) => Number.isFinite(value) && Math.abs(value) > largest[dtype] * 1.001,
  );
  if (exact === undefined) return undefined;
  const isRate =
    form.loss === "PoissonNLLLoss" && form.options.logInput !== false && extremes(form.input.data).min >= 0;
  if (isRate) {
    const fix = setOption(facts, "log_input", "False");
    const claim = { cause: "overflow", facts: { exact, dtype, isRate } } as const;
    return { claim, weight: 1, fixes: fix === undefined ? [] : [fix], value: Number.POSITIVE_INFINITY };
  }
  const claim = { cause: "overflow", facts: { exact, dtype } } as const;
  const isAlone = each.data.every((value) => !Number.isNaN(value) && value * exact >= 0);
  return isAlone && isPlain(facts)
    ? { claim, weight: 1, fixes: [], value: exact > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY }
    : { claim, weight: 0.95, fixes: [] };
}

/** About half of the smallest number above 0. */
const smallest = { float32: 7e-46, float64: 5e-324, float16: 2.9e-8, bfloat16: 4.5e-41 } as const;

/** Targets whose probability a softmax surely rounds to 0. */
function vanished({ target, loss }: CallFacts, softmax: Case["meaning"]["by"]): number {
  const scores = softmax?.operand.value;
  if (softmax?.operation !== "softmax" || scores?.kind !== "tensor") return 0;
  const tensor = tensorOf(scores);
  if (tensor === undefined || target.tensor === undefined || tensor.shape.length !== 2) return 0;
  const probabilities = applyOp(tensor, { op: "softmax", dim: 1 });
  if (isRefusal(probabilities) || !isFloatingPoint(tensor.dtype)) return 0;
  const limit = smallest[tensor.dtype as keyof typeof smallest];
  if (loss === "KLDivLoss") {
    if (target.tensor.data.length !== probabilities.data.length) return 0;
    return target.tensor.data.filter((p, i) => p > 0 && probabilities.data[i] < limit * 0.5).length;
  }
  if (loss !== "NLLLoss" || target.tensor.data.length !== tensor.shape[0]) return 0;
  const classes = tensor.shape[1];
  return target.tensor.data.filter((y, row) => y >= 0 && probabilities.data[row * classes + y] < limit * 0.5).length;
}

/** The largest x for which sigmoid(x) < 1. */
const saturation = { float32: 16.7, float64: 36.8, float16: 7.7, bfloat16: 5.6 } as const;

/** Logits so large that their sigmoid is exactly 1, or infinite ones. */
function saturated({ facts, value, meaning }: Case): Finding | undefined {
  const { call, input, form } = facts;
  const { tensor } = input;
  if (tensor === undefined) return rounded(facts, meaning);
  const infinite = tensor.data.filter((each) => Math.abs(each) === Number.POSITIVE_INFINITY).length;
  if (call.loss === "BCEWithLogitsLoss" && infinite > 0 && value !== undefined && !Number.isFinite(value)) {
    const isNan = Number.isNaN(value);
    return {
      claim: { cause: "saturated", facts: { count: infinite, dtype: tensor.dtype, isNan } },
      weight: 0.95,
      fixes: [],
    };
  }
  if (call.loss !== "BCELoss" || form === undefined || meaning.by?.operation !== "sigmoid") return undefined;
  const before = meaning.by.operand.value;
  const limit = isFloatingPoint(tensor.dtype) ? saturation[tensor.dtype as keyof typeof saturation] : undefined;
  if (limit === undefined || before.kind !== "tensor") return undefined;
  const lost = [...tensor.data.keys()].filter((i) => {
    const [p, y] = [Math.fround(tensor.data[i]), form.target.data[i]];
    return (p === 1 && y < 1) || (p === 0 && y > 0);
  });
  if (lost.length === 0) return undefined;
  return {
    claim: { cause: "saturated", facts: { count: lost.length, dtype: tensor.dtype, isNan: false } },
    weight: 0.9,
    fixes: withLogits(facts, meaning.by),
  };
}

/** Logits in front of a sigmoid whose result its dtype rounds to 1 or 0, in a precision whose digits are not followed. */
function rounded(facts: CallFacts, { by }: Case["meaning"]): Finding | undefined {
  const { target, call } = facts;
  const before = by?.operand.value;
  if (call.loss !== "BCELoss" || by?.operation !== "sigmoid" || before?.kind !== "tensor") return undefined;
  const scores = tensorOf(before);
  if (scores === undefined || scores.data.length !== target.tensor?.data.length || !isFloatingPoint(scores.dtype))
    return undefined;
  const limit = saturation[scores.dtype as keyof typeof saturation];
  const targets = target.tensor.data;
  const count = scores.data.filter((z, i) => (z > limit + 1 && targets[i] < 1) || (z < -104 && targets[i] > 0)).length;
  if (count === 0) return undefined;
  return {
    claim: { cause: "saturated", facts: { count, dtype: scores.dtype, isNan: false } },
    weight: 0.9,
    fixes: withLogits(facts, by),
  };
}

/** The loss that takes the logits, and the sigmoid left out. */
function withLogits(facts: CallFacts, sigmoid: ChainStep): readonly FixCandidate[] {
  const renamed = renameLoss(facts, "BCEWithLogitsLoss");
  const operand = sigmoid.operand.place;
  if (renamed === undefined || operand === undefined || isUsedElsewhere(facts, sigmoid)) return [];
  return [
    { title: renamed.title, edits: [...renamed.edits, { place: sigmoid.place, text: textAt(facts.units, operand) }] },
  ];
}

/** Probabilities of exactly 0 and 1 that are wrong: BCELoss counts each as 100. */
function clamped({ facts, meaning }: Case): Finding | undefined {
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
function nanValue({ facts, value }: Case): Finding | undefined {
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
function negative({ facts, value }: Case): Finding | undefined {
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

/** How far below 0 a divergence may fall because its rows were printed with few digits. */
function slackOf(input: Tensor, target: Tensor): number {
  const dim = input.shape.length - 1;
  const sums = dim < 0 ? undefined : sumsAlong(input, dim, "exp");
  const targets = dim < 0 ? undefined : sumsAlong(target, dim);
  return sums && targets && allHold(sums) && allHold(targets) ? 0.01 : 1e-9;
}
